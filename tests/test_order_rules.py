"""What order requests refuse before anything is sent, and what they let pass."""

import re
from decimal import Decimal
from typing import Any

import pytest

from binance_futures._encode import query
from binance_futures._request import Request
from binance_futures.errors import ParameterError
from binance_futures.models import cm, um

CONDITIONAL = ["STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"]
DAY = 86_400_000
NOW = 1_770_000_000_000
LAST_DATE = 253_402_300_799_000

BUY: dict[str, Any] = {"symbol": "BTCUSDT", "side": "BUY"}
SELL: dict[str, Any] = {"symbol": "BTCUSDT", "side": "SELL"}
LIMIT = {**BUY, "type": "LIMIT", "timeInForce": "GTC", "quantity": 1, "price": 9}
MARKET = {**BUY, "type": "MARKET", "quantity": 1}
STOP = {**BUY, "type": "STOP", "quantity": 1, "price": 9, "stopPrice": 8}
CLOSE = {**SELL, "type": "STOP_MARKET", "stopPrice": 8, "closePosition": True}
TRAIL = {**BUY, "type": "TRAILING_STOP_MARKET", "quantity": 1, "callbackRate": 1}
ALGO = {"algoType": "CONDITIONAL", **BUY, "quantity": 1, "triggerPrice": 8}
ALGO_CLOSE = {"algoType": "CONDITIONAL", **SELL, "type": "STOP_MARKET", "triggerPrice": 8, "closePosition": True}
ALGO_TRAIL = {"algoType": "CONDITIONAL", **TRAIL}
MODIFY = {**BUY, "quantity": 1, "price": 9, "orderId": 7}

Case = tuple[type[Request[Any]], dict[str, Any], list[str]]


def without(form: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in form.items() if name not in names}


def one_order(*classes: type[Request[Any]]) -> list[Case]:
    """Calls that name one order by one of two ids."""
    return [(cls, {"symbol": "B"}, ["orderId"]) for cls in classes] + [
        (cls, {"symbol": "B", "origClientOrderId": text}, ["origClientOrderId"])
        for cls in classes
        for text in ("", "a b", "x" * 37, "ä")
    ]


def batches(batch: type[Request[Any]], form: dict[str, Any]) -> list[Case]:
    """Batches take 1 to 5 elements of one kind."""
    return [
        (batch, {}, ["batchOrders"]),
        (batch, {"batchOrders": []}, ["batchOrders"]),
        (batch, {"batchOrders": [form] * 6}, ["batchOrders"]),
        (batch, {"batchOrders": "[{}]"}, ["batchOrders"]),
        (batch, {"batchOrders": form}, ["batchOrders"]),
        (batch, {"batchOrders": [form, 5]}, ["batchOrders[1]"]),
        (batch, {"batchOrders": [form, without(form, "side")]}, ["batchOrders[1].side"]),
        (batch, {"batchOrders": [{**form, "recvWindow": 5000}, form]}, ["batchOrders[0].recvWindow"]),
        (batch, {"batchOrders": [form, {**form, 1: 2}]}, ["batchOrders[1].1"]),
    ]


def cancel_batches(cls: type[Request[Any]]) -> list[Case]:
    """Batches of ids take 1 to 10."""
    return [
        (cls, {"symbol": "B"}, ["orderIdList"]),
        (cls, {"symbol": "B", "orderIdList": []}, ["orderIdList"]),
        (cls, {"symbol": "B", "orderIdList": [*range(11)]}, ["orderIdList"]),
        (cls, {"symbol": "B", "orderIdList": [1, "a"]}, ["orderIdList[1]"]),
        (cls, {"symbol": "B", "orderIdList": [], "origClientOrderIdList": []}, ["orderIdList"]),
        (cls, {"symbol": "B", "origClientOrderIdList": ["a"] * 11}, ["origClientOrderIdList"]),
        (cls, {"symbol": "B", "origClientOrderIdList": ["a", "b c"]}, ["origClientOrderIdList[1]"]),
        (cls, {"symbol": "B", "origClientOrderIdList": "abc"}, ["origClientOrderIdList"]),
    ]


