"""The tour: what this library is for, shown on the paper exchange; everything it prints has happened over loopback.

Plain text where the output is no terminal.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import AsyncExitStack
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from rich.console import Console, RenderableType
from rich.live import Live
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ..errors import BinanceError, ClientError, ParameterError
from ..models.common.market import LotSize, MinNotional, PriceFilter
from ..models.um.user_events import AccountUpdate, AlgoUpdate, OrderTradeUpdate
from ._exchange import PaperExchange

if TYPE_CHECKING:
    from ..models.um.events import AggTrade
    from ..models.um.market import Level, Symbol
    from ..streams import AsyncOrderBook, AsyncUserData, Subscription
    from ..um import AsyncUMFutures

__all__ = ["run", "tour"]

E = TypeVar("E")

_SYMBOL: Final = "BTCUSDT"
_LEVELS: Final = 8
_WIDTH: Final = 100
_BAR: Final = 24
_PATIENCE: Final = 10.0
_WATCHED: Final = 3.0
"""Seconds that the live market is shown."""
_MALFORMED: Final[dict[str, Any]] = {  # checkers would refuse it written out
    "symbol": _SYMBOL,
    "side": "sell",
    "type": "LIMIT",
    "time_in_force": "GTC",
    "quantity": float("nan"),
}


class _Stage:
    """Prints the stops of the tour."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._stops = 0

    def stop(self, title: str, code: str = "") -> None:
        """A new stop, with the call that makes it."""
        self._stops += 1
        self.console.print()
        self.console.print(f"[bold cyan]{self._stops}. {title}[/]")
        if code:
            self.console.print(f"   [dim]{escape(code)}[/]", soft_wrap=True)

    def tell(self, text: str) -> None:
        """What came of it."""
        self.console.print(f"   {text}")

    def show(self, what: RenderableType) -> None:
        """A table or panel."""
        self.console.print(what)

    def error(self, error: BinanceError) -> None:
        """An error, as a program gets it."""
        title = f"[bold red]{type(error).__name__}[/]"
        width = min(_WIDTH, self.console.width)
        text = Text(str(error))
        self.console.print(Panel(text, title=title, title_align="left", border_style="red", width=width))


async def tour(exchange: PaperExchange, console: Console) -> None:
    """Walks through it.

    Raises:
        BinanceError: Something did not go as the tour says.
        TimeoutError: Something did not happen.
    """
    stage = _Stage(console)
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(exchange.async_um_client())
        streams = await stack.enter_async_context(exchange.async_um_streams())
        api = await stack.enter_async_context(exchange.async_um_ws_api(kind="ed25519"))

        symbol = await _rules(stage, client)
        book = await stack.enter_async_context(streams.order_book(_SYMBOL))
        await book.until_in_sync()
        await _market(stage, book, streams.agg_trade(_SYMBOL))
        await _refusals(stage, client, book)

        events = await stack.enter_async_context(client.user_data())
        quantity = await _affordable(symbol, book)
        await _fill(stage, client, events, book, quantity)
        await _stop(stage, exchange, client, events, book, quantity)

        stage.stop("The same calls over one socket: the WebSocket API", "api.new_order(…); api.modify_order(…)")
        price = await _far_below(symbol, book)
        started = time.perf_counter()
        placed = await api.new_order(_SYMBOL, "BUY", "LIMIT", timeInForce="GTC", quantity=quantity, price=price)
        moved = await api.modify_order(
            _SYMBOL, "BUY", orderId=placed.orderId, quantity=quantity, price=price + _tick(symbol)
        )
        ended = await api.cancel_order(_SYMBOL, orderId=placed.orderId)
        took = (time.perf_counter() - started) * 1000
        stage.tell(f"order {placed.orderId}: {placed.status} at {placed.price}, moved to {moved.price}, {ended.status}")
        stage.tell(f"three round trips in [bold]{took:.1f} ms[/]; the session was logged on with an Ed25519 key")

        await _account(stage, client)


async def _rules(stage: _Stage, client: AsyncUMFutures) -> Symbol:
    stage.stop("The exchange's rules, typed", "await client.exchange_info()")
    info = await client.exchange_info()
    table = Table("symbol", "kind", "tick", "step", "least order", box=None, padding=(0, 3))
    for symbol in info.symbols:
        table.add_row(
            symbol.symbol,
            symbol.contractType,
            str(_filter(symbol, PriceFilter).tickSize),
            str(_filter(symbol, LotSize).stepSize),
            f"{_filter(symbol, MinNotional).notional} {symbol.quoteAsset}",
        )
    stage.show(table)
    return next(symbol for symbol in info.symbols if symbol.symbol == _SYMBOL)


