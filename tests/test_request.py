"""Request classes, and the methods that clients make of them."""

import inspect
import pydoc
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Final, Literal

import pytest
from pydantic import Field, ValidationError

from binance_futures._endpoint import (
    AsyncSender,
    Endpoint,
    Endpoints,
    OneOrAll,
    Response,
    Sender,
    choose,
    describe,
    signature,
)
from binance_futures._limits import LimitUsage
from binance_futures._request import ByLimit, BySymbol, R_co, Request, SignedRequest, required
from binance_futures.errors import ParameterError, Problem, ResponseError
from binance_futures.models.base import Empty, Model, Open
from binance_futures.models.parameters import Integer, Number, Positive, Text, Timestamp


class Order(Model):
    orderId: int
    status: Open[Literal["NEW", "FILLED"]]
    price: Decimal = Decimal(0)


class NewOrder(SignedRequest[Order], method="POST", path="/fapi/v1/order", security="TRADE", weight=0):
    """Places an order.

    It is placed at once.

    Args:
        symbol: Symbol.
        side: BUY or SELL.

    https://example.com/new-order
    """

    moved = MappingProxyType({"stopPrice": "give it to new_algo_order"})
    symbol: Text
    side: Literal["BUY", "SELL"]
    timeInForce: Literal["GTC", "IOC", "FOK"] | None = None
    quantity: Positive | None = None
    price: Positive | None = None
    kind: Literal["ONLY"] | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    code: Text | None = Field(default=None, repr=False)

    def problems(self) -> Iterator[Problem]:
        if self.timeInForce == "GTC" and self.price is None:
            yield required("price", "with timeInForce GTC")
        if self.price is not None and self.timeInForce is None:
            yield required("timeInForce", "with price")
        if isinstance(self.startTime, int) and isinstance(self.endTime, int) and self.endTime < self.startTime:
            yield Problem("endTime", "is before startTime")


class Leg(SignedRequest[Order], path="/leg"):
    symbol: Text
    price: Number | None = None

    def problems(self) -> Iterator[Problem]:
        if self.price == 13:
            yield Problem("price", "is not 13")


class Basket(SignedRequest[list[Order]], path="/basket"):
    legs: list[Leg]
    ids: list[Integer] | None = None


class GetDepth(Request[R_co], weight=ByLimit(((50, 2), (100, 5), (500, 10)), default=500)):
    """Order book.

    Args:
        symbol: Symbol.
        limit: Levels a side.
    """

    symbol: Text
    limit: Literal[5, 50, 100, 500] | None = None


class GetOrderDepth(GetDepth[list[Order]], path="/fapi/v1/depth"):
    """Order book of orders.

    https://example.com/depth
    """


class GetPrice(Request[Order], path="/price"):
    """Price of a symbol."""

    symbol: Text
    limit: Integer | None = None


class GetPrices(Request[list[Order]], path="/price"):
    """Price of every symbol."""

    symbol: None = None
    limit: Integer | None = None


class CancelSome(SignedRequest[Empty], path="/cancel"):
    ids: Annotated[list[Integer], Field(min_length=1, max_length=2)]


class GetAll(Request[Empty], path="/all"):
    """Takes nothing."""


def refusal(call: Any, *args: Any, **kwargs: Any) -> ParameterError:
    with pytest.raises(ParameterError) as caught:
        call(*args, **kwargs)
    return caught.value


def problems(call: Any, *args: Any, **kwargs: Any) -> dict[str, str]:
    """What is wrong with a call, by parameter; each is named once."""
    found = refusal(call, *args, **kwargs).problems
    assert len({problem.parameter for problem in found}) == len(found)
    return dict(found)


# Declaring


def test_a_class_declares_its_route():
    """Method, path, security, weight and the rest are given with the class."""

    class GetSome(GetAll, method="PUT", path="/some", security="TRADE", weight=7, ws_method="some", key_optional=True):
        pass

    found = (GetSome.method, GetSome.path, GetSome.security, GetSome.weight, GetSome.ws_method, GetSome.key_optional)
    assert found == ("PUT", "/some", "TRADE", 7, "some", True)


def test_a_class_that_declares_nothing_is_plain():
    """A request is a GET of weight 1 without security or WebSocket name, unless it says otherwise."""
    found = (GetAll.method, GetAll.security, GetAll.weight, GetAll.ws_method, GetAll.key_optional)
    assert found == ("GET", "NONE", 1, None, False)


def test_a_class_inherits_what_it_does_not_declare():
    """A subclass declares what differs, zero and False included, and leaves its base as it was."""

    class Base(GetAll, method="POST", weight=5, key_optional=True):
        pass

    class Derived(Base, path="/derived", weight=0, key_optional=False):
        pass

    assert (Derived.method, Derived.path, Derived.weight, Derived.key_optional) == ("POST", "/derived", 0, False)
    assert (Base.method, Base.path, Base.weight, Base.key_optional) == ("POST", "/all", 5, True)


