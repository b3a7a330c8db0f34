"""Own trades, with fees and profit in coins (GET /dapi/v1/userTrades)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    client.new_order("BTCUSD_PERP", "BUY", "MARKET", quantity=1)  # a contract of 100 USD
    closing = client.new_order("BTCUSD_PERP", "SELL", "MARKET", quantity=1, reduceOnly=True)
    for trade in client.get_account_trades("BTCUSD_PERP", orderId=closing.orderId):  # or pair="BTCUSD"
        print(trade.side, trade.qty, "contracts at", trade.price, "worth", trade.baseQty, trade.marginAsset)
        print(f"  profit {trade.realizedPnl:f}, fee {trade.commission:f} {trade.commissionAsset}")
