"""Parameters: types, words, bounds, lists, and the rules about several at once."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binance_futures.paper._errors import Refusal, http_status, message
from binance_futures.paper._routes import table
from binance_futures.paper._values import read, read_items

LIMIT = {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "1", "price": "2"}
MARKET = {"symbol": "BTCUSDT", "side": "BUY", "type": "MARKET", "quantity": "1"}
STOP = {"algoType": "CONDITIONAL", "symbol": "BTCUSDT", "side": "BUY", "type": "STOP_MARKET", "triggerPrice": "9"}
KLINES = {"symbol": "BTCUSDT", "interval": "1m"}
MODIFY = {"symbol": "BTCUSDT", "side": "BUY", "quantity": "1", "price": "2", "orderId": "7"}


def check(values, target="POST /fapi/v1/order", *, strict=False):
    method, path = target.split(" ")
    route = table("um" if path.startswith("/f") else "cm").find(method, path)
    return read(route, values, strict=strict)


def refused(values, target="POST /fapi/v1/order", *, strict=False):
    with pytest.raises(Refusal) as caught:
        check(values, target, strict=strict)
    assert caught.value.status == 400
    return caught.value.code, caught.value.msg


def mandatory(name):
    return -1102, f"Mandatory parameter '{name}' was not sent, was empty/null, or malformed."


def invalid(name):
    return -1130, f"Data sent for parameter '{name}' is not valid."


@pytest.mark.parametrize(
    ("target", "base", "name", "value", "answer"),
    [
        ("POST /fapi/v1/order", LIMIT, "side", "buy", (-1117, "Invalid side.")),
        ("POST /fapi/v1/order", LIMIT, "type", "STOP_LIMIT", (-1116, "Invalid orderType.")),
        ("POST /fapi/v1/algoOrder", STOP, "type", "LIMIT", (-1116, "Invalid orderType.")),
        ("POST /fapi/v1/order", LIMIT, "timeInForce", "DAY", (-1115, "Invalid timeInForce.")),
        ("POST /dapi/v1/order", LIMIT, "timeInForce", "RPI", (-1115, "Invalid timeInForce.")),
        ("POST /fapi/v1/order", LIMIT, "positionSide", "NONE", (-4060, "Invalid position side.")),
        ("POST /fapi/v1/order", LIMIT, "newOrderRespType", "FULL", (-1136, "Invalid newOrderRespType.")),
        ("POST /fapi/v1/order", LIMIT, "priceMatch", "BEST", (-5037, "Invalid price match")),
        ("POST /fapi/v1/order", LIMIT, "selfTradePreventionMode", "X", (-5039, "Invalid self trade prevention mode")),
        ("POST /fapi/v1/algoOrder", STOP, "workingType", "X", (-4031, "Invalid parameter working type: `X`")),
        ("POST /fapi/v1/algoOrder", STOP, "algoType", "VP", invalid("algoType")),
        ("GET /fapi/v1/klines", KLINES, "interval", "7m", (-1120, "Invalid interval.")),
        ("GET /fapi/v1/klines", KLINES, "interval", "1s", (-1120, "Invalid interval.")),
        ("GET /fapi/v1/depth", KLINES, "limit", "7", (-4021, "'7' is not valid depth limit.")),
        ("GET /fapi/v1/rpiDepth", KLINES, "limit", "500", (-4021, "'500' is not valid depth limit.")),
        ("GET /fapi/v1/klines", KLINES, "limit", "1501", invalid("limit")),
        ("GET /fapi/v1/klines", KLINES, "limit", "0", invalid("limit")),
        ("POST /fapi/v1/leverage", MARKET, "leverage", "0", (-4028, "Leverage `0` is not valid")),
        ("POST /dapi/v1/leverage", MARKET, "leverage", "126", (-4028, "Leverage `126` is not valid")),
        ("POST /fapi/v1/leverage", MARKET, "leverage", "1.5", mandatory("leverage")),
        ("POST /fapi/v1/marginType", MARKET, "marginType", "cross", invalid("marginType")),
        ("POST /fapi/v1/algoOrder", STOP | {"quantity": "1"}, "callbackRate", "20.1", invalid("callbackRate")),
        ("POST /fapi/v1/algoOrder", STOP | {"quantity": "1"}, "callbackRate", "0.09", invalid("callbackRate")),
        ("POST /fapi/v1/order", LIMIT, "reduceOnly", "1", (-4062, "Invalid or improper reduceOnly value.")),
        ("POST /fapi/v1/feeBurn", {}, "feeBurn", "yes", invalid("feeBurn")),
        ("POST /fapi/v1/order", LIMIT, "newClientOrderId", "a" * 37, (-4015, message(-4015))),
        ("PUT /fapi/v1/order", MODIFY, "price", "1e5", mandatory("price")),
        ("GET /dapi/v1/openOrder", MARKET, "orderId", "9223372036854775808", (-1100, None)),
        (
            "GET /fapi/v1/continuousKlines",
            {"pair": "B", "interval": "1s"},
            "contractType",
            "X",
            (-4104, message(-4104)),
        ),
    ],
)
def test_each_wrong_value_has_its_code(target, base, name, value, answer):
    """Words, bounds and types of parameters answer with the code that the pages give them."""
    code, msg = refused(base | {name: value}, target)
    assert code == answer[0]
    assert answer[1] in {None, msg}


@pytest.mark.parametrize(
    "value", ["1e-05", "1E5", ".5", "5.", "0x1", "NaN", "1,5", " 1", "1\n", "٣", "+1", "9" * 21, "1_0"]
)
def test_decimals_are_plain_digits(value):
    """A decimal has no exponent, no blank and digits on both sides of its point."""
    assert refused(LIMIT | {"price": value}) == (
        -1100, r"Illegal characters found in parameter 'price'; legal range is '^([0-9]{1,20})(\.[0-9]{1,20})?$'."
    )  # fmt: skip


@pytest.mark.parametrize("value", ["0", "0.001", "60000.10", "00012", "9" * 20 + "." + "9" * 20, "-1"])
def test_decimals_pass_as_they_are(value):
    """A sound decimal keeps its text; what the sign means is for the engine, which has codes for it."""
    assert check(LIMIT | {"price": value}, strict=True)["price"] == value


@pytest.mark.parametrize("value", ["1.0", "-1", "x", " 7", "7\n", "٣", "1e3", "9" * 20])
def test_integers_are_digits(value):
    """An optional integer that is none is -1100."""
    assert refused(KLINES | {"startTime": value}, "GET /fapi/v1/klines")[0] == -1100


@pytest.mark.parametrize("value", ["a b", "ключ", "a@b", "a#", 'a"'])
def test_client_ids_have_an_alphabet(value):
    """An order id of the client's own is letters, digits and .:/_-."""
    for target, base, name in [
        ("POST /fapi/v1/order", LIMIT, "newClientOrderId"),
        ("POST /fapi/v1/algoOrder", STOP | {"quantity": "1"}, "clientAlgoId"),
    ]:
        assert refused(base | {name: value}, target) == (
            -1100,
            f"Illegal characters found in parameter '{name}'; legal range is '^[.A-Z:/a-z0-9_-]{{1,36}}$'.",
        )