def modifications(cls: type[Request[Any]]) -> list[Case]:
    """A modification names the order and sets one price."""
    return [
        (cls, without(MODIFY, "orderId"), ["orderId"]),
        (cls, without(MODIFY, "quantity"), ["quantity"]),
        (cls, without(MODIFY, "price"), ["price"]),
        (cls, {**MODIFY, "priceMatch": "QUEUE"}, ["priceMatch"]),
        (cls, without(MODIFY, "price", "orderId"), ["orderId", "price"]),
    ]


def triggered(cls: type[Request[Any]], highest_callback: int) -> list[Case]:
    """A form of all types with `stopPrice`."""
    return [
        (cls, {**BUY, "type": "LIMIT"}, ["timeInForce", "quantity", "price"]),
        (cls, {**BUY, "type": "MARKET"}, ["quantity"]),
        (cls, {**BUY, "type": "STOP"}, ["quantity", "price", "stopPrice"]),
        (cls, {**BUY, "type": "STOP_MARKET"}, ["quantity", "stopPrice"]),
        (cls, {**BUY, "type": "TAKE_PROFIT"}, ["quantity", "price", "stopPrice"]),
        (cls, {**BUY, "type": "TAKE_PROFIT_MARKET"}, ["quantity", "stopPrice"]),
        (cls, {**BUY, "type": "TRAILING_STOP_MARKET"}, ["quantity", "callbackRate"]),
        (cls, {**BUY, "type": "LIQUIDATION"}, ["type"]),
        (cls, {**MARKET, "price": 9, "timeInForce": "GTC"}, ["price", "timeInForce"]),
        (cls, {**STOP, "priceMatch": "QUEUE"}, ["priceMatch"]),
        (cls, {**MARKET, "priceMatch": "QUEUE"}, ["priceMatch"]),
        (cls, {**TRAIL, "priceMatch": "QUEUE"}, ["priceMatch"]),
        (cls, {**MARKET, "price": 9, "priceMatch": "QUEUE"}, ["price", "priceMatch"]),
        (cls, {**STOP, "positionSide": "LONG", "reduceOnly": True}, ["reduceOnly"]),
        (cls, {**CLOSE, "quantity": 1}, ["quantity"]),
        (cls, {**CLOSE, "reduceOnly": True}, ["reduceOnly"]),
        (cls, {**CLOSE, "reduceOnly": False}, ["reduceOnly"]),
        (cls, {**CLOSE, "positionSide": "SHORT"}, ["closePosition"]),
        (cls, {**CLOSE, "side": "BUY", "positionSide": "LONG"}, ["closePosition"]),
        (cls, {**STOP, "closePosition": True}, ["closePosition"]),
        (cls, {**TRAIL, "closePosition": "true"}, ["closePosition"]),
        (
            cls,
            {**LIMIT, "closePosition": True, "positionSide": "LONG", "reduceOnly": True},
            ["closePosition", "reduceOnly"],
        ),
        (cls, {**TRAIL, "callbackRate": "0.09"}, ["callbackRate"]),
        (cls, {**TRAIL, "callbackRate": highest_callback + 0.1}, ["callbackRate"]),
        (cls, {**STOP, "stopPrice": 0}, ["stopPrice"]),
        (cls, {**STOP, "stopPrice": "nan"}, ["stopPrice"]),
        (cls, {**STOP, "newClientOrderId": "a b"}, ["newClientOrderId"]),
        (cls, {**STOP, "triggerPrice": 8}, ["triggerPrice"]),
    ]


