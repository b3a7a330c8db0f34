"""What the account has of each asset (GET /fapi/v3/balance)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for balance in client.balance():
        if balance.balance:
            print(balance.asset, balance.balance, "of which free", balance.availableBalance)