def test_a_class_declares_nothing_unknown():
    """A misspelt declaration is a TypeError of the class statement."""
    with pytest.raises(TypeError, match="wieght"):
        type("GetSome", (GetAll,), {}, wieght=5)


# Binding


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        pytest.param(("BTCUSDT", "BUY", "IOC", "0.1"), {}, id="by position"),
        pytest.param(("BTCUSDT",), {"side": "BUY", "quantity": "0.1", "timeInForce": "IOC"}, id="mixed"),
        pytest.param((), {"quantity": "0.1", "timeInForce": "IOC", "side": "BUY", "symbol": "BTCUSDT"}, id="by name"),
    ],
)
def test_parameters_bind_as_in_a_python_call(args, kwargs):
    """Parameters may be given by position in declared order, by name in any order, or both."""
    request = NewOrder(*args, **kwargs)
    assert (request.symbol, request.side, request.timeInForce) == ("BTCUSDT", "BUY", "IOC")
    assert request.quantity == Decimal("0.1")


def test_too_many_positions_are_refused():
    """More positional arguments than parameters are refused, with the parameters that may be given so."""
    found = problems(GetPrice, "BTCUSDT", 5, 6)
    assert found == {"positional arguments": "at most 2 may be given by position (symbol, limit), got 3"}


def test_a_call_that_takes_nothing_says_so():
    """A positional argument for a call without parameters is refused."""
    assert problems(GetAll, 5) == {"positional arguments": "at most 0 may be given by position (none), got 1"}


def test_what_is_given_twice_is_refused():
    """A parameter given both by position and by name is refused; all such are named."""
    found = problems(NewOrder, "BTCUSDT", "BUY", side="SELL", symbol="ETHUSDT")
    assert found == dict.fromkeys(["symbol", "side"], "is given twice, by position and by name")


def test_recv_window_is_keyword_only():
    """The recvWindow cannot be given by position, where a parameter could be added one day."""
    assert "recvWindow" not in NewOrder.positional()
    assert [*problems(Leg, "BTCUSDT", 1, 5000)] == ["positional arguments"]


@pytest.mark.parametrize("value", [1, 60000])
def test_recv_window_is_taken(value):
    """The recvWindow may be 1 to 60000."""
    assert Leg("BTCUSDT", recvWindow=value).recvWindow == value


@pytest.mark.parametrize("value", [0, -1, 60001, True, 1.5, "long"])
def test_a_bad_recv_window_is_refused(value):
    """The recvWindow is a whole number of at most 60000."""
    assert f"(got {value!r})" in problems(Leg, "BTCUSDT", recvWindow=value)["recvWindow"]


def test_a_missing_parameter_is_required():
    """Every required parameter that is missing is named."""
    assert problems(NewOrder) == {"symbol": "is required", "side": "is required"}


def test_none_for_a_required_parameter_is_missing():
    """None where a value is needed reads as missing, not as a value of a wrong type."""
    assert problems(NewOrder, "BTCUSDT", None) == {"side": "is required"}


def test_none_counts_as_not_given():
    """None for an optional parameter, by position or by name, is as if it were not given."""
    request = NewOrder("BTCUSDT", "BUY", None, price=None, recvWindow=None)
    assert request == NewOrder("BTCUSDT", "BUY")
    assert request.parameters() == [("symbol", "BTCUSDT"), ("side", "BUY")]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        pytest.param("time_in_force", "timeInForce", id="snake case"),
        pytest.param("recv_window", "recvWindow", id="snake case of recvWindow"),
        pytest.param("timeinforce", "timeInForce", id="other case"),
        pytest.param("TIMEINFORCE", "timeInForce", id="upper case"),
        pytest.param("_symbol", "symbol", id="underscore"),
        pytest.param("quantitiy", "quantity", id="misspelt"),
        pytest.param("timeInForse", "timeInForce", id="misspelt camel case"),
    ],
)
def test_an_unknown_parameter_names_the_one_that_was_meant(name, meant):
    """A parameter written in snake case or misspelt is refused with the right name."""
    found = problems(NewOrder, "BTCUSDT", "BUY", **{name: "GTC"})
    assert found[name] == f"is not a parameter of this call; did you mean {meant!r}?"


def test_an_unknown_parameter_near_nothing_lists_the_parameters():
    """A parameter that is like no other is refused with the names of those that the call takes."""
    found = problems(Leg, "BTCUSDT", colour=1)
    assert found == {"colour": "is not a parameter of this call; it takes symbol, price, recvWindow"}
    assert problems(GetAll, colour=1) == {"colour": "is not a parameter of this call; it takes none"}


