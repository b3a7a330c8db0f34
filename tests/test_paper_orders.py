"""Orders of the paper exchange: what enters, fills, changes, ends and is refused."""

import pytest
from paper_desk import NOW, D, Desk, refused

from binance_futures.paper._book import DepthChange
from binance_futures.paper._errors import Refusal
from binance_futures.paper._events import AccountUpdate, OrderUpdate, PublicTrade


@pytest.fixture
def desk() -> Desk:
    """BTCUSDT at 100000: nobody bids 1 at 99900 and 99800, asks 1 at 100100 and 100200; BTCUSD_PERP alike."""
    desk = Desk()
    desk.quote("BTCUSDT", bids={"99900": "1", "99800": "1"}, asks={"100100": "1", "100200": "1"})
    desk.quote("BTCUSD_PERP", bids={"99900": "1000", "99800": "1000"}, asks={"100100": "1000", "100200": "1000"})
    desk.clear()
    return desk


def test_a_limit_order_rests_in_the_book(desk: Desk) -> None:
    """An order that does not cross is NEW, in the book, and told of once, with the depth it changes."""
    alice = desk.account()
    desk.clear()
    order = desk.limit(alice, "BUY", "0.5", "99950", newClientOrderId="mine")
    assert (order.status, order.remaining, order.clientOrderId) == ("NEW", D("0.5"), "mine")
    update, depth = desk.events
    assert isinstance(update, OrderUpdate)
    assert (update.executionType, update.bidNotional, update.order.orderId) == ("NEW", 0, order.orderId)
    assert isinstance(depth, DepthChange)
    assert depth.bids == ((D(99950), D("0.5")),)
    assert desk.engine.query_order(alice, "BTCUSDT", origClientOrderId="mine") is order


def test_a_taker_fills_level_by_level_and_rests_with_the_rest(desk: Desk) -> None:
    """Each fill is told of; what is left of a GTC order rests at its limit."""
    alice = desk.account()
    desk.clear()
    order = desk.limit(alice, "BUY", "1.5", "100150")
    assert (order.status, order.executedQty, order.avgPrice) == ("PARTIALLY_FILLED", 1, 100100)
    assert desk.engine.listings["BTCUSDT"].book.best_bid == 100150
    assert desk.orders(alice) == [("NEW", "NEW", "0"), ("TRADE", "PARTIALLY_FILLED", "0")]
    (trade,) = desk.of(PublicTrade)
    assert (trade.price, trade.qty, trade.isBuyerMaker, trade.buyerOrderId) == (100100, 1, False, order.orderId)
    fill = desk.of(OrderUpdate)[1]
    assert (fill.lastFilledQty, fill.lastFilledPrice, fill.tradeId, fill.maker) == (1, 100100, trade.tradeId, False)
    assert (fill.commission, fill.commissionAsset) == (D("50.05"), "USDT")
    (account,) = desk.of(AccountUpdate)
    assert (account.reason, account.balances[0].walletBalance) == ("ORDER", D("99949.95"))
    assert (account.positions[0].positionAmt, account.positions[0].entryPrice) == (1, 100100)


def test_trades_of_one_side_at_one_price_share_an_aggregate_for_100_ms(desk: Desk) -> None:
    """Aggregate ids change with the price or the tenth of a second, not with the taker."""
    alice = desk.account(um="1000000")
    desk.quote("BTCUSDT", asks={"100100": "1"})
    desk.market(alice, "BUY", "2.5")
    desk.market(alice, "BUY", "0.1")
    desk.clock.advance(100)
    desk.market(alice, "BUY", "0.1")
    trades = desk.of(PublicTrade)
    assert [trade.tradeId for trade in trades] == [1, 2, 3, 4, 5]
    assert [trade.aggTradeId for trade in trades] == [1, 1, 2, 2, 3]


