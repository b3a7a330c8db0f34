"""Bounded memory: the latest of what happened, in order."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import TypeVar

__all__ = ["Tail"]

T = TypeVar("T")


class Tail(list[T]):
    """A list that forgets its oldest items: it keeps `bound` of them, and up to a quarter more.

    Args:
        bound: How many items stay at least.
        key: What items are ordered by.
    """

    def __init__(self, bound: int, key: Callable[[T], int]) -> None:
        super().__init__()
        self._bound = bound
        self._most = bound + bound // 4
        self._key = key

    def append(self, item: T) -> None:
        """Add an item, whose key is not below the last."""
        super().append(item)
        if len(self) > self._most:
            del self[: len(self) - self._bound]

    def between(self, start: int | None, end: int | None, limit: int) -> list[T]:
        """Items from `start` to `end`, both included: the first `limit` with a `start`, else the latest."""
        low = 0 if start is None else bisect_left(self, start, key=self._key)
        high = len(self) if end is None else bisect_right(self, end, key=self._key)
        if start is None:
            return self[max(high - limit, low) : high]
        return self[low : min(high, low + limit)]
