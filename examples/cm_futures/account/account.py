"""Coins, margins and positions of the account (GET /dapi/v1/account)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    account = client.account()
    for asset in account.assets:
        print(asset.asset, f"{asset.marginBalance:f}, in use as margin {asset.initialMargin:f}")
    for position in account.positions:
        print(position.symbol, position.positionAmt, f"contracts, profit {position.unrealizedProfit:f}")