def test_a_moved_parameter_says_what_to_use():
    """A parameter that the call does not take any more is refused with what replaces it."""
    found = problems(NewOrder, "BTCUSDT", "BUY", stopPrice=1)
    assert found == {"stopPrice": "is not a parameter of this call: give it to new_algo_order"}


@pytest.mark.parametrize("name", ["self", "cls", "args", "kwargs", "path", "weight", "model_config", "model_fields"])
def test_no_name_is_special(name):
    """A name that means something to Python or to the class is an unknown parameter like any other."""
    assert "is not a parameter" in problems(Leg, "BTCUSDT", **{name: 1})[name]


# What is wrong with values


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param("sell", "is one of BUY, SELL; did you mean 'SELL'? (got 'sell')", id="lower case"),
        pytest.param("SEL", "is one of BUY, SELL; did you mean 'SELL'? (got 'SEL')", id="misspelt"),
        pytest.param("HOLD", "is one of BUY, SELL (got 'HOLD')", id="like none"),
        pytest.param("", "is one of BUY, SELL (got '')", id="empty"),
        pytest.param(1, "is one of BUY, SELL (got 1)", id="number"),
    ],
)
def test_an_unknown_word_names_the_choices(given, message):
    """A word that is none of the choices is refused with the choices, and with the one that was meant."""
    assert problems(NewOrder, "BTCUSDT", given) == {"side": message}


def test_a_single_choice_is_named():
    """Where one word is all that may be given, it is named."""
    assert "'ONLY'" in problems(NewOrder, "BTCUSDT", "BUY", kind="OTHER")["kind"]


def test_a_choice_of_numbers_is_named():
    """A number that is none of the choices is refused with the choices."""
    assert problems(GetOrderDepth, "BTCUSDT", 7) == {"limit": "should be 5, 50, 100 or 500 (got 7)"}


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        pytest.param([], "has at least 1 item, not 0 (got [])", id="none"),
        pytest.param([1, 2, 3], "has at most 2 items, not 3 (got [1, 2, 3])", id="too many"),
        pytest.param(5, "should be a valid list (got 5)", id="no list"),
    ],
)
def test_a_list_has_a_length(ids, message):
    """A list that is too short or too long is refused with how many it may hold."""
    assert problems(CancelSome, ids) == {"ids": message}


def test_a_long_value_is_shortened():
    """A message shows the beginning of a long value, not pages of it."""
    message = problems(NewOrder, "BTCUSDT", "BUY", quantity="x" * 1000)["quantity"]
    assert "'xxx" in message
    assert len(message) < 200


def test_a_secret_value_is_not_shown():
    """The value of a parameter that is declared secret is in no message and in no repr."""
    error = refusal(NewOrder, "BTCUSDT", "BUY", code="123 456")
    assert error.problems[0].parameter == "code"
    assert "123 456" not in str(error)
    assert "123456" not in repr(NewOrder("BTCUSDT", "BUY", code="123456"))


def test_a_refusal_names_the_call():
    """The error tells which call was refused, and reads as one line for one problem."""
    error = refusal(NewOrder, "BTCUSDT")
    assert error.endpoint == "NewOrder (POST /fapi/v1/order)"
    assert str(error) == "NewOrder (POST /fapi/v1/order): side: is required"


def test_all_problems_come_at_once():
    """Everything that is wrong with a call comes in one error: values, unknown names and rules."""
    error = refusal(NewOrder, "BTC USDT", "sell", timeInForce="GTC", quantity=-1, colour=1, recvWindow=70000)
    assert sorted(name for name, _ in error.problems) == [
        *("colour", "price", "quantity", "recvWindow", "side", "symbol"),
    ]
    assert str(error).startswith("NewOrder (POST /fapi/v1/order): 6 problems\n")
    assert len(str(error).splitlines()) == 7


def test_rules_hold_for_sound_requests():
    """A rule between parameters refuses a request each of whose values is sound."""
    found = problems(NewOrder, "BTCUSDT", "BUY", "GTC", startTime=2, endTime=1)
    assert found == {"price": "is required with timeInForce GTC", "endTime": "is before startTime"}


def test_rules_are_reported_beside_faulty_values():
    """A rule is reported although a parameter it says nothing about is faulty."""
    found = problems(NewOrder, "BTCUSDT", "sell", "GTC")
    assert found["price"] == "is required with timeInForce GTC"
    assert "did you mean 'SELL'" in found["side"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(2, 1, id="ms"),
        pytest.param(datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), id="datetimes"),
        pytest.param(datetime(2026, 1, 2, tzinfo=UTC), 1, id="both"),
    ],
)
def test_rules_see_values_as_the_request_holds_them(start, end):
    """A rule beside a faulty parameter sees the sound ones converted, as it does in a sound request."""
    alone = problems(NewOrder, "BTCUSDT", "BUY", startTime=start, endTime=end)
    assert alone == {"endTime": "is before startTime"}
    assert [*problems(NewOrder, "BTCUSDT", "sell", startTime=start, endTime=end)] == ["side", "endTime"]


