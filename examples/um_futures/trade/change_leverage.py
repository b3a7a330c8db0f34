"""Change the leverage of a contract (POST /fapi/v1/leverage)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    before = client.symbol_configuration("BTCUSDT")[0].leverage
    changed = client.change_leverage("BTCUSDT", 5)
    print(changed.leverage, "times, up to", changed.maxNotionalValue, "USDT")
    client.change_leverage("BTCUSDT", before)