def test_commands_may_happen_at_another_time(desk: Desk) -> None:
    """Inside `at` the time is the given one, never before the last command's, and books are published once."""
    now = desk.clock.now()
    desk.clock.advance(1000)
    with desk.engine.at(now + 300):
        desk.quote("BTCUSDT", bids={"99000": "1", "99001": "1"}, asks={"101000": "1"})
        desk.engine.place_anonymous("BTCUSDT", "BUY", D("0.5"))
    assert [(trade.time - now) for trade in desk.of(PublicTrade)] == [300]
    (change,) = desk.of(DepthChange)
    assert (change.time - now, change.U, change.u) == (300, 5, 8)
    with desk.engine.at(now + 200):
        desk.quote("BTCUSDT", bids={"99000": "1"})
    assert desk.of(DepthChange)[-1].time == now + 300
    desk.quote("BTCUSDT", bids={"99000": "1"})
    assert desk.of(DepthChange)[-1].time == now + 1000


def test_the_first_order_at_a_price_is_filled_first(desk: Desk) -> None:
    """Orders of one price are filled in order of arrival, users and nobody alike."""
    alice, bob = desk.account(), desk.account("bob")
    first = desk.limit(alice, "BUY", "0.1", "99950")
    desk.quote("BTCUSDT", bids={"99950": "0.1"})
    last = desk.limit(bob, "BUY", "0.1", "99950")
    desk.engine.place_anonymous("BTCUSDT", "SELL", D("0.15"))
    assert (first.status, last.executedQty) == ("FILLED", 0)
    desk.engine.place_anonymous("BTCUSDT", "SELL", D("0.1"))
    assert last.executedQty == D("0.05")


def test_a_maker_pays_the_maker_fee(desk: Desk) -> None:
    """Both sides of a trade between accounts are booked, each at its rate."""
    alice, bob = desk.account(), desk.account("bob")
    desk.limit(alice, "BUY", "0.1", "100000")
    desk.market(bob, "SELL", "0.1")
    assert [(fill.side, fill.maker, fill.commission) for fill in (alice.fills[0], bob.fills[0])] == [
        ("BUY", True, D(2)),
        ("SELL", False, D(5)),
    ]
    assert desk.engine.fees["um", "USDT"] == 7


def test_fees_can_be_paid_in_bnb_with_a_discount(desk: Desk) -> None:
    """With feeBurn a um fee is taken in BNB, a tenth less; without enough BNB in the margin asset."""
    alice = desk.account(bnb="0.05")
    alice.feeBurn = True
    desk.market(alice, "BUY", "0.5")
    desk.market(alice, "BUY", "0.5")
    first, second = alice.fills
    assert (first.commission, first.commissionAsset) == (D("0.025025"), "BNB")
    assert (second.commission, second.commissionAsset) == (D("25.025"), "USDT")
    balances = [[balance.asset for balance in event.balances] for event in desk.of(AccountUpdate)]
    assert balances[-2:] == [["USDT", "BNB"], ["USDT"]]


def test_inverse_fills_are_in_coins(desk: Desk) -> None:
    """CM: cumBase in coins to the satoshi, cumQuote in USD, average price from both."""
    alice = desk.account()
    order = desk.market(alice, "BUY", "1500", "BTCUSD_PERP")
    assert order.cumQuote == 150000
    assert order.cumBase == D("0.99900100") + D("0.49900200")
    assert order.avgPrice == D(150000) / order.cumBase
    assert alice.fills[0].commissionAsset == "BTC"


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (
            {"timeInForce": "IOC"},
            [("NEW", "NEW", "0"), ("TRADE", "PARTIALLY_FILLED", "0"), ("EXPIRED", "EXPIRED", "2")],
        ),
        ({"timeInForce": "FOK", "symbol": "BTCUSD_PERP"}, [("NEW", "NEW", "0"), ("EXPIRED", "EXPIRED", "10")]),
        ({"timeInForce": "GTX", "symbol": "BTCUSD_PERP"}, [("NEW", "NEW", "0"), ("EXPIRED", "EXPIRED", "11")]),
    ],
)
def test_what_cannot_be_done_now_expires(desk: Desk, terms, told) -> None:
    """The rest of IOC, and on cm FOK and GTX that cannot be kept, end as EXPIRED with their reason."""
    alice = desk.account()
    order = desk.limit(alice, "BUY", "1.5" if "symbol" not in terms else "1500", "100150", **terms)
    assert order.status == "EXPIRED"
    assert desk.orders(alice) == told


