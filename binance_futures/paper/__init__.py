"""An embedded paper exchange that speaks Binance Futures' own protocol."""

__all__: list[str] = []
