"""Conditional (algo) orders of the paper exchange."""

import pytest
from paper_desk import NOW, D, Desk, refused

from binance_futures.paper._events import AlgoUpdate, OrderUpdate


@pytest.fixture
def desk() -> Desk:
    """A deep book from 99000 to 101000, last and mark price 100000."""
    desk = Desk()
    desk.quote("BTCUSDT", bids={"99900": "5", "99000": "50"}, asks={"100100": "5", "101000": "50"})
    desk.clear()
    return desk


def place(desk: Desk, account, side: str, kind: str, trigger: str | None = None, quantity: str | None = "0.1", **more):
    numbers = {
        "triggerPrice": None if trigger is None else D(trigger),
        "quantity": None if quantity is None else D(quantity),
    }
    return desk.engine.new_algo_order(account, "BTCUSDT", side, kind, **numbers, **more)


def statuses(desk: Desk) -> list[str]:
    return [event.order.algoStatus for event in desk.of(AlgoUpdate)]


def trade_at(desk: Desk, price: str) -> None:
    """Let nobody trade with nobody at a price within the spread."""
    desk.engine.place_anonymous("BTCUSDT", "SELL", D("0.001"), D(price))
    desk.engine.place_anonymous("BTCUSDT", "BUY", D("0.001"), D(price), rest=False)


@pytest.mark.parametrize(
    ("side", "kind", "trigger", "before", "after"),
    [
        ("BUY", "STOP_MARKET", "100050", "100049.9", "100050"),
        ("SELL", "STOP_MARKET", "99950", "99950.1", "99950"),
        ("BUY", "TAKE_PROFIT_MARKET", "99950", "99950.1", "99950"),
        ("SELL", "TAKE_PROFIT_MARKET", "100050", "100049.9", "100050"),
    ],
)
@pytest.mark.parametrize("working", ["CONTRACT_PRICE", "MARK_PRICE"])
def test_a_price_triggers_a_market_order(desk: Desk, side, kind, trigger, before, after, working) -> None:
    """Stops fire against, take profits with the order's side, by last or mark price as asked."""
    alice = desk.account()
    algo = place(desk, alice, side, kind, trigger, workingType=working)
    move = (lambda price: trade_at(desk, price)) if working == "CONTRACT_PRICE" else _mark(desk)
    move(before)
    assert algo.algoStatus == "NEW"
    desk.clock.advance(5)
    move(after)
    assert statuses(desk) == ["NEW", "TRIGGERING", "TRIGGERED", "FINISHED"]
    order = desk.engine.query_order(alice, "BTCUSDT", orderId=algo.actualOrderId)
    assert (order.type, order.origType, order.status, order.stopPrice) == ("MARKET", kind, "FILLED", D(trigger))
    assert (algo.actualQty, algo.actualPrice, algo.actualType) == (D("0.1"), order.avgPrice, "MARKET")
    assert (algo.triggerTime, order.algoId) == (NOW + 5, algo.algoId)


def _mark(desk: Desk):
    return lambda price: desk.engine.set_mark_price("BTCUSDT", D(price))


def test_a_stop_limit_places_its_limit_order(desk: Desk) -> None:
    """The order rests with the terms of the stop; when it ends the stop is FINISHED."""
    alice = desk.account()
    algo = place(desk, alice, "BUY", "STOP", "100050", price=D(100060), timeInForce="GTC")
    trade_at(desk, "100050")
    order = desk.engine.query_order(alice, "BTCUSDT", orderId=algo.actualOrderId)
    assert (order.type, order.status, order.price, algo.algoStatus) == ("LIMIT", "NEW", 100060, "TRIGGERED")
    kinds = [type(event) for event in desk.events if isinstance(event, AlgoUpdate | OrderUpdate)]
    assert kinds == [AlgoUpdate, AlgoUpdate, AlgoUpdate, OrderUpdate]
    desk.engine.cancel_order(alice, "BTCUSDT", orderId=order.orderId)
    assert (algo.algoStatus, algo.actualQty) == ("FINISHED", 0)


def test_a_stop_may_take_its_price_from_the_book(desk: Desk) -> None:
    """PriceMatch is looked up when the stop fires."""
    alice = desk.account()
    algo = place(desk, alice, "BUY", "STOP", "100050", priceMatch="QUEUE")
    trade_at(desk, "100050")
    assert desk.engine.query_order(alice, "BTCUSDT", orderId=algo.actualOrderId).price == 99900


def test_one_trigger_may_lead_to_the_next(desk: Desk) -> None:
    """The trades of a triggered order trigger others in the same command."""
    alice = desk.account(um="1000000")
    first = place(desk, alice, "BUY", "STOP_MARKET", "100050", "6")
    second = place(desk, alice, "SELL", "TAKE_PROFIT_MARKET", "101000", "1")
    trade_at(desk, "100050")
    assert (first.algoStatus, second.algoStatus) == ("FINISHED", "FINISHED")


