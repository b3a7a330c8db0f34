"""The clocks of the paper exchange."""

import time

import pytest

from binance_futures.paper._clock import SystemClock, VirtualClock


def test_the_system_clock_tells_milliseconds() -> None:
    """The system clock agrees with the machine, in ms."""
    before = time.time_ns() // 1_000_000
    assert before <= SystemClock().now() <= time.time_ns() // 1_000_000


def test_a_virtual_clock_moves_only_when_told() -> None:
    """Time stands still between calls of advance."""
    clock = VirtualClock(1_000)
    assert (clock.now(), clock.now()) == (1_000, 1_000)
    clock.advance(250)
    assert clock.now() == 1_250


def test_time_does_not_run_backwards() -> None:
    """A negative step is an error and changes nothing."""
    clock = VirtualClock(1_000)
    with pytest.raises(ValueError, match=r"advance\(-1\)"):
        clock.advance(-1)
    assert clock.now() == 1_000
