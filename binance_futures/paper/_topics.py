"""Names of streams: what each asks for, how often it is told, and on which route of USDⓈ-M it lives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

__all__ = ["Group", "Kind", "Topic", "topic_of"]

Group = Literal["public", "market"]
Kind = Literal[
    "aggTrade",
    "assetIndex",
    "assetIndexes",
    "bookTicker",
    "bookTickers",
    "compositeIndex",
    "continuousKline",
    "contractInfo",
    "depth",
    "forceOrder",
    "forceOrders",
    "indexPrice",
    "indexPriceKline",
    "kline",
    "markPrice",
    "markPriceKline",
    "markPrices",
    "miniTicker",
    "miniTickers",
    "partialDepth",
    "rpiDepth",
    "ticker",
    "tickers",
    "tradingSession",
]

_NAMES: Final = 4_096  # that are remembered: of more than the contracts have, the longest unused are read anew


@dataclass(frozen=True, slots=True)
class Topic:
    """What a stream name asks for."""

    kind: Kind
    target: str
    """The symbol or pair in capitals; empty where all are meant."""
    detail: str
    """The interval of klines, the number of levels of a partial book."""
    contract: str
    """The contract type of continuous klines, in capitals."""
    period: int
    """Milliseconds between messages at least; 0 for as it happens."""
    group: Group


def _forms() -> Iterator[tuple[re.Pattern[str], Kind, int, Group]]:
    intervals = "(?P<detail>[135]m|15m|30m|1h|2h|4h|6h|8h|12h|1d|3d|1w|1M)"  # candlesticks of seconds are not kept
    pair = r"(?P<target>[^@!\s]+?)"
    contract = "(?P<contract>(?:tradifi_)?perpetual|current_quarter|next_quarter)"
    target, second, speed = r"(?P<target>[^@!\s]+)", "(?:@(?P<speed>1s))?", "(?:@(?P<speed>[15]00ms))?"
    forms: tuple[tuple[str, Kind, int, Group], ...] = (
        (f"{target}@aggTrade", "aggTrade", 0, "market"),
        (f"{target}@markPrice{second}", "markPrice", 3_000, "market"),
        (f"!markPrice@arr{second}", "markPrices", 3_000, "market"),
        (f"{target}@indexPrice{second}", "indexPrice", 3_000, "market"),
        (f"{target}@kline_{intervals}", "kline", 250, "market"),
        (f"{pair}_{contract}@continuousKline_{intervals}", "continuousKline", 250, "market"),
        (f"{target}@indexPriceKline_{intervals}", "indexPriceKline", 250, "market"),
        (f"{target}@markPriceKline_{intervals}", "markPriceKline", 250, "market"),
        (f"{target}@miniTicker", "miniTicker", 2_000, "market"),
        ("!miniTicker@arr", "miniTickers", 1_000, "market"),
        (f"{target}@ticker", "ticker", 2_000, "market"),
        ("!ticker@arr", "tickers", 1_000, "market"),
        (f"{target}@bookTicker", "bookTicker", 0, "public"),
        ("!bookTicker", "bookTickers", 5_000, "public"),
        (f"{target}@depth{speed}", "depth", 250, "public"),
        (f"{target}@depth(?P<detail>5|10|20){speed}", "partialDepth", 250, "public"),
        (f"{target}@rpiDepth@500ms", "rpiDepth", 500, "public"),
        (f"{target}@forceOrder", "forceOrder", 0, "market"),
        ("!forceOrder@arr", "forceOrders", 0, "market"),
        (f"{target}@compositeIndex", "compositeIndex", 1_000, "market"),
        ("!contractInfo", "contractInfo", 0, "market"),
        (f"{target}@assetIndex", "assetIndex", 1_000, "market"),
        ("!assetIndex@arr", "assetIndexes", 1_000, "market"),
        ("tradingSession", "tradingSession", 1_000, "market"),
    )
    for pattern, kind, period, group in forms:
        yield re.compile(pattern), kind, period, group


_FORMS: Final = tuple(_forms())
_SPEEDS: Final = {"1s": 1_000, "100ms": 100, "500ms": 500}
_COIN_TICKERS: Final = 500


@lru_cache(_NAMES)
def topic_of(name: str) -> Topic | None:
    """What a name asks for; None if it is no stream's name. Stream names have symbols in lower case."""
    for pattern, kind, usual, group in _FORMS:
        match = pattern.fullmatch(name)
        if match is not None:
            parts = match.groupdict()
            target = (parts.get("target") or "").upper()
            contract = (parts.get("contract") or "").upper()
            of_coins = kind in ("ticker", "miniTicker") and "_" in target
            period = _COIN_TICKERS if of_coins else _SPEEDS.get(parts.get("speed") or "", usual)
            return Topic(kind, target, parts.get("detail") or "", contract, period, group)
    return None