def test_margin_is_checked_when_the_order_is_placed(desk: Desk) -> None:
    """A stop beyond the account's means is accepted, and REJECTED with the reason once it fires."""
    alice = desk.account(um="100")
    algo = place(desk, alice, "BUY", "STOP_MARKET", "100050", "1")
    trade_at(desk, "100050")
    assert statuses(desk) == ["NEW", "TRIGGERING", "REJECTED"]
    assert (algo.rejectReason, algo.actualOrderId) == ("Margin is insufficient.", None)
    assert not alice.open_algos


def test_price_protection_drops_a_trigger(desk: Desk) -> None:
    """With priceProtect nothing is placed when last and mark price are too far apart."""
    alice = desk.account()
    guarded = place(desk, alice, "SELL", "STOP_MARKET", "99950", priceProtect=True)
    desk.engine.set_mark_price("BTCUSDT", D(106000))
    trade_at(desk, "99950")
    assert guarded.algoStatus == "EXPIRED"
    assert guarded.rejectReason.startswith("Price protection")
    desk.engine.set_mark_price("BTCUSDT", D(100000))
    kept = place(desk, alice, "SELL", "STOP_MARKET", "99940", priceProtect=True)
    trade_at(desk, "99940")
    assert kept.algoStatus == "FINISHED"


def test_a_trailing_stop_follows_the_price(desk: Desk) -> None:
    """It starts at the activation price, keeps the best price since, and fires when the price comes back."""
    alice = desk.account()
    algo = place(
        desk,
        alice,
        "SELL",
        "TRAILING_STOP_MARKET",
        callbackRate=D("1"),
        activatePrice=D(100500),
        workingType="MARK_PRICE",
    )
    mark = _mark(desk)
    for price in ("100400", "98000"):
        mark(price)
    assert algo.isActivated is False
    for price in ("100500", "102000", "100980.1"):
        mark(price)
    assert (algo.isActivated, algo.extreme, algo.algoStatus) == (True, 102000, "NEW")
    assert [event.order.isActivated for event in desk.of(AlgoUpdate)] == [False, True]
    mark("100980")
    assert algo.algoStatus == "FINISHED"
    order = desk.engine.query_order(alice, "BTCUSDT", orderId=algo.actualOrderId)
    assert (order.origType, order.activatePrice, order.priceRate) == ("TRAILING_STOP_MARKET", 100500, 1)


def test_a_trailing_buy_starts_at_once_without_an_activation_price(desk: Desk) -> None:
    """Activated when placed, it follows the price down."""
    alice = desk.account()
    algo = place(desk, alice, "BUY", "TRAILING_STOP_MARKET", callbackRate=D("0.5"), workingType="MARK_PRICE")
    assert algo.isActivated
    mark = _mark(desk)
    for price in ("99000", "99494"):
        mark(price)
    assert algo.algoStatus == "NEW"
    mark("99495")
    assert algo.algoStatus == "FINISHED"


def test_close_position_closes_what_is_there(desk: Desk) -> None:
    """The quantity is that of the position when it fires."""
    alice = desk.account()
    desk.market(alice, "BUY", "0.3")
    algo = place(desk, alice, "SELL", "STOP_MARKET", "99950", None, closePosition=True)
    assert (algo.timeInForce, algo.quantity, algo.closePosition) == ("GTE_GTC", 0, True)
    desk.market(alice, "BUY", "0.2")
    trade_at(desk, "99950")
    assert (desk.position(alice).positionAmt, algo.actualQty) == (0, D("0.5"))
    order = desk.engine.query_order(alice, "BTCUSDT", orderId=algo.actualOrderId)
    assert (order.closePosition, order.reduceOnly) == (True, True)


def test_close_position_ends_with_its_position(desk: Desk) -> None:
    """Closed by other means, its closePosition orders expire; others wait on."""
    alice, bob = desk.account(), desk.account("bob")
    desk.market(alice, "BUY", "0.3")
    desk.market(bob, "BUY", "0.3")
    stop = place(desk, alice, "SELL", "STOP_MARKET", "99000", None, closePosition=True)
    profit = place(desk, alice, "SELL", "TAKE_PROFIT_MARKET", "105000", None, closePosition=True)
    plain = place(desk, alice, "SELL", "STOP_MARKET", "98000")
    other = place(desk, bob, "SELL", "STOP_MARKET", "98000", None, closePosition=True)
    desk.market(alice, "SELL", "0.1")
    assert stop.algoStatus == "NEW"
    desk.market(alice, "SELL", "0.2")
    assert [each.algoStatus for each in (stop, profit, plain, other)] == ["EXPIRED", "EXPIRED", "NEW", "NEW"]


