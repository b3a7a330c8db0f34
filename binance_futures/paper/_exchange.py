"""The paper exchange as programs and tests hold it: started, stopped, and handing out clients that talk to it."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from contextlib import suppress
from decimal import Decimal
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from ..environments import Product
from ..models.enums import OrderSide
from ._backend import Backend
from ._clients import ApiPlace, Exchange, Place, paper_api_place, paper_place, streams_at, ws_api_at
from ._clock import Clock, SystemClock, VirtualClock
from ._control import Control
from ._demo_keys import Credentials, DemoKey, KeyKind, demo_key
from ._faults import Faults, Plan
from ._guests import Guests
from ._limits import Limits
from ._market import Intensity
from ._orders import opposite
from ._replay import Replay
from ._server import Server

__all__ = ["Balances", "PaperExchange", "Recordings"]

logger: Final = logging.getLogger("binance_futures.paper")

T = TypeVar("T")

Balances = Mapping[tuple[Product, str], Decimal | int | str]

Recordings = str | PathLike[str] | Mapping[str, Path | list[Path]]

ACCOUNT: Final = "demo"
_BALANCES: Final[Balances] = {
    ("um", "USDT"): 100_000,
    ("um", "USDC"): 100_000,
    ("um", "BNB"): 10,
    ("cm", "BTC"): 10,
    ("cm", "ETH"): 100,
}


class PaperExchange(Exchange):
    """An exchange in the box: Binance Futures' protocol on a loopback port, for programs and tests without network.

    Use it in `with` or `async with`, or call `start()` and `stop()`. In both it runs in a thread with an event loop of
    its own, so that it answers while the program works, blocks or sleeps. Everything may be called from any thread.

    Args:
        seed: What prices, order flow and keys follow from: the same seed and clock, the same exchange.
        port: The port on 127.0.0.1; 0 takes a free one.
        clock: The exchange's time; the machine's by default. A `VirtualClock` moves only by `advance`.
        market: How much is going on: `calm`, `normal`, `busy`, or market orders a second in the busiest contract.
        replay: Files of recorded trades, as data.binance.vision has them, in place of the simulated flow: by symbol, or
            one whose name begins with the symbol.
        speed: How many recorded seconds are replayed in one.
        strict: Refuse requests that work with Binance but that a good client does not send.
        balances: What the demo account has: `{("um", "USDT"): 10_000, ("cm", "BTC"): "0.5"}`.
        limits: Limits of weight and orders, if they are to be others than Binance's.

    Raises:
        ValueError: An argument is not usable, or a recording is not as data.binance.vision writes it.
        OSError: A recording cannot be read.
    """

    def __init__(
        self,
        seed: int = 7,
        *,
        port: int = 0,
        clock: Clock | None = None,
        market: Intensity = "normal",
        replay: Recordings | None = None,
        speed: float = 1.0,
        strict: bool = False,
        balances: Balances | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._seed = seed
        self._wanted_port = port
        self._clock: Clock = clock or SystemClock()
        self._replay = None if replay is None else Replay(_files(replay), speed)
        self._backend = Backend(
            self._clock,
            seed,
            source=self._replay,
            intensity=market,
            strict=strict,
            limits=limits or Limits(),
            clock_skew=lambda: self.faults.clock_skew,
        )
        money = _BALANCES if balances is None else balances
        self._backend.engine.open_account(ACCOUNT, {key: Decimal(amount) for key, amount in money.items()})
        self._guests = Guests(self._backend)
        plan = Plan()
        self.faults: Final = Faults(plan, self._run_inside, self._guests)
        """What goes wrong, on demand."""
        control = Control(self.faults, self._state, self._advance, self._backend.download)
        self._server = Server(self._backend, self._guests, plan, control)
        self._keys: dict[KeyKind, DemoKey] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._main: asyncio.Task[None] | None = None
        self._opened: Future[int] = Future()
        self._error: BaseException | None = None
        self._stopping = False

    def __repr__(self) -> str:
        return f"<PaperExchange {self.rest_url if self.running else 'not running'}>"

    # Start and stop

    def start(self) -> Self:
        """Open the port and let the market move; what `with` does.

        Raises:
            OSError: The port is taken.
            RuntimeError: It was started before.
        """
        if self._thread is not None:
            raise RuntimeError("a paper exchange is started once: make another")
        self._thread = threading.Thread(target=self._run, name="paper exchange", daemon=True)
        self._thread.start()
        try:
            self._opened.result()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Say goodbye on every connection and end, within a second; nothing is left.

        Raises:
            Exception: What had ended the exchange before, if something did.
        """
        self._stopping = True
        loop, main, thread = self._loop, self._main, self._thread
        if thread is None:
            return
        if loop is not None and main is not None and thread.is_alive():
            with suppress(RuntimeError):  # it ended just now
                loop.call_soon_threadsafe(main.cancel)
        thread.join()
        if self._replay is not None:
            self._replay.close()
        error, self._error = self._error, None
        if error is not None:
            raise error

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except asyncio.CancelledError:
            pass  # by `stop`
        except BaseException as error:
            if not self._opened.done():
                self._opened.set_exception(error)
            else:
                logger.exception("the paper exchange ended")
                self._error = error

    async def _serve(self) -> None:
        self._loop, self._main = asyncio.get_running_loop(), asyncio.current_task()
        if self._stopping:
            return  # before it began
        try:
            self._opened.set_result(await self._server.start(self._wanted_port))
            if isinstance(self._clock, VirtualClock):
                await asyncio.Event().wait()
            await self._server.drive()
        finally:
            await self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        try:
            return await asyncio.to_thread(self.start)
        except BaseException:
            self.stop()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)

    @property
    def running(self) -> bool:
        """Whether it answers."""
        return self._thread is not None and self._thread.is_alive() and self._opened.done()

    def _inside(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the exchange's loop, and wait for it."""
        if self._loop is None or not self.running:
            work.close()
            raise RuntimeError("the paper exchange is not running: use it in `with`")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _run_inside(self, work: Callable[[], None]) -> None:
        async def run() -> None:
            work()

        if threading.current_thread() is self._thread:
            work()
        else:
            self._inside(run())

    # Time

    @property
    def now(self) -> int:
        """The exchange's time, ms since the epoch."""
        return self._clock.now()

    def advance(self, seconds: float) -> None:
        """Let time pass, with all that happens meanwhile: orders fill, candlesticks close, funding is paid.

        Raises:
            RuntimeError: The clock moves by itself.
        """
        self._inside(self._advance(round(seconds * 1000)))

    async def _advance(self, ms: int) -> None:
        if not isinstance(self._clock, VirtualClock):
            raise RuntimeError("the clock moves by itself: give PaperExchange a VirtualClock")  # noqa: TRY004 - no argument is wrong
        await self._server.advance(ms, self._clock.advance)

    def push(self, symbol: str, price: Decimal | float | str) -> None:
        """Somebody else trades until the price is there: takes every order in between, yours too.

        Args:
            symbol: Which contract.
            price: Where it trades at last; the simulated market finds its way back by itself.

        Raises:
            ValueError: No such contract, or a price off its grid.
        """
        wanted = Decimal(str(price))

        def trade() -> None:
            engine = self._backend.engine
            listing = engine.listings.get(symbol)
            if listing is None or wanted <= 0 or wanted % listing.instrument.tickSize:
                raise ValueError(f"{symbol} at {price}: no such contract, or a price off its grid")
            side: OrderSide = "SELL" if wanted < listing.lastPrice else "BUY"
            step = listing.instrument.stepSize
            against = sum((offered for _, offered in listing.book.against(side, wanted)), Decimal(0))
            engine.place_anonymous(symbol, side, against + step, wanted)
            engine.place_anonymous(symbol, opposite(side), step, wanted, rest=False)

        self._run_inside(trade)

    # Where it is, and who may use it

    @property
    def port(self) -> int:
        """The port on 127.0.0.1."""
        if not self.running:
            raise RuntimeError("the paper exchange is not running: use it in `with`")
        return self._opened.result()

    @property
    def rest_url(self) -> str:
        """The base URL of the REST API of both products."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def stream_url(self) -> str:
        """The base URL of the streams of both products."""
        return streams_at(self.rest_url)

    def ws_api_url(self, product: Product) -> str:
        """The URL of the WebSocket API of a product."""
        return ws_api_at(self.rest_url, product)

    def key(self, kind: KeyKind = "hmac") -> DemoKey:
        """An API key of the demo account; made when it is first asked for."""
        with self._lock:
            if kind not in self._keys:
                self._keys[kind] = demo_key(kind, ACCOUNT, self._seed)
                self._backend.keys.add(self._keys[kind].api_key)
            return self._keys[kind]

    def _place(self) -> Place:
        return paper_place(self.rest_url)

    def _api_place(self, product: Product) -> ApiPlace:
        return paper_api_place(self.rest_url, product)

    def _credentials(self, kind: KeyKind) -> Credentials:
        return self.key(kind).credentials

    def _state(self) -> dict[str, object]:
        return {
            "time": self.now,
            "seed": self._seed,
            "accounts": [*self._backend.engine.accounts],
            "connections": len(self._guests),
            "streams": len(self._backend.streams),
            "faults": [fault.kind for fault in self.faults.planned],
            "clockSkew": self.faults.clock_skew,
        }


def _files(replay: Recordings) -> Mapping[str, Path | list[Path]]:
    if isinstance(replay, str | PathLike):
        path = Path(replay)
        return {path.name.partition("-")[0]: path}
    return replay
