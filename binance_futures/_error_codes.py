"""The error codes of Binance Futures: what each means, what to do about it and which exception it raises.

From Binance's error code pages of UM and CM and the change logs, state of October 2026.
"""

from enum import IntEnum
from typing import Final, Literal, Self

from .errors import (
    AccountSettingError,
    AuthenticationError,
    ClientError,
    ExecutionUnknownError,
    FilterError,
    InsufficientMarginError,
    InvalidRequestError,
    NoChangeError,
    OrderRejectedError,
    RateLimitError,
    ServerError,
    TimestampError,
    UnknownOrderError,
)

__all__ = ["CMErrorCode", "ErrorCode", "lookup"]

_MISCONFIGURED: Final = "Report the symbol to Binance; its settings are at fault, not the request."
_OPTIONS: Final = "Send options requests to the options API; this SDK covers futures only."


class _Code(IntEnum):
    """A code with the facts that go with it."""

    error: type[ClientError | ServerError]
    """The exception this code raises; `ExecutionUnknownError` where a write may have been executed."""
    meaning: str
    """What the exchange says by it, in one sentence."""
    remedy: str
    """What a caller does about it, in one sentence."""

    # The defaults are for mypy, which checks the look-up `ErrorCode(-2019)` against this signature.
    def __new__(
        cls, code: int, error: type[ClientError | ServerError] = ClientError, meaning: str = "", remedy: str = ""
    ) -> Self:
        member = int.__new__(cls, code)
        member._value_ = code
        member.error = error
        member.meaning = meaning
        member.remedy = remedy
        return member


