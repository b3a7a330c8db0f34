"""What orders answer over the API of the paper exchange."""

import pytest
from paper_counter import Counter, counter

DAY = 86_400_000
LIMIT = {"side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "0.040", "price": "99000.5"}
COINS = LIMIT | {"quantity": "4", "price": "99000"}


@pytest.fixture
def desk() -> Counter:
    return counter()


def place(desk: Counter, **more: object) -> dict[str, object]:
    return desk.um("POST", "v1/order", **{"symbol": "BTCUSDT"} | LIMIT | more)


def test_a_placed_order_reads_like_binances(desk: Counter) -> None:
    """Numbers have the digits of the symbol, booleans and ids are JSON's own, and there is no average price."""
    answer = place(desk, newClientOrderId="grid-7/b:12")
    assert answer == {
        "orderId": answer["orderId"],
        "symbol": "BTCUSDT",
        "status": "NEW",
        "clientOrderId": "grid-7/b:12",
        "price": "99000.50",
        "origQty": "0.040",
        "executedQty": "0.000",
        "cumQty": "0.000",
        "timeInForce": "GTC",
        "type": "LIMIT",
        "reduceOnly": False,
        "closePosition": False,
        "side": "BUY",
        "positionSide": "BOTH",
        "stopPrice": "0.00",
        "workingType": "CONTRACT_PRICE",
        "priceProtect": False,
        "origType": "LIMIT",
        "priceMatch": "NONE",
        "selfTradePreventionMode": "EXPIRE_MAKER",
        "goodTillDate": 0,
        "updateTime": 1_767_225_600_000,
    }


def test_an_order_of_cm_has_a_pair_and_no_date(desk: Counter) -> None:
    """Cm answers name the pair, and contracts are whole."""
    answer = desk.cm("POST", "v1/order", symbol="BTCUSD_PERP", **COINS)
    assert (answer["pair"], answer["origQty"], answer["price"]) == ("BTCUSD", "4", "99000.0")
    assert "goodTillDate" not in answer


@pytest.mark.parametrize(
    ("terms", "response", "status", "filled"),
    [
        ({"type": "MARKET", "timeInForce": None, "price": None}, "ACK", "NEW", "0.000"),
        ({"type": "MARKET", "timeInForce": None, "price": None}, "RESULT", "FILLED", "0.040"),
        ({"timeInForce": "IOC", "price": "100001"}, "RESULT", "FILLED", "0.040"),
        ({"timeInForce": "IOC"}, "RESULT", "EXPIRED", "0.000"),
        ({"price": "100001"}, "RESULT", "NEW", "0.000"),
    ],
)
def test_only_a_result_tells_what_became_of_an_order(desk, terms, response, status, filled) -> None:
    """ACK shows the order as it came in; RESULT the end of a MARKET, IOC or FOK order."""
    given = {name: value for name, value in (LIMIT | terms).items() if value is not None}
    answer = desk.um("POST", "v1/order", symbol="BTCUSDT", newOrderRespType=response, **given)
    assert (answer["status"], answer["executedQty"], answer["cumQty"]) == (status, filled, filled)


def test_a_filled_order_tells_price_and_value(desk: Counter) -> None:
    """A query has average price and value: um in the quote asset, cm in the base asset."""
    order = place(desk, price="100001.00")
    found = desk.um("GET", "v1/order", symbol="BTCUSDT", orderId=order["orderId"])
    assert (found["status"], found["avgPrice"], found["cumQuote"]) == ("FILLED", "100001.00000", "4000.04000")
    coin = desk.cm("POST", "v1/order", symbol="BTCUSD_PERP", **COINS | {"price": "100001"})
    found = desk.cm("GET", "v1/order", symbol="BTCUSD_PERP", origClientOrderId=coin["clientOrderId"])
    assert (found["avgPrice"], found["cumBase"]) == ("100001.0", "0.00399996")
    (listed,) = desk.cm("GET", "v1/allOrders", pair="BTCUSD")
    assert (listed["cumQuote"], listed["cumBase"]) == ("400", "0.00399996")


def test_a_test_order_leaves_no_trace(desk: Counter) -> None:
    """order/test answers like an order and places none; what would be refused is."""
    answer = desk.um("POST", "v1/order/test", symbol="BTCUSDT", **LIMIT)
    assert (answer["status"], answer["avgPrice"]) == ("NEW", "0.00000")
    assert desk.um("GET", "v1/openOrders") == []
    desk.refused(-4014, "um", "POST", "/fapi/v1/order/test", symbol="BTCUSDT", **LIMIT | {"price": "99000.55"})


def test_a_batch_answers_each_order_in_its_place(desk: Counter) -> None:
    """A refused order of a batch is a code and a text, by the gate or by the exchange; the others stand."""
    orders = [
        {"symbol": "BTCUSDT"} | LIMIT,
        {"symbol": "BTCUSDT"} | LIMIT | {"side": "LEFT"},
        {"symbol": "NOSUCH"} | LIMIT,
        {"symbol": "BTCUSD_PERP"} | COINS,
        {"symbol": "BTCUSDT"} | LIMIT | {"quantity": "1000000"},
    ]
    answers = desk.um("POST", "v1/batchOrders", batchOrders=orders)
    assert [answer.get("code") for answer in answers] == [None, -1117, -1121, -1121, -4005]
    changes = [
        {"symbol": "BTCUSDT", "side": "BUY", "quantity": "0.05", "price": "99000.5", "orderId": str(number)}
        for number in (answers[0]["orderId"], 10**9)
    ]
    changed = desk.um("PUT", "v1/batchOrders", batchOrders=changes)
    assert [answer.get("code") for answer in changed] == [None, -2013]
    assert changed[0]["origQty"] == "0.050"
    gone = desk.um("DELETE", "v1/batchOrders", symbol="BTCUSDT", orderIdList=[answers[0]["orderId"], 10**9])
    assert [(answer.get("status"), answer.get("code")) for answer in gone] == [("CANCELED", None), (None, -2011)]
    ids = ["a", "b"]
    place(desk, newClientOrderId="a")
    gone = desk.um("DELETE", "v1/batchOrders", symbol="BTCUSDT", origClientOrderIdList=ids)
    assert [answer.get("clientOrderId") for answer in gone] == ["a", None]


def test_changes_are_told_newest_first(desk: Counter) -> None:
    """A change echoes modifyId, and orderAmendment lists changes with the last one first."""
    order = place(desk)
    which = {"symbol": "BTCUSDT", "orderId": order["orderId"]}
    for price, more in (("99000.6", {}), ("99000.7", {"modifyId": 17})):
        answer = desk.um("PUT", "v1/order", side="BUY", quantity="0.04", price=price, **which, **more)
    assert (answer["price"], answer["modifyId"], answer["pair"]) == ("99000.70", 17, "BTCUSDT")
    rows = desk.um("GET", "v1/orderAmendment", **which)
    assert [row["amendment"]["price"] for row in rows] == [
        {"before": "99000.60", "after": "99000.70"},
        {"before": "99000.50", "after": "99000.60"},
    ]
    assert [row["amendment"].get("modifyId") for row in rows] == [17, None]
    client = {"symbol": "BTCUSDT", "origClientOrderId": order["clientOrderId"], "limit": 1}
    assert desk.um("GET", "v1/orderAmendment", **client) == rows[:1]


def test_cancelled_orders_are_gone_from_the_open_ones(desk: Counter) -> None:
    """One open order is found, all are listed, and allOpenOrders cancels them."""
    first, second = place(desk), place(desk)
    which = {"symbol": "BTCUSDT", "orderId": first["orderId"]}
    assert desk.um("GET", "v1/openOrder", **which)["status"] == "NEW"
    assert desk.um("DELETE", "v1/order", **which)["status"] == "CANCELED"
    desk.refused(-2013, "um", "GET", "/fapi/v1/openOrder", **which)
    desk.refused(-2011, "um", "DELETE", "/fapi/v1/order", **which)
    assert [order["orderId"] for order in desk.um("GET", "v1/openOrders")] == [second["orderId"]]
    done = {"code": 200, "msg": "The operation of cancel all open order is done."}
    assert desk.um("DELETE", "v1/allOpenOrders", symbol="BTCUSDT") == done
    assert desk.um("GET", "v1/openOrders", symbol="BTCUSDT") == []


def test_a_countdown_cancels(desk: Counter) -> None:
    """A countdown echoes its time as text, and cancels when it is up."""
    place(desk)
    answer = desk.um("POST", "v1/countdownCancelAll", symbol="BTCUSDT", countdownTime=1000)
    assert answer == {"symbol": "BTCUSDT", "countdownTime": "1000"}
    desk.desk.clock.advance(1000)
    desk.desk.engine.tick()
    assert desk.um("GET", "v1/openOrders") == []


def test_symbols_of_the_other_product_are_unknown(desk: Counter) -> None:
    """Each product knows its own symbols."""
    desk.refused(-1121, "um", "POST", "/fapi/v1/order", symbol="BTCUSD_PERP", **COINS)
    desk.refused(-1121, "cm", "GET", "/dapi/v1/openOrders", symbol="BTCUSDT")
    desk.refused(-4087, "cm", "GET", "/dapi/v1/openOrders", pair="NOSUCH")


def test_conditional_types_belong_to_the_algo_endpoint(desk: Counter) -> None:
    """Since the integration both products refuse them at /order."""
    terms = {"side": "SELL", "type": "STOP_MARKET", "quantity": "4", "stopPrice": "98000"}
    desk.refused(-4120, "cm", "POST", "/dapi/v1/order", symbol="BTCUSD_PERP", **terms)
    desk.refused(-4120, "um", "POST", "/fapi/v1/order/test", symbol="BTCUSDT", **terms)


def test_all_orders_go_by_id_or_by_time(desk: Counter) -> None:
    """From an id upward, from a start upward, or the newest; always oldest first."""
    ids = [place(desk)["orderId"] for _ in range(4)]
    now = desk.desk.clock.now()

    def listed(**more: object) -> list[object]:
        return [order["orderId"] for order in desk.um("GET", "v1/allOrders", symbol="BTCUSDT", **more)]

    assert listed() == ids
    assert listed(limit=2) == ids[2:]
    assert listed(orderId=ids[1], limit=2) == ids[1:3]
    assert listed(startTime=now, limit=2) == ids[:2]
    assert listed(endTime=now - 1) == []
    assert [order["orderId"] for order in desk.um("GET", "v1/allOrders")] == ids


def test_orders_are_forgotten(desk: Counter) -> None:
    """A cancelled order without a fill is found for 3 days, any other for 90."""
    open_, gone, filled = place(desk), place(desk), place(desk, price="100001.00")
    desk.um("DELETE", "v1/order", symbol="BTCUSDT", orderId=gone["orderId"])
    desk.desk.clock.advance(3 * DAY + 1)
    desk.refused(-2013, "um", "GET", "/fapi/v1/order", symbol="BTCUSDT", orderId=gone["orderId"])
    found = [order["orderId"] for order in desk.um("GET", "v1/allOrders", symbol="BTCUSDT")]
    assert found == [open_["orderId"], filled["orderId"]]
    desk.desk.clock.advance(90 * DAY)
    desk.refused(-2013, "um", "GET", "/fapi/v1/order", symbol="BTCUSDT", orderId=filled["orderId"])


@pytest.mark.parametrize(
    ("product", "path", "given", "code", "text"),
    [
        ("um", "/fapi/v1/allOrders", {"startTime": 5, "endTime": 4}, -1023, "Start time is greater"),
        ("um", "/fapi/v1/allOrders", {"startTime": 5, "endTime": 6 + 7 * DAY}, -4165, "interval is 7 days"),
        ("cm", "/dapi/v1/allOrders", {"startTime": 5, "endTime": 6 + 7 * DAY}, -4088, "interval is 7 days"),
        ("um", "/fapi/v1/userTrades", {"fromId": 1, "startTime": 5}, -1128, "Combination"),
        ("um", "/fapi/v1/userTrades", {"startTime": 5, "endTime": 6 + 7 * DAY}, -4165, "interval is 7 days"),
        ("um", "/fapi/v1/orderAmendment", {"orderId": 1, "startTime": 5, "endTime": 4}, -1023, "Start"),
    ],
)
def test_windows_have_bounds(desk, product, path, given, code, text) -> None:
    """A range ends after it starts and is not too long; ids and ranges do not mix."""
    symbol = "BTCUSDT" if product == "um" else "BTCUSD_PERP"
    assert text in desk.refused(code, product, "GET", path, symbol=symbol, **given)


@pytest.mark.parametrize(
    ("path", "given", "code"),
    [
        ("allOrders", {}, -1102),
        ("allOrders", {"pair": "BTCUSD", "orderId": 1}, -1128),
        ("userTrades", {}, -1102),
        ("userTrades", {"pair": "BTCUSD", "symbol": "BTCUSD_PERP"}, -1128),
        ("userTrades", {"pair": "BTCUSD", "fromId": 1}, -1128),
        ("userTrades", {"pair": "BTCUSD", "orderId": 1}, -1128),
    ],
)
def test_histories_of_cm_take_a_symbol_or_a_pair(desk, path, given, code) -> None:
    """One of the two must be sent, and a pair goes with no id."""
    desk.refused(code, "cm", "GET", f"/dapi/v1/{path}", **given)


def test_trades_tell_fee_and_profit(desk: Counter) -> None:
    """Each fill shows what it cost and gained, by id, by order and by time."""
    opened = place(desk, price="100001.00")
    closed = place(desk, side="SELL", price="99999.00")
    first, second = desk.um("GET", "v1/userTrades", symbol="BTCUSDT")
    assert first | {"id": 0} == {
        "symbol": "BTCUSDT",
        "id": 0,
        "orderId": opened["orderId"],
        "pair": "BTCUSDT",
        "side": "BUY",
        "price": "100001.00",
        "qty": "0.040",
        "realizedPnl": "0.00000000",
        "marginAsset": "USDT",
        "quoteQty": "4000.04000",
        "baseQty": "0.040",
        "commission": "2.00002000",
        "commissionAsset": "USDT",
        "time": 1_767_225_600_000,
        "positionSide": "BOTH",
        "buyer": True,
        "maker": False,
    }
    assert second["realizedPnl"] == "-0.08000000"
    assert desk.um("GET", "v1/userTrades", symbol="BTCUSDT", orderId=closed["orderId"]) == [second]
    assert desk.um("GET", "v1/userTrades", symbol="BTCUSDT", fromId=second["id"]) == [second]
    assert desk.um("GET", "v1/userTrades", symbol="BTCUSDT", limit=1) == [second]
    assert desk.um("GET", "v1/userTrades", symbol="BTCUSDT", startTime=first["time"], limit=1) == [first]
    desk.desk.clock.advance(8 * DAY)
    assert desk.um("GET", "v1/userTrades", symbol="BTCUSDT") == []


def test_forced_orders_show_as_limit_orders(desk: Counter) -> None:
    """A liquidation is in forceOrders, by its kind."""
    engine = desk.desk.engine
    desk.um("POST", "v1/marginType", symbol="BTCUSDT", marginType="ISOLATED")
    place(desk, price="100001.00")
    engine.set_mark_price("BTCUSDT", engine.listings["BTCUSDT"].markPrice * 9 / 10)
    (row,) = desk.um("GET", "v1/forceOrders", symbol="BTCUSDT")
    assert (row["side"], row["type"], row["timeInForce"]) == ("SELL", "LIMIT", "IOC")
    assert row["clientOrderId"].startswith("autoclose-")
    assert desk.um("GET", "v1/forceOrders", autoCloseType="LIQUIDATION", startTime=row["time"]) == [row]
    assert desk.um("GET", "v1/forceOrders", autoCloseType="ADL") == []


def test_the_socket_answers_of_cm_have_the_filled_quantity(desk: Counter) -> None:
    """order.status of cm has cumQty, which its REST twin lacks."""
    order = desk.ask("cm", "WS", "order.place", symbol="BTCUSD_PERP", **COINS)
    found = desk.ask("cm", "WS", "order.status", symbol="BTCUSD_PERP", orderId=str(order["orderId"]))
    assert found["cumQty"] == "0"
