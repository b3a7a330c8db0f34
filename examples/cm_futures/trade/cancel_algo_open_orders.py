"""Cancel all conditional orders of a contract (DELETE /dapi/v1/algoOpenOrders)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    trigger = round(client.book_ticker("BTCUSD_PERP")[0].askPrice * 105 / 100)
    client.new_algo_order("CONDITIONAL", "BTCUSD_PERP", "BUY", "STOP_MARKET", quantity=1, triggerPrice=trigger)
    print(client.cancel_algo_open_orders("BTCUSD_PERP").msg)  # plain orders: cancel_open_orders
    print(len(client.get_open_algo_orders(symbol="BTCUSD_PERP")), "left")
