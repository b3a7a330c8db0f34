"""The paper exchange's market: reproducible, never crossed, with a past, funding, delivery and long sleeps."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_bourse import NOW, Bourse, D

from binance_futures.paper._book import DepthChange
from binance_futures.paper._errors import Refusal
from binance_futures.paper._events import FundingPayment, Liquidation, OrderUpdate, PublicTrade
from binance_futures.paper._instruments import listed
from binance_futures.paper._klines import DAY, HOUR, INTERVALS, MINUTE, span
from binance_futures.paper._market import CHANGES
from binance_futures.paper._market_changes import AggTrade, Delivered, IndexPrice, KlineClosed, PremiumIndex
from binance_futures.paper._quotes import LEVELS

SYMBOLS = tuple(listed(NOW))
FEW = ("BTCUSDT", "BTCUSD_PERP")
DELIVERY = next(each for each in listed(NOW).values() if each.contractType != "PERPETUAL")


@pytest.fixture(scope="module")
def warm() -> Bourse:
    """All contracts, just warmed up; read it only."""
    return Bourse(warm=True)


def trade_along(bourse: Bourse, pace: int) -> list[str]:
    """What happens in 12 s when a user trades each 3 s."""
    account = bourse.engine.open_account("alice", {("um", "USDT"): D(1_000_000)})
    for side in ("BUY", "SELL", "BUY", "BUY"):
        bourse.run(3, pace)
        bourse.engine.new_order(account, "BTCUSDT", side, "MARKET", quantity=D("0.5"))
        price = bourse.data.book_ticker("BTCUSDT").bidPrice
        bourse.engine.new_order(
            account,
            "BTCUSDT",
            "BUY",
            "LIMIT",
            quantity=D("0.01"),
            price=price,
            timeInForce="GTD",
            goodTillDate=(bourse.clock.now() // 1000 + 601) * 1000,
        )
    bourse.run(3, pace)
    return [repr(event) for event in bourse.events]


def test_the_market_is_the_same_whatever_the_pace() -> None:
    """Same seed and commands, same events to the digit: stepped each 100 ms, each 300 ms, or every 3 s."""
    first, second, third = (
        trade_along(Bourse(only=FEW, warm=True, intensity="busy"), pace) for pace in (100, 300, 3000)
    )
    assert len(first) > 400
    assert first == second == third


def test_another_seed_is_another_market() -> None:
    """Seeds decide."""
    markets = [Bourse(seed, only=FEW, warm=True) for seed in (1, 2)]
    for market in markets:
        market.run(2)
    assert markets[0].trades("BTCUSDT") != markets[1].trades("BTCUSDT")
    assert markets[0].data.klines("BTCUSDT", "1d", limit=9) != markets[1].data.klines("BTCUSDT", "1d", limit=9)


def test_users_do_not_move_what_things_are_worth() -> None:
    """The index is the same with and without a user who eats the book."""
    calm, eaten = Bourse(only=FEW, warm=True), Bourse(only=FEW, warm=True)
    account = eaten.engine.open_account("whale", {("um", "USDT"): D(900_000_000)})
    for _ in range(5):
        calm.run(1)
        eaten.run(1)
        eaten.engine.new_order(account, "BTCUSDT", "BUY", "MARKET", quantity=D(100))
    paths = [
        [change.price for change in market.market.take_changes() if isinstance(change, IndexPrice)]
        for market in (calm, eaten)
    ]
    assert paths[0] == paths[1]
    assert len(set(paths[0])) == 5


def assert_books_live(bourse: Bourse) -> None:
    """Every book is tight, deep and bounded."""
    for symbol, listing in bourse.engine.listings.items():
        book, tick = listing.book, listing.instrument.tickSize
        assert book.best_bid < book.best_ask, symbol
        assert (book.best_ask - book.best_bid) / tick <= 3, symbol
        assert min(len(book.bids()), len(book.asks())) >= 50, symbol
        assert len(listing.anonymous) <= 4 * LEVELS, symbol


def test_books_are_tight_deep_and_bounded(warm: Bourse) -> None:
    """A spread of 1 to 3 ticks, 50 levels and more, larger far away than near."""
    assert_books_live(warm)
    for listing in warm.engine.listings.values():
        quantities = [quantity for _, quantity in listing.book.bids()]
        assert sum(quantities[-30:]) > 4 * sum(quantities[:10])


@settings(max_examples=8, deadline=None)
@given(
    seed=st.integers(0, 1000),
    orders=st.lists(
        st.tuples(
            st.sampled_from(FEW), st.sampled_from(["BUY", "SELL"]), st.integers(1, 4000), st.none() | st.integers(-9, 9)
        ),
        max_size=8,
    ),
)
def test_the_book_lives_on_whatever_users_do(seed, orders) -> None:
    """Never crossed; once users' orders are gone it is tight and deep again, around what the contract is worth."""
    bourse = Bourse(seed, only=FEW, warm=True)
    account = bourse.engine.open_account("whale", {("um", "USDT"): D(10**9), ("cm", "BTC"): D(10**5)})
    for symbol, side, units, ticks in orders:
        more = {}
        unit = D("0.05") if symbol == "BTCUSDT" else D(5)
        if ticks is not None:
            ticker = bourse.data.book_ticker(symbol)
            more = {"price": ticker.bidPrice + ticks * 20 * D("0.1"), "timeInForce": "GTC"}
        try:
            bourse.engine.new_order(account, symbol, side, "LIMIT" if more else "MARKET", quantity=unit * units, **more)
        except Refusal as refusal:
            assert refusal.code in {-2019, -2027, -4005, -4131}, refusal  # too large  # noqa: PT017
        bourse.run(0.3)
        for listing in bourse.engine.listings.values():
            assert listing.book.best_bid is None or listing.book.best_bid < listing.book.best_ask
            assert len(listing.anonymous) <= 4 * LEVELS
    for symbol in FEW:
        bourse.engine.cancel_all(account, symbol)
    bourse.run(0.2)
    assert_books_live(bourse)
    for symbol in FEW:
        ticker, premium = bourse.data.book_ticker(symbol), bourse.data.premium(symbol)
        assert abs(ticker.bidPrice / premium.indexPrice - 1) < D("0.005")


