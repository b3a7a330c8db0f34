"""Ranges of time, as the rules of requests measure them (ms)."""

from collections.abc import Iterator
from typing import Final

from ...errors import Problem

__all__ = ["DAY", "HOUR", "YEAR", "span_problems"]

HOUR: Final = 3_600_000
DAY: Final = 24 * HOUR
YEAR: Final = 366 * DAY
"""The longest year: what is longer is refused whichever way the exchange counts."""


def span_problems(start: object, end: object, longest: int | None = None) -> Iterator[Problem]:
    """What is wrong with a range of times: its end before its start, or longer than allowed."""
    if not isinstance(start, int) or not isinstance(end, int):
        return
    if end < start:
        yield Problem("endTime", f"is not before startTime (got {end}, startTime is {start})")
    elif longest is not None and end - start > longest:
        allowed = f"{longest // DAY} days" if longest > DAY else f"{longest // HOUR} hour"
        yield Problem("endTime", f"is at most {allowed} after startTime (got {end}, startTime is {start})")
