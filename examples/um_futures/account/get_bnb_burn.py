"""Whether fees are paid in BNB (GET /fapi/v1/feeBurn)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    print("fees in BNB:", client.get_bnb_burn().feeBurn)
