"""What all parts of the exchange share: listings, accounts, ids, the pools of fees and losses, where events go."""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import count
from typing import Final

from sortedcontainers import SortedList

from ..environments import Product
from ..models.enums import IncomeType, OrderSide
from ._accounts import Account, Holding, Position
from ._book import Book
from ._clock import Clock
from ._errors import rejected
from ._events import AccountUpdate, Event, Income
from ._instruments import Instrument
from ._listing import Listing
from ._orders import ZERO, Order

__all__ = ["COLLATERAL", "Pool", "State"]

_BNB_DISCOUNT: Final = Decimal("0.9")
COLLATERAL: Final = {"USDT": None, "USDC": None, "BNB": ("BNBUSDT", Decimal("0.95"))}
"""Assets of the multi-assets pool: stable ones count one for one, BNB at its mark price less a haircut."""

Pool = tuple[tuple[str, Decimal], ...]
"""Assets that stand in for each other as margin, and what one of each is worth."""


class State:
    """The shared state. `insurance` is the insurance fund and `fees` what the exchange took, per wallet."""

    def __init__(
        self,
        clock: Clock,
        rng: random.Random,
        instruments: Mapping[str, Instrument],
        publish: Callable[[Event], object],
    ) -> None:
        self.clock = clock
        self.rng = rng
        self.publish = publish
        self.time = clock.now()
        self.listings = {
            symbol: Listing(instrument, Book(symbol), instrument.startPrice, instrument.startPrice)
            for symbol, instrument in instruments.items()
        }
        self.accounts: dict[str, Account] = {}
        self.fees: defaultdict[tuple[Product, str], Decimal] = defaultdict(Decimal)
        self.insurance: defaultdict[tuple[Product, str], Decimal] = defaultdict(Decimal)
        self.order_ids = count(1)
        self.algo_ids = count(1)
        self.amendment_ids = count(1)
        self.transaction_ids = count(1)
        self.schedule: SortedList[tuple[int, str, str, int | str]] = SortedList()
        """What is due when: time, "order", "algo" or "countdown", account, and order id, algo id or symbol."""
        self.traded: dict[str, Listing] = {}
        """Listings whose last price may have moved since triggers were last checked."""
        self.finished: list[Order] = []
        """Orders of conditional orders that ended since they were last looked at."""
        self.flattened: list[tuple[Account, Holding, Position]] = []
        """Positions that were closed since closePosition orders were last checked."""

    def listing(self, symbol: str) -> Listing:
        """The listing of a symbol.

        Raises:
            Refusal: -1121, there is none.
        """
        listing = self.listings.get(symbol)
        if listing is None:
            raise rejected("BAD_SYMBOL")
        return listing

    def client_id(self) -> str:
        """A new client id."""
        return f"{self.rng.getrandbits(88):022x}"

    def pool(self, account: Account, product: Product, asset: str) -> Pool:
        """The assets that back positions in `asset`: itself, or in multi-assets mode all collateral if it is some."""
        if product == "cm" or not account.multiAssetsMargin or asset not in COLLATERAL:
            return ((asset, Decimal(1)),)
        return tuple(
            (name, Decimal(1) if priced is None else self.listings[priced[0]].markPrice * priced[1])
            for name, priced in COLLATERAL.items()
            if priced is None or priced[0] in self.listings
        )

    def free(self, account: Account, product: Product, asset: str) -> Decimal:
        """What is free for new margin, in `asset`; negative if the market took it."""
        pool = self.pool(account, product, asset)
        rates = dict(pool)
        return sum((account.free(product, name) * rate for name, rate in pool), ZERO) / rates[asset]

    def pay(
        self,
        account: Account,
        product: Product,
        asset: str,
        amount: Decimal,
        kind: IncomeType,
        *,
        symbol: str = "",
        info: str = "",
        trade_id: int | None = None,
    ) -> None:
        """Change a wallet and write the income down."""
        wallet = account.wallet(product, asset)
        wallet.walletBalance += amount
        wallet.updateTime = self.time
        trade = "" if trade_id is None else str(trade_id)
        number = next(self.transaction_ids)
        account.incomes.append(Income(product, symbol, kind, amount, asset, info or kind, self.time, number, trade))

    def insure(self, listing: Listing, side: OrderSide, price: Decimal, quantity: Decimal) -> bool:
        """Let the insurance fund take the rest of a forced order at `price` and pass it on at the mark price.

        It passes it on to the anonymous market. False, and nothing is done, if the fund cannot bear the result.
        """
        instrument = listing.instrument
        paid, got = instrument.value(price, quantity), listing.value(quantity)
        result = got - paid if (side == "SELL") != instrument.inverse else paid - got
        key = instrument.product, instrument.marginAsset
        if self.insurance[key] + result < 0:
            return False
        self.insurance[key] += result
        listing.houseCash -= result
        return True

    def charge(
        self,
        account: Account,
        holding: Holding,
        position: Position,
        value: Decimal,
        *,
        maker: bool,
        forced: bool,
        trade_id: int,
    ) -> tuple[Decimal, str]:
        """Take the fee of a trade worth `value`; gives what was paid and in which asset. Forced trades are free."""
        instrument = holding.listing.instrument
        product, asset = instrument.product, instrument.marginAsset
        if forced:
            return ZERO, asset
        rate = instrument.makerCommissionRate if maker else instrument.takerCommissionRate
        fee = round(value * rate, 8)
        if position.positionAmt:
            position.paid += fee
        if account.feeBurn and product == "um" and "BNBUSDT" in self.listings:
            burnt = round(fee * _BNB_DISCOUNT / self.listings["BNBUSDT"].markPrice, 8)
            if account.wallet("um", "BNB").walletBalance >= burnt:
                fee, asset = burnt, "BNB"
        self.pay(account, product, asset, -fee, "COMMISSION", symbol=instrument.symbol, trade_id=trade_id)
        self.fees[product, asset] += fee
        return fee, asset

    def publish_order_fill(self, account: Account, holding: Holding, position: Position, fee_asset: str) -> None:
        """Tell of the balances and the position that a fill changed."""
        instrument = holding.listing.instrument
        product = instrument.product
        balances = [account.balance_change(product, instrument.marginAsset)]
        if fee_asset != instrument.marginAsset:
            balances.append(account.balance_change(product, fee_asset))
        self.publish(
            AccountUpdate(account.name, product, self.time, "ORDER", tuple(balances), (holding.change(position),))
        )