@pytest.mark.parametrize(("value", "word"), [("True", "true"), ("FALSE", "false"), ("true", "true")])
def test_booleans_may_be_pythons_unless_strict(value, word):
    """`True` from Python's str() is read; strictly a boolean is `true` or `false`."""
    assert check(LIMIT | {"reduceOnly": value})["reduceOnly"] == word
    if value != word:
        assert refused(LIMIT | {"reduceOnly": value}, strict=True)[0] == -4062


@pytest.mark.parametrize(
    ("missing", "of"),
    [
        ("timeInForce", LIMIT), ("quantity", LIMIT), ("price", LIMIT), ("quantity", MARKET), ("symbol", MARKET),
        ("side", MARKET), ("type", MARKET),
    ],
)  # fmt: skip
@pytest.mark.parametrize("target", ["POST /fapi/v1/order", "POST /dapi/v1/order", "POST /fapi/v1/order/test"])
def test_an_order_needs_what_its_type_needs(missing, of, target):
    """LIMIT needs timeInForce, quantity and price; MARKET needs quantity."""
    assert refused({name: value for name, value in of.items() if name != missing}, target) == mandatory(missing)


def test_price_match_stands_for_the_price():
    """A matched price is a price, NONE is not; a modification may also match."""
    unpriced = {name: value for name, value in LIMIT.items() if name != "price"}
    assert check(unpriced | {"priceMatch": "QUEUE"}, strict=True)
    assert refused(unpriced | {"priceMatch": "NONE"}) == mandatory("price")
    unpriced = {name: value for name, value in MODIFY.items() if name != "price"}
    assert check(unpriced | {"priceMatch": "OPPONENT"}, "PUT /fapi/v1/order", strict=True)
    assert refused(unpriced, "PUT /fapi/v1/order") == mandatory("price")
    assert refused(unpriced | {"priceMatch": "NONE"}, "PUT /fapi/v1/order") == mandatory("price")


