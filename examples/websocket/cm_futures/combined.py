"""Several streams in one loop, each event of a type of its own."""

from itertools import islice

from binance_futures.models.cm.events import AggTrade, BookTicker, IndexPrice
from binance_futures.paper import exchange_from_env
from binance_futures.streams import cm

with exchange_from_env() as exchange, exchange.cm_streams() as streams:
    events = streams.subscribe(cm.agg_trade("BTCUSD_PERP"), cm.book_ticker("BTCUSD_PERP"), cm.index_price("BTCUSD"))
    for event in islice(events, 20):
        match event:
            case AggTrade():
                print("traded", event.quantity, "contracts at", event.price)
            case BookTicker():
                print(event.bidPrice, event.askPrice)
            case IndexPrice():
                print("the index is", event.indexPrice)
