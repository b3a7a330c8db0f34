"""Whether an installed wheel works: run by `make package` outside of the checkout, with the extra as argument."""

import asyncio
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import binance_futures
from binance_futures import AsyncUMFutures, CMFutures, TransportError, UMFutures, UMStreams

EXTRAS = {
    "": (),
    "[aiohttp]": ("aiohttp",),
    "[paper]": ("aiohttp", "rich", "sortedcontainers"),
    "[parquet]": ("pyarrow",),
    "[socks]": ("python_socks",),
}


async def call() -> None:
    """A call that goes nowhere, by the transport that the extra brings."""
    async with AsyncUMFutures(base_url="http://127.0.0.1:9", retries=0) as client:
        try:
            await client.time()
        except TransportError:
            return
    raise SystemExit("a call to a closed port succeeded")


home = Path(binance_futures.__file__).parent
assert "site-packages" in home.parts, home
assert (home / "py.typed").exists()
assert binance_futures.__version__ == version("binance-futures-sdk")
with UMFutures() as um, CMFutures() as cm:
    assert um.klines.__doc__ != cm.klines.__doc__
UMStreams().stop()
asyncio.run(call())
extra = sys.argv[1]
brought = {name for names in EXTRAS.values() for name in names if find_spec(name)}
assert brought == {*EXTRAS[extra]}, brought
if extra == "[paper]":
    from binance_futures.paper import PaperExchange

    with PaperExchange(seed=7) as exchange, exchange.um_client() as trader:
        assert trader.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002").orderId
print(f"installed and used, {extra or 'no extra'}: {home.name} {binance_futures.__version__}")