@pytest.mark.parametrize("name", ["price", "timeInForce"])
def test_a_market_order_has_no_price(name):
    """What a MARKET order does not take is -1106."""
    assert refused(MARKET | {name: LIMIT[name]}) == (-1106, f"Parameter '{name}' sent when not required.")


@pytest.mark.parametrize("kind", ["STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"])
def test_conditional_types_of_um_reach_the_engine(kind):
    """The plain endpoint of UM knows the conditional types, with their old parameters, for -4120 to answer them."""
    assert check(MARKET | {"type": kind, "stopPrice": "1", "closePosition": "true"})["type"] == kind


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"type": "STOP", "quantity": "1", "triggerPrice": "1"}, "price"),
        ({"type": "TAKE_PROFIT", "quantity": "1", "price": "1", "triggerPrice": ""}, "triggerPrice"),
        ({"type": "STOP_MARKET"}, "quantity"),
        ({"type": "STOP_MARKET", "closePosition": "false"}, "quantity"),
        ({"type": "TAKE_PROFIT_MARKET", "closePosition": "true", "triggerPrice": ""}, "triggerPrice"),
        ({"type": "TRAILING_STOP_MARKET", "quantity": "1"}, "callbackRate"),
    ],
)
def test_a_conditional_order_needs_what_its_type_needs(values, missing):
    """Conditional types need a trigger price or a callback rate, and a quantity unless they close the position."""
    assert refused(STOP | values, "POST /fapi/v1/algoOrder") == mandatory(missing)
    assert check(STOP | {"closePosition": "true"}, "POST /fapi/v1/algoOrder", strict=True)


@pytest.mark.parametrize("target", ["GET /fapi/v1/order", "DELETE /dapi/v1/order", "GET /fapi/v1/openOrder"])
def test_one_of_two_ids_is_needed(target):
    """An order is named by its id or by the client's; neither is -1102 with a text of its own."""
    assert refused({"symbol": "BTCUSDT"}, target) == (
        -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!"
    )  # fmt: skip
    for name in ("orderId", "origClientOrderId"):
        assert check({"symbol": "BTCUSDT", name: "7"}, target, strict=True)


CANCEL = "DELETE /fapi/v1/batchOrders"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("orderIdList", "[1", -1130),
        ("orderIdList", "[true]", -1130),
        ("orderIdList", "[1.5]", -1130),
        ("orderIdList", "[-1]", -1130),
        ("orderIdList", '["x"]', -1130),
        ("orderIdList", "1,x", -1130),
        ("orderIdList", "[]", -4032),
        ("orderIdList", json.dumps([*range(11)]), -4032),
        ("origClientOrderIdList", "[1]", -1130),
        ("origClientOrderIdList", "[" * 100_000, -1130),
        ("origClientOrderIdList", "['a']", -1130),
    ],
)
def test_lists_are_json_of_one_type(name, value, code):
    """A list is JSON of ids or texts, of one to ten elements."""
    assert refused({"symbol": "BTCUSDT", name: value}, CANCEL)[0] == code


