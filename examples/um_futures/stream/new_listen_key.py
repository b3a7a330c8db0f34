"""A key for user data; `client.user_data()` does all of this by itself (POST /fapi/v1/listenKey)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    key = client.new_listen_key().listenKey
    print(len(key), "characters")
    client.close_listen_key(key)
