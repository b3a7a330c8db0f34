"""Buy when the price breaks out upwards, by a conditional order (POST /dapi/v1/algoOrder)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    trigger = round(client.book_ticker("BTCUSD_PERP")[0].askPrice * 105 / 100)
    order = client.new_algo_order(
        "CONDITIONAL", "BTCUSD_PERP", "BUY", "STOP_MARKET", quantity=1, triggerPrice=trigger, workingType="MARK_PRICE"
    )
    print(order.algoId, order.algoStatus, order.orderType, "at", order.triggerPrice, "of", order.workingType)
    client.cancel_algo_order(order.algoId)