def test_live_candlesticks_go_on_from_the_past() -> None:
    """Ids, times and prices of the past fit the first live trades; klines of a live minute are its trades."""
    bourse = Bourse(warm=True)
    lasts = {symbol: bourse.data.trades(symbol, 1)[0] for symbol in SYMBOLS}
    bourse.run(5)
    for symbol, last in lasts.items():
        first = bourse.trades(symbol)[0]
        assert (first.tradeId, first.aggTradeId) == (last.tradeId + 1, last.aggTradeId + 1)
        assert last.time <= NOW <= first.time
        assert abs(first.price / last.price - 1) < D("0.003")
        minute = bourse.data.klines(symbol, "1m", limit=1)[0]
        inside = [trade for trade in bourse.data.trades(symbol, 5000) if trade.time >= minute.openTime]
        assert (minute.count, minute.firstId, minute.lastId) == (len(inside), inside[0].tradeId, inside[-1].tradeId)
        assert (minute.open, minute.close) == (inside[0].price, inside[-1].price)
        assert minute.volume == sum(trade.qty for trade in inside)
        assert bourse.data.last_price(symbol) == inside[-1].price
        assert bourse.data.last_time(symbol) == inside[-1].time
        assert bourse.data.klines(symbol, "1M", limit=1)[0].close == inside[-1].price


