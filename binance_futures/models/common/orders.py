"""Orders, as far as both products share them: the answers, the rules of an order form, batches."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from secrets import token_hex
from typing import Annotated, Any, ClassVar, Final, Literal, Self, TypeVar, cast, get_args

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from ..._request import R_co, SignedRequest, required
from ...errors import ParameterError, Problem
from ..base import Model, Open, Outcome
from ..enums import (
    NewOrderRespType,
    OrderSide,
    OrderStatus,
    OrderType,
    PositionSide,
    PriceMatch,
    SelfTradePreventionMode,
    TimeInForce,
    WorkingType,
)
from ..parameters import Bool, ClientOrderId, Integer, Number, Positive, Text, Timestamp
from .times import span_problems

__all__ = [
    "CONDITIONAL",
    "Batch",
    "BatchError",
    "CancelBatchOrder",
    "CancelOpenOrders",
    "CancelOrder",
    "Countdown",
    "CountdownCancelOrder",
    "FirstFit",
    "GetOpenOrders",
    "GetOrderModifyHistory",
    "GoodTillDate",
    "ModifyBatchOrder",
    "NewBatchOrder",
    "Order",
    "OrderAmendment",
    "OrderChanges",
    "OrderForm",
    "QueryOrder",
    "TriggerForm",
    "ValueChange",
    "either_problems",
    "given",
    "modify_problems",
]


# Answers


class Order(Model):
    """An order as placing, changing, cancelling and querying it answer.

    Fields that only some of these calls hold are None in the answers of the others.
    """

    orderId: int
    """Id of the order."""
    symbol: str
    status: Open[OrderStatus]
    """State of the order."""
    clientOrderId: str
    """Own id of the order."""
    price: Decimal
    """Limit price; 0 for market orders."""
    origQty: Decimal
    """Ordered quantity (base asset; contracts on COIN-M)."""
    executedQty: Decimal
    """Filled quantity (base asset; contracts on COIN-M)."""
    cumQty: Decimal | None = None
    """Filled quantity again; queries leave it out."""
    timeInForce: Open[TimeInForce]
    """How long the order lives."""
    type: Open[OrderType]
    """Type of the order now."""
    origType: Open[OrderType]
    """Type before it was triggered."""
    side: Open[OrderSide]
    positionSide: Open[PositionSide]
    reduceOnly: bool
    """Whether it only reduces a position."""
    closePosition: bool
    """Whether it closes the whole position."""
    stopPrice: Decimal
    """Trigger price; of no meaning for trailing stops."""
    workingType: Open[WorkingType]
    """Price that trips the trigger."""
    priceProtect: bool
    """Whether the trigger is held when mark and last price are far apart."""
    updateTime: int
    """Last change (ms)."""
    time: int | None = None
    """Time of the order (ms); queries only."""
    avgPrice: Decimal | None = None
    """Average price of the fills; placing, changing and cancelling leave it out since 2026."""
    cumQuote: Decimal | None = None
    """Filled value (quote asset); placing, changing and cancelling leave it out since 2026."""
    cumBase: Decimal | None = None
    """Filled value (base asset); placing, changing and cancelling leave it out since 2026."""
    activatePrice: Decimal | None = None
    """Price that activates a trailing stop; those only."""
    priceRate: Decimal | None = None
    """Callback rate of a trailing stop (percent); those only."""
    modifyId: int | None = None
    """Own id of the change, where one was sent."""
    code: int | None = None
    """200 where a batch says so of an element that succeeded."""
    msg: str | None = None
    """What the exchange says to it."""


class BatchError(Model):
    """Why one order of a batch failed; it stands where the order would."""

    code: int
    """Error code, negative."""
    msg: str
    """What the exchange says to it."""


class FirstFit:
    """For `list[Order | BatchError]`: what holds all of an order is one, also with a code; the rest are errors."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        choices = [handler.generate_schema(choice) for choice in get_args(get_args(source)[0])]
        return core_schema.list_schema(core_schema.union_schema([*choices], mode="left_to_right"))


class ValueChange(Model):
    """A value before and after a change."""

    before: Decimal
    """Value before."""
    after: Decimal
    """Value after."""


class OrderChanges(Model):
    """What a modification changed."""

    price: ValueChange
    """Limit price."""
    origQty: ValueChange
    """Ordered quantity (base asset; contracts on COIN-M)."""
    count: int
    """How many times the order was modified by then."""
    modifyId: int | None = None
    """Own id of the change, where one was sent."""


class OrderAmendment(Model):
    """One modification of an order."""

    amendmentId: int
    """Id of the modification."""
    symbol: str
    pair: str
    """Underlying pair."""
    orderId: int
    """Id of the order."""
    clientOrderId: str
    """Own id of the order."""
    time: int
    """Time of the modification (ms)."""
    amendment: OrderChanges
    """What it changed."""


