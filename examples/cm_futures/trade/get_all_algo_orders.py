"""Conditional orders in any state, waiting and ended (GET /dapi/v1/allAlgoOrders)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    trigger = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    placed = client.new_algo_order(
        "CONDITIONAL", "BTCUSD_PERP", "BUY", "TAKE_PROFIT_MARKET", quantity=1, triggerPrice=trigger
    )
    client.cancel_algo_order(placed.algoId)
    for order in client.get_all_algo_orders("BTCUSD_PERP", limit=10):
        print(order.createTime, order.orderType, order.side, order.algoStatus, order.triggerPrice)
