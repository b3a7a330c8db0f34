"""Positions, their settings and own trades on USDⓈ-M futures."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import core_schema

from ..._request import SignedRequest
from ...errors import Problem
from ..base import Model, Open, Outcome
from ..common import positions as common
from ..common.positions import AdlQuantiles, MarginChange, PositionMode, SideQuantiles
from ..common.times import DAY, span_problems
from ..parameters import Bool, Integer, Text, Timestamp

__all__ = [
    "AccountTrade",
    "AdlQuantiles",
    "Bracket",
    "ChangeLeverage",
    "ChangeMarginType",
    "ChangeMultiAssetMode",
    "ChangePositionMode",
    "CommissionRate",
    "ForceOrder",
    "GetAccountTrades",
    "GetAdlQuantile",
    "GetCommissionRate",
    "GetForceOrders",
    "GetLeverageBrackets",
    "GetMultiAssetMode",
    "GetPositionMarginHistory",
    "GetPositionMode",
    "GetPositionRisk",
    "GetPositionRiskV2",
    "Leverage",
    "LeverageBrackets",
    "MarginChange",
    "MarginHistory",
    "ModifyIsolatedPositionMargin",
    "MultiAssetMode",
    "Position",
    "PositionMode",
    "PositionV2",
    "SideQuantiles",
    "SignTradfiContract",
]


# Answers


class MultiAssetMode(Model):
    """The asset mode of the account."""

    multiAssetsMargin: bool
    """True in multi-assets mode, False in single-asset mode."""


class Leverage(common.Leverage):
    """The leverage of a symbol."""

    maxNotionalValue: Decimal
    """Largest position at this leverage (quote asset)."""


class MarginHistory(common.MarginHistory):
    """One change of the margin of an isolated position."""

    deltaType: Open[Literal["TRADE", "USER_ADJUST"]]
    """Why: a trade, or by hand."""


class Position(common.Position):
    """A position, or a symbol with open orders."""

    notional: Decimal
    """Value of the position, below zero when short (quote asset)."""
    marginAsset: str
    """Margin asset."""
    isolatedWallet: Decimal
    """Isolated margin without unrealised profit (margin asset)."""
    initialMargin: Decimal
    """Initial margin needed at the mark price (margin asset)."""
    maintMargin: Decimal
    """Maintenance margin needed (margin asset)."""
    positionInitialMargin: Decimal
    """Initial margin of the position (margin asset)."""
    openOrderInitialMargin: Decimal
    """Initial margin of open orders (margin asset)."""
    adl: int
    """Place in the auto-deleveraging queue."""
    bidNotional: Decimal
    """Value of open buy orders (quote asset); Binance says to ignore it."""
    askNotional: Decimal
    """Value of open sell orders (quote asset); Binance says to ignore it."""


class PositionV2(common.LeveragedPosition):
    """A position together with its settings, as the older call has it."""

    maxNotionalValue: Decimal
    """Largest position at this leverage (quote asset)."""
    notional: Decimal
    """Value of the position, below zero when short (quote asset)."""
    isolatedWallet: Decimal
    """Isolated margin without unrealised profit (margin asset)."""


class AccountTrade(common.AccountTrade):
    """An own trade."""

    quoteQty: Decimal
    """Value (quote asset)."""
    baseQty: Decimal | None = None
    """Quantity (base asset), or 0: Binance's pages disagree; missing before August 2026."""
    marginAsset: str | None = None
    """Margin asset; missing before August 2026."""
    pair: str | None = None
    """Pair; missing before August 2026."""


class Bracket(common.Bracket):
    """A leverage bracket, by the value of the position."""

    notionalFloor: Decimal
    """Where the bracket begins (quote asset)."""
    notionalCap: Decimal
    """Where the bracket ends (quote asset)."""


class LeverageBrackets(Model):
    """The leverage brackets of a symbol."""

    symbol: str
    notionalCoef: Decimal | None = None
    """The account's own multiplier of the brackets; only there when they are adjusted."""
    brackets: list[Bracket]
    """The brackets, in order."""


class ForceOrder(common.ForceOrder):
    """An own order that the exchange placed to liquidate or deleverage."""

    pair: str | None = None
    """Pair; missing before August 2026."""
    cumQuote: Decimal
    """Filled value (quote asset)."""
    cumBase: Decimal | None = None
    """Filled value (base asset); missing before August 2026."""


class CommissionRate(common.CommissionRate):
    """The account's fee rates for a symbol."""

    rpiCommissionRate: Decimal | None = None
    """Fee of RPI orders (fraction); missing before there were any, in November 2025."""


