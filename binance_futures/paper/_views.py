"""What an account looks like at the present mark prices: one row an asset, one row a position."""

from dataclasses import dataclass
from decimal import Decimal

from ..environments import Product
from ..models.enums import AdlQuantile, PositionSide
from ._accounts import Account, Holding, Position
from ._instruments import Instrument
from ._listing import Listing
from ._orders import ZERO
from ._risk import crossed, ranked
from ._settings import Settings
from ._state import COLLATERAL, State

__all__ = ["AssetView", "PositionView", "view_assets", "view_positions"]


@dataclass(frozen=True, slots=True)
class AssetView:
    """A row of balance and account answers."""

    asset: str
    walletBalance: Decimal
    unrealizedProfit: Decimal
    marginBalance: Decimal
    maintMargin: Decimal
    initialMargin: Decimal
    positionInitialMargin: Decimal
    openOrderInitialMargin: Decimal
    crossWalletBalance: Decimal
    crossUnPnl: Decimal
    availableBalance: Decimal
    maxWithdrawAmount: Decimal
    marginAvailable: bool
    updateTime: int


@dataclass(frozen=True, slots=True)
class PositionView:
    """A row of positionRisk and account answers. `notional` is signed, in the margin asset (cm: coins)."""

    instrument: Instrument
    positionSide: PositionSide
    positionAmt: Decimal
    entryPrice: Decimal
    breakEvenPrice: Decimal
    markPrice: Decimal
    unRealizedProfit: Decimal
    liquidationPrice: Decimal
    """0 if no price liquidates it."""
    isolated: bool
    isolatedMargin: Decimal
    isolatedWallet: Decimal
    notional: Decimal
    initialMargin: Decimal
    positionInitialMargin: Decimal
    openOrderInitialMargin: Decimal
    maintMargin: Decimal
    leverage: int
    maxNotional: Decimal
    """The largest position value at this leverage; cm answers call it maxQty."""
    adl: AdlQuantile
    bidNotional: Decimal
    askNotional: Decimal
    hasOrders: bool
    updateTime: int


def view_assets(state: State, account: Account, product: Product) -> list[AssetView]:
    """The assets of a product: all that margin something there, and all that have a wallet."""
    instruments = (listing.instrument for listing in state.listings.values())
    assets = dict.fromkeys(each.marginAsset for each in instruments if each.product == product)
    assets |= dict.fromkeys(asset for owner, asset in account.wallets if owner == product)
    if product == "um":
        assets |= dict.fromkeys(COLLATERAL)
    settings = Settings(state)
    return [_asset(state, settings, account, product, asset) for asset in assets]


def _asset(state: State, settings: Settings, account: Account, product: Product, asset: str) -> AssetView:
    wallet = account.wallet(product, asset)
    profit = cross_profit = maintenance = held = ordered = ZERO
    for holding in account.margined(product, asset):
        for position in holding.positions.values():
            gain = holding.unrealized(position)
            profit += gain
            cross_profit += ZERO if holding.isolated else gain
            maintenance += holding.maintenance(position)
            held += holding.position_margin(position)
            ordered += holding.order_margin(position)
    return AssetView(
        asset=asset,
        walletBalance=wallet.walletBalance,
        unrealizedProfit=profit,
        marginBalance=wallet.walletBalance + profit,
        maintMargin=maintenance,
        initialMargin=held + ordered,
        positionInitialMargin=held,
        openOrderInitialMargin=ordered,
        crossWalletBalance=account.cross_wallet(product, asset),
        crossUnPnl=cross_profit,
        availableBalance=max(ZERO, state.free(account, product, asset)),
        maxWithdrawAmount=settings.withdrawable(account, product, asset),
        marginAvailable=product == "cm" or asset in COLLATERAL,
        updateTime=wallet.updateTime,
    )


def view_positions(state: State, account: Account, product: Product, symbol: str | None = None) -> list[PositionView]:
    """The positions of a product, open or not: BOTH of every symbol one way, LONG and SHORT in hedge mode.

    In hedge mode cm shows an empty BOTH, too (page of Account Information).
    """
    sides: tuple[PositionSide, ...] = ("BOTH",)
    if account.dualSidePosition:
        sides = ("LONG", "SHORT") if product == "um" else ("BOTH", "LONG", "SHORT")
    return [
        _position(state, account, account.hold(listing), side)
        for name, listing in state.listings.items()
        if listing.instrument.product == product and symbol in {None, name}
        for side in sides
    ]


def _position(state: State, account: Account, holding: Holding, side: PositionSide) -> PositionView:
    listing, position = holding.listing, holding.position(side)
    instrument = listing.instrument
    profit = holding.unrealized(position)
    value = listing.value(position.quantity) if position.positionAmt else ZERO
    held, ordered = holding.position_margin(position), holding.order_margin(position)
    return PositionView(
        instrument=instrument,
        positionSide=side,
        positionAmt=position.positionAmt,
        entryPrice=holding.entry_price(position),
        breakEvenPrice=holding.break_even_price(position),
        markPrice=listing.markPrice,
        unRealizedProfit=profit,
        liquidationPrice=_liquidation_price(state, account, holding, position),
        isolated=holding.isolated,
        isolatedMargin=position.isolatedWallet + profit if holding.isolated else ZERO,
        isolatedWallet=position.isolatedWallet,
        notional=value if position.positionAmt > 0 else -value,
        initialMargin=held + ordered,
        positionInitialMargin=held,
        openOrderInitialMargin=ordered,
        maintMargin=holding.maintenance(position),
        leverage=holding.leverage,
        maxNotional=holding.cap(holding.leverage),
        adl=_adl(state, listing, position),
        bidNotional=position.buys,
        askNotional=position.sells,
        hasOrders=any(order.positionSide == side for order in holding.orders.values()),
        updateTime=position.updateTime,
    )


def _liquidation_price(state: State, account: Account, holding: Holding, position: Position) -> Decimal:
    """The mark price at which margin meets maintenance, all other prices and the bracket staying as they are."""
    if not position.positionAmt:
        return ZERO
    instrument = holding.listing.instrument
    if holding.isolated:
        rest = position.isolatedWallet
    else:
        pool = state.pool(account, instrument.product, instrument.marginAsset)
        balance, maintenance = crossed(account, instrument.product, pool)
        rest = (balance - maintenance) / dict(pool)[instrument.marginAsset]
        rest += holding.maintenance(position) - holding.unrealized(position)
    bracket = holding.bracket(holding.listing.value(position.quantity))
    way = 1 if (position.positionAmt > 0) != instrument.inverse else -1
    value = (way * position.cost - rest - bracket.cum) / (way - bracket.maintMarginRatio)
    return instrument.price_of(value, position.quantity) if value > 0 else ZERO


def _adl(state: State, listing: Listing, position: Position) -> AdlQuantile:
    """The fifth of the deleveraging queue in which a position stands, 4 first."""
    if not position.positionAmt:
        return 0
    queue = [each for _, _, each in ranked(state.accounts.values(), listing, long=position.positionAmt > 0)]
    fifths: tuple[AdlQuantile, ...] = (4, 3, 2, 1, 0)
    return fifths[5 * queue.index(position) // len(queue)]
