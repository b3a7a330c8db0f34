"""Margin, positions and settings of the paper exchange's accounts."""

import pytest
from paper_desk import NOW, D, Desk, refused

from binance_futures.paper._events import AccountConfigUpdate, AccountUpdate


@pytest.fixture
def desk() -> Desk:
    """A deep book around the mark price of 100000 on both products."""
    desk = Desk()
    desk.quote("BTCUSDT", bids={"99900": "100"}, asks={"100100": "100"})
    desk.quote("BTCUSD_PERP", bids={"99900": "100000"}, asks={"100100": "100000"})
    desk.clear()
    return desk


def view(desk: Desk, account, symbol: str = "BTCUSDT", side: str = "BOTH"):
    product = desk.engine.listings[symbol].instrument.product
    return next(row for row in desk.engine.positions(account, product, symbol) if row.positionSide == side)


def assets(desk: Desk, account, product="um"):
    return {row.asset: row for row in desk.engine.assets(account, product)}


def test_opening_an_account_moves_its_money_in() -> None:
    """Each balance is a transfer with its income and event; a name is taken once."""
    desk = Desk()
    alice = desk.account(um="500", cm="0")
    (event,) = desk.of(AccountUpdate)
    assert (event.reason, event.balances[0].asset, event.balances[0].balanceChange) == ("DEPOSIT", "USDT", 500)
    (income,) = alice.incomes
    assert (income.incomeType, income.income, income.time, income.tradeId) == ("TRANSFER", 500, NOW, "")
    with pytest.raises(ValueError, match="'alice' exists"):
        desk.account()


def test_only_free_money_can_be_moved_out(desk: Desk) -> None:
    """-2018 beyond it; unrealised profit stays in."""
    alice = desk.account(um="10000")
    refused(-2018, desk.engine.transfer, alice, "um", "USDT", D("-10000.01"))
    refused(-1130, desk.engine.transfer, alice, "um", "USDT", D("0.000000001"))
    desk.market(alice, "BUY", "1")
    desk.engine.set_mark_price("BTCUSDT", D(110000))
    row = assets(desk, alice)["USDT"]
    assert row.maxWithdrawAmount == D(10000) - D("50.05") - D(5500)
    desk.engine.transfer(alice, "um", "USDT", -row.maxWithdrawAmount)
    refused(-2018, desk.engine.transfer, alice, "um", "USDT", D("-0.01"))
    assert desk.of(AccountUpdate)[-1].reason == "WITHDRAW"


def test_a_linear_position_from_open_to_close(desk: Desk) -> None:
    """Entry price is the average; profit is the move times the quantity; the fees show in the break-even price."""
    alice = desk.account()
    desk.market(alice, "BUY", "1")
    desk.engine.set_mark_price("BTCUSDT", D(101000))
    row = view(desk, alice)
    assert (row.positionAmt, row.entryPrice, row.unRealizedProfit, row.notional) == (1, 100100, 900, 101000)
    assert row.breakEvenPrice == D("100150.05")
    assert (row.initialMargin, row.leverage, row.maxNotional) == (5050, 20, 100_000_000)
    desk.market(alice, "SELL", "0.4")
    position = desk.position(alice)
    assert (position.positionAmt, position.realized, position.cost) == (D("0.6"), -80, 60060)
    desk.market(alice, "SELL", "1")
    assert (position.positionAmt, view(desk, alice).entryPrice) == (D("-0.4"), 99900)
    kinds = [income.incomeType for income in alice.incomes]
    assert kinds.count("REALIZED_PNL") == 2
    assert sum(fill.realizedPnl for fill in alice.fills) == -200


def test_an_inverse_position_from_open_to_close(desk: Desk) -> None:
    """Profit is in coins: contracts times size over entry less over exit."""
    alice = desk.account()
    desk.market(alice, "SELL", "1000", "BTCUSD_PERP")
    desk.engine.set_mark_price("BTCUSD_PERP", D(80000))
    row = view(desk, alice, "BTCUSD_PERP")
    entry = (D(100_000) / D(99_900)).quantize(D("1E-8"))
    assert row.unRealizedProfit == D("1.25") - entry
    assert row.notional == D("-1.25")
    assert row.entryPrice == D(100_000) / entry
    assert row.breakEvenPrice < row.entryPrice
    desk.quote("BTCUSD_PERP", asks={"99950": "1000"})
    desk.engine.set_mark_price("BTCUSD_PERP", D(100000))
    desk.market(alice, "BUY", "1000", "BTCUSD_PERP")
    assert desk.position(alice, "BTCUSD_PERP").realized == (D(100_000) / D(99_950)).quantize(D("1E-8")) - entry


