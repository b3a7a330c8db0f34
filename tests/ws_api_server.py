"""A local exchange for the WebSocket API: answers, silence, disorder and misbehaviour, in a thread of its own."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from stream_server import StreamServer
from websockets.asyncio.server import ServerConnection

from binance_futures.models import um

NOW = 1_790_776_800_000
ORDER = {
    "clientOrderId": "mine",
    "cumQty": "0",
    "executedQty": "0",
    "orderId": 7,
    "origQty": "0.002",
    "price": "59808",
    "reduceOnly": False,
    "side": "SELL",
    "positionSide": "BOTH",
    "status": "NEW",
    "stopPrice": "0",
    "closePosition": False,
    "symbol": "BTCUSDT",
    "timeInForce": "GTC",
    "type": "LIMIT",
    "origType": "LIMIT",
    "updateTime": NOW,
    "workingType": "CONTRACT_PRICE",
    "priceProtect": False,
    "priceMatch": "NONE",
    "selfTradePreventionMode": "EXPIRE_MAKER",
    "goodTillDate": 0,
}
LIMITS = [
    {"rateLimitType": "REQUEST_WEIGHT", "interval": "MINUTE", "intervalNum": 1, "limit": 2400, "count": 5},
    {"rateLimitType": "ORDERS", "interval": "SECOND", "intervalNum": 10, "limit": 300, "count": 1},
]
PLACE = um.NewOrder("BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity="0.002", price=59808)
READ = um.QueryOrder("BTCUSDT", orderId=7)

Answer = Callable[[dict[str, Any]], Any]
"""From a frame to its answer: an object, a text as it is, several, None for silence, or HANG_UP."""

HANG_UP = object()
"""Cuts the connection instead of an answer."""


def result_of(frame: dict[str, Any]) -> Any:
    """What the exchange gives for a call."""
    method, parameters = frame["method"], frame.get("params", {})
    if method.startswith("session."):
        key = parameters.get("apiKey")
        since = NOW if key else None
        return {"apiKey": key, "authorizedSince": since, "connectedSince": NOW, "returnRateLimits": True,
                "serverTime": NOW}  # fmt: skip
    return ORDER | {"orderId": parameters["orderId"]} if "orderId" in parameters else ORDER


def success(frame: dict[str, Any]) -> dict[str, Any]:
    return {"id": frame["id"], "status": 200, "result": result_of(frame), "rateLimits": LIMITS}


def refusal(status: int, code: int, msg: str = "no.", **more: Any) -> Answer:
    return lambda frame: {"id": frame["id"], "status": status, "error": {"code": code, "msg": msg} | more}


class ApiServer(StreamServer):
    """Answers every request in order, unless told otherwise by `script` and `default`."""

    def __init__(self) -> None:
        super().__init__()
        self.script: dict[str, list[Answer]] = {}
        """By method: how its next requests are answered."""
        self.default: Answer = success

    async def _control(self, connection: ServerConnection, frame: dict[str, Any]) -> None:
        with self.changed:
            planned = self.script.get(frame["method"])
            answer = (planned.pop(0) if planned else self.default)(frame)
        self._note(self.frames, frame)
        if answer is HANG_UP:
            connection.transport.abort()
        elif answer is not None:
            for each in answer if isinstance(answer, list) else [answer]:
                await self._send(connection, each)

    async def _send(self, connection: ServerConnection, answer: Any) -> None:
        await connection.send(answer if isinstance(answer, str) else json.dumps(answer, separators=(",", ":")))

    def sent(self, method: str) -> list[dict[str, Any]]:
        """The frames of a method so far."""
        with self.changed:
            return [frame for frame in self.frames if frame["method"] == method]

    def wait_sent(self, method: str, count: int = 1) -> None:
        """Waits until so many frames of a method have come."""
        self.wait(lambda: len([frame for frame in self.frames if frame["method"] == method]) >= count)

    def give(self, *answers: Any) -> None:
        """Sends answers to every connection."""

        async def send() -> None:
            for connection in [*self._subscribed]:
                for answer in answers:
                    await self._send(connection, answer)

        asyncio.run_coroutine_threadsafe(send(), self._loop).result(10)

    def freeze(self) -> None:
        """Reads no more from the connections there are, so that not even pings are answered."""

        async def pause() -> None:
            for connection in self._subscribed:
                connection.transport.pause_reading()

        asyncio.run_coroutine_threadsafe(pause(), self._loop).result(10)


@contextmanager
def ws_api_server() -> Iterator[ApiServer]:
    server = ApiServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