class ErrorCode(_Code):
    """The codes of UM futures, most of which CM shares; `CMErrorCode` holds where CM differs.

    Names are Binance's own. Where it misspells one, or writes it in small letters, that form is an alias of the clean
    one. A code its pages do not name, such as -1008, has a name of ours.
    """

    # -10xx: the exchange, the network, the limits
    UNKNOWN = (
        -1000,
        ExecutionUnknownError,
        "The exchange failed in an unknown way; a write may have been executed.",
        "Look for the outcome, of an order with query_order(), before sending a write again.",
    )
    DISCONNECTED = (
        -1001,
        ServerError,
        "The request failed inside the exchange and was not executed.",
        "Send the request again.",
    )
    UNAUTHORIZED = (
        -1002,
        AuthenticationError,
        "The API key has no right to this call.",
        "Enable the permission for this call in the settings of the API key.",
    )
    TOO_MANY_REQUESTS = (
        -1003,
        RateLimitError,
        "This IP used up its request weight, or is banned for going on after that.",
        "Send nothing until retry_after seconds have passed; take live data from streams, which cost no weight.",
    )
    DUPLICATE_IP = (
        -1004,
        AuthenticationError,
        "The IP already is on the whitelist.",
        "Leave the whitelist of the API key as it is; the IP needs no second entry.",
    )
    NO_SUCH_IP = (
        -1005,
        AuthenticationError,
        "The IP is not on the whitelist.",
        "Add the IP of this machine to the whitelist of the API key.",
    )
    UNEXPECTED_RESP = (
        -1006,
        ExecutionUnknownError,
        "The exchange got an unexpected internal answer; a write may have been executed.",
        "Look for the outcome, of an order with query_order(), before sending a write again.",
    )
    TIMEOUT = (
        -1007,
        ExecutionUnknownError,
        "The exchange's backend did not answer in time; a write may have been executed.",
        "Look for the outcome, of an order with query_order(), before sending a write again.",
    )
    THROTTLED = (
        -1008,
        ServerError,
        "The exchange is overloaded and refused the new order.",
        "Send the order again after growing pauses, fewer at once; orders that close a position are exempt.",
    )
    ERROR_MSG_RECEIVED = (
        -1010,
        InvalidRequestError,
        "The matching engine refused the request.",
        "Read the reason in error_message and correct the request.",
    )
    NON_WHITE_LIST = (
        -1011,
        AuthenticationError,
        "This IP may not use this route.",
        "Send from an IP on the whitelist of the API key.",
    )
    INVALID_MESSAGE = (
        -1013,
        InvalidRequestError,
        "The request is malformed, or a filter of the symbol refused it.",
        "Read error_message, and check price and quantity against the symbol's filters in exchange_info().",
    )
    UNKNOWN_ORDER_COMPOSITION = (
        -1014,
        OrderRejectedError,
        "This combination of order parameters is not supported.",
        "Send only the parameters that the order type takes.",
    )
    TOO_MANY_ORDERS = (
        -1015,
        RateLimitError,
        "The account reached its order rate limit.",
        "Wait for the next interval (10 s or 1 min) and watch limit_usage.order_count.",
    )
    SERVICE_SHUTTING_DOWN = (
        -1016,
        ServerError,
        "The service is closed or closing.",
        "Stop sending to this endpoint until Binance announces that it is back or what replaces it.",
    )
    UNSUPPORTED_OPERATION = (
        -1020,
        InvalidRequestError,
        "The exchange does not offer this operation.",
        "Reach the goal by another call; repeating this one does not help.",
    )
    INVALID_TIMESTAMP = (
        -1021,
        TimestampError,
        "The timestamp is older than recvWindow or over 1000 ms ahead of the server.",
        "Correct the clock offset with sync_time(), and raise recvWindow on a slow network.",
    )
    INVALID_SIGNATURE = (
        -1022,
        AuthenticationError,
        "The signature does not match the request.",
        "Check that the secret or private key belongs to the API key, and that no proxy rewrites the query.",
    )
    START_TIME_GREATER_THAN_END_TIME = (
        -1023,
        InvalidRequestError,
        "startTime is after endTime.",
        "Swap startTime and endTime.",
    )
    NOT_FOUND = (
        -1099,
        AuthenticationError,
        "The resource does not exist, or the API key has no right to it.",
        "Check the path, and the permissions of the API key.",
    )

    # -11xx: the request
    ILLEGAL_CHARS = (
        -1100,
        InvalidRequestError,
        "A parameter holds characters that are not allowed.",
        "Bring the parameter named in error_message into the pattern given there.",
    )
    TOO_MANY_PARAMETERS = (
        -1101,
        InvalidRequestError,
        "There are too many parameters, or one was sent twice.",
        "Send each parameter once, and none that the call does not take.",
    )
    MANDATORY_PARAM_EMPTY_OR_MALFORMED = (
        -1102,
        InvalidRequestError,
        "A required parameter is missing, empty or malformed.",
        "Send the parameter named in error_message; modify_order() needs both price and quantity.",
    )
    UNKNOWN_PARAM = (
        -1103,
        InvalidRequestError,
        "A parameter has a name the endpoint does not know.",
        "Correct the spelling of the parameter, or remove it.",
    )
    UNREAD_PARAMETERS = (
        -1104,
        InvalidRequestError,
        "There are more parameters than the endpoint reads.",
        "Remove the parameters that the call does not take.",
    )
    PARAM_EMPTY = (
        -1105,
        InvalidRequestError,
        "A parameter was sent without a value.",
        "Give the parameter named in error_message a value, or leave it out.",
    )
    PARAM_NOT_REQUIRED = (
        -1106,
        InvalidRequestError,
        "A parameter does not go with this order type or position mode.",
        "Leave out the parameter named in error_message, such as reduceOnly in hedge mode.",
    )
    BAD_ASSET = -1108, InvalidRequestError, "The asset is unknown.", "Use an asset that balance() lists."
    BAD_ACCOUNT = (
        -1109,
        InvalidRequestError,
        "The account is unknown.",
        "Open a futures account for the owner of the API key, or use another key.",
    )
    BAD_INSTRUMENT_TYPE = (
        -1110,
        InvalidRequestError,
        "The symbol is of the wrong kind for this call.",
        "Choose a symbol by its contractType in exchange_info().",
    )
    BAD_PRECISION = (
        -1111,
        FilterError,
        "Price or quantity has more decimals than the symbol allows.",
        "Round price to tickSize and quantity to stepSize (exchange_info() filters).",
    )
    NO_DEPTH = (
        -1112,
        OrderRejectedError,
        "The order book of the symbol is empty.",
        "Send a LIMIT order, or wait until depth() shows orders.",
    )
    WITHDRAW_NOT_NEGATIVE = (
        -1113,
        InvalidRequestError,
        "A withdrawal amount was sent that is not negative.",
        "Send the amount of the withdrawal with a minus sign.",
    )
    TIF_NOT_REQUIRED = -1114, OrderRejectedError, "This order type takes no timeInForce.", "Leave timeInForce out."
    INVALID_TIF = (
        -1115,
        OrderRejectedError,
        "timeInForce is unknown or not supported by the symbol.",
        "Use a value that exchange_info() lists in the symbol's timeInForce, such as GTC.",
    )
    INVALID_ORDER_TYPE = (
        -1116,
        OrderRejectedError,
        "The order type is unknown.",
        "Use LIMIT or MARKET in new_order() and the conditional types in new_algo_order().",
    )
    INVALID_SIDE = -1117, OrderRejectedError, "side is neither BUY nor SELL.", "Set side to BUY or SELL."
    EMPTY_NEW_CL_ORD_ID = (
        -1118,
        OrderRejectedError,
        "newClientOrderId is blank.",
        "Give newClientOrderId 1 to 36 characters, or leave it out.",
    )
    EMPTY_ORG_CL_ORD_ID = (
        -1119,
        OrderRejectedError,
        "origClientOrderId is blank.",
        "Give origClientOrderId a value, or send orderId instead.",
    )
    BAD_INTERVAL = (
        -1120,
        InvalidRequestError,
        "The kline interval is not supported here.",
        "Use an interval from 1m to 1M.",
    )
    BAD_SYMBOL = (
        -1121,
        InvalidRequestError,
        "The symbol is unknown on this host.",
        "Take the symbol from exchange_info(), and check that the client is for the right product, UM or CM.",
    )
    INVALID_SYMBOL_STATUS = (
        -1122,
        OrderRejectedError,
        "The symbol's status does not allow this.",
        "Wait until exchange_info() shows the symbol as TRADING.",
    )
    INVALID_LISTEN_KEY = (
        -1125,
        AuthenticationError,
        "The listen key is unknown or has expired.",
        "Get a new key with new_listen_key(), and renew it within 60 minutes.",
    )
    ASSET_NOT_SUPPORTED = (
        -1126,
        InvalidRequestError,
        "The asset is not offered here.",
        "Use an asset that exchange_info() lists in assets.",
    )
    MORE_THAN_XX_HOURS = (
        -1127,
        InvalidRequestError,
        "startTime and endTime are too far apart.",
        "Split the range into spans no longer than error_message allows.",
    )
    OPTIONAL_PARAMS_BAD_COMBO = (
        -1128,
        InvalidRequestError,
        "These optional parameters exclude each other.",
        "Leave one of them out, such as startTime beside fromId.",
    )
    INVALID_PARAMETER = (
        -1130,
        InvalidRequestError,
        "The value of a parameter is not acceptable.",
        "Correct the parameter named in error_message.",
    )
    INVALID_NEW_ORDER_RESP_TYPE = (
        -1136,
        InvalidRequestError,
        "newOrderRespType is neither ACK nor RESULT.",
        "Set newOrderRespType to ACK or RESULT.",
    )

    # -20xx: orders and keys
    NEW_ORDER_REJECTED = (
        -2010,
        OrderRejectedError,
        "The order was refused.",
        "Read the reason in error_message before sending the order again.",
    )
    CANCEL_REJECTED = (
        -2011,
        UnknownOrderError,
        "The cancel was refused, mostly because the order is unknown or already closed.",
        "Find out what became of the order with query_order().",
    )
    CANCEL_ALL_FAIL = (
        -2012,
        OrderRejectedError,
        "Cancelling all orders failed.",
        "List what is still open with get_orders(), and cancel those.",
    )
    NO_SUCH_ORDER = (
        -2013,
        UnknownOrderError,
        "The order is unknown, or too old to be queried.",
        "Check symbol and id; orders that closed without a fill can be queried for 3 days, others for 90.",
    )
    BAD_API_KEY_FMT = (
        -2014,
        AuthenticationError,
        "The API key is missing or malformed.",
        "Pass the API key as Binance shows it, without blanks or quotes.",
    )
    REJECTED_MBX_KEY = (
        -2015,
        AuthenticationError,
        "The API key is wrong, lacks a permission, or is not allowed from this IP.",
        "Check the key, its IP whitelist, its futures permission, and that it was made for this environment.",
    )
    NO_TRADING_WINDOW = (
        -2016,
        InvalidRequestError,
        "The symbol has no trading window.",
        "Call ticker_24hr_price_change() instead.",
    )
    API_KEYS_LOCKED = (
        -2017,
        AuthenticationError,
        "All API keys of the account are locked.",
        "Unlock the keys in the API management of the account.",
    )
    BALANCE_NOT_SUFFICIENT = (
        -2018,
        InsufficientMarginError,
        "The balance is too small.",
        "Transfer funds into the futures wallet, or lower the amount; see availableBalance in balance().",
    )
    MARGIN_NOT_SUFFICIENT = (
        -2019,
        InsufficientMarginError,
        "The margin is too small for this order.",
        "Add margin or lower quantity; see availableBalance in account().",
    )
    MARGIN_NOT_SUFFICIEN = MARGIN_NOT_SUFFICIENT
    UNABLE_TO_FILL = (
        -2020,
        OrderRejectedError,
        "The order cannot be filled.",
        "Lower quantity to what depth() shows, or send a LIMIT order.",
    )
    ORDER_WOULD_IMMEDIATELY_TRIGGER = (
        -2021,
        OrderRejectedError,
        "The trigger price is on the wrong side of the market.",
        "Put BUY stops above the market and SELL stops below; take-profits and activatePrice the other way round.",
    )
    REDUCE_ONLY_REJECT = (
        -2022,
        OrderRejectedError,
        "The reduce-only order has nothing to reduce, or is larger than the position.",
        "Compare quantity with get_position_risk() and the reduce-only orders in get_orders().",
    )
    USER_IN_LIQUIDATION = (
        -2023,
        OrderRejectedError,
        "The account is being liquidated.",
        "Wait for the liquidation to end, then see get_position_risk() for what is left.",
    )
    POSITION_NOT_SUFFICIENT = (
        -2024,
        OrderRejectedError,
        "The position is smaller than the order needs.",
        "Lower quantity to the position shown by get_position_risk().",
    )
    MAX_OPEN_ORDER_EXCEEDED = (
        -2025,
        OrderRejectedError,
        "There are too many open orders.",
        "Cancel some of get_orders(); MAX_NUM_ORDERS in exchange_info() is the limit per symbol.",
    )
    REDUCE_ONLY_ORDER_TYPE_NOT_SUPPORTED = (
        -2026,
        OrderRejectedError,
        "This order type does not go with reduceOnly.",
        "Leave reduceOnly out, or use LIMIT or MARKET.",
    )
    MAX_LEVERAGE_RATIO = (
        -2027,
        OrderRejectedError,
        "The position would exceed the cap at the present leverage.",
        "Lower quantity, or the leverage with change_leverage(); leverage_brackets() shows the cap of each.",
    )
    MIN_LEVERAGE_RATIO = (
        -2028,
        AccountSettingError,
        "The margin does not allow a leverage as low as this.",
        "Add margin, or choose a higher leverage in change_leverage().",
    )

    # -40xx to -42xx: filters, positions and settings
    INVALID_ORDER_STATUS = (
        -4000,
        OrderRejectedError,
        "The state of the order does not allow this.",
        "Read the status with query_order() before acting on the order.",
    )
    PRICE_LESS_THAN_ZERO = -4001, FilterError, "price is not above zero.", "Send a price above zero."
    PRICE_GREATER_THAN_MAX_PRICE = (
        -4002,
        FilterError,
        "price is above the symbol's maximum.",
        "Lower price to maxPrice of PRICE_FILTER (exchange_info()).",
    )
    QTY_LESS_THAN_ZERO = (
        -4003,
        FilterError,
        "quantity is not above zero.",
        "Send a quantity above zero; rounding to stepSize may have made it 0.",
    )
    QTY_LESS_THAN_MIN_QTY = (
        -4004,
        FilterError,
        "quantity is below the symbol's minimum.",
        "Raise quantity to minQty of LOT_SIZE, or MARKET_LOT_SIZE for MARKET orders (exchange_info()).",
    )
    QTY_GREATER_THAN_MAX_QTY = (
        -4005,
        FilterError,
        "quantity is above the symbol's maximum.",
        "Split the order at maxQty of LOT_SIZE, or MARKET_LOT_SIZE for MARKET orders (exchange_info()).",
    )
    STOP_PRICE_LESS_THAN_ZERO = (
        -4006,
        FilterError,
        "The trigger price is not above zero.",
        "Send a triggerPrice (stopPrice) above zero.",
    )
    STOP_PRICE_GREATER_THAN_MAX_PRICE = (
        -4007,
        FilterError,
        "The trigger price is above the symbol's maximum.",
        "Lower triggerPrice (stopPrice) to maxPrice of PRICE_FILTER (exchange_info()).",
    )
    TICK_SIZE_LESS_THAN_ZERO = (
        -4008,
        FilterError,
        "The exchange has set the symbol's tick size below zero.",
        _MISCONFIGURED,
    )
    MAX_PRICE_LESS_THAN_MIN_PRICE = (
        -4009,
        FilterError,
        "The exchange has set the symbol's maximum price below the minimum.",
        _MISCONFIGURED,
    )
    MAX_QTY_LESS_THAN_MIN_QTY = (
        -4010,
        FilterError,
        "The exchange has set the symbol's maximum quantity below the minimum.",
        _MISCONFIGURED,
    )
    STEP_SIZE_LESS_THAN_ZERO = (
        -4011,
        FilterError,
        "The exchange has set the symbol's step size below zero.",
        _MISCONFIGURED,
    )
    MAX_NUM_ORDERS_LESS_THAN_ZERO = (
        -4012,
        FilterError,
        "The exchange has set the symbol's order limit below zero.",
        _MISCONFIGURED,
    )
    PRICE_LESS_THAN_MIN_PRICE = (
        -4013,
        FilterError,
        "price is below the symbol's minimum.",
        "Raise price to minPrice of PRICE_FILTER (exchange_info()).",
    )
    PRICE_NOT_INCREASED_BY_TICK_SIZE = (
        -4014,
        FilterError,
        "price is not a whole number of ticks.",
        "Round price to the symbol's tickSize (exchange_info() filters).",
    )
    INVALID_CL_ORD_ID_LEN = (
        -4015,
        OrderRejectedError,
        "The client order id is too long or holds characters that are not allowed.",
        "Give newClientOrderId 1 to 36 characters out of A-Z, a-z, 0-9 and .:/_-, or leave it out.",
    )
    PRICE_HIGHER_THAN_MULTIPLIER_UP = (
        -4016,
        FilterError,
        "price is too far above the mark price.",
        "Lower price to mark_price() times multiplierUp of PERCENT_PRICE (exchange_info()).",
    )
    PRICE_HIGHTER_THAN_MULTIPLIER_UP = PRICE_HIGHER_THAN_MULTIPLIER_UP
    MULTIPLIER_UP_LESS_THAN_ZERO = (
        -4017,
        FilterError,
        "The exchange has set the symbol's upper price multiplier below zero.",
        _MISCONFIGURED,
    )
    MULTIPLIER_DOWN_LESS_THAN_ZERO = (
        -4018,
        FilterError,
        "The exchange has set the symbol's lower price multiplier below zero.",
        _MISCONFIGURED,
    )
    COMPOSITE_SCALE_OVERFLOW = (
        -4019,
        FilterError,
        "A number has too many digits.",
        "Round price to tickSize and quantity to stepSize (exchange_info() filters).",
    )
    TARGET_STRATEGY_INVALID = (
        -4020,
        OrderRejectedError,
        "The order type does not go with this reduceOnly.",
        "Change reduceOnly or the order type.",
    )
    INVALID_DEPTH_LIMIT = (
        -4021,
        InvalidRequestError,
        "depth() does not take this limit.",
        "Set limit to 5, 10, 20, 50, 100, 500 or 1000.",
    )
    WRONG_MARKET_STATUS = (
        -4022,
        OrderRejectedError,
        "The market's status does not allow this.",
        "Wait until exchange_info() shows the symbol as TRADING.",
    )
    QTY_NOT_INCREASED_BY_STEP_SIZE = (
        -4023,
        FilterError,
        "quantity is not a whole number of steps.",
        "Round quantity down to the symbol's stepSize (exchange_info() filters).",
    )
    PRICE_LOWER_THAN_MULTIPLIER_DOWN = (
        -4024,
        FilterError,
        "price is too far below the mark price.",
        "Raise price to mark_price() times multiplierDown of PERCENT_PRICE (exchange_info()).",
    )
    MULTIPLIER_DECIMAL_LESS_THAN_ZERO = (
        -4025,
        FilterError,
        "The exchange has set the symbol's multiplier decimals below zero.",
        _MISCONFIGURED,
    )
    COMMISSION_INVALID = (
        -4026,
        AccountSettingError,
        "The fee rate is out of range.",
        "Compare with commission_rate(), and have Binance correct the rate of the account.",
    )
    INVALID_ACCOUNT_TYPE = (
        -4027,
        AccountSettingError,
        "The account is of the wrong type for this.",
        "Use the API key of a plain futures account; portfolio margin, for one, has an API of its own.",
    )
    INVALID_LEVERAGE = (
        -4028,
        AccountSettingError,
        "The leverage is out of range for the symbol.",
        "Choose a whole number from 1 to the largest initialLeverage in leverage_brackets().",
    )
    INVALID_TICK_SIZE_PRECISION = (
        -4029,
        FilterError,
        "The exchange has set a wrong precision for the symbol's tick size.",
        _MISCONFIGURED,
    )
    INVALID_STEP_SIZE_PRECISION = (
        -4030,
        FilterError,
        "The exchange has set a wrong precision for the symbol's step size.",
        _MISCONFIGURED,
    )
    INVALID_WORKING_TYPE = (
        -4031,
        OrderRejectedError,
        "workingType is neither MARK_PRICE nor CONTRACT_PRICE.",
        "Set workingType to MARK_PRICE or CONTRACT_PRICE.",
    )
    EXCEED_MAX_CANCEL_ORDER_SIZE = (
        -4032,
        OrderRejectedError,
        "Too many orders are to be cancelled in one call.",
        "Name at most 10 orders in cancel_batch_order(), or use cancel_open_orders().",
    )
    INSURANCE_ACCOUNT_NOT_FOUND = (
        -4033,
        ServerError,
        "The exchange did not find its insurance fund account.",
        "Try again later, and report it to Binance if it lasts.",
    )
    INVALID_BALANCE_TYPE = (
        -4044,
        AccountSettingError,
        "The balance type is unknown.",
        "Correct the balance type of the hand-made request; no method of this SDK sends one.",
    )
    MAX_STOP_ORDER_EXCEEDED = (
        -4045,
        OrderRejectedError,
        "There are too many open conditional orders.",
        "Cancel some of get_open_algo_orders(); an account may have 200.",
    )
    NO_NEED_TO_CHANGE_MARGIN_TYPE = (
        -4046,
        NoChangeError,
        "The symbol already has this margin type.",
        "Go on as after a success; nothing needed changing.",
    )
    THERE_EXISTS_OPEN_ORDERS = (
        -4047,
        AccountSettingError,
        "Open orders block a change of the margin type.",
        "Cancel the symbol's orders with cancel_open_orders() and cancel_algo_open_orders() first.",
    )
    THERE_EXISTS_QUANTITY = (
        -4048,
        AccountSettingError,
        "An open position blocks a change of the margin type.",
        "Close the symbol's position before change_margin_type().",
    )
    ADD_ISOLATED_MARGIN_REJECT = (
        -4049,
        AccountSettingError,
        "Margin can be added to isolated positions only.",
        "Transfer funds into the wallet instead; a cross position draws on all of it.",
    )
    CROSS_BALANCE_INSUFFICIENT = (
        -4050,
        InsufficientMarginError,
        "The cross balance is too small.",
        "Lower the amount, or transfer funds into the futures wallet; see crossWalletBalance in balance().",
    )
    ISOLATED_BALANCE_INSUFFICIENT = (
        -4051,
        InsufficientMarginError,
        "The isolated margin is too small.",
        "Lower the amount, or add margin with modify_isolated_position_margin().",
    )
    NO_NEED_TO_CHANGE_AUTO_ADD_MARGIN = (
        -4052,
        NoChangeError,
        "Adding margin automatically already is set so.",
        "Go on as after a success; nothing needed changing.",
    )
    AUTO_ADD_CROSSED_MARGIN_REJECT = (
        -4053,
        AccountSettingError,
        "Margin is added automatically to isolated positions only.",
        "Leave the setting alone for cross positions; they draw on the whole wallet anyway.",
    )
    ADD_ISOLATED_MARGIN_NO_POSITION_REJECT = (
        -4054,
        AccountSettingError,
        "There is no position to add margin to.",
        "Open a position first, and in hedge mode name it by positionSide.",
    )
    AMOUNT_MUST_BE_POSITIVE = (
        -4055,
        InvalidRequestError,
        "amount is not above zero.",
        "Send an amount above zero; type 1 adds margin and type 2 takes it out.",
    )
    INVALID_API_KEY_TYPE = (
        -4056,
        AuthenticationError,
        "The API key is of the wrong type.",
        "Make a new API key of another type: HMAC, RSA or Ed25519.",
    )
    INVALID_RSA_PUBLIC_KEY = (
        -4057,
        AuthenticationError,
        "The public key of the API key is not accepted.",
        "Register the public key anew in the API management, as PEM text.",
    )
    MAX_PRICE_TOO_LARGE = (
        -4058,
        FilterError,
        "The exchange has set too large a maximum price for the symbol.",
        _MISCONFIGURED,
    )
    NO_NEED_TO_CHANGE_POSITION_SIDE = (
        -4059,
        NoChangeError,
        "The account already is in this position mode.",
        "Go on as after a success; nothing needed changing.",
    )
    INVALID_POSITION_SIDE = (
        -4060,
        OrderRejectedError,
        "positionSide is none of BOTH, LONG and SHORT.",
        "Set positionSide to LONG or SHORT in hedge mode, and leave it out in one-way mode.",
    )
    POSITION_SIDE_NOT_MATCH = (
        -4061,
        OrderRejectedError,
        "positionSide does not fit the account's position mode.",
        "Send LONG or SHORT in hedge mode and BOTH in one-way mode; get_position_mode() tells which it is.",
    )
    REDUCE_ONLY_CONFLICT = (
        -4062,
        OrderRejectedError,
        "reduceOnly is not allowed here.",
        "Leave reduceOnly out in hedge mode and beside closePosition.",
    )
    INVALID_OPTIONS_REQUEST_TYPE = -4063, InvalidRequestError, "The type of the options request is not valid.", _OPTIONS
    INVALID_OPTIONS_TIME_FRAME = -4064, InvalidRequestError, "The time frame of the option is not valid.", _OPTIONS
    INVALID_OPTIONS_AMOUNT = -4065, InvalidRequestError, "The amount of the option is not valid.", _OPTIONS
    INVALID_OPTIONS_EVENT_TYPE = -4066, InvalidRequestError, "The event type of the option is not valid.", _OPTIONS
    POSITION_SIDE_CHANGE_EXISTS_OPEN_ORDERS = (
        -4067,
        AccountSettingError,
        "Open orders block a change of the position mode.",
        "Cancel all open orders, conditional ones and those of the other product too, before change_position_mode().",
    )
    POSITION_SIDE_CHANGE_EXISTS_QUANTITY = (
        -4068,
        AccountSettingError,
        "Open positions block a change of the position mode.",
        "Close all positions, those of the other product too, before change_position_mode().",
    )
    INVALID_OPTIONS_PREMIUM_FEE = -4069, InvalidRequestError, "The premium of the option is not valid.", _OPTIONS
    INVALID_CL_OPTIONS_ID_LEN = (
        -4070,
        InvalidRequestError,
        "The client id of the option is longer than 32 characters.",
        _OPTIONS,
    )
    INVALID_OPTIONS_DIRECTION = -4071, InvalidRequestError, "The direction of the option is not valid.", _OPTIONS
    OPTIONS_PREMIUM_NOT_UPDATE = -4072, InvalidRequestError, "The premium of the option has not been updated.", _OPTIONS
    OPTIONS_PREMIUM_INPUT_LESS_THAN_ZERO = (
        -4073,
        InvalidRequestError,
        "The premium sent for the option is below zero.",
        _OPTIONS,
    )
    OPTIONS_AMOUNT_BIGGER_THAN_UPPER = (
        -4074,
        InvalidRequestError,
        "The amount of the option is above its limit or below zero.",
        _OPTIONS,
    )
    OPTIONS_PREMIUM_OUTPUT_ZERO = (
        -4075,
        InvalidRequestError,
        "The premium computed for the option is not above zero.",
        _OPTIONS,
    )
    OPTIONS_PREMIUM_TOO_DIFF = (
        -4076,
        InvalidRequestError,
        "The premium of the option is too far above the last one.",
        _OPTIONS,
    )
    OPTIONS_PREMIUM_REACH_LIMIT = -4077, InvalidRequestError, "The options orders have reached their limit.", _OPTIONS
    OPTIONS_COMMON_ERROR = -4078, InvalidRequestError, "The options system failed.", _OPTIONS
    INVALID_OPTIONS_ID = -4079, InvalidRequestError, "The id of the option is not valid.", _OPTIONS
    OPTIONS_USER_NOT_FOUND = -4080, InvalidRequestError, "The options system does not know the user.", _OPTIONS
    OPTIONS_NOT_FOUND = -4081, InvalidRequestError, "There is no such option.", _OPTIONS
    INVALID_BATCH_PLACE_ORDER_SIZE = (
        -4082,
        InvalidRequestError,
        "The batch is empty or has more than 5 orders.",
        "Send 1 to 5 orders in batchOrders.",
    )
    PLACE_BATCH_ORDERS_FAIL = (
        -4083,
        OrderRejectedError,
        "The whole batch was refused.",
        "Send the orders one by one with new_order() to find the one at fault.",
    )
    UPCOMING_METHOD = (
        -4084,
        InvalidRequestError,
        "This method is not open yet.",
        "Wait for Binance to announce its start.",
    )
    INVALID_NOTIONAL_LIMIT_COEF = (
        -4085,
        AccountSettingError,
        "The exchange has set a wrong notional limit coefficient.",
        "Report the account to Binance; its settings are at fault, not the request.",
    )
    INVALID_PRICE_SPREAD_THRESHOLD = (
        -4086,
        FilterError,
        "The exchange has set a wrong price spread threshold for the symbol.",
        _MISCONFIGURED,
    )
    REDUCE_ONLY_ORDER_PERMISSION = (
        -4087,
        OrderRejectedError,
        "The account may place reduce-only orders only.",
        "Only close positions until the limit is lifted; api_trading_status() may show why and until when.",
    )
    NO_PLACE_ORDER_PERMISSION = (
        -4088,
        OrderRejectedError,
        "The account may not place orders at present.",
        "Stop placing orders, and see canTrade in futures_account_configuration().",
    )
    INVALID_CONTRACT_TYPE = (
        -4104,
        InvalidRequestError,
        "The contract type is unknown.",
        "Use a contractType that exchange_info() lists, such as PERPETUAL.",
    )
    SYMBOL_REDUCE_ONLY = (
        -4105,
        OrderRejectedError,
        "The symbol takes reduce-only orders only.",
        "Only close positions on this symbol; POSITION_RISK_CONTROL in exchange_info() shows the limit.",
    )
    SYMBOL_REDUCE_ONLY_BUY = (
        -4106,
        OrderRejectedError,
        "The symbol takes BUY orders only if they are reduce-only.",
        "Only close short positions when buying; POSITION_RISK_CONTROL in exchange_info() shows the limit.",
    )
    SYMBOL_REDUCE_ONLY_SELL = (
        -4107,
        OrderRejectedError,
        "The symbol takes SELL orders only if they are reduce-only.",
        "Only close long positions when selling; POSITION_RISK_CONTROL in exchange_info() shows the limit.",
    )
    INACTIVE_ACCOUNT = (
        -4109,
        AccountSettingError,
        "The account was archived for lack of use.",
        "Transfer any amount into the futures wallet to open it again.",
    )
    INVALID_CLIENT_TRAN_ID_LEN = (
        -4114,
        InvalidRequestError,
        "clientTranId is too long.",
        "Shorten clientTranId to less than 64 characters.",
    )
    DUPLICATED_CLIENT_TRAN_ID = (
        -4115,
        InvalidRequestError,
        "clientTranId was used within the last 7 days.",
        "Find out whether the first transfer was made, and use a new clientTranId for another.",
    )
    DUPLICATED_CLIENT_ORDER_ID = (
        -4116,
        OrderRejectedError,
        "An open order already has this client order id.",
        "See by query_order() whether it is the order meant, and use a new newClientOrderId for another.",
    )
    STOP_ORDER_TRIGGERING = (
        -4117,
        OrderRejectedError,
        "The conditional order is being triggered and cannot be changed.",
        "Wait a moment, then follow the order it placed; query_algo_order() shows its id.",
    )
    REDUCE_ONLY_MARGIN_CHECK_FAILED = (
        -4118,
        OrderRejectedError,
        "Together with open orders, the reduce-only order could turn the position round beyond the margin.",
        "Cancel the open orders on the same side, then send the reduce-only order again.",
    )
    STOP_ORDER_SWITCH_ALGO = (
        -4120,
        OrderRejectedError,
        "Conditional orders are not taken by this endpoint.",
        "Place stop, take-profit and trailing orders with new_algo_order(), where stopPrice is named triggerPrice.",
    )
    OPEN_CLOSE_POSITION_ORDER_EXISTS = (
        -4130,
        OrderRejectedError,
        "A closePosition order of this kind and direction is already open.",
        "Cancel that one first; get_open_algo_orders() lists it.",
    )
    MARKET_ORDER_REJECT = (
        -4131,
        OrderRejectedError,
        "The best opposite price is too far from the mark price for a MARKET order.",
        "Send a LIMIT order within PERCENT_PRICE (exchange_info()), or wait for the book to fill.",
    )
    INVALID_ACTIVATION_PRICE = (
        -4135,
        OrderRejectedError,
        "The activation price of the trailing stop is on the wrong side.",
        "Put activatePrice below the last price for BUY and above it for SELL.",
    )
    # Reported as TARGET_STRATEGY_INVALID too, but that is -4020, which is about reduceOnly.
    TARGET_STRATEGY_INVALID_CLOSE_POSITION = (
        -4136,
        OrderRejectedError,
        "The order type does not go with closePosition.",
        "Use closePosition with STOP_MARKET and TAKE_PROFIT_MARKET only, and not beside reduceOnly.",
    )
    QUANTITY_EXISTS_WITH_CLOSE_POSITION = (
        -4137,
        OrderRejectedError,
        "quantity was sent beside closePosition.",
        "Leave quantity out; closePosition=True closes the whole position.",
    )
    REDUCE_ONLY_MUST_BE_TRUE = (
        -4138,
        OrderRejectedError,
        "reduceOnly=False contradicts closePosition.",
        "Leave reduceOnly out; closePosition=True implies it.",
    )
    ORDER_TYPE_CANNOT_BE_MKT = (
        -4139,
        OrderRejectedError,
        "MARKET orders are not possible while orders cannot be cancelled.",
        "Send a LIMIT order, or wait until cancelling works again.",
    )
    INVALID_OPENING_POSITION_STATUS = (
        -4140,
        OrderRejectedError,
        "The symbol's status forbids opening positions.",
        "Only close positions until exchange_info() shows the symbol as TRADING.",
    )
    SYMBOL_ALREADY_CLOSED = (
        -4141,
        OrderRejectedError,
        "The symbol no longer trades.",
        "Drop the symbol; exchange_info() lists those that trade.",
    )
    STRATEGY_INVALID_TRIGGER_PRICE = (
        -4142,
        OrderRejectedError,
        "The stop or take-profit order would trigger at once.",
        "Put BUY stops above the market and SELL stops below it; take-profits go the other way round.",
    )
    INVALID_PAIR = (
        -4144,
        InvalidRequestError,
        "The pair is unknown.",
        "Use a pair that exchange_info() lists, such as BTCUSDT.",
    )
    ISOLATED_LEVERAGE_REJECT_WITH_POSITION = (
        -4161,
        AccountSettingError,
        "The leverage of an isolated position cannot be lowered.",
        "Close the position first, or lower its risk with modify_isolated_position_margin().",
    )
    MIN_NOTIONAL = (
        -4164,
        FilterError,
        "The value of the order is below the symbol's minimum.",
        "Raise price times quantity to notional of MIN_NOTIONAL (exchange_info()); reduceOnly orders are exempt.",
    )
    INVALID_TIME_INTERVAL = (
        -4165,
        InvalidRequestError,
        "startTime and endTime are too far apart.",
        "Split the range into spans no longer than error_message allows.",
    )
    ISOLATED_REJECT_WITH_JOINT_MARGIN = (
        -4167,
        AccountSettingError,
        "Symbols with isolated margin block multi-assets mode.",
        "Set every symbol to CROSSED with change_margin_type() first; symbol_configuration() lists the isolated ones.",
    )
    JOINT_MARGIN_REJECT_WITH_ISOLATED = (
        -4168,
        AccountSettingError,
        "Multi-assets mode allows no isolated margin.",
        "Leave multi-assets mode with change_multi_asset_mode() first, or stay with CROSSED.",
    )
    JOINT_MARGIN_REJECT_WITH_MB = (
        -4169,
        AccountSettingError,
        "The margin balance is too small for a change of the assets mode.",
        "Transfer funds into the futures wallet before change_multi_asset_mode().",
    )
    JOINT_MARGIN_REJECT_WITH_OPEN_ORDER = (
        -4170,
        AccountSettingError,
        "Open orders block a change of the assets mode.",
        "Cancel all open orders, conditional ones too, before change_multi_asset_mode().",
    )
    NO_NEED_TO_CHANGE_JOINT_MARGIN = (
        -4171,
        NoChangeError,
        "The account already is in this assets mode.",
        "Go on as after a success; nothing needed changing.",
    )
    JOINT_MARGIN_REJECT_WITH_NEGATIVE_BALANCE = (
        -4172,
        AccountSettingError,
        "A negative wallet balance blocks a change of the assets mode.",
        "Fill up the assets that balance() shows below zero before change_multi_asset_mode().",
    )
    # Binance's page heads this with the name of -4167, against its own text and the name CM uses.
    PRICE_HIGHER_THAN_STOP_MULTIPLIER_UP = (
        -4183,
        FilterError,
        "price is too far above the trigger price.",
        "Lower price to the bound given in error_message.",
    )
    PRICE_HIGHTER_THAN_STOP_MULTIPLIER_UP = PRICE_HIGHER_THAN_STOP_MULTIPLIER_UP
    PRICE_LOWER_THAN_STOP_MULTIPLIER_DOWN = (
        -4184,
        FilterError,
        "price is too far below the trigger price.",
        "Raise price to the bound given in error_message.",
    )
    ACCOUNT_REDUCE_ONLY = (
        -4189,
        OrderRejectedError,
        "The account may place reduce-only orders only.",
        "Only close positions until Binance lifts the limit from the account.",
    )
    COOLING_OFF_PERIOD = (
        -4192,
        OrderRejectedError,
        "A cooling-off period forbids trading.",
        "Wait until the period that was set for the account is over.",
    )
    ADJUST_LEVERAGE_KYC_FAILED = (
        -4202,
        AccountSettingError,
        "A leverage above 20 needs an identity check.",
        "Pass Binance's intermediate verification, or stay at 20 or below.",
    )
    ADJUST_LEVERAGE_ONE_MONTH_FAILED = (
        -4203,
        AccountSettingError,
        "A leverage above 20 needs an account of at least one month.",
        "Stay at 20 or below until the account is one month old.",
    )
    ADJUST_LEVERAGE_X_DAYS_FAILED = (
        -4205,
        AccountSettingError,
        "The futures account is too new for a leverage above 20.",
        "Stay at 20 or below for the days given in error_message.",
    )
    ADJUST_LEVERAGE_KYC_LIMIT = (
        -4206,
        AccountSettingError,
        "The user's country has a lower maximum leverage.",
        "Choose a leverage up to the maximum given in error_message.",
    )
    ADJUST_LEVERAGE_ACCOUNT_SYMBOL_FAILED = (
        -4208,
        AccountSettingError,
        "The position limit adjustment service caps the leverage at 20.",
        "Stay at 20 or below, or leave that service for this symbol.",
    )
    ADJUST_LEVERAGE_SYMBOL_FAILED = (
        -4209,
        AccountSettingError,
        "The leverage is above the symbol's maximum.",
        "Choose a leverage up to the largest initialLeverage in leverage_brackets().",
    )
    STOP_PRICE_HIGHER_THAN_PRICE_MULTIPLIER_LIMIT = (
        -4210,
        FilterError,
        "The trigger price is above the cap of the price multiplier.",
        "Lower triggerPrice to the bound given in error_message.",
    )
    STOP_PRICE_LOWER_THAN_PRICE_MULTIPLIER_LIMIT = (
        -4211,
        FilterError,
        "The trigger price is below the floor of the price multiplier.",
        "Raise triggerPrice to the bound given in error_message.",
    )

    # -44xx and -45xx: trading rules and compliance
    TRADING_QUANTITATIVE_RULE = (
        -4400,
        OrderRejectedError,
        "The account broke the quantitative trading rules and may only reduce positions for a while.",
        "Only close positions until plannedRecoverTime in api_trading_status(), then cancel and place fewer orders.",
    )
    LARGE_POSITION_SYM_RULE = (
        -4401,
        OrderRejectedError,
        "The position breaks the rule for large holdings.",
        "Reduce the position; other orders are not taken before.",
    )
    COMPLIANCE_BLACK_SYMBOL_RESTRICTION = (
        -4402,
        AccountSettingError,
        "This feature is not offered in the user's region.",
        "Leave this symbol or feature out for this account; sending again does not help.",
    )
    ADJUST_LEVERAGE_COMPLIANCE_FAILED = (
        -4403,
        AccountSettingError,
        "The rules of the user's region cap the leverage.",
        "Choose a leverage up to the maximum given in error_message.",
    )
    TRADFI_AGREEMENT_REQUIRED = (
        -4411,
        AccountSettingError,
        "The symbol needs a signed TradFi-Perps agreement.",
        "Sign it once with sign_tradfi_contract().",
    )
    LEAD_PORTFOLIO_MULTI_ASSETS_REJECT = (
        -4425,
        AccountSettingError,
        "The account of a signal lead portfolio cannot enter multi-assets mode.",
        "Stay in single-asset mode, or use an account without such a portfolio.",
    )
    GTE_NEEDS_POSITION = (
        -4509,
        OrderRejectedError,
        "An order that closes a position was sent while there is none.",
        "Open the position first, then place its closePosition order; get_position_risk() shows it.",
    )
    POSITION_MODE_ALIGNING = (
        -4531,
        AccountSettingError,
        "The position mode is locked while Binance aligns those of UM and CM.",
        "Keep to the mode that get_position_mode() shows, and call change_position_mode() again later.",
    )

    # -50xx: execution
    PATH_INVALID = (
        -5000,
        InvalidRequestError,
        "The path or its HTTP method does not exist.",
        "Check base_url and path, and update this SDK in case Binance has moved the endpoint.",
    )
    FOK_ORDER_REJECT = (
        -5021,
        OrderRejectedError,
        "The FOK order could not be filled at once in full.",
        "Lower quantity to what depth() shows at this price, or use IOC.",
    )
    GTX_ORDER_REJECT = (
        -5022,
        OrderRejectedError,
        "The post-only order would have taken from the book.",
        "Move price away from the other side of book_ticker(), or use GTC.",
    )
    MOVE_ORDER_NOT_ALLOWED_SYMBOL_REASON = (
        -5024,
        OrderRejectedError,
        "The symbol's status forbids changing orders.",
        "Wait until exchange_info() shows the symbol as TRADING, or cancel the order.",
    )
    LIMIT_ORDER_ONLY = (
        -5025,
        OrderRejectedError,
        "Only LIMIT orders can be changed.",
        "Cancel the order and place a new one.",
    )
    EXCEED_MAX_MODIFY_ORDER_LIMIT = (
        -5026,
        OrderRejectedError,
        "The order was changed as often as allowed, 10000 times.",
        "Cancel the order and place a new one.",
    )
    Exceed_Maximum_Modify_Order_Limit = EXCEED_MAX_MODIFY_ORDER_LIMIT
    SAME_ORDER = (
        -5027,
        OrderRejectedError,
        "The order already has this price and quantity.",
        "Leave the order as it is; nothing needed changing.",
    )
    ME_RECVWINDOW_REJECT = (
        -5028,
        TimestampError,
        "The request reached the matching engine after recvWindow had passed.",
        "Raise recvWindow, and correct the clock offset with sync_time().",
    )
    MODIFICATION_MIN_NOTIONAL = (
        -5029,
        FilterError,
        "The changed order would be below the symbol's minimum value.",
        "Raise price times quantity to notional of MIN_NOTIONAL (exchange_info()).",
    )
    INVALID_PRICE_MATCH = (
        -5037,
        OrderRejectedError,
        "priceMatch is unknown or switched off.",
        "Use OPPONENT, OPPONENT_5, QUEUE, QUEUE_5, QUEUE_10 or QUEUE_20.",
    )
    UNSUPPORTED_ORDER_TYPE_PRICE_MATCH = (
        -5038,
        OrderRejectedError,
        "priceMatch does not go with this order type.",
        "Send price instead, or use LIMIT, STOP or TAKE_PROFIT.",
    )
    INVALID_SELF_TRADE_PREVENTION_MODE = (
        -5039,
        OrderRejectedError,
        "selfTradePreventionMode is unknown.",
        "Set selfTradePreventionMode to EXPIRE_TAKER, EXPIRE_MAKER or EXPIRE_BOTH.",
    )
    FUTURE_GOOD_TILL_DATE = (
        -5040,
        OrderRejectedError,
        "goodTillDate is out of range.",
        "Set goodTillDate more than 600 seconds after the server's time.",
    )
    BBO_ORDER_REJECT = (
        -5041,
        OrderRejectedError,
        "The book has no such level for priceMatch.",
        "Choose a nearer level such as QUEUE, or send price instead.",
    )
    EXISTING_PENDING_MODIFICATION = (
        -5043,
        OrderRejectedError,
        "A change of this order is still in progress.",
        "Wait for its result in query_order() or the user stream, then change the order again.",
    )
    Existing_Pending_Modification = EXISTING_PENDING_MODIFICATION
    MODIFY_REDUCE_ONLY_MISMATCH = (
        -5047,
        OrderRejectedError,
        "reduceOnly was sent to change an order that is not reduce-only.",
        "Leave reduceOnly out of modify_order(), or place the order anew with it.",
    )