def test_of_two_that_fire_at_once_the_second_may_find_nothing_to_close(desk: Desk) -> None:
    """The first closes the position; the closePosition order expires without an order of its own."""
    alice = desk.account()
    desk.market(alice, "BUY", "0.1")
    plain = place(desk, alice, "SELL", "STOP_MARKET", "99950", reduceOnly=True)
    close = place(desk, alice, "SELL", "STOP_MARKET", "99950", None, closePosition=True)
    trade_at(desk, "99950")
    assert (plain.algoStatus, close.algoStatus, close.actualOrderId) == ("FINISHED", "EXPIRED", None)


def test_close_position_in_hedge_mode(desk: Desk) -> None:
    """Each leg has its own; a side that would open is refused."""
    alice = desk.account()
    desk.engine.change_position_mode(alice, dualSidePosition=True)
    desk.market(alice, "BUY", "0.3", positionSide="LONG")
    refused(-4136, place, desk, alice, "BUY", "STOP_MARKET", "101000", None, closePosition=True, positionSide="LONG")
    refused(-1106, place, desk, alice, "SELL", "STOP_MARKET", "99950", positionSide="LONG", reduceOnly=True)
    algo = place(desk, alice, "SELL", "STOP_MARKET", "99950", None, closePosition=True, positionSide="LONG")
    trade_at(desk, "99950")
    assert (algo.algoStatus, desk.position(alice, side="LONG").positionAmt) == ("FINISHED", 0)


@pytest.mark.parametrize(
    ("code", "terms"),
    [
        (-1116, {"kind": "LIMIT"}),
        (-4061, {"positionSide": "SHORT"}),
        (-4015, {"clientAlgoId": ""}),
        (-1115, {"timeInForce": "RPI"}),
        (-1102, {"quantity": None}),
        (-4004, {"quantity": "0.0001"}),
        (-1102, {"trigger": None}),
        (-4006, {"trigger": "0"}),
        (-4007, {"trigger": "9999999"}),
        (-4014, {"trigger": "100050.05"}),
        (-2021, {"trigger": "100000"}),
        (-2021, {"side": "SELL", "trigger": "100000"}),
        (-2021, {"kind": "TAKE_PROFIT_MARKET", "trigger": "100000"}),
        (-1106, {"price": D(100000)}),
        (-5038, {"priceMatch": "QUEUE"}),
        (-1102, {"kind": "STOP"}),
        (-4014, {"kind": "STOP", "price": D("100000.05")}),
        (-4164, {"kind": "STOP", "price": D(100000), "quantity": "0.001", "trigger": "100050", "symbol": "ETHUSDT"}),
        (-1106, {"kind": "STOP", "price": D(100000), "priceMatch": "QUEUE"}),
        (-5037, {"kind": "STOP", "priceMatch": "OPPONENT_20"}),
        (-5040, {"timeInForce": "GTD", "goodTillDate": NOW}),
        (-1102, {"kind": "TRAILING_STOP_MARKET"}),
        (-1130, {"kind": "TRAILING_STOP_MARKET", "callbackRate": D("0.05")}),
        (-1130, {"kind": "TRAILING_STOP_MARKET", "callbackRate": D("20.1")}),
        (-1130, {"kind": "TRAILING_STOP_MARKET", "callbackRate": D("1.05")}),
        (-2021, {"kind": "TRAILING_STOP_MARKET", "callbackRate": D(1), "activatePrice": D(100000)}),
        (-2021, {"kind": "TRAILING_STOP_MARKET", "side": "SELL", "callbackRate": D(1), "activatePrice": D(100000)}),
        (-4136, {"kind": "TRAILING_STOP_MARKET", "callbackRate": D(1), "closePosition": True, "quantity": None}),
        (-4137, {"closePosition": True}),
        (-4138, {"closePosition": True, "quantity": None, "reduceOnly": False}),
        (-1106, {"closePosition": True, "quantity": None, "reduceOnly": True}),
        (-4509, {"closePosition": True, "quantity": None}),
    ],
)
def test_refusals(desk: Desk, code: int, terms) -> None:
    """Each broken rule has Binance's code."""
    alice = desk.account()
    if terms.get("symbol"):
        refused(
            code,
            desk.engine.new_algo_order,
            alice,
            "ETHUSDT",
            "BUY",
            "STOP",
            quantity=D("0.001"),
            price=D(4100),
            triggerPrice=D(4100),
        )
        return
    terms = {"side": "BUY", "kind": "STOP_MARKET", "trigger": "100050"} | terms
    refused(code, place, desk, alice, **terms)
    assert not alice.algos


