"""The event loop in a thread of its own."""

import asyncio
import threading

import pytest

from binance_futures._loop_thread import LoopThread


async def nothing() -> int:
    return 7


def test_work_is_done_in_the_thread() -> None:
    """Work runs in the loop's thread, waited for or not, until the end."""
    thread, done = LoopThread("a loop"), threading.Event()

    async def name() -> str:
        return f"{threading.current_thread().name} {thread.is_current}"

    async def report() -> None:
        done.set()

    assert (thread.run(name()), thread.is_current, thread.is_alive) == ("a loop True", False, True)
    thread.start(report())
    assert done.wait(5)
    thread.end(nothing())
    assert not thread.is_alive
    with pytest.raises(RuntimeError, match="closed"):
        thread.soon(done.clear)


def test_it_can_be_ended_from_within() -> None:
    """Ended in its own thread, it finishes what it is doing first."""
    thread, ended = LoopThread("a loop"), threading.Event()

    async def end() -> None:
        thread.end(nothing())
        await asyncio.sleep(0)
        ended.set()

    thread.start(end())
    assert ended.wait(5)
    thread._thread.join(5)
    assert not thread.is_alive


def test_it_ends_even_if_the_last_work_fails() -> None:
    """What the last work raises is raised, and the thread is gone."""
    thread = LoopThread("a loop")

    async def fail() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        thread.end(fail())
    assert not thread.is_alive
