"""Where the file of all that changed the balance is (GET /dapi/v1/income/asyn/id)."""

from datetime import UTC, datetime, timedelta

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    now = datetime.now(UTC)
    download = client.get_download_id_transaction_history(now - timedelta(days=30), now)
    link = client.get_download_link_transaction_history(download.downloadId)
    print(link.status, link.url or "- ask again later")