def test_open_orders_hold_margin_until_they_end(desk: Desk) -> None:
    """An order reserves its value over the leverage; only the larger side counts."""
    alice = desk.account(um="10000")
    buy = desk.limit(alice, "BUY", "1", "99950")
    assert assets(desk, alice)["USDT"].openOrderInitialMargin == D("4997.5")
    desk.limit(alice, "SELL", "0.5", "100050")
    assert assets(desk, alice)["USDT"].availableBalance == D("5002.5")
    desk.engine.cancel_order(alice, "BTCUSDT", orderId=buy.orderId)
    assert assets(desk, alice)["USDT"].openOrderInitialMargin == D("2501.25")
    assert view(desk, alice).askNotional == 50025


def test_closing_is_never_short_of_margin(desk: Desk) -> None:
    """A position can be closed, not grown, when nothing is free."""
    alice = desk.account(um="5200")
    desk.market(alice, "BUY", "1")
    desk.engine.set_mark_price("BTCUSDT", D(99000))
    assert assets(desk, alice)["USDT"].availableBalance == 0
    refused(-2019, desk.limit, alice, "BUY", "0.1", "99950")
    order = desk.limit(alice, "SELL", "1", "100050")
    desk.engine.cancel_order(alice, "BTCUSDT", orderId=order.orderId)
    assert desk.market(alice, "SELL", "1").status == "FILLED"


def test_the_brackets_cap_a_position(desk: Desk) -> None:
    """-2027 beyond the cap of the leverage, orders included; leverage cannot be raised over what is held."""
    alice = desk.account(um="100000000")
    assert desk.engine.change_leverage(alice, "BTCUSDT", 125) == 300_000
    desk.limit(alice, "BUY", "2", "99950")
    refused(-2027, desk.limit, alice, "BUY", "2", "99950")
    desk.engine.change_leverage(alice, "BTCUSDT", 100)
    desk.limit(alice, "BUY", "2", "99950")
    refused(-2027, desk.engine.change_leverage, alice, "BTCUSDT", 125)
    (event, *_) = desk.of(AccountConfigUpdate)
    assert (event.symbol, event.leverage, event.multiAssetsMargin) == ("BTCUSDT", 125, None)


def test_leverage_is_refused_where_it_cannot_be(desk: Desk) -> None:
    """-4028 out of range, -2028 when lowering needs more margin than there is, -4161/-4150 for isolated positions."""
    alice = desk.account(um="6000")
    for leverage in (0, 126):
        refused(-4028, desk.engine.change_leverage, alice, "BTCUSDT", leverage)
    desk.market(alice, "BUY", "1")
    refused(-2028, desk.engine.change_leverage, alice, "BTCUSDT", 10)
    assert view(desk, alice).leverage == 20
    bob = desk.account("bob")
    for symbol, quantity, code in (("BTCUSDT", "0.1", -4161), ("BTCUSD_PERP", "10", -4150)):
        desk.engine.change_margin_type(bob, symbol, "ISOLATED")
        desk.market(bob, "BUY", quantity, symbol)
        desk.engine.change_leverage(bob, symbol, 25)
        refused(code, desk.engine.change_leverage, bob, symbol, 20)


def test_the_margin_type_changes_only_on_a_free_symbol(desk: Desk) -> None:
    """-4046 unchanged, -4047 with orders, conditional ones too, -4048 with a position."""
    alice = desk.account()
    refused(-4046, desk.engine.change_margin_type, alice, "BTCUSDT", "CROSSED")
    order = desk.limit(alice, "BUY", "0.1", "99950")
    refused(-4047, desk.engine.change_margin_type, alice, "BTCUSDT", "ISOLATED")
    desk.engine.cancel_order(alice, "BTCUSDT", orderId=order.orderId)
    algo = desk.engine.new_algo_order(alice, "BTCUSDT", "BUY", "STOP_MARKET", quantity=D("0.1"), triggerPrice=D(101000))
    refused(-4047, desk.engine.change_margin_type, alice, "BTCUSDT", "ISOLATED")
    desk.engine.cancel_algo_order(alice, "um", algoId=algo.algoId)
    desk.market(alice, "BUY", "0.1")
    refused(-4048, desk.engine.change_margin_type, alice, "BTCUSDT", "ISOLATED")
    desk.market(alice, "SELL", "0.1")
    desk.engine.change_margin_type(alice, "BTCUSDT", "ISOLATED")
    event = desk.of(AccountUpdate)[-1]
    assert (event.reason, event.positions[0].isolated) == ("MARGIN_TYPE_CHANGE", True)


