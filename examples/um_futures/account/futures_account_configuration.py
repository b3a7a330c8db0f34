"""Settings of the account (GET /fapi/v1/accountConfig)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    config = client.futures_account_configuration()
    print("hedge mode:", config.dualSidePosition, "multi-assets mode:", config.multiAssetsMargin)
