"""Rates by which margin assets count in multi-assets mode (GET /fapi/v1/assetIndex)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    one = client.asset_index("BTCUSD")
    print(one.symbol, one.index, one.bidRate, one.askRate)
    for each in client.asset_index():
        print(each.symbol, each.index)
