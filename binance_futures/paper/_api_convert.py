"""The convert desk of um: quotes at the index prices less a spread, and conversions between the wallets."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from itertools import count, permutations
from typing import Final

from ._accounts import Account
from ._asset_index import asset_indexes
from ._call import Call
from ._engine import Engine
from ._errors import rejected
from ._instruments import SATOSHI
from ._market_data import MarketData
from ._orders import ZERO
from ._state import COLLATERAL
from ._wire_text import money

__all__ = ["Convert"]

_SPREAD: Final = Decimal("0.001")
_VALID: Final = 10_000
"""How long a quote holds, ms."""
_LEAST: Final = Decimal(1)
_MOST: Final = Decimal(1_000_000)
"""What may be converted at a time, USD."""
_MOST_KNOWN: Final = 1_000
"""Quotes that are remembered; older ones are forgotten."""


@dataclass(slots=True)
class _Quote:
    number: int
    account: str
    fromAsset: str
    fromAmount: Decimal
    toAsset: str
    toAmount: Decimal
    validTimestamp: int
    createTime: int = 0
    """When it was accepted, 0 before."""

    @property
    def quoteId(self) -> str:
        return f"q{self.number}"

    @property
    def amounts(self) -> dict[str, object]:
        return {
            "ratio": money(self.toAmount / self.fromAmount),
            "inverseRatio": money(self.fromAmount / self.toAmount),
            "fromAmount": money(self.fromAmount),
            "toAmount": money(self.toAmount),
        }


class Convert:
    """The endpoints of /convert; each method is the one of its name."""

    def __init__(self, engine: Engine, data: MarketData) -> None:
        self._engine = engine
        self._data = data
        self._quotes: dict[str, _Quote] = {}
        self._numbers = count(1)

    def list_all_convert_pairs(self, call: Call) -> object:
        """GET /convert/exchangeInfo: every two assets of the um wallets."""
        return [*self._pairs(call.given.text("fromAsset"), call.given.text("toAsset"))]

    def send_quote_request(self, call: Call) -> object:
        """POST /convert/getQuote: the id only comes with enough funds."""
        given, prices = call.given, self._prices()
        paid, got = given["fromAsset"], given["toAsset"]
        if paid not in prices or got not in prices or paid == got:
            raise rejected("BAD_ASSET", call.product)
        if "fromAmount" in given and "toAmount" in given:
            raise rejected("OPTIONAL_PARAMS_BAD_COMBO", call.product)
        ratio = prices[paid] / prices[got] * (1 - _SPREAD)
        name = "fromAmount" if "fromAmount" in given else "toAmount"
        amount = Decimal(given[name])
        if amount % SATOSHI:
            raise rejected("BAD_PRECISION", call.product)
        least, most = _range(prices[paid if name == "fromAmount" else got])
        if not least <= amount <= most:
            raise rejected("INVALID_PARAMETER", call.product, name)
        if name == "fromAmount":
            fromAmount, toAmount = amount, (amount * ratio).quantize(SATOSHI, ROUND_DOWN)
        else:
            fromAmount, toAmount = (amount / ratio).quantize(SATOSHI, ROUND_UP), amount
        quote = _Quote(next(self._numbers), call.account.name, paid, fromAmount, got, toAmount, call.now + _VALID)
        answer = quote.amounts | {"validTimestamp": quote.validTimestamp}
        if fromAmount > self._free(call.account, paid):
            return answer
        self._quotes[quote.quoteId] = quote
        if len(self._quotes) > _MOST_KNOWN:
            del self._quotes[next(iter(self._quotes))]
        return {"quoteId": quote.quoteId} | answer

    def accept_offered_quote(self, call: Call) -> object:
        """POST /convert/acceptQuote: converts at once, once."""
        quote = self._find(call, "quoteId", call.given["quoteId"])
        if quote.createTime or call.now > quote.validTimestamp:
            raise rejected("INVALID_PARAMETER", call.product, "quoteId")
        self._engine.convert(call.account, quote.fromAsset, quote.fromAmount, quote.toAsset, quote.toAmount)
        quote.createTime = call.now
        return {"orderId": str(quote.number), "createTime": quote.createTime, "orderStatus": "PROCESS"}

    def order_status(self, call: Call) -> object:
        """GET /convert/orderStatus: of a quote that was accepted."""
        name = "orderId" if "orderId" in call.given else "quoteId"
        quote = self._find(call, name, call.given.text(name))
        if not quote.createTime:
            raise rejected("INVALID_PARAMETER", call.product, name)
        return {
            "orderId": quote.number,
            "orderStatus": "SUCCESS",
            "fromAsset": quote.fromAsset,
            "toAsset": quote.toAsset,
            **quote.amounts,
            "createTime": quote.createTime,
        }

    def _find(self, call: Call, name: str, value: str | None) -> _Quote:
        for quote in self._quotes.values():
            if quote.account == call.account.name and value == (
                quote.quoteId if name == "quoteId" else str(quote.number)
            ):
                return quote
        raise rejected("INVALID_PARAMETER", call.product, name)

    def _free(self, account: Account, asset: str) -> Decimal:
        views = self._engine.assets(account, "um")
        return next((view.maxWithdrawAmount for view in views if view.asset == asset), ZERO)

    def _prices(self) -> dict[str, Decimal]:
        """What one of each asset is worth, USD."""
        indexes = {each.symbol: each.index for each in asset_indexes(self._engine.listings, self._data)}
        return {asset: indexes[f"{asset}USD"] for asset in COLLATERAL if f"{asset}USD" in indexes}

    def _pairs(self, paid: str | None, got: str | None) -> Iterator[dict[str, str]]:
        prices = self._prices()
        for one, other in permutations(prices, 2):
            if paid in (None, one) and got in (None, other):
                (least, most), (fewest, highest) = _range(prices[one]), _range(prices[other])
                yield {
                    "fromAsset": one,
                    "toAsset": other,
                    "fromAssetMinAmount": money(least),
                    "fromAssetMaxAmount": money(most),
                    "toAssetMinAmount": money(fewest),
                    "toAssetMaxAmount": money(highest),
                }


def _range(price: Decimal) -> tuple[Decimal, Decimal]:
    """The least and the most that is converted at a time of an asset of this price."""
    return (_LEAST / price).quantize(SATOSHI, ROUND_UP), (_MOST / price).quantize(SATOSHI, ROUND_DOWN)
