"""What checkers see of the WebSocket API; run under mypy --strict and pyright strict, never executed."""

from collections.abc import Coroutine
from typing import Any, assert_type

from binance_futures import (
    AsyncCMWebSocketAPI,
    AsyncUMWebSocketAPI,
    CMWebSocketAPI,
    LimitUsage,
    Request,
    Response,
    UMWebSocketAPI,
    UnknownEvent,
)
from binance_futures.models import cm, um
from binance_futures.models.cm.user_events import UserEvent as CMUserEvent
from binance_futures.models.um.user_events import UserEvent
from binance_futures.streams import Subscription, ThreadSubscription


def sync_calls(api: UMWebSocketAPI, coin: CMWebSocketAPI) -> None:
    order = api.new_order("BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity=0.002, price=59808)
    assert_type(order, um.Order)
    assert_type(api.ticker_price("BTCUSDT"), um.PriceTicker)
    assert_type(api.ticker_price(), list[um.PriceTicker])
    assert_type(api.account_v1(), um.AccountV2)
    assert_type(api.session_logon(recvWindow=3000), um.Session)
    assert_type(coin.balance(), list[cm.Balance])
    assert_type(coin.session_status(), cm.Session)
    assert_type(api.with_response.new_listen_key(), Response[um.ListenKey])
    assert_type(api.send(um.QueryOrder("BTCUSDT", orderId=7)), um.Order)
    assert_type(api.limit_usage, LimitUsage)
    assert_type(api.events(), ThreadSubscription[UserEvent | UnknownEvent])
    assert_type(UMWebSocketAPI.endpoints(), dict[str, type[Request[Any]]])
    assert_type(api.sync_time(), int)


async def async_calls(api: AsyncUMWebSocketAPI, coin: AsyncCMWebSocketAPI) -> None:
    assert_type(api.cancel_order("BTCUSDT", orderId=7), Coroutine[Any, Any, um.Order])  # type: ignore[unused-coroutine]  # its type alone
    assert_type(await coin.new_order("BTCUSD_PERP", "BUY", "MARKET", quantity=1), cm.Order)
    assert_type(await api.book_ticker(), list[um.BookTicker])
    assert_type(await api.with_response.depth("BTCUSDT"), Response[um.Depth])
    assert_type(await api.session_logout(), um.Session)
    assert_type(coin.events(policy="raise"), Subscription[CMUserEvent | UnknownEvent])
    async with api as same:
        assert_type(same, AsyncUMWebSocketAPI)


def refused(api: UMWebSocketAPI) -> None:
    api.klines("BTCUSDT", "1m")  # type: ignore[attr-defined]  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue]  # REST alone has it
    api.new_order("BTCUSDT", "BUY")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # no type
    api.session_status("key")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # takes nothing