class CMErrorCode(_Code):
    """The codes that CM futures has for itself, or uses for something else than UM.

    Members are ints: `CMErrorCode.INVALID_PAIR == ErrorCode.REDUCE_ONLY_ORDER_PERMISSION`, both being -4087, so compare
    with the enum of the product the error came from.
    """

    INVALID_PAIR = (
        -4087,
        InvalidRequestError,
        "The pair is unknown.",
        "Use a pair that exchange_info() lists, such as BTCUSD.",
    )
    INVALID_TIME_INTERVAL = (
        -4088,
        InvalidRequestError,
        "startTime and endTime are too far apart.",
        "Split the range into spans no longer than error_message allows.",
    )
    REDUCE_ONLY_ORDER_PERMISSION = (
        -4089,
        OrderRejectedError,
        "The account may place reduce-only orders only.",
        "Only close positions until Binance lifts the limit from the account.",
    )
    NO_PLACE_ORDER_PERMISSION = (
        -4090,
        OrderRejectedError,
        "The account may not place orders at present.",
        "Stop placing orders, and see canTrade in account().",
    )
    INVALID_CLIENT_TRAN_ID_LEN = (
        -4110,
        InvalidRequestError,
        "clientTranId is too long.",
        "Shorten clientTranId to less than 64 characters.",
    )
    DUPLICATED_CLIENT_TRAN_ID = (
        -4111,
        InvalidRequestError,
        "clientTranId was used within the last 7 days.",
        "Find out whether the first transfer was made, and use a new clientTranId for another.",
    )
    REDUCE_ONLY_MARGIN_CHECK_FAILED = (
        -4112,
        OrderRejectedError,
        "Together with open orders, the reduce-only order could turn the position round beyond the margin.",
        "Cancel the open orders on the same side, then send the reduce-only order again.",
    )
    MARKET_ORDER_REJECT = (
        -4113,
        OrderRejectedError,
        "The best opposite price is too far from the mark price for a MARKET order.",
        "Send a LIMIT order within PERCENT_PRICE (exchange_info()), or wait for the book to fill.",
    )
    ISOLATED_LEVERAGE_REJECT_WITH_POSITION = (
        -4150,
        AccountSettingError,
        "The leverage of an isolated position cannot be lowered.",
        "Close the position first, or lower its risk with modify_isolated_position_margin().",
    )
    PRICE_HIGHER_THAN_STOP_MULTIPLIER_UP = (
        -4151,
        FilterError,
        "price is too far above the trigger price.",
        "Lower price to the bound given in error_message.",
    )
    PRICE_HIGHTER_THAN_STOP_MULTIPLIER_UP = PRICE_HIGHER_THAN_STOP_MULTIPLIER_UP
    PRICE_LOWER_THAN_STOP_MULTIPLIER_DOWN = (
        -4152,
        FilterError,
        "price is too far below the trigger price.",
        "Raise price to the bound given in error_message.",
    )
    STOP_PRICE_HIGHER_THAN_PRICE_MULTIPLIER_LIMIT = (
        -4154,
        FilterError,
        "The trigger price is above the cap of the price multiplier.",
        "Lower triggerPrice (stopPrice) to the bound given in error_message.",
    )
    STOP_PRICE_LOWER_THAN_PRICE_MULTIPLIER_LIMIT = (
        -4155,
        FilterError,
        "The trigger price is below the floor of the price multiplier.",
        "Raise triggerPrice (stopPrice) to the bound given in error_message.",
    )
    MIN_NOTIONAL = (
        -4178,
        FilterError,
        "The value of the order is below the minimum.",
        "Raise quantity until the order reaches the value given in error_message; reduceOnly orders are exempt.",
    )
    ME_INVALID_TIMESTAMP = (
        -4188,
        TimestampError,
        "The request reached the matching engine after recvWindow had passed.",
        "Raise recvWindow, and correct the clock offset with sync_time().",
    )
    ADJUST_LEVERAGE_KYC_FAILED = (
        -4194,
        AccountSettingError,
        "A leverage above 20 needs an identity check.",
        "Pass Binance's intermediate verification, or stay at 20 or below.",
    )
    ADJUST_LEVERAGE_ONE_MONTH_FAILED = (
        -4195,
        AccountSettingError,
        "A leverage above 20 needs an account of at least one month.",
        "Stay at 20 or below until the account is one month old.",
    )
    LIMIT_ORDER_ONLY = (
        -4196,
        OrderRejectedError,
        "Only LIMIT orders can be changed.",
        "Cancel the order and place a new one.",
    )
    SAME_ORDER = (
        -4197,
        OrderRejectedError,
        "The order already has this price and quantity.",
        "Leave the order as it is; nothing needed changing.",
    )
    EXCEED_MAX_MODIFY_ORDER_LIMIT = (
        -4198,
        OrderRejectedError,
        "The order was changed as often as allowed, 10000 times.",
        "Cancel the order and place a new one.",
    )
    MOVE_ORDER_NOT_ALLOWED_SYMBOL_REASON = (
        -4199,
        OrderRejectedError,
        "The symbol's status forbids changing orders.",
        "Wait until exchange_info() shows the symbol as TRADING, or cancel the order.",
    )
    ADJUST_LEVERAGE_X_DAYS_FAILED = (
        -4200,
        AccountSettingError,
        "The futures account is too new for a leverage above 20.",
        "Stay at 20 or below for the days given in error_message.",
    )
    ADJUST_LEVERAGE_KYC_LIMIT = (
        -4201,
        AccountSettingError,
        "The user's country has a lower maximum leverage.",
        "Choose a leverage up to the maximum given in error_message.",
    )
    ADJUST_LEVERAGE_ACCOUNT_SYMBOL_FAILED = (
        -4202,
        AccountSettingError,
        "The position limit adjustment service caps the leverage at 20.",
        "Stay at 20 or below, or leave that service for this symbol.",
    )
    CANNOT_CHANGE_DUAL_SIDE = (
        -4220,
        AccountSettingError,
        "The position mode of CM may not differ from that of UM.",
        "Keep to the mode that get_position_mode() shows, or change it on the UM client; CM shares it.",
    )


def lookup(code: int, product: Literal["um", "cm"]) -> ErrorCode | CMErrorCode | None:
    """The member for a code as the product uses it; None for a code that is not in the tables."""
    for codes in (CMErrorCode, ErrorCode) if product == "cm" else (ErrorCode,):
        try:
            return codes(code)
        except ValueError:
            continue
    return None
