"""Usage of the rate limits, read from the headers of an answer."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

__all__ = ["LimitUsage"]

_LIMIT_HEADER: Final = re.compile(r"x-mbx-(used-weight|order-count)-(\d+[smhd])", re.ASCII)


class LimitUsage(Mapping[str, str]):
    """The limit headers of an answer by lower-case name, such as `{"x-mbx-used-weight-1m": "5"}`.

    `used_weight` and `order_count` give the same as numbers by interval: `usage.used_weight["1m"]`.
    """

    def __init__(self, header: Mapping[str, str]) -> None:
        self._header = header

    @cached_property
    def _headers(self) -> dict[str, str]:
        return {name: value for name, value in self._header.items() if _LIMIT_HEADER.fullmatch(name)}

    def __getitem__(self, name: str) -> str:
        return self._headers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._headers)

    def __len__(self) -> int:
        return len(self._headers)

    def __repr__(self) -> str:
        return repr(self._headers)

    @property
    def used_weight(self) -> dict[str, int]:
        """Weight used by this IP, by interval: `{"1m": 5}`."""
        return self._numbers("used-weight")

    @property
    def order_count(self) -> dict[str, int]:
        """Orders counted for this account, by interval: `{"10s": 1, "1m": 4}`."""
        return self._numbers("order-count")

    def _numbers(self, kind: str) -> dict[str, int]:
        found = ((_LIMIT_HEADER.fullmatch(name), value) for name, value in self._headers.items())
        return {match[2]: int(value) for match, value in found if match and match[1] == kind and value.isdecimal()}
