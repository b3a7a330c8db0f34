"""What conditional orders answer over the API of the paper exchange."""

from decimal import Decimal

import pytest
from paper_counter import Counter, counter

STOP = {"algoType": "CONDITIONAL", "side": "SELL", "type": "STOP_MARKET", "triggerPrice": "98000", "quantity": "0.040"}
TRAILING = {"algoType": "CONDITIONAL", "side": "SELL", "type": "TRAILING_STOP_MARKET", "quantity": "4"}
DAY = 86_400_000


@pytest.fixture
def desk() -> Counter:
    return counter()


def place(desk: Counter, **more: object) -> dict[str, object]:
    return desk.um("POST", "v1/algoOrder", **{"symbol": "BTCUSDT"} | STOP | more)


def test_a_placed_stop_reads_like_binances(desk: Counter) -> None:
    """Prices have the digits of the symbol, what it does not have is empty, and it waits."""
    answer = place(desk, clientAlgoId="guard", workingType="MARK_PRICE", priceProtect="true")
    assert answer == {
        "algoId": 1,
        "clientAlgoId": "guard",
        "algoType": "CONDITIONAL",
        "orderType": "STOP_MARKET",
        "symbol": "BTCUSDT",
        "side": "SELL",
        "positionSide": "BOTH",
        "timeInForce": "GTC",
        "quantity": "0.040",
        "algoStatus": "NEW",
        "triggerPrice": "98000.00",
        "price": "0.00",
        "icebergQuantity": None,
        "selfTradePreventionMode": "EXPIRE_MAKER",
        "workingType": "MARK_PRICE",
        "priceMatch": "NONE",
        "closePosition": False,
        "priceProtect": True,
        "reduceOnly": False,
        "activatePrice": "",
        "callbackRate": "",
        "createTime": 1_767_225_600_000,
        "updateTime": 1_767_225_600_000,
        "triggerTime": 0,
        "goodTillDate": 0,
    }
    desk.refused(-2021, "um", "POST", "/fapi/v1/algoOrder", symbol="BTCUSDT", **STOP | {"triggerPrice": "100500"})


def test_a_triggered_stop_names_its_order(desk: Counter) -> None:
    """Once triggered, a query tells which order it placed and what became of that."""
    algo = place(desk, triggerPrice="99999.5", workingType="MARK_PRICE")
    which = {"algoId": algo["algoId"]}
    waiting = desk.um("GET", "v1/algoOrder", **which)
    assert (waiting["actualOrderId"], waiting["actualPrice"]) == ("", "0.00000")
    desk.desk.engine.set_mark_price("BTCUSDT", Decimal("99999.4"))
    done = desk.um("GET", "v1/algoOrder", clientAlgoId=algo["clientAlgoId"])
    assert (done["algoStatus"], done["actualType"], done["actualQty"]) == ("FINISHED", "MARKET", "0.040")
    assert done["actualPrice"] == "99999.00000"
    order = desk.um("GET", "v1/order", symbol="BTCUSDT", orderId=done["actualOrderId"])
    assert (order["origType"], order["stopPrice"]) == ("STOP_MARKET", "99999.50")


def test_the_order_of_a_trailing_stop_tells_its_terms(desk: Counter) -> None:
    """An order that a trailing stop placed has its activation price and rate."""
    engine = desk.desk.engine
    terms = TRAILING | {"callbackRate": "0.5", "workingType": "MARK_PRICE", "activatePrice": "100100"}
    algo = desk.cm("POST", "v1/algoOrder", symbol="BTCUSD_PERP", **terms)
    assert (algo["activatePrice"], algo["callbackRate"]) == ("100100.0", "0.5")
    for price in ("100200", "99000"):
        engine.set_mark_price("BTCUSD_PERP", Decimal(price))
    done = desk.cm("GET", "v1/algoOrder", algoId=algo["algoId"])
    order = desk.cm("GET", "v1/order", symbol="BTCUSD_PERP", orderId=done["actualOrderId"])
    assert (order["origType"], order["activatePrice"], order["priceRate"]) == (
        "TRAILING_STOP_MARKET",
        "100100.0",
        "0.5",
    )


def test_cancelled_stops_are_gone_from_the_open_ones(desk: Counter) -> None:
    """OpenAlgoOrders lists those that wait; one or all are cancelled."""
    first, second, third = place(desk), place(desk), place(desk)
    gone = desk.um("DELETE", "v1/algoOrder", algoId=first["algoId"])
    assert gone == {"algoId": 1, "clientAlgoId": first["clientAlgoId"], "code": "200", "msg": "success"}
    desk.refused(-2011, "um", "DELETE", "/fapi/v1/algoOrder", algoId=str(first["algoId"]))
    rows = desk.um("GET", "v1/openAlgoOrders")
    assert [row["algoId"] for row in rows] == [second["algoId"], third["algoId"]]
    assert (rows[0]["tpTriggerPrice"], rows[0]["tpOrderType"]) == ("0.00", "")
    assert desk.um("GET", "v1/openAlgoOrders", algoType="CONDITIONAL", algoId=third["algoId"]) == rows[1:]
    done = desk.um("DELETE", "v1/algoOpenOrders", symbol="BTCUSDT")
    assert done == {"code": 200, "msg": "The operation of cancel all open order is done."}
    assert desk.um("GET", "v1/openAlgoOrders", symbol="BTCUSDT") == []
    assert desk.cm("GET", "v1/openAlgoOrders") == []


def test_all_stops_go_by_id_or_by_time(desk: Counter) -> None:
    """From an id upward, or of a time range; a cancelled one is forgotten after 3 days."""
    ids = [place(desk)["algoId"] for _ in range(3)]

    def listed(**more: object) -> list[object]:
        return [row["algoId"] for row in desk.um("GET", "v1/allAlgoOrders", symbol="BTCUSDT", **more)]

    assert listed() == ids
    assert listed(algoId=2, limit=1) == [2]
    assert listed(limit=1) == [3]
    desk.um("DELETE", "v1/algoOrder", algoId=2)
    assert listed() == ids
    desk.desk.clock.advance(3 * DAY + 1)
    assert listed() == [1, 3]
    desk.refused(-2013, "um", "GET", "/fapi/v1/algoOrder", algoId=2)
    window = {"symbol": "BTCUSDT", "startTime": 0, "endTime": 7 * DAY + 1}
    desk.refused(-4165, "um", "GET", "/fapi/v1/allAlgoOrders", **window)