def test_rules_do_not_repeat_a_faulty_parameter():
    """A parameter that is already reported is not reported again by a rule."""
    found = problems(NewOrder, "BTCUSDT", "BUY", timeInForce="gtc", price=1)
    assert [*found] == ["timeInForce"]
    assert [*problems(NewOrder, "BTCUSDT", "BUY", timeInForce="GTC", price="many")] == ["price"]


def test_required():
    """The problem of a missing parameter gives the reason, if there is one."""
    assert required("price", "with LIMIT") == Problem("price", "is required with LIMIT")
    assert required("price", "") == Problem("price", "is required")


# Elements of lists


def test_an_element_of_a_list_is_named_by_its_place():
    """What is wrong with a request inside a list is named by its index: values, rules, missing and unknown names."""
    legs = [
        Leg("BTCUSDT"),
        {"symbol": "BTC USDT", "price": "many"},
        {"symbol": "BTCUSDT", "price": 13},
        {},
        {"symbol": "BTCUSDT", "prise": 1},
        5,
    ]
    found = problems(Basket, legs, ids=[1, "two", True])
    assert [*found] == [
        *("legs[1].symbol", "legs[1].price", "legs[2].price", "legs[3].symbol", "legs[4].prise", "legs[5]"),
        *("ids[1]", "ids[2]"),
    ]
    assert found["legs[2].price"] == "is not 13"
    assert found["legs[3].symbol"] == "is required"
    assert found["legs[4].prise"] == "is not a parameter of this call; did you mean 'price'?"
    assert found["ids[2]"] == "is a whole number (got True)"


def test_a_list_of_requests_is_sent_as_json():
    """Requests inside a list, or the dicts they can be given as, are sent as objects of what was set, as text."""
    basket = Basket([Leg("BTCUSDT", 1e-8), {"symbol": "ETHUSDT", "price": None}], [1, 2], recvWindow=100)
    assert basket.parameters() == [
        ("legs", '[{"symbol":"BTCUSDT","price":"0.00000001"},{"symbol":"ETHUSDT"}]'),
        ("ids", "[1,2]"),
        ("recvWindow", "100"),
    ]


# Request objects


def test_what_is_set_is_sent_in_declared_order():
    """Only the parameters that were set are sent, as declared, with recvWindow last."""
    request = NewOrder(recvWindow=5000, price=9000, side="SELL", timeInForce="GTC", symbol="BTCUSDT")
    assert request.parameters() == [
        ("symbol", "BTCUSDT"),
        ("side", "SELL"),
        ("timeInForce", "GTC"),
        ("price", "9000"),
        ("recvWindow", "5000"),
    ]


def test_the_recv_window_comes_after_other_parameters_by_name():
    """The recvWindow is last also beside another parameter that is given by name only."""

    class GetSome(SignedRequest[Empty], path="/some"):
        symbol: Text | None = None
        pair: Text | None = Field(default=None, kw_only=True)

    request = GetSome("BTCUSDT", recvWindow=5000, pair="BTCUSD")
    assert [name for name, _ in request.parameters()] == ["symbol", "pair", "recvWindow"]


def test_a_default_is_not_sent():
    """A request without parameters sends nothing."""
    assert GetAll().parameters() == []
    assert GetPrices().parameters() == []


@pytest.mark.parametrize("name", ["symbol", "price", "other"])
def test_a_request_is_frozen(name):
    """Nothing of a request can be set once it is made."""
    with pytest.raises(ValidationError, match="frozen"):
        setattr(Leg("BTCUSDT"), name, "ETHUSDT")


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        pytest.param(Leg("BTCUSDT", 1), Leg(price="1.0", symbol="BTCUSDT"), Leg("BTCUSDT", 2), id="values"),
        pytest.param(Basket([], [1, 2]), Basket([], [1, 2]), Basket([], [2, 1]), id="list"),
    ],
)
def test_requests_are_equal_and_hashable_by_value(one, same, other):
    """Requests of the same values are equal and have one hash, so that they can be keys."""
    assert one == same
    assert one != other
    assert {one: 1}[same] == 1
    assert len({one, same, other}) == 2


@pytest.mark.parametrize(
    ("security", "signed"),
    [("NONE", False), ("MARKET_DATA", False), ("USER_STREAM", False), ("USER_DATA", True), ("TRADE", True)],
)
def test_what_is_signed(security, signed):
    """Calls that read an account or trade are signed, others are not."""
    assert type("GetSome", (GetAll,), {}, security=security).signed() is signed


