"""What composite index contracts are made of (GET /fapi/v1/indexInfo)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    found = client.index_info()
    for index in found:
        print(index.symbol, [(part.baseAsset, part.weightInPercentage) for part in index.baseAssetList])
    print(len(found), "composite indexes")
