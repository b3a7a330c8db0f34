"""A minimal loopback exchange in its own process: answers by path from ready-made bytes."""

import asyncio
import json
import multiprocessing
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

ORDER = {
    "clientOrderId": "8f0b1d2c3e4f5a6b7c8d9e0f1a2b3c4d",
    "cumQty": "0.000",
    "executedQty": "0.000",
    "orderId": 283194212001,
    "origQty": "0.002",
    "price": "59808.00",
    "reduceOnly": False,
    "side": "SELL",
    "positionSide": "BOTH",
    "status": "NEW",
    "stopPrice": "0.00",
    "closePosition": False,
    "symbol": "BTCUSDT",
    "timeInForce": "GTC",
    "type": "LIMIT",
    "origType": "LIMIT",
    "updateTime": 1767225600123,
    "workingType": "CONTRACT_PRICE",
    "priceProtect": False,
    "priceMatch": "NONE",
    "selfTradePreventionMode": "EXPIRE_MAKER",
    "goodTillDate": 0,
}


def klines(count: int = 1500) -> list[list[Any]]:
    start, price = 1767225600000, Decimal("87654.30")
    rows: list[list[Any]] = []
    for index in range(count):
        opened = start + index * 60_000
        prices = [str(price + index + step) for step in range(4)]
        volumes = [f"{100 + index % 700}.{index:03d}", f"{1_000_000 + index}.{index:05d}"]
        rows.append([opened, *prices, volumes[0], opened + 59_999, volumes[1], 900 + index, *volumes, "0"])
    return rows


def exchange_info(count: int = 500) -> dict[str, Any]:
    def symbol(index: int) -> dict[str, Any]:
        base = f"COIN{index}"
        return {
            "symbol": f"{base}USDT",
            "pair": f"{base}USDT",
            "contractType": "PERPETUAL",
            "deliveryDate": 4133404800000,
            "onboardDate": 1569398400000,
            "status": "TRADING",
            "maintMarginPercent": "2.5000",
            "requiredMarginPercent": "5.0000",
            "baseAsset": base,
            "quoteAsset": "USDT",
            "marginAsset": "USDT",
            "pricePrecision": 2,
            "quantityPrecision": 3,
            "baseAssetPrecision": 8,
            "quotePrecision": 8,
            "underlyingType": "COIN",
            "underlyingSubType": ["Layer-1"],
            "settlePlan": 0,
            "triggerProtect": "0.0500",
            "liquidationFee": "0.012500",
            "marketTakeBound": "0.05",
            "maxMoveOrderLimit": 10000,
            "filters": [
                {"filterType": "PRICE_FILTER", "minPrice": "0.10", "maxPrice": "4529764", "tickSize": "0.10"},
                {"filterType": "LOT_SIZE", "minQty": "0.001", "maxQty": "1000", "stepSize": "0.001"},
                {"filterType": "MARKET_LOT_SIZE", "minQty": "0.001", "maxQty": "120", "stepSize": "0.001"},
                {"filterType": "MAX_NUM_ORDERS", "limit": 200},
                {"filterType": "MIN_NOTIONAL", "notional": "50"},
                {
                    "filterType": "PERCENT_PRICE",
                    "multiplierUp": "1.0500",
                    "multiplierDown": "0.9500",
                    "multiplierDecimal": "4",
                },
                {"filterType": "POSITION_RISK_CONTROL", "positionControlSide": "NONE"},
            ],
            "orderTypes": ["LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET"],
            "timeInForce": ["GTC", "IOC", "FOK", "GTX", "GTD"],
        }

    return {
        "exchangeFilters": [],
        "rateLimits": [
            {"rateLimitType": "REQUEST_WEIGHT", "interval": "MINUTE", "intervalNum": 1, "limit": 2400},
            {"rateLimitType": "ORDERS", "interval": "MINUTE", "intervalNum": 1, "limit": 1200},
        ],
        "serverTime": 1767225600000,
        "timezone": "UTC",
        "futuresType": "U_MARGINED",
        "assets": [{"asset": "USDT", "marginAvailable": True, "autoAssetExchange": "-10000"}],
        "symbols": [symbol(index) for index in range(count)],
    }


def account() -> dict[str, Any]:
    money = {
        "initialMargin": "120.50000000",
        "maintMargin": "12.05000000",
        "positionInitialMargin": "100.25000000",
        "openOrderInitialMargin": "20.25000000",
    }
    totals = {f"total{name[0].upper()}{name[1:]}": value for name, value in money.items()}
    return totals | {
        "totalWalletBalance": "10345.11000000",
        "totalUnrealizedProfit": "-13.37000000",
        "totalMarginBalance": "10331.74000000",
        "totalCrossWalletBalance": "10345.11000000",
        "totalCrossUnPnl": "-13.37000000",
        "availableBalance": "10211.24000000",
        "maxWithdrawAmount": "10211.24000000",
        "assets": [
            money
            | {
                "asset": asset,
                "walletBalance": "5172.55000000",
                "unrealizedProfit": "0.00000000",
                "marginBalance": "5172.55000000",
                "crossWalletBalance": "5172.55000000",
                "crossUnPnl": "0.00000000",
                "availableBalance": "5105.62000000",
                "maxWithdrawAmount": "5105.62000000",
                "updateTime": 1767225600000,
            }
            for asset in ("USDT", "USDC")
        ],
        "positions": [
            {
                "symbol": symbol,
                "positionSide": "BOTH",
                "positionAmt": "0.100",
                "unrealizedProfit": "-13.37000000",
                "isolatedMargin": "0.00000000",
                "notional": "5980.80000000",
                "isolatedWallet": "0.00000000",
                "initialMargin": "100.25000000",
                "maintMargin": "12.05000000",
                "updateTime": 1767225600000,
            }
            for symbol in ("BTCUSDT", "ETHUSDT", "SOLUSDT")
        ],
    }


ANSWERS = {
    b"/fapi/v1/time": {"serverTime": 1767225600000},
    b"/fapi/v1/order": ORDER,
    b"/fapi/v1/klines": klines(),
    b"/fapi/v1/exchangeInfo": exchange_info(),
    b"/fapi/v3/account": account(),
}


def _http(body: bytes) -> bytes:
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=UTF-8\r\n"
        f"Content-Length: {len(body)}\r\nConnection: keep-alive\r\nServer: nginx\r\n"
        "Date: Thu, 01 Jan 2026 00:00:00 GMT\r\nx-mbx-used-weight-1m: 12\r\nx-mbx-order-count-10s: 1\r\n"
        "x-mbx-order-count-1m: 3\r\nx-response-time: 2ms\r\nVary: Accept-Encoding\r\n\r\n"
    )
    return head.encode() + body


class _Exchange(asyncio.Protocol):
    def __init__(self, answers: dict[bytes, bytes]) -> None:
        self.answers, self.received = answers, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, _, rest = self.received.partition(b"\r\n\r\n")
            marker = head.lower().find(b"content-length:")
            length = int(head[marker + 15 :].split(b"\r\n", 1)[0]) if marker >= 0 else 0
            if len(rest) < length:
                return
            self.received = rest[length:]
            path = head.split(b" ", 2)[1].partition(b"?")[0]
            self.transport.write(self.answers[path])


def _serve(listener: socket.socket) -> None:
    answers = {path: _http(json.dumps(answer).encode()) for path, answer in ANSWERS.items()}

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(lambda: _Exchange(answers), sock=listener)
        await server.serve_forever()

    asyncio.run(main())


@contextmanager
def running() -> Iterator[str]:
    """The base URL of a server in its own process."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(listener,), daemon=True)
        process.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            process.terminate()
            process.join()