async def _market(stage: _Stage, book: AsyncOrderBook, trades: Subscription[AggTrade]) -> None:
    title = "A living market: typed trades, and an order book that is in sync"
    stage.stop(title, f'streams.order_book("{_SYMBOL}"); streams.agg_trade("{_SYMBOL}")')
    latest: deque[AggTrade] = deque(maxlen=2 * _LEVELS + 1)
    if not stage.console.is_terminal:
        await _watch(latest, trades, 1.0)
        stage.show(_picture(book, latest))
        return
    with Live(_picture(book, latest), console=stage.console, refresh_per_second=12) as live:
        end = time.monotonic() + _WATCHED
        while time.monotonic() < end:
            await _watch(latest, trades, 0.1)
            live.update(_picture(book, latest))


async def _watch(latest: deque[AggTrade], trades: Subscription[AggTrade], seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            async for trade in trades:
                latest.append(trade)
    except TimeoutError:
        return


def _picture(book: AsyncOrderBook, latest: deque[AggTrade]) -> RenderableType:
    bids, asks = book.bids(_LEVELS), book.asks(_LEVELS)
    most = max((level.quantity for level in (*bids, *asks)), default=Decimal(1))
    levels = Table("price", "quantity", box=None, padding=(0, 1), title=f"{book.symbol} book", title_justify="left")
    levels.add_column(width=_BAR)
    for level in reversed(asks):
        levels.add_row(f"[red]{level.price}", str(level.quantity), f"[red]{_bar(level.quantity, most)}")
    if bids and asks:
        levels.add_row("[dim]" + f"spread {asks[0].price - bids[0].price}", "", "")
    for level in bids:
        levels.add_row(f"[green]{level.price}", str(level.quantity), f"[green]{_bar(level.quantity, most)}")
    taken = Table("time", "price", "quantity", box=None, padding=(0, 1), title="trades", title_justify="left")
    for trade in reversed(latest):
        clock = time.strftime("%H:%M:%S", time.gmtime(trade.tradeTime / 1000))
        colour = "red" if trade.isBuyerMaker else "green"
        taken.add_row(f"{clock}.{trade.tradeTime % 1000:03d}", f"[{colour}]{trade.price}", str(trade.quantity))
    both = Table.grid(padding=(0, 6))
    both.add_row(levels, taken)
    return both


def _bar(quantity: Decimal, most: Decimal) -> str:
    return "█" * max(1, round(_BAR * quantity / most))


async def _refusals(stage: _Stage, client: AsyncUMFutures, book: AsyncOrderBook) -> None:
    stage.stop(
        "A malformed order is refused before anything is sent",
        'client.new_order(symbol="BTCUSDT", side="sell", type="LIMIT", time_in_force="GTC", quantity=nan)',
    )
    try:
        await client.new_order(**_MALFORMED)
    except ParameterError as error:
        stage.error(error)
    else:
        raise AssertionError("a malformed order was sent")

    bid = (await _best(book, "bids")).price
    price = bid - Decimal("0.03")
    stage.stop(
        "One off the tick is refused by the exchange, and explained with its remedy",
        f'client.new_order("{_SYMBOL}", "BUY", "LIMIT", timeInForce="GTC", quantity=0.01, price={price})',
    )
    try:
        await client.new_order(_SYMBOL, "BUY", "LIMIT", timeInForce="GTC", quantity=0.01, price=price)
    except ClientError as error:
        stage.error(error)
    else:
        raise AssertionError("an order off the tick was taken")


async def _fill(
    stage: _Stage, client: AsyncUMFutures, events: AsyncUserData[Any], book: AsyncOrderBook, quantity: Decimal
) -> None:
    ask = (await _best(book, "asks")).price
    stage.stop(
        "A limit order over REST, its fills as typed user events",
        f'client.new_order("{_SYMBOL}", "BUY", "LIMIT", timeInForce="GTC", quantity={quantity}, price={ask})',
    )
    order = await client.new_order(_SYMBOL, "BUY", "LIMIT", timeInForce="GTC", quantity=quantity, price=ask)
    stage.tell(f"[bold]Order[/] {order.orderId} {order.status}, client id {order.clientOrderId}")
    filled = False
    async with asyncio.timeout(_PATIENCE):
        async for event in events:
            match event:
                case OrderTradeUpdate(order=update) if update.orderId == order.orderId:
                    filled = update.status == "FILLED"
                    stage.tell(
                        f"[bold]OrderTradeUpdate[/] {update.executionType}: {update.status}, "
                        f"{update.executedQty} of {update.origQty} at {update.avgPrice}"
                    )
                case AccountUpdate(account=account) if account.positions:
                    position = account.positions[0]
                    stage.tell(f"[bold]AccountUpdate[/] position {position.positionAmt} from {position.entryPrice}")
                    if filled:
                        return
                case _:
                    continue


async def _stop(
    stage: _Stage,
    exchange: PaperExchange,
    client: AsyncUMFutures,
    events: AsyncUserData[Any],
    book: AsyncOrderBook,
    quantity: Decimal,
) -> None:
    bid = (await _best(book, "bids")).price
    trigger = bid - 5
    stage.stop(
        "A stop through the algo endpoint, triggered by others who sell",
        f'client.new_algo_order("CONDITIONAL", "{_SYMBOL}", "SELL", "STOP_MARKET", triggerPrice={trigger}, …)',
    )
    placed = await client.new_algo_order(
        "CONDITIONAL",
        _SYMBOL,
        "SELL",
        "STOP_MARKET",
        quantity=quantity,
        triggerPrice=trigger,
        workingType="CONTRACT_PRICE",
        reduceOnly=True,
    )
    stage.tell(f"[bold]AlgoOrder[/] {placed.algoId} {placed.algoStatus}, to trigger at {placed.triggerPrice}")
    exchange.push(_SYMBOL, trigger)
    async with asyncio.timeout(_PATIENCE):
        async for event in events:
            match event:
                case AlgoUpdate(algoOrder=algo):
                    stage.tell(f"[bold]AlgoUpdate[/] {algo.algoId} {algo.algoStatus}")
                    if algo.algoStatus == "FINISHED":
                        return
                case OrderTradeUpdate(order=update) if update.status == "FILLED":
                    stage.tell(
                        f"[bold]OrderTradeUpdate[/] {update.side} {update.executedQty} at {update.avgPrice}, "
                        f"realised {update.realizedPnl}"
                    )
                case _:
                    continue


async def _account(stage: _Stage, client: AsyncUMFutures) -> None:
    title = "What came of it: trades, profit and loss, limits used"
    stage.stop(title, f'client.get_account_trades("{_SYMBOL}"); client.limit_usage')
    trades = await client.get_account_trades(_SYMBOL)
    table = Table("side", "price", "quantity", "fee", "realised", box=None, padding=(0, 3))
    for trade in trades[-8:]:
        fee = f"{trade.commission} {trade.commissionAsset}"
        table.add_row(trade.side, str(trade.price), str(trade.qty), fee, f"{trade.realizedPnl:f}")
    stage.show(table)
    positions = await client.get_position_risk(_SYMBOL)
    usdt = next(row for row in await client.balance() if row.asset == "USDT")
    realised = sum((trade.realizedPnl for trade in trades), Decimal(0))
    amount = positions[0].positionAmt if positions else 0
    stage.tell(f"position {amount}, realised {realised:f}, balance {usdt.balance:f} USDT")
    usage = client.limit_usage
    stage.tell(f"limits used this minute: weight {usage.used_weight}, orders {usage.order_count}")


def _filter(symbol: Symbol, kind: type[E]) -> E:
    return next(each for each in symbol.filters if isinstance(each, kind))


def _tick(symbol: Symbol) -> Decimal:
    return _filter(symbol, PriceFilter).tickSize


async def _best(book: AsyncOrderBook, side: Literal["bids", "asks"]) -> Level:
    """The best level of a side, when there is one again."""
    async with asyncio.timeout(_PATIENCE):
        while (level := book.best_bid if side == "bids" else book.best_ask) is None:
            await anext(book)
    return level


async def _affordable(symbol: Symbol, book: AsyncOrderBook) -> Decimal:
    """A quantity on the grid, well above the least order."""
    step = _filter(symbol, LotSize).stepSize
    steps = (_filter(symbol, MinNotional).notional * 10 / (await _best(book, "asks")).price / step).to_integral_value()
    return steps * step


async def _far_below(symbol: Symbol, book: AsyncOrderBook) -> Decimal:
    """A price on the grid that nobody will hit."""
    tick = _tick(symbol)
    ticks = ((await _best(book, "bids")).price * Decimal("0.98") / tick).to_integral_value()
    return ticks * tick


def run(console: Console | None = None) -> int:
    """The whole tour in a terminal; the exit code."""
    console = console or Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH
    started = time.perf_counter()
    console.print("[bold]binance_futures[/]: a tour on the embedded paper exchange. No keys, no network, no money.")
    try:
        with PaperExchange(seed=7) as exchange:
            console.print(f"[dim]exchange ready after {time.perf_counter() - started:.2f} s at {exchange.rest_url}[/]")
            asyncio.run(tour(exchange, console))
    except (BinanceError, TimeoutError, AssertionError) as error:
        console.print(f"[bold red]The tour broke off:[/] {escape(f'{type(error).__name__}: {error}')}")
        return 1
    seconds = time.perf_counter() - started
    console.print(f"\n[bold green]Done in {seconds:.1f} s.[/] All of it happened over loopback HTTP and WebSocket.")
    return 0
