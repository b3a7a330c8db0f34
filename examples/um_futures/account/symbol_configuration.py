"""Your settings of a contract, or of all (GET /fapi/v1/symbolConfig)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for config in client.symbol_configuration("BTCUSDT"):
        print(config.symbol, config.marginType, config.leverage, config.maxNotionalValue)
    print([config.symbol for config in client.symbol_configuration() if config.marginType == "ISOLATED"])
