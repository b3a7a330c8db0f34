"""The account as a whole: margin, assets, positions (GET /fapi/v3/account)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    account = client.account()
    print(account.totalMarginBalance, "of which free", account.availableBalance)
    for asset in account.assets:
        print(asset.asset, asset.walletBalance, asset.unrealizedProfit)
    print(len(account.positions), "positions")
