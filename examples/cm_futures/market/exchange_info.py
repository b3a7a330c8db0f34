"""Every contract and its trading rules (GET /dapi/v1/exchangeInfo)."""

from binance_futures.models.cm.market import LotSize, PriceFilter
from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for symbol in client.exchange_info().symbols:
        print(symbol.symbol, symbol.contractType, symbol.contractStatus, "margin in", symbol.marginAsset)
        print("  one contract:", symbol.contractSize, symbol.quoteAsset)
        if price := symbol.filter(PriceFilter):
            print("  prices in steps of", price.tickSize)
        if lot := symbol.filter(LotSize):
            print("  orders of", lot.minQty, "to", lot.maxQty, "contracts")
