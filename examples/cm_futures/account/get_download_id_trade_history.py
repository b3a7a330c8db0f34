"""Order a file of all own trades of a time (GET /dapi/v1/trade/asyn)."""

from datetime import UTC, datetime, timedelta

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    now = datetime.now(UTC)
    download = client.get_download_id_trade_history(now - timedelta(days=365), now)  # 8 a month only
    print(download.downloadId, "usually ready within", download.avgCostTimestampOfLast30d, "ms")
