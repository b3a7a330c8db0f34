"""Streams by callbacks, as in binance-futures-connector: a handler, several subscriptions, stop()."""

from time import sleep

from binance_futures import CMStreams
from binance_futures.paper import exchange_from_env


def on_message(_: CMStreams, message: str) -> None:
    print(message[:100])  # CMStreams.decode(message) makes a typed event of it


def on_error(_: CMStreams, error: Exception) -> None:
    print("failed:", error)


with exchange_from_env() as exchange:
    client = exchange.cm_streams(on_message=on_message, on_error=on_error, is_combined=True)  # with stream names
    client.agg_trade(symbol="btcusd_perp")
    client.index_price(pair="btcusd", speed=1)
    client.subscribe(["btcusd_perp@bookTicker", "ethusd_perp@bookTicker"], id="two at once")
    sleep(0.5)  # handlers run on a thread of the client
    client.unsubscribe("btcusd_perp@bookTicker")
    print(client.list_subscribe())
    client.stop()
