"""The subscriptions of one connection, driven by hand: no socket, no waiting, no clock."""

import itertools
import json
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from binance_futures.streams._session import Acknowledged, Listed, Lost, Outcome, Refused, Session, Stray

A, B, C, D = "btcusdt@aggTrade", "ethusdt@depth", "!ticker@arr", "币安人生usdt@trade"


def session(**options: Any) -> Session:
    """A session whose own ids count from 1001."""
    return Session(itertools.count(1001).__next__, **options)


def opened(*names: str, **options: Any) -> Session:
    """An open session that has these names."""
    new = session(**options)
    new.opened()
    if names:
        new.subscribe(names, id="first")
        for frame in sent(new, -100.0):
            ok(new, frame["id"])
    return new


def sent(session: Session, now: float = 0.0) -> list[dict[str, Any]]:
    return [json.loads(frame) for frame in session.outgoing(now)]


def subscribes(number: int | str, *names: str) -> dict[str, Any]:
    return {"method": "SUBSCRIBE", "params": [*names], "id": number}


def unsubscribes(number: int | str, *names: str) -> dict[str, Any]:
    return {"method": "UNSUBSCRIBE", "params": [*names], "id": number}


def ok(session: Session, number: int | str) -> list[Outcome]:
    return session.received({"result": None, "id": number})


def refuse(session: Session, number: int | str | None, code: int = 2, msg: str = "Invalid request") -> list[Outcome]:
    return session.received({"error": {"code": code, "msg": msg}, "id": number})


def is_told(outcomes: list[Outcome], *expected: Outcome) -> bool:
    """Whether these outcomes came; their kinds count, which plain tuples would not tell."""
    return [(type(each), each) for each in outcomes] == [(type(each), each) for each in expected]


def many(count: int) -> list[str]:
    return [f"s{number}usdt@trade" for number in range(count)]


# Wanting.


def test_what_is_asked_for_is_wanted_in_order():
    """`wanted` lists the names in the order they were asked for, the connection open or not."""
    new = session()
    new.subscribe([B, A])
    new.opened()
    new.subscribe([C])
    assert new.wanted == (B, A, C)
    new.unsubscribe([B])
    new.subscribe([B])
    assert new.wanted == (A, C, B)


def test_a_subscribe_goes_out_under_the_id_of_the_user():
    """A request that fits in one frame carries the id that was given, number or text."""
    new = opened()
    assert new.subscribe([A, B], id=7) == 7
    assert new.subscribe([C], id="mine") == "mine"
    assert sent(new) == [subscribes(7, A, B), subscribes("mine", C)]


def test_without_an_id_it_gets_a_new_one():
    """A request without an id is given one, returns it and is told under it."""
    new = opened()
    assert new.subscribe([A]) == 1001
    assert sent(new) == [subscribes(1001, A)]
    assert is_told(ok(new, 1001), Acknowledged(1001, (A,)))


def test_it_is_active_once_acknowledged():
    """A name is active when the exchange has said so, not before."""
    new = opened()
    new.subscribe([A, B], id=7)
    sent(new)
    assert new.active == frozenset()
    assert is_told(ok(new, 7), Acknowledged(7, (A, B)))
    assert new.active == {A, B}


def test_wanted_names_are_not_asked_for_twice():
    """A name that is wanted already is not sent again, be it due, in flight or active."""
    new = opened(A)
    new.subscribe([B], id=1)
    sent(new)
    new.subscribe([C], id=2)
    new.subscribe([A, B, C, D, D], id=3)
    assert sent(new) == [subscribes(2, C), subscribes(1001, D)]


def test_a_request_for_names_of_others_waits_for_these():
    """The outcome of a request comes when all of its names are acknowledged, whoever asked for them first."""
    new = opened()
    new.subscribe([A], id=1)
    new.subscribe([A, B], id=2)
    sent(new)
    assert is_told(ok(new, 1001))
    assert is_told(ok(new, 1), Acknowledged(1, (A,)), Acknowledged(2, (A, B)))


def test_a_request_for_active_names_is_settled_at_once():
    """Nothing is sent for names that are active; the outcome is there to be asked for."""
    new = opened(A)
    new.subscribe([A], id=2)
    assert new.wake(5.0) == 5.0
    assert is_told(new.settled(), Acknowledged(2, (A,)))
    assert is_told(new.settled())
    assert sent(new) == []
    assert new.wake(5.0) is None


@pytest.mark.parametrize("open_first", [True, False])
def test_a_request_for_nothing_is_settled(open_first: bool):
    """A request without names sends nothing and is acknowledged on an open connection."""
    new = session()
    if open_first:
        new.opened()
    new.subscribe([], id=1)
    new.unsubscribe([], id=2)
    if not open_first:
        assert is_told(new.settled())
        new.opened()
    assert is_told(new.settled(), Acknowledged(1, ()), Acknowledged(2, ()))
    assert sent(new) == []