def test_an_isolated_position_has_its_own_margin(desk: Desk) -> None:
    """Its margin leaves the crossed wallet when it opens, and comes back part by part as it closes."""
    alice = desk.account()
    desk.engine.change_margin_type(alice, "BTCUSDT", "ISOLATED")
    desk.market(alice, "BUY", "1")
    row = view(desk, alice)
    assert (row.isolated, row.isolatedWallet, row.isolatedMargin) == (True, 5005, 4905)
    cross = assets(desk, alice)["USDT"].crossWalletBalance
    assert cross == D(100000) - D("50.05") - 5005
    desk.engine.set_mark_price("BTCUSDT", D(99000))
    assert assets(desk, alice)["USDT"].availableBalance == cross
    desk.market(alice, "SELL", "0.5")
    assert desk.position(alice).isolatedWallet == D("2502.5")
    desk.market(alice, "SELL", "0.5")
    assert (desk.position(alice).isolatedWallet, assets(desk, alice)["USDT"].crossUnPnl) == (0, 0)


def test_orders_beside_an_isolated_position_need_margin_of_their_own(desk: Desk) -> None:
    """What closes is free, what goes beyond is not."""
    alice = desk.account(um="10200")
    desk.engine.change_margin_type(alice, "BTCUSDT", "ISOLATED")
    desk.market(alice, "BUY", "1")
    desk.limit(alice, "SELL", "1", "100050")
    assert assets(desk, alice)["USDT"].openOrderInitialMargin == 0
    refused(-2019, desk.limit, alice, "SELL", "1.1", "100050")
    desk.limit(alice, "SELL", "0.5", "100050")
    assert assets(desk, alice)["USDT"].openOrderInitialMargin == D("2501.25")
    bob = desk.account("bob")
    desk.engine.change_margin_type(bob, "BTCUSDT", "ISOLATED")
    desk.market(bob, "SELL", "1")
    desk.limit(bob, "BUY", "1.5", "99950")
    assert assets(desk, bob)["USDT"].openOrderInitialMargin == D("2498.75")


def test_isolated_margin_is_added_and_taken_back(desk: Desk) -> None:
    """Only for open isolated positions, within what is free or spare; history and events tell."""
    alice = desk.account()
    change = desk.engine.change_position_margin
    refused(-4049, change, alice, "BTCUSDT", D(10), 1)
    desk.engine.change_margin_type(alice, "BTCUSDT", "ISOLATED")
    refused(-4054, change, alice, "BTCUSDT", D(10), 1)
    desk.market(alice, "BUY", "1")
    refused(-1130, change, alice, "BTCUSDT", D(0), 1)
    refused(-4061, change, alice, "BTCUSDT", D(10), 1, "LONG")
    refused(-4050, change, alice, "BTCUSDT", D(100000), 1)
    refused(-4051, change, alice, "BTCUSDT", D(10), 2)
    change(alice, "BTCUSDT", D(1000), 1)
    refused(-4051, change, alice, "BTCUSDT", D(906), 2)
    change(alice, "BTCUSDT", D(905), 2)
    assert desk.position(alice).isolatedWallet == 5100
    assert [(each.type, each.amount) for each in alice.margin_changes] == [(1, 1000), (2, 905)]
    assert desk.of(AccountUpdate)[-1].reason == "MARGIN_TRANSFER"


def test_the_position_mode_is_one_for_both_products(desk: Desk) -> None:
    """-4059 unchanged, -4067 with orders and -4068 with positions on either product."""
    alice = desk.account()
    change = desk.engine.change_position_mode
    refused(-4059, change, alice, dualSidePosition=False)
    order = desk.limit(alice, "BUY", "1", "99950", "BTCUSD_PERP")
    refused(-4067, change, alice, dualSidePosition=True)
    desk.engine.cancel_order(alice, "BTCUSD_PERP", orderId=order.orderId)
    desk.market(alice, "BUY", "1", "BTCUSD_PERP")
    refused(-4068, change, alice, dualSidePosition=True)
    desk.market(alice, "SELL", "1", "BTCUSD_PERP")
    change(alice, dualSidePosition=True)
    assert {row.positionSide for row in desk.engine.positions(alice, "um")} == {"LONG", "SHORT"}
    assert {row.positionSide for row in desk.engine.positions(alice, "cm")} == {"BOTH", "LONG", "SHORT"}


def test_the_multi_assets_mode_and_its_refusals(desk: Desk) -> None:
    """-4171, -4167, -4170, -4172, -4169 and, the other way, -4168."""
    alice = desk.account(um="6000")
    change = desk.engine.change_multi_assets_mode
    refused(-4171, change, alice, multiAssetsMargin=False)
    desk.engine.change_margin_type(alice, "ETHUSDT", "ISOLATED")
    refused(-4167, change, alice, multiAssetsMargin=True)
    desk.engine.change_margin_type(alice, "ETHUSDT", "CROSSED")
    order = desk.limit(alice, "BUY", "0.1", "99950")
    refused(-4170, change, alice, multiAssetsMargin=True)
    desk.engine.cancel_order(alice, "BTCUSDT", orderId=order.orderId)
    change(alice, multiAssetsMargin=True)
    assert desk.of(AccountConfigUpdate)[-1].multiAssetsMargin is True
    refused(-4168, desk.engine.change_margin_type, alice, "ETHUSDT", "ISOLATED")
    desk.quote("BTCUSDC", bids={"99900": "1"}, asks={"100100": "1"})
    desk.market(alice, "BUY", "0.5", "BTCUSDC")
    assert desk.balance(alice, "um", "USDC") < 0
    refused(-4172, change, alice, multiAssetsMargin=False)
    desk.engine.transfer(alice, "um", "USDC", D(100))
    refused(-4169, change, alice, multiAssetsMargin=False)


