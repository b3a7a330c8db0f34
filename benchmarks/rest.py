"""Client CPU time a REST call, side by side with bare httpx, bare aiohttp, the old connector and the official SDK.

python benchmarks/rest.py            all
python benchmarks/rest.py sync       one part: sync, async, signing, startup
"""

import asyncio
import contextlib
import gc
import hashlib
import hmac
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import httpx
import server

from binance_futures import AsyncUMFutures, UMFutures
from binance_futures._httpcore import AsyncHttpcoreTransport

KEY, SECRET = "k" * 64, "s" * 64
PLACE = {"symbol": "BTCUSDT", "side": "SELL", "type": "LIMIT", "timeInForce": "GTC", "quantity": 0.002, "price": 59808}
COUNTS = {"time": 1500, "new_order": 1500, "account": 1000, "klines": 60, "exchange_info": 30}
ROUNDS = 5


def signed(parameters: dict[str, Any]) -> str:
    query = urlencode(parameters | {"timestamp": int(time.time() * 1000)})
    return f"{query}&signature={hmac.new(SECRET.encode(), query.encode(), hashlib.sha256).hexdigest()}"


def best(calls: dict[str, Callable[[], object]], count: int) -> dict[str, float]:
    """CPU µs a call, the best of several rounds in which the contestants take turns."""
    taken = dict.fromkeys(calls, float("inf"))
    for call in calls.values():
        for _ in range(max(3, count // 10)):
            call()
    # What is loaded by now, above all the official SDK's thousands of classes, is not walked by later collections.
    gc.collect()
    gc.freeze()
    for _ in range(ROUNDS):
        for name, call in calls.items():
            started = time.process_time()
            for _ in range(count):
                call()
            taken[name] = min(taken[name], (time.process_time() - started) / count * 1e6)
    return taken


def show(title: str, taken: dict[str, float], against: dict[str, float | None]) -> None:
    ours = taken["binance_futures"]
    print(f"\n{title}")
    for name, value in taken.items():
        ratio = "" if name == "binance_futures" else f"   ratio {ours / value:5.2f}"
        target = against.get(name)
        verdict = "" if target is None else f"   target {target:.2f} {'met' if ours / value <= target else 'MISSED'}"
        print(f"  {name:22s} {value:9.1f} µs{ratio}{verdict}")


def sync_part(url: str) -> None:
    client = UMFutures(KEY, SECRET, base_url=url)
    bare = httpx.Client(base_url=url, headers={"X-MBX-APIKEY": KEY})
    calls: dict[str, dict[str, Callable[[], object]]] = {
        "time": {"binance_futures": client.time, "httpx": lambda: bare.get("/fapi/v1/time").json()},
        "new_order": {
            "binance_futures": lambda: client.new_order(
                "BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity=0.002, price=59808
            ),
            "httpx": lambda: bare.post(f"/fapi/v1/order?{signed(PLACE)}").json(),
        },
        "account": {
            "binance_futures": client.account,
            "httpx": lambda: bare.get(f"/fapi/v3/account?{signed({})}").json(),
        },
        "klines": {
            "binance_futures": lambda: client.klines("BTCUSDT", "1m", limit=1500),
            "httpx": lambda: bare.get(
                "/fapi/v1/klines", params={"symbol": "BTCUSDT", "interval": "1m", "limit": 1500}
            ).json(),
        },
        "exchange_info": {
            "binance_futures": client.exchange_info,
            "httpx": lambda: bare.get("/fapi/v1/exchangeInfo").json(),
        },
    }
    if importlib.util.find_spec("binance"):
        from binance.um_futures import UMFutures as OldUMFutures

        old = OldUMFutures(key=KEY, secret=SECRET, base_url=url)
        calls["time"]["old connector"] = old.time
        calls["new_order"]["old connector"] = lambda: old.new_order(**PLACE)
        calls["account"]["old connector"] = old.account
        calls["klines"]["old connector"] = lambda: old.klines("BTCUSDT", "1m", limit=1500)
        calls["exchange_info"]["old connector"] = old.exchange_info
    if importlib.util.find_spec("binance_sdk_derivatives_trading_usds_futures"):
        for name, call in official(url).items():
            calls[name]["official SDK"] = call
    targets: dict[str, dict[str, float | None]] = {
        "klines": {"httpx": 1.8},
        "exchange_info": {"httpx": 2.5},
    }
    small: dict[str, float | None] = {"httpx": 0.75, "old connector": 0.5, "official SDK": 0.5}
    for name, contestants in calls.items():
        show(f"sync {name}", best(contestants, COUNTS[name]), targets.get(name, small))
    client.close()
    bare.close()


def official(url: str) -> dict[str, Callable[[], object]]:
    from binance_common.configuration import ConfigurationRestAPI
    from binance_sdk_derivatives_trading_usds_futures.derivatives_trading_usds_futures import (
        DerivativesTradingUsdsFutures,
    )

    api = DerivativesTradingUsdsFutures(
        config_rest_api=ConfigurationRestAPI(api_key=KEY, api_secret=SECRET, base_path=url)
    ).rest_api
    place: dict[str, Any] = {"symbol": "BTCUSDT", "side": "SELL", "type": "LIMIT"}
    more: dict[str, Any] = {"time_in_force": "GTC", "quantity": 0.002, "price": 59808}
    return {
        "time": lambda: api.check_server_time().data(),
        "new_order": lambda: api.new_order(**place, **more).data(),
        "account": lambda: api.account_information_v3().data(),
        "klines": lambda: api.kline_candlestick_data(symbol="BTCUSDT", interval="1m", limit=1500).data(),
        "exchange_info": lambda: api.exchange_information().data(),
    }


async def best_async(calls: dict[str, Callable[[], Awaitable[object]]], count: int, flight: int) -> dict[str, float]:
    taken = dict.fromkeys(calls, float("inf"))

    async def worker(call: Callable[[], Awaitable[object]], turns: int) -> None:
        for _ in range(turns):
            await call()

    for _ in range(ROUNDS + 1):
        for name, call in calls.items():
            started = time.process_time()
            await asyncio.gather(*[worker(call, count // flight) for _ in range(flight)])
            taken[name] = min(taken[name], (time.process_time() - started) / count * 1e6)
    return taken


async def async_part(url: str) -> None:
    async with contextlib.AsyncExitStack() as stack:
        plain = AsyncUMFutures(KEY, SECRET, base_url=url)
        plain._transport = AsyncHttpcoreTransport(plain._origin)
        await stack.enter_async_context(plain)
        bare = await stack.enter_async_context(httpx.AsyncClient(base_url=url, headers={"X-MBX-APIKEY": KEY}))

        async def bare_order() -> object:
            return (await bare.post(f"/fapi/v1/order?{signed(PLACE)}")).json()

        def ours(client: AsyncUMFutures) -> Callable[[], Awaitable[object]]:
            return lambda: client.new_order("BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity=0.002, price=59808)

        for flight in (1, 50):
            taken = await best_async({"binance_futures": ours(plain), "httpx": bare_order}, 500, flight)
            show(f"async new_order on httpcore, {flight} in flight", taken, {"httpx": 0.75})
        if importlib.util.find_spec("aiohttp"):
            import aiohttp

            fast = await stack.enter_async_context(AsyncUMFutures(KEY, SECRET, base_url=url))
            session = await stack.enter_async_context(aiohttp.ClientSession(headers={"X-MBX-APIKEY": KEY}))

            async def bare_aiohttp() -> object:
                async with session.post(f"{url}/fapi/v1/order?{signed(PLACE)}") as response:
                    return json.loads(await response.read())

            for flight in (1, 50):
                taken = await best_async({"binance_futures": ours(fast), "aiohttp": bare_aiohttp}, 1500, flight)
                show(f"async new_order on aiohttp, {flight} in flight", taken, {"aiohttp": 1.5})


def signing_part() -> None:
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

    from binance_futures._signing import hmac_signer, private_key_signer

    def pem(key: Any) -> bytes:
        return key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    payload = urlencode(PLACE | {"timestamp": 1767225600000}).encode()
    rsa, ed25519 = generate_private_key(65537, 2048), Ed25519PrivateKey.generate()
    contestants: dict[str, tuple[Callable[[], object], Callable[[], object], int]] = {}
    secret, ours_hmac = SECRET.encode(), hmac_signer(SECRET)
    ours_rsa, ours_ed = private_key_signer(pem(rsa)), private_key_signer(pem(ed25519))
    contestants["HMAC"] = (
        lambda: ours_hmac.sign(payload),
        lambda: hmac.new(secret, payload, hashlib.sha256).hexdigest(),
        20000,
    )
    pkcs, sha = padding.PKCS1v15(), hashes.SHA256()
    contestants["RSA"] = (lambda: ours_rsa.sign(payload), lambda: rsa.sign(payload, pkcs, sha), 300)
    contestants["Ed25519"] = (lambda: ours_ed.sign(payload), lambda: ed25519.sign(payload), 3000)
    for name, (ours, bare, count) in contestants.items():
        show(f"signing {name}", best({"binance_futures": ours, "bare": bare}, count), {"bare": 1.3})


def startup_part() -> None:
    def seconds(code: str) -> float:
        return min(_seconds(code) for _ in range(7))

    def _seconds(code: str) -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - started

    ours = "import binance_futures; binance_futures.UMFutures()"
    taken = {
        "binance_futures": seconds(ours) * 1e6,
        "httpx+pydantic+websockets": seconds("import httpx, pydantic, websockets") * 1e6,
    }
    show("import and first client, whole process", taken, {"httpx+pydantic+websockets": 1.6})


def main() -> None:
    parts = sys.argv[1:] or ["sync", "async", "signing", "startup"]
    with server.running() as url:
        if "sync" in parts:
            sync_part(url)
        if "async" in parts:
            asyncio.run(async_part(url))
    if "signing" in parts:
        signing_part()
    if "startup" in parts:
        startup_part()


if __name__ == "__main__":
    main()
