"""Convert (um): quotes of a desk that swaps one asset of a wallet for another, and the swaps."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_UP, Context, Decimal
from itertools import count
from typing import Final, Literal

from ._accounts import Account
from ._errors import Refusal, rejected
from ._events import AccountUpdate
from ._instruments import SATOSHI
from ._orders import ZERO
from ._settings import Settings
from ._state import State
from ._turns import Turns

__all__ = ["BOUNDS", "Convert", "Quote"]

BOUNDS: Final[Mapping[str, tuple[Decimal, Decimal]]] = {
    "USDT": (Decimal(10), Decimal(2_500_000)),
    "USDC": (Decimal(10), Decimal(2_500_000)),
    "BTC": (Decimal("0.0001"), Decimal(25)),
    "ETH": (Decimal("0.0025"), Decimal(625)),
    "BNB": (Decimal("0.01"), Decimal(2_500)),
    "SOL": (Decimal("0.05"), Decimal(12_500)),
}
"""What can be converted: the smallest and the largest amount of each asset, paid or received."""
_Kind = Literal["COIN_SWAP_DEPOSIT", "COIN_SWAP_WITHDRAW"]
_SPREAD: Final = Decimal("0.0005")
"""What the desk keeps."""
_DIGITS: Final = Context(prec=8)
_HOUR, _DAY = 3_600_000, 86_400_000
_A_DAY: Final = 500
_AN_HOUR: Final = 360
"""The most quotes that an account may ask for (page of Send Quote Request); no more are remembered than a day's."""


@dataclass(slots=True, eq=False)
class Quote:
    """An offer, and once it is accepted the conversion. `ratio` is the amount of `toAsset` for one of `fromAsset`."""

    fromAsset: str
    toAsset: str
    fromAmount: Decimal
    toAmount: Decimal
    ratio: Decimal
    time: int
    validTimestamp: int
    quoteId: str | None = None
    """None if the account had not enough to accept it."""
    orderId: int | None = None
    createTime: int = 0
    """When it was accepted."""

    @property
    def inverseRatio(self) -> Decimal:
        """The amount of `fromAsset` for one of `toAsset`."""
        return _DIGITS.divide(Decimal(1), self.ratio)