def test_in_multi_assets_mode_every_asset_backs_every_position(desk: Desk) -> None:
    """USDT counts for USDC positions, BNB at its mark price less 5 %."""
    alice = desk.account(um="1000", bnb="1")
    desk.engine.change_multi_assets_mode(alice, multiAssetsMargin=True)
    rows = assets(desk, alice)
    assert rows["USDC"].availableBalance == rows["USDT"].availableBalance == 1855
    assert rows["BNB"].availableBalance == 1855 / D(855)
    assert rows["BNB"].maxWithdrawAmount == 1


def test_in_multi_assets_mode_other_assets_stand_alone(desk: Desk) -> None:
    """An asset that is no collateral may be held, counts for nothing else, and may be moved out."""
    alice = desk.account(um="1000")
    desk.engine.change_multi_assets_mode(alice, multiAssetsMargin=True)
    desk.engine.transfer(alice, "um", "ETH", D(2))
    rows = assets(desk, alice)
    assert (rows["ETH"].availableBalance, rows["ETH"].maxWithdrawAmount, rows["ETH"].marginAvailable) == (2, 2, False)
    assert rows["USDT"].availableBalance == 1000
    desk.engine.transfer(alice, "um", "ETH", D(-2))


def test_rows_of_assets_and_positions(desk: Desk) -> None:
    """Every margin asset and every symbol has a row, also before anything happened."""
    alice = desk.account(bnb="2")
    assert set(assets(desk, alice)) == {"USDT", "USDC", "BNB"}
    assert set(assets(desk, alice, "cm")) == {"BTC", "ETH"}
    assert len(desk.engine.positions(alice, "cm")) == 3
    row = view(desk, alice, "ETHUSDT")
    assert (row.positionAmt, row.liquidationPrice, row.entryPrice, row.adl, row.hasOrders) == (0, 0, 0, 0, False)
    desk.limit(alice, "BUY", "0.1", "99950")
    assert view(desk, alice).hasOrders


def test_cross_and_isolated_liquidation_prices(desk: Desk) -> None:
    """At the liquidation price margin and maintenance are equal, on both products and sides."""
    alice = desk.account(um="10000", cm="0.1")
    desk.market(alice, "BUY", "1")
    desk.market(alice, "SELL", "100", "BTCUSD_PERP")
    bob = desk.account("bob")
    desk.engine.change_margin_type(bob, "BTCUSDT", "ISOLATED")
    desk.market(bob, "SELL", "1")
    for account, symbol in ((alice, "BTCUSDT"), (alice, "BTCUSD_PERP"), (bob, "BTCUSDT")):
        holding = desk.engine.holding(account, symbol)
        row = view(desk, account, symbol)
        listing = holding.listing
        mark, listing.markPrice = listing.markPrice, row.liquidationPrice
        after = view(desk, account, symbol)
        product = listing.instrument.product
        wallet = (
            after.isolatedWallet if after.isolated else account.cross_wallet(product, listing.instrument.marginAsset)
        )
        assert abs(wallet + after.unRealizedProfit - after.maintMargin) < D("0.0001")
        listing.markPrice = mark
    assert view(desk, alice).liquidationPrice < 100000 < view(desk, bob).liquidationPrice


def test_a_position_that_cannot_be_liquidated_has_no_liquidation_price(desk: Desk) -> None:
    """A long backed by more than its value shows 0."""
    alice = desk.account(um="1000000")
    desk.market(alice, "BUY", "1")
    assert view(desk, alice).liquidationPrice == 0


def test_own_orders_that_would_expire_do_not_count_as_a_counterparty() -> None:
    """The margin check looks past them to the prices at which the order would really fill."""
    desk = Desk()
    desk.quote("BTCUSDT", bids={"96000": "1"})
    alice = desk.account(um="4500")
    own = desk.limit(alice, "BUY", "0.5", "99000")
    refused(-2019, desk.market, alice, "SELL", "0.5")
    desk.engine.transfer(alice, "um", "USDT", D(100))
    order = desk.market(alice, "SELL", "0.5")
    assert (order.avgPrice, own.status) == (96000, "EXPIRED_IN_MATCH")
    assert desk.engine.free_margin(alice, "um", "USDT") == D(4600) - 24 - 2000 - 2500
