"""The limits of the exchange: weight per IP, orders per account, and bans for going on after an HTTP 429.

Windows are fixed, aligned to the clock, as on Binance: a minute's weight is forgiven at the full minute.
UM and CM share the weight of an IP and the orders of an account (since 2026-06-30).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal

from ._errors import Refusal

__all__ = ["Limit", "Limits", "Meter"]

_SPANS: Final[Mapping[str, int]] = MappingProxyType({"SECOND": 1_000, "MINUTE": 60_000})
_MOST_KNOWN: Final = 10_000  # IPs and accounts that are remembered; the longest unseen are forgotten first
_SHORTEST_BAN: Final = 2 * 60_000
_LONGEST_BAN: Final = 3 * 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Limit:
    """So much within each interval."""

    name: str
    rateLimitType: Literal["REQUEST_WEIGHT", "ORDERS"]
    interval: Literal["SECOND", "MINUTE"]
    intervalNum: int
    limit: int

    @property
    def span(self) -> int:
        """The interval in milliseconds."""
        return _SPANS[self.interval] * self.intervalNum

    @property
    def letters(self) -> str:
        """The interval as headers name it: `10S`, `1M`."""
        return f"{self.intervalNum}{self.interval[0]}"

    def describe(self) -> dict[str, str | int]:
        """The entry of `rateLimits`, as exchangeInfo has it."""
        return {
            "rateLimitType": self.rateLimitType,
            "interval": self.interval,
            "intervalNum": self.intervalNum,
            "limit": self.limit,
        }


@dataclass(slots=True)
class _Offender:
    """What is held against an IP."""

    minute: int = 0
    refused: int = 0
    bans: int = 0
    until: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is allowed; by default what Binance allows.

    Args:
        weight: Of the requests of an IP in a minute.
        orders_10s: Of an account in 10 seconds.
        orders_1m: Of an account in a minute.
        patience: How many refusals with 429 in a minute an IP gets before it is banned.
    """

    weight: int = 2400
    orders_10s: int = 300
    orders_1m: int = 1200
    patience: int = 10


class Meter:
    """Counts what is used, and refuses what is too much."""

    def __init__(self, limits: Limits | None = None) -> None:
        allowed = limits or Limits()
        self.weight: Limit = Limit("weight", "REQUEST_WEIGHT", "MINUTE", 1, allowed.weight)
        self.ws_weight: Limit = Limit("ws weight", "REQUEST_WEIGHT", "MINUTE", 1, allowed.weight)
        """The WebSocket API of UM counts apart; that of CM shares `weight`."""
        self.orders: tuple[Limit, Limit] = (
            Limit("orders 10s", "ORDERS", "SECOND", 10, allowed.orders_10s),
            Limit("orders 1m", "ORDERS", "MINUTE", 1, allowed.orders_1m),
        )
        self.pools: Mapping[str, Limit] = {
            "data": Limit("data", "REQUEST_WEIGHT", "MINUTE", 5, 1000),
            "funding": Limit("funding", "REQUEST_WEIGHT", "MINUTE", 5, 500),
        }
        self._patience = allowed.patience
        self._used: dict[tuple[str, str], tuple[int, int]] = {}
        self._offenders: dict[str, _Offender] = {}

    def used(self, limit: Limit, who: str, now: int) -> int:
        """What an IP or account has used of a limit."""
        window, count = self._used.get((limit.name, who), (0, 0))
        return count if window == now // limit.span else 0

    def check_ban(self, ip: str, now: int) -> None:
        """Refuses with 418 while the IP is banned."""
        offender = self._offenders.get(ip)
        if offender is not None and now < offender.until:
            raise _banned(ip, offender.until, now)

    def spend_weight(self, limit: Limit, ip: str, weight: int, now: int) -> int:
        """Counts a request of an IP, and tells what is used; refuses with 429, or 418, if that is too much."""
        count = self._spend(limit, ip, weight, now)
        if count > limit.limit:
            minutes = "minute" if limit.intervalNum == 1 else f"{limit.intervalNum} minutes"
            raise self._too_much(limit, -1003, f"{limit.limit} requests per {minutes}", ip=ip, now=now)
        return count

    def spend_orders(self, account: str, costs: tuple[int, int], ip: str, now: int) -> tuple[int, int]:
        """Counts orders of an account, and tells what is used; a refused one does not count."""
        for limit, cost in zip(self.orders, costs, strict=True):
            if self.used(limit, account, now) + cost > limit.limit:
                interval = f"{limit.intervalNum} {limit.interval}"
                raise self._too_much(limit, -1015, limit.limit, interval, ip=ip, now=now)
        ten_seconds, minute = self.orders
        return self._spend(ten_seconds, account, costs[0], now), self._spend(minute, account, costs[1], now)

    def _spend(self, limit: Limit, who: str, cost: int, now: int) -> int:
        key, window = (limit.name, who), now // limit.span
        before, count = self._used.get(key, (0, 0))
        if before != window:
            count = 0
            _renew(self._used, key)
        self._used[key] = window, count + cost
        return count + cost

    def _too_much(self, limit: Limit, code: int, *values: object, ip: str, now: int) -> Refusal:
        offender = self._offenders.get(ip) or _Offender()
        _renew(self._offenders, ip)
        self._offenders[ip] = offender
        if offender.minute != now // 60_000:
            offender.minute, offender.refused = now // 60_000, 0
        offender.refused += 1
        if offender.refused <= self._patience:
            return Refusal(code, *values, retry_after=_seconds(limit.span - now % limit.span))
        if now - offender.until > _LONGEST_BAN:
            offender.bans = 0
        offender.until = now + min(_SHORTEST_BAN << offender.bans, _LONGEST_BAN)
        offender.bans += 1
        return _banned(ip, offender.until, now)


def _banned(ip: str, until: int, now: int) -> Refusal:
    advice = "Please use the websocket for live updates to avoid bans."
    msg = f"Way too many requests; IP({ip}) banned until {until}. {advice}"
    return Refusal(-1003, msg=msg, status=418, retry_after=_seconds(until - now))


def _seconds(milliseconds: int) -> int:
    return -(-milliseconds // 1000)


def _renew(known: dict[Any, Any], key: object) -> None:
    """Makes room for a key that comes anew."""
    known.pop(key, None)
    if len(known) >= _MOST_KNOWN:
        del known[next(iter(known))]