def test_one_text_is_not_a_list_of_names():
    """A name given bare is refused, before its letters are taken for names."""
    with pytest.raises(TypeError, match="btcusdt@aggTrade"):
        session().subscribe(A)


def test_an_id_is_a_number_or_a_text():
    """An id that JSON cannot carry is refused at once."""
    with pytest.raises(TypeError, match="number or a text"):
        session().subscribe([A], id=1.5)  # type: ignore[arg-type]


# Room.


def test_room_is_what_still_fits():
    """`room` shrinks by each new name, and a name too many raises with nothing changed."""
    new = session(most_streams=3)
    new.subscribe([A, B, A])
    assert new.room == 1
    with pytest.raises(ValueError, match="2 more names do not fit: 1 of 3 are free"):
        new.subscribe([C, D], id=9)
    assert (new.room, new.wanted) == (1, (A, B))
    new.subscribe([A, B, C], id=9)
    assert new.room == 0


def test_a_closed_connection_makes_room_at_once():
    """Without a connection an unsubscribed name leaves its room at once."""
    new = session(most_streams=1)
    new.subscribe([A])
    new.unsubscribe([A])
    assert new.room == 1


def test_an_open_connection_makes_room_when_the_exchange_has_let_go():
    """The exchange counts a name until it has acknowledged its end; nor is it needed twice when wanted again."""
    new = opened(A, most_streams=1)
    new.unsubscribe([A], id=1)
    assert new.room == 0
    with pytest.raises(ValueError, match="0 of 1"):
        new.subscribe([B])
    sent(new)
    assert new.room == 0
    new.subscribe([A])
    new.unsubscribe([A])
    ok(new, 1)
    assert new.room == 1


# Frames.


def test_many_names_go_in_several_frames_with_one_outcome():
    """Names beyond `names_per_frame` go in several frames under own ids, told once, after the last answer."""
    new = opened()
    names = many(250)
    new.subscribe(names, id=7)
    frames = sent(new)
    assert [len(frame["params"]) for frame in frames] == [100, 100, 50]
    assert [frame["id"] for frame in frames] == [1001, 1002, 1003]
    assert is_told(ok(new, 1003))
    assert is_told(ok(new, 1001))
    assert new.active == {*names[:100], *names[200:]}
    assert is_told(ok(new, 1002), Acknowledged(7, tuple(names)))


def test_long_names_go_in_several_frames():
    """A frame stays below 4096 bytes, beyond which the exchange falls silent, however long its names are."""
    new = opened()
    names = [f"币安人生{number:03}usdt_perpetual@continuousKline_15m" for number in range(100)]
    new.subscribe([*names, "x" * 5000], id="i" * 36)
    frames = new.outgoing(0.0)
    assert [len(frame) < 4096 for frame in frames] == [True, True, False]
    assert [name for frame in frames for name in json.loads(frame)["params"]] == [*names, "x" * 5000]


def test_no_more_frames_than_allowed_in_any_second():
    """The rest of the frames waits until one of the last second's is a second old."""
    new = opened(names_per_frame=1, frames_per_second=2)
    new.subscribe(many(5))
    assert len(sent(new, 0.1)) == 2
    assert (sent(new, 0.1), new.wake(0.1)) == ([], 1.1)
    assert sent(new, 1.05) == []
    assert len(sent(new, 1.1)) == 2
    assert new.wake(1.2) == 2.1
    assert new.wake(5.0) == 5.0
    assert len(sent(new, 2.1)) == 1
    assert sent(new, 9.0) == []


def test_the_second_goes_on_over_a_new_connection():
    """Frames sent on the connection before count as well."""
    new = opened(frames_per_second=1)
    new.subscribe([A])
    assert len(sent(new, 0.0)) == 1
    new.closed()
    new.opened()
    assert sent(new, 0.5) == []
    assert len(sent(new, 1.0)) == 1


def test_requests_that_have_to_wait_go_together():
    """Beyond the frames of a second requests share frames under own ids, and each is told by its own."""
    new = opened(frames_per_second=2)
    for number, name in enumerate([A, B, C]):
        new.subscribe([name], id=number)
    new.list_subscriptions(id="list")
    assert sent(new) == [subscribes(1001, A, B, C), {"method": "LIST_SUBSCRIPTIONS", "id": "list"}]
    assert is_told(ok(new, 1001), *(Acknowledged(number, (name,)) for number, name in enumerate([A, B, C])))


def test_after_a_backlog_requests_go_alone_again():
    """What waited for the next second goes together; what comes after it goes under its own id."""
    new = opened(frames_per_second=1, names_per_frame=2)
    for number, name in enumerate([A, B, C, D]):
        new.subscribe([name], id=number)
    assert [sent(new, 0.0), sent(new, 1.0)] == [[subscribes(1001, A, B)], [subscribes(1002, C, D)]]
    new.unsubscribe([A], id=8)
    ok(new, 1001)
    assert sent(new, 2.0) == [unsubscribes(8, A)]


