"""Open interest over time, in the base asset and in the quote asset (GET /futures/data/openInterestHist)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for point in client.open_interest_hist("BTCUSDT", "1h", limit=3):
        print(point.timestamp, point.sumOpenInterest, point.sumOpenInterestValue)
