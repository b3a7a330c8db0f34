"""Order a file of all orders of a time (GET /dapi/v1/order/asyn)."""

from datetime import UTC, datetime, timedelta

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    now = datetime.now(UTC)
    download = client.get_download_id_order_history(now - timedelta(days=90), now)  # 8 a month only
    print(download.downloadId, "usually ready within", download.avgCostTimestampOfLast30d, "ms")
