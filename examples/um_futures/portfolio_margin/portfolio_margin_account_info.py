"""How much of an asset a portfolio margin account may withdraw (GET /fapi/v1/pmAccountInfo)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    account = client.portfolio_margin_account_info("USDT")
    print(account.asset, account.maxWithdrawAmount, account.maxWithdrawAmountUSD)
