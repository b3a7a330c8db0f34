"""Whether the exchange answers (GET /dapi/v1/ping)."""

from time import perf_counter

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    start = perf_counter()
    client.ping()
    print(f"there and back in {(perf_counter() - start) * 1000:.1f} ms")
