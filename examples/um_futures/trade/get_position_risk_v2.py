"""Positions by the older route, with leverage and margin type; of every contract (GET /fapi/v2/positionRisk)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002")
    for position in client.get_position_risk_v2("BTCUSDT"):
        print(position.symbol, position.positionAmt, position.leverage, position.marginType)
    client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True)