# Ids.


def test_an_id_cannot_be_used_twice_at_a_time():
    """An id is free again when its outcome has been told."""
    new = opened()
    new.subscribe([A], id=1)
    for again in (new.subscribe, new.unsubscribe):
        with pytest.raises(ValueError, match="id 1 is in use"):
            again([B], id=1)
    with pytest.raises(ValueError, match="id 1 is in use"):
        new.list_subscriptions(id=1)
    assert new.wanted == (A,)
    sent(new)
    ok(new, 1)
    assert new.list_subscriptions(id=1) == 1


def test_own_ids_keep_clear_of_the_ids_of_the_user():
    """A new id that the user has in use is passed over, and one of ours does not hinder the user."""
    new = opened(names_per_frame=1)
    new.subscribe([A], id=1001)
    assert new.subscribe([B]) == 1002
    sent(new)
    new.subscribe([C, D], id=5)
    sent(new)  # as 1003 and 1004
    new.list_subscriptions(id=1003)
    new.unsubscribe([A], id=1004)
    ok(new, 1001)
    assert sent(new) == [unsubscribes(1005, A), {"method": "LIST_SUBSCRIPTIONS", "id": 1006}]
    assert is_told(new.received({"result": [B], "id": 1006}), Listed(1003, (B,)))
    assert is_told(ok(new, 1005), Acknowledged(1004, (A,)))


def test_ids_that_repeat_are_noticed():
    """A `new_id` that never gives a free id raises instead of looping for ever."""
    new = Session(lambda: 1)
    new.subscribe([A])
    with pytest.raises(RuntimeError, match="new_id"):
        new.subscribe([B])


def test_an_id_in_flight_is_passed_over():
    """A `new_id` that repeats an id of an unanswered frame is asked again."""
    new = Session(iter([1, 1, 1, 2]).__next__, names_per_frame=1)
    new.opened()
    new.subscribe([A, B], id="mine")
    assert sent(new) == [subscribes(1, A), subscribes(2, B)]


def test_requests_are_bounded():
    """Requests that wait for their outcome do not pile up without end, nor do outcomes nobody asks for."""
    new = session()
    for _ in range(4096):
        new.list_subscriptions()
    with pytest.raises(ValueError, match="4096 requests wait"):
        new.list_subscriptions()
    new = opened(A)
    for _ in range(4096):
        new.subscribe([A])
    with pytest.raises(ValueError, match="4096 requests wait"):
        new.subscribe([A])
    assert len(new.settled()) == 4096
    new.subscribe([A])


# Unsubscribing.


def test_an_unsubscribe_goes_out_under_the_id_of_the_user():
    """A name leaves `wanted` at once and `active` when its end is on its way."""
    new = opened(A, B)
    assert new.unsubscribe([A], id=8) == 8
    assert (new.wanted, new.active) == ((B,), {A, B})
    assert sent(new) == [unsubscribes(8, A)]
    assert new.active == {B}
    assert is_told(ok(new, 8), Acknowledged(8, (A,)))


def test_an_unsubscribe_cancels_a_subscribe_that_was_not_sent():
    """Neither is sent; the subscribe is told without the name, the unsubscribe with it."""
    new = opened()
    new.subscribe([A, B], id=1)
    new.unsubscribe([A], id=2)
    assert is_told(new.settled(), Acknowledged(2, (A,)))
    assert sent(new) == [subscribes(1, B)]
    assert is_told(ok(new, 1), Acknowledged(1, (B,)))


def test_a_subscribe_cancels_an_unsubscribe_that_was_not_sent():
    """A name that is wanted again before its end was sent stays as it is."""
    new = opened(A)
    new.unsubscribe([A], id=1)
    new.subscribe([A], id=2)
    assert sent(new) == []
    assert is_told(new.settled(), Acknowledged(1, ()), Acknowledged(2, (A,)))
    assert new.active == {A}


def test_a_change_of_mind_waits_for_the_answer():
    """While a name is in flight it is not sent again: what is wanted then follows the answer."""
    new = opened()
    new.subscribe([A], id=1)
    sent(new)
    new.unsubscribe([A], id=2)
    assert sent(new) == []
    assert is_told(ok(new, 1), Acknowledged(1, (A,)))
    assert sent(new) == [unsubscribes(2, A)]
    new.subscribe([A], id=3)
    assert sent(new) == []
    assert is_told(ok(new, 2), Acknowledged(2, (A,)))
    assert sent(new) == [subscribes(3, A)]
    new.unsubscribe([A], id=4)
    new.subscribe([A], id=5)
    assert is_told(ok(new, 3), Acknowledged(3, (A,)), Acknowledged(5, (A,)), Acknowledged(4, ()))