def test_um_refuses_fok_and_gtx_that_cannot_be_kept(desk: Desk) -> None:
    """-5021 and -5022, and nothing is recorded; those that can be kept go in."""
    alice = desk.account(um="1000000")
    refused(-5021, desk.limit, alice, "BUY", "1.5", "100150", timeInForce="FOK")
    refused(-5022, desk.limit, alice, "BUY", "0.1", "100100", timeInForce="GTX")
    assert not alice.orders
    assert desk.limit(alice, "BUY", "1.5", "100200", timeInForce="FOK").status == "FILLED"
    assert desk.limit(alice, "BUY", "0.1", "100000", timeInForce="GTX").status == "NEW"


def test_a_market_order_stops_at_the_bound(desk: Desk) -> None:
    """A market order takes what stands within marketTakeBound; the rest expires with reason 9."""
    alice = desk.account(um="1000000")
    desk.engine.set_mark_price("BTCUSDT", D(95380))
    order = desk.market(alice, "BUY", "1.5")
    assert (order.status, order.executedQty, order.price, order.timeInForce) == ("EXPIRED", 1, 0, "GTC")
    assert desk.orders(alice)[-1] == ("EXPIRED", "EXPIRED", "9")


def test_a_market_order_needs_a_counterparty_within_the_band(desk: Desk) -> None:
    """-4131 (um) and -4113 (cm) beyond the bound, -1112 without anybody."""
    alice = desk.account()
    desk.engine.set_mark_price("BTCUSDT", D(95000))
    desk.engine.set_mark_price("BTCUSD_PERP", D(106000))
    refused(-4131, desk.market, alice, "BUY", "0.1")
    refused(-4113, desk.market, alice, "SELL", "1", "BTCUSD_PERP")
    refused(-1112, desk.market, alice, "BUY", "1", "ETHUSD_PERP")


@pytest.mark.parametrize(
    ("code", "terms"),
    [
        (-1121, {"symbol": "DOGEUSDT"}),
        (-4120, {"type": "STOP_MARKET"}),
        (-1116, {"type": "LIQUIDATION"}),
        (-1102, {"price": None}),
        (-1102, {"quantity": None}),
        (-1102, {"timeInForce": None}),
        (-1115, {"timeInForce": "RPI"}),
        (-1115, {"timeInForce": "GTD", "symbol": "BTCUSD_PERP", "quantity": D(1)}),
        (-1102, {"timeInForce": "GTD"}),
        (-5040, {"timeInForce": "GTD", "goodTillDate": NOW + 600_000}),
        (-5040, {"timeInForce": "GTD", "goodTillDate": 253_402_300_799_000}),
        (-4061, {"positionSide": "LONG"}),
        (-4015, {"newClientOrderId": "x" * 37}),
        (-4015, {"newClientOrderId": "naïve"}),
        (-4001, {"price": D(0)}),
        (-4013, {"price": D("0.01")}),
        (-4002, {"price": D(4529765)}),
        (-4014, {"price": D("99950.05")}),
        (-4016, {"price": D("105000.1")}),
        (-4024, {"side": "SELL", "price": D("94999.9")}),
        (-4003, {"quantity": D(0)}),
        (-4004, {"quantity": D("0.0001")}),
        (-4005, {"quantity": D(1001)}),
        (-4023, {"quantity": D("0.0015")}),
        (-4164, {"price": D("4000"), "quantity": D("0.001")}),
        (-2019, {"quantity": D(30)}),
        (-2027, {"quantity": D(1000), "price": D(104000)}),
        (-2022, {"reduceOnly": True}),
        (-1106, {"priceMatch": "QUEUE"}),
        (-5037, {"priceMatch": "OPPONENT_10", "price": None}),
        (-5041, {"priceMatch": "QUEUE_5", "price": None}),
        (-1106, {"type": "MARKET", "price": None}),
        (-1106, {"type": "MARKET", "timeInForce": None}),
        (-5038, {"type": "MARKET", "timeInForce": None, "priceMatch": "QUEUE"}),
        (-4005, {"type": "MARKET", "timeInForce": None, "price": None, "quantity": D(121)}),
    ],
)
def test_refusals(desk: Desk, code: int, terms: dict[str, object]) -> None:
    """Each broken rule has Binance's code, and leaves nothing behind."""
    alice = desk.account()
    order = {"side": "BUY", "type": "LIMIT", "quantity": D("0.1"), "price": D(99950), "timeInForce": "GTC"} | terms
    symbol, side, kind = order.pop("symbol", "BTCUSDT"), order.pop("side"), order.pop("type")
    desk.clear()
    refused(code, desk.engine.new_order, alice, symbol, side, kind, **order)
    assert (alice.orders, desk.events) == ({}, [])


