"""What holds in the paper exchange whatever its users do."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from paper_desk import D, Desk

from binance_futures.paper._book import DepthChange
from binance_futures.paper._errors import Refusal
from binance_futures.paper._events import OrderUpdate, PublicTrade

SYMBOLS = ("BTCUSDT", "BTCUSD_PERP")
SIDES = st.sampled_from(["BUY", "SELL"])
NAMES = st.sampled_from(["alice", "bob", "carol"])
PRICES = st.integers(-40, 40).map(lambda n: D(100_000 + 50 * n))
QUANTITIES = st.integers(1, 40)
UNIT = {"BTCUSDT": D("0.05"), "BTCUSD_PERP": D(50)}
DUST = D("0.000001")


class AnyMarket(RuleBasedStateMachine):
    """Three accounts and nobody's orders on one contract of each product."""

    @initialize(hedge=st.booleans(), multi=st.booleans(), burn=st.booleans(), poor=st.booleans())
    def open(self, hedge: bool, multi: bool, burn: bool, poor: bool) -> None:
        self.desk = Desk()
        if poor:
            self.desk.endow("um", "USDT", "-1000000")
            self.desk.endow("cm", "BTC", "-100")
        self.engine = self.desk.engine
        for name in ("alice", "bob", "carol"):
            self.desk.account(name, um="8000", cm="0.08", bnb="1")
        alice, bob, carol = self.engine.accounts.values()
        if hedge:
            self.engine.change_position_mode(alice, dualSidePosition=True)
        if multi:
            self.engine.change_multi_assets_mode(bob, multiAssetsMargin=True)
        else:
            self.engine.change_margin_type(bob, "BTCUSDT", "ISOLATED")
            self.engine.change_margin_type(carol, "BTCUSD_PERP", "ISOLATED")
        carol.feeBurn = burn
        for symbol in SYMBOLS:
            for step in (1, 2, 3):
                self.engine.place_anonymous(symbol, "BUY", UNIT[symbol] * 10, D(100_000 - 100 * step))
                self.engine.place_anonymous(symbol, "SELL", UNIT[symbol] * 10, D(100_000 + 100 * step))
        self.desk.clear()

    @rule(symbol=st.sampled_from(SYMBOLS), side=SIDES, price=st.none() | PRICES, n=QUANTITIES, rest=st.booleans())
    def nobody_orders(self, symbol: str, side: str, price: Decimal | None, n: int, rest: bool) -> None:
        self.engine.place_anonymous(symbol, side, UNIT[symbol] * n, price, rest=rest)

    @rule(symbol=st.sampled_from(SYMBOLS), side=SIDES, price=PRICES, n=QUANTITIES)
    def nobody_is_liquidated(self, symbol: str, side: str, price: Decimal, n: int) -> None:
        forced = self.engine.liquidate_anonymous(symbol, side, UNIT[symbol] * n, price)
        assert 0 <= forced.lastFilledQty <= forced.executedQty == UNIT[symbol] * n
        worse = price - forced.avgPrice if side == "SELL" else forced.avgPrice - price
        assert worse <= self.engine.listings[symbol].instrument.tickSize  # coins are rounded to a satoshi

    @rule(
        name=NAMES,
        symbol=st.sampled_from(SYMBOLS),
        side=SIDES,
        price=st.none() | PRICES,
        n=QUANTITIES,
        tif=st.sampled_from(["GTC", "GTC", "IOC", "FOK", "GTX", "GTD"]),
        reduce=st.booleans(),
        leg=st.sampled_from(["LONG", "SHORT"]),
        stp=st.sampled_from(["NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"]),
    )
    def somebody_orders(self, name, symbol, side, price, n, tif, reduce, leg, stp) -> None:
        account = self.engine.accounts[name]
        product, asset = ("um", "USDT") if symbol == "BTCUSDT" else ("cm", "BTC")
        free = self.engine.free_margin(account, product, asset)
        more = {"positionSide": leg} if account.dualSidePosition else {"reduceOnly": reduce}
        if price is not None:
            more |= {"price": price, "timeInForce": tif}
            if tif == "GTD":
                more["goodTillDate"] = self.desk.clock.now() + 660_000
        try:
            order = self.engine.new_order(
                account,
                symbol,
                side,
                "MARKET" if price is None else "LIMIT",
                quantity=UNIT[symbol] * n,
                selfTradePreventionMode=stp,
                **more,
            )
        except Refusal:
            return
        if not order.reducing and not account.multiAssetsMargin and free >= 0 and not self.closes(order):
            assert self.engine.free_margin(account, product, asset) >= -DUST

    def closes(self, order) -> bool:
        """Whether the order met a position of the other side, whose loss it may have realised."""
        return any(
            fill.orderId == order.orderId and fill.realizedPnl for fill in self.engine.accounts[order.account].fills
        )

    @rule(
        name=NAMES,
        symbol=st.sampled_from(SYMBOLS),
        side=SIDES,
        kind=st.sampled_from(["STOP", "STOP_MARKET", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"]),
        price=PRICES,
        n=QUANTITIES,
        close=st.booleans(),
        working=st.sampled_from(["MARK_PRICE", "CONTRACT_PRICE"]),
    )
    def somebody_waits(self, name, symbol, side, kind, price, n, close, working) -> None:
        account = self.engine.accounts[name]
        more = {"quantity": UNIT[symbol] * n}
        if account.dualSidePosition:
            more["positionSide"] = "LONG" if side == "SELL" else "SHORT"
        if kind == "TRAILING_STOP_MARKET":
            more["callbackRate"] = D("0.1")
        else:
            more["triggerPrice"] = price
        if kind == "STOP":
            more["price"] = price
        elif close and kind != "TRAILING_STOP_MARKET":
            more |= {"closePosition": True, "quantity": None}
        try:
            self.engine.new_algo_order(account, symbol, side, kind, workingType=working, **more)
        except Refusal:
            return

    @precondition(lambda self: any(account.open_orders for account in self.engine.accounts.values()))
    @rule(data=st.data(), price=PRICES, n=QUANTITIES, cancel=st.booleans())
    def somebody_changes_an_order(self, data, price, n, cancel) -> None:
        orders = [order for account in self.engine.accounts.values() for order in account.open_orders.values()]
        order = data.draw(st.sampled_from(orders))
        account = self.engine.accounts[order.account]
        if cancel:
            self.engine.cancel_order(account, order.symbol, orderId=order.orderId)
            return
        try:
            self.engine.modify_order(
                account, order.symbol, order.side, UNIT[order.symbol] * n, price, orderId=order.orderId
            )
        except Refusal:
            assert order.open

    @rule(symbol=st.sampled_from(SYMBOLS), percent=st.integers(-12, 12))
    def the_mark_price_moves(self, symbol, percent) -> None:
        self.engine.set_mark_price(symbol, D(100_000) + D(1_500) * percent)

    @rule(symbol=st.sampled_from(SYMBOLS), rate=st.integers(-30, 30))
    def funding_is_paid(self, symbol, rate) -> None:
        self.engine.settle_funding(symbol, D(rate) / 10_000)

    @rule(name=NAMES, symbol=st.sampled_from(SYMBOLS), minutes=st.integers(0, 15))
    def time_passes(self, name, symbol, minutes) -> None:
        self.engine.countdown_cancel(self.engine.accounts[name], symbol, minutes * 60_000)
        self.desk.clock.advance(minutes * 60_000)
        self.engine.tick()

    @rule(name=NAMES, amount=st.integers(-5000, 500))
    def money_moves(self, name, amount) -> None:
        try:
            self.engine.transfer(self.engine.accounts[name], "um", "USDT", D(amount))
        except Refusal:
            return
        self.desk.deposits["um", "USDT"] += amount

    @rule(name=NAMES, assets=st.permutations(["USDT", "BNB", "ETH"]), amount=st.integers(1, 4000), paid=st.booleans())
    def somebody_converts(self, name, assets, amount, paid) -> None:
        account = self.engine.accounts[name]
        pays, gets, _ = assets
        worth = {"USDT": D(1), "BNB": D(900), "ETH": D(4000)}
        named = pays if paid else gets
        wanted = {"fromAmount" if paid else "toAmount": (amount / worth[named]).quantize(D("0.00000001"))}
        try:
            quote = self.engine.convert.quote(account, pays, gets, worth.__getitem__, **wanted)
        except Refusal:
            return
        if quote.quoteId is not None:
            self.engine.convert.accept(account, quote.quoteId)
            assert account.wallet("um", pays).walletBalance >= 0

    @rule(name=NAMES, symbol=st.sampled_from(SYMBOLS), leverage=st.sampled_from([1, 5, 50, 125]))
    def leverage_changes(self, name, symbol, leverage) -> None:
        try:
            self.engine.change_leverage(self.engine.accounts[name], symbol, leverage)
        except Refusal:
            return

    @rule(name=NAMES, symbol=st.sampled_from(SYMBOLS), amount=st.integers(1, 500), kind=st.sampled_from([1, 2]))
    def isolated_margin_changes(self, name, symbol, amount, kind) -> None:
        amount = D(amount) if symbol == "BTCUSDT" else D(amount) / 100_000
        try:
            self.engine.change_position_margin(self.engine.accounts[name], symbol, amount, kind)
        except Refusal:
            return

    @invariant()
    def money_is_neither_made_nor_lost(self) -> None:
        for key, surplus in self.desk.books():
            assert surplus == 0, key

    @invariant()
    def positions_are_the_fills_and_add_up(self) -> None:
        for symbol in SYMBOLS:
            total = self.engine.listings[symbol].houseAmt
            for account in self.engine.accounts.values():
                for position in self.engine.holding(account, symbol).positions.values():
                    fills = [
                        fill.qty if fill.side == "BUY" else -fill.qty
                        for fill in account.fills
                        if fill.instrument.symbol == symbol and fill.positionSide == position.positionSide
                    ]
                    assert position.positionAmt == sum(fills, D(0))
                    assert position.cost >= 0
                    assert position.positionSide != "LONG" or position.positionAmt >= 0
                    assert position.positionSide != "SHORT" or position.positionAmt <= 0
                    total += position.positionAmt
            assert total == 0

    @invariant()
    def no_order_is_overfilled_and_what_rests_is_counted(self) -> None:
        for account in self.engine.accounts.values():
            for order in account.orders.values():
                assert 0 <= order.executedQty <= order.origQty
                assert order.executedQty == sum(
                    (fill.qty for fill in account.fills if fill.orderId == order.orderId), D(0)
                )
                assert order.open == (order.orderId in account.open_orders)
                if order.open:
                    assert order.remaining == order.origQty - order.executedQty
            for symbol in SYMBOLS:
                holding = self.engine.holding(account, symbol)
                resting = {
                    order
                    for order in self.engine.listings[symbol].book.orders()
                    if order in account.open_orders.values()
                }
                assert set(holding.orders.values()) == resting
                for side, position in holding.positions.items():
                    free = [each for each in resting if each.positionSide == side and not each.reducing]
                    for way, quantity, value in (
                        ("BUY", position.buysQty, position.buys),
                        ("SELL", position.sellsQty, position.sells),
                    ):
                        assert quantity == sum((each.remaining for each in free if each.side == way), D(0))
                        assert value == sum((each.reserved for each in free if each.side == way), D(0))
                    for order in position.reducing.values():
                        assert sum(each.remaining for each in position.reducing.values()) <= position.closable(
                            order.side
                        )

    @invariant()
    def no_book_is_crossed(self) -> None:
        for symbol in SYMBOLS:
            book = self.engine.listings[symbol].book
            assert book.best_bid is None or book.best_ask is None or book.best_bid < book.best_ask

    @invariant()
    def what_was_published_fits(self) -> None:
        """Depth changes join, trade ids rise, every fill of an account is told once."""
        for symbol in SYMBOLS:
            changes = [event for event in self.desk.of(DepthChange) if event.symbol == symbol]
            for before, after in pairwise(changes):
                assert after.pu == before.u == after.U - 1
            ids = [event.tradeId for event in self.desk.of(PublicTrade) if event.instrument.symbol == symbol]
            assert ids == sorted(set(ids))
        told = [event for event in self.desk.of(OrderUpdate) if event.executionType in {"TRADE", "CALCULATED"}]
        assert len(told) == sum(len(account.fills) for account in self.engine.accounts.values())


TestAnyMarket = AnyMarket.TestCase
TestAnyMarket.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)


OFFSETS = st.integers(-8, 8).map(lambda n: D(500 * n))


@settings(max_examples=150, deadline=None)
@given(
    symbol=st.sampled_from(SYMBOLS),
    isolated=st.booleans(),
    side=SIDES,
    offset=st.none() | OFFSETS,
    mark=OFFSETS,
    depth=st.integers(1, 6),
    leverage=st.sampled_from([1, 10, 20, 50]),
    spread=st.sampled_from([50, 700, 1_500]),
    own=st.booleans(),
)
def test_an_order_never_takes_more_margin_than_is_free(
    symbol, isolated, side, offset, mark, depth, leverage, spread, own
):
    """The largest order that is accepted, found by halving, leaves free margin of zero or more."""
    desk = Desk()
    engine = desk.engine
    product, asset = ("um", "USDT") if symbol == "BTCUSDT" else ("cm", "BTC")
    for step in range(1, depth + 1):
        engine.place_anonymous(symbol, "BUY", UNIT[symbol], D(100_000 - spread * step))
        engine.place_anonymous(symbol, "SELL", UNIT[symbol], D(100_000 + spread * step))
    alice = desk.account(um="2000", cm="0.02")
    if isolated:
        engine.change_margin_type(alice, symbol, "ISOLATED")
    engine.change_leverage(alice, symbol, leverage)
    engine.set_mark_price(symbol, D(100_000) + mark)
    if own:
        try:
            desk.limit(alice, "SELL" if side == "BUY" else "BUY", str(UNIT[symbol] / 5), "100000", symbol)
        except Refusal:
            return
    terms = {} if offset is None else {"price": D(100_000) + offset, "timeInForce": "GTC"}
    kind = "MARKET" if offset is None else "LIMIT"
    step = engine.listings[symbol].instrument.stepSize
    fits, breaks = 0, int(UNIT[symbol] * 100 / step)
    while breaks - fits > 1:
        half = (fits + breaks) // 2
        try:
            engine.new_order(alice, symbol, side, kind, quantity=half * step, test=True, **terms)
            fits = half
        except Refusal as refusal:
            if refusal.code not in {-2019, -2027}:
                return
            breaks = half
    if fits:
        engine.new_order(alice, symbol, side, kind, quantity=fits * step, **terms)
        assert engine.free_margin(alice, product, asset) >= -DUST