def test_a_signed_request_reads_an_account_unless_it_says_otherwise():
    """A SignedRequest is of security USER_DATA and method GET by default."""
    assert (Leg.security, Leg.method, Leg.signed()) == ("USER_DATA", "GET", True)


def test_a_request_that_names_no_order_needs_no_id():
    """A request is its own identified form and names no client order ids, unless its class says otherwise."""
    leg = Leg("BTCUSDT")
    assert leg.identified() is leg
    assert leg.client_order_ids() == ()


def test_positional_parameters_in_declared_order():
    """`positional` names the parameters that may be given by position, in order."""
    assert Leg.positional() == ("symbol", "price")
    assert GetAll.positional() == ()


# Weights


@pytest.mark.parametrize(
    ("limit", "weight"), [(None, 10), (1, 2), (49, 2), (50, 2), (51, 5), (100, 5), (101, 10), (500, 10), (9999, 10)]
)
def test_a_weight_by_limit(limit, weight):
    """A weight by limit is that of the first step the limit does not exceed; without one the default counts."""
    assert GetDepth.weight(GetPrice.model_construct(limit=limit)) == weight


def test_a_weight_by_limit_in_words():
    """A weight by limit reads as its steps."""
    assert str(GetDepth.weight) == "2 to limit 50, 5 to limit 100, 10 to limit 500"


def test_a_weight_by_symbol():
    """A weight by symbol depends on whether one is sent."""
    weight = BySymbol(one=1, every=40)
    assert (weight(GetPrice("BTCUSDT")), weight(GetPrices())) == (1, 40)
    assert str(weight) == "1 with symbol, 40 without"


# Answers


def test_a_good_answer_is_parsed():
    """An answer becomes what the call returns, unknown fields and words included."""
    order = NewOrder.parse(b'{"orderId":7,"status":"HALTED","price":"9000.10","new":[1]}')
    assert isinstance(order, Order)
    assert (order.orderId, order.status, str(order.price)) == (7, "HALTED", "9000.10")
    assert order.model_extra == {"new": [1]}


def test_a_good_list_is_parsed():
    """A list becomes a list, an empty one too."""
    assert GetOrderDepth.parse(b'[{"orderId":1,"status":"NEW"}]') == [Order(orderId=1, status="NEW")]
    assert GetOrderDepth.parse(b"[]") == []


def mismatch(request: Any, raw: bytes) -> ResponseError:
    with pytest.raises(ResponseError) as caught:
        request.parse(raw)
    return caught.value


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"", "the body is empty", id="empty"),
        pytest.param(b" \r\n", "the body is empty", id="blank"),
        pytest.param(b"<html><body>502</body>", "the body is not JSON (expected value at line 1", id="HTML"),
        pytest.param(b'{"orderId":7,"stat', "the body is not JSON (EOF while parsing", id="cut short"),
        pytest.param(b'{"orderId":7}{', "the body is not JSON (trailing characters", id="too long"),
        pytest.param(b'{"status":"\xff\xfe"}', "the body is not JSON (invalid unicode", id="not UTF-8"),
        pytest.param(b"null", "the whole: Input should be an object", id="null"),
        pytest.param(b"[]", "the whole: Input should be an object", id="list for an object"),
        pytest.param(b'{"status":"NEW"}', "orderId: Field required", id="missing field"),
    ],
)
def test_a_bad_answer_is_a_response_error(raw, message):
    """A body that is not what the API documents is a ResponseError that says what is wrong with it."""
    error = mismatch(NewOrder, raw)
    assert error.endpoint == "NewOrder (POST /fapi/v1/order)"
    assert message in error.error_message
    assert (error.status_code, error.error_code) == (None, None)


def test_a_body_that_is_not_json_is_shown():
    """The beginning of a body that is not JSON is shown: it may be the text of a proxy."""
    error = mismatch(NewOrder, b"<html>Blocked by the office" + b"x" * 10_000)
    assert "<html>Blocked by the office" in str(error)
    assert len(str(error)) < 500


class ListenKey(Model):
    listenKey: str


class NewListenKey(Request[ListenKey], path="/listenKey"):
    pass


def test_a_listen_key_is_not_shown():
    """An answer cut short shows no listenKey."""
    error = mismatch(NewListenKey, b'{"listenKey":"pqia91ma19a5s61cv6a81va65sdf19v8a65a1')
    assert "the body is not JSON" in str(error)
    assert "pqia91ma19a5" not in str(error)
    assert "pqia91ma19a5" not in repr(error)


def test_another_shape_is_named_by_place_without_values():
    """What does not fit is named by its place; the values are left out."""
    error = mismatch(Basket, b'[{"orderId":1,"status":"NEW"},{"orderId":"s3cret","status":["s3cret"]}]')
    assert "[1].orderId: " in error.error_message
    assert "[1].status: " in error.error_message
    assert "[0]" not in error.error_message
    assert "s3cret" not in str(error)