def test_the_past_is_consistent(warm: Bourse) -> None:
    """Days for a year, hours for two weeks, minutes for a day; every length made of the shorter ones."""
    for symbol in SYMBOLS:
        assert len(warm.data.klines(symbol, "1d", limit=1500)) >= 370
        assert len(warm.data.klines(symbol, "1h", limit=1500)) >= 14 * 24
        minutes = warm.data.klines(symbol, "1m", limit=1500)
        assert len(minutes) >= 1440
        grid = warm.engine.listings[symbol].instrument
        for minute in minutes:
            assert minute.low <= min(minute.open, minute.close) <= max(minute.open, minute.close) <= minute.high
            assert 0 <= minute.takerBuyVolume <= minute.volume
            assert not minute.close % grid.tickSize
            assert not minute.volume % grid.stepSize
        for before, after in pairwise(minutes):
            assert (after.openTime, after.firstId) == (before.closeTime + 1, before.lastId + 1)
        for interval in INTERVALS[1:5]:
            for kline in warm.data.klines(symbol, interval, start=minutes[30].openTime, limit=20):
                inside = [each for each in minutes if kline.openTime <= each.openTime <= kline.closeTime]
                assert (kline.openTime, kline.closeTime) == span(interval, kline.openTime)
                assert (kline.open, kline.close) == (inside[0].open, inside[-1].close)
                assert (kline.high, kline.low) == (max(k.high for k in inside), min(k.low for k in inside))
                assert kline.volume == sum(each.volume for each in inside)
                assert kline.count == sum(each.count for each in inside)
        ticker = warm.data.ticker_24h(symbol)
        inside = [each for each in minutes if each.openTime >= ticker.openTime]
        assert (ticker.volume, ticker.count) == (sum(k.volume for k in inside), sum(k.count for k in inside))
        assert (ticker.highPrice, ticker.lowPrice) == (max(k.high for k in inside), min(k.low for k in inside))
        assert (ticker.openPrice, ticker.lastPrice) == (inside[0].open, inside[-1].close)


def test_mark_index_and_premium_have_candlesticks(warm: Bourse) -> None:
    """Prices without volume, from the past on; the index by pair."""
    for kind, key in (("mark", "BTCUSDT"), ("mark", DELIVERY.symbol), ("index", "BTCUSD"), ("premium", "ETHUSD_PERP")):
        for interval in ("1m", "1h", "1d", "1M"):
            klines = warm.data.price_klines(kind, key, interval, limit=200)
            assert klines[-1].openTime <= NOW <= klines[-1].closeTime
            assert len(klines) == 200 or interval == "1M"
            for kline in klines:
                assert (kline.volume, kline.turnover, kline.firstId) == (0, 0, -1)
                assert kline.low <= min(kline.open, kline.close) <= max(kline.open, kline.close) <= kline.high
            for before, after in pairwise(klines):
                assert after.openTime == before.closeTime + 1
            highest = max(abs(kline.close) for kline in klines)
            assert highest < D("0.001") if kind == "premium" else highest > 3000


def test_prices_are_told_each_second() -> None:
    """Mark price of every symbol and index of every pair, close to each other, and moving; the engine has the mark."""
    bourse = Bourse(warm=True)
    bourse.run(4)
    changes = bourse.market.take_changes()
    marks = [change for change in changes if isinstance(change, PremiumIndex)]
    assert [mark.symbol for mark in marks] == [*SYMBOLS] * 4
    assert {mark.time % 1000 for mark in marks} == {0}
    assert len({change.pair for change in changes if isinstance(change, IndexPrice)}) == 7
    for symbol in SYMBOLS:
        latest = bourse.data.premium(symbol)
        assert latest == [mark for mark in marks if mark.symbol == symbol][-1]
        assert bourse.engine.listings[symbol].markPrice == latest.markPrice
        assert len({mark.markPrice for mark in marks if mark.symbol == symbol}) == 4
        assert abs(latest.markPrice / latest.indexPrice - 1) < D("0.006")
        assert bourse.data.index_price(latest.pair) == latest.indexPrice
    assert bourse.market.take_changes() == []


def test_twins_are_worth_the_same(warm: Bourse) -> None:
    """Perpetual contracts of one asset stay together; the delivery contract has its premium."""
    for symbol in ("BTCUSDC", "BTCUSD_PERP"):
        assert abs(warm.data.last_price(symbol) / warm.data.last_price("BTCUSDT") - 1) < D("0.003")
    assert D("1.003") < warm.data.last_price(DELIVERY.symbol) / warm.data.last_price("BTCUSD_PERP") < D("1.007")