def test_unsubscribing_what_nobody_wants_is_no_error():
    """A name that is not there is acknowledged without a frame."""
    new = opened()
    new.unsubscribe([A], id=1)
    assert is_told(new.settled(), Acknowledged(1, (A,)))
    assert sent(new) == []


# Listing.


def test_a_listing_tells_what_the_exchange_has():
    """LIST_SUBSCRIPTIONS follows the requests that wait, and is told under its id."""
    new = opened()
    assert new.list_subscriptions(id=3) == 3
    new.subscribe([A], id=1)
    assert sent(new) == [subscribes(1, A), {"method": "LIST_SUBSCRIPTIONS", "id": 3}]
    assert is_told(new.received({"result": [A], "id": 3}), Listed(3, (A,)))


def test_an_empty_listing_may_be_null():
    """A listing answered with null has no names."""
    new = opened()
    new.list_subscriptions(id=3)
    sent(new)
    assert is_told(ok(new, 3), Listed(3, ()))


def test_a_refused_listing_is_told():
    """A listing that is refused names none."""
    new = opened()
    new.list_subscriptions(id=3)
    sent(new)
    assert is_told(refuse(new, 3), Refused(3, (), 2, "Invalid request"))


def test_a_listing_in_flight_is_lost_with_its_connection():
    """Only a listing that was sent is told as lost; one that was not goes to the next connection."""
    new = opened(frames_per_second=1)
    new.list_subscriptions(id=3)
    new.list_subscriptions(id=4)
    sent(new)
    assert is_told(new.closed(), Lost(3))
    assert is_told(new.closed())
    new.opened()
    assert sent(new, 1.0) == [{"method": "LIST_SUBSCRIPTIONS", "id": 4}]


# Opening and closing.


def test_nothing_is_sent_without_a_connection():
    """Requests wait for `opened`, and nothing is pending until then."""
    new = session()
    new.subscribe([A], id=1)
    new.list_subscriptions(id=2)
    assert (sent(new), new.wake(0.0), new.overdue(99.0)) == ([], None, False)
    new.opened()
    assert new.wake(3.0) == 3.0
    assert sent(new) == [subscribes(1, A), {"method": "LIST_SUBSCRIPTIONS", "id": 2}]


def test_opening_subscribes_everything_wanted_in_few_frames():
    """A new connection is told all names together, whoever asked for them."""
    new = session()
    for name in many(150):
        new.subscribe([name])
    new.opened()
    assert [len(frame["params"]) for frame in sent(new)] == [100, 50]


def test_a_new_connection_is_subscribed_again():
    """What was active is asked for again, silently, and is active when acknowledged anew."""
    new = opened(A, B)
    new.closed()
    assert (new.wanted, new.active) == ((A, B), frozenset())
    new.opened()
    assert sent(new) == [subscribes(1001, A, B)]
    assert is_told(ok(new, 1001))
    assert new.active == {A, B}


def test_opening_without_closing_starts_anew():
    """A connection that replaces another knows nothing, though nobody told that the first is gone."""
    new = opened(A)
    new.list_subscriptions(id=3)
    sent(new)
    new.opened()
    assert is_told(new.settled(), Lost(3))
    assert sent(new) == [subscribes(1001, A)]


def test_a_subscribe_in_flight_is_told_after_the_next_opening():
    """A subscribe that was not answered is sent again, under the id of the user where it goes alone."""
    new = opened()
    new.subscribe([A], id=1)
    sent(new)
    assert is_told(new.closed())
    new.opened()
    assert sent(new) == [subscribes(1, A)]
    assert is_told(ok(new, 1), Acknowledged(1, (A,)))


def test_an_unsubscribe_in_flight_is_told_after_the_next_opening():
    """The new connection does not have the name: nothing is sent."""
    new = opened(A)
    new.unsubscribe([A], id=1)
    sent(new)
    assert is_told(new.closed())
    assert is_told(new.settled())
    new.opened()
    assert is_told(new.settled(), Acknowledged(1, (A,)))
    assert sent(new) == []


def test_an_answer_of_the_old_connection_is_stray():
    """An id of the connection before belongs to nobody now."""
    new = opened()
    new.subscribe([A], id=1)
    sent(new)
    new.closed()
    assert is_told(ok(new, 1), Stray({"result": None, "id": 1}))


def test_a_request_of_several_frames_survives_a_closed_connection():
    """Frames acknowledged before the connection closed count: the outcome waits for the rest only."""
    new = opened(names_per_frame=1)
    new.subscribe([A, B], id=1)
    sent(new)
    ok(new, 1001)
    new.closed()
    new.opened()
    assert sent(new) == [subscribes(1003, A), subscribes(1, B)]
    assert is_told(ok(new, 1), Acknowledged(1, (A, B)))


# Refusals.


