"""What came and went: profits, fees, funding, transfers (GET /fapi/v1/income)."""

from datetime import UTC, datetime, timedelta

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002")
    client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True)
    since = datetime.now(UTC) - timedelta(days=1)
    for income in client.get_income_history("BTCUSDT", startTime=since, limit=10):
        print(income.time, income.incomeType, income.symbol, income.income, income.asset)
