"""The words of the API: what requests take and answers hold.

Each is a `Literal`, so that an IDE completes the strings inside a call. Requests check them; answers are
`Open[...]` of them, for Binance adds words without notice.
"""

from typing import Literal

__all__ = [
    "AccountUpdateReason",
    "AdlQuantile",
    "AdlRisk",
    "AlgoStatus",
    "AlgoType",
    "AutoCloseType",
    "ContractStatus",
    "ContractType",
    "ConvertOrderStatus",
    "ConvertValidTime",
    "DataContractType",
    "DataPeriod",
    "DownloadStatus",
    "ExecutionType",
    "FilterType",
    "FundingRateType",
    "IncomeType",
    "KlineInterval",
    "MarginChangeType",
    "MarginType",
    "NewOrderRespType",
    "OrderExpireReason",
    "OrderSide",
    "OrderStatus",
    "OrderType",
    "PositionControlSide",
    "PositionMarginType",
    "PositionSide",
    "PriceMatch",
    "PriceMatchMode",
    "RateLimitInterval",
    "RateLimitType",
    "SelfTradePreventionMode",
    "StatisticsContractType",
    "StrategyOpCode",
    "StrategyStatus",
    "StrategyType",
    "StreamSymbolType",
    "SymbolType",
    "TimeInForce",
    "TradingSessionType",
    "TradingStatusIndicator",
    "UnderlyingType",
    "WorkingType",
]

OrderSide = Literal["BUY", "SELL"]
"""Direction of an order."""

PositionSide = Literal["BOTH", "LONG", "SHORT"]
"""Which position an order or record belongs to."""

OrderType = Literal[
    "LIMIT",
    "MARKET",
    "STOP",
    "STOP_MARKET",
    "TAKE_PROFIT",
    "TAKE_PROFIT_MARKET",
    "TRAILING_STOP_MARKET",
    "LIQUIDATION",
]
"""Order type; conditional ones belong to `new_algo_order`, LIQUIDATION appears in answers only."""

TimeInForce = Literal["GTC", "IOC", "FOK", "GTX", "GTD", "RPI", "GTE_GTC"]
"""How long an order lives."""

OrderStatus = Literal[
    "NEW",
    "PARTIALLY_FILLED",
    "FILLED",
    "CANCELED",
    "REJECTED",
    "EXPIRED",
    "EXPIRED_IN_MATCH",
    "NEW_INSURANCE",
    "NEW_ADL",
]
"""State of an order."""

ExecutionType = Literal["NEW", "CANCELED", "CALCULATED", "EXPIRED", "TRADE", "AMENDMENT"]
"""What happened to an order."""

WorkingType = Literal["CONTRACT_PRICE", "MARK_PRICE"]
"""Price that trips a trigger."""

NewOrderRespType = Literal["ACK", "RESULT"]
"""Size of the answer to a new order."""

PriceMatch = Literal[
    "OPPONENT",
    "OPPONENT_5",
    "OPPONENT_10",
    "OPPONENT_20",
    "QUEUE",
    "QUEUE_5",
    "QUEUE_10",
    "QUEUE_20",
]
"""Price taken from the book instead of `price`; OPPONENT_10 and OPPONENT_20 are off for new and changed orders."""

PriceMatchMode = Literal[
    "NONE",
    "OPPONENT",
    "OPPONENT_5",
    "OPPONENT_10",
    "OPPONENT_20",
    "QUEUE",
    "QUEUE_5",
    "QUEUE_10",
    "QUEUE_20",
]
"""How an order in an answer got its price; NONE where it has a price of its own."""

SelfTradePreventionMode = Literal["NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"]
"""Which order ends when two of one account would trade with each other; the mode of the taker decides."""

MarginType = Literal["ISOLATED", "CROSSED"]
"""Margin type as requests name it."""

PositionMarginType = Literal["isolated", "cross"]
"""Margin type as positions and events name it."""

MarginChangeType = Literal[1, 2]
"""1 adds margin to an isolated position, 2 takes some out."""

AlgoType = Literal["CONDITIONAL"]
"""Kind of algo order."""

AlgoStatus = Literal["NEW", "CANCELED", "TRIGGERING", "TRIGGERED", "FINISHED", "REJECTED", "EXPIRED"]
"""State of an algo order."""

AutoCloseType = Literal["LIQUIDATION", "ADL"]
"""Why a position was closed by force."""

ContractType = Literal[
    "PERPETUAL",
    "CURRENT_MONTH",
    "NEXT_MONTH",
    "CURRENT_QUARTER",
    "NEXT_QUARTER",
    "PERPETUAL_DELIVERING",
    "CURRENT_QUARTER_DELIVERING",
    "NEXT_QUARTER_DELIVERING",
    "TRADIFI_PERPETUAL",
    "",
]
"""Kind of contract; empty for symbols that are not set up yet."""

ContractStatus = Literal[
    "PENDING_TRADING",
    "TRADING",
    "PRE_DELIVERING",
    "DELIVERING",
    "DELIVERED",
    "PRE_SETTLE",
    "SETTLING",
    "CLOSE",
]
"""Trading state of a symbol."""

SymbolType = Literal["FUTURE", "DELIVERY_CONTRACT", "PERPETUAL_CONTRACT"]
"""Kind of symbol."""

