"""Whether long and short positions are held apart (GET /fapi/v1/positionSide/dual)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    print("hedge mode" if client.get_position_mode().dualSidePosition else "one-way mode")
