"""Guard a position: stop, take profit, trailing stop (POST /fapi/v1/algoOrder)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002")
    price = client.mark_price("BTCUSDT").markPrice
    low, high = round(price * 95 / 100), round(price * 110 / 100)

    # closes whatever is held when the mark price falls so far
    stop = client.new_algo_order(
        "CONDITIONAL", "BTCUSDT", "SELL", "STOP_MARKET", triggerPrice=low, closePosition=True, workingType="MARK_PRICE"
    )
    # becomes a limit order when the last price rises so far
    profit = client.new_algo_order(
        "CONDITIONAL",
        "BTCUSDT",
        "SELL",
        "TAKE_PROFIT",
        timeInForce="GTC",
        quantity="0.002",
        price=high,
        triggerPrice=high,
        reduceOnly=True,
    )
    # sells when the price has fallen 2 % from its highest
    trailing = client.new_algo_order(
        "CONDITIONAL", "BTCUSDT", "SELL", "TRAILING_STOP_MARKET", quantity="0.002", callbackRate=2, reduceOnly=True
    )
    for algo in (stop, profit, trailing):
        print(algo.algoId, algo.orderType, algo.algoStatus, algo.triggerPrice)

    client.cancel_algo_open_orders("BTCUSDT")
    client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True)
