"""Open, keep and close the stream of the account's own events over the socket; client.user_data() does it by itself."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_ws_api() as api:
    key = api.new_listen_key().listenKey  # a secret: whoever has it reads the account's events
    print("a key of", len(key), "characters, valid for 60 minutes")
    print("still the same key:", api.renew_listen_key().listenKey == key)
    api.close_listen_key()  # for every program: an account has one key
