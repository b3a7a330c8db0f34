"""What was added to the margin of isolated positions and taken out (GET /dapi/v1/positionMargin/history)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    client.change_margin_type("ETHUSD_PERP", "ISOLATED")
    client.new_order("ETHUSD_PERP", "BUY", "MARKET", quantity=1)  # a contract of 10 USD
    client.modify_isolated_position_margin("ETHUSD_PERP", "0.001", 1)
    client.new_order("ETHUSD_PERP", "SELL", "MARKET", quantity=1, reduceOnly=True)
    client.change_margin_type("ETHUSD_PERP", "CROSSED")
    for change in client.get_position_margin_history("ETHUSD_PERP", limit=10):
        print(change.time, "added" if change.type == 1 else "took out", change.amount, change.asset)