def test_a_refused_subscribe_is_wanted_no_more():
    """The names of a refused subscribe leave `wanted`, and the user is told code and text."""
    new = opened(A)
    new.subscribe([B], id=1)
    sent(new)
    assert is_told(refuse(new, 1), Refused(1, (B,), 2, "Invalid request"))
    assert (new.wanted, new.active, new.room) == ((A,), {A}, 1023)
    assert sent(new, 5.0) == []


def test_a_refused_frame_of_several_tells_those_names():
    """Of a request in several frames the refused names are told, with the first reason; the others stay."""
    new = opened(names_per_frame=1)
    new.subscribe([A, B, C, D], id=1)
    sent(new)
    assert is_told(refuse(new, 1003, 3, "this"))
    assert is_told(ok(new, 1002))
    assert is_told(refuse(new, 1001, 2, "that"))
    assert is_told(ok(new, 1004), Refused(1, (A, C), 3, "this"))
    assert new.wanted == (B, D)


@pytest.mark.parametrize(
    ("message", "code", "text"),
    [
        ({"error": {"code": 2, "msg": "no"}, "id": 1}, 2, "no"),
        ({"error": {"code": 2, "msg": "no"}, "id": None}, 2, "no"),
        ({"error": {"code": 2, "msg": "no"}}, 2, "no"),
        ({"code": 2, "msg": "no"}, 2, "no"),
        ({"code": 2, "msg": "no", "id": 1}, 2, "no"),
        ({"error": {"code": "x"}, "id": 1}, None, "{'code': 'x'}"),
        ({"error": "no", "id": 1}, None, "no"),
    ],
)
def test_forms_of_an_error(message: dict[str, object], code: int | None, text: str):
    """An error comes bare or wrapped, with an id or without; alone in flight, a frame is what it is about."""
    new = opened()
    new.subscribe([A], id=1)
    sent(new)
    assert is_told(new.received(message), Refused(1, (A,), code, text))


def test_an_error_without_an_id_is_told_when_it_is_clear_whose_it_is():
    """With several frames in flight the error belongs to the one that gets no other answer."""
    new = opened()
    for number, name in enumerate([A, B, C]):
        new.subscribe([name], id=number)
    sent(new)
    assert is_told(refuse(new, None, 2, "which?"))
    assert is_told(ok(new, 2), Acknowledged(2, (C,)))
    new.subscribe([D], id=3)
    sent(new)
    assert is_told(ok(new, 0), Acknowledged(0, (A,)), Refused(1, (B,), 2, "which?"))
    assert is_told(ok(new, 3), Acknowledged(3, (D,)))
    assert new.wanted == (A, C, D)


def test_a_later_error_without_an_id_may_be_about_a_later_frame():
    """Each such error widens the circle of frames they can be about."""
    new = opened()
    new.subscribe([A], id=1)
    new.subscribe([B], id=2)
    sent(new)
    assert is_told(refuse(new, None, 2, "one"))
    new.subscribe([C], id=3)
    sent(new)
    assert is_told(refuse(new, None, 3, "two"))
    assert is_told(ok(new, 1), Acknowledged(1, (A,)), Refused(2, (B,), 2, "one"), Refused(3, (C,), 3, "two"))


def test_errors_without_an_id_for_all_that_is_left():
    """As many errors as frames left belong to these."""
    new = opened()
    new.subscribe([A], id=1)
    new.subscribe([B], id=2)
    sent(new)
    assert is_told(refuse(new, None, 2, "one"))
    assert is_told(refuse(new, None, 3, "two"), Refused(1, (A,), 2, "one"), Refused(2, (B,), 3, "two"))


def test_an_error_without_an_id_that_is_nobodys():
    """When every frame has had another answer, or the connection is gone, the error is a stray."""
    error = {"error": {"code": 2, "msg": "?"}, "id": None}
    new = opened()
    new.subscribe([A], id=1)
    new.subscribe([B], id=2)
    sent(new)
    assert is_told(new.received(error))
    assert is_told(new.closed(), Stray(error))
    assert is_told(new.received(error), Stray(error))
    assert new.wanted == (A, B)
    new.opened()
    sent(new)
    assert is_told(new.received(error))
    assert is_told(new.received(error), Stray(error))


def test_an_error_before_closing_accuses_no_frame_of_the_next_connection():
    """Frames of the connection before are no suspects any more."""
    new = opened()
    new.subscribe([A], id=1)
    new.subscribe([B], id=2)
    sent(new)
    refuse(new, None)
    new.closed()
    new.unsubscribe([B])
    new.opened()
    new.settled()
    sent(new)
    assert is_told(refuse(new, None), Refused(1, (A,), 2, "Invalid request"))


