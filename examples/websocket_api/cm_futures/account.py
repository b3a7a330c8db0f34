"""Coins and positions over the socket."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_ws_api() as api:
    for wallet in api.balance():
        print(wallet.asset, wallet.balance, "free as margin", wallet.availableBalance)
    print("can trade:", api.account().canTrade)
    for position in api.get_position_risk(pair="BTCUSD"):
        print(position.symbol, position.positionAmt, f"contracts, {position.leverage}x", position.marginType)
