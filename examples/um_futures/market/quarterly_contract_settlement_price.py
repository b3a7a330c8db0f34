"""Prices at which delivery contracts were settled (GET /futures/data/delivery-price)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    prices = client.quarterly_contract_settlement_price("BTCUSDT")
    for price in prices[:3]:
        print(price.deliveryTime, price.deliveryPrice)
    print(len(prices), "deliveries")
