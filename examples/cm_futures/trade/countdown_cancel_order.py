"""Cancel all open orders of a contract unless one says in time not to (POST /dapi/v1/countdownCancelAll)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    timer = client.countdown_cancel_order("BTCUSD_PERP", 120_000)  # call it again every 30 s: the timer starts anew
    print(timer.symbol, "is cleared in", timer.countdownTime, "ms")
    client.countdown_cancel_order("BTCUSD_PERP", 0)  # off
