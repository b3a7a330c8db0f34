"""How far the quarterly contract is from its index (GET /futures/data/basis)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for row in client.basis("BTCUSD", "CURRENT_QUARTER", "1h", limit=5):
        print(row.timestamp, row.futuresPrice, "-", row.indexPrice, "=", row.basis)
        if row.annualizedBasisRate is not None:  # perpetuals have none
            print(f"  {row.annualizedBasisRate:.2%} a year")