class _OneIsList:
    """One object reads as a list of it: the pages show both where a symbol is given."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: [value] if isinstance(value, dict) else value, handler(source)
        )


# Requests


class ChangePositionMode(common.ChangePositionMode, path="/fapi/v1/positionSide/dual"):
    """Switches between hedge and one-way mode, for USDⓈ-M and COIN-M at once.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#change-position-mode
    """


class GetPositionMode(common.GetPositionMode, path="/fapi/v1/positionSide/dual"):
    """The position mode of the account, one for USDⓈ-M and COIN-M.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#get-current-position-mode
    """


class ChangeMultiAssetMode(SignedRequest[Outcome], method="POST", path="/fapi/v1/multiAssetsMargin", security="TRADE"):
    """Switches between multi-assets and single-asset margin, for every symbol.

    Refused while there are isolated symbols, open orders or too low a balance.

    Args:
        multiAssetsMargin: True for multi-assets mode; NoChangeError when it is so already.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#change-multi-assets-mode
    """

    multiAssetsMargin: Bool


class GetMultiAssetMode(SignedRequest[MultiAssetMode], path="/fapi/v1/multiAssetsMargin", weight=30):
    """The asset mode of the account.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#get-current-multi-assets-mode
    """


class ChangeLeverage(common.ChangeLeverage[Leverage], path="/fapi/v1/leverage"):
    """Sets the initial leverage of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#change-initial-leverage
    """


class ChangeMarginType(common.ChangeMarginType, path="/fapi/v1/marginType"):
    """Sets the margin type of a symbol; refused while it has open orders or a position.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#change-margin-type
    """


class ModifyIsolatedPositionMargin(common.ModifyIsolatedPositionMargin, path="/fapi/v1/positionMargin"):
    """Adds margin to an isolated position or takes some out.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#modify-isolated-position-margin
    """


class GetPositionMarginHistory(
    common.GetPositionMarginHistory[list[MarginHistory]], path="/fapi/v1/positionMargin/history"
):
    """Changes of the margin of isolated positions in a symbol, of the last 30 days.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#get-position-margin-change-history
    """

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the times."""
        yield from span_problems(self.startTime, self.endTime, 30 * DAY)


class GetPositionRisk(
    SignedRequest[list[Position]], path="/fapi/v3/positionRisk", weight=5, ws_method="v2/account.position"
):
    """Positions, and symbols with open orders; leverage and margin type are in `symbol_configuration`.

    Args:
        symbol: Symbol (default every one).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#position-information-v3
    """

    symbol: Text | None = None


class GetPositionRiskV2(
    SignedRequest[list[PositionV2]], path="/fapi/v2/positionRisk", weight=5, ws_method="account.position"
):
    """Positions of every symbol, held or not, with leverage and margin type; older than `get_position_risk`.

    In one-way mode the position BOTH of each symbol, in hedge mode LONG and SHORT.

    Args:
        symbol: Symbol (default every one).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#position-information-v2
    """

    symbol: Text | None = None


class GetAccountTrades(SignedRequest[list[AccountTrade]], path="/fapi/v1/userTrades", weight=5):
    """Own trades in a symbol, of the last 3 months; without times or fromId those of the last 7 days.

    Args:
        symbol: Symbol.
        orderId: Only trades of this order.
        startTime: From this time, inclusive (ms).
        endTime: Up to this time, inclusive (ms), at most 7 days after startTime.
        fromId: First trade id; not together with startTime or endTime.
        limit: Rows, 1 to 1000 (default 500).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#account-trade-list
    """

    symbol: Text
    orderId: Integer | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    fromId: Integer | None = None
    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = None

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the times and fromId."""
        yield from common.trade_problems(self.startTime, self.endTime, self.fromId)


class GetLeverageBrackets(
    SignedRequest[Annotated[list[LeverageBrackets], _OneIsList]], path="/fapi/v1/leverageBracket"
):
    """Leverage brackets by the value of a position.

    Args:
        symbol: Symbol (default every one); the answer is a list all the same.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#notional-and-leverage-brackets
    """

    symbol: Text | None = None


class GetAdlQuantile(common.GetAdlQuantile, path="/fapi/v1/adlQuantile"):
    """Places of own positions in the auto-deleveraging queue; updated every 30 s.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#position-adl-quantile-estimation
    """


class GetForceOrders(common.GetForceOrders[list[ForceOrder]], path="/fapi/v1/forceOrders"):
    """Own orders of liquidations and deleveraging, of the last 90 days.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#users-force-orders
    """


class SignTradfiContract(SignedRequest[Outcome], method="POST", path="/fapi/v1/stock/contract", weight=50):
    """Signs the agreement on TradFi perpetuals, which trading them needs.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#futures-tradfi-perps-contract
    """


class GetCommissionRate(common.GetCommissionRate[CommissionRate], path="/fapi/v1/commissionRate"):
    """The account's fee rates for a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#user-commission-rate
    """