def test_minutes_close_on_time() -> None:
    """Within 100 ms of the end of a minute every contract's minute is told as closed."""
    bourse = Bourse(warm=True, now=NOW // MINUTE * MINUTE + 59_500)
    bourse.run(0.5)
    closed = [change for change in bourse.market.take_changes() if isinstance(change, KlineClosed)]
    minutes = {change.key for change in closed if (change.kind, change.interval) == ("contract", "1m")}
    assert minutes == {*SYMBOLS}


def test_aggregates_of_the_market_partition_its_trades() -> None:
    """What `take_changes` tells of aggregates holds every trade once."""
    bourse = Bourse(only=FEW, warm=True, intensity="busy")
    bourse.run(4)
    bourse.run(0.1)
    told = [change for change in bourse.market.take_changes() if isinstance(change, AggTrade)]
    for symbol in FEW:
        mine = [each for each in told if each.symbol == symbol]
        ids = [number for each in mine for number in range(each.firstId, each.lastId + 1)]
        before = bourse.clock.now() // 100 * 100
        trades = bourse.trades(symbol)
        assert ids == [trade.tradeId for trade in trades[: len(ids)]]
        growing = trades[len(ids) :]
        assert all(trade.time == before and trade.aggTradeId == trades[-1].aggTradeId for trade in growing)
        assert any(each.lastId > each.firstId for each in mine)
        assert bourse.data.agg_trades(symbol, from_id=mine[2].aggTradeId, limit=5) == mine[2:7]
        assert bourse.data.agg_trades(symbol, limit=4) == mine[-4:]
        assert bourse.data.agg_trades(symbol, start=NOW, end=bourse.clock.now(), limit=3) == mine[:3]
        assert bourse.data.trades(symbol, 2, trades[3].tradeId) == trades[3:5]


def test_funding_is_settled_at_its_time() -> None:
    """At the full interval longs pay shorts once, at the rate told before; then the next interval begins."""
    due = (NOW // (8 * HOUR) + 1) * 8 * HOUR
    bourse = Bourse(now=due - 2_000, warm=True, only=(*FEW, DELIVERY.symbol))
    account = bourse.engine.open_account("alice", {("um", "USDT"): D(100_000)})
    bourse.run(1)
    bourse.engine.new_order(account, "BTCUSDT", "BUY", "MARKET", quantity=D("0.1"))
    before = bourse.data.premium("BTCUSDT")
    assert (before.nextFundingTime, bourse.data.premium(DELIVERY.symbol).fundingRate) == (due, None)
    bourse.run(3)
    payments = bourse.of(FundingPayment)
    assert [payment.symbol for payment in payments] == [*FEW]
    assert {payment.time for payment in payments} == {due}
    assert payments[0].fundingRate == before.fundingRate
    assert bourse.data.premium("BTCUSDT").nextFundingTime == due + 8 * HOUR
    assert bourse.data.funding_history("BTCUSDT", limit=1) == [payments[0]]
    assert len(bourse.data.funding_history("BTCUSDT", start=due - 3 * DAY, end=due, limit=100)) == 10
    paid = [income.income for income in account.incomes if income.incomeType == "FUNDING_FEE"]
    assert [amount < 0 for amount in paid] == [payments[0].fundingRate > 0]


def test_a_contract_is_delivered_at_its_date() -> None:
    """At the average of the index in its last hour; then it trades no more and its orders are gone."""
    bourse = Bourse(now=DELIVERY.deliveryDate - 3_000, warm=True, only=("BTCUSD_PERP", DELIVERY.symbol))
    account = bourse.engine.open_account("alice", {("cm", "BTC"): D(10)})
    bourse.run(1)
    bourse.engine.new_order(account, DELIVERY.symbol, "BUY", "MARKET", quantity=D(3))
    bourse.run(4)
    changes = bourse.market.take_changes()
    marks = [c for c in changes if isinstance(c, PremiumIndex) and c.symbol == DELIVERY.symbol]
    (ended,) = (change for change in changes if isinstance(change, Delivered))
    assert (ended.symbol, ended.time) == (DELIVERY.symbol, DELIVERY.deliveryDate)
    settles = [bourse.data.premium(DELIVERY.symbol).indexPrice, *(mark.indexPrice for mark in marks)]
    assert min(settles) <= ended.price + 1
    assert ended.price - 1 <= max(settles)
    assert ended.price == marks[-1].estimatedSettlePrice.quantize(D("0.1")) == marks[-1].markPrice.quantize(D("0.1"))
    assert bourse.data.deliveries("BTCUSD") == [ended]
    listing = bourse.engine.listings[DELIVERY.symbol]
    assert (listing.status, listing.book.best_bid, len(listing.anonymous)) == ("DELIVERED", None, 0)
    assert bourse.trades(DELIVERY.symbol)[-1].time < DELIVERY.deliveryDate
    assert bourse.engine.holding(account, DELIVERY.symbol).flat
    assert bourse.data.book_ticker(DELIVERY.symbol).bidPrice == 0
    bourse.run(1)


def test_a_night_is_slept_through() -> None:
    """Hours are gone through at once: funding is paid at its times, orders fill on the way, klines have no holes."""
    bourse = Bourse(only=FEW, warm=True, seed=3)
    account = bourse.engine.open_account("alice", {("um", "USDT"): D(100_000)})
    price = bourse.data.book_ticker("BTCUSDT")
    for side, near in (("BUY", price.bidPrice - 20), ("SELL", price.askPrice + 20)):
        bourse.engine.new_order(account, "BTCUSDT", side, "LIMIT", quantity=D("0.01"), price=near, timeInForce="GTC")
    bourse.run(9 * 3600 + 12.3, 9 * 3_600_000 + 12_300)
    now = bourse.clock.now()
    first = (NOW // (8 * HOUR) + 1) * 8 * HOUR
    assert [payment.time for payment in bourse.of(FundingPayment)] == [first] * 2
    assert any(update.executionType == "TRADE" for update in bourse.of(OrderUpdate))
    times = [event.time for event in bourse.events if isinstance(event, PublicTrade | DepthChange | OrderUpdate)]
    assert times == sorted(times)
    for symbol in FEW:
        for interval in ("1h", "1d"):
            klines = bourse.data.klines(symbol, interval, limit=30)
            assert klines[-1].openTime <= now <= klines[-1].closeTime
            assert all(after.openTime == before.closeTime + 1 for before, after in pairwise(klines))
            assert all(kline.count for kline in klines)
            marks = bourse.data.price_klines("mark", symbol, interval, limit=30)
            assert [kline.openTime for kline in marks] == [kline.openTime for kline in klines]
        ids = [kline.lastId for kline in bourse.data.klines(symbol, "1h", limit=30)]
        assert ids == sorted(ids)
    assert_books_live(bourse)
    bourse.run(1)


def test_months_are_slept_through_past_a_delivery() -> None:
    """A contract that ends on the way is delivered; memory stays bounded."""
    bourse = Bourse(only=(*FEW, DELIVERY.symbol), warm=True)
    passed = DELIVERY.deliveryDate + 3 * DAY - NOW
    bourse.run(passed / 1000, passed)
    assert bourse.engine.listings[DELIVERY.symbol].status == "DELIVERED"
    assert len(bourse.of(FundingPayment)) >= 2 * 3 * (passed // DAY - 1)
    assert len(bourse.data.klines("BTCUSDT", "1d", limit=2000)) <= 1875
    assert bourse.data.klines("BTCUSDT", "1M", limit=2)[-1].closeTime >= bourse.clock.now()


def test_timers_of_the_engine_run_at_their_time() -> None:
    """A countdown between two steps cancels at its own time, and is what is due next."""
    bourse = Bourse(only=FEW, warm=True)
    account = bourse.engine.open_account("alice", {("um", "USDT"): D(100_000)})
    bourse.engine.new_order(account, "BTCUSDT", "BUY", "LIMIT", quantity=D("0.01"), price=D(97_000), timeInForce="GTC")
    bourse.engine.countdown_cancel(account, "BTCUSDT", 1_030)
    assert bourse.market.next_due() == NOW + 100
    bourse.run(1)
    assert bourse.market.next_due() == NOW + 1_030
    bourse.run(1, 1000)
    (cancelled,) = (update for update in bourse.of(OrderUpdate) if update.executionType == "CANCELED")
    assert cancelled.time == NOW + 1_030


def test_liquidations_are_remembered() -> None:
    """A user's forced order is on the tape of its contract."""
    bourse = Bourse(only=FEW, warm=True)
    account = bourse.engine.open_account("alice", {("um", "USDT"): D(1_000)})
    bourse.engine.change_leverage(account, "BTCUSDT", 100)
    bourse.engine.new_order(account, "BTCUSDT", "BUY", "MARKET", quantity=D("0.5"))
    bourse.engine.set_mark_price("BTCUSDT", D(98_000))
    (forced,) = bourse.of(Liquidation)
    bourse.run(2)
    assert bourse.data.liquidations("BTCUSDT", end=NOW + 999, limit=10) == [forced]
    assert (forced.side, forced.origQty) == ("SELL", D("0.5"))
    assert forced in bourse.market.take_changes()


def test_the_crowd_is_liquidated_now_and_then() -> None:
    """About one taker in twenty; mostly longs after a fall and shorts after a rise, and the fund is not drained."""
    bourse = Bourse(only=("BTCUSDT",), warm=True, intensity=20.0)
    bourse.engine.endow("um", "USDT", D(1000))
    simulation = bourse.market._simulated["BTCUSDT"]
    told: dict[str, list[str]] = {}
    for name, way in (("fall", -1), ("rise", 1)):
        bourse.events.clear()
        fair = bourse.market._worth("BTCUSDT")
        for step in range(300):
            with bourse.engine.at(bourse.clock.now() + 100 * step):
                simulation.tick(fair * (1 + way * step * 0.00001), 0.1)
        bourse.clock.advance(30_000)
        told[name] = [event.side for event in bourse.of(Liquidation)]
    assert 20 <= len(told["fall"]) <= 90
    assert 20 <= len(told["rise"]) <= 90
    assert told["fall"].count("SELL") > 4 * told["fall"].count("BUY")
    assert told["rise"].count("BUY") > 4 * told["rise"].count("SELL")
    assert bourse.engine.insurance["um", "USDT"] >= 1000


def test_open_interest_counts_the_accounts() -> None:
    """What the simulated market holds changes slowly; accounts' longs come on top."""
    bourse = Bourse(only=FEW, warm=True)
    before = bourse.data.open_interest("BTCUSDT")
    assert before == bourse.data.open_interest("BTCUSDT", NOW)
    assert 1500 < before < 2500
    account = bourse.engine.open_account("alice", {("um", "USDT"): D(1_000_000)})
    bourse.engine.new_order(account, "BTCUSDT", "BUY", "MARKET", quantity=D(2))
    assert bourse.data.open_interest("BTCUSDT") == before + 2
    assert bourse.data.open_interest("BTCUSDT", NOW - DAY // 2) != before


def test_contracts_are_found_by_pair(warm: Bourse) -> None:
    """A pair has contracts of several types."""
    assert warm.data.symbols("BTCUSD") == ("BTCUSD_PERP", DELIVERY.symbol)
    assert warm.data.symbol_of("BTCUSD", "CURRENT_QUARTER") == DELIVERY.symbol
    assert warm.data.symbol_of("BTCUSD", "NEXT_QUARTER") is None


def test_changes_nobody_takes_are_bounded() -> None:
    """The latest are kept."""
    bourse = Bourse(only=FEW, warm=True)
    for number in range(CHANGES + 10):
        bourse.market._change(IndexPrice("BTCUSD", number, D(1)))
    kept = bourse.market.take_changes()
    assert (len(kept), kept[-1].time) == (CHANGES, CHANGES + 9)


def test_intensity_is_how_much_happens() -> None:
    """From calm to busy, or a number of takers a second."""
    counts = []
    for intensity in ("calm", "normal", "busy", 20.0):
        bourse = Bourse(only=("BTCUSDT",), warm=True, intensity=intensity)
        bourse.run(8)
        counts.append(len(bourse.trades("BTCUSDT")))
    assert counts == sorted(counts)
    assert counts[0] < 25 < counts[1] < 90 < counts[2]
    with pytest.raises(ValueError, match="must be positive"):
        Bourse(intensity=0)


def test_volatility_is_that_of_the_asset() -> None:
    """Two hundred days of hours give roughly the yearly volatility that is set."""
    from binance_futures.paper._fair import VOLATILITY, Fair

    fair = Fair(listed(NOW).values(), random.Random(5).getrandbits(64), NOW, {})
    squares = dict.fromkeys(VOLATILITY, 0.0)
    for _ in range(5_000):
        before = dict(fair.assets)
        fair.move(3600.0)
        for asset, price in fair.assets.items():
            squares[asset] += (price / before[asset] - 1) ** 2
    for asset, target in VOLATILITY.items():
        yearly = (squares[asset] / 5_000 * 365 * 24) ** 0.5
        assert 0.9 * target < yearly < 1.1 * target
