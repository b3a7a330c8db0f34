"""A key for user data; `client.user_data()` does all of this by itself (POST /dapi/v1/listenKey)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    key = client.new_listen_key().listenKey  # a secret: it alone opens the stream
    print(len(key), "characters")
    # not closed here: the account has one key, which other programs may use; unused, it ends after an hour
