"""Your trades of a contract, with fees and profit (GET /fapi/v1/userTrades)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002")
    client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True)
    for trade in client.get_account_trades("BTCUSDT", limit=5):
        print(trade.id, trade.side, trade.qty, trade.price, trade.realizedPnl, trade.commission, trade.commissionAsset)
