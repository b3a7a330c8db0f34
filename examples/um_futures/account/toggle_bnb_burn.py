"""Pay fees in BNB at a discount, or not (POST /fapi/v1/feeBurn)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    before = client.get_bnb_burn().feeBurn
    client.toggle_bnb_burn(not before)
    print("fees in BNB:", client.get_bnb_burn().feeBurn)
    client.toggle_bnb_burn(before)
