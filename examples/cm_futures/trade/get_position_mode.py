"""Whether a contract may be held long and short at once (GET /dapi/v1/positionSide/dual)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    print("hedge mode" if client.get_position_mode().dualSidePosition else "one-way mode")
