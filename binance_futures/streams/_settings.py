"""What the stream clients of asyncio and of threads share: their arguments, URLs and decoders."""

import logging
from collections.abc import Callable
from functools import cache
from importlib import import_module

from pydantic import BaseModel

from .._origin import Proxies
from .._stream import Route
from ..environments import Environment, Product
from ._connection import Timing
from ._decode import Decoder
from ._engine import Callbacks, Engine
from ._place import place_of, streams_of
from ._snapshots import Snapshots

__all__ = ["book_stream", "decoder_of", "parts"]

_UM_EVENTS = {
    "aggTrade": "AggTrade",
    "markPriceUpdate": "MarkPrice",
    "kline": "Kline",
    "continuous_kline": "ContinuousKline",
    "24hrMiniTicker": "MiniTicker",
    "24hrTicker": "Ticker",
    "bookTicker": "BookTicker",
    "depthUpdate": "DepthUpdate",
    "forceOrder": "LiquidationOrder",
    "contractInfo": "ContractInfo",
}
_MARKET_EVENTS: dict[Product, dict[str, str]] = {
    "um": _UM_EVENTS
    | {"compositeIndex": "CompositeIndex", "assetIndexUpdate": "AssetIndex"}
    | dict.fromkeys(
        ("EquityUpdate", "CommodityUpdate", "KR_EquityUpdate", "HK_EquityUpdate", "CN_EquityUpdate", "FXUpdate"),
        "TradingSession",
    ),
    "cm": _UM_EVENTS
    | {"indexPriceUpdate": "IndexPrice", "indexPrice_kline": "IndexKline", "markPrice_kline": "MarkKline"},
}
_USER_EVENTS: dict[str, str] = {
    "ORDER_TRADE_UPDATE": "OrderTradeUpdate",
    "ACCOUNT_UPDATE": "AccountUpdate",
    "ALGO_UPDATE": "AlgoUpdate",
    "TRADE_LITE": "TradeLite",
    "ACCOUNT_CONFIG_UPDATE": "AccountConfigUpdate",
    "MARGIN_CALL": "MarginCall",
    "listenKeyExpired": "ListenKeyExpired",
    "STRATEGY_UPDATE": "StrategyUpdate",
    "GRID_UPDATE": "GridUpdate",
    "CONDITIONAL_ORDER_TRIGGER_REJECT": "ConditionalOrderTriggerReject",
}


@cache
def decoder_of(product: Product) -> Decoder:
    """What reads the events of a product."""
    package = f"binance_futures.models.{product}"
    market, user = import_module(f"{package}.events"), import_module(f"{package}.user_events")
    events: dict[str, type[BaseModel]] = {
        event_type: getattr(market, name) for event_type, name in _MARKET_EVENTS[product].items()
    }
    events |= {event_type: getattr(user, name) for event_type, name in _USER_EVENTS.items() if hasattr(user, name)}
    return Decoder(events)


def book_stream(product: Product, symbol: str, speed: int) -> tuple[str, Route, type[BaseModel], str]:
    """Name, route and kind of event of the changes of an order book, and the symbol as the events have it."""
    stream = import_module(f"binance_futures.models.{product}.streams").DiffBookDepthStream(symbol, speed)
    return stream.stream_name(), stream.route, stream.returns(), stream.symbol.upper()


def parts(
    owner: object,
    product: Product,
    callbacks: Callbacks,
    *,
    stream_url: str | None,
    base_url: str | None,
    environment: Environment,
    is_combined: bool,
    proxies: Proxies | None,
    logger: logging.Logger | None,
    timeout: float | None,
    timing: Timing,
) -> tuple[Callable[[], Engine], Snapshots]:
    """Checks the arguments of a stream client; gives what makes its engine, inside the running loop, and snapshots."""
    place = place_of(streams_of(product, stream_url, environment), proxies, timeout)

    def url_of(route: Route) -> str:
        return f"{place.url}/{route}/stream" if product == "um" else f"{place.url}/stream"

    def make() -> Engine:
        return Engine(
            owner,
            decoder=decoder_of(product),
            url_of=url_of,
            callbacks=callbacks,
            is_combined=is_combined,
            place=place,
            timing=timing,
            logger=logger or logging.getLogger("binance_futures"),
        )

    snapshots = Snapshots(
        product,
        base_url=base_url,
        stream_url=stream_url,
        environment=environment,
        proxies=proxies,
        timeout=timeout,
        timing=timing,
    )
    return make, snapshots
