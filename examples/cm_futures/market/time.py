"""The exchange's clock (GET /dapi/v1/time)."""

from datetime import UTC, datetime

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    print(datetime.fromtimestamp(client.time().serverTime / 1000, UTC))
    print("our clock is off by", client.sync_time(), "ms: sync_time corrects the times of all later calls")
