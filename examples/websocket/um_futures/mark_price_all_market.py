"""Mark prices of all contracts, every second (!markPrice@arr@1s)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    for price in next(streams.mark_price_all_market())[:10]:
        product = "COIN-M" if price.symbolType == 2 else "USDⓈ-M"  # the streams of all contracts may have both
        print(product, price.symbol, price.markPrice)
