"""Sign the agreement that contracts on stocks and commodities ask for (POST /fapi/v1/stock/contract)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    print(client.sign_tradfi_contract().msg)
