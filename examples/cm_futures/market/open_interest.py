"""Contracts that are held now (GET /dapi/v1/openInterest)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    interest = client.open_interest("BTCUSD_PERP")
    print(interest.symbol, interest.contractType, interest.openInterest, "contracts")