def algo(product: Any) -> list[Case]:
    """Conditional orders and the calls about them."""
    new = product.NewAlgoOrder
    return [
        (new, BUY, ["algoType", "type"]),
        (new, {**ALGO, "type": "LIMIT"}, ["type"]),
        (new, {**ALGO, "type": "MARKET", "price": 9}, ["type"]),
        (new, {"algoType": "CONDITIONAL", **BUY, "type": "STOP"}, ["quantity", "price", "triggerPrice"]),
        (new, {"algoType": "CONDITIONAL", **BUY, "type": "TAKE_PROFIT"}, ["quantity", "price", "triggerPrice"]),
        (new, {"algoType": "CONDITIONAL", **BUY, "type": "STOP_MARKET"}, ["quantity", "triggerPrice"]),
        (new, {"algoType": "CONDITIONAL", **BUY, "type": "TAKE_PROFIT_MARKET"}, ["quantity", "triggerPrice"]),
        (new, {"algoType": "CONDITIONAL", **BUY, "type": "TRAILING_STOP_MARKET"}, ["quantity", "callbackRate"]),
        (new, {**ALGO, "type": "STOP", "price": 9, "priceMatch": "QUEUE"}, ["priceMatch"]),
        (new, {**ALGO, "type": "STOP_MARKET", "priceMatch": "QUEUE"}, ["priceMatch"]),
        (new, {**ALGO, "type": "STOP", "price": 9, "timeInForce": "GTD"}, ["goodTillDate"]),
        (new, {**ALGO, "type": "STOP", "price": 9, "timeInForce": "RPI"}, ["timeInForce"]),
        (new, {**ALGO, "type": "STOP_MARKET", "positionSide": "SHORT", "reduceOnly": "true"}, ["reduceOnly"]),
        (new, {**ALGO_CLOSE, "quantity": 1, "reduceOnly": True}, ["quantity", "reduceOnly"]),
        (new, {**ALGO_CLOSE, "positionSide": "SHORT"}, ["closePosition"]),
        (new, {**ALGO, "type": "STOP", "price": 9, "closePosition": True}, ["closePosition"]),
        (new, {**ALGO_TRAIL, "callbackRate": 20.1}, ["callbackRate"]),
        (new, {**ALGO_TRAIL, "callbackRate": 0}, ["callbackRate"]),
        (new, {**ALGO, "type": "STOP_MARKET", "stopPrice": 8}, ["stopPrice"]),
        (product.QueryAlgoOrder, {}, ["algoId"]),
        (product.CancelAlgoOrder, {}, ["algoId"]),
        (product.CancelAlgoOrder, {"clientAlgoId": "ä"}, ["clientAlgoId"]),
        (product.CancelAlgoOpenOrders, {}, ["symbol"]),
        (product.GetAllAlgoOrders, {"symbol": "B", "startTime": NOW, "endTime": NOW - 1}, ["endTime"]),
        (product.GetAllAlgoOrders, {"symbol": "B", "limit": 1001}, ["limit"]),
    ]


UM: list[Case] = [
    (um.NewOrder, {**BUY, "type": "LIMIT"}, ["timeInForce", "quantity", "price"]),
    (um.NewOrder, without(LIMIT, "timeInForce"), ["timeInForce"]),
    (um.NewOrder, without(LIMIT, "quantity"), ["quantity"]),
    (um.NewOrder, without(LIMIT, "price"), ["price"]),
    (um.NewOrder, without(MARKET, "quantity"), ["quantity"]),
    (um.NewOrder, {**MARKET, "price": 9}, ["price"]),
    (um.NewOrder, {**MARKET, "timeInForce": "IOC"}, ["timeInForce"]),
    (um.NewOrder, {**LIMIT, "priceMatch": "QUEUE"}, ["priceMatch"]),
    (um.NewOrder, {**MARKET, "priceMatch": "OPPONENT"}, ["priceMatch"]),
    (um.NewOrder, {**LIMIT, "timeInForce": "GTD"}, ["goodTillDate"]),
    (um.NewOrder, {**LIMIT, "timeInForce": "GTD", "goodTillDate": LAST_DATE}, ["goodTillDate"]),
    (um.NewOrder, {**LIMIT, "timeInForce": "GTE_GTC"}, ["timeInForce"]),
    (um.NewOrder, {**MARKET, "positionSide": "LONG", "reduceOnly": True}, ["reduceOnly"]),
    (um.NewOrder, {**MARKET, "positionSide": "SHORT", "reduceOnly": "TRUE"}, ["reduceOnly"]),
    (um.NewOrder, {**MARKET, "reduceOnly": "yes"}, ["reduceOnly"]),
    (um.NewOrder, {**MARKET, "quantity": 0}, ["quantity"]),
    (um.NewOrder, {**MARKET, "quantity": -1}, ["quantity"]),
    (um.NewOrder, {**MARKET, "quantity": float("inf")}, ["quantity"]),
    (um.NewOrder, {**LIMIT, "price": True}, ["price"]),
    (um.NewOrder, {**MARKET, "symbol": ""}, ["symbol"]),
    (um.NewOrder, {**MARKET, "side": "buy"}, ["side"]),
    (um.NewOrder, {**MARKET, "newClientOrderId": "x" * 37}, ["newClientOrderId"]),
    (um.NewOrder, {**MARKET, "recvWindow": 60001}, ["recvWindow"]),
    *triggered(um.NewOrderTest, 5),
    (um.NewOrderTest, {**LIMIT, "timeInForce": "GTD"}, ["goodTillDate"]),
    *modifications(um.ModifyOrder),
    (um.ModifyOrder, {**MODIFY, "stopPrice": 8}, ["stopPrice"]),
    *batches(um.NewBatchOrder, MARKET),
    *batches(um.ModifyBatchOrder, MODIFY),
    *cancel_batches(um.CancelBatchOrder),
    *one_order(um.QueryOrder, um.CancelOrder, um.GetOpenOrders, um.GetOrderModifyHistory),
    (um.GetOrderModifyHistory, {"symbol": "B", "orderId": 1, "startTime": NOW, "endTime": NOW - 1}, ["endTime"]),
    (um.GetOrderModifyHistory, {"symbol": "B", "orderId": 1, "limit": 101}, ["limit"]),
    (um.GetAllOrders, {"startTime": NOW, "endTime": NOW + 7 * DAY + 1}, ["endTime"]),
    (um.GetAllOrders, {"startTime": NOW, "endTime": NOW - 1}, ["endTime"]),
    (um.GetAllOrders, {"limit": 1001}, ["limit"]),
    (um.CountdownCancelOrder, {"symbol": "B"}, ["countdownTime"]),
    (um.CountdownCancelOrder, {"symbol": "B", "countdownTime": -1}, ["countdownTime"]),
    *algo(um),
    (um.GetAllAlgoOrders, {"symbol": "B", "startTime": NOW, "endTime": NOW + 7 * DAY + 1}, ["endTime"]),
]

