"""When the markets behind contracts on stocks and commodities are open (GET /fapi/v1/tradingSchedule)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    schedule = client.trading_schedule()
    print("as of", schedule.updateTime)
    for session in schedule.marketSchedules.EQUITY.sessions:
        print(session.startTime, session.endTime, session.type)
