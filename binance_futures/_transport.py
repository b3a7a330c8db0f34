"""Carries out a flow."""

import importlib.util
import time
from asyncio import sleep
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from ._flow import Answer, Flow, HttpRequest, Sleep
from ._origin import Origin
from .errors import TransportError

if TYPE_CHECKING:
    import httpx

__all__ = ["AsyncTransport", "Transport", "open_async_transport", "open_transport", "run", "run_async"]

Q = TypeVar("Q")
Q_contra = TypeVar("Q_contra", contravariant=True)
R = TypeVar("R")


class Transport(Protocol[Q_contra]):
    """Sends one request, blocking."""

    def send(self, request: Q_contra) -> Answer:
        """The answer, or TransportError."""
        ...

    def close(self) -> None:
        """Closes the connections."""
        ...


class AsyncTransport(Protocol[Q_contra]):
    """Sends one request."""

    def send(self, request: Q_contra) -> Awaitable[Answer]:
        """The answer, or TransportError."""
        ...

    async def close(self) -> None:
        """Closes the connections."""
        ...


def run(flow: Flow[Q, R], transport: Transport[Q], wait: Callable[[float], object] = time.sleep) -> R:
    """Carries out a flow, blocking."""
    try:
        action = next(flow)
        while True:
            if isinstance(action, Sleep):
                wait(action.seconds)
                action = next(flow)
                continue
            try:
                answer = transport.send(action)
            except TransportError as error:
                action = flow.throw(error)
            else:
                action = flow.send(answer)
    except StopIteration as stop:
        result: R = stop.value
        return result


async def run_async(
    flow: Flow[Q, R], transport: AsyncTransport[Q], wait: Callable[[float], Awaitable[object]] = sleep
) -> R:
    """Carries out a flow."""
    try:
        action = next(flow)
        while True:
            if isinstance(action, Sleep):
                await wait(action.seconds)
                action = next(flow)
                continue
            try:
                answer = await transport.send(action)
            except TransportError as error:
                action = flow.throw(error)
            else:
                action = flow.send(answer)
    except StopIteration as stop:
        result: R = stop.value
        return result


def open_transport(origin: Origin, client: "httpx.Client | None") -> Transport[HttpRequest]:
    """The blocking transport for an origin, or through the user's client."""
    if client is None:
        from ._httpcore import HttpcoreTransport

        return HttpcoreTransport(origin)
    from ._httpx import HttpxTransport

    return HttpxTransport(origin, client)


def open_async_transport(origin: Origin, client: "httpx.AsyncClient | None") -> AsyncTransport[HttpRequest]:
    """The async transport for an origin: aiohttp where it is installed (the extra), else httpcore."""
    if client is not None:
        from ._httpx import AsyncHttpxTransport

        return AsyncHttpxTransport(origin, client)
    if origin.proxy is None and importlib.util.find_spec("aiohttp") is not None:
        from ._aiohttp import AiohttpTransport

        return AiohttpTransport(origin)
    from ._httpcore import AsyncHttpcoreTransport

    return AsyncHttpcoreTransport(origin)
