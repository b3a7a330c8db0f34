"""Margin calls, liquidation, deleveraging, funding and delivery of the paper exchange."""

import pytest
from paper_desk import D, Desk, refused

from binance_futures.paper._events import (
    AccountUpdate,
    FundingPayment,
    Liquidation,
    MarginCall,
    OrderUpdate,
    PublicTrade,
)


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.quote("BTCUSDT", bids={"99900": "5", "95000": "50"}, asks={"100100": "5", "105000": "50"})
    desk.quote("BTCUSD_PERP", bids={"99900": "5000"}, asks={"100100": "5000"})
    desk.clear()
    return desk


def conserved(desk: Desk) -> bool:
    return not any(surplus for _, surplus in desk.books())


def incomes(account, kind: str) -> list:
    return [income.income for income in account.incomes if income.incomeType == kind]


def test_a_margin_call_is_sent_once_until_things_are_better(desk: Desk) -> None:
    """Near maintenance margin a crossed account is called; again only after it recovered."""
    alice = desk.account(um="5300")
    desk.market(alice, "BUY", "1")
    for mark in (95320, 95310, 99000, 95320):
        desk.engine.set_mark_price("BTCUSDT", D(mark))
    first, _ = desk.of(MarginCall)
    assert (first.account, first.product, first.crossWalletBalance) == ("alice", "um", D("5249.95"))
    (row,) = first.positions
    assert (row.positionAmt, row.isolated, row.markPrice, row.unRealizedProfit) == (1, False, 95320, -4780)
    assert row.maintMargin == D("381.28")


def test_an_isolated_position_is_called_by_itself(desk: Desk) -> None:
    """The call names the position alone and no crossed balance."""
    alice = desk.account()
    desk.engine.change_margin_type(alice, "BTCUSDT", "ISOLATED")
    desk.market(alice, "BUY", "1")
    for mark in (95570, 95560, 99000, 95570):
        desk.engine.set_mark_price("BTCUSDT", D(mark))
    calls = desk.of(MarginCall)
    assert len(calls) == 2
    assert (calls[0].crossWalletBalance, calls[0].positions[0].isolatedWallet) == (None, 5005)


def test_a_crossed_account_is_liquidated_in_the_book(desk: Desk) -> None:
    """Its orders expire, a forced order sells down to the bankruptcy price, the fund takes the clearance fee."""
    alice = desk.account(um="5300")
    desk.market(alice, "BUY", "1")
    resting = desk.limit(alice, "SELL", "0.01", "103000")
    desk.quote("BTCUSDT", bids={"95201": "5"})
    desk.engine.cancel_anonymous("BTCUSDT", 1)
    desk.clear()
    desk.engine.set_mark_price("BTCUSDT", D(95200))
    assert (resting.status, desk.orders(alice)[0]) == ("EXPIRED", ("EXPIRED", "EXPIRED", "5"))
    (told,) = desk.of(Liquidation)
    assert (told.instrument.symbol, told.side, told.status, told.timeInForce) == ("BTCUSDT", "SELL", "FILLED", "IOC")
    assert (told.origQty, told.avgPrice, told.lastFilledQty, told.executedQty) == (1, 95201, 1, 1)
    order = desk.of(OrderUpdate)[-1].order
    assert (order.type, order.autoCloseType, order.price) == ("LIQUIDATION", "LIQUIDATION", told.price)
    assert order.clientOrderId.startswith("autoclose-")
    assert [event.executionType for event in desk.of(OrderUpdate)] == ["EXPIRED", "NEW", "TRADE"]
    assert len(desk.of(PublicTrade)) == 1
    assert desk.of(AccountUpdate)[-1].reason == "INSURANCE_CLEAR"
    assert (desk.balance(alice), desk.position(alice).positionAmt) == (0, 0)
    assert desk.engine.insurance["um", "USDT"] == D(1_000_000) + D("350.95")
    assert conserved(desk)


def test_the_clearance_fee_is_bounded_by_its_rate(desk: Desk) -> None:
    """What is left beyond the fee stays with the account."""
    alice = desk.account(um="5300")
    desk.engine.cancel_anonymous("BTCUSDT", 1)
    desk.quote("BTCUSDT", bids={"99800": "5"})
    desk.market(alice, "BUY", "1")
    desk.engine.set_mark_price("BTCUSDT", D(95200))
    assert incomes(alice, "INSURANCE_CLEAR") == [D("-1251.25")]
    assert desk.balance(alice) == D("5249.95") - 300 - D("1251.25")
    assert conserved(desk)


