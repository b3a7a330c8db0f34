"""End a listen key, and the user data of every program that uses it (DELETE /fapi/v1/listenKey)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    client.new_listen_key()
    client.close_listen_key()
    print("ended")