class Countdown(Model):
    """The timer that cancels the open orders of a symbol."""

    symbol: str
    countdownTime: int
    """Time until it cancels (ms), 0 when it is stopped."""


# Rules

_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "LIMIT": ("timeInForce", "quantity", "price"),
    "MARKET": ("quantity",),
    "STOP": ("quantity", "price", "trigger"),
    "STOP_MARKET": ("quantity", "trigger"),
    "TAKE_PROFIT": ("quantity", "price", "trigger"),
    "TAKE_PROFIT_MARKET": ("quantity", "trigger"),
    "TRAILING_STOP_MARKET": ("quantity", "callbackRate"),
}
CONDITIONAL: Final = ("STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET")
_CLOSING: Final = ("STOP_MARKET", "TAKE_PROFIT_MARKET")


def either_problems(first: str, one: object, second: str, other: object) -> Iterator[Problem]:
    """The problem of two parameters of which one is needed."""
    if one is None and other is None:
        yield required(first, f"unless {second} is given")


def modify_problems(number: object, own: object, price: object, match: object) -> Iterator[Problem]:
    """What is wrong with a modification: the ids of the order, or what sets the new price."""
    yield from _id_problems(number, own)
    yield from either_problems("price", price, "priceMatch", match)
    yield from _price_problems(price, match)


def _id_problems(number: object, own: object) -> Iterator[Problem]:
    yield from either_problems("orderId", number, "origClientOrderId", own)


def _price_problems(price: object, match: object) -> Iterator[Problem]:
    if price is not None and match is not None:
        yield Problem("priceMatch", "cannot be combined with price")


def _form_problems(form: Mapping[str, object], kind: str | None, trigger: str) -> Iterator[Problem]:
    if kind is not None:
        yield from _missing(form, kind, trigger)
    if kind is not None and form.get("priceMatch") is not None and "price" not in _NEEDED[kind]:
        yield Problem("priceMatch", f"is for LIMIT, STOP and TAKE_PROFIT orders (type is {kind})")
    else:
        yield from _price_problems(form.get("price"), form.get("priceMatch"))
    if kind == "MARKET":
        for name in ("price", "timeInForce"):
            if form.get(name) is not None:
                yield Problem(name, "is not taken with type MARKET")
    if form.get("timeInForce") == "GTD" and form.get("goodTillDate") is None:
        yield required("goodTillDate", "with timeInForce GTD")
    if _is_true(form.get("closePosition")):
        yield from _closing_problems(form, kind)
    elif _is_true(form.get("reduceOnly")) and form.get("positionSide") in ("LONG", "SHORT"):
        yield Problem(
            "reduceOnly",
            "is not taken with positionSide LONG or SHORT: in hedge mode side and positionSide say what is reduced",
        )


def _missing(form: Mapping[str, object], kind: str, trigger: str) -> Iterator[Problem]:
    matched = form.get("priceMatch") is not None
    closes = kind in _CLOSING and _is_true(form.get("closePosition"))
    for needed in _NEEDED[kind]:
        name = trigger if needed == "trigger" else needed
        if form.get(name) is not None or (name == "price" and matched) or (name == "quantity" and closes):
            continue
        instead = ""
        if name == "price":
            instead = " unless priceMatch is given"
        elif name == "quantity" and kind in _CLOSING:
            instead = " unless closePosition is true"
        yield required(name, f"with type {kind}{instead}")


def _closing_problems(form: Mapping[str, object], kind: str | None) -> Iterator[Problem]:
    if form.get("reduceOnly") is not None:
        yield Problem("reduceOnly", "cannot be combined with closePosition")
    if kind is not None and kind not in _CLOSING:
        yield Problem("closePosition", f"is for STOP_MARKET and TAKE_PROFIT_MARKET orders (type is {kind})")
        return
    if form.get("quantity") is not None:
        yield Problem("quantity", "cannot be combined with closePosition")
    if (form.get("side"), form.get("positionSide")) in (("BUY", "LONG"), ("SELL", "SHORT")):
        yield Problem("closePosition", "closes LONG with side SELL and SHORT with side BUY")


def _is_true(flag: object) -> bool:
    return flag is True or (isinstance(flag, str) and flag.lower() == "true")


# Order forms

GoodTillDate = Annotated[Timestamp, Field(lt=253402300799000)]
"""When an order of timeInForce GTD ends."""