StreamSymbolType = Literal[1, 2]
"""Product an event belongs to: 1 is USDⓈ-M, 2 is COIN-M."""

UnderlyingType = Literal["COIN", "INDEX", "PREMARKET", "COMMODITY", "EQUITY", "KR_EQUITY", "HK_EQUITY", "FX"]
"""What a contract is on; new kinds appear over time."""

KlineInterval = Literal[
    "1m",
    "3m",
    "5m",
    "15m",
    "30m",
    "1h",
    "2h",
    "4h",
    "6h",
    "8h",
    "12h",
    "1d",
    "3d",
    "1w",
    "1M",
]
"""Length of a candlestick; `m` is minute, `M` is month."""

DataContractType = Literal["PERPETUAL", "CURRENT_QUARTER", "NEXT_QUARTER"]
"""Contract types that have trading statistics."""

StatisticsContractType = Literal["ALL", "PERPETUAL", "CURRENT_QUARTER", "NEXT_QUARTER"]
"""What a row of COIN-M statistics counts; ALL is every contract type together."""

DataPeriod = Literal["5m", "15m", "30m", "1h", "2h", "4h", "6h", "12h", "1d"]
"""Period of the trading statistics."""

RateLimitType = Literal["REQUEST_WEIGHT", "ORDERS", "RAW_REQUESTS"]
"""What a rate limit counts: weight by IP, orders by account."""

RateLimitInterval = Literal["SECOND", "MINUTE", "HOUR", "DAY"]
"""Interval of a rate limit."""

FilterType = Literal[
    "PRICE_FILTER",
    "LOT_SIZE",
    "MARKET_LOT_SIZE",
    "MAX_NUM_ORDERS",
    "MAX_NUM_ALGO_ORDERS",
    "PERCENT_PRICE",
    "MIN_NOTIONAL",
    "POSITION_RISK_CONTROL",
]
"""Rules a symbol sets for prices and quantities."""

PositionControlSide = Literal["NONE", "ALL", "BUY", "SELL"]
"""Side on which only reduce-only orders are taken."""

IncomeType = Literal[
    "TRANSFER",
    "WELCOME_BONUS",
    "REALIZED_PNL",
    "FUNDING_FEE",
    "COMMISSION",
    "INSURANCE_CLEAR",
    "REFERRAL_KICKBACK",
    "COMMISSION_REBATE",
    "API_REBATE",
    "CONTEST_REWARD",
    "CROSS_COLLATERAL_TRANSFER",
    "OPTIONS_PREMIUM_FEE",
    "OPTIONS_SETTLE_PROFIT",
    "INTERNAL_TRANSFER",
    "AUTO_EXCHANGE",
    "DELIVERED_SETTELMENT",
    "COIN_SWAP_DEPOSIT",
    "COIN_SWAP_WITHDRAW",
    "POSITION_LIMIT_INCREASE_FEE",
    "STRATEGY_UMFUTURES_TRANSFER",
    "FEE_RETURN",
    "BFUSD_REWARD",
    "SPECIAL_FUNDING_FEE",
]
"""Kind of a change of balance."""

FundingRateType = Literal["Regular", "Special"]
"""Kind of a funding rate."""

AccountUpdateReason = Literal[
    "DEPOSIT",
    "WITHDRAW",
    "ORDER",
    "FUNDING_FEE",
    "WITHDRAW_REJECT",
    "ADJUSTMENT",
    "INSURANCE_CLEAR",
    "ADMIN_DEPOSIT",
    "ADMIN_WITHDRAW",
    "MARGIN_TRANSFER",
    "MARGIN_TYPE_CHANGE",
    "ASSET_TRANSFER",
    "OPTIONS_PREMIUM_FEE",
    "OPTIONS_SETTLE_PROFIT",
    "AUTO_EXCHANGE",
    "COIN_SWAP_DEPOSIT",
    "COIN_SWAP_WITHDRAW",
]
"""Why balances or positions changed."""

OrderExpireReason = Literal["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]
"""Why an order expired; a number as text."""

StrategyStatus = Literal["NEW", "WORKING", "CANCELLED", "EXPIRED"]
"""State of a strategy."""

StrategyType = Literal["GRID"]
"""Kind of a strategy."""

StrategyOpCode = Literal[8001, 8002, 8003, 8004, 8005, 8006, 8007, 8008, 8009, 8010, 8011, 8012, 8013, 8014, 8015]
"""What happened to a strategy."""

ConvertValidTime = Literal["10s"]
"""How long a convert quote holds."""

ConvertOrderStatus = Literal["PROCESS", "ACCEPT_SUCCESS", "SUCCESS", "FAIL"]
"""State of a conversion."""

DownloadStatus = Literal["completed", "processing"]
"""State of a download."""

TradingSessionType = Literal["PRE_MARKET", "REGULAR", "AFTER_MARKET", "OVERNIGHT", "NO_TRADING"]
"""Session of TradFi underlyings."""

AdlRisk = Literal["high", "medium", "low"]
"""Risk of auto-deleveraging in a symbol."""

AdlQuantile = Literal[0, 1, 2, 3, 4]
"""Place in the auto-deleveraging queue, 0 is lowest."""

TradingStatusIndicator = Literal["UFR", "IFER", "GCR", "DR", "TMV"]
"""Rule that can lock trading."""
