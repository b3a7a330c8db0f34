"""Conditional orders that wait for their trigger (GET /dapi/v1/openAlgoOrders)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    activation = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    placed = client.new_algo_order(
        "CONDITIONAL",
        "BTCUSD_PERP",
        "BUY",
        "TRAILING_STOP_MARKET",
        quantity=1,
        activatePrice=activation,
        callbackRate=1,  # percent above the lowest price from then on
    )
    for order in client.get_open_algo_orders(symbol="BTCUSD_PERP"):
        print(order.algoId, order.symbol, order.orderType, order.side, order.quantity, order.algoStatus)
    client.cancel_algo_order(placed.algoId)