@pytest.mark.parametrize(
    ("name", "value", "read_as"),
    [
        ("orderIdList", "[1,2]", "[1,2]"),
        ("orderIdList", '["1","2"]', '["1","2"]'),
        ("orderIdList", "1,2", "[1,2]"),
        ("orderIdList", "7", "[7]"),
        ("origClientOrderIdList", '["a", "b"]', '["a", "b"]'),
        ("origClientOrderIdList", "a,b", '["a", "b"]'),
    ],
)
def test_lists_may_be_plain_unless_strict(name, value, read_as):
    """Lists with commas, or of numbers as text, are read; strictly they are JSON of their type."""
    assert check({"symbol": "BTCUSDT", name: value}, CANCEL)[name] == read_as
    if value in {"[1,2]", '["a", "b"]'}:
        assert check({"symbol": "BTCUSDT", name: value}, CANCEL, strict=True)[name] == value
    else:
        assert refused({"symbol": "BTCUSDT", name: value}, CANCEL, strict=True)[0] == -1130


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("[]", (-4082, "Invalid number of batch place orders: 0")),
        (json.dumps([MARKET] * 6), (-4082, "Invalid number of batch place orders: 6")),
        ("[1]", mandatory("batchOrders")),
        ("{}}", mandatory("batchOrders")),
        ("", mandatory("batchOrders")),
        ("null", mandatory("batchOrders")),
    ],
)
@pytest.mark.parametrize("strict", [False, True], ids=["lenient", "strict"])
def test_a_batch_is_one_to_five_orders(value, answer, strict):
    """A batch is JSON of one to five objects."""
    assert refused({"batchOrders": value}, "POST /fapi/v1/batchOrders", strict=strict) == answer


def items(*orders, target="POST /fapi/v1/batchOrders", strict=False):
    method, path = target.split(" ")
    answers = read_items(table("um").find(method, path), json.dumps(orders), strict=strict)
    return [(answer.code, answer.msg) if isinstance(answer, Refusal) else answer for answer in answers]


def test_orders_of_a_batch_follow_the_rules_of_orders():
    """Each is read like an order of its own, numbers and booleans as their text."""
    assert items(
        {**MARKET, "quantity": 0.5, "reduceOnly": True, "newClientOrderId": None},
        LIMIT,
        {**LIMIT, "price": ""},
        {**MARKET, "price": "1"},
        {**MARKET, "quantity": 1e-07},
        {**MARKET, "quantity": ["1"]},
        {**MARKET, "quantity": 3, "TIMEINFORCE": ""},
    ) == [
        {**MARKET, "quantity": "0.5", "reduceOnly": "true"},
        LIMIT,
        mandatory("price"),
        (-1106, "Parameter 'price' sent when not required."),
        mandatory("quantity"),
        invalid("quantity"),
        {**MARKET, "quantity": "3"},
    ]
    assert items({**MARKET, "foo": "1"}, strict=True)[0][0] == -1104
    assert items(
        {"symbol": "BTCUSDT", "side": "BUY", "quantity": "1", "price": "2"}, target="PUT /fapi/v1/batchOrders"
    ) == [(-1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!")]


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=12), max_size=6), st.booleans())
def test_no_values_break_the_reading(values, strict):
    """Whatever is sent is read or refused, and what is read is known."""
    for product in ("um", "cm"):
        for route in table(product).routes:
            names = [*route.parameters]
            given_ = {names[len(name) % len(names)] if names else name: value for name, value in values.items()}
            try:
                found = read(route, given_, strict=strict)
            except Refusal as refusal:
                code = refusal.code
                assert -6000 < code < -1000
            else:
                assert found.keys() <= route.parameters.keys()


def test_messages_and_statuses():
    """A text names what it is about, differs by product where the pages do, and has an HTTP status."""
    assert message(-1121) == "Invalid symbol."
    assert message(-4087) == "User can only place reduce only order"
    assert message(-4087, product="cm") == "Invalid pair"
    assert message(-4088, 30, product="cm") == "Maximum time interval is 30 days"
    assert message(-1121, product="cm") == "Invalid symbol."
    assert [http_status(code) for code in (-1121, -2015, -1003, -1008, -5000)] == [400, 401, 429, 503, 404]
