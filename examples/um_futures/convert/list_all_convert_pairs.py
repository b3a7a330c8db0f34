"""Assets that can be converted into each other (GET /fapi/v1/convert/exchangeInfo)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for pair in client.list_all_convert_pairs(fromAsset="USDT"):
        print(pair.fromAsset, pair.toAsset, pair.fromAssetMinAmount, "to", pair.fromAssetMaxAmount)
