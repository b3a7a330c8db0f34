"""Keep a listen key alive for another hour (PUT /dapi/v1/listenKey)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    client.new_listen_key()
    client.renew_listen_key()  # the account's key; every half an hour
    print("alive for an hour")
