"""What an account may set: leverage, margin type, position mode, asset mode, isolated margin."""

from decimal import ROUND_DOWN, Decimal

from ..environments import Product
from ..models.enums import MarginChangeType, MarginType, PositionSide
from ._accounts import Account, Holding
from ._checks import check_position_side
from ._errors import rejected
from ._events import AccountConfigUpdate, AccountUpdate, MarginChange
from ._instruments import SATOSHI
from ._listing import Listing
from ._orders import ZERO
from ._state import COLLATERAL, State

__all__ = ["Settings"]


class Settings:
    """Changes of settings, with their refusals."""

    def __init__(self, state: State) -> None:
        self._state = state

    def leverage(self, account: Account, listing: Listing, leverage: int) -> Decimal:
        """Change the leverage of a symbol; gives the largest position value it allows."""
        instrument = listing.instrument
        product = instrument.product
        if not 1 <= leverage <= instrument.brackets[0].initialLeverage:
            raise rejected("INVALID_LEVERAGE", product, leverage)
        holding = account.hold(listing)
        before = holding.leverage
        if leverage < before and holding.isolated and not holding.flat:
            raise rejected("ISOLATED_LEVERAGE_REJECT_WITH_POSITION", product)
        cap = holding.cap(leverage)
        if any(holding.exposure(position) > cap for position in holding.positions.values()):
            raise rejected("MAX_LEVERAGE_RATIO", product)
        holding.leverage = leverage
        if leverage < before and self._state.free(account, product, instrument.marginAsset) < 0:
            holding.leverage = before
            raise rejected("MIN_LEVERAGE_RATIO", product)
        self._state.publish(AccountConfigUpdate(account.name, product, self._state.time, instrument.symbol, leverage))
        return cap

    def margin_type(self, account: Account, listing: Listing, marginType: MarginType) -> None:
        """Change between crossed and isolated margin; the symbol must be free of orders and positions."""
        product = listing.instrument.product
        holding = account.hold(listing)
        isolated = marginType == "ISOLATED"
        if isolated == holding.isolated:
            raise rejected("NO_NEED_TO_CHANGE_MARGIN_TYPE", product)
        if isolated and account.multiAssetsMargin and product == "um":
            raise rejected("JOINT_MARGIN_REJECT_WITH_ISOLATED", product)
        if self._has_orders(account, holding):
            raise rejected("THERE_EXISTS_OPEN_ORDERS", product)
        if not holding.flat:
            raise rejected("THERE_EXISTS_QUANTITY", product)
        holding.isolated = isolated
        changes = tuple(holding.change(holding.position(side)) for side in _sides(account))
        balance = account.balance_change(product, listing.instrument.marginAsset)
        self._state.publish(
            AccountUpdate(account.name, product, self._state.time, "MARGIN_TYPE_CHANGE", (balance,), changes)
        )

    def position_mode(self, account: Account, *, dual: bool) -> None:
        """Change between one-way and hedge mode, for both products at once."""
        if dual == account.dualSidePosition:
            raise rejected("NO_NEED_TO_CHANGE_POSITION_SIDE")
        if account.open_orders or account.open_algos:
            raise rejected("POSITION_SIDE_CHANGE_EXISTS_OPEN_ORDERS")
        if not all(holding.flat for holding in account.holdings.values()):
            raise rejected("POSITION_SIDE_CHANGE_EXISTS_QUANTITY")
        account.dualSidePosition = dual

    def asset_mode(self, account: Account, *, multi: bool) -> None:
        """Change between single-asset and multi-assets margin (um)."""
        if multi == account.multiAssetsMargin:
            raise rejected("NO_NEED_TO_CHANGE_JOINT_MARGIN")
        holdings = [each for each in account.holdings.values() if each.listing.instrument.product == "um"]
        if multi and any(holding.isolated for holding in holdings):
            raise rejected("ISOLATED_REJECT_WITH_JOINT_MARGIN")
        if any(self._has_orders(account, holding) for holding in holdings):
            raise rejected("JOINT_MARGIN_REJECT_WITH_OPEN_ORDER")
        if any(account.wallet("um", asset).walletBalance < 0 for asset in COLLATERAL):
            raise rejected("JOINT_MARGIN_REJECT_WITH_NEGATIVE_BALANCE")
        account.multiAssetsMargin = multi
        if any(self._state.free(account, "um", asset) < 0 for asset in COLLATERAL):
            account.multiAssetsMargin = not multi
            raise rejected("JOINT_MARGIN_REJECT_WITH_MB")
        self._state.publish(AccountConfigUpdate(account.name, "um", self._state.time, multiAssetsMargin=multi))

    def position_margin(
        self,
        account: Account,
        listing: Listing,
        amount: Decimal,
        type: MarginChangeType,
        positionSide: PositionSide,
    ) -> None:
        """Add (1) or take back (2) margin of an isolated position."""
        instrument = listing.instrument
        product, asset = instrument.product, instrument.marginAsset
        check_position_side(account, positionSide)
        if amount <= 0 or amount % SATOSHI:
            raise rejected("INVALID_PARAMETER", product, "amount")
        holding = account.hold(listing)
        position = holding.position(positionSide)
        if not holding.isolated:
            raise rejected("ADD_ISOLATED_MARGIN_REJECT", product)
        if not position.positionAmt:
            raise rejected("ADD_ISOLATED_MARGIN_NO_POSITION_REJECT", product)
        if type == 1:
            if amount > self._state.free(account, product, asset):
                raise rejected("CROSS_BALANCE_INSUFFICIENT", product)
            position.isolatedWallet += amount
        else:
            loss = min(ZERO, holding.unrealized(position))
            if amount > position.isolatedWallet + loss - holding.position_margin(position):
                raise rejected("ISOLATED_BALANCE_INSUFFICIENT", product)
            position.isolatedWallet -= amount
        state = self._state
        position.updateTime = state.time
        account.margin_changes.append(
            MarginChange(instrument.symbol, type, "USER_ADJUST", amount, asset, state.time, positionSide)
        )
        balance = account.balance_change(product, asset)
        state.publish(
            AccountUpdate(account.name, product, state.time, "MARGIN_TRANSFER", (balance,), (holding.change(position),))
        )

    def transfer(self, account: Account, product: Product, asset: str, amount: Decimal) -> None:
        """Move money in (positive) or out of a wallet."""
        state = self._state
        if not amount or amount % SATOSHI:
            raise rejected("INVALID_PARAMETER", product, "amount")
        if amount < 0 and -amount > self.withdrawable(account, product, asset):
            raise rejected("BALANCE_NOT_SUFFICIENT", product)
        state.pay(account, product, asset, amount, "TRANSFER")
        state.publish(
            AccountUpdate(
                account.name,
                product,
                state.time,
                "DEPOSIT" if amount > 0 else "WITHDRAW",
                (account.balance_change(product, asset, amount),),
            )
        )

    def withdrawable(self, account: Account, product: Product, asset: str) -> Decimal:
        """What may be moved out: free margin, unrealised profit left aside."""
        wallet = account.wallet(product, asset).walletBalance
        profit = ZERO
        for holding, position in account.positions(product, asset):
            if not holding.isolated:
                profit += max(ZERO, holding.unrealized(position))
        free = self._state.free(account, product, asset)
        return max(ZERO, min(wallet, free - profit)).quantize(SATOSHI, ROUND_DOWN)

    @staticmethod
    def _has_orders(account: Account, holding: Holding) -> bool:
        symbol = holding.listing.instrument.symbol
        return bool(holding.orders) or any(algo.symbol == symbol for algo in account.open_algos.values())


def _sides(account: Account) -> tuple[PositionSide, ...]:
    return ("LONG", "SHORT") if account.dualSidePosition else ("BOTH",)
