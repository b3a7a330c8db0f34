"""Isolated margin, which only the margin of the position stands for, or crossed (POST /fapi/v1/marginType)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    # refused while there is a position or an open order
    print(client.change_margin_type("BTCUSDT", "ISOLATED").msg)
    client.change_margin_type("BTCUSDT", "CROSSED")
