"""Whether all assets are margin for all contracts (POST /fapi/v1/multiAssetsMargin)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    before = client.get_multi_asset_mode().multiAssetsMargin
    # refused while there is an isolated contract or an open order
    print(client.change_multi_asset_mode(multiAssetsMargin=not before).msg)
    print("multi-assets mode:", client.get_multi_asset_mode().multiAssetsMargin)
    client.change_multi_asset_mode(multiAssetsMargin=before)
