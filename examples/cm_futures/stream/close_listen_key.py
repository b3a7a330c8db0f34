"""Close the stream of the account's own events (DELETE /dapi/v1/listenKey)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    client.new_listen_key()
    client.close_listen_key()  # other programs of this account lose their events too
    print("closed")
