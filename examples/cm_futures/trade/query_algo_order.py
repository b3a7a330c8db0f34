"""How a conditional order is doing, and which order it became (GET /dapi/v1/algoOrder)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    trigger = round(client.book_ticker("BTCUSD_PERP")[0].askPrice * 105 / 100)
    placed = client.new_algo_order(
        "CONDITIONAL", "BTCUSD_PERP", "BUY", "STOP", quantity=1, price=trigger, triggerPrice=trigger
    )
    client.cancel_algo_order(placed.algoId)
    order = client.query_algo_order(placed.algoId)
    print(order.algoStatus, "trigger", order.triggerPrice, "limit", order.price, "order", order.actualOrderId)
