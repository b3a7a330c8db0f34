"""How soon your positions would be deleveraged: 0 last, 4 first (GET /fapi/v1/adlQuantile)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002")
    for row in client.adl_quantile("BTCUSDT"):
        print(row.symbol, row.adlQuantile)
    client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True)
