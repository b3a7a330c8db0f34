"""The account by the older route, with settings and every contract (GET /fapi/v2/account)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    account = client.account_v2()
    print("fee tier", account.feeTier, "may trade:", account.canTrade)
    print([position.symbol for position in account.positions if position.positionAmt])
