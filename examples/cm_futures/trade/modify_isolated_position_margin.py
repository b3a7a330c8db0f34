"""Add margin to an isolated position, or take some out (POST /dapi/v1/positionMargin)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    client.change_margin_type("ETHUSD_PERP", "ISOLATED")
    client.new_order("ETHUSD_PERP", "BUY", "MARKET", quantity=1)  # a contract of 10 USD
    added = client.modify_isolated_position_margin("ETHUSD_PERP", "0.001", 1)
    taken = client.modify_isolated_position_margin("ETHUSD_PERP", "0.0005", 2)
    print("added", added.amount, "ETH, took", taken.amount, "ETH out")
    client.new_order("ETHUSD_PERP", "SELL", "MARKET", quantity=1, reduceOnly=True)
    client.change_margin_type("ETHUSD_PERP", "CROSSED")
