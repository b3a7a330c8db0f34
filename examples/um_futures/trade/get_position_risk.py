"""Positions, with their prices of entry and liquidation (GET /fapi/v3/positionRisk)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002")
    for position in client.get_position_risk():
        print(position.symbol, position.positionAmt, "from", position.entryPrice)
        print(position.unRealizedProfit, position.liquidationPrice)
    client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True)