@pytest.mark.parametrize(
    "message",
    [
        {"result": None, "id": 99},
        {"result": None, "id": None},
        {"result": None, "id": [1]},
        {"error": {"code": 2, "msg": "no"}, "id": 99},
        {"id": 1},
        {},
    ],
)
def test_an_answer_to_nobody_is_stray(message: dict[str, object]):
    """An answer with an unknown id, or one that says nothing, is told as it came and changes nothing."""
    new = opened()
    new.subscribe([A], id=1)
    sent(new)
    assert is_told(new.received(message), Stray(message))
    assert is_told(ok(new, 1), Acknowledged(1, (A,)))


def test_a_refusal_harms_nobody_else():
    """A refused frame of several requests is sent again apart, so that only the one at fault is refused."""
    new = opened(A)
    new.closed()
    new.subscribe([B], id=2)
    new.subscribe([C, D], id=3)
    new.opened()
    assert sent(new, 0.0) == [subscribes(1001, A, B, C, D)]
    assert is_told(refuse(new, 1001))
    assert new.wanted == (A, B, C, D)
    assert sent(new, 0.0) == [subscribes(1002, A), subscribes(2, B), subscribes(3, C, D)]
    assert is_told(ok(new, 1002))
    assert is_told(refuse(new, 2), Refused(2, (B,), 2, "Invalid request"))
    assert is_told(ok(new, 3), Acknowledged(3, (C, D)))
    assert new.wanted == (A, C, D)


def test_what_was_refused_together_stays_apart():
    """Even when frames are short, requests that were refused together are not sent together again."""
    new = opened(frames_per_second=1)
    new.subscribe([A], id=1)
    new.subscribe([B], id=2)
    assert sent(new, 0.0) == [subscribes(1001, A, B)]
    refuse(new, 1001)
    new.subscribe([C], id=3)
    new.subscribe([D], id=4)
    assert [sent(new, now) for now in (1.0, 2.0, 3.0)] == [
        [subscribes(1, A)],
        [subscribes(2, B)],
        [subscribes(1002, C, D)],
    ]


def test_a_refusal_does_not_take_what_another_request_wants():
    """A name that a further request waits for is asked for again on behalf of that one."""
    new = opened()
    new.subscribe([A, B], id=1)
    new.subscribe([A], id=2)
    sent(new)
    assert is_told(refuse(new, 1), Refused(1, (A, B), 2, "Invalid request"))
    assert new.wanted == (A,)
    assert sent(new) == [subscribes(2, A)]
    assert is_told(ok(new, 2), Acknowledged(2, (A,)))


def test_a_refused_name_the_user_gave_up_meanwhile():
    """A subscribe that is refused after its unsubscribe leaves nothing to do."""
    new = opened()
    new.subscribe([A], id=1)
    sent(new)
    new.unsubscribe([A], id=2)
    assert is_told(refuse(new, 1), Refused(1, (A,), 2, "Invalid request"), Acknowledged(2, (A,)))
    assert sent(new) == []


def test_what_was_active_may_be_refused_anew():
    """Names refused on a new connection are told without an id: nobody waits for them."""
    new = opened(A, B)
    new.closed()
    new.opened()
    sent(new)
    new.unsubscribe([B], id=1)
    assert is_told(refuse(new, 1001), Acknowledged(1, (B,)), Refused(None, (A,), 2, "Invalid request"))
    assert new.wanted == ()


def test_a_refused_unsubscribe_changes_nothing():
    """The names of a refused unsubscribe are wanted and active as before."""
    new = opened(A, B)
    new.unsubscribe([A], id=1)
    sent(new)
    assert is_told(refuse(new, 1), Refused(1, (A,), 2, "Invalid request"))
    assert (new.wanted, new.active) == ((B, A), {A, B})
    assert sent(new, 5.0) == []


# Patience.


def test_a_missing_answer_is_overdue():
    """The connection is to be replaced when the oldest frame has waited for `patience`."""
    new = opened(patience=10.0)
    new.subscribe([A], id=1)
    assert sent(new, 0.5)
    new.subscribe([B], id=2)
    assert sent(new, 3.0)
    assert (new.wake(3.0), new.overdue(10.4), new.overdue(10.5)) == (10.5, False, True)
    ok(new, 1)
    assert (new.wake(10.5), new.overdue(10.5), new.overdue(13.0)) == (13.0, False, True)
    new.closed()
    assert (new.wake(13.0), new.overdue(99.0)) == (None, False)


def test_nothing_pending_wakes_nobody():
    """A session with nothing to send and nothing unanswered has no time to wake."""
    new = opened(A)
    assert (new.wake(0.0), new.overdue(1e9)) == (None, False)


# Any order of anything.

NAMES = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=5) | st.just([])
IDS = st.none() | st.integers(0, 6)
METHODS = ["SUBSCRIBE", "SUBSCRIBE", "UNSUBSCRIBE", "UNSUBSCRIBE", "LIST_SUBSCRIPTIONS"]
SECONDS = [0.0, 0.1, 1 / 3, 1.0, 2.5]
VERDICTS = ["done", "done", "done", "done", "refused", "nameless"]
WHICH = st.integers(0, 4)