CM: list[Case] = [
    *triggered(cm.NewOrder, 10),
    (cm.NewOrder, {**LIMIT, "timeInForce": "GTD"}, ["timeInForce", "goodTillDate"]),
    (cm.NewOrder, {**LIMIT, "timeInForce": "RPI"}, ["timeInForce"]),
    (cm.NewOrder, {**LIMIT, "goodTillDate": NOW}, ["goodTillDate"]),
    *modifications(cm.ModifyOrder),
    (cm.ModifyOrder, without(MODIFY, "price", "quantity"), ["quantity", "price"]),
    (cm.ModifyOrder, {**MODIFY, "reduceOnly": True}, ["reduceOnly"]),
    *batches(cm.NewBatchOrder, MARKET),
    *batches(cm.ModifyBatchOrder, MODIFY),
    *cancel_batches(cm.CancelBatchOrder),
    *one_order(cm.QueryOrder, cm.CancelOrder, cm.GetOpenOrders, cm.GetOrderModifyHistory),
    (cm.GetAllOrders, {}, ["symbol"]),
    (cm.GetAllOrders, {"pair": "BTCUSD", "orderId": 1}, ["pair"]),
    (cm.GetAllOrders, {"symbol": "B", "startTime": NOW, "endTime": NOW + 7 * DAY + 1}, ["endTime"]),
    (cm.GetAllOrders, {"symbol": "B", "limit": 101}, ["limit"]),
    (cm.CountdownCancelOrder, {"symbol": "B", "countdownTime": 1.5}, ["countdownTime"]),
    *algo(cm),
]

