"""How much of a contract is open, in the base asset (GET /fapi/v1/openInterest)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    print(client.open_interest("BTCUSDT").openInterest, "BTC")
