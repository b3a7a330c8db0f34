"""Cancel all open orders of a contract (DELETE /dapi/v1/allOpenOrders)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    price = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    client.new_order("BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price=price)
    print(client.cancel_open_orders("BTCUSD_PERP").msg)  # conditional orders: cancel_algo_open_orders
    print(len(client.get_orders("BTCUSD_PERP")), "left")
