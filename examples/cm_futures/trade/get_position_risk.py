"""Positions, with leverage, margin type and liquidation price (GET /dapi/v1/positionRisk)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    client.new_order("BTCUSD_PERP", "SELL", "MARKET", quantity=1)  # a contract of 100 USD
    for held in client.get_position_risk(pair="BTCUSD"):
        print(held.symbol, held.marginType, f"{held.leverage}x", held.positionAmt, "contracts from", held.entryPrice)
        print(f"  profit {held.unRealizedProfit:f} BTC, liquidated at", held.liquidationPrice)  # 0: never
    client.new_order("BTCUSD_PERP", "BUY", "MARKET", quantity=1, reduceOnly=True)
