"""Trades as they happen, those of one order and price in one (<symbol>@aggTrade)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    for trade in islice(streams.agg_trade("BTCUSDT"), 3):
        print(trade.symbol, trade.price, trade.quantity)
