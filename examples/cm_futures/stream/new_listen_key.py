"""Open the stream of the account's own events (POST /dapi/v1/listenKey)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    key = client.new_listen_key().listenKey  # a secret: whoever has it reads the account's events
    print("a key of", len(key), "characters, valid for 60 minutes")
    client.close_listen_key()  # for every program: an account has one key