def test_many_mismatches_are_counted():
    """Of many mismatches the first five are named and the others counted."""
    error = mismatch(Basket, b"[{},{},{},{}]")
    assert error.error_message.endswith("; [2].orderId: Field required (and 3 more)")
    assert mismatch(Basket, b'[{},{},{"status":"NEW"}]').error_message.endswith("; [2].orderId: Field required")


@pytest.mark.parametrize(
    ("request_class", "answer"),
    [
        pytest.param(NewOrder, Order, id="model"),
        pytest.param(Basket, list[Order], id="list"),
        pytest.param(GetOrderDepth, list[Order], id="of a generic base"),
        pytest.param(type("Derived", (NewOrder,), {}), Order, id="inherited"),
    ],
)
def test_the_type_of_the_answer(request_class, answer):
    """`returns` is the type the request was declared with, through bases."""
    assert request_class.returns() == answer


@pytest.mark.parametrize("request_class", [Request, GetDepth], ids=["Request", "generic base"])
def test_a_request_must_name_its_answer(request_class):
    """A request class that names no answer is a mistake of its author."""
    with pytest.raises(TypeError, match=f"{request_class.__name__} names no answer"):
        request_class.returns()


# Help


def test_about_a_call():
    """The text of a call is its summary, parameters, result, route, security, weight and page."""
    assert (
        NewOrder.about()
        == """\
Places an order.

It is placed at once.

Args:
    symbol: Symbol.
    side: BUY or SELL.

Returns:
    Order

POST /fapi/v1/order, security TRADE, weight 0

https://example.com/new-order"""
    )


def test_about_a_call_with_inherited_parameters():
    """Parameters that a base describes are in the text of the call."""
    assert (
        GetOrderDepth.about()
        == """\
Order book of orders.

Args:
    symbol: Symbol.
    limit: Levels a side.

Returns:
    list[Order]

GET /fapi/v1/depth, security NONE, weight 2 to limit 50, 5 to limit 100, 10 to limit 500

https://example.com/depth"""
    )


def test_about_a_call_without_parameters():
    """A call without parameters has no paragraph about them."""
    assert GetAll.about() == "Takes nothing.\n\nReturns:\n    Empty\n\nGET /all, security NONE, weight 1"


def test_the_text_of_two_forms():
    """A method of two forms describes one after the other."""
    assert describe((GetPrice, GetPrices)) == f"{GetPrice.about()}\n\n{GetPrices.about()}"


def shape(call: inspect.Signature) -> list[tuple[str, Any, Any]]:
    return [(parameter.name, parameter.kind, parameter.default) for parameter in call.parameters.values()]


POSITION, NAME = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY
NEEDED = inspect.Parameter.empty


def test_the_signature_of_a_call():
    """The signature has the parameters in order, required ones without a default, recvWindow by name only."""
    found = signature((Leg,))
    assert shape(found) == [("symbol", POSITION, NEEDED), ("price", POSITION, None), ("recvWindow", NAME, None)]
    assert found.return_annotation is Order


class GetPair(Request[list[Order]], path="/price"):
    """Price of a pair."""

    pair: Text | None = Field(default=None, kw_only=True)
    limit: Integer | None = None


def test_the_signature_of_two_forms():
    """A method of two forms has the parameters of both, all optional, and returns either answer."""
    found = signature((GetPrice, GetPair))
    assert shape(found) == [("symbol", POSITION, None), ("limit", POSITION, None), ("pair", NAME, None)]
    assert found.return_annotation == Order | list[Order]


# Two forms


@pytest.mark.parametrize(
    ("args", "kwargs", "chosen"),
    [
        pytest.param((), {}, GetPrices(), id="nothing"),
        pytest.param(("BTCUSDT",), {}, GetPrice("BTCUSDT"), id="symbol by position"),
        pytest.param((), {"symbol": "BTCUSDT"}, GetPrice("BTCUSDT"), id="symbol by name"),
        pytest.param((None,), {}, GetPrices(), id="None by position"),
        pytest.param((), {"symbol": None}, GetPrices(), id="None by name"),
        pytest.param(("BTCUSDT", 5), {}, GetPrice("BTCUSDT", 5), id="symbol and another"),
        pytest.param((None, 5), {}, GetPrices(limit=5), id="None and another by position"),
        pytest.param((), {"symbol": None, "limit": 5}, GetPrices(limit=5), id="None and another by name"),
        pytest.param((), {"limit": 5}, GetPrices(limit=5), id="another alone"),
    ],
)
def test_a_call_chooses_its_form(args, kwargs, chosen):
    """The first form whose parameters take the call is meant; None for the symbol means every symbol."""
    request = choose((GetPrice, GetPrices), *args, **kwargs)
    assert type(request) is type(chosen)
    assert request == chosen
    assert request.parameters() == chosen.parameters()


