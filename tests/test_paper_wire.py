"""Every event of the paper exchange reads as the SDK and the documentation have it."""

import importlib
import json
from typing import Any

import pytest
from contracts import DIRECTORY, untyped
from paper_counter import Counter, rows, warm_counter
from paper_desk import D, Desk

from binance_futures.paper import _wire_market as wire
from binance_futures.paper._asset_index import asset_indexes
from binance_futures.paper._book import DepthChange
from binance_futures.paper._events import AccountUpdate, AlgoUpdate, Liquidation, MarginCall, OrderUpdate
from binance_futures.paper._market import Market
from binance_futures.paper._market_changes import AggTrade, IndexPrice
from binance_futures.paper._wire_user import UserEvent, listen_key_expired, product_of, user_messages

SYMBOLS = {"um": "BTCUSDT", "cm": "BTCUSD_PERP"}
USER = {
    "ORDER_TRADE_UPDATE": "order_trade_update",
    "ACCOUNT_UPDATE": "account_update",
    "ALGO_UPDATE": "algo_update",
    "TRADE_LITE": "trade_lite",
    "ACCOUNT_CONFIG_UPDATE": "account_config_update",
    "MARGIN_CALL": "margin_call",
    "listenKeyExpired": "listen_key_expired",
}
both = pytest.mark.parametrize("product", ["um", "cm"])


def check(product: str, kind: str, name: str, message: Any) -> None:
    """The SDK's model of an event types all of a message, and no documented field is missing."""
    contract = json.loads((DIRECTORY / f"{product}_{kind}" / f"{name}.json").read_text())
    module = importlib.import_module(f"binance_futures.models.{product}.{kind}")
    message = json.loads(json.dumps(message))
    assert [*untyped(getattr(module, contract["event"]).model_validate_json(json.dumps(message)), message)] == []
    documented: dict[str, set[str]] = {}
    for payload in contract["answers"]:
        for one in payload if isinstance(payload, list) else [payload]:
            for place, keys in rows(one):
                documented[place] = documented.get(place, keys) & keys
    for place, keys in rows(message):
        assert documented.get(place, set()) <= keys, (name, place)


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    for symbol, unit in (("BTCUSDT", "0.5"), ("BTCUSD_PERP", "500")):
        desk.quote(symbol, bids={"99999": unit, "90000": "10" if unit == "0.5" else "9000"}, asks={"100001": unit})
    return desk


def messages(desk: Desk) -> list[tuple[str, dict[str, Any]]]:
    """What the user streams of alice were told, checked."""
    told = []
    for event in desk.events:
        if isinstance(event, UserEvent) and event.account == "alice":
            for message in user_messages(event):
                check(product_of(event), "user_events", USER[str(message["e"])], message)
                told.append((product_of(event), json.loads(json.dumps(message))))
    desk.clear()
    return told


@both
def test_the_life_of_an_order(desk: Desk, product: Any) -> None:
    """Placed, changed, filled and cancelled orders are told, with what the fill did to balance and position."""
    symbol, quantity = SYMBOLS[product], "0.040" if product == "um" else "4"
    alice = desk.account()
    desk.clear()
    order = desk.limit(alice, "BUY", quantity, "99000", symbol, newClientOrderId="grid-7/b:12")
    desk.engine.modify_order(alice, symbol, "BUY", D(quantity), D("99001"), orderId=order.orderId, modifyId=17)
    desk.engine.cancel_order(alice, symbol, orderId=order.orderId)
    placed, changed, gone = (message["o"] for _, message in messages(desk))
    assert [each["x"] for each in (placed, changed, gone)] == ["NEW", "AMENDMENT", "CANCELED"]
    assert (placed["p"], placed["ap"], placed["sp"], placed["l"]) == (
        "99000.00" if product == "um" else "99000.0",
        *"000",
    )
    assert (changed["M"], "M" in placed, "N" in placed) == ("17", False, False)
    desk.market(alice, "BUY", quantity, symbol)
    told = [message for _, message in messages(desk)]
    lite = ["TRADE_LITE"] if product == "um" else []
    assert [each["e"] for each in told] == ["ORDER_TRADE_UPDATE", *lite, "ORDER_TRADE_UPDATE", "ACCOUNT_UPDATE"]
    filled, account = told[-2]["o"], told[-1]["a"]
    assert (filled["x"], filled["X"], filled["z"], filled["m"]) == ("TRADE", "FILLED", quantity, False)
    assert (account["m"], account["P"][0]["pa"], account["P"][0]["mt"]) == ("ORDER", quantity, "cross")
    if product == "um":
        assert (filled["ap"], filled["n"], filled["N"]) == ("100001.00000", "2.00002000", "USDT")
        assert account["B"] == [{"a": "USDT", "wb": "99997.99998000", "cw": "99997.99998000", "bc": "0"}]
    else:
        assert (filled["ap"], filled["ma"], told[-1]["i"]) == ("100001.0", "BTC", "alice")


