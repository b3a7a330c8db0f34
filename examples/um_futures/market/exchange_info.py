"""Contracts, with the rules an order must keep (GET /fapi/v1/exchangeInfo)."""

from decimal import Decimal

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    info = client.exchange_info()
    symbol = info.find("BTCUSDT")
    if symbol is not None:
        print(symbol.status, symbol.contractType, symbol.orderTypes)
        for rule in symbol.filters:
            print(rule)
        print(symbol.round_price(Decimal("59808.1234")), symbol.round_quantity(Decimal("0.00299")))
    print(len(info.symbols), "contracts")