@pytest.mark.parametrize(
    ("args", "kwargs", "chosen"),
    [
        pytest.param(("BTCUSDT",), {}, GetPrice, id="symbol"),
        pytest.param((), {"pair": "BTCUSD"}, GetPair, id="pair"),
        pytest.param((), {"symbol": None, "pair": "BTCUSD"}, GetPair, id="pair without symbol"),
        pytest.param((None,), {"pair": "BTCUSD"}, GetPair, id="pair without symbol by position"),
        pytest.param((None, 5), {"pair": "BTCUSD"}, GetPair, id="pair and another by position"),
        pytest.param((), {"symbol": "BTCUSDT", "pair": None}, GetPrice, id="symbol without pair"),
    ],
)
def test_forms_of_different_parameters(args, kwargs, chosen):
    """Forms that take different parameters are told apart by these; one that is None may be named all the same."""
    request = choose((GetPrice, GetPair), *args, **kwargs)
    assert type(request) is chosen
    names = {name: value for name, value in {"symbol": (args or (None,))[0], **kwargs}.items() if value is not None}
    assert request.model_dump(include={*names}) == names


@pytest.mark.parametrize(
    ("args", "kwargs", "names", "message"),
    [
        pytest.param(("BTCUSDT", 5, 6), {}, ["positional arguments"], "at most 2", id="too many"),
        pytest.param(("BTCUSDT",), {"symbol": "ETHUSDT"}, ["symbol"], "given twice", id="twice"),
        pytest.param((None,), {"symbol": "ETHUSDT"}, ["symbol"], "given twice", id="twice, once as None"),
        pytest.param(("BTCUSDT",), {"limmit": 5}, ["limmit"], "did you mean 'limit'?", id="misspelt"),
        pytest.param((), {"symbl": "BTCUSDT"}, ["symbol", "symbl"], "did you mean 'symbol'?", id="misspelt symbol"),
        pytest.param(("BTC USDT",), {}, ["symbol"], "(got 'BTC USDT')", id="bad symbol"),
        pytest.param((), {"limit": "many"}, ["limit"], "(got 'many')", id="bad value"),
    ],
)
def test_a_call_that_fits_no_form_is_refused(args, kwargs, names, message):
    """A call that no form takes is refused as a call of the first form would be."""
    found = problems(choose, (GetPrice, GetPrices), *args, **kwargs)
    assert [*found] == names
    assert message in found[names[-1]]


# Methods of clients


class Market(Endpoints):
    depth: Final = Endpoint(GetOrderDepth)
    price: Final = Endpoint(GetPrice) | Endpoint(GetPrices)
    ticker: Final = price
    pair: Final = Endpoint(GetPrice) | Endpoint(GetPair)
    by_pair: Final = Endpoint(GetPair)
    new_order: Final = Endpoint(NewOrder)
    newOrder: Final = new_order


class Client(Market, Sender):
    """Sends nothing: a call returns the request it would send."""

    limit: ClassVar[int] = 5

    def send(self, request: Request[Any]) -> Any:
        return request


class AsyncClient(Market, AsyncSender):
    async def send(self, request: Request[Any]) -> Any:
        return request


def test_a_method_sends_its_request():
    """Calling a method sends the request made of its arguments."""
    assert Client().new_order("BTCUSDT", side="BUY") == NewOrder("BTCUSDT", "BUY")
    assert Client().depth("BTCUSDT", 50) == GetOrderDepth("BTCUSDT", 50)


def test_a_method_of_two_forms_sends_the_one_that_is_meant():
    """Calling a method of two forms sends the request of the form that takes the arguments."""
    assert Client().price("BTCUSDT") == GetPrice("BTCUSDT")
    assert Client().price() == GetPrices()
    assert Client().pair(pair="BTCUSD") == GetPair(pair="BTCUSD")


async def test_a_method_of_an_async_client_is_a_coroutine():
    """On an async client the same methods return coroutines; bad arguments raise in the call already."""
    client = AsyncClient()
    assert await client.new_order("BTCUSDT", "BUY") == NewOrder("BTCUSDT", "BUY")
    assert [*problems(client.new_order, "BTCUSDT")] == ["side"]


@pytest.mark.parametrize(
    ("name", "call"),
    [("new_order", "new_order"), ("newOrder", "new_order"), ("ticker", "price"), ("by_pair", "by_pair")],
)
def test_a_method_is_named(name, call):
    """A method has the name it was first declared with, also when it is called by an alias."""
    method = getattr(Client(), name)
    assert (method.__name__, method.__qualname__) == (call, call)


