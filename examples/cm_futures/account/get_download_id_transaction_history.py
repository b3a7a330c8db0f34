"""Order a file of all that changed the balance (GET /dapi/v1/income/asyn)."""

from datetime import UTC, datetime, timedelta

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    now = datetime.now(UTC)
    download = client.get_download_id_transaction_history(now - timedelta(days=30), now)  # a few a month only
    print(download.downloadId, "usually ready within", download.avgCostTimestampOfLast30d, "ms")
