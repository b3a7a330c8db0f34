"""Orders in any state, open and ended (GET /dapi/v1/allOrders)."""

from datetime import UTC, datetime, timedelta

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    price = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    placed = client.new_order("BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price=price)
    client.cancel_order("BTCUSD_PERP", orderId=placed.orderId)
    for order in client.get_all_orders(pair="BTCUSD", startTime=datetime.now(UTC) - timedelta(days=1), limit=10):
        print(order.time, order.symbol, order.side, order.type, order.status, order.executedQty, "of", order.origQty)
