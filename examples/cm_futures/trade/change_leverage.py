"""Set the leverage of a contract (POST /dapi/v1/leverage)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    before = next(held.leverage for held in client.get_position_risk(pair="BTCUSD") if held.symbol == "BTCUSD_PERP")
    leverage = client.change_leverage("BTCUSD_PERP", 10)
    print(leverage.symbol, f"{before}x is now {leverage.leverage}x, for up to", leverage.maxQty, "BTC")
    client.change_leverage("BTCUSD_PERP", before)