GOOD: list[tuple[type[Request[Any]], dict[str, Any]]] = [
    (um.NewOrder, LIMIT),
    (um.NewOrder, MARKET),
    (um.NewOrder, {**without(LIMIT, "price"), "priceMatch": "QUEUE_20"}),
    (um.NewOrder, {**LIMIT, "timeInForce": "GTD", "goodTillDate": LAST_DATE - 1}),
    (um.NewOrder, {**LIMIT, "timeInForce": "RPI", "selfTradePreventionMode": "NONE"}),
    (um.NewOrder, {**MARKET, "positionSide": "BOTH", "reduceOnly": True}),
    (um.NewOrder, {**MARKET, "positionSide": "LONG", "reduceOnly": False}),
    (um.NewOrder, {**MARKET, "positionSide": "LONG", "price": None}),
    *[
        case
        for form in (um.NewOrderTest, cm.NewOrder)
        for case in (
            (form, LIMIT),
            (form, MARKET),
            (form, STOP),
            (form, {**without(STOP, "price"), "type": "TAKE_PROFIT", "priceMatch": "OPPONENT"}),
            (form, CLOSE),
            (form, {**CLOSE, "type": "TAKE_PROFIT_MARKET", "positionSide": "LONG", "closePosition": "true"}),
            (form, {**CLOSE, "side": "BUY", "positionSide": "SHORT"}),
            (form, {**STOP, "type": "STOP_MARKET", "price": None, "closePosition": False, "reduceOnly": True}),
            (form, {**TRAIL, "activationPrice": 9, "callbackRate": 0.1}),
            (form, {**TRAIL, "callbackRate": 5}),
        )
    ],
    (cm.NewOrder, {**TRAIL, "callbackRate": 10}),
    *[
        case
        for product in (um, cm)
        for case in (
            (product.NewAlgoOrder, {**ALGO, "type": "STOP", "price": 9}),
            (product.NewAlgoOrder, {**ALGO, "type": "TAKE_PROFIT", "priceMatch": "QUEUE", "timeInForce": "GTX"}),
            (product.NewAlgoOrder, {**ALGO, "type": "STOP_MARKET", "reduceOnly": True}),
            (product.NewAlgoOrder, ALGO_CLOSE),
            (product.NewAlgoOrder, {**ALGO_TRAIL, "callbackRate": "20", "activatePrice": 9}),
            (product.ModifyOrder, MODIFY),
            (product.ModifyOrder, {**without(MODIFY, "price"), "priceMatch": "QUEUE"}),
            (product.ModifyOrder, {**without(MODIFY, "orderId"), "origClientOrderId": "a:b/c.d-e_F"}),
            (product.QueryOrder, {"symbol": "B", "orderId": 1, "origClientOrderId": "a"}),
            (product.CancelBatchOrder, {"symbol": "B", "orderIdList": [*range(10)]}),
            (product.CancelBatchOrder, {"symbol": "B", "origClientOrderIdList": ["a"], "orderIdList": [1]}),
            (product.NewBatchOrder, {"batchOrders": [product.NewOrder(**MARKET)] * 5}),
            (product.NewBatchOrder, {"batchOrders": ({**MARKET, "recvWindow": None},), "recvWindow": 60000}),
            (product.ModifyBatchOrder, {"batchOrders": [product.ModifyOrder(**MODIFY), MODIFY]}),
            (product.GetAllOrders, {"symbol": "B", "startTime": NOW, "endTime": NOW + 7 * DAY}),
            (product.CountdownCancelOrder, {"symbol": "B", "countdownTime": 0}),
        )
    ],
    (um.GetAllOrders, {}),
    (cm.GetAllOrders, {"pair": "BTCUSD"}),
    (cm.GetAllOrders, {"symbol": "BTCUSD_PERP", "orderId": 1}),
]


def problems(cls: type[Request[Any]], **parameters: object) -> dict[str, str]:
    with pytest.raises(ParameterError) as caught:
        cls(**parameters)
    found = {problem.parameter: problem.message for problem in caught.value.problems}
    assert len(found) == len(caught.value.problems), "a parameter is reported once"
    return found


@pytest.mark.parametrize(("cls", "parameters", "expected"), [*UM, *CM])
def test_what_the_exchange_refuses_is_refused(
    cls: type[Request[Any]], parameters: dict[str, Any], expected: list[str]
) -> None:
    """A request the exchange would refuse raises before sending, naming exactly the parameters at fault."""
    found = problems(cls, **parameters)
    assert sorted(found) == sorted(expected)
    assert all(
        message.startswith(("is ", "has ", "should ", "cannot ", "closes ", "String ")) for message in found.values()
    )


@pytest.mark.parametrize(("cls", "parameters"), GOOD)
def test_what_the_exchange_takes_passes(cls: type[Request[Any]], parameters: dict[str, Any]) -> None:
    """A request the exchange takes is built, and can be encoded."""
    assert query(cls(**parameters).parameters()) or not parameters


