"""All conditional orders of a contract: waiting, triggered, cancelled (GET /fapi/v1/allAlgoOrders)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.mark_price("BTCUSDT").markPrice * 110 / 100)  # far above the market: it waits, then buys
    stop = client.new_algo_order(
        "CONDITIONAL", "BTCUSDT", "BUY", "STOP_MARKET", quantity="0.002", triggerPrice=price, workingType="MARK_PRICE"
    )
    client.cancel_algo_order(algoId=stop.algoId)
    for algo in client.get_all_algo_orders("BTCUSDT", limit=5):
        print(algo.algoId, algo.orderType, algo.algoStatus, algo.createTime)
