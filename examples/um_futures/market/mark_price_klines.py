"""Candlesticks of the mark price, by which positions are liquidated (GET /fapi/v1/markPriceKlines)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for kline in client.mark_price_klines("BTCUSDT", "5m", limit=3):
        print(kline.openTime, kline.open, kline.close)