def test_a_refusal_reads_like_binances(desk: Desk) -> None:
    """Code and text are at hand, and in the exception's own text."""
    with pytest.raises(Refusal, match=r"^-4164: Order's notional must be no smaller than 50 \(unless"):
        desk.limit(desk.account(), "BUY", "0.001", "4000")


def test_a_client_order_id_is_unique_among_open_orders(desk: Desk) -> None:
    """-4116 while an order of that id is open; afterwards it may be used again and names the newer."""
    alice = desk.account()
    first = desk.limit(alice, "BUY", "0.1", "99950", newClientOrderId="a")
    refused(-4116, desk.limit, alice, "BUY", "0.1", "99950", newClientOrderId="a")
    desk.engine.cancel_order(alice, "BTCUSDT", origClientOrderId="a")
    second = desk.limit(alice, "BUY", "0.1", "99950", newClientOrderId="a")
    assert desk.engine.query_order(alice, "BTCUSDT", origClientOrderId="a") is second
    assert desk.engine.query_order(alice, "BTCUSDT", orderId=first.orderId) is first


def test_price_match_takes_the_price_from_the_book(desk: Desk) -> None:
    """OPPONENT is the best of the other side, QUEUE of the own side."""
    alice = desk.account()
    prices = [
        desk.engine.new_order(
            alice, "BTCUSDT", side, "LIMIT", quantity=D("0.1"), priceMatch=mode, timeInForce="GTC"
        ).price
        for side, mode in (("BUY", "QUEUE"), ("SELL", "QUEUE"), ("BUY", "OPPONENT"), ("SELL", "OPPONENT"))
    ]
    assert prices == [99900, 100100, 100100, 99900]


def test_open_orders_of_a_symbol_are_limited(desk: Desk) -> None:
    """-2025 from 200 open orders on."""
    alice = desk.account(um="1000000")
    for _ in range(200):
        desk.limit(alice, "BUY", "0.001", "99950")
    refused(-2025, desk.limit, alice, "BUY", "0.001", "99950")


def test_a_test_order_is_only_checked(desk: Desk) -> None:
    """It is refused like any other, but nothing happens when it is fine."""
    alice = desk.account()
    desk.clear()
    desk.limit(alice, "BUY", "0.1", "99950", test=True)
    refused(-4014, desk.limit, alice, "BUY", "0.1", "99950.05", test=True)
    assert (alice.orders, desk.events) == ({}, [])


# Cancelling


def test_cancelling(desk: Desk) -> None:
    """A cancelled order leaves the book; a second time it is -2011."""
    alice = desk.account()
    order = desk.limit(alice, "BUY", "0.1", "99950")
    assert desk.engine.cancel_order(alice, "BTCUSDT", orderId=order.orderId) is order
    assert (order.status, desk.orders(alice)[-1]) == ("CANCELED", ("CANCELED", "CANCELED", "0"))
    assert desk.engine.listings["BTCUSDT"].book.best_bid == 99900
    refused(-2011, desk.engine.cancel_order, alice, "BTCUSDT", orderId=order.orderId)
    refused(-2011, desk.engine.cancel_order, alice, "BTCUSDT", origClientOrderId="nobody")
    refused(-1102, desk.engine.cancel_order, alice, "BTCUSDT")
    refused(-2013, desk.engine.query_order, alice, "ETHUSDT", orderId=order.orderId)
    refused(-2011, desk.engine.cancel_order, desk.account("bob"), "BTCUSDT", orderId=order.orderId)


def test_cancelling_all_orders_of_a_symbol(desk: Desk) -> None:
    """Other symbols and accounts are left alone."""
    alice = desk.account()
    orders = [desk.limit(alice, "BUY", "0.1", price) for price in ("99950", "99940")]
    other = desk.limit(alice, "BUY", "1", "99950", "BTCUSD_PERP")
    assert desk.engine.cancel_all(alice, "BTCUSDT") == orders
    assert (desk.engine.cancel_all(alice, "ETHUSDT"), other.open) == ([], True)


