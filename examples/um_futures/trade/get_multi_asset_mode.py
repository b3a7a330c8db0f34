"""Whether all assets are margin for all contracts (GET /fapi/v1/multiAssetsMargin)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    print("multi-assets mode" if client.get_multi_asset_mode().multiAssetsMargin else "single-asset mode")
