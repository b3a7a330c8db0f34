"""Cancel a conditional order by an id of one's own (DELETE /dapi/v1/algoOrder)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    trigger = round(client.book_ticker("BTCUSD_PERP")[0].askPrice * 105 / 100)
    client.new_algo_order(
        "CONDITIONAL", "BTCUSD_PERP", "BUY", "STOP_MARKET", quantity=1, triggerPrice=trigger, clientAlgoId="breakout"
    )
    outcome = client.cancel_algo_order(clientAlgoId="breakout")
    print(outcome.algoId, outcome.clientAlgoId, outcome.msg)