def test_the_insurance_fund_takes_what_the_book_does_not(desk: Desk) -> None:
    """The rest goes to the fund at the bankruptcy price, outside the book, as CALCULATED and without a public trade."""
    alice = desk.account()
    desk.engine.change_margin_type(alice, "BTCUSDT", "ISOLATED")
    desk.market(alice, "BUY", "1")
    cross = alice.cross_wallet("um", "USDT")
    desk.engine.cancel_anonymous("BTCUSDT", 1)
    desk.clear()
    desk.engine.set_mark_price("BTCUSDT", D(94000))
    assert [event.executionType for event in desk.of(OrderUpdate)] == ["NEW", "CALCULATED"]
    assert (desk.of(PublicTrade), desk.of(Liquidation)[0].lastFilledQty) == ([], 0)
    assert (desk.position(alice).positionAmt, desk.balance(alice)) == (0, cross)
    assert alice.fills[-1].price == 95095
    assert desk.engine.insurance["um", "USDT"] == 1_000_000 - 1095
    assert conserved(desk)


def test_nobody_is_liquidated_through_the_book(desk: Desk) -> None:
    """A forced order of nobody fills users' orders down to its price; the fund takes the rest at that price."""
    alice = desk.account()
    order = desk.limit(alice, "BUY", "0.5", "99500")
    desk.clear()
    forced = desk.engine.liquidate_anonymous("BTCUSDT", "SELL", D("8"), D("99500"))
    assert desk.of(Liquidation) == [forced]
    assert order.status == "FILLED"
    assert (forced.price, forced.status, forced.executedQty, forced.lastFilledQty) == (99500, "FILLED", 8, D("5.5"))
    assert forced.avgPrice == (5 * 99900 + 3 * 99500) / D(8)
    assert [(trade.price, trade.qty) for trade in desk.of(PublicTrade)] == [(99900, 5), (99500, D("0.5"))]
    assert desk.engine.insurance["um", "USDT"] == 1_000_000 + D("2.5") * (100_000 - 99_500)
    assert conserved(desk)


def test_nobody_beyond_the_fund_costs_no_account_anything(desk: Desk) -> None:
    """What the fund cannot bear stays within the anonymous market: winners are not deleveraged for nobody."""
    alice = desk.account()
    desk.market(alice, "SELL", "1")
    desk.engine.set_mark_price("BTCUSDT", D(96_000))
    desk.endow("um", "USDT", "-1000000")
    for order in (1, 2):
        desk.engine.cancel_anonymous("BTCUSDT", order)
    forced = desk.engine.liquidate_anonymous("BTCUSDT", "SELL", D(1), D(97_000))
    assert (forced.avgPrice, forced.executedQty, forced.lastFilledQty) == (97_000, 1, 0)
    assert (desk.position(alice).positionAmt, desk.engine.insurance["um", "USDT"]) == (-1, 0)
    assert conserved(desk)


def test_a_forced_order_of_nobody_keeps_to_the_grid(desk: Desk) -> None:
    """Quantity and price are on the grid of the contract, and it trades."""
    for quantity, price in (("0", "99500"), ("0.0001", "99500"), ("1", "99500.01")):
        refused(-1130, desk.engine.liquidate_anonymous, "BTCUSDT", "SELL", D(quantity), D(price))
    desk.engine.deliver("BTCUSDT", D(100_000))
    refused(-4141, desk.engine.liquidate_anonymous, "BTCUSDT", "SELL", D(1), D(99_500))


def test_inverse_shorts_are_liquidated_likewise(desk: Desk) -> None:
    """Money of the coin is conserved to the satoshi."""
    alice = desk.account(cm="0.06")
    desk.engine.change_margin_type(alice, "BTCUSD_PERP", "ISOLATED")
    desk.market(alice, "SELL", "1000", "BTCUSD_PERP")
    desk.engine.cancel_anonymous("BTCUSD_PERP", 6)
    desk.engine.set_mark_price("BTCUSD_PERP", D(106000))
    assert desk.position(alice, "BTCUSD_PERP").positionAmt == 0
    assert desk.balance(alice, "cm", "BTC") >= 0
    assert desk.engine.insurance["cm", "BTC"] != 100
    assert conserved(desk)


