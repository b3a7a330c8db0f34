"""Own fees for a contract (GET /dapi/v1/commissionRate)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    fees = client.commission_rate("BTCUSD_PERP")
    print(f"maker {fees.makerCommissionRate:.3%}, taker {fees.takerCommissionRate:.3%}")
