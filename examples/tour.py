"""A short tour of the SDK, without keys or network: every call goes over loopback HTTP to a stand-in exchange.

    python examples/tour.py

The stand-in (the class `StandIn` below) knows a handful of calls, checks signatures with its own code, and refuses
prices off the tick. It matches no orders.
"""

import hashlib
import hmac
import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from binance_futures import ClientError, ExecutionUnknownError, ParameterError, UMFutures, models

KEY, SECRET = "key-of-the-tour", "secret-of-the-tour"
TICK = Decimal("0.10")
NOW = 1_767_225_600_000
MALFORMED: dict[str, Any] = {  # checkers would refuse it written out
    "symbol": "BTCUSDT",
    "side": "sell",
    "type": "LIMIT",
    "time_in_force": "GTC",
    "quantity": float("nan"),
}


class StandIn(BaseHTTPRequestHandler):
    """Answers as Binance's pages say."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Market data and the account."""
        self.answer()

    def do_POST(self) -> None:
        """Orders."""
        self.answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Keeps the terminal for the tour."""

    def answer(self) -> None:
        """Routes one request."""
        url = urlsplit(self.path)
        parameters = dict(parse_qsl(url.query))
        if "signature" in parameters and not self.is_signed(url.query):
            self.reply(400, {"code": -1022, "msg": "Signature for this request is not valid."})
        elif url.path == "/fapi/v1/time":
            self.reply(200, {"serverTime": NOW})
        elif url.path == "/fapi/v1/klines":
            self.reply(200, [kline(NOW - 60_000 * back, f"8768{back}.80") for back in (2, 1, 0)])
        elif url.path == "/fapi/v1/order" and Decimal(parameters["price"]) % TICK:
            self.reply(400, {"code": -4014, "msg": "Price not increased by tick size."})
        elif url.path == "/fapi/v1/order" and parameters["quantity"] == "13":
            self.reply(503, {"msg": "Unknown error, please check your request or try again later."})
        elif url.path == "/fapi/v1/order":
            self.reply(200, order(parameters))
        else:
            self.reply(404, {"code": -1, "msg": "Not part of the tour."})

    def is_signed(self, query: str) -> bool:
        """Whether the last parameter is the HMAC of everything before it."""
        payload, _, signature = query.rpartition("&signature=")
        return hmac.compare_digest(signature, hmac.new(SECRET.encode(), payload.encode(), hashlib.sha256).hexdigest())

    def reply(self, status: int, body: object) -> None:
        """Sends JSON with the limit headers."""
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("X-MBX-USED-WEIGHT-1M", "7")
        self.send_header("X-MBX-ORDER-COUNT-1M", "1")
        self.end_headers()
        self.wfile.write(raw)


def kline(opened: int, close: str) -> list[object]:
    """A row of klines as the exchange sends it."""
    prices = ["87650.1", "87701.0", "87610.1", close]
    return [opened, *prices, "132.417", opened + 59_999, "11609872.44", 3120, "70.002", "6137711.90", "0"]


def order(parameters: dict[str, str]) -> dict[str, object]:
    """A new order as the exchange answers it."""
    return {
        "orderId": 283194212001,
        "symbol": parameters["symbol"],
        "status": "NEW",
        "clientOrderId": parameters["newClientOrderId"],
        "price": parameters["price"],
        "origQty": parameters["quantity"],
        "executedQty": "0",
        "cumQty": "0",
        "timeInForce": parameters["timeInForce"],
        "type": parameters["type"],
        "origType": parameters["type"],
        "side": parameters["side"],
        "positionSide": "BOTH",
        "reduceOnly": False,
        "closePosition": False,
        "stopPrice": "0",
        "workingType": "CONTRACT_PRICE",
        "priceProtect": False,
        "priceMatch": "NONE",
        "selfTradePreventionMode": "EXPIRE_MAKER",
        "goodTillDate": 0,
        "updateTime": NOW,
    }


@contextmanager
def stand_in() -> Generator[str]:
    """The base URL of a running stand-in."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def say(title: str, text: object) -> None:
    """One stop of the tour."""
    print(f"\n{title}\n  " + str(text).replace("\n", "\n  "))


def main() -> None:
    """Walks through it."""
    with stand_in() as url, UMFutures(KEY, SECRET, base_url=url) as client:
        say("The exchange's clock, typed", repr(client.time()))

        closes = [kline.close for kline in client.klines("BTCUSDT", "1m", limit=3)]
        say("Three closes, exact", closes)

        try:
            client.new_order(**MALFORMED)
        except ParameterError as error:
            say("A malformed order is refused before anything is sent", error)

        try:
            client.new_order("BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity=0.002, price="59808.03")
        except ClientError as error:
            say(f"One off the tick is refused by the exchange: {type(error).__name__}", error)

        placed = client.new_order("BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity=0.002, price=59808)
        say(
            "An order placed",
            f"orderId={placed.orderId} status={placed.status} price={placed.price} {placed.clientOrderId=}",
        )

        try:
            client.new_order("BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity=13, price=59808)
        except ExecutionUnknownError as error:
            say("503 “unknown”: the order may be live, and is not sent twice", error)

        request = models.um.NewOrder("BTCUSDT", "BUY", "LIMIT", timeInForce="GTX", quantity="0.001", price="87000.0")
        response = client.with_response.send(request)
        say("The same from a request object, with what the answer told of the limits", response.limit_usage)

        say("Every endpoint is a class", f"{len(UMFutures.endpoints())} of them; new_order takes\n{request!r}")


if __name__ == "__main__":
    main()