def test_crossed_positions_are_closed_until_the_rest_is_safe(desk: Desk) -> None:
    """The position with the greatest need goes first; the other may stay."""
    alice = desk.account(um="6300")
    desk.quote("ETHUSDT", asks={"4000": "10"})
    desk.market(alice, "BUY", "1")
    desk.engine.change_leverage(alice, "ETHUSDT", 125)
    desk.market(alice, "BUY", "1", "ETHUSDT")
    desk.quote("BTCUSDT", bids={"94600": "10"})
    desk.engine.cancel_anonymous("BTCUSDT", 2)
    desk.engine.set_mark_price("BTCUSDT", D(94200))
    assert desk.position(alice).positionAmt == 0
    assert desk.position(alice, "ETHUSDT").positionAmt == 1
    assert conserved(desk)


def test_without_a_fund_winners_are_deleveraged(desk: Desk) -> None:
    """The best leveraged winner gives up his position at the bankruptcy price; then the market itself pays."""
    desk.engine.endow("um", "USDT", D(-1_000_000))
    desk.deposits["um", "USDT"] -= 1_000_000
    bob, carol, dave, alice = desk.account("bob"), desk.account("carol"), desk.account("dave"), desk.account()
    for account, leverage in ((bob, 5), (carol, 50)):
        desk.engine.change_leverage(account, "BTCUSDT", leverage)
        desk.market(account, "SELL", "0.4")
    desk.engine.change_margin_type(alice, "BTCUSDT", "ISOLATED")
    desk.market(alice, "BUY", "1")
    desk.market(dave, "BUY", "0.1")
    rows = {
        name: desk.engine.positions(desk.engine.accounts[name], "um", "BTCUSDT")[0].adl for name in ("bob", "carol")
    }
    for order in list(desk.engine.listings["BTCUSDT"].anonymous):
        desk.engine.cancel_anonymous("BTCUSDT", order)
    desk.engine.set_mark_price("BTCUSDT", D(99000))
    assert rows["carol"] >= rows["bob"]
    desk.clear()
    desk.engine.set_mark_price("BTCUSDT", D(94000))
    forced = [event.order for event in desk.of(OrderUpdate) if event.executionType == "NEW"]
    assert [(order.account, order.clientOrderId[:13]) for order in forced] == [
        ("alice", forced[0].clientOrderId[:13]),
        ("carol", "adl_autoclose"),
        ("bob", "adl_autoclose"),
    ]
    assert [order.autoCloseType for order in forced] == ["LIQUIDATION", "ADL", "ADL"]
    assert not any(desk.position(account).positionAmt for account in (alice, bob, carol))
    assert desk.engine.insurance["um", "USDT"] == 0
    assert conserved(desk)


def test_losers_of_the_other_side_are_not_deleveraged(desk: Desk) -> None:
    """Only positions in profit are; the anonymous market takes the rest."""
    desk.engine.endow("um", "USDT", D(-1_000_000))
    desk.deposits["um", "USDT"] -= 1_000_000
    bob, alice = desk.account("bob"), desk.account()
    desk.engine.change_margin_type(alice, "BTCUSDT", "ISOLATED")
    desk.market(alice, "BUY", "1")
    for order in list(desk.engine.listings["BTCUSDT"].anonymous):
        desk.engine.cancel_anonymous("BTCUSDT", order)
    desk.engine.set_mark_price("BTCUSDT", D(95600))
    desk.quote("BTCUSDT", bids={"90830": "1"})
    desk.market(bob, "SELL", "0.1")
    desk.engine.set_mark_price("BTCUSDT", D(93000))
    assert desk.position(alice).positionAmt == 0
    assert desk.position(bob).positionAmt == D("-0.1")
    assert conserved(desk)


def test_a_debt_of_a_crossed_account_is_paid_by_the_fund(desk: Desk) -> None:
    """When no position is left and the wallet is below zero, the fund evens it out."""
    bob = desk.account("bob", um="5300")
    desk.market(bob, "BUY", "1")
    desk.engine.cancel_anonymous("BTCUSDT", 1)
    desk.engine.set_mark_price("BTCUSDT", D(1))
    assert desk.balance(bob) == 0
    assert conserved(desk)


