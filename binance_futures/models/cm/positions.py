"""Positions, their settings and own trades on COIN-M futures."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from ..._request import BySymbol, SignedRequest, required
from ...errors import Problem
from ..base import Model
from ..common import positions as common
from ..common.positions import AdlQuantiles, CommissionRate, MarginChange, MarginHistory, PositionMode, SideQuantiles
from ..parameters import Integer, Text, Timestamp

__all__ = [
    "AccountTrade",
    "AdlQuantiles",
    "Bracket",
    "ChangeLeverage",
    "ChangeMarginType",
    "ChangePositionMode",
    "CommissionRate",
    "ForceOrder",
    "GetAccountTrades",
    "GetAdlQuantile",
    "GetCommissionRate",
    "GetForceOrders",
    "GetLeverageBrackets",
    "GetLeverageBracketsPair",
    "GetPositionMarginHistory",
    "GetPositionMode",
    "GetPositionRisk",
    "Leverage",
    "LeverageBrackets",
    "MarginChange",
    "MarginHistory",
    "ModifyIsolatedPositionMargin",
    "PairLeverageBrackets",
    "Position",
    "PositionMode",
    "SideQuantiles",
]


# Answers


class Leverage(common.Leverage):
    """The leverage of a symbol."""

    maxQty: Decimal
    """Largest position at this leverage (base asset)."""


class Position(common.LeveragedPosition):
    """A position together with its settings."""

    maxQty: Decimal
    """Largest position at this leverage (base asset)."""
    notionalValue: Decimal | None = None
    """Value of the position (base asset); only the WebSocket API has it."""
    isolatedWallet: Decimal | None = None
    """Isolated margin without unrealised profit (margin asset); only the WebSocket API has it."""


class AccountTrade(common.AccountTrade):
    """An own trade."""

    pair: str
    marginAsset: str
    """Margin asset."""
    baseQty: Decimal
    """Value (base asset)."""
    quoteQty: Decimal | None = None
    """Value (quote asset), or 0: Binance's pages disagree; missing before August 2026."""


class Bracket(common.Bracket):
    """A leverage bracket, by the size of the position."""

    qtylFloor: Decimal
    """Where the bracket begins (base asset); spelled so by Binance."""
    qtyCap: Decimal
    """Where the bracket ends (base asset)."""


class LeverageBrackets(Model):
    """The leverage brackets of a symbol."""

    symbol: str | None = None
    """Symbol; Binance's page of 2025 shows `pair` in its place."""
    pair: str | None = None
    """Pair, only where `symbol` is missing."""
    notionalCoef: Decimal | None = None
    """The account's own multiplier of the brackets; only there when they are adjusted."""
    brackets: list[Bracket]
    """The brackets, in order."""


class PairLeverageBrackets(Model):
    """The default leverage brackets of a pair."""

    pair: str
    brackets: list[Bracket]
    """The brackets, in order."""


class ForceOrder(common.ForceOrder):
    """An own order that the exchange placed to liquidate or deleverage."""

    pair: str
    cumBase: Decimal
    """Filled value (base asset)."""
    cumQuote: Decimal | None = None
    """Filled value (quote asset); missing before August 2026."""
    priceProtect: bool
    """Whether the trigger was protected from prices far off."""
    goodTillDate: int | None = None
    """When a GTD order ends (ms), 0 for others; missing in older answers."""


# Requests


class ChangePositionMode(common.ChangePositionMode, path="/dapi/v1/positionSide/dual"):
    """Switches between hedge and one-way mode, for USDⓈ-M and COIN-M at once.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#change-position-mode
    """


class GetPositionMode(common.GetPositionMode, path="/dapi/v1/positionSide/dual"):
    """The position mode of the account, one for USDⓈ-M and COIN-M.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#get-current-position-mode
    """


class ChangeLeverage(common.ChangeLeverage[Leverage], path="/dapi/v1/leverage"):
    """Sets the initial leverage of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#change-initial-leverage
    """

    leverage: Annotated[Integer, Field(ge=1, le=125)]