def test_nobodys_orders_can_be_cancelled_once(desk: Desk) -> None:
    """False when it is gone: filled or cancelled before."""
    order = desk.engine.place_anonymous("BTCUSDT", "BUY", D(1), D(99950))
    assert desk.engine.cancel_anonymous("BTCUSDT", order.orderId)
    assert not desk.engine.cancel_anonymous("BTCUSDT", order.orderId)
    filled = desk.engine.place_anonymous("BTCUSDT", "BUY", D(1), D(99950))
    desk.engine.place_anonymous("BTCUSDT", "SELL", D(1), D(99950))
    assert not desk.engine.cancel_anonymous("BTCUSDT", filled.orderId)
    refused(-1130, desk.engine.place_anonymous, "BTCUSDT", "BUY", D("0.0001"), D(99950))


def test_a_countdown_cancels_unless_renewed(desk: Desk) -> None:
    """The orders of the symbol go when it runs out; 0 stops it."""
    alice = desk.account()
    order = desk.limit(alice, "BUY", "0.1", "99950")
    desk.engine.countdown_cancel(alice, "BTCUSDT", 1000)
    desk.clock.advance(900)
    desk.engine.countdown_cancel(alice, "BTCUSDT", 1000)
    assert desk.engine.next_due() == NOW + 1900
    desk.clock.advance(900)
    desk.engine.tick()
    assert order.open
    desk.engine.countdown_cancel(alice, "BTCUSDT", 0)
    desk.clock.advance(1000)
    desk.engine.tick()
    assert order.open
    assert desk.engine.next_due() is None
    desk.engine.countdown_cancel(alice, "BTCUSDT", 1000)
    desk.clock.advance(1000)
    desk.engine.tick()
    assert (order.status, order.updateTime) == ("CANCELED", desk.clock.now())
    refused(-1130, desk.engine.countdown_cancel, alice, "BTCUSDT", -1)


def test_gtd_orders_end_at_their_date(desk: Desk) -> None:
    """The date is cut to the second; what comes first of date, fill and cancel counts."""
    alice = desk.account()
    dated = {"timeInForce": "GTD", "goodTillDate": NOW + 700_999}
    order, filled, cancelled = (
        desk.limit(alice, "BUY", "0.1", price, **dated) for price in ("99950", "99960", "99940")
    )
    desk.engine.place_anonymous("BTCUSDT", "SELL", D("0.1"))
    desk.engine.cancel_order(alice, "BTCUSDT", orderId=cancelled.orderId)
    desk.engine.modify_order(alice, "BTCUSDT", "BUY", D("0.2"), D(99950), orderId=order.orderId)
    assert desk.engine.next_due() == order.goodTillDate == NOW + 700_000
    desk.clock.advance(700_000)
    desk.engine.place_anonymous("BTCUSDT", "SELL", D("0.1"))
    assert [each.status for each in (order, filled, cancelled)] == ["EXPIRED", "FILLED", "CANCELED"]


# Changing


def test_a_modified_order_goes_to_the_back_of_the_queue(desk: Desk) -> None:
    """Price and quantity change; the change is told of and kept, and the place in the queue is lost."""
    alice, bob = desk.account(), desk.account("bob")
    order = desk.limit(alice, "BUY", "0.2", "99950")
    other = desk.limit(bob, "BUY", "0.1", "99950")
    changed = desk.engine.modify_order(alice, "BTCUSDT", "BUY", D("0.1"), D(99950), orderId=order.orderId, modifyId=77)
    assert (changed is order, order.origQty, order.selfTradePreventionMode) == (True, D("0.1"), "NONE")
    update = [event for event in desk.of(OrderUpdate) if event.account == "alice"][-1]
    assert (update.executionType, update.modifyId, update.order.status) == ("AMENDMENT", 77, "NEW")
    desk.engine.place_anonymous("BTCUSDT", "SELL", D("0.1"))
    assert (other.status, order.executedQty) == ("FILLED", 0)
    (amendment,) = alice.amendments
    assert (amendment.origQtyBefore, amendment.origQtyAfter, amendment.count) == (D("0.2"), D("0.1"), 1)


def test_a_modified_order_may_trade_at_once(desk: Desk) -> None:
    """Moved across the spread it takes."""
    alice = desk.account()
    order = desk.limit(alice, "BUY", "0.1", "99950")
    desk.engine.modify_order(alice, "BTCUSDT", "BUY", D("0.2"), priceMatch="OPPONENT", orderId=order.orderId)
    assert (order.status, order.avgPrice) == ("FILLED", 100100)