@both
def test_funding_settings_and_calls(desk: Desk, product: Any) -> None:
    """Funding names its symbol, a margin call the crossed wallet; leverage is told, of um the asset mode, too."""
    symbol, quantity = SYMBOLS[product], "0.400" if product == "um" else "400"
    alice = desk.account(um="2500", cm="0.025")
    desk.engine.change_leverage(alice, symbol, 25)
    desk.market(alice, "BUY", quantity, symbol)
    desk.clear()
    desk.engine.settle_funding(symbol, D("0.0001"))
    ((_, funding),) = messages(desk)
    assert (funding["a"]["m"], funding["a"]["S"], funding["a"]["P"]) == ("FUNDING_FEE", symbol, [])
    mark = D(100_000)
    while not desk.of(MarginCall):
        mark -= 10
        desk.engine.set_mark_price(symbol, mark)
    ((_, call),) = messages(desk)
    assert (call["e"], call["p"][0]["mt"], call["p"][0]["mp"]) == ("MARGIN_CALL", "CROSSED", f"{mark}.00000000")
    assert ("cw" in call, "i" in call) == (True, product == "cm")
    desk.engine.set_mark_price(symbol, D(100_000))
    desk.engine.change_leverage(alice, symbol, 26)
    if product == "um":
        desk.engine.change_multi_assets_mode(alice, multiAssetsMargin=True)
    told = [message for _, message in messages(desk)]
    assert told[0]["ac"] == {"s": symbol, "l": 26}
    assert [message["ai"] for message in told[1:]] == ([{"j": True}] if product == "um" else [])


@both
def test_an_isolated_position_and_its_liquidation(desk: Desk, product: Any) -> None:
    """Margin changes, the call of an isolated position, and the forced order with its public event."""
    symbol, quantity = SYMBOLS[product], "0.040" if product == "um" else "40"
    alice = desk.account()
    desk.engine.change_margin_type(alice, symbol, "ISOLATED")
    desk.market(alice, "BUY", quantity, symbol)
    desk.engine.change_position_margin(alice, symbol, D("0.0001"), 1)
    told = [message["a"] for _, message in messages(desk) if message["e"] == "ACCOUNT_UPDATE"]
    assert [each["m"] for each in told[-3:]] == ["MARGIN_TYPE_CHANGE", "ORDER", "MARGIN_TRANSFER"]
    assert told[-1]["P"][0]["mt"] == "isolated"
    mark = D(100_000)
    while not desk.of(Liquidation):
        mark -= 100
        desk.engine.set_mark_price(symbol, mark)
    (call,) = desk.of(MarginCall)
    (forced,) = desk.of(Liquidation)
    told = [message for _, message in messages(desk)]
    assert user_messages(call)[0] in told
    assert "cw" not in user_messages(call)[0]
    orders = [message["o"] for message in told if message["e"] == "ORDER_TRADE_UPDATE"]
    assert orders[0]["c"].startswith("autoclose-")
    assert orders[0]["o"] == "LIQUIDATION"
    for every, name in ((False, "liquidation_order"), (True, "liquidation_order_all_market")):
        message = wire.liquidation_order(forced, desk.clock.now(), every=every)
        check(product, "events", name, message)
        assert message["o"]["o"] == "LIMIT"  # type: ignore[index]  # the documents of the wire are untyped


