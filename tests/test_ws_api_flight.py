"""The requests under way, driven by hand: whatever happens, each ends exactly once."""

import math
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from binance_futures import TransportError
from binance_futures._refusal import Answer
from binance_futures.models import um
from binance_futures.ws_api._caller import WebSocketRequest
from binance_futures.ws_api._flight import Flight, Ticket

WANTED = WebSocketRequest(um.QueryOrder("BTCUSDT", orderId=7), "order.status", "QueryOrder (order.status)")
PATIENCE = 10.0


class Reply:
    """A future without a loop, which counts how often it was ended."""

    def __init__(self) -> None:
        self.outcomes: list[Any] = []
        self.cancelled = False

    def done(self) -> bool:
        return bool(self.outcomes) or self.cancelled

    def set_result(self, result: Answer, /) -> None:
        self.outcomes.append(result)

    def set_exception(self, exception: BaseException, /) -> None:
        self.outcomes.append(exception)


class InFlight(RuleBasedStateMachine):
    """Sends, answers, drops, timeouts and cancellations in any order."""

    @initialize()
    def start(self) -> None:
        self.flight = Flight(most=8)
        self.now = 0.0
        self.connection: object | None = object()
        self.replies: list[tuple[Ticket, Reply]] = []
        self.answers: dict[int, Answer] = {}

    @rule()
    def send(self) -> None:
        reply = Reply()
        if len(self.flight) == 8 and not any(
            reply.cancelled and ticket.over is None for ticket, reply in self.replies if ticket in self.kept()
        ):
            with pytest.raises(TransportError, match="8 requests are under way already; nothing was sent"):
                self.flight.add(WANTED, reply, self.now + PATIENCE)
            return
        ticket = self.flight.add(WANTED, reply, self.now + PATIENCE)
        self.replies.append((ticket, reply))
        if self.connection is not None:
            ticket.over = self.connection

    @rule(number=st.integers(0, 12))
    def answer(self, number: int) -> None:
        ticket = self.flight.answered(number)
        if ticket is None:
            return
        assert self.flight.was_asked(number)
        if not ticket.reply.done():
            self.answers[number] = Answer(200, {}, b"%d" % number)
            ticket.reply.set_result(self.answers[number])

    @precondition(lambda self: self.connection is not None)
    @rule()
    def drop(self) -> None:
        lost, self.connection = self.connection, None
        self.flight.lost(lost, "lost")
        assert self.flight.over(lost) == []

    @precondition(lambda self: self.connection is None)
    @rule()
    def connect(self) -> None:
        self.connection = object()
        waiting = self.flight.waiting()
        assert [ticket.number for ticket in waiting] == sorted(ticket.number for ticket in waiting)
        for ticket in waiting:
            ticket.over = self.connection

    @rule(seconds=st.floats(0, 12))
    def wait(self, seconds: float) -> None:
        self.now += seconds
        for ticket in self.flight.expired(self.now):
            assert ticket.deadline <= self.now
            ticket.fail("no answer")

    @precondition(lambda self: self.replies)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        _, reply = data.draw(st.sampled_from(self.replies))
        if not reply.done():
            reply.cancelled = True

    def kept(self) -> list[Ticket]:
        return [*self.flight._tickets.values()]

    @invariant()
    def nothing_ends_twice_or_wrongly(self) -> None:
        for ticket, reply in getattr(self, "replies", []):
            assert len(reply.outcomes) <= (not reply.cancelled)
            for outcome in reply.outcomes:
                if isinstance(outcome, TransportError):
                    assert outcome.sent is (ticket.over is not None)
                else:
                    assert outcome is self.answers[ticket.number]

    @invariant()
    def deadlines_are_in_order(self) -> None:
        if hasattr(self, "flight"):
            assert self.flight.deadline() > self.now - PATIENCE
            assert len(self.flight) <= 8

    def teardown(self) -> None:
        if not hasattr(self, "flight"):
            return
        self.flight.end("closed")
        assert (len(self.flight), self.flight.deadline()) == (0, math.inf)
        assert all(reply.done() for _, reply in self.replies)
        self.nothing_ends_twice_or_wrongly()
        with pytest.raises(TransportError, match="closed"):
            self.flight.add(WANTED, Reply(), math.inf)


TestInFlight = InFlight.TestCase
TestInFlight.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def test_an_id_that_was_never_given_out_is_told_from_one_that_was() -> None:
    """Answers to requests that were given up are no surprise; others are."""
    flight = Flight()
    ticket = flight.add(WANTED, Reply(), math.inf)
    flight.drop(ticket)
    assert [flight.was_asked(number) for number in (0, ticket.number, ticket.number + 1)] == [False, True, False]
