"""Switch between hedge mode and one-way mode (POST /dapi/v1/positionSide/dual)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    hedge = client.get_position_mode().dualSidePosition
    # Holds for USDⓈ-M too; refused while there are open orders or positions on either.
    print(client.change_position_mode(not hedge).msg)
    client.change_position_mode(hedge)
