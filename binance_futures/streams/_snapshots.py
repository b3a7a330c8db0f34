"""Snapshots for local order books: one REST client and one pace for all books of a stream client."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ..errors import ParameterError, Problem, RateLimitError

if TYPE_CHECKING:
    from .._client import AsyncClient
    from .._limits import LimitUsage
    from .._origin import Proxies
    from .._request import Request
    from ..environments import Environment, Product
    from ..models.common.market import Depth
    from ._connection import Timing

__all__ = ["Pace", "Snapshots"]

_LEVELS: Final = 1000
_WEIGHT: Final = 20
"""Of a snapshot of so many levels."""
_MINUTE: Final = 60.0
_LIMIT: Final = 2400
"""Weight an IP may use in a minute (exchangeInfo, rateLimits)."""


class Pace:
    """Says when a request may go, so that those of any minute stay below half of the weight limit."""

    def __init__(self, budget: int = _LIMIT // 2) -> None:
        self._budget = budget
        self._spent: deque[tuple[float, int]] = deque()
        self._not_before = 0.0

    def reserve(self, weight: int, now: float) -> float:
        """Takes the next free place for a request; gives the seconds until then."""
        while self._spent and self._spent[0][0] + _MINUTE <= now:
            self._spent.popleft()
        start = max(now, self._not_before, self._spent[-1][0] if self._spent else now)
        total = weight + sum(part for _, part in self._spent)
        for when, part in self._spent:
            if when + _MINUTE > start and total <= self._budget:
                break
            start, total = max(start, when + _MINUTE), total - part
        self._spent.append((start, weight))
        return start - now

    def hold(self, until: float) -> None:
        """Nothing more goes before this time."""
        self._not_before = max(self._not_before, until)

    def learn(self, usage: LimitUsage, now: float) -> None:
        """Others use the limit too: beyond three quarters of it all wait for the next minute."""
        if usage.used_weight.get("1m", 0) > _LIMIT * 3 // 4:
            self.hold(now + _MINUTE)


class Snapshots:
    """Fetches snapshots; owns the REST client and the tasks of the books. Lives in the loop of the engine."""

    def __init__(
        self,
        product: Product,
        *,
        base_url: str | None,
        stream_url: str | None,
        environment: Environment,
        proxies: Proxies | None,
        timeout: float | None,
        timing: Timing,
    ) -> None:
        self.timing = timing
        """When a snapshot is asked for again, because one failed or did not fit."""
        self._product: Product = product
        self._base_url = base_url
        self._stream_url = stream_url
        self._options: dict[str, Any] = {"environment": environment, "proxies": proxies, "timeout": timeout}
        self._pace = Pace()
        self._client: AsyncClient | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def check(self) -> None:
        """Raises ParameterError if snapshots would come from another exchange than the stream."""
        if self._stream_url is not None and self._base_url is None:
            message = "is required for order books with a stream_url of your own: their snapshots come from REST"
            raise ParameterError([Problem("base_url", message)])

    def start(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """Runs work until it ends or `close`."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def fetch(self, symbol: str) -> Depth:
        """A snapshot, when it is its turn."""
        loop = asyncio.get_running_loop()
        await asyncio.sleep(self._pace.reserve(_WEIGHT, loop.time()))
        client = self._client = self._client or self._open()
        request: Request[Depth] = import_module(f"binance_futures.models.{self._product}.market").GetDepth(
            symbol, _LEVELS
        )
        try:
            response = await client.respond(request)
        except RateLimitError as error:
            self._pace.hold(loop.time() + (_MINUTE if error.retry_after is None else error.retry_after))
            raise
        self._pace.learn(response.limit_usage, loop.time())
        return response.data

    async def close(self) -> None:
        """Ends the tasks and the client."""
        tasks = [*self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    def _open(self) -> AsyncClient:
        kind = getattr(import_module(f"binance_futures.{self._product}"), f"Async{self._product.upper()}Futures")
        client: AsyncClient = kind(base_url=self._base_url, retries=0, **self._options)
        return client
