"""What changed the balance, such as transfers, funding, fees and profits (GET /dapi/v1/income)."""

from datetime import UTC, datetime, timedelta

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for income in client.get_income_history(startTime=datetime.now(UTC) - timedelta(days=7), limit=20):
        print(income.time, income.incomeType, income.income, income.asset, income.symbol)
    funding = client.get_income_history("BTCUSD_PERP", "FUNDING_FEE")
    print("funding in all:", sum(fee.income for fee in funding), "BTC")
