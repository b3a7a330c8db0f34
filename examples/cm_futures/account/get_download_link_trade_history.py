"""Where the file of own trades is (GET /dapi/v1/trade/asyn/id)."""

from datetime import UTC, datetime, timedelta

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    now = datetime.now(UTC)
    download = client.get_download_id_trade_history(now - timedelta(days=365), now)
    link = client.get_download_link_trade_history(download.downloadId)
    print(link.status, link.url or "- ask again later")
