"""What an asset counts as margin in multi-assets mode (<assetSymbol>@assetIndex, and !assetIndex@arr for all)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    index = next(streams.asset_index("BTCUSD"))  # comes every second
    print(index.symbol, index.index, "counted as", index.bidRate, "when held and", index.askRate, "when owed")
    for index in next(streams.asset_index()):
        print(index.symbol, index.index)