class ChangeMarginType(common.ChangeMarginType, path="/dapi/v1/marginType"):
    """Sets the margin type of a symbol; refused while it has open orders or a position.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#change-margin-type
    """


class ModifyIsolatedPositionMargin(common.ModifyIsolatedPositionMargin, path="/dapi/v1/positionMargin"):
    """Adds margin to an isolated position or takes some out.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#modify-isolated-position-margin
    """


class GetPositionMarginHistory(
    common.GetPositionMarginHistory[list[MarginHistory]], path="/dapi/v1/positionMargin/history"
):
    """Changes of the margin of isolated positions in a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#get-position-margin-change-history
    """


class GetPositionRisk(SignedRequest[list[Position]], path="/dapi/v1/positionRisk", ws_method="account.position"):
    """Positions of every symbol that trades, held or not, with leverage and margin type.

    In one-way mode the position BOTH of each symbol, in hedge mode BOTH, LONG and SHORT.

    Args:
        marginAsset: Only positions with this margin asset.
        pair: Only symbols of this pair, such as BTCUSD.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#position-information
    """

    moved: ClassVar[Mapping[str, str]] = MappingProxyType({"symbol": "filter by pair or marginAsset"})
    marginAsset: Text | None = None
    pair: Text | None = None


class GetAccountTrades(SignedRequest[list[AccountTrade]], path="/dapi/v1/userTrades", weight=5):
    """Own trades in a symbol or pair, of the last 3 months; without times or fromId those of the last 7 days.

    Args:
        symbol: Symbol; this or pair.
        pair: Pair, such as BTCUSD; not together with fromId.
        orderId: Only trades of this order; needs symbol.
        startTime: From this time, inclusive (ms).
        endTime: Up to this time, inclusive (ms), at most 7 days after startTime.
        fromId: First trade id; not together with startTime or endTime.
        limit: Rows, 1 to 1000 (default 50).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#account-trade-list
    """

    symbol: Text | None = None
    pair: Text | None = None
    orderId: Integer | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    fromId: Integer | None = None
    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = None

    def problems(self) -> Iterator[Problem]:
        """What does not go together, and what is wrong with the times."""
        if self.symbol is None and self.orderId is not None:
            yield required("symbol", "with orderId")
        elif self.symbol is None and self.pair is None:
            yield required("symbol", "unless pair is given")
        if self.pair is not None and self.symbol is not None:
            yield Problem("pair", "cannot be combined with symbol")
        if self.pair is not None and self.fromId is not None:
            yield Problem("fromId", "cannot be combined with pair")
        yield from common.trade_problems(self.startTime, self.endTime, self.fromId)


class GetLeverageBrackets(
    SignedRequest[list[LeverageBrackets]], path="/dapi/v2/leverageBracket", weight=BySymbol(one=1, every=2)
):
    """Leverage brackets by the size of a position, of symbols.

    Args:
        symbol: Symbol (default every one).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#notional-bracket-for-symbol
    """

    moved: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"pair": "ask by symbol or, with `leverage_brackets_pair`, by pair"}
    )
    symbol: Text | None = None


class GetLeverageBracketsPair(SignedRequest[list[PairLeverageBrackets]], path="/dapi/v1/leverageBracket"):
    """Default leverage brackets by the size of a position, of pairs.

    Binance advises against it, for the symbols of a pair may differ: `leverage_brackets` asks by symbol.

    Args:
        pair: Pair, such as BTCUSD (default every one).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#notional-bracket-for-pair
    """

    pair: Text | None = None


class GetAdlQuantile(common.GetAdlQuantile, path="/dapi/v1/adlQuantile"):
    """Places of own positions in the auto-deleveraging queue; updated every 30 s.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#position-adl-quantile-estimation
    """


class GetForceOrders(common.GetForceOrders[list[ForceOrder]], path="/dapi/v1/forceOrders"):
    """Own orders of liquidations and deleveraging, of the last 90 days.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#users-force-orders
    """


class GetCommissionRate(common.GetCommissionRate[CommissionRate], path="/dapi/v1/commissionRate"):
    """The account's fee rates for a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#user-commission-rate
    """