def test_longs_pay_shorts_funding(desk: Desk) -> None:
    """Crossed: only the balance changes; isolated: the position's margin too. The market takes the difference."""
    alice, bob, carol = desk.account(), desk.account("bob"), desk.account("carol")
    desk.engine.change_margin_type(bob, "BTCUSDT", "ISOLATED")
    desk.market(alice, "BUY", "1")
    desk.market(bob, "SELL", "0.4")
    desk.limit(carol, "BUY", "0.1", "99000")
    before = desk.balance(alice), desk.balance(bob), desk.position(bob).isolatedWallet
    desk.clear()
    desk.engine.settle_funding("BTCUSDT", D("0.0001"))
    assert desk.balance(alice) == before[0] - 10
    assert desk.balance(bob) == before[1] + 4
    assert desk.position(bob).isolatedWallet == before[2] + 4
    payment, first, second = desk.events
    assert isinstance(payment, FundingPayment)
    assert (payment.fundingRate, payment.markPrice) == (D("0.0001"), 100000)
    assert (first.reason, first.symbol, first.positions, first.balances[0].balanceChange) == (
        "FUNDING_FEE",
        "BTCUSDT",
        (),
        -10,
    )
    assert len(second.positions) == 1
    assert incomes(alice, "FUNDING_FEE") == [-10]
    desk.engine.settle_funding("BTCUSDT", D(0))
    assert incomes(alice, "FUNDING_FEE") == [-10]
    assert conserved(desk)


def test_a_delivery_contract_ends(desk: Desk) -> None:
    """Orders expire with reason 7, positions close at the delivery price, and nothing trades any more."""
    (symbol,) = (name for name in desk.engine.listings if name.startswith("BTCUSD_2"))
    desk.quote(symbol, bids={"100400": "100"}, asks={"100600": "100"})
    alice, bob = desk.account(), desk.account("bob")
    desk.market(alice, "BUY", "10", symbol)
    desk.market(bob, "BUY", "1", symbol)
    desk.market(bob, "SELL", "1", symbol)
    order = desk.limit(alice, "BUY", "1", "100410", symbol)
    algo = desk.engine.new_algo_order(alice, symbol, "SELL", "STOP_MARKET", triggerPrice=D(99000), closePosition=True)
    desk.clear()
    desk.engine.deliver(symbol, D(101000))
    assert (order.status, algo.algoStatus, desk.orders(alice)[0]) == ("EXPIRED", "EXPIRED", ("EXPIRED", "EXPIRED", "7"))
    assert desk.position(alice, symbol).positionAmt == 0
    assert alice.fills[-1].price == 101000
    assert list(alice.orders.values())[-1].clientOrderId.startswith("settlement_autoclose-")
    assert len(incomes(alice, "DELIVERED_SETTELMENT")) == 1
    assert desk.engine.listings[symbol].book.best_bid is None
    refused(-4141, desk.market, alice, "BUY", "1", symbol)
    refused(-4141, desk.engine.place_anonymous, symbol, "BUY", D(1), D(100000))
    assert conserved(desk)


def test_only_holders_take_part_in_what_happens_to_a_contract(desk: Desk) -> None:
    """Accounts without the contract, or flat on it, are neither funded nor delivered nor deleveraged."""
    (symbol,) = (name for name in desk.engine.listings if name.startswith("BTCUSD_2"))
    desk.account()
    flat = desk.account("bob")
    desk.engine.holding(flat, symbol)
    desk.engine.holding(flat, "BTCUSDT")
    desk.clear()
    desk.engine.settle_funding("BTCUSDT", D("0.01"))
    desk.engine.set_mark_price("BTCUSDT", D(90000))
    desk.engine.deliver(symbol, D(100000))
    assert [type(event) for event in desk.events] == [FundingPayment]


def test_a_hedged_isolated_account_keeps_the_side_that_is_safe(desk: Desk) -> None:
    """Each leg has its own margin; only the losing one is liquidated."""
    alice = desk.account()
    desk.engine.change_position_mode(alice, dualSidePosition=True)
    desk.engine.change_margin_type(alice, "BTCUSDT", "ISOLATED")
    desk.market(alice, "BUY", "1", positionSide="LONG")
    desk.market(alice, "SELL", "1", positionSide="SHORT")
    desk.engine.set_mark_price("BTCUSDT", D(94000))
    assert desk.position(alice, side="LONG").positionAmt == 0
    assert desk.position(alice, side="SHORT").positionAmt == -1
    assert conserved(desk)
