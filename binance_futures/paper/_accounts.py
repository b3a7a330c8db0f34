"""Accounts: wallets, positions, and the margin they need."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ..environments import Product
from ..models.enums import OrderSide, PositionSide, SelfTradePreventionMode
from ._events import Amendment, BalanceChange, Fill, Income, MarginChange, PositionChange
from ._instruments import SATOSHI, Bracket
from ._listing import Listing
from ._orders import ZERO, AlgoOrder, Order

__all__ = ["Account", "Holding", "Position", "Wallet"]

KEPT: Final = 10_000
"""The most closed orders, fills, incomes, amendments and margin changes that an account remembers, of each."""


@dataclass(slots=True, eq=False)
class Wallet:
    """A balance. `walletBalance` includes what is set aside for isolated positions."""

    walletBalance: Decimal = ZERO
    updateTime: int = 0


@dataclass(slots=True, eq=False)
class Position:
    """A position, kept as amount and value so that nothing is lost to an average price.

    `cost` is the value at which the open amount was entered and `paid` the fees for that, in the margin asset.
    """

    positionSide: PositionSide
    positionAmt: Decimal = ZERO
    cost: Decimal = ZERO
    paid: Decimal = ZERO
    realized: Decimal = ZERO
    isolatedWallet: Decimal = ZERO
    updateTime: int = 0
    buys: Decimal = ZERO
    sells: Decimal = ZERO
    buysQty: Decimal = ZERO
    sellsQty: Decimal = ZERO
    """Value and quantity of the open orders that may open or grow it."""
    reducing: dict[int, Order] = field(default_factory=dict[int, Order])
    """Open orders that may only reduce it, oldest first."""
    called: bool = False
    """A margin call for it was sent and it has not recovered since."""

    @property
    def quantity(self) -> Decimal:
        """The size, without sign."""
        return abs(self.positionAmt)

    @property
    def closing_side(self) -> OrderSide:
        """The side that reduces it."""
        return "SELL" if self.positionAmt > 0 else "BUY"

    def closable(self, side: OrderSide) -> Decimal:
        """The quantity that an order of `side` could close."""
        amount = self.positionAmt
        return max(ZERO, amount if side == "SELL" else -amount)


class Holding:
    """What an account has on one contract: settings, positions and open orders."""

    __slots__ = ("isolated", "leverage", "listing", "orders", "positions")

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.leverage = min(20, listing.instrument.brackets[0].initialLeverage)
        self.isolated = False
        self.positions: dict[PositionSide, Position] = {}
        self.orders: dict[int, Order] = {}

    def position(self, side: PositionSide) -> Position:
        """The position of a side, made when first asked for."""
        position = self.positions.get(side)
        if position is None:
            position = self.positions[side] = Position(side)
        return position

    @property
    def flat(self) -> bool:
        """Whether no position is open."""
        return not any(position.positionAmt for position in self.positions.values())

    def profit(self, position: Position, value: Decimal) -> Decimal:
        """The profit of a position if it were worth `value`."""
        gain = value - position.cost
        return gain if (position.positionAmt > 0) != self.listing.instrument.inverse else -gain

    def unrealized(self, position: Position) -> Decimal:
        """Unrealised profit at the mark price."""
        if not position.positionAmt:
            return ZERO
        return self.profit(position, self.listing.value(position.quantity))

    def bracket(self, value: Decimal) -> Bracket:
        """The leverage bracket of a position value."""
        brackets = self.listing.instrument.brackets
        return next((bracket for bracket in brackets if value <= bracket.cap), brackets[-1])

    def cap(self, leverage: int) -> Decimal:
        """The largest position value allowed at a leverage."""
        return max(each.cap for each in self.listing.instrument.brackets if each.initialLeverage >= leverage)

    def maintenance(self, position: Position) -> Decimal:
        """Maintenance margin at the mark price."""
        if not position.positionAmt:
            return ZERO
        value = self.listing.value(position.quantity)
        bracket = self.bracket(value)
        return value * bracket.maintMarginRatio - bracket.cum

    def position_margin(self, position: Position) -> Decimal:
        """Initial margin of a position at the mark price."""
        if not position.positionAmt:
            return ZERO
        return self.listing.value(position.quantity) / self.leverage

    def order_margin(self, position: Position) -> Decimal:
        """Initial margin that open orders need beyond the position's own.

        One way, a crossed position counts against orders that close it: Binance takes the larger of the two
        exposures that bids or asks alone would lead to. An isolated position's margin serves only that position.
        """
        if not position.buysQty and not position.sellsQty:
            return ZERO
        return self.order_exposure(position) / self.leverage

    def order_exposure(self, position: Position) -> Decimal:
        """The value that open orders can add to a position."""
        buys, sells = position.buys, position.sells
        amount = position.positionAmt
        if not amount:
            return max(buys, sells)
        if self.isolated:
            if amount > 0:
                return max(buys, _excess(sells, position.sellsQty, amount))
            return max(sells, _excess(buys, position.buysQty, -amount))
        value = self.listing.value(abs(amount))
        signed = value if amount > 0 else -value
        return max(abs(signed + buys), abs(signed - sells), value) - value

    def exposure(self, position: Position) -> Decimal:
        """The value of a position if its open orders were filled."""
        value = self.listing.value(position.quantity) if position.positionAmt else ZERO
        return value + self.order_exposure(position)

    def reserve(self, order: Order, quantity: Decimal) -> None:
        """Count an order with `quantity` left as open (0: no more)."""
        position = self.position(order.positionSide)
        if order.reducing:
            if quantity:
                position.reducing[order.orderId] = order
            else:
                position.reducing.pop(order.orderId, None)
            return
        value = self.listing.instrument.value(order.price, quantity) if quantity else ZERO
        if order.side == "BUY":
            position.buys += value - order.reserved
            position.buysQty += quantity - order.reservedQty
        else:
            position.sells += value - order.reserved
            position.sellsQty += quantity - order.reservedQty
        order.reserved, order.reservedQty = value, quantity

    def notionals(self) -> tuple[Decimal, Decimal]:
        """Open value bid and asked."""
        bids = asks = ZERO
        for position in self.positions.values():
            bids += position.buys
            asks += position.sells
        return bids, asks

    def entry_price(self, position: Position) -> Decimal:
        """The average price at which a position was entered."""
        return self.listing.instrument.price_of(position.cost, position.quantity)

    def break_even_price(self, position: Position) -> Decimal:
        """The price at which closing a position just pays the fees of opening it."""
        long = (position.positionAmt > 0) != self.listing.instrument.inverse
        value = position.cost + (position.paid if long else -position.paid)
        return self.listing.instrument.price_of(value, position.quantity)

    def book(self, position: Position, side: OrderSide, quantity: Decimal, value: Decimal) -> Decimal:
        """Change a position by a trade; gives the profit realised by what it closed."""
        amount = position.positionAmt
        signed = quantity if side == "BUY" else -quantity
        if not amount or (amount > 0) == (signed > 0):
            position.positionAmt = amount + signed
            self._enter(position, value)
            return ZERO
        size = abs(amount)
        closed = min(quantity, size)
        closing_value = value if closed == quantity else (value * closed / quantity).quantize(SATOSHI)
        if closed == size:
            profit = self.profit(position, closing_value)
            position.cost = position.paid = position.isolatedWallet = ZERO
            position.called = False
        else:
            released = (position.cost * closed / size).quantize(SATOSHI)
            gain = closing_value - released
            profit = gain if (amount > 0) != self.listing.instrument.inverse else -gain
            position.cost -= released
            position.paid -= (position.paid * closed / size).quantize(SATOSHI)
            position.isolatedWallet -= (position.isolatedWallet * closed / size).quantize(SATOSHI)
        position.positionAmt = amount + signed
        position.realized += profit
        if closed < quantity:
            self._enter(position, value - closing_value)
        return profit

    def _enter(self, position: Position, value: Decimal) -> None:
        position.cost += value
        if self.isolated:
            position.isolatedWallet += (value / self.leverage).quantize(SATOSHI)

    def change(self, position: Position) -> PositionChange:
        """The position as events tell it."""
        return PositionChange(
            self.listing.instrument,
            position.positionSide,
            position.positionAmt,
            self.entry_price(position),
            self.break_even_price(position),
            position.realized,
            self.unrealized(position),
            self.isolated,
            position.isolatedWallet,
            self.listing.markPrice,
            self.maintenance(position),
        )


def _excess(value: Decimal, quantity: Decimal, closable: Decimal) -> Decimal:
    """The part of the value of orders that goes beyond closing."""
    return value * (quantity - closable) / quantity if quantity > closable else ZERO


class Account:
    """A trader: one position mode and one login for both products, wallets for each.

    `orders` and `algos` hold open and closed ones by id, oldest first; `open_orders` and `open_algos` the open ones.
    `fills`, `incomes`, `amendments` and `margin_changes` are histories, oldest first. `feeBurn` and
    `selfTradePreventionMode` (what orders get that name none) may be set at any time.

    Args:
        name: Its id.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.dualSidePosition = False
        self.multiAssetsMargin = False
        self.feeBurn = False
        self.selfTradePreventionMode: SelfTradePreventionMode = "EXPIRE_MAKER"
        self.wallets: dict[tuple[Product, str], Wallet] = {}
        self.holdings: dict[str, Holding] = {}
        self._margined: dict[tuple[Product, str], list[Holding]] = {}
        self.open_orders: dict[int, Order] = {}
        self.orders: dict[int, Order] = {}
        self.client_order_ids: dict[tuple[str, str], Order] = {}
        self._closed: deque[Order] = deque()
        self.open_algos: dict[int, AlgoOrder] = {}
        self.algos: dict[int, AlgoOrder] = {}
        self.client_algo_ids: dict[tuple[Product, str], AlgoOrder] = {}
        self._closed_algos: deque[AlgoOrder] = deque()
        self.fills: deque[Fill] = deque(maxlen=KEPT)
        self.incomes: deque[Income] = deque(maxlen=KEPT)
        self.amendments: deque[Amendment] = deque(maxlen=KEPT)
        self.margin_changes: deque[MarginChange] = deque(maxlen=KEPT)
        self.called: set[tuple[Product, str]] = set()

    def wallet(self, product: Product, asset: str) -> Wallet:
        """A wallet, made when first asked for."""
        wallet = self.wallets.get((product, asset))
        if wallet is None:
            wallet = self.wallets[product, asset] = Wallet()
        return wallet

    def hold(self, listing: Listing) -> Holding:
        """The holding of a contract, made when first asked for."""
        instrument = listing.instrument
        holding = self.holdings.get(instrument.symbol)
        if holding is None:
            holding = self.holdings[instrument.symbol] = Holding(listing)
            self._margined.setdefault((instrument.product, instrument.marginAsset), []).append(holding)
        return holding

    def margined(self, product: Product, asset: str) -> Iterable[Holding]:
        """The holdings whose margin is an asset."""
        return self._margined.get((product, asset), ())

    def positions(self, product: Product, asset: str) -> Iterator[tuple[Holding, Position]]:
        """The open positions whose margin is an asset."""
        for holding in self.margined(product, asset):
            for position in holding.positions.values():
                if position.positionAmt:
                    yield holding, position

    def cross_wallet(self, product: Product, asset: str) -> Decimal:
        """The wallet balance without what is set aside for isolated positions."""
        isolated = sum((position.isolatedWallet for _, position in self.positions(product, asset)), ZERO)
        return self.wallet(product, asset).walletBalance - isolated

    def free(self, product: Product, asset: str) -> Decimal:
        """What is left of an asset for new margin; negative if the market took it.

        Crossed wallet and profit, less the initial margin of crossed positions and of all open orders.
        """
        total = self.wallet(product, asset).walletBalance
        for holding in self.margined(product, asset):
            isolated = holding.isolated
            for position in holding.positions.values():
                if position.positionAmt:
                    if isolated:
                        total -= position.isolatedWallet
                    else:
                        total += holding.unrealized(position) - holding.position_margin(position)
                total -= holding.order_margin(position)
        return total

    def balance_change(self, product: Product, asset: str, change: Decimal = ZERO) -> BalanceChange:
        """A balance as events tell it."""
        balance = self.wallet(product, asset).walletBalance
        return BalanceChange(asset, balance, self.cross_wallet(product, asset), change)

    def remember(self, order: Order) -> None:
        """Take a new order in."""
        self.orders[order.orderId] = order
        self.client_order_ids[order.symbol, order.clientOrderId] = order

    def close(self, order: Order) -> None:
        """Move an order to the closed ones and forget the oldest beyond `KEPT`."""
        self.open_orders.pop(order.orderId, None)
        self._closed.append(order)
        if len(self._closed) > KEPT:
            old = self._closed.popleft()
            del self.orders[old.orderId]
            if self.client_order_ids.get((old.symbol, old.clientOrderId)) is old:
                del self.client_order_ids[old.symbol, old.clientOrderId]

    def remember_algo(self, algo: AlgoOrder) -> None:
        """Take a new conditional order in."""
        self.algos[algo.algoId] = self.open_algos[algo.algoId] = algo
        self.client_algo_ids[algo.instrument.product, algo.clientAlgoId] = algo

    def close_algo(self, algo: AlgoOrder) -> None:
        """Move a conditional order to the closed ones and forget the oldest beyond `KEPT`."""
        self.open_algos.pop(algo.algoId, None)
        self._closed_algos.append(algo)
        if len(self._closed_algos) > KEPT:
            old = self._closed_algos.popleft()
            del self.algos[old.algoId]
            key = (old.instrument.product, old.clientAlgoId)
            if self.client_algo_ids.get(key) is old:
                del self.client_algo_ids[key]
