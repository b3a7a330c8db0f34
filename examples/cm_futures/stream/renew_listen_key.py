"""Keep the stream of the account's own events open for another 60 minutes (PUT /dapi/v1/listenKey)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    key = client.new_listen_key().listenKey
    renewed = client.renew_listen_key().listenKey  # what client.user_data() does by itself
    print("still the same key:", renewed == key)
    client.close_listen_key()
