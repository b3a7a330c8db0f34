"""Carries requests to the engine: from coroutines of its loop, or from threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from .._loop_thread import LoopThread
from ..errors import TransportError

if TYPE_CHECKING:
    from .._refusal import Answer
    from ._caller import WebSocketRequest
    from ._engine import Engine

__all__ = ["AsyncioTransport", "ThreadTransport"]

_CHECK: Final = 1.0
"""How often a waiting thread looks whether there still is somebody to answer it (seconds)."""


class AsyncioTransport:
    """Owns the engine, which lives in the loop of the first request."""

    def __init__(self, open_engine: Callable[[], Engine]) -> None:
        self._open_engine = open_engine
        self._engine: Engine | None = None
        self._closed = False

    def open(self) -> Engine:
        """The engine, which connects by itself."""
        if self._engine is None:
            self._engine = self._open_engine()
        return self._engine

    def send(self, request: WebSocketRequest) -> asyncio.Future[Answer]:
        """The answer, or TransportError."""
        if self._closed:
            raise _closed(request)
        engine = self._engine or self.open()
        reply: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        engine.ask(request, reply)
        return reply

    async def close(self) -> None:
        """Closes the connection for good."""
        self._closed = True
        if self._engine is not None:
            await self._engine.close()


class _Waiter:
    """A future for one thread, with nothing but a lock: a fifth of the cost of `concurrent.futures`."""

    __slots__ = ("_answer", "_done", "_error", "_lock")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()
        self._done = False
        self._answer: Answer | None = None
        self._error: BaseException | None = None

    def done(self) -> bool:
        """Whether it has its answer, or nobody waits any more."""
        return self._done

    def set_result(self, result: Answer, /) -> None:
        """The answer."""
        self._answer, self._done = result, True
        self._lock.release()

    def set_exception(self, exception: BaseException, /) -> None:
        """Why there is none."""
        self._error, self._done = exception, True
        self._lock.release()

    def wait(self, request: WebSocketRequest, thread: LoopThread) -> Answer:
        """Waits for the answer."""
        try:
            while not self._lock.acquire(timeout=_CHECK):
                if not thread.is_alive and not self._done:
                    raise _closed(request)
        finally:
            self._done = True  # after Ctrl-C nobody waits any more
        if self._answer is None:
            raise self._error or _closed(request)
        return self._answer


class ThreadTransport:
    """Owns the engine and the thread of its loop; both begin with the first request."""

    def __init__(self, open_engine: Callable[[], Engine]) -> None:
        self._open_engine = open_engine
        self._running: tuple[Engine, LoopThread] | None = None
        self._closed = False
        self._lock = threading.Lock()

    def open(self) -> tuple[Engine, LoopThread] | None:
        """The engine and its thread; None when it is closed."""
        with self._lock:
            if self._running is None and not self._closed:
                thread = LoopThread("binance_futures ws_api")
                self._running = thread.run(self._start()), thread
            return self._running

    async def _start(self) -> Engine:
        return self._open_engine()

    def send(self, request: WebSocketRequest) -> Answer:
        """The answer, or TransportError."""
        running = self._running or self.open()
        if running is None:
            raise _closed(request)
        engine, thread = running
        reply = _Waiter()
        try:
            thread.soon(engine.ask, request, reply, engine.draft(request))
        except RuntimeError:  # the loop has ended
            raise _closed(request) from None
        return reply.wait(request, thread)

    def close(self) -> None:
        """Closes the connection for good, and ends the thread."""
        with self._lock:
            self._closed = True
            running, self._running = self._running, None
        if running is not None:
            engine, thread = running
            thread.end(engine.close())


def _closed(request: WebSocketRequest) -> TransportError:
    return TransportError("the client is closed; nothing was sent", sent=False, endpoint=request.endpoint)
