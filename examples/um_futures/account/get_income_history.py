"""What came and went: profits, fees, funding, transfers (GET /fapi/v1/income)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002")
    client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True)
    for income in client.get_income_history(limit=10):
        print(income.time, income.incomeType, income.symbol, income.income, income.asset)
