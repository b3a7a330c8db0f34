"""The requests under way on the WebSocket API, without any I/O: each of them ends exactly once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Final, Protocol

from ..errors import TransportError

if TYPE_CHECKING:
    from .._refusal import Answer
    from ..streams._socket import WebSocket
    from ._caller import Draft, WebSocketRequest

__all__ = ["Flight", "Reply", "Ticket"]

MOST: Final = 10_000
"""Requests that may be under way at a time."""


class Reply(Protocol):
    """Who waits for an answer; a future is one."""

    def done(self) -> bool:
        """Whether it has its answer, or nobody waits any more."""
        ...

    def set_result(self, result: Answer, /) -> object:
        """The answer."""
        ...

    def set_exception(self, exception: BaseException, /) -> object:
        """Why there is none."""
        ...


class Ticket:
    """One request under way."""

    __slots__ = ("bare", "deadline", "draft", "number", "over", "reply", "sent_at", "wanted")

    def __init__(
        self, number: int, wanted: WebSocketRequest, reply: Reply, deadline: float, draft: Draft | None
    ) -> None:
        self.number = number
        """Its id on the wire."""
        self.wanted = wanted
        self.reply = reply
        self.deadline = deadline
        self.draft = draft
        """Its text, where that is written already."""
        self.over: WebSocket | None = None
        """The connection it was sent over; None as long as it waits for one."""
        self.sent_at = math.inf
        self.bare = False
        """Whether it relied on the session for its key."""

    def fail(self, message: str) -> None:
        """Ends it without an answer."""
        if not self.reply.done():
            sent = self.over is not None
            fate = "the request may have arrived" if sent else "nothing was sent"
            self.reply.set_exception(TransportError(f"{message}; {fate}", sent=sent, endpoint=self.wanted.endpoint))


class Flight:
    """The requests under way, by id, in the order of their deadlines."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._tickets: dict[int, Ticket] = {}
        self._numbers = count(1)
        self._last = 0
        self._ended = False

    def __len__(self) -> int:
        return len(self._tickets)

    def add(self, wanted: WebSocketRequest, reply: Reply, deadline: float, draft: Draft | None = None) -> Ticket:
        """Takes a request; the deadlines do not descend. TransportError when it has ended, or is full."""
        if self._ended:
            message = "the client is closed; nothing was sent"
            raise TransportError(message, sent=False, endpoint=wanted.endpoint)
        if len(self._tickets) >= self._most:
            for ticket in [ticket for ticket in self._tickets.values() if ticket.over is None and ticket.reply.done()]:
                self.drop(ticket)  # given up before it was sent
        if len(self._tickets) >= self._most:
            message = f"{self._most} requests are under way already; nothing was sent"
            raise TransportError(message, sent=False, endpoint=wanted.endpoint)
        self._last = number = next(self._numbers)
        ticket = self._tickets[number] = Ticket(number, wanted, reply, deadline, draft)
        return ticket

    def drop(self, ticket: Ticket) -> None:
        """Forgets a request that has ended."""
        self._tickets.pop(ticket.number, None)

    def waiting(self) -> list[Ticket]:
        """The requests that are not sent yet and still wanted, in order."""
        return [ticket for ticket in self._tickets.values() if ticket.over is None and not ticket.reply.done()]

    def over(self, connection: WebSocket | None) -> list[Ticket]:
        """The requests sent over a connection, in order; also those nobody waits for any more."""
        return [ticket for ticket in self._tickets.values() if ticket.over is connection]

    def answered(self, number: int) -> Ticket | None:
        """The request of an id, which has its answer; None where there is none."""
        return self._tickets.pop(number, None)

    def was_asked(self, number: int) -> bool:
        """Whether an id was given out, be it to a request that was given up."""
        return 0 < number <= self._last

    def lost(self, connection: WebSocket, reason: str) -> None:
        """Ends what was sent over a connection that is gone."""
        for ticket in self.over(connection):
            self.drop(ticket)
            ticket.fail(reason)

    def expired(self, now: float) -> list[Ticket]:
        """Takes out what is overdue."""
        found = [*self._overdue(now)]
        for ticket in found:
            self.drop(ticket)
        return found

    def deadline(self) -> float:
        """When the next request is overdue; infinity for never."""
        return next((ticket.deadline for ticket in self._tickets.values()), math.inf)

    def end(self, reason: str) -> None:
        """Ends everything; nothing more is taken."""
        tickets, self._tickets, self._ended = self._tickets, {}, True
        for ticket in tickets.values():
            ticket.fail(reason)

    def _overdue(self, now: float) -> Iterator[Ticket]:
        for ticket in self._tickets.values():
            if ticket.deadline > now:
                return
            yield ticket
