"""What the exchange says when it refuses: codes, texts, HTTP statuses (Binance's error code pages, October 2026)."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

__all__ = ["MESSAGES", "Refusal", "http_status", "message"]

MESSAGES: Final[Mapping[int, str]] = MappingProxyType(
    {
        -1000: "An unknown error occured while processing the request.",
        -1001: "Internal error; unable to process your request. Please try again.",
        -1002: "You are not authorized to execute this request.",
        -1003: "Too many requests; current limit is %s. Please use the "
        "websocket for live updates to avoid polling the API.",
        -1006: "An unexpected response was received from the message bus. Execution status unknown.",
        -1007: "Timeout waiting for response from backend server. Send status unknown; execution status unknown.",
        -1008: "Request throttled by system-level protection. "
        "Reduce-only/close-position orders are exempt. Please try again.",
        -1010: "ERROR_MSG_RECEIVED.",
        -1013: "INVALID_MESSAGE.",
        -1014: "Unsupported order combination.",
        -1015: "Too many new orders; current limit is %s orders per %s.",
        -1020: "This operation is not supported.",
        -1021: "Timestamp for this request is outside of the recvWindow.",
        -1022: "Signature for this request is not valid.",
        -1023: "Start time is greater than end time.",
        -1100: "Illegal characters found in parameter '%s'; legal range is '%s'.",
        -1101: "Too many parameters; expected '%s' and received '%s'.",
        -1102: "Mandatory parameter '%s' was not sent, was empty/null, or malformed.",
        -1103: "An unknown parameter was sent.",
        -1104: "Not all sent parameters were read; read '%s' parameter(s) but was sent '%s'.",
        -1105: "Parameter '%s' was empty.",
        -1106: "Parameter '%s' sent when not required.",
        -1111: "Precision is over the maximum defined for this asset.",
        -1112: "No orders on book for symbol.",
        -1114: "TimeInForce parameter sent when not required.",
        -1115: "Invalid timeInForce.",
        -1116: "Invalid orderType.",
        -1117: "Invalid side.",
        -1118: "New client order ID was empty.",
        -1119: "Original client order ID was empty.",
        -1120: "Invalid interval.",
        -1121: "Invalid symbol.",
        -1122: "Invalid symbol status.",
        -1125: "This listenKey does not exist. Please use `POST /fapi/v1/listenKey` to recreate `listenKey`",
        -1127: "More than %s hours between startTime and endTime.",
        -1128: "Combination of optional parameters invalid.",
        -1130: "Data sent for parameter '%s' is not valid.",
        -1131: "'recvWindow' must be less than 60000.",
        -1136: "Invalid newOrderRespType.",
        -2010: "NEW_ORDER_REJECTED",
        -2011: "Unknown order sent.",
        -2013: "Order does not exist.",
        -2014: "API-key format invalid.",
        -2015: "Invalid API-key, IP, or permissions for action.",
        -2018: "Balance is insufficient.",
        -2019: "Margin is insufficient.",
        -2021: "Order would immediately trigger.",
        -2022: "ReduceOnly Order is rejected.",
        -2023: "User in liquidation mode now.",
        -2024: "Position is not sufficient.",
        -2025: "Reach max open order limit.",
        -2026: "This OrderType is not supported when reduceOnly.",
        -2027: "Exceeded the maximum allowable position at current leverage.",
        -2028: "Leverage is smaller than permitted: insufficient margin balance.",
        -4000: "Invalid order status.",
        -4001: "Price less than 0.",
        -4002: "Price greater than max price.",
        -4003: "Quantity less than zero.",
        -4004: "Quantity less than min quantity.",
        -4005: "Quantity greater than max quantity.",
        -4006: "Stop price less than zero.",
        -4007: "Stop price greater than max price.",
        -4013: "Price less than min price.",
        -4014: "Price not increased by tick size.",
        -4015: "Client order id length should not be more than 36 chars",
        -4016: "Price is higher than mark price multiplier cap.",
        -4021: "'%s' is not valid depth limit.",
        -4023: "Qty not increased by step size.",
        -4024: "Price is lower than mark price multiplier floor.",
        -4028: "Leverage `%s` is not valid",
        -4031: "Invalid parameter working type: `%s`",
        -4032: "Exceed maximum cancel order size.",
        -4045: "Reach max stop order limit.",
        -4046: "No need to change margin type.",
        -4047: "Margin type cannot be changed if there exists open orders.",
        -4048: "Margin type cannot be changed if there exists position.",
        -4049: "Add margin only support for isolated position.",
        -4050: "Cross balance insufficient.",
        -4051: "Isolated balance insufficient.",
        -4054: "Cannot add position margin: position is 0.",
        -4055: "Amount must be positive.",
        -4056: "Invalid api key type.",
        -4059: "No need to change position side.",
        -4060: "Invalid position side.",
        -4061: "Order's position side does not match user's setting.",
        -4062: "Invalid or improper reduceOnly value.",
        -4067: "Position side cannot be changed if there exists open orders.",
        -4068: "Position side cannot be changed if there exists position.",
        -4082: "Invalid number of batch place orders: %s",
        -4087: "User can only place reduce only order",
        -4088: "User can not place order currently",
        -4089: "User can only place reduce only order.",
        -4090: "User can not place order currently.",
        -4104: "Invalid contract type",
        -4112: "ReduceOnly Order Failed. Please check your existing position and open orders.",
        -4113: "The counterparty's best price does not meet the PERCENT_PRICE filter limit.",
        -4116: "clientOrderId is duplicated",
        -4118: "ReduceOnly Order Failed. Please check your existing position and open orders",
        -4120: "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.",
        -4130: "An open stop or take profit order with GTE and closePosition in the direction is existing.",
        -4131: "The counterparty's best price does not meet the PERCENT_PRICE filter limit",
        -4135: "Invalid activation price",
        -4137: "Quantity must be zero with closePosition equals true",
        -4138: "Reduce only must be true with closePosition equals true",
        -4139: "Order type can not be market if it's unable to cancel",
        -4142: "REJECT: take profit or stop order will be triggered immediately",
        -4144: "Invalid pair",
        -4150: "Leverage reduction is not supported in Isolated Margin Mode with open positions.",
        -4151: "Limit price can't be higher than %s.",
        -4152: "Limit price can't be lower than %s.",
        -4154: "Stop price can't be higher than %s",
        -4155: "Stop price can't be lower than %s",
        -4161: "Leverage reduction is not supported in Isolated Margin Mode with open positions",
        -4164: "Order's notional must be no smaller than %s (unless you choose reduce only)",
        -4165: "Maximum time interval is %s days",
        -4167: "Unable to adjust to Multi-Assets mode with symbols of USDⓈ-M Futures under isolated-margin mode.",
        -4168: "Unable to adjust to isolated-margin mode under the Multi-Assets mode.",
        -4169: "Unable to adjust Multi-Assets Mode with insufficient margin balance in USDⓈ-M Futures.",
        -4170: "Unable to adjust Multi-Assets Mode with open orders in USDⓈ-M Futures.",
        -4171: "Adjusted asset mode is currently set and does not need to be adjusted repeatedly.",
        -4172: "Unable to adjust Multi-Assets Mode with a negative wallet balance of "
        "margin available asset in USDⓈ-M Futures account.",
        -4178: "Order's notional must be no smaller than %s (unless you choose reduce only)",
        -4183: "Limit price can't be higher than %s.",
        -4184: "Limit price can't be lower than %s.",
        -4188: "Timestamp for this request is outside of the ME recvWindow.",
        -4196: "Only limit order is supported.",
        -4197: "No need to modify the order.",
        -4198: "Exceed maximum modify order limit.",
        -4199: "Symbol is not in trading status. Order amendment is not permitted.",
        -4209: "Leverage adjustment failed. Current symbol max leverage limit is %sx",
        -4210: "Stop price can't be higher than %s",
        -4211: "Stop price can't be lower than %s",
        -5000: "Path %s, Method %s is invalid",
        -5021: "Due to the order could not be filled immediately, the FOK order has been rejected.",
        -5022: "Due to the order could not be executed as maker, the Post Only order will be rejected.",
        -5024: "Symbol is not in trading status. Order amendment is not permitted.",
        -5025: "Only limit order is supported.",
        -5026: "Exceed maximum modify order limit.",
        -5027: "No need to modify the order.",
        -5028: "Timestamp for this request is outside of the ME recvWindow.",
        -5029: "Order's notional must be no smaller than %s",
        -5037: "Invalid price match",
        -5038: "Price match only supports order type: LIMIT, STOP AND TAKE_PROFIT",
        -5039: "Invalid self trade prevention mode",
        -5040: "The goodTillDate timestamp must be greater than the current time plus 600 "
        "seconds and smaller than 253402300799000 (UTC 9999-12-31 23:59:59)",
        -5041: "No depth matches this BBO order",
    }
)
"""The text of each code, `%s` where it names what was sent; codes without a public text are left out."""

_CM_MESSAGES: Final[Mapping[int, str]] = MappingProxyType(
    {
        -4087: "Invalid pair.",
        -4088: "Maximum time interval is %s days.",
    }
)

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


def message(code: int, *values: object, product: str = "um") -> str:
    """The text of a code, with the values it names."""
    template = _CM_MESSAGES.get(code) if product == "cm" else None
    return (template or MESSAGES[code]) % values


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
        self.code = code
        self.msg = message(code, *values) if msg is None else msg
        self.status = http_status(code) if status is None else status
        self.retry_after = retry_after
        super().__init__(f"{self.code}: {self.msg}")