@pytest.mark.parametrize("kind", CONDITIONAL)
def test_conditional_types_point_to_algo_orders(kind: str) -> None:
    """On USDⓈ-M a conditional type is refused with the name of the call that takes it, also within a batch."""
    found = problems(um.NewOrder, **BUY, type=kind, quantity=1)
    assert [*found] == ["type"]
    assert "new_algo_order" in found["type"]
    inside = problems(um.NewBatchOrder, batchOrders=[MARKET, {**BUY, "type": kind.lower(), "quantity": 1}])
    assert [*inside] == ["batchOrders[1].type"]
    assert "new_algo_order" in inside["batchOrders[1].type"]


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("stopPrice", "triggerPrice"),
        ("closePosition", "closePosition"),
        ("activationPrice", "activatePrice"),
        ("callbackRate", "callbackRate"),
        ("workingType", "workingType"),
        ("priceProtect", "priceProtect"),
    ],
)
def test_parameters_that_moved_say_where(name: str, now: str) -> None:
    """A parameter that left `new_order` for `new_algo_order` is refused with its name there."""
    assert f"new_algo_order ({now})" in problems(um.NewOrder, **MARKET, **{name: 1})[name]
    inside = problems(um.NewBatchOrder, batchOrders=[{**MARKET, name: 1}])
    assert f"new_algo_order ({now})" in inside[f"batchOrders[0].{name}"]


def test_algo_orders_know_the_old_names() -> None:
    """The names of plain orders are answered with those of algo orders."""
    old = {"stopPrice": 1, "activationPrice": 1, "newClientOrderId": "a"}
    found = problems(um.NewAlgoOrder, **ALGO, type="STOP_MARKET", **old)
    news = ["triggerPrice", "activatePrice", "clientAlgoId"]
    assert [re.findall(r"use (\w+)", found[name])[0] for name in old] == news
    assert "use algoId" in problems(cm.CancelAlgoOrder, algoId=1, orderId=1)["orderId"]


def test_all_problems_come_at_once() -> None:
    """All that is wrong with a request, fields and rules alike, is in one error of one line each."""
    with pytest.raises(ParameterError) as caught:
        um.NewOrder("BTC USDT", "SIDEWAYS", "LIMIT", quantity=-1, price=9, priceMatch="QUEUE", prize=3)
    expected = ["symbol", "side", "quantity", "prize", "timeInForce", "priceMatch"]
    assert [problem.parameter for problem in caught.value.problems] == expected
    lines = str(caught.value).splitlines()
    assert lines[0] == "NewOrder (POST /fapi/v1/order): 6 problems"
    assert [line.split(":")[0].strip() for line in lines[1:]] == expected


def test_batches_name_elements_by_their_index() -> None:
    """The problems of several elements come together, each with the index of its element."""
    good = um.NewOrder(**MARKET)
    found = problems(
        um.NewBatchOrder,
        batchOrders=[good, without(LIMIT, "price", "timeInForce"), good, {**MARKET, "price": 9, "recvWindow": 1}],
        recvWindow=0,
    )
    assert sorted(found) == [
        "batchOrders[1].price",
        "batchOrders[1].timeInForce",
        "batchOrders[3].price",
        "batchOrders[3].recvWindow",
        "recvWindow",
    ]


def test_batches_take_only_their_own_forms() -> None:
    """An order of the other product, or with a recvWindow of its own, is not taken into a batch."""
    assert [*problems(um.NewBatchOrder, batchOrders=[cm.NewOrder(**MARKET)])] == ["batchOrders[0]"]
    own = um.NewOrder(**MARKET, recvWindow=5000)
    assert [*problems(um.NewBatchOrder, batchOrders=[own])] == ["batchOrders[0].recvWindow"]


def test_batches_are_json_of_texts() -> None:
    """A batch is one parameter: compact JSON whose values are texts, numbers without exponent."""
    batch = um.NewBatchOrder(
        [
            um.NewOrder("BTCUSDT", "SELL", "MARKET", quantity=0.00001, reduceOnly=True),
            {**LIMIT, "quantity": Decimal("1E+3"), "price": "9.50"},
        ]
    )
    text = (
        '[{"symbol":"BTCUSDT","side":"SELL","type":"MARKET","reduceOnly":"true","quantity":"0.00001"},'
        '{"symbol":"BTCUSDT","side":"BUY","type":"LIMIT","timeInForce":"GTC","quantity":"1000","price":"9.50"}]'
    )
    assert batch.parameters() == [("batchOrders", text)]
    assert um.CancelBatchOrder("B", [1, 2]).parameters() == [("symbol", "B"), ("orderIdList", "[1,2]")]
    assert cm.CancelBatchOrder("B", origClientOrderIdList=["1", "b"]).parameters()[1][1] == '["1","b"]'


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (um.NewOrder(**MARKET), "newClientOrderId"),
        (um.NewOrderTest(**STOP), "newClientOrderId"),
        (cm.NewOrder(**CLOSE), "newClientOrderId"),
        (um.NewAlgoOrder(**ALGO, type="STOP_MARKET"), "clientAlgoId"),
        (cm.NewAlgoOrder(**ALGO_TRAIL, clientAlgoId=None), "clientAlgoId"),
    ],
)
def test_new_orders_get_an_id(form: Any, name: str) -> None:
    """A new order without an own id is sent as a copy with a random one; the order itself stays as it was built."""
    sent, again = form.identified(), form.identified()
    (own,) = sent.client_order_ids()
    assert re.fullmatch("[0-9a-f]{32}", own)
    assert dict(sent.parameters()) == {**dict(form.parameters()), name: own}
    assert again.client_order_ids() != (own,)
    assert sent.identified() is sent
    assert getattr(form, name) is None
    assert form.client_order_ids() == ()
    assert name not in dict(form.parameters())