@both
def test_the_life_of_a_trailing_stop(desk: Desk, product: Any) -> None:
    """It is told as waiting, activated, triggered and finished, and its order has its terms."""
    symbol, quantity = SYMBOLS[product], D("0.040") if product == "um" else D(4)
    alice = desk.account()
    desk.engine.new_algo_order(
        alice,
        symbol,
        "SELL",
        "TRAILING_STOP_MARKET",
        quantity=quantity,
        activatePrice=D(100_100),
        callbackRate=D("0.5"),
        workingType="MARK_PRICE",
    )
    for price in ("100200", "99000"):
        desk.engine.set_mark_price(symbol, D(price))
    assert desk.of(AlgoUpdate)
    told = [message["o"] for _, message in messages(desk) if message["e"] in {"ALGO_UPDATE", "ORDER_TRADE_UPDATE"}]
    algos = [each for each in told if "aid" in each]
    assert [(each["X"], each["ia"]) for each in algos[:2]] == [("NEW", False), ("NEW", True)]
    assert [each["X"] for each in algos[-2:]] == ["TRIGGERED", "FINISHED"]
    assert ("ap" in algos[0], algos[-1]["act"], algos[-1]["aq"]) == (False, "MARKET", f"{quantity:.5f}")
    order = next(each for each in told if each.get("ot") == "TRAILING_STOP_MARKET")
    assert (order["AP"][:6], order["cr"]) == ("100100", "0.5")


def test_a_stop_that_fails_says_why(desk: Desk) -> None:
    """A conditional order that may not be placed once triggered is told with its reason."""
    alice = desk.account(um="10")
    desk.engine.new_algo_order(
        alice, "BTCUSDT", "BUY", "STOP_MARKET", quantity=D("0.400"), triggerPrice=D(100_100), workingType="MARK_PRICE"
    )
    desk.engine.set_mark_price("BTCUSDT", D(100_200))
    told = [message["o"] for _, message in messages(desk) if message["e"] == "ALGO_UPDATE"]
    assert (told[-1]["X"], told[-1]["rm"]) == ("REJECTED", "Margin is insufficient.")


@both
def test_an_expired_listen_key(product: str) -> None:
    """The last event of a stream tells its key."""
    check(product, "user_events", "listen_key_expired", listen_key_expired("listenKeyForTests", 1_767_225_600_000))


# The market


@pytest.fixture(scope="module")
def warm() -> tuple[Counter, Market]:
    desk, market = warm_counter()
    desk.desk.listeners.append(desk.desk.events.append)
    market.take_changes()
    desk.desk.clock.advance(3_000)
    market.step()
    return desk, market


@pytest.fixture
def instrument(warm: tuple[Counter, Market], product: str) -> Any:
    return warm[0].desk.engine.listings[SYMBOLS[product]].instrument


@both
def test_what_changes_in_the_market(warm, instrument: Any, product: str) -> None:
    """Aggregates, mark prices and, of cm, index prices."""
    desk, market = warm
    now = desk.desk.clock.now()
    data = market.data
    (trade,) = data.agg_trades(instrument.symbol, limit=1)
    assert isinstance(trade, AggTrade)
    check(product, "events", "agg_trade", wire.agg_trade(trade, instrument, now))
    for name in ("mark_price", "mark_price_all_market"):
        check(product, "events", name, wire.mark_price(data.premium(instrument.symbol), product, now))
    if product == "cm":
        quarter = data.symbol_of("BTCUSD", "CURRENT_QUARTER")
        message = wire.mark_price(data.premium(quarter), "cm", now)
        check("cm", "events", "pair_mark_price", message)
        assert (message["r"], message["T"]) == ("", 0)
        price = IndexPrice("BTCUSD", now, data.index_price("BTCUSD"))
        check("cm", "events", "index_price", wire.index_price(price, now))