class OrderForm(SignedRequest[R_co], method="POST", security="TRADE", weight=0):
    """What is filled in to place an order: its rules and its own id."""

    own_id: ClassVar[str] = "newClientOrderId"
    """Parameter that holds the own id."""
    kinds: ClassVar[tuple[str, ...]] = (*_NEEDED,)
    """Order types it takes."""
    trigger: ClassVar[str] = "stopPrice"
    """Parameter that holds the trigger price."""

    def problems(self) -> Iterator[Problem]:
        """What the order type needs and what excludes each other."""
        form = self.__dict__
        kind = form["type"] if form["type"] in self.kinds else None
        yield from _form_problems(form, kind, self.trigger)

    def identified(self) -> Self:
        """This order, with a random own id if it has none."""
        if getattr(self, self.own_id) is not None:
            return self
        return self.replaced(**{self.own_id: token_hex(16)})

    def client_order_ids(self) -> tuple[str, ...]:
        """The own id, if it has one."""
        return given(getattr(self, self.own_id))


class TriggerForm(OrderForm[R_co]):
    """An order form that also takes the conditional types.

    Args:
        symbol: Symbol.
        side: BUY or SELL.
        type: Order type.
        positionSide: BOTH in one-way mode (default), LONG or SHORT in hedge mode.
        reduceOnly: Only reduce a position (default false); not in hedge mode, not with closePosition.
        quantity: Quantity (contracts).
        price: Limit price of LIMIT, STOP and TAKE_PROFIT orders.
        newClientOrderId: Own id, unique among open orders; a random one is sent if none is given.
        stopPrice: Trigger price of STOP and TAKE_PROFIT orders, limit or market.
        closePosition: Close the whole position when triggered (default false); STOP_MARKET and TAKE_PROFIT_MARKET
            only, without quantity.
        activationPrice: Price that activates a trailing stop (default the price at the time).
        callbackRate: Callback of a trailing stop (percent), 0.1 to 10.
        timeInForce: How long the order lives; LIMIT needs it, MARKET does not take it.
        workingType: Price that trips the trigger (default CONTRACT_PRICE).
        priceProtect: Hold the trigger when mark and last price are far apart (default false).
        newOrderRespType: ACK answers at once (default), RESULT with the final state of MARKET, IOC and FOK orders.
        priceMatch: Take the price from the book, instead of price; OPPONENT_10 and OPPONENT_20 are off since 2025-10.
        selfTradePreventionMode: Which order ends if both are own ones; works with GTC and IOC.
    """

    symbol: Text
    side: OrderSide
    type: Literal["LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"]
    positionSide: PositionSide | None = None
    reduceOnly: Bool | None = None
    quantity: Positive | None = None
    price: Positive | None = None
    newClientOrderId: ClientOrderId | None = None
    stopPrice: Positive | None = None
    closePosition: Bool | None = None
    activationPrice: Positive | None = None
    callbackRate: Annotated[Number, Field(ge=Decimal("0.1"), le=10)] | None = None
    timeInForce: Literal["GTC", "IOC", "FOK", "GTX", "GTD", "RPI"] | None = None
    workingType: WorkingType | None = None
    priceProtect: Bool | None = None
    newOrderRespType: NewOrderRespType | None = None
    priceMatch: PriceMatch | None = None
    selfTradePreventionMode: SelfTradePreventionMode | None = None


# One order


def given(*values: object) -> tuple[str, ...]:
    """The client ids among the values: those that are set."""
    return tuple(value for value in values if isinstance(value, str))


class _OneOrder(SignedRequest[R_co]):
    """A call about one order.

    Args:
        symbol: Symbol.
        orderId: Id of the order; this or origClientOrderId, and this one counts if both are given.
        origClientOrderId: Own id of the order.
    """

    symbol: Text
    orderId: Integer | None = None
    origClientOrderId: ClientOrderId | None = None

    def problems(self) -> Iterator[Problem]:
        """One of the ids is needed."""
        yield from _id_problems(self.orderId, self.origClientOrderId)

    def client_order_ids(self) -> tuple[str, ...]:
        """The own id the order is named by."""
        return given(self.origClientOrderId)


class QueryOrder(_OneOrder[R_co], ws_method="order.status"):
    """One order, in any state."""


class CancelOrder(_OneOrder[R_co], method="DELETE", security="TRADE", ws_method="order.cancel"):
    """Cancels one open order."""


class GetOpenOrders(_OneOrder[R_co]):
    """One open order."""


class GetOrderModifyHistory(_OneOrder[list[OrderAmendment]]):
    """Modifications of an order in the last three months.

    Args:
        symbol: Symbol.
        orderId: Id of the order; this or origClientOrderId, and this one counts if both are given.
        origClientOrderId: Own id of the order.
        startTime: From this time, inclusive (ms).
        endTime: Up to this time, inclusive (ms).
        limit: Rows, 1 to 100 (default 50).
    """

    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=100)] | None = None

    def problems(self) -> Iterator[Problem]:
        """One of the ids is needed; the end is not before the start."""
        yield from super().problems()
        yield from span_problems(self.startTime, self.endTime)


