"""The change-over between two connections: nothing lost, nothing twice, nothing out of order."""

from hypothesis import given
from hypothesis import strategies as st

from binance_futures.streams._handover import HandOver


def carry(messages: int, begins: int, steps: list[bool], stops: int) -> list[bytes]:
    """What a consumer gets when the new connection begins late, both lag at will, and the old one stops."""
    sent = [b"%d" % number for number in range(messages)]
    hand_over, got = HandOver(), list[bytes]()
    old, new = 0, begins
    for old_steps in steps:
        if old_steps and old < stops:
            got += hand_over.from_old("a", sent[old])
            old += 1
        elif not old_steps and new < messages:
            got += hand_over.from_new("a", sent[new])
            new += 1
    while old < stops:
        got += hand_over.from_old("a", sent[old])
        old += 1
    got += [message for _, message in hand_over.finish()]
    while new < messages:
        got += hand_over.from_new("a", sent[new])
        new += 1
    return got


@given(st.data())
def test_nothing_is_lost_repeated_or_reordered(data: st.DataObject) -> None:
    """Whichever connection lags, the consumer gets every message once, in order, while their times overlap."""
    messages = data.draw(st.integers(0, 30))
    begins = data.draw(st.integers(0, messages))
    stops = data.draw(st.integers(begins, messages))
    steps = data.draw(st.lists(st.booleans(), max_size=70))
    assert carry(messages, begins, steps, stops) == [b"%d" % number for number in range(messages)]


def test_a_quiet_stream_just_moves() -> None:
    """A stream without a message during the change-over is the new connection's afterwards."""
    hand_over = HandOver()
    assert hand_over.finish() == []
    assert hand_over.from_new("a", b"1") == [b"1"]


def test_the_old_connection_falls_silent_once_the_new_one_has_taken_over() -> None:
    """Late messages of the old connection are not given again."""
    hand_over = HandOver()
    assert hand_over.from_old("a", b"1") == [b"1"]
    assert hand_over.from_new("a", b"1") == []
    assert hand_over.from_new("a", b"2") == [b"2"]
    assert hand_over.from_old("a", b"2") == []


def test_streams_move_one_by_one() -> None:
    """Each stream changes over at its own moment."""
    hand_over = HandOver()
    assert hand_over.from_new("a", b"2") == []
    assert hand_over.from_old("b", b"1") == [b"1"]
    assert hand_over.from_old("a", b"1") == [b"1"]
    assert hand_over.from_old("a", b"2") == [b"2"]
    assert hand_over.from_old("b", b"2") == [b"2"]