@pytest.mark.parametrize("product", [um, cm])
def test_batches_give_ids_to_their_elements(product: Any) -> None:
    """Each new order of a batch gets an id of its own; ids that were given stay."""
    batch = product.NewBatchOrder([MARKET, {**MARKET, "newClientOrderId": "mine"}, MARKET])
    sent = batch.identified()
    first, second, third = sent.client_order_ids()
    assert second == "mine"
    assert len({first, second, third}) == 3
    assert sent.parameters()[0][1].count('"newClientOrderId":') == 3
    assert sent.identified() is sent
    assert batch.client_order_ids() == ("mine",)


@pytest.mark.parametrize(
    ("request_", "ids"),
    [
        (um.NewOrder(**MARKET, newClientOrderId="a"), ("a",)),
        (um.QueryOrder("B", 1), ()),
        (um.QueryOrder("B", origClientOrderId="a"), ("a",)),
        (um.GetOpenOrders("B", 1, "a"), ("a",)),
        (um.CancelOrder("B", None, "a"), ("a",)),
        (um.ModifyOrder("B", "BUY", 1, 2, None, "a"), ("a",)),
        (cm.ModifyOrder("B", "BUY", None, "a", quantity=1, price=2), ("a",)),
        (cm.GetOrderModifyHistory("B", None, "a"), ("a",)),
        (um.ModifyBatchOrder([MODIFY, {**MODIFY, "origClientOrderId": "b"}]), ("b",)),
        (um.CancelBatchOrder("B", None, ["a", "b"]), ("a", "b")),
        (um.CancelBatchOrder("B", [1]), ()),
        (um.CancelAlgoOrder(clientAlgoId="a"), ("a",)),
        (cm.QueryAlgoOrder(1), ()),
        (um.CancelOpenOrders("B"), ()),
    ],
)
def test_requests_tell_the_ids_they_carry(request_: Request[Any], ids: tuple[str, ...]) -> None:
    """A request tells the own ids of the orders it places or names, and only places get new ones."""
    assert request_.client_order_ids() == ids
    assert request_.identified() is request_


ORDER = (
    '"orderId":1,"symbol":"B","status":"NEW","clientOrderId":"a","price":"1","origQty":"1","executedQty":"0",'
    '"timeInForce":"GTC","type":"LIMIT","origType":"LIMIT","side":"BUY","positionSide":"BOTH","reduceOnly":false,'
    '"closePosition":false,"stopPrice":"0","workingType":"CONTRACT_PRICE","priceProtect":false,"updateTime":1,'
    '"pair":"B","priceMatch":"NONE","selfTradePreventionMode":"NONE","goodTillDate":0'
)


@pytest.mark.parametrize("product", [um, cm])
def test_batch_answers_tell_orders_from_errors(product: Any) -> None:
    """An element that is an order is one, whatever code it carries; an element that is none is an error."""
    body = f"""[{{{ORDER}}}, {{{ORDER}, "code": 200, "msg": "success"}}, {{"code": -2011, "msg": "Unknown"}},
               {{"code": -2013, "msg": "No such", "orderId": 7}}]"""
    for cls in (product.NewBatchOrder, product.ModifyBatchOrder, product.CancelBatchOrder):
        results = cls.parse(body.encode())
        kinds = [product.Order, product.Order, product.BatchError, product.BatchError]
        assert [type(result) for result in results] == kinds
        assert results[1].code == 200
        assert results[2].code == -2011
