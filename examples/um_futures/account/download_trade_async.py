"""Ask for a file of your trades; one after some time, a few times a month (GET /fapi/v1/trade/asyn)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    now = client.time().serverTime
    asked = client.download_trade_async(now - 7 * 24 * 3_600_000, now)
    print(asked.downloadId)