def test_a_method_has_the_signature_of_its_request():
    """Programs and IDEs that inspect a method see the parameters of the request."""
    assert inspect.signature(Client().new_order) == signature((NewOrder,))
    assert inspect.signature(Client().price) == signature((GetPrice, GetPrices))


def test_help_shows_the_text_of_the_request():
    """help() of a method shows its parameters and the text of its request, or of both its forms."""
    assert inspect.getdoc(Client().new_order) == NewOrder.about()
    assert inspect.getdoc(Client().price) == describe((GetPrice, GetPrices))
    page = pydoc.plain(pydoc.render_doc(Client().new_order))
    # One line or a line for each parameter, as the version of Python has it.
    assert "symbol: str, side: Literal['BUY', 'SELL'], timeInForce:" in " ".join(page.split())
    assert "POST /fapi/v1/order, security TRADE, weight 0" in page


def test_an_endpoint_of_a_class_is_the_endpoint():
    """Read from the class, an endpoint is itself and names the requests behind it."""
    assert isinstance(Client.depth, Endpoint)
    assert Client.depth.forms == (GetOrderDepth,)
    assert isinstance(Client.price, OneOrAll)
    assert Client.price.forms == (GetPrice, GetPrices)


def test_the_list_of_endpoints():
    """`endpoints` lists every method once, in declared order; `name[]` is a second form that is no method itself."""
    assert [*Market.endpoints().items()] == [
        ("depth", GetOrderDepth),
        ("price", GetPrice),
        ("price[]", GetPrices),
        ("pair", GetPrice),
        ("by_pair", GetPair),
        ("new_order", NewOrder),
    ]
    assert Client.endpoints() == Market.endpoints()


def test_an_endpoint_of_a_subclass_replaces_that_of_its_base():
    """A class that declares an endpoint anew lists its own, which is the one its method sends."""

    class Better(Client):
        new_order: Final = Endpoint(Leg)

    assert type(Better().new_order("BTCUSDT")) is Leg
    assert Better.endpoints()["new_order"] is Leg


def test_a_response_reads_like_the_old_dict():
    """The data, the limit usage and the header of a response can be read as attributes and as keys."""
    usage = LimitUsage({"x-mbx-used-weight-1m": "5"})
    response = Response("data", 200, {"a": "b"}, usage)
    assert (response.data, response["data"]) == ("data", "data")
    assert response["limit_usage"] is response.limit_usage is usage
    assert response["header"] == response.header == {"a": "b"}


def test_a_response_is_frozen():
    """Nothing of a response can be set."""
    with pytest.raises(AttributeError):
        Response("data", 200, {}, LimitUsage({})).data = "other"


@pytest.mark.parametrize("key", ["data", "limit_usage", "header"])
def test_a_response_has_the_old_keys(key):
    """`in` finds the keys that can be read."""
    assert key in Response("data", 200, {}, LimitUsage({}))


@pytest.mark.parametrize("key", ["status_code", "body", "", "__class__"])
def test_a_response_has_no_other_keys(key):
    """Anything else is a KeyError, as it was with the dict, and is not in it."""
    response = Response("data", 200, {}, LimitUsage({}))
    assert key not in response
    with pytest.raises(KeyError):
        response[key]


# Threads

THREADS = 16


def fresh() -> Any:
    """A request class that nobody has used yet, with an answer and elements that nobody has used either."""

    class Answer(Model):
        price: Decimal

    class Part(Request[Empty], path="/part"):
        price: Annotated[Number, Field(ge=1)]

    class GetFresh(SignedRequest[list[Answer]], path="/fresh"):
        symbol: Text
        parts: list[Part] | None = None

    return GetFresh


@pytest.fixture
def busy_switching() -> Iterator[None]:
    """Threads take turns every few microseconds, so that races show."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("busy_switching")
@pytest.mark.parametrize("turn", range(20))
def test_many_threads_may_use_a_request_class_first(turn):
    """A request class that many threads use at once for the first time works in all of them."""
    request_class = fresh()
    start = threading.Barrier(THREADS)

    def work(number: int) -> Any:
        start.wait(timeout=30)
        if number % 2:  # some threads read an answer first
            (answer,) = request_class.parse(b'[{"price":"1.50"}]')
        request = request_class("BTCUSDT", [{"price": number + 1}], recvWindow=100)
        refused = problems(request_class, "BTCUSDT", [{"price": 0}], colour=1)
        (answer,) = request_class.parse(b'[{"price":"1.50"}]')
        return request.parameters(), str(answer.price), [*refused]

    with ThreadPoolExecutor(THREADS) as pool:
        found = [*pool.map(work, range(THREADS))]
    assert found == [
        (
            [("symbol", "BTCUSDT"), ("parts", f'[{{"price":"{number + 1}"}}]'), ("recvWindow", "100")],
            "1.50",
            ["parts[0].price", "colour"],
        )
        for number in range(THREADS)
    ]
