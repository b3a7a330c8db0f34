"""Give a contract a margin of its own, or take it from the whole balance (POST /dapi/v1/marginType)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    # Refused while the contract has open orders or a position; NoChangeError if it is isolated already.
    print(client.change_margin_type("ETHUSD_PERP", "ISOLATED").msg)
    client.change_margin_type("ETHUSD_PERP", "CROSSED")
