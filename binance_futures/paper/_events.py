"""What the exchange tells the outside, in order, and the records it keeps. Plain data; others write it to the wire."""

from dataclasses import dataclass
from decimal import Decimal

from ..environments import Product
from ..models.enums import (
    AccountUpdateReason,
    ExecutionType,
    IncomeType,
    MarginChangeType,
    OrderExpireReason,
    OrderSide,
    OrderStatus,
    PositionSide,
    TimeInForce,
)
from ._book import DepthChange
from ._instruments import Instrument
from ._orders import ZERO, AlgoOrder, Order

__all__ = [
    "AccountConfigUpdate",
    "AccountUpdate",
    "AlgoUpdate",
    "Amendment",
    "BalanceChange",
    "Event",
    "Fill",
    "FundingPayment",
    "Income",
    "Liquidation",
    "MarginCall",
    "MarginChange",
    "OrderUpdate",
    "PositionChange",
    "PublicTrade",
]


@dataclass(frozen=True, slots=True)
class OrderUpdate:
    """ORDER_TRADE_UPDATE; with `executionType` TRADE also TRADE_LITE. `order` is a snapshot."""

    account: str
    time: int
    order: Order
    executionType: ExecutionType
    bidNotional: Decimal
    askNotional: Decimal
    expireReason: OrderExpireReason = "0"
    lastFilledQty: Decimal = ZERO
    lastFilledPrice: Decimal = ZERO
    tradeId: int = 0
    maker: bool = False
    commission: Decimal = ZERO
    """Paid, positive; negative would be received."""
    commissionAsset: str | None = None
    realizedPnl: Decimal = ZERO
    modifyId: int | None = None


@dataclass(frozen=True, slots=True)
class BalanceChange:
    """A balance after a change; `balanceChange` leaves out PnL and fees."""

    asset: str
    walletBalance: Decimal
    crossWalletBalance: Decimal
    balanceChange: Decimal


@dataclass(frozen=True, slots=True)
class PositionChange:
    """A position after a change; also a row of MARGIN_CALL."""

    instrument: Instrument
    positionSide: PositionSide
    positionAmt: Decimal
    entryPrice: Decimal
    breakEvenPrice: Decimal
    accumulatedRealized: Decimal
    unRealizedProfit: Decimal
    isolated: bool
    isolatedWallet: Decimal
    markPrice: Decimal
    maintMargin: Decimal


@dataclass(frozen=True, slots=True)
class AccountUpdate:
    """ACCOUNT_UPDATE. `symbol` only for FUNDING_FEE."""

    account: str
    product: Product
    time: int
    reason: AccountUpdateReason
    balances: tuple[BalanceChange, ...]
    positions: tuple[PositionChange, ...] = ()
    symbol: str | None = None


@dataclass(frozen=True, slots=True)
class AlgoUpdate:
    """ALGO_UPDATE. `order` is a snapshot."""

    account: str
    time: int
    order: AlgoOrder


@dataclass(frozen=True, slots=True)
class AccountConfigUpdate:
    """ACCOUNT_CONFIG_UPDATE: either `symbol` and `leverage`, or `multiAssetsMargin`."""

    account: str
    product: Product
    time: int
    symbol: str | None = None
    leverage: int | None = None
    multiAssetsMargin: bool | None = None


@dataclass(frozen=True, slots=True)
class MarginCall:
    """MARGIN_CALL. `crossWalletBalance` only for crossed positions."""

    account: str
    product: Product
    time: int
    crossWalletBalance: Decimal | None
    positions: tuple[PositionChange, ...]


@dataclass(frozen=True, slots=True)
class PublicTrade:
    """A trade of the book. Trades in a row share `aggTradeId`: same price, same side of the taker, same 100 ms."""

    instrument: Instrument
    time: int
    tradeId: int
    aggTradeId: int
    price: Decimal
    qty: Decimal
    quoteQty: Decimal
    baseQty: Decimal
    isBuyerMaker: bool
    buyerOrderId: int
    sellerOrderId: int


@dataclass(frozen=True, slots=True)
class Liquidation:
    """forceOrder: a forced order after its matching. `lastFilledQty` is what the book took of it."""

    instrument: Instrument
    side: OrderSide
    timeInForce: TimeInForce
    origQty: Decimal
    price: Decimal
    avgPrice: Decimal
    status: OrderStatus
    executedQty: Decimal
    lastFilledQty: Decimal
    time: int


@dataclass(frozen=True, slots=True)
class FundingPayment:
    """Funding of a symbol was settled at a rate and mark price."""

    symbol: str
    time: int
    fundingRate: Decimal
    markPrice: Decimal


Event = (
    OrderUpdate
    | AccountUpdate
    | AlgoUpdate
    | AccountConfigUpdate
    | MarginCall
    | PublicTrade
    | Liquidation
    | FundingPayment
    | DepthChange
)
"""Everything that the exchange publishes."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A trade of an account (userTrades)."""

    instrument: Instrument
    id: int
    orderId: int
    side: OrderSide
    positionSide: PositionSide
    price: Decimal
    qty: Decimal
    quoteQty: Decimal
    baseQty: Decimal
    realizedPnl: Decimal
    commission: Decimal
    commissionAsset: str
    time: int
    maker: bool


@dataclass(frozen=True, slots=True)
class Income:
    """A money movement of an account (income). `symbol` and `tradeId` are empty where there is none."""

    product: Product
    symbol: str
    incomeType: IncomeType
    income: Decimal
    asset: str
    info: str
    time: int
    tranId: int
    tradeId: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of an order (orderAmendment)."""

    amendmentId: int
    instrument: Instrument
    orderId: int
    clientOrderId: str
    time: int
    priceBefore: Decimal
    priceAfter: Decimal
    origQtyBefore: Decimal
    origQtyAfter: Decimal
    count: int
    modifyId: int | None


@dataclass(frozen=True, slots=True)
class MarginChange:
    """A change of isolated margin (positionMargin/history). `type`: 1 added, 2 reduced."""

    symbol: str
    type: MarginChangeType
    deltaType: str
    amount: Decimal
    asset: str
    time: int
    positionSide: PositionSide
