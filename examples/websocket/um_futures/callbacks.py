"""Streams by callbacks, as in binance-futures-connector: a handler, several subscriptions, stop()."""

from time import sleep

from binance_futures import UMStreams
from binance_futures.paper import exchange_from_env


def on_message(_: UMStreams, message: str) -> None:
    print(message[:100])  # UMStreams.decode(message) makes a typed event of it


def on_error(_: UMStreams, error: Exception) -> None:
    print("failed:", error)


with exchange_from_env() as exchange:
    client = exchange.um_streams(on_message=on_message, on_error=on_error)
    client.agg_trade(symbol="btcusdt")
    client.mark_price(symbol="btcusdt", speed=1)
    client.subscribe(["btcusdt@bookTicker", "ethusdt@bookTicker"], id="two at once")
    sleep(0.5)  # handlers run on a thread of the client
    client.unsubscribe("btcusdt@bookTicker")
    print(client.list_subscribe())
    client.stop()
