"""An event loop in a thread of its own, for the clients without asyncio."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

__all__ = ["LoopThread"]

R = TypeVar("R")

_PATIENCE: Final = 5.0


class LoopThread:
    """Owns loop and thread, from the making until `end()`."""

    def __init__(self, name: str) -> None:
        self.loop: asyncio.AbstractEventLoop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_forever()
        finally:
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.close()

    @property
    def is_current(self) -> bool:
        """Whether the caller runs in this thread, where nothing may wait for it."""
        return threading.current_thread() is self._thread

    @property
    def is_alive(self) -> bool:
        """Whether work given to it is still done."""
        return self._thread.is_alive()

    def soon(self, work: Callable[..., object], *args: Any) -> None:
        """Has something called in the loop; RuntimeError when it has ended."""
        self.loop.call_soon_threadsafe(work, *args)

    def run(self, work: Coroutine[Any, Any, R], timeout: float | None = _PATIENCE) -> R:
        """Runs work in the loop and waits for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout)

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Runs work in the loop."""
        asyncio.run_coroutine_threadsafe(work, self.loop)

    def end(self, last: Coroutine[Any, Any, object]) -> None:
        """Runs the last work, then ends loop and thread; called in the thread itself, it does not wait for that."""
        closing = asyncio.run_coroutine_threadsafe(last, self.loop)
        if self.is_current:
            closing.add_done_callback(lambda _: self.loop.call_soon_threadsafe(self.loop.stop))
            return
        try:
            closing.result(_PATIENCE)
        finally:
            self.loop.call_soon_threadsafe(self.loop.stop)
            self._thread.join(_PATIENCE)