def test_a_modification_can_end_an_order(desk: Desk) -> None:
    """Down to what is filled, or a GTX order that would take: it is cancelled."""
    alice = desk.account()
    part = desk.limit(alice, "BUY", "0.2", "99950")
    desk.engine.place_anonymous("BTCUSDT", "SELL", D("0.1"))
    maker = desk.limit(alice, "SELL", "0.1", "100050", timeInForce="GTX")
    desk.engine.modify_order(alice, "BTCUSDT", "BUY", D("0.1"), D(99950), orderId=part.orderId)
    desk.engine.modify_order(alice, "BTCUSDT", "SELL", D("0.1"), D(99900), orderId=maker.orderId)
    assert (part.status, part.executedQty, maker.status) == ("CANCELED", D("0.1"), "CANCELED")


def test_a_refused_modification_changes_nothing(desk: Desk) -> None:
    """Each rule has its code; the order stays where it is."""
    alice = desk.account()
    order = desk.limit(alice, "BUY", "0.1", "99950")
    later = desk.limit(alice, "BUY", "0.1", "99950")

    def modify(quantity: str = "0.2", price: str = "99950", side: str = "BUY", **more):
        more = {"orderId": order.orderId} | more
        return desk.engine.modify_order(alice, "BTCUSDT", side, D(quantity), D(price), **more)

    refused(-5027, modify, "0.1")
    refused(-1130, modify, side="SELL")
    refused(-4014, modify, price="99950.05")
    refused(-4016, modify, price="106000")
    refused(-4023, modify, "0.1005")
    refused(-5029, modify, "0.001", "4000")
    refused(-5047, modify, reduceOnly=True)
    refused(-2019, modify, "30")
    refused(-2013, modify, orderId=999)
    order.modifications = 10_000
    refused(-5026, modify)
    assert desk.engine.listings["BTCUSDT"].book.queue("BUY", D(99950)) == (order, later)
    assert (order.price, order.origQty, order.status) == (99950, D("0.1"), "NEW")
    desk.engine.cancel_order(alice, "BTCUSDT", orderId=order.orderId)
    refused(-2013, modify)


# Self-trade prevention


@pytest.mark.parametrize(
    ("mode", "maker", "taker"),
    [
        ("EXPIRE_TAKER", ("NEW", "0"), ("EXPIRED_IN_MATCH", "0")),
        ("EXPIRE_MAKER", ("EXPIRED_IN_MATCH", "0"), ("FILLED", "0.1")),
        ("EXPIRE_BOTH", ("EXPIRED_IN_MATCH", "0"), ("EXPIRED_IN_MATCH", "0")),
        ("NONE", ("FILLED", "0.1"), ("FILLED", "0.1")),
    ],
)
def test_self_trades_end_as_the_taker_wishes(desk: Desk, mode, maker, taker) -> None:
    """The taker's mode decides who ends; without one the account trades with itself."""
    alice = desk.account()
    resting = desk.limit(alice, "SELL", "0.1", "100000")
    taking = desk.limit(alice, "BUY", "0.1", "100100", selfTradePreventionMode=mode)
    assert (resting.status, resting.executedQty) == (maker[0], D(maker[1]))
    assert (taking.status, taking.executedQty) == (taker[0], D(taker[1]))


def test_self_trade_prevention_tells_its_reason(desk: Desk) -> None:
    """Reason 1, and 3 for an IOC order; FOK has no prevention."""
    alice = desk.account()
    desk.limit(alice, "SELL", "0.1", "100000")
    desk.limit(alice, "BUY", "0.1", "100000", timeInForce="IOC", selfTradePreventionMode="EXPIRE_BOTH")
    assert desk.orders(alice)[-2:] == [("EXPIRED", "EXPIRED_IN_MATCH", "1"), ("EXPIRED", "EXPIRED_IN_MATCH", "3")]
    desk.limit(alice, "SELL", "0.1", "100000")
    fok = desk.limit(alice, "BUY", "0.1", "100000", timeInForce="FOK", selfTradePreventionMode="EXPIRE_BOTH")
    assert fok.status == "FILLED"


