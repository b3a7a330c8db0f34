"""The insurance fund behind a contract, or behind all (GET /fapi/v1/insuranceBalance)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    fund = client.insurance_balance("BTCUSDT")
    print(fund.symbols, [(asset.asset, asset.marginBalance) for asset in fund.assets])
    print(len(client.insurance_balance()), "funds")
