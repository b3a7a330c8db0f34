"""An exchange in the box: Binance Futures' own protocol over loopback, without keys, network or money."""
