"""How the margin of isolated positions was changed (GET /fapi/v1/positionMargin/history)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    client.change_margin_type("BTCUSDT", "ISOLATED")  # refused while there is a position or an open order
    client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002")
    client.modify_isolated_position_margin("BTCUSDT", 20, 1)
    for change in client.get_position_margin_history("BTCUSDT"):
        print(change.time, change.type, change.amount, change.asset)
    client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True)
    client.change_margin_type("BTCUSDT", "CROSSED")
