"""What a portfolio margin account can transfer out (GET /dapi/v1/pmAccountInfo)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    account = client.portfolio_margin_account_info("BTC")
    print(account.maxWithdrawAmount, account.asset, "of", account.maxWithdrawAmountUSD, "USD in all")
