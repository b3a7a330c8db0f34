"""Whether the quantitative rules hold something against you (GET /fapi/v1/apiTradingStatus)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    status = client.api_trading_status()
    for symbol, indicators in status.indicators.items():
        print(symbol, [(indicator.indicator, indicator.value, indicator.triggerValue) for indicator in indicators])
    print("as of", status.updateTime)
