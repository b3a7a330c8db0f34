"""The leverage that is allowed by the size of a position (GET /fapi/v1/leverageBracket)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for row in client.leverage_brackets("BTCUSDT")[0].brackets:
        print("up to", row.notionalCap, "USDT:", row.initialLeverage, "times; margin to keep:", row.maintMarginRatio)
