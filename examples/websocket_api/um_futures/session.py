"""Log a connection on with an Ed25519 key: what follows goes without key and signature."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_ws_api(kind="ed25519", logon=False) as api:
    # Without logon=False a connection with such a key is logged on by itself.
    session = api.session_logon()
    print("logged on since", session.authorizedSince)
    print(len(api.balance()), "assets, asked for without a signature")
    print("connected since", api.session_status().connectedSince)
    print("logged on" if api.session_logout().authorizedSince else "logged off: calls are signed one by one")
