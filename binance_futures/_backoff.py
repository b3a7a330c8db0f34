"""How long to wait before something is tried again."""

import random

__all__ = ["backoff"]


def backoff(attempt: int, first: float, longest: float) -> float:
    """Seconds before the attempt of this number (1 is the first repetition): doubled each time, capped, with jitter."""
    return min(longest, first * 2.0 ** min(attempt - 1, 20)) * random.uniform(0.5, 1.0)  # noqa: S311 - jitter
