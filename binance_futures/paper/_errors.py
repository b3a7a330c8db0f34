"""What the exchange says when it refuses: codes, texts, HTTP statuses (Binance's error code pages, October 2026)."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final, Literal

__all__ = ["Refusal", "http_status", "message", "rejected"]

# Binance's name: code of um, code of cm (0 where it has none), text with `%s` where it names what was sent.
# The name of -1131 is ours.
# https://developers.binance.com/docs/derivatives/usds-margined-futures/error-code
_ERRORS: Final[Mapping[str, tuple[int, int, str]]] = MappingProxyType(
    {
        "UNKNOWN": (-1000, -1000, "An unknown error occured while processing the request."),
        "DISCONNECTED": (-1001, -1001, "Internal error; unable to process your request. Please try again."),
        "UNAUTHORIZED": (-1002, -1002, "You are not authorized to execute this request."),
        "TOO_MANY_REQUESTS": (
            -1003,
            -1003,
            (
                "Too many requests; current limit is %s. Please use the websocket for live updates to avoid "
                "polling the API."
            ),
        ),
        "UNEXPECTED_RESP": (
            -1006,
            -1006,
            "An unexpected response was received from the message bus. Execution status unknown.",
        ),
        "TIMEOUT": (
            -1007,
            -1007,
            "Timeout waiting for response from backend server. Send status unknown; execution status unknown.",
        ),
        "THROTTLED": (
            -1008,
            -1008,
            (
                "Request throttled by system-level protection. Reduce-only/close-position orders are exempt. "
                "Please try again."
            ),
        ),
        "ERROR_MSG_RECEIVED": (-1010, -1010, "ERROR_MSG_RECEIVED."),
        "INVALID_MESSAGE": (-1013, -1013, "INVALID_MESSAGE."),
        "UNKNOWN_ORDER_COMPOSITION": (-1014, -1014, "Unsupported order combination."),
        "TOO_MANY_ORDERS": (-1015, -1015, "Too many new orders; current limit is %s orders per %s."),
        "UNSUPPORTED_OPERATION": (-1020, -1020, "This operation is not supported."),
        "INVALID_TIMESTAMP": (-1021, -1021, "Timestamp for this request is outside of the recvWindow."),
        "INVALID_SIGNATURE": (-1022, -1022, "Signature for this request is not valid."),
        "START_TIME_GREATER_THAN_END_TIME": (-1023, -1023, "Start time is greater than end time."),
        "ILLEGAL_CHARS": (-1100, -1100, "Illegal characters found in parameter '%s'; legal range is '%s'."),
        "TOO_MANY_PARAMETERS": (-1101, -1101, "Too many parameters; expected '%s' and received '%s'."),
        "MANDATORY_PARAM_EMPTY_OR_MALFORMED": (
            -1102,
            -1102,
            "Mandatory parameter '%s' was not sent, was empty/null, or malformed.",
        ),
        "UNKNOWN_PARAM": (-1103, -1103, "An unknown parameter was sent."),
        "UNREAD_PARAMETERS": (
            -1104,
            -1104,
            "Not all sent parameters were read; read '%s' parameter(s) but was sent '%s'.",
        ),
        "PARAM_EMPTY": (-1105, -1105, "Parameter '%s' was empty."),
        "PARAM_NOT_REQUIRED": (-1106, -1106, "Parameter '%s' sent when not required."),
        "BAD_ASSET": (-1108, -1108, "Invalid asset."),
        "BAD_PRECISION": (-1111, -1111, "Precision is over the maximum defined for this asset."),
        "NO_DEPTH": (-1112, -1112, "No orders on book for symbol."),
        "TIF_NOT_REQUIRED": (-1114, -1114, "TimeInForce parameter sent when not required."),
        "INVALID_TIF": (-1115, -1115, "Invalid timeInForce."),
        "INVALID_ORDER_TYPE": (-1116, -1116, "Invalid orderType."),
        "INVALID_SIDE": (-1117, -1117, "Invalid side."),
        "EMPTY_NEW_CL_ORD_ID": (-1118, -1118, "New client order ID was empty."),
        "EMPTY_ORG_CL_ORD_ID": (-1119, -1119, "Original client order ID was empty."),
        "BAD_INTERVAL": (-1120, -1120, "Invalid interval."),
        "BAD_SYMBOL": (-1121, -1121, "Invalid symbol."),
        "INVALID_SYMBOL_STATUS": (-1122, 0, "Invalid symbol status."),
        "INVALID_LISTEN_KEY": (
            -1125,
            -1125,
            ("This listenKey does not exist. Please use `POST /fapi/v1/listenKey` to recreate `listenKey`"),
        ),
        "MORE_THAN_XX_HOURS": (-1127, -1127, "More than %s hours between startTime and endTime."),
        "OPTIONAL_PARAMS_BAD_COMBO": (-1128, -1128, "Combination of optional parameters invalid."),
        "INVALID_PARAMETER": (-1130, -1130, "Data sent for parameter '%s' is not valid."),
        "RECV_WINDOW_TOO_LONG": (-1131, -1131, "'recvWindow' must be less than 60000."),
        "INVALID_NEW_ORDER_RESP_TYPE": (-1136, -1136, "Invalid newOrderRespType."),
        "NEW_ORDER_REJECTED": (-2010, -2010, "NEW_ORDER_REJECTED"),
        "CANCEL_REJECTED": (-2011, -2011, "Unknown order sent."),
        "NO_SUCH_ORDER": (-2013, -2013, "Order does not exist."),
        "BAD_API_KEY_FMT": (-2014, -2014, "API-key format invalid."),
        "REJECTED_MBX_KEY": (-2015, -2015, "Invalid API-key, IP, or permissions for action."),
        "BALANCE_NOT_SUFFICIENT": (-2018, -2018, "Balance is insufficient."),
        "MARGIN_NOT_SUFFICIEN": (-2019, -2019, "Margin is insufficient."),
        "ORDER_WOULD_IMMEDIATELY_TRIGGER": (-2021, -2021, "Order would immediately trigger."),
        "REDUCE_ONLY_REJECT": (-2022, -2022, "ReduceOnly Order is rejected."),
        "USER_IN_LIQUIDATION": (-2023, -2023, "User in liquidation mode now."),
        "POSITION_NOT_SUFFICIENT": (-2024, -2024, "Position is not sufficient."),
        "MAX_OPEN_ORDER_EXCEEDED": (-2025, -2025, "Reach max open order limit."),
        "REDUCE_ONLY_ORDER_TYPE_NOT_SUPPORTED": (-2026, -2026, "This OrderType is not supported when reduceOnly."),
        "MAX_LEVERAGE_RATIO": (-2027, -2027, "Exceeded the maximum allowable position at current leverage."),
        "MIN_LEVERAGE_RATIO": (-2028, -2028, "Leverage is smaller than permitted: insufficient margin balance."),
        "INVALID_ORDER_STATUS": (-4000, -4000, "Invalid order status."),
        "PRICE_LESS_THAN_ZERO": (-4001, -4001, "Price less than 0."),
        "PRICE_GREATER_THAN_MAX_PRICE": (-4002, -4002, "Price greater than max price."),
        "QTY_LESS_THAN_ZERO": (-4003, -4003, "Quantity less than zero."),
        "QTY_LESS_THAN_MIN_QTY": (-4004, -4004, "Quantity less than min quantity."),
        "QTY_GREATER_THAN_MAX_QTY": (-4005, -4005, "Quantity greater than max quantity."),
        "STOP_PRICE_LESS_THAN_ZERO": (-4006, -4006, "Stop price less than zero."),
        "STOP_PRICE_GREATER_THAN_MAX_PRICE": (-4007, -4007, "Stop price greater than max price."),
        "PRICE_LESS_THAN_MIN_PRICE": (-4013, -4013, "Price less than min price."),
        "PRICE_NOT_INCREASED_BY_TICK_SIZE": (-4014, -4014, "Price not increased by tick size."),
        "INVALID_CL_ORD_ID_LEN": (-4015, -4015, "Client order id length should not be more than 36 chars"),
        "PRICE_HIGHTER_THAN_MULTIPLIER_UP": (-4016, -4016, "Price is higher than mark price multiplier cap."),
        "INVALID_DEPTH_LIMIT": (-4021, -4021, "'%s' is not valid depth limit."),
        "QTY_NOT_INCREASED_BY_STEP_SIZE": (-4023, -4023, "Qty not increased by step size."),
        "PRICE_LOWER_THAN_MULTIPLIER_DOWN": (-4024, -4024, "Price is lower than mark price multiplier floor."),
        "INVALID_LEVERAGE": (-4028, -4028, "Leverage `%s` is not valid"),
        "INVALID_WORKING_TYPE": (-4031, -4031, "Invalid parameter working type: `%s`"),
        "EXCEED_MAX_CANCEL_ORDER_SIZE": (-4032, -4032, "Exceed maximum cancel order size."),
        "MAX_STOP_ORDER_EXCEEDED": (-4045, -4045, "Reach max stop order limit."),
        "NO_NEED_TO_CHANGE_MARGIN_TYPE": (-4046, -4046, "No need to change margin type."),
        "THERE_EXISTS_OPEN_ORDERS": (-4047, -4047, "Margin type cannot be changed if there exists open orders."),
        "THERE_EXISTS_QUANTITY": (-4048, -4048, "Margin type cannot be changed if there exists position."),
        "ADD_ISOLATED_MARGIN_REJECT": (-4049, -4049, "Add margin only support for isolated position."),
        "CROSS_BALANCE_INSUFFICIENT": (-4050, -4050, "Cross balance insufficient."),
        "ISOLATED_BALANCE_INSUFFICIENT": (-4051, -4051, "Isolated balance insufficient."),
        "ADD_ISOLATED_MARGIN_NO_POSITION_REJECT": (-4054, -4054, "Cannot add position margin: position is 0."),
        "AMOUNT_MUST_BE_POSITIVE": (-4055, -4055, "Amount must be positive."),
        "INVALID_API_KEY_TYPE": (-4056, -4056, "Invalid api key type."),
        "NO_NEED_TO_CHANGE_POSITION_SIDE": (-4059, -4059, "No need to change position side."),
        "INVALID_POSITION_SIDE": (-4060, -4060, "Invalid position side."),
        "POSITION_SIDE_NOT_MATCH": (-4061, -4061, "Order's position side does not match user's setting."),
        "REDUCE_ONLY_CONFLICT": (-4062, -4062, "Invalid or improper reduceOnly value."),
        "POSITION_SIDE_CHANGE_EXISTS_OPEN_ORDERS": (
            -4067,
            -4067,
            "Position side cannot be changed if there exists open orders.",
        ),
        "POSITION_SIDE_CHANGE_EXISTS_QUANTITY": (
            -4068,
            -4068,
            "Position side cannot be changed if there exists position.",
        ),
        "INVALID_BATCH_PLACE_ORDER_SIZE": (-4082, -4082, "Invalid number of batch place orders: %s"),
        "REDUCE_ONLY_ORDER_PERMISSION": (-4087, -4089, "User can only place reduce only order"),
        "NO_PLACE_ORDER_PERMISSION": (-4088, -4090, "User can not place order currently"),
        "INVALID_CONTRACT_TYPE": (-4104, -4104, "Invalid contract type"),
        "DUPLICATED_CLIENT_ORDER_ID": (-4116, -4116, "clientOrderId is duplicated"),
        "REDUCE_ONLY_MARGIN_CHECK_FAILED": (
            -4118,
            -4112,
            "ReduceOnly Order Failed. Please check your existing position and open orders",
        ),
        "STOP_ORDER_SWITCH_ALGO": (
            -4120,
            -4120,
            ("Order type not supported for this endpoint. Please use the Algo Order API endpoints instead."),
        ),
        "OPEN_CLOSE_POSITION_ORDER_EXISTS": (
            -4130,
            -4130,
            "An open stop or take profit order with GTE and closePosition in the direction is existing.",
        ),
        "MARKET_ORDER_REJECT": (
            -4131,
            -4113,
            "The counterparty's best price does not meet the PERCENT_PRICE filter limit",
        ),
        "INVALID_ACTIVATION_PRICE": (-4135, -4135, "Invalid activation price"),
        "TARGET_STRATEGY_INVALID": (-4136, -4136, "Target strategy invalid for orderType '%s', closePosition 'true'."),
        "QUANTITY_EXISTS_WITH_CLOSE_POSITION": (-4137, -4137, "Quantity must be zero with closePosition equals true"),
        "REDUCE_ONLY_MUST_BE_TRUE": (-4138, -4138, "Reduce only must be true with closePosition equals true"),
        "ORDER_TYPE_CANNOT_BE_MKT": (-4139, -4139, "Order type can not be market if it's unable to cancel"),
        "SYMBOL_ALREADY_CLOSED": (-4141, -4141, "Symbol is closed"),
        "STRATEGY_INVALID_TRIGGER_PRICE": (
            -4142,
            -4142,
            "REJECT: take profit or stop order will be triggered immediately",
        ),
        "INVALID_PAIR": (-4144, -4087, "Invalid pair"),
        "ISOLATED_LEVERAGE_REJECT_WITH_POSITION": (
            -4161,
            -4150,
            "Leverage reduction is not supported in Isolated Margin Mode with open positions",
        ),
        "MIN_NOTIONAL": (-4164, -4178, "Order's notional must be no smaller than %s (unless you choose reduce only)"),
        "INVALID_TIME_INTERVAL": (-4165, -4088, "Maximum time interval is %s days"),
        "ISOLATED_REJECT_WITH_JOINT_MARGIN": (
            -4167,
            -4167,
            ("Unable to adjust to Multi-Assets mode with symbols of USDⓈ-M Futures under isolated-margin mode."),
        ),
        "JOINT_MARGIN_REJECT_WITH_ISOLATED": (
            -4168,
            -4168,
            "Unable to adjust to isolated-margin mode under the Multi-Assets mode.",
        ),
        "JOINT_MARGIN_REJECT_WITH_MB": (
            -4169,
            -4169,
            "Unable to adjust Multi-Assets Mode with insufficient margin balance in USDⓈ-M Futures.",
        ),
        "JOINT_MARGIN_REJECT_WITH_OPEN_ORDER": (
            -4170,
            -4170,
            "Unable to adjust Multi-Assets Mode with open orders in USDⓈ-M Futures.",
        ),
        "NO_NEED_TO_CHANGE_JOINT_MARGIN": (
            -4171,
            -4171,
            "Adjusted asset mode is currently set and does not need to be adjusted repeatedly.",
        ),
        "JOINT_MARGIN_REJECT_WITH_NEGATIVE_BALANCE": (
            -4172,
            -4172,
            (
                "Unable to adjust Multi-Assets Mode with a negative wallet balance of margin available asset in "
                "USDⓈ-M Futures account."
            ),
        ),
        "PRICE_HIGHTER_THAN_STOP_MULTIPLIER_UP": (-4183, -4151, "Limit price can't be higher than %s."),
        "PRICE_LOWER_THAN_STOP_MULTIPLIER_DOWN": (-4184, -4152, "Limit price can't be lower than %s."),
        "ME_INVALID_TIMESTAMP": (0, -4188, "Timestamp for this request is outside of the ME recvWindow."),
        "ADJUST_LEVERAGE_SYMBOL_FAILED": (
            -4209,
            0,
            "Leverage adjustment failed. Current symbol max leverage limit is %sx",
        ),
        "STOP_PRICE_HIGHER_THAN_PRICE_MULTIPLIER_LIMIT": (-4210, -4154, "Stop price can't be higher than %s"),
        "STOP_PRICE_LOWER_THAN_PRICE_MULTIPLIER_LIMIT": (-4211, -4155, "Stop price can't be lower than %s"),
        "GTE_NEEDS_POSITION": (
            -4509,
            -4509,
            (
                "Time in Force (TIF) GTE can only be used with open positions. Please ensure that positions are "
                "available."
            ),
        ),
        "PATH_INVALID": (-5000, -5000, "Path %s, Method %s is invalid"),
        "FOK_ORDER_REJECT": (
            -5021,
            -5021,
            (
                "Due to the order could not be filled immediately, the FOK order has been rejected. The order "
                "will not be recorded in the order history."
            ),
        ),
        "GTX_ORDER_REJECT": (
            -5022,
            -5022,
            (
                "Due to the order could not be executed as maker, the Post Only order will be rejected. The "
                "order will not be recorded in the order history."
            ),
        ),
        "MOVE_ORDER_NOT_ALLOWED_SYMBOL_REASON": (
            -5024,
            -4199,
            "Symbol is not in trading status. Order amendment is not permitted.",
        ),
        "LIMIT_ORDER_ONLY": (-5025, -4196, "Only limit order is supported."),
        "EXCEED_MAX_MODIFY_ORDER_LIMIT": (-5026, -4198, "Exceed maximum modify order limit."),
        "SAME_ORDER": (-5027, -4197, "No need to modify the order."),
        "ME_RECVWINDOW_REJECT": (-5028, 0, "Timestamp for this request is outside of the ME recvWindow."),
        "MODIFICATION_MIN_NOTIONAL": (-5029, -5029, "Order's notional must be no smaller than %s"),
        "INVALID_PRICE_MATCH": (-5037, -5037, "Invalid price match"),
        "UNSUPPORTED_ORDER_TYPE_PRICE_MATCH": (
            -5038,
            -5038,
            "Price match only supports order type: LIMIT, STOP AND TAKE_PROFIT",
        ),
        "INVALID_SELF_TRADE_PREVENTION_MODE": (-5039, 0, "Invalid self trade prevention mode"),
        "FUTURE_GOOD_TILL_DATE": (
            -5040,
            -5040,
            (
                "The goodTillDate timestamp must be greater than the current time plus 600 seconds and smaller "
                "than 253402300799000 (UTC 9999-12-31 23:59:59)"
            ),
        ),
        "BBO_ORDER_REJECT": (-5041, -5041, "No depth matches this BBO order"),
        "MODIFY_NOT_REDUCE_ONLY": (-5047, -5047, "ReduceOnly can only be true for an order placed as reduceOnly."),
    }
)

_MESSAGES: Final[Mapping[int, str]] = MappingProxyType({um: text for um, _, text in _ERRORS.values() if um})
_CM_MESSAGES: Final[Mapping[int, str]] = MappingProxyType({cm: text for _, cm, text in _ERRORS.values() if cm})

_STATUSES: Final[Mapping[int, HTTPStatus]] = MappingProxyType(
    {
        -1001: HTTPStatus.SERVICE_UNAVAILABLE,
        -1002: HTTPStatus.UNAUTHORIZED,
        -1003: HTTPStatus.TOO_MANY_REQUESTS,
        -1007: HTTPStatus.REQUEST_TIMEOUT,
        -1008: HTTPStatus.SERVICE_UNAVAILABLE,
        -1015: HTTPStatus.TOO_MANY_REQUESTS,
        -2014: HTTPStatus.UNAUTHORIZED,
        -2015: HTTPStatus.UNAUTHORIZED,
        -5000: HTTPStatus.NOT_FOUND,
    }
)


def message(code: int, *values: object, product: Literal["um", "cm"] = "um") -> str:
    """The text of a code, with the values it names."""
    first, second = (_CM_MESSAGES, _MESSAGES) if product == "cm" else (_MESSAGES, _CM_MESSAGES)
    template = first[code] if code in first else second[code]
    return template % values if values else template


def http_status(code: int) -> int:
    """The HTTP status of an answer with this code; 400 unless the pages say otherwise."""
    return _STATUSES.get(code, HTTPStatus.BAD_REQUEST)


class Refusal(Exception):  # noqa: N818 - the exchange says no; nothing went wrong here
    """A request is not admitted: its code, text and status, and the seconds to wait after a limit."""

    def __init__(
        self,
        code: int,
        *values: object,
        msg: str | None = None,
        status: int | None = None,
        retry_after: int | None = None,
    ) -> None:
        self.code: int = code
        self.msg: str = message(code, *values) if msg is None else msg
        self.status: int = http_status(code) if status is None else status
        self.retry_after: int | None = retry_after
        super().__init__(f"{self.code}: {self.msg}")


def rejected(name: str, product: Literal["um", "cm"] = "um", *values: object) -> Refusal:
    """The refusal Binance calls `name`, with the code it has for a product."""
    um, cm, text = _ERRORS[name]
    code = (um or cm) if product == "um" else (cm or um)
    return Refusal(code, msg=text % values if values else text)
