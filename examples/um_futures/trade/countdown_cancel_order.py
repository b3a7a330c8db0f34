"""Cancel all orders of a contract unless told otherwise in time (POST /fapi/v1/countdownCancelAll)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    armed = client.countdown_cancel_order("BTCUSDT", 120_000)  # ms; a bot repeats this every 30 s or so
    print(armed.symbol, armed.countdownTime)
    client.countdown_cancel_order("BTCUSDT", 0)  # disarmed
