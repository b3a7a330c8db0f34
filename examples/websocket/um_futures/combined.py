"""Several streams in one loop, each event of a type of its own."""

from itertools import islice

from binance_futures.models.um.events import AggTrade, BookTicker, MarkPrice
from binance_futures.paper import exchange_from_env
from binance_futures.streams import um

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    events = streams.subscribe(um.agg_trade("BTCUSDT"), um.book_ticker("ETHUSDT"), um.mark_price("BTCUSDT"))
    for event in islice(events, 20):
        match event:
            case AggTrade():
                print(event.symbol, "traded", event.quantity, "at", event.price)
            case BookTicker():
                print(event.symbol, event.bidPrice, event.askPrice)
            case MarkPrice():
                print(event.symbol, "is valued at", event.markPrice)
