"""Your liquidations (GET /fapi/v1/forceOrders)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    forced = client.force_orders("BTCUSDT", limit=5)
    for order in forced:
        print(order.time, order.side, order.executedQty, order.avgPrice)
    print(len(forced), "liquidations")
