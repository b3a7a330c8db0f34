"""What checkers see of the calls; run under mypy --strict and pyright strict, never executed."""

import asyncio
from collections.abc import Coroutine
from decimal import Decimal
from typing import Any, Literal, assert_type

from binance_futures import (
    AsyncCMFutures,
    AsyncUMFutures,
    ClientError,
    CMErrorCode,
    CMFutures,
    ErrorCode,
    LimitUsage,
    Request,
    Response,
    UMFutures,
    models,
)
from binance_futures.models import um
from binance_futures.models.enums import OrderSide, OrderStatus


def sync_calls(client: UMFutures, coin: CMFutures) -> None:
    assert_type(client.time(), um.ServerTime)
    assert_type(client.klines("BTCUSDT", "1m", limit=3)[0].close, Decimal)
    assert_type(client.klines("BTCUSDT", interval="1m")[0].count, int)
    order = client.new_order("BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity=0.002, price=59808)
    assert_type(order, um.Order)
    assert_type(order.orderId, int)
    assert_type(order.status, OrderStatus)
    assert_type(order.avgPrice, Decimal | None)
    assert_type(client.query_order("BTCUSDT", orderId=11, recvWindow=10000), um.Order)
    assert_type(client.get_orders(), list[um.Order])
    assert_type(client.new_batch_order([{"symbol": "B"}]), list[um.Order | um.BatchError])
    assert_type(coin.account(), models.cm.Account)
    assert_type(coin.new_order("BTCUSD_PERP", "BUY", "MARKET", quantity=1), models.cm.Order)
    assert_type(client.exchange_info().symbols[0].filter(um.PriceFilter), um.PriceFilter | None)


def one_or_all(client: UMFutures, symbol: str | None) -> None:
    assert_type(client.ticker_price("BTCUSDT"), um.PriceTicker)
    assert_type(client.ticker_price(), list[um.PriceTicker])
    assert_type(client.mark_price(symbol="BTCUSDT"), um.MarkPrice)
    assert_type(client.mark_price(None), list[um.MarkPrice])
    assert_type(client.book_ticker(symbol), um.BookTicker | list[um.BookTicker])


async def async_calls(client: AsyncUMFutures, coin: AsyncCMFutures) -> None:
    assert_type(client.time(), Coroutine[Any, Any, um.ServerTime])  # type: ignore[unused-coroutine]  # its type alone
    assert_type(await client.ticker_price(), list[um.PriceTicker])
    assert_type(await client.ticker_price("BTCUSDT"), um.PriceTicker)
    assert_type(await coin.balance(), list[models.cm.Balance])
    async with asyncio.TaskGroup() as group:
        task = group.create_task(client.klines("BTCUSDT", "1m"))
    assert_type(task.result()[0].volume, Decimal)


async def responses(client: UMFutures, other: AsyncUMFutures) -> None:
    response = client.with_response.time()
    assert_type(response, Response[um.ServerTime])
    assert_type(response.data.serverTime, int)
    assert_type(response["data"], um.ServerTime)
    assert_type(response.limit_usage, LimitUsage)
    assert_type(client.with_response.ticker_price().data, list[um.PriceTicker])
    assert_type(await other.with_response.account(), Response[um.Account])


async def requests(client: UMFutures, other: AsyncUMFutures) -> None:
    request = models.um.NewOrder("BTCUSDT", "BUY", "MARKET", quantity="1")
    assert_type(client.send(request), um.Order)
    assert_type(client.with_response.send(request), Response[um.Order])
    assert_type(await other.send(um.GetTickerPrices()), list[um.PriceTicker])
    assert_type(um.GetKlines.parse(b"[]")[0].open, Decimal)
    assert_type(UMFutures.endpoints(), dict[str, type[Request[Any]]])
    assert_type(request.side, OrderSide)


def errors(error: ClientError) -> None:
    assert_type(error.code, ErrorCode | CMErrorCode | int | None)
    assert_type(ErrorCode.MARGIN_NOT_SUFFICIENT.remedy, str)


def refused(client: UMFutures, side: Literal["BUY", "SELL"]) -> None:
    client.new_order("BTCUSDT", "buy", "MARKET", quantity=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # lower case
    client.new_order("BTCUSDT", side, "STOP_MARKET", quantity=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # moved
    client.new_order("BTCUSDT", side)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # no type
    client.query_order("BTCUSDT", order_id=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # misspelt
    client.time(recvWindow=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # not a signed call
    client.account(5000)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # recvWindow by position
    um.NewOrder("BTCUSDT", side, "MARKET").quantity = 2  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]  # frozen