class Connection(RuleBasedStateMachine):
    """A session beside a server that works on frames, and answers them, in any order."""

    @initialize(most=st.integers(5, 8), frames=st.integers(1, 5), names=st.integers(1, 5), start=st.integers(0, 10**6))
    def begin(self, most: int, frames: int, names: int, start: int) -> None:
        self.most, self.frames, self.names = most, frames, names
        self.session = Session(
            itertools.count().__next__, most_streams=most, frames_per_second=frames, names_per_frame=names
        )
        self.now = start / 7
        self.fresh = self.finished = 0
        self.times: list[float] = []
        self.is_open = False
        # The server: what it has, frames it has not worked on, answers it has not sent.
        self.has: set[str] = set()
        self.inbox: list[dict[str, Any]] = []
        self.outbox: list[tuple[dict[str, Any], dict[str, Any]]] = []
        # The user: what is wanted, requests without an outcome, refused names nobody has been told of.
        self.wants: set[str] = set()
        self.asked: dict[int | str, tuple[str, list[str]]] = {}
        self.undone: dict[int | str, set[str]] = {}
        self.untold: set[str] = set()
        # Names whose refusal has arrived, by method: they may be given up, or taken back.
        self.given_up: set[str] = set()
        self.taken_back: set[str] = set()

    def take(self, outcomes: list[Outcome]) -> None:
        """Every outcome is told once, to a request that waits, about names it was for."""
        gone, back = self.wants - {*self.session.wanted}, {*self.session.wanted} - self.wants
        assert gone <= self.given_up
        assert back <= self.taken_back
        self.untold |= gone
        self.wants = {*self.session.wanted}
        for outcome in outcomes:
            assert not isinstance(outcome, Stray)
            method, names = self.asked.pop(outcome.id) if outcome.id is not None else ("SUBSCRIBE", [*self.untold])
            undone = self.undone.pop(outcome.id) if outcome.id is not None else set()
            if isinstance(outcome, Acknowledged | Refused):
                assert {*outcome.names} <= {*names}
            if isinstance(outcome, Acknowledged):
                assert {*outcome.names} >= {*names} - undone
            if isinstance(outcome, Refused):
                assert outcome.names or method == "LIST_SUBSCRIPTIONS"
                self.untold -= {*outcome.names}
            assert isinstance(outcome, Refused) or isinstance(outcome, Listed | Lost) == (
                method == "LIST_SUBSCRIPTIONS"
            )

    def request(self, method: str, names: list[str], number: int | None) -> None:
        call = self.session.subscribe if method == "SUBSCRIBE" else self.session.unsubscribe
        if number in self.asked:
            with pytest.raises(ValueError, match="in use"):
                call([], id=number)
            number = None
        given = call(names, id=number) if method != "LIST_SUBSCRIPTIONS" else self.session.list_subscriptions(number)
        assert given == number or (number is None and given not in self.asked)
        for other, (its, _) in self.asked.items():
            if method != its:
                self.undone[other] |= {*names}
        self.asked[given], self.undone[given] = (method, names), set()

    @rule(asks=st.lists(st.tuples(st.sampled_from(METHODS), NAMES, IDS), min_size=1, max_size=3))
    def ask(self, asks: list[tuple[str, list[str], int | None]]) -> None:
        """The user asks for some things at once."""
        for method, names, number in asks:
            match method:
                case "SUBSCRIBE":
                    self.subscribe(names, number)
                case "UNSUBSCRIBE":
                    self.request(method, names, number)
                    self.wants -= {*names}
                case _:
                    self.request(method, [], number)
            self.take(self.session.settled())

    def subscribe(self, names: list[str], number: int | None) -> None:
        coming = {name for frame in self.inbox for name in frame.get("params", ())}
        answering = {name for frame, _ in self.outbox for name in frame.get("params", ())}
        held = self.wants | self.has | coming | answering | self.given_up | self.taken_back
        if len({*names} | self.wants) > self.most:
            with pytest.raises(ValueError, match="do not fit"):
                self.session.subscribe(names)
            return
        try:
            self.request("SUBSCRIBE", names, number)
        except ValueError:
            # The exchange is not done with names that are wanted no more.
            assert len({*names} | held) > self.most
            return
        self.wants |= {*names}

    @precondition(lambda self: not self.is_open)
    @rule()
    def open(self) -> None:
        self.session.opened()
        self.is_open = True
        self.fresh = len(self.times)
        self.take(self.session.settled())

    @precondition(lambda self: self.is_open and len(self.times) >= self.fresh + 4)
    @rule()
    def close(self) -> None:
        self.is_open = False
        for left in (self.has, self.inbox, self.outbox, self.given_up, self.taken_back):
            left.clear()
        # Errors whose frame is not known yet are nobody's now.
        self.take([outcome for outcome in self.session.closed() if not isinstance(outcome, Stray)])

    @rule()
    def wake(self) -> None:
        """At the time the session names there is something to do, and not before."""
        time = self.session.wake(self.now)
        if time is None or time > self.now:
            assert not self.session.overdue(self.now)
            assert not self.session.outgoing(self.now)
        if time is not None:
            self.now = time
            if self.session.overdue(self.now):
                self.close()
            else:
                assert self.send()

    @rule(
        seconds=st.sampled_from(SECONDS),
        works=st.lists(st.tuples(WHICH, st.sampled_from(VERDICTS)), min_size=1, max_size=5),
        answers=st.lists(WHICH, min_size=1, max_size=5),
    )
    def turn(self, seconds: float, works: list[tuple[int, str]], answers: list[int]) -> None:
        """Time passes, frames go out, the server works on some and answers some."""
        self.now += seconds
        self.send()
        for which, verdict in works[: len(self.inbox)]:
            self.serve(which % len(self.inbox), verdict)
        for which in answers[: len(self.outbox)]:
            self.deliver(which % len(self.outbox))
        self.send()

    @rule(random=st.randoms(use_true_random=True))
    def storm(self, random: Random) -> None:
        """Much of all this, evenly mixed."""
        for _ in range(40):
            on_the_wire = [frame["id"] for frame in self.inbox[:1]]
            number = random.choice([None, None, random.randint(0, 6), *on_the_wire])
            self.ask([(random.choice(METHODS), random.sample("abcdefgh", random.randint(0, 4)), number)])
            works = [(random.randint(0, 9), random.choice(VERDICTS)) for _ in range(random.randint(0, 3))]
            answers = [random.randint(0, 9) for _ in range(random.randint(0, 3))]
            self.turn(random.choice(SECONDS), works, answers)
            if not self.is_open and random.random() < 0.5:
                self.open()
            elif self.is_open and random.random() < 0.05:
                self.close()
            self.check()

    def send(self) -> int:
        frames = [json.loads(frame) for frame in self.session.outgoing(self.now)]
        assert self.is_open or not frames
        for frame in frames:
            assert len(self.times) < self.frames or self.now >= self.times[-self.frames] + 1.0
            self.times.append(self.now)
            assert frame["id"] not in {other["id"] for other in [*self.inbox, *(each for each, _ in self.outbox)]}
            assert len(frame.get("params", ())) <= self.names
            self.inbox.append(frame)
            self.given_up -= {*frame.get("params", ())}
            self.taken_back -= {*frame.get("params", ())}
        return len(frames)

    def serve(self, which: int, verdict: str = "done") -> None:
        """The server doubles no name, drops none it does not have, and never has too many."""
        frame = self.inbox.pop(which)
        names = {*frame.get("params", ())}
        assert len(names) == len(frame.get("params", ()))
        if verdict != "done":
            error = {"code": 2, "msg": "no"}
            self.outbox.append((frame, {"error": error, "id": frame["id"]} if verdict == "refused" else error))
            return
        match frame["method"]:
            case "SUBSCRIBE":
                assert not names & self.has
                self.has |= names
                assert len(self.has) <= self.most
            case "UNSUBSCRIBE":
                assert names <= self.has
                self.has -= names
        listed = sorted(self.has) if frame["method"] == "LIST_SUBSCRIPTIONS" else None
        self.outbox.append((frame, {"result": listed, "id": frame["id"]}))

    def deliver(self, which: int) -> None:
        frame, message = self.outbox.pop(which)
        if "result" not in message:
            refused = self.given_up if frame["method"] == "SUBSCRIBE" else self.taken_back
            refused |= {*frame.get("params", ())}
        self.take(self.session.received(message))

    @precondition(lambda self: len(self.times) >= self.finished + 10)
    @rule()
    def finish(self) -> None:
        """When all has been answered, what is wanted is active, the server has it, and everybody was told."""
        if not self.is_open:
            self.open()
        for _ in range(5000):
            while self.inbox:
                self.serve(0)
            while self.outbox:
                self.deliver(0)
            time = self.session.wake(self.now)
            if time is None:
                break
            self.now = time
            assert self.send()
        assert {*self.session.wanted} == self.session.active == self.has == self.wants
        assert not self.asked
        assert not self.untold
        assert self.session.room == self.most - len(self.has)
        leftovers = ("waiting", "busy", "due", "apart", "flight", "errors", "suspects", "listings", "requests", "told")
        assert not [name for name in leftovers if getattr(self.session, f"_{name}")]
        self.finished = len(self.times)

    @invariant()
    def check(self) -> None:
        """At any time: what is wanted changes only by the user or a refusal, and what is active is there."""
        session = self.session
        assert len(session.wanted) == len({*session.wanted})
        assert {*session.wanted} == self.wants
        assert session.active <= self.has
        assert 0 <= session.room <= self.most - len(self.wants)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.finish()


Connection.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestAnyOrder = Connection.TestCase
