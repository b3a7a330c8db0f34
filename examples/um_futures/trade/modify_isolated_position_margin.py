"""Add margin to an isolated position, or take some away (POST /fapi/v1/positionMargin)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    client.change_margin_type("BTCUSDT", "ISOLATED")  # refused while there is a position or an open order
    client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002")
    added = client.modify_isolated_position_margin("BTCUSDT", 20, 1)  # 1 adds, 2 takes away
    print(added.amount, client.get_position_risk("BTCUSDT")[0].isolatedWallet)
    client.modify_isolated_position_margin("BTCUSDT", 10, 2)
    client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True)
    client.change_margin_type("BTCUSDT", "CROSSED")