# Reduce-only and hedge mode


def test_a_reduce_only_order_is_cut_to_the_position(desk: Desk) -> None:
    """It never turns a position around, and is refused without one to reduce."""
    alice = desk.account()
    desk.market(alice, "BUY", "0.3")
    refused(-2022, desk.market, alice, "BUY", "0.1", reduceOnly=True)
    order = desk.market(alice, "SELL", "0.5", reduceOnly=True)
    assert (order.origQty, order.status, desk.position(alice).positionAmt) == (D("0.3"), "FILLED", 0)
    refused(-2022, desk.market, alice, "SELL", "0.1", reduceOnly=True)


def test_reduce_only_orders_are_exempt_from_the_least_notional(desk: Desk) -> None:
    """A small rest of a position can be closed, and such an order modified."""
    alice = desk.account()
    desk.quote("ETHUSDT", asks={"4000": "1"})
    desk.market(alice, "BUY", "0.005", "ETHUSDT")
    refused(-4164, desk.limit, alice, "SELL", "0.002", "4010", "ETHUSDT")
    order = desk.limit(alice, "SELL", "0.002", "4010", "ETHUSDT", reduceOnly=True)
    changed = desk.engine.modify_order(
        alice, "ETHUSDT", "SELL", D("0.003"), D(4010), orderId=order.orderId, reduceOnly=True
    )
    assert changed.remaining == D("0.003")


def test_reduce_only_orders_share_the_position(desk: Desk) -> None:
    """Together they may not exceed it (-4118 um, -4112 cm); a market order has precedence over resting ones."""
    alice = desk.account()
    desk.market(alice, "BUY", "0.3")
    first = desk.limit(alice, "SELL", "0.2", "100050", reduceOnly=True)
    refused(-4118, desk.limit, alice, "SELL", "0.2", "100050", reduceOnly=True)
    second = desk.limit(alice, "SELL", "0.1", "100060", reduceOnly=True)
    desk.market(alice, "SELL", "0.1", reduceOnly=True)
    assert (first.open, second.status) == (True, "EXPIRED")
    assert ("EXPIRED", "EXPIRED", "4") in desk.orders(alice)
    desk.market(alice, "BUY", "100", "BTCUSD_PERP")
    desk.limit(alice, "SELL", "60", "100050", "BTCUSD_PERP", reduceOnly=True)
    refused(-4112, desk.limit, alice, "SELL", "60", "100050", "BTCUSD_PERP", reduceOnly=True)


def test_in_hedge_mode_each_side_is_its_own_position(desk: Desk) -> None:
    """LONG and SHORT are held at once; closing orders reduce and cannot exceed their side."""
    alice = desk.account()
    desk.engine.change_position_mode(alice, dualSidePosition=True)
    refused(-4061, desk.market, alice, "BUY", "0.1")
    refused(-1106, desk.market, alice, "BUY", "0.1", positionSide="LONG", reduceOnly=True)
    refused(-2022, desk.market, alice, "SELL", "0.1", positionSide="LONG")
    desk.market(alice, "BUY", "0.3", positionSide="LONG")
    desk.market(alice, "SELL", "0.2", positionSide="SHORT")
    assert desk.position(alice, side="LONG").positionAmt == D("0.3")
    assert desk.position(alice, side="SHORT").positionAmt == D("-0.2")
    refused(-2022, desk.market, alice, "BUY", "0.3", positionSide="SHORT")
    desk.market(alice, "BUY", "0.2", positionSide="SHORT")
    assert desk.position(alice, side="SHORT").positionAmt == 0


def test_what_is_kept_is_bounded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound the oldest closed orders are forgotten, open ones never."""
    monkeypatch.setattr("binance_futures.paper._accounts.KEPT", 3)
    alice = desk.account()
    kept = desk.limit(alice, "BUY", "0.001", "99950", newClientOrderId="kept")
    old = []
    for name in "abcda":
        old.append(desk.limit(alice, "BUY", "0.001", "99950", newClientOrderId=name))
        desk.engine.cancel_order(alice, "BTCUSDT", origClientOrderId=name)
    assert list(alice.orders) == [kept.orderId, *(order.orderId for order in old[2:])]
    assert {name for _, name in alice.client_order_ids} == {"kept", "a", "c", "d"}
