"""Convert (um): which pairs there are, quotes at the present index prices, and conversions."""

from decimal import Decimal
from typing import Final

from ._call import Call
from ._convert import BOUNDS, Quote
from ._engine import Engine
from ._errors import rejected
from ._market_data import MarketData
from ._wire_text import plain

__all__ = ["Conversions"]

Wire = dict[str, object]

_DOLLARS: Final = frozenset(("USDT", "USDC"))
_SECOND: Final = 1000


class Conversions:
    """The endpoints of Convert; each method is the one of its name."""

    def __init__(self, engine: Engine, data: MarketData) -> None:
        self._engine = engine
        self._data = data

    def list_all_convert_pairs(self, call: Call) -> object:
        """GET /convert/exchangeInfo: every pair, where Binance tells only some if no asset is named."""
        wanted = call.given.text("fromAsset"), call.given.text("toAsset")
        for asset in wanted:
            if asset is not None and asset not in BOUNDS:
                raise rejected("BAD_ASSET")
        return [
            _pair(paid, received)
            for paid in BOUNDS
            for received in BOUNDS
            if paid != received and wanted[0] in {None, paid} and wanted[1] in {None, received}
        ]

    def send_quote_request(self, call: Call) -> object:
        """POST /convert/getQuote."""
        given = call.given
        quote = self._engine.convert.quote(
            call.account,
            given["fromAsset"],
            given["toAsset"],
            self._dollars,
            fromAmount=given.decimal("fromAmount"),
            toAmount=given.decimal("toAmount"),
            validTime=int((given.text("validTime") or "10s").removesuffix("s")) * _SECOND,
        )
        offer = _ratios(quote) | _amounts(quote) | {"validTimestamp": quote.validTimestamp}
        return offer if quote.quoteId is None else {"quoteId": quote.quoteId} | offer

    def accept_offered_quote(self, call: Call) -> object:
        """POST /convert/acceptQuote: under way, says the answer; `order_status` then tells that it is done."""
        quote = self._engine.convert.accept(call.account, call.given["quoteId"])
        return {"orderId": str(quote.orderId), "createTime": quote.createTime, "orderStatus": "PROCESS"}

    def order_status(self, call: Call) -> object:
        """GET /convert/orderStatus."""
        given = call.given
        quote = self._engine.convert.find(call.account, orderId=given.integer("orderId"), quoteId=given.text("quoteId"))
        head = {"orderId": quote.orderId, "orderStatus": "SUCCESS", "createTime": quote.createTime}
        return head | {"fromAsset": quote.fromAsset, "toAsset": quote.toAsset} | _ratios(quote) | _amounts(quote)

    def _dollars(self, asset: str) -> Decimal:
        """What one of an asset is worth: its index price."""
        return Decimal(1) if asset in _DOLLARS else self._data.index_price(f"{asset}USDT")


def _pair(paid: str, received: str) -> Wire:
    (paid_least, paid_most), (received_least, received_most) = BOUNDS[paid], BOUNDS[received]
    return {
        "fromAsset": paid,
        "toAsset": received,
        "fromAssetMinAmount": plain(paid_least),
        "fromAssetMaxAmount": plain(paid_most),
        "toAssetMinAmount": plain(received_least),
        "toAssetMaxAmount": plain(received_most),
    }


def _ratios(of: Quote) -> Wire:
    return {"ratio": f"{of.ratio:f}", "inverseRatio": f"{of.inverseRatio:f}"}


def _amounts(of: Quote) -> Wire:
    return {"fromAmount": plain(of.fromAmount), "toAmount": plain(of.toAmount)}