def test_one_close_position_order_of_a_kind(desk: Desk) -> None:
    """-4130 for a second one of the same type and side."""
    alice = desk.account()
    desk.market(alice, "BUY", "0.3")
    place(desk, alice, "SELL", "STOP_MARKET", "99000", None, closePosition=True)
    refused(-4130, place, desk, alice, "SELL", "STOP_MARKET", "98000", None, closePosition=True)
    place(desk, alice, "SELL", "TAKE_PROFIT_MARKET", "105000", None, closePosition=True)


def test_conditional_orders_have_ids_of_their_own(desk: Desk) -> None:
    """Found and cancelled by algoId or clientAlgoId, unique while it waits, per product."""
    alice = desk.account()
    algo = place(desk, alice, "BUY", "STOP_MARKET", "100050", clientAlgoId="a")
    refused(-4116, place, desk, alice, "BUY", "STOP_MARKET", "100050", clientAlgoId="a")
    engine = desk.engine
    assert engine.query_algo_order(alice, "um", algoId=algo.algoId) is algo
    assert engine.query_algo_order(alice, "um", clientAlgoId="a") is algo
    refused(-2013, engine.query_algo_order, alice, "cm", algoId=algo.algoId)
    refused(-2013, engine.query_algo_order, alice, "um", clientAlgoId="b")
    refused(-1102, engine.query_algo_order, alice, "um")
    assert engine.cancel_algo_order(alice, "um", clientAlgoId="a").algoStatus == "CANCELED"
    refused(-2011, engine.cancel_algo_order, alice, "um", algoId=algo.algoId)
    again = place(desk, alice, "BUY", "STOP_MARKET", "100050", clientAlgoId="a")
    assert engine.query_algo_order(alice, "um", clientAlgoId="a") is again
    trade_at(desk, "100050")
    assert again.algoStatus == "FINISHED"


def test_cancelling_all_of_a_symbol(desk: Desk) -> None:
    """Plain orders and other symbols stay."""
    alice = desk.account()
    order = desk.limit(alice, "BUY", "0.1", "99950")
    algos = [place(desk, alice, "BUY", "STOP_MARKET", price) for price in ("100050", "100060")]
    other = desk.engine.new_algo_order(alice, "ETHUSDT", "BUY", "STOP_MARKET", quantity=D(1), triggerPrice=D(4100))
    desk.engine.cancel_all(alice, "BTCUSDT")
    assert (order.status, algos[0].algoStatus) == ("CANCELED", "NEW")
    assert desk.engine.cancel_all_algos(alice, "BTCUSDT") == algos
    assert other.algoStatus == "NEW"


def test_waiting_orders_are_limited(desk: Desk) -> None:
    """-4045 from 200 of an account on, all symbols together."""
    alice = desk.account()
    for _ in range(200):
        place(desk, alice, "BUY", "STOP_MARKET", "101000")
    refused(
        -4045,
        desk.engine.new_algo_order,
        alice,
        "BTCUSD_PERP",
        "BUY",
        "STOP_MARKET",
        quantity=D(1),
        triggerPrice=D(101000),
    )


def test_a_gtd_stop_ends_at_its_date(desk: Desk) -> None:
    """Waiting or placed, it is over at goodTillDate; a cancelled one is not looked at again."""
    alice = desk.account()
    dated = {"timeInForce": "GTD", "goodTillDate": NOW + 700_000, "price": D(99950)}
    waiting = place(desk, alice, "BUY", "STOP", "100060", **dated)
    placed = place(desk, alice, "BUY", "STOP", "100050", **dated)
    cancelled = place(desk, alice, "BUY", "STOP", "100060", **dated)
    desk.engine.cancel_algo_order(alice, "um", algoId=cancelled.algoId)
    desk.clock.advance(699_999)
    trade_at(desk, "100050")
    order = desk.engine.query_order(alice, "BTCUSDT", orderId=placed.actualOrderId)
    assert (order.status, order.goodTillDate) == ("NEW", NOW + 700_000)
    desk.clock.advance(1)
    desk.engine.tick()
    assert [waiting.algoStatus, placed.algoStatus, order.status] == ["EXPIRED", "FINISHED", "EXPIRED"]


def test_what_is_kept_is_bounded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound the oldest ended ones are forgotten; their orders end without them."""
    monkeypatch.setattr("binance_futures.paper._accounts.KEPT", 2)
    alice = desk.account()
    first = place(desk, alice, "BUY", "STOP", "100050", price=D(99950), clientAlgoId="a")
    trade_at(desk, "100050")
    for name in "ba":
        place(desk, alice, "BUY", "STOP_MARKET", "101000", clientAlgoId=name)
        desk.engine.cancel_algo_order(alice, "um", clientAlgoId=name)
    assert first.algoId not in alice.algos
    assert {name for _, name in alice.client_algo_ids} == {"a", "b"}
    desk.engine.cancel_order(alice, "BTCUSDT", orderId=first.actualOrderId)
    assert first.algoStatus == "TRIGGERED"
