"""Place a conditional order over the socket, and cancel it; what else there is about them is REST's."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_ws_api() as api:
    trigger = round(api.book_ticker("BTCUSDT").askPrice * 105 / 100)
    order = api.new_algo_order(
        "CONDITIONAL", "BTCUSDT", "BUY", "STOP_MARKET", quantity="0.002", triggerPrice=trigger, workingType="MARK_PRICE"
    )
    print(order.algoId, order.algoStatus, order.orderType, "at", order.triggerPrice)
    print(api.cancel_algo_order(order.algoId).msg)