# Several orders


class CancelOpenOrders(SignedRequest[Outcome], method="DELETE", security="TRADE"):
    """Cancels all open orders of a symbol.

    Args:
        symbol: Symbol.
    """

    symbol: Text


class CountdownCancelOrder(SignedRequest[Countdown], method="POST", security="TRADE", weight=10):
    """Starts, renews or stops a timer that cancels all open orders of a symbol when it runs out.

    Args:
        symbol: Symbol.
        countdownTime: Time until it cancels (ms), 0 stops it; such as 120000, renewed every 30 s.
    """

    symbol: Text
    countdownTime: Annotated[Integer, Field(ge=0)]


class CancelBatchOrder(SignedRequest[R_co], method="DELETE", security="TRADE"):
    """Cancels up to 10 orders of a symbol; what fails is a `BatchError` in the list.

    Args:
        symbol: Symbol.
        orderIdList: Ids of the orders, 1 to 10; this or origClientOrderIdList, the other is left out or empty.
        origClientOrderIdList: Own ids of the orders, 1 to 10.
    """

    symbol: Text
    orderIdList: Annotated[list[Integer], Field(max_length=10)] | None = None
    origClientOrderIdList: Annotated[list[ClientOrderId], Field(max_length=10)] | None = None

    def problems(self) -> Iterator[Problem]:
        """One of the lists is needed."""
        ids, own = self.orderIdList or None, self.origClientOrderIdList or None
        yield from either_problems("orderIdList", ids, "origClientOrderIdList", own)

    def parameters(self) -> list[tuple[str, str]]:
        """What is sent; an empty list is left out, since the old connector demanded both."""
        return [(name, value) for name, value in super().parameters() if value != "[]"]

    def client_order_ids(self) -> tuple[str, ...]:
        """The own ids the orders are named by."""
        return given(*(self.origClientOrderIdList or ()))


F = TypeVar("F", bound=SignedRequest[Any])


_MISPLACED: Final = Problem("recvWindow", "is given for the whole batch, beside batchOrders")


def _element(form: type[F], value: object) -> F:
    if isinstance(value, form):
        if value.recvWindow is not None:
            raise ParameterError([_MISPLACED])
        return value
    if not isinstance(value, Mapping):
        raise PydanticCustomError("batch", "is a {form} or a dict of its parameters", {"form": form.__name__})
    parameters = {str(name): item for name, item in cast("Mapping[object, object]", value).items()}
    problems = [] if parameters.pop("recvWindow", None) is None else [_MISPLACED]
    try:
        order = cast("Callable[..., F]", form)(**parameters)
    except ParameterError as error:
        raise ParameterError([*error.problems, *problems]) from None
    if problems:
        raise ParameterError(problems)
    return order


class _BatchSchema:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        form = get_args(get_args(source)[0])[0]
        element = core_schema.no_info_plain_validator_function(partial(_element, form))
        return core_schema.list_schema(element, min_length=1, max_length=5)


Batch = Annotated[Sequence[F | Mapping[str, object]], _BatchSchema]
"""1 to 5 requests of one kind, or dicts of their parameters: a list of the requests from there on."""


class _OrderBatch(SignedRequest[R_co], security="TRADE", weight=5):
    def identified(self) -> Self:
        """This batch, with a random own id for each new order that has none."""
        orders = self._orders()
        named = [order.identified() for order in orders]
        if all(one is other for one, other in zip(orders, named, strict=True)):
            return self
        return self.replaced(batchOrders=named)

    def client_order_ids(self) -> tuple[str, ...]:
        """The own ids of its orders."""
        return tuple(own for order in self._orders() for own in order.client_order_ids())

    def _orders(self) -> list[SignedRequest[Any]]:
        return cast("list[SignedRequest[Any]]", self.__dict__["batchOrders"])


class NewBatchOrder(_OrderBatch[R_co], method="POST"):
    """Places up to 5 orders; what fails is a `BatchError` in the list.

    Args:
        batchOrders: 1 to 5 `NewOrder` objects, or dicts of the same parameters. They are placed at the same time: the
            order of matching is not certain, results come in the order of the list.
    """


class ModifyBatchOrder(_OrderBatch[R_co], method="PUT"):
    """Modifies up to 5 orders; what fails is a `BatchError` in the list.

    Args:
        batchOrders: 1 to 5 `ModifyOrder` objects, or dicts of the same parameters; results come in the order of the
            list.
    """
