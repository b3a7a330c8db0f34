"""What the account holds of each coin (GET /dapi/v1/balance)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for wallet in client.balance():
        print(wallet.asset, wallet.balance, "free as margin", wallet.availableBalance)
        print(f"  unrealised profit {wallet.crossUnPnl:f}, can be transferred out: {wallet.withdrawAvailable}")
