"""Whether the file of your trades is ready, and where (GET /fapi/v1/trade/asyn/id)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    now = client.time().serverTime
    asked = client.download_trade_async(now - 24 * 3_600_000, now)
    link = client.async_download_trade_id(asked.downloadId)
    print(link.status, link.url)  # processing, then completed with the address of the file