@both
def test_candlesticks(warm, instrument: Any, product: str) -> None:
    """A candlestick is closed once its time is over; those of prices have times for ids and no volume."""
    desk, market = warm
    data = market.data
    now = desk.desk.clock.now()
    before, running = data.klines(instrument.symbol, "1m", limit=2)
    message = wire.kline(running, instrument, "1m", now)
    check(product, "events", "kline", message)
    closed = [wire.kline(each, instrument, "1m", now)["k"] for each in (before, running)]
    assert [candle["x"] for candle in closed] == [True, False]  # type: ignore[index]  # untyped documents
    check(product, "events", "continuous_kline", wire.continuous_kline(running, instrument, "1m", now))
    if product == "cm":
        (candle,) = data.price_klines("index", "BTCUSD", "1m", limit=1)
        check("cm", "events", "index_kline", wire.index_kline(candle, "BTCUSD", "1m", now))
        (candle,) = data.price_klines("mark", instrument.symbol, "1m", limit=1)
        check("cm", "events", "mark_kline", wire.mark_kline(candle, instrument, "1m", now))


@both
def test_tickers(warm, instrument: Any, product: str) -> None:
    """Tickers of 24 hours, whole and small, and the best of the book."""
    desk, market = warm
    now = desk.desk.clock.now()
    day = market.data.ticker_24h(instrument.symbol)
    for suffix in ("", "_all_market"):
        check(product, "events", f"ticker{suffix}", wire.ticker(day, instrument, now))
        check(product, "events", f"mini_ticker{suffix}", wire.mini_ticker(day, instrument, now))
        best = market.data.book_ticker(instrument.symbol)
        check(product, "events", f"book_ticker{suffix}", wire.book_ticker(best, instrument, now))


@both
def test_books(warm, instrument: Any, product: str) -> None:
    """A difference has the levels that changed, a partial book the best of each side."""
    desk, _ = warm
    engine, now = desk.desk.engine, desk.desk.clock.now()
    changes = [each for each in desk.desk.of(DepthChange) if each.symbol == instrument.symbol]
    message = wire.depth_update(changes[-1], instrument, now)
    names = ["diff_book_depth"] + ["rpi_diff_book_depth"] * (product == "um")
    for name in names:
        check(product, "events", name, message)
    listing = engine.listings[instrument.symbol]
    message = wire.partial_depth(changes[-1], listing, 5, now)
    check(product, "events", "partial_book_depth", message)
    assert message["b"] == wire.levels(listing.book.bids(5), instrument)


@both
def test_contracts(warm, instrument: Any, product: str) -> None:
    """A contract's state, with its brackets where they changed: leverages leave no gap between them."""
    desk, _ = warm
    listing = desk.desk.engine.listings[instrument.symbol]
    message = wire.contract_info(listing, 1, instrument.brackets)
    check(product, "events", "contract_info", message)
    brackets: Any = message["bks"]
    assert (brackets[0]["ma"], brackets[0]["mi"], brackets[1]["ma"]) == (125, 101, 100)
    assert brackets[-1]["mi"] == 1
    assert "bks" not in wire.contract_info(listing, 1)


def test_asset_indexes(warm) -> None:
    """Collateral and coins have an index; what has a haircut counts for less than it costs."""
    desk, market = warm
    found = asset_indexes(desk.desk.engine.listings, market.data)
    assert [each.symbol for each in found] == ["USDTUSD", "USDCUSD", "BNBUSD", "BTCUSD", "ETHUSD"]
    for each in found:
        check("um", "events", "asset_index", wire.asset_index(each, 1))
    assert found[0].bidRate == 1
    assert found[2].bidRate < found[2].index < found[2].askRate


def test_events_are_of_accounts(desk: Desk) -> None:
    """Every event that names an account is one for its stream."""
    alice = desk.account()
    desk.market(alice, "BUY", "0.040")
    named = [event for event in desk.events if hasattr(event, "account")]
    assert all(isinstance(event, UserEvent) for event in named)
    assert {type(event) for event in named} == {OrderUpdate, AccountUpdate}
