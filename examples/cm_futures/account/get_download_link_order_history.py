"""Where the file of orders is (GET /dapi/v1/order/asyn/id)."""

from datetime import UTC, datetime, timedelta

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    now = datetime.now(UTC)
    download = client.get_download_id_order_history(now - timedelta(days=90), now)
    link = client.get_download_link_order_history(download.downloadId)
    print(link.status, link.url or "- ask again later")
