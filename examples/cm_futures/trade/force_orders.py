"""Orders by which the exchange liquidated or reduced own positions (GET /dapi/v1/forceOrders)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    forced = client.force_orders("BTCUSD_PERP", limit=10)  # autoCloseType="LIQUIDATION" or "ADL" for one kind
    print(len(forced), "in the last 90 days")
    for order in forced:
        print(order.time, order.side, order.executedQty, "contracts at", order.avgPrice, "worth", order.cumBase)
