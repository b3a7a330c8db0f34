"""The pace of snapshots, by a clock that the tests turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binance_futures import LimitUsage
from binance_futures.streams._snapshots import Pace


def test_the_first_snapshots_need_not_wait() -> None:
    """As long as the budget of a minute lasts, every request may go at once."""
    pace = Pace(budget=60)
    assert [pace.reserve(20, 100.0) for _ in range(3)] == [0.0, 0.0, 0.0]


def test_beyond_the_budget_they_wait_for_their_minute() -> None:
    """What exceeds the budget goes when what was spent is a minute old."""
    pace = Pace(budget=40)
    waits = [pace.reserve(20, now) for now in (100.0, 110.0, 110.0, 110.0, 165.0)]
    assert waits == [0.0, 0.0, 50.0, 60.0, 55.0]


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(1, 50)), max_size=60))
def test_no_minute_exceeds_the_budget(requests: list[tuple[float, int]]) -> None:
    """Whenever they are asked for, the requests of any minute stay within the budget, and go in order."""
    pace, now, starts = Pace(budget=100), 1000.0, []
    for passed, weight in requests:
        now += passed
        starts.append((now + pace.reserve(weight, now), weight))
    assert starts == sorted(starts, key=lambda start: start[0])
    for begin, _ in starts:
        # A wait is given as a difference, whose sum with the time of the question may be off by its last digits.
        assert sum(weight for start, weight in starts if begin <= start < begin + 60 - 1e-6) <= 100


def test_a_refusal_holds_all() -> None:
    """After `hold` nothing goes before the time the exchange told."""
    pace = Pace()
    pace.hold(130.0)
    assert [pace.reserve(20, 100.0), pace.reserve(20, 140.0)] == [30.0, 0.0]


@pytest.mark.parametrize(("used", "wait"), [("1800", 0.0), ("1801", 60.0)])
def test_what_others_use_counts(used: str, wait: float) -> None:
    """When the IP has used more than three quarters of its limit, the next snapshot waits for another minute."""
    pace = Pace()
    pace.learn(LimitUsage({"x-mbx-used-weight-1m": used}), 100.0)
    assert pace.reserve(20, 100.0) == wait
