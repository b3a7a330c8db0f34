"""Conversion of assets on USDⓈ-M futures."""

from collections.abc import Iterator
from decimal import Decimal

from ..._request import Request, SignedRequest, required
from ...errors import Problem
from ..base import Model, Open
from ..enums import ConvertOrderStatus, ConvertValidTime
from ..parameters import Integer, Positive, Text

__all__ = [
    "AcceptOfferedQuote",
    "ConvertAcceptance",
    "ConvertOrder",
    "ConvertPair",
    "ConvertQuote",
    "GetOrderStatus",
    "ListAllConvertPairs",
    "SendQuoteRequest",
]


class ConvertPair(Model):
    """Assets that can be converted, with the amounts allowed."""

    fromAsset: str
    """Asset paid."""
    toAsset: str
    """Asset received."""
    fromAssetMinAmount: Decimal
    """Smallest payment (of `fromAsset`)."""
    fromAssetMaxAmount: Decimal
    """Largest payment (of `fromAsset`)."""
    toAssetMinAmount: Decimal
    """Smallest amount received (of `toAsset`)."""
    toAssetMaxAmount: Decimal
    """Largest amount received (of `toAsset`)."""


class ConvertQuote(Model):
    """Offer for a conversion."""

    quoteId: str | None = None
    """Id to accept the quote by; missing when funds do not suffice."""
    ratio: Decimal
    """Amount of `toAsset` for one of `fromAsset`."""
    inverseRatio: Decimal
    """Amount of `fromAsset` for one of `toAsset`."""
    validTimestamp: int
    """End of the offer (ms)."""
    toAmount: Decimal
    """Amount received (of `toAsset`)."""
    fromAmount: Decimal
    """Amount paid (of `fromAsset`)."""


class ConvertAcceptance(Model):
    """Receipt for an accepted quote."""

    orderId: int
    """Id of the conversion; text on the wire, a number in `order_status`."""
    createTime: int
    """Time of acceptance (ms)."""
    orderStatus: Open[ConvertOrderStatus]
    """State of the conversion."""


class ConvertOrder(Model):
    """A conversion."""

    orderId: int
    """Id of the conversion."""
    orderStatus: Open[ConvertOrderStatus]
    """State of the conversion."""
    fromAsset: str
    """Asset paid."""
    fromAmount: Decimal
    """Amount paid (of `fromAsset`)."""
    toAsset: str
    """Asset received."""
    toAmount: Decimal
    """Amount received (of `toAsset`)."""
    ratio: Decimal
    """Amount of `toAsset` for one of `fromAsset`."""
    inverseRatio: Decimal
    """Amount of `fromAsset` for one of `toAsset`."""
    createTime: int
    """Time of creation (ms)."""


class ListAllConvertPairs(Request[list[ConvertPair]], path="/fapi/v1/convert/exchangeInfo", weight=20):
    """Pairs that can be converted, with the amounts allowed; BNFCR is for users in the MiCA region only.

    Args:
        fromAsset: Asset to pay.
        toAsset: Asset to receive; without both parameters only some pairs are listed.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/convert#list-all-convert-pairs
    """

    fromAsset: Text | None = None
    toAsset: Text | None = None


class SendQuoteRequest(SignedRequest[ConvertQuote], method="POST", path="/fapi/v1/convert/getQuote", weight=50):
    """Asks for a quote; at most 360 an hour and 500 a day for each user.

    Args:
        fromAsset: Asset to pay.
        toAsset: Asset to receive.
        fromAmount: Amount to pay (of `fromAsset`); this or `toAmount`.
        toAmount: Amount to receive (of `toAsset`); this or `fromAmount`.
        validTime: How long the quote holds (default 10s).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/convert#send-quote-request
    """

    fromAsset: Text
    toAsset: Text
    fromAmount: Positive | None = None
    toAmount: Positive | None = None
    validTime: ConvertValidTime | None = None

    def problems(self) -> Iterator[Problem]:
        """Exactly one amount is given."""
        if self.fromAmount is None and self.toAmount is None:
            yield required("fromAmount", "unless toAmount is given")
        if self.fromAmount is not None and self.toAmount is not None:
            yield Problem("toAmount", "cannot go with fromAmount: give one of the two")


class AcceptOfferedQuote(
    SignedRequest[ConvertAcceptance], method="POST", path="/fapi/v1/convert/acceptQuote", weight=200
):
    """Accepts a quote; the conversion is then under way.

    Args:
        quoteId: Id from `send_quote_request`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/convert#accept-the-offered-quote
    """

    quoteId: Text


class GetOrderStatus(SignedRequest[ConvertOrder], path="/fapi/v1/convert/orderStatus", weight=50):
    """State of a conversion.

    Args:
        orderId: Id from `accept_offered_quote`; this or `quoteId`.
        quoteId: Id from `send_quote_request`; this or `orderId`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/convert#order-status
    """

    orderId: Integer | None = None
    quoteId: Text | None = None

    def problems(self) -> Iterator[Problem]:
        """One of the ids is given."""
        if self.orderId is None and self.quoteId is None:
            yield required("orderId", "unless quoteId is given")