class Convert:
    """The desk. `gained` is what it has got more of each asset than it gave.

    Args:
        state: Whose wallets.
        turns: What brackets its commands.
        settings: Knows what a wallet can spare.
    """

    def __init__(self, state: State, turns: Turns, settings: Settings) -> None:
        self._state = state
        self._turns = turns
        self._settings = settings
        self._quotes: dict[str, deque[Quote]] = {}
        self._quote_ids = count(1)
        self._order_ids = count(1)
        self.gained: dict[str, Decimal] = dict.fromkeys(BOUNDS, ZERO)

    def quote(
        self,
        account: Account,
        fromAsset: str,
        toAsset: str,
        dollars: Callable[[str], Decimal],
        *,
        fromAmount: Decimal | None = None,
        toAmount: Decimal | None = None,
        validTime: int = 10_000,
    ) -> Quote:
        """Offer a conversion at the present prices, less a small spread.

        Args:
            account: Whose wallets.
            fromAsset: What is paid.
            toAsset: What is received.
            dollars: Tells what one of an asset is worth.
            fromAmount: How much is paid; this or `toAmount`.
            toAmount: How much is received.
            validTime: How long the offer holds, ms.

        Raises:
            Refusal: -1108 unknown asset, -1130 nothing to convert or an amount out of its bounds, -1128 not one of the
                two amounts, -4055 and -1111 an amount that is none, -1003 too many quotes.
        """
        self._turns.begin()
        now = self._state.time
        for asset in (fromAsset, toAsset):
            if asset not in BOUNDS:
                raise rejected("BAD_ASSET")
        if fromAsset == toAsset:
            raise rejected("INVALID_PARAMETER", "um", "toAsset")
        if (fromAmount is None) == (toAmount is None):
            raise rejected("OPTIONAL_PARAMS_BAD_COMBO")
        self._check_count(account, now)
        ratio = _DIGITS.multiply(dollars(fromAsset) / dollars(toAsset), 1 - _SPREAD)
        if fromAmount is not None:
            named, paid = "fromAmount", _amount(fromAmount)
            received = (paid * ratio).quantize(SATOSHI, ROUND_DOWN)
        else:
            named, received = "toAmount", _amount(toAmount or ZERO)
            paid = (received / ratio).quantize(SATOSHI, ROUND_UP)
        for asset, amount in ((fromAsset, paid), (toAsset, received)):
            least, most = BOUNDS[asset]
            if not least <= amount <= most:
                raise rejected("INVALID_PARAMETER", "um", named)
        quote = Quote(fromAsset, toAsset, paid, received, ratio, now, now + validTime)
        if paid <= self._settings.withdrawable(account, "um", fromAsset):
            quote.quoteId = str(next(self._quote_ids))
        self._quotes[account.name].append(quote)
        return quote

    def accept(self, account: Account, quoteId: str) -> Quote:
        """Accept a quote: the wallets change at once.

        Raises:
            Refusal: -1130 no such quote, or one that is over or accepted already; -2018 the money is gone meanwhile.
        """
        self._turns.begin()
        state = self._state
        quote = self._find(account, None, quoteId)
        if quote is None or quote.orderId is not None or state.time > quote.validTimestamp:
            raise rejected("INVALID_PARAMETER", "um", "quoteId")
        if quote.fromAmount > self._settings.withdrawable(account, "um", quote.fromAsset):
            raise rejected("BALANCE_NOT_SUFFICIENT")
        quote.orderId, quote.createTime = next(self._order_ids), state.time
        self._pay(account, quote.fromAsset, -quote.fromAmount)
        self._pay(account, quote.toAsset, quote.toAmount)
        return quote

    def find(self, account: Account, *, orderId: int | None = None, quoteId: str | None = None) -> Quote:
        """A conversion by its id, or that of the quote.

        Raises:
            Refusal: -2013 there is none, or the quote was never accepted.
        """
        quote = self._find(account, orderId, quoteId)
        if quote is None or quote.orderId is None:
            raise rejected("NO_SUCH_ORDER")
        return quote

    def _find(self, account: Account, orderId: int | None, quoteId: str | None) -> Quote | None:
        quotes = self._quotes.get(account.name, ())
        if orderId is not None:
            return next((quote for quote in quotes if quote.orderId == orderId), None)
        return next((quote for quote in quotes if quote.quoteId is not None and quote.quoteId == quoteId), None)

    def _check_count(self, account: Account, now: int) -> None:
        quotes = self._quotes.setdefault(account.name, deque(maxlen=_A_DAY))
        for most, span, name in ((_AN_HOUR, _HOUR, "hour"), (_A_DAY, _DAY, "day")):
            if len(quotes) >= most and now - quotes[-most].time < span:
                wait = -(-(quotes[-most].time + span - now) // 1000)
                raise Refusal(-1003, f"{most} quotes per {name}", retry_after=wait)

    def _pay(self, account: Account, asset: str, amount: Decimal) -> None:
        state = self._state
        kind: _Kind = "COIN_SWAP_DEPOSIT" if amount > 0 else "COIN_SWAP_WITHDRAW"
        state.pay(account, "um", asset, amount, kind)
        self.gained[asset] -= amount
        change = account.balance_change("um", asset, amount)
        state.publish(AccountUpdate(account.name, "um", state.time, kind, (change,)))


def _amount(given: Decimal) -> Decimal:
    if given <= 0:
        raise rejected("AMOUNT_MUST_BE_POSITIVE")
    if given % SATOSHI:
        raise rejected("BAD_PRECISION")
    return given
