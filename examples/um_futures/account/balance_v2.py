"""What the account has, by the older route (GET /fapi/v2/balance)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for balance in client.balance_v2():
        if balance.balance:
            print(balance.asset, balance.balance, "of which free", balance.availableBalance)
