"""How soon own positions would be reduced to cover losses of others (GET /dapi/v1/adlQuantile)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    client.new_order("BTCUSD_PERP", "BUY", "MARKET", quantity=1)  # a contract of 100 USD
    for queue in client.adl_quantile("BTCUSD_PERP"):  # updated every 30 s
        print(queue.symbol, "from 0 (last) to 4 (first):", queue.adlQuantile.BOTH)  # LONG and SHORT in hedge mode
    client.new_order("BTCUSD_PERP", "SELL", "MARKET", quantity=1, reduceOnly=True)
