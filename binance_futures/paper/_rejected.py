"""Refusals, with Binance's codes and texts."""

from typing import Final

from ._instruments import Product

__all__ = ["Rejected", "rejected"]


class Rejected(Exception):  # noqa: N818  # an answer of the exchange, not a fault
    """The exchange refuses a command; nothing changed.

    Args:
        code: Binance's error code.
        message: Its text.
    """

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


# Binance's name: code of um, code of cm, text.
# https://developers.binance.com/docs/derivatives/usds-margined-futures/error-code
_REFUSALS: Final[dict[str, tuple[int, int, str]]] = {
    "MANDATORY_PARAM_EMPTY_OR_MALFORMED": (
        -1102,
        -1102,
        "Mandatory parameter '%s' was not sent, was empty/null, or malformed.",
    ),
    "PARAM_NOT_REQUIRED": (-1106, -1106, "Parameter '%s' sent when not required."),
    "NO_DEPTH": (-1112, -1112, "No orders on book for symbol."),
    "INVALID_TIF": (-1115, -1115, "Invalid timeInForce."),
    "INVALID_ORDER_TYPE": (-1116, -1116, "Invalid orderType."),
    "BAD_SYMBOL": (-1121, -1121, "Invalid symbol."),
    "INVALID_PARAMETER": (-1130, -1130, "Data sent for parameter '%s' is not valid."),
    "CANCEL_REJECTED": (-2011, -2011, "Unknown order sent."),
    "NO_SUCH_ORDER": (-2013, -2013, "Order does not exist."),
    "BALANCE_NOT_SUFFICIENT": (-2018, -2018, "Balance is insufficient."),
    "MARGIN_NOT_SUFFICIEN": (-2019, -2019, "Margin is insufficient."),
    "ORDER_WOULD_IMMEDIATELY_TRIGGER": (-2021, -2021, "Order would immediately trigger."),
    "REDUCE_ONLY_REJECT": (-2022, -2022, "ReduceOnly Order is rejected."),
    "MAX_OPEN_ORDER_EXCEEDED": (-2025, -2025, "Reach max open order limit."),
    "MAX_LEVERAGE_RATIO": (-2027, -2027, "Exceeded the maximum allowable position at current leverage."),
    "MIN_LEVERAGE_RATIO": (-2028, -2028, "Leverage is smaller than permitted: insufficient margin balance."),
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
    "QTY_NOT_INCREASED_BY_STEP_SIZE": (-4023, -4023, "Qty not increased by step size."),
    "PRICE_LOWER_THAN_MULTIPLIER_DOWN": (-4024, -4024, "Price is lower than mark price multiplier floor."),
    "INVALID_LEVERAGE": (-4028, -4028, "Leverage %s is not valid"),
    "MAX_STOP_ORDER_EXCEEDED": (-4045, -4045, "Reach max stop order limit."),
    "NO_NEED_TO_CHANGE_MARGIN_TYPE": (-4046, -4046, "No need to change margin type."),
    "THERE_EXISTS_OPEN_ORDERS": (-4047, -4047, "Margin type cannot be changed if there exists open orders."),
    "THERE_EXISTS_QUANTITY": (-4048, -4048, "Margin type cannot be changed if there exists position."),
    "ADD_ISOLATED_MARGIN_REJECT": (-4049, -4049, "Add margin only support for isolated position."),
    "CROSS_BALANCE_INSUFFICIENT": (-4050, -4050, "Cross balance insufficient."),
    "ISOLATED_BALANCE_INSUFFICIENT": (-4051, -4051, "Isolated balance insufficient."),
    "ADD_ISOLATED_MARGIN_NO_POSITION_REJECT": (-4054, -4054, "Cannot add position margin: position is 0."),
    "NO_NEED_TO_CHANGE_POSITION_SIDE": (-4059, -4059, "No need to change position side."),
    "POSITION_SIDE_NOT_MATCH": (-4061, -4061, "Order's position side does not match user's setting."),
    "POSITION_SIDE_CHANGE_EXISTS_OPEN_ORDERS": (
        -4067,
        -4067,
        "Position side cannot be changed if there exists open orders.",
    ),
    "POSITION_SIDE_CHANGE_EXISTS_QUANTITY": (-4068, -4068, "Position side cannot be changed if there exists position."),
    "DUPLICATED_CLIENT_ORDER_ID": (-4116, -4116, "ClientOrderId is duplicated."),
    "REDUCE_ONLY_MARGIN_CHECK_FAILED": (
        -4118,
        -4112,
        "ReduceOnly Order Failed. Please check your existing position and open orders",
    ),
    "STOP_ORDER_SWITCH_ALGO": (
        -4120,
        -4120,
        "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.",
    ),
    "OPEN_CLOSE_POSITION_ORDER_EXISTS": (
        -4130,
        -4130,
        "An open stop or take profit order with GTE and closePosition in the direction is existing.",
    ),
    "MARKET_ORDER_REJECT": (
        -4131,
        -4113,
        "The counterparty's best price does not meet the PERCENT_PRICE filter limit.",
    ),
    "TARGET_STRATEGY_INVALID": (-4136, -4136, "Target strategy invalid for orderType '%s', closePosition 'true'."),
    "QUANTITY_EXISTS_WITH_CLOSE_POSITION": (-4137, -4137, "Quantity must be zero with closePosition equals true."),
    "REDUCE_ONLY_MUST_BE_TRUE": (-4138, -4138, "Reduce only must be true with closePosition equals true."),
    "SYMBOL_ALREADY_CLOSED": (-4141, -4141, "Symbol is closed."),
    "ISOLATED_LEVERAGE_REJECT_WITH_POSITION": (
        -4161,
        -4150,
        "Leverage reduction is not supported in Isolated Margin Mode with open positions.",
    ),
    "MIN_NOTIONAL": (-4164, -4178, "Order's notional must be no smaller than %s (unless you choose reduce only)."),
    "ISOLATED_REJECT_WITH_JOINT_MARGIN": (
        -4167,
        -4167,
        "Unable to adjust to Multi-Assets mode with symbols of USDⓈ-M Futures under isolated-margin mode.",
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
    "GTE_NEEDS_POSITION": (
        -4509,
        -4509,
        "Time in Force (TIF) GTE can only be used with open positions. Please ensure that positions are available.",
    ),
    "FOK_ORDER_REJECT": (
        -5021,
        -5021,
        (
            "Due to the order could not be filled immediately, the FOK order has been rejected. The order will "
            "not be recorded in the order history."
        ),
    ),
    "GTX_ORDER_REJECT": (
        -5022,
        -5022,
        (
            "Due to the order could not be executed as maker, the Post Only order will be rejected. The order "
            "will not be recorded in the order history."
        ),
    ),
    "EXCEED_MAX_MODIFY_ORDER_LIMIT": (-5026, -4198, "Exceed maximum modify order limit."),
    "SAME_ORDER": (-5027, -4197, "No need to modify the order."),
    "MODIFICATION_MIN_NOTIONAL": (-5029, -5029, "Order's notional must be no smaller than %s"),
    "INVALID_PRICE_MATCH": (-5037, -5037, "Invalid price match"),
    "UNSUPPORTED_ORDER_TYPE_PRICE_MATCH": (
        -5038,
        -5038,
        "Price match only supports order type: LIMIT, STOP AND TAKE_PROFIT",
    ),
    "FUTURE_GOOD_TILL_DATE": (
        -5040,
        -5040,
        (
            "The goodTillDate timestamp must be greater than the current time plus 600 seconds and smaller than "
            "253402300799000"
        ),
    ),
    "BBO_ORDER_REJECT": (-5041, -5041, "No depth matches this BBO order"),
    "MODIFY_NOT_REDUCE_ONLY": (-5047, -5047, "ReduceOnly can only be true for an order placed as reduceOnly."),
}


def rejected(name: str, product: Product = "um", *values: object) -> Rejected:
    """The refusal Binance calls `name`, with `values` filled into its text."""
    um, cm, text = _REFUSALS[name]
    return Rejected(um if product == "um" else cm, text % values if values else text)
