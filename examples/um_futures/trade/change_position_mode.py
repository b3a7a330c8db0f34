"""Hedge mode, with a long and a short position of each contract, or one-way mode (POST /fapi/v1/positionSide/dual)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    before = client.get_position_mode().dualSidePosition
    # refused while there is a position or an open order, of COIN-M too
    print(client.change_position_mode(dualSidePosition=not before).msg)
    print("hedge mode:", client.get_position_mode().dualSidePosition)
    client.change_position_mode(dualSidePosition=before)
