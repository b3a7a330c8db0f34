"""Guard a position: stop, take profit, trailing stop (POST /fapi/v1/algoOrder)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002")
    price = client.mark_price("BTCUSDT").markPrice
    low, rise, high = round(price * 95 / 100), round(price * 102 / 100), round(price * 110 / 100)

    # closes whatever is held when the mark price falls so far; one odd trade does not trip it
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
        workingType="CONTRACT_PRICE",
    )
    # from activatePrice on, sells when the price has fallen 2 % from its highest
    trailing = client.new_algo_order(
        "CONDITIONAL",
        "BTCUSDT",
        "SELL",
        "TRAILING_STOP_MARKET",
        quantity="0.002",
        activatePrice=rise,
        callbackRate=2,
        reduceOnly=True,
    )
    for algo in (stop, profit, trailing):
        print(algo.algoId, algo.orderType, algo.algoStatus, algo.workingType)
        client.cancel_algo_order(algoId=algo.algoId)  # none of them ends the others

    client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True)
