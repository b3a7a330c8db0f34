"""Market streams: names on the wire, routes, events, and what is refused."""

import inspect
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from binance_futures._stream import StreamNames, StreamRequest, shown_names
from binance_futures.errors import ParameterError
from binance_futures.models.cm import events as cm
from binance_futures.models.cm.user_events import UserEvent as CMUserEvent
from binance_futures.models.um import events as um
from binance_futures.models.um.user_events import UserEvent as UMUserEvent
from binance_futures.streams._catalogue import CMStreamCatalogue, UMStreamCatalogue


class UMNames(UMStreamCatalogue, StreamNames):
    pass


class CMNames(CMStreamCatalogue, StreamNames):
    pass


NAMES: dict[str, Any] = {"um": UMNames(), "cm": CMNames()}


class Row(NamedTuple):
    product: str
    method: str
    args: tuple[object, ...]
    kwargs: dict[str, object]
    name: str
    route: str
    gives: Any


LISTEN_KEY = "k" * 64

# The names are written by hand from the documentation.
ROWS = [
    Row("um", "agg_trade", ("BTCUSDT",), {}, "btcusdt@aggTrade", "market", um.AggTrade),
    Row("um", "agg_trade", ("btcusdt",), {}, "btcusdt@aggTrade", "market", um.AggTrade),
    Row("um", "agg_trade", (), {"symbol": "BtcUsdT"}, "btcusdt@aggTrade", "market", um.AggTrade),
    Row("um", "agg_trade", ("币安人生USDT",), {}, "币安人生usdt@aggTrade", "market", um.AggTrade),
    Row("um", "agg_trade", ("BTCUSDT_261225",), {}, "btcusdt_261225@aggTrade", "market", um.AggTrade),
    Row("um", "agg_trade", ("BTCUSD_PERP",), {}, "btcusd_perp@aggTrade", "market", um.AggTrade),
    Row("um", "mark_price", ("BTCUSDT",), {}, "btcusdt@markPrice@1s", "market", um.MarkPrice),
    Row("um", "mark_price", ("BTCUSDT", 1), {}, "btcusdt@markPrice@1s", "market", um.MarkPrice),
    Row("um", "mark_price", ("BTCUSDT", 3), {}, "btcusdt@markPrice", "market", um.MarkPrice),
    Row("um", "mark_price", ("BTCUSDT",), {"speed": "3"}, "btcusdt@markPrice", "market", um.MarkPrice),
    Row("um", "mark_price_all_market", (), {}, "!markPrice@arr@1s", "market", list[um.MarkPrice]),
    Row("um", "mark_price_all_market", (1,), {}, "!markPrice@arr@1s", "market", list[um.MarkPrice]),
    Row("um", "mark_price_all_market", (3,), {}, "!markPrice@arr", "market", list[um.MarkPrice]),
    Row("um", "kline", ("BTCUSDT", "1m"), {}, "btcusdt@kline_1m", "market", um.Kline),
    Row("um", "kline", ("BTCUSDT", "1M"), {}, "btcusdt@kline_1M", "market", um.Kline),
    Row("um", "kline", ("BTCUSDT",), {"interval": "12h"}, "btcusdt@kline_12h", "market", um.Kline),
    Row(
        "um",
        "continuous_kline",
        ("BTCUSDT", "PERPETUAL", "1m"),
        {},
        "btcusdt_perpetual@continuousKline_1m",
        "market",
        um.ContinuousKline,
    ),
    Row(
        "um",
        "continuous_kline",
        (),
        {"pair": "btcusdt", "contractType": "perpetual", "interval": "1M"},
        "btcusdt_perpetual@continuousKline_1M",
        "market",
        um.ContinuousKline,
    ),
    Row(
        "um",
        "continuous_kline",
        ("BTCUSDT", "CURRENT_QUARTER", "1s"),
        {},
        "btcusdt_current_quarter@continuousKline_1s",
        "market",
        um.ContinuousKline,
    ),
    Row(
        "um",
        "continuous_kline",
        ("BTCUSDT", "next_quarter", "1d"),
        {},
        "btcusdt_next_quarter@continuousKline_1d",
        "market",
        um.ContinuousKline,
    ),
    Row(
        "um",
        "continuous_kline",
        ("XAUUSDT", "TRADIFI_PERPETUAL", "1h"),
        {},
        "xauusdt_tradifi_perpetual@continuousKline_1h",
        "market",
        um.ContinuousKline,
    ),
    Row(
        "um",
        "continuous_kline",
        ("XAUUSDT", "tradifi_perpetual", "1h"),
        {},
        "xauusdt_tradifi_perpetual@continuousKline_1h",
        "market",
        um.ContinuousKline,
    ),
    Row("um", "mini_ticker", ("BTCUSDT",), {}, "btcusdt@miniTicker", "market", um.MiniTicker),
    Row("um", "mini_ticker", (), {}, "!miniTicker@arr", "market", list[um.MiniTicker]),
    Row("um", "mini_ticker", (), {"symbol": None}, "!miniTicker@arr", "market", list[um.MiniTicker]),
    Row("um", "mini_ticker_all_market", (), {}, "!miniTicker@arr", "market", list[um.MiniTicker]),
    Row("um", "ticker", ("BTCUSDT",), {}, "btcusdt@ticker", "market", um.Ticker),
    Row("um", "ticker", (None,), {}, "!ticker@arr", "market", list[um.Ticker]),
    Row("um", "ticker_all_market", (), {}, "!ticker@arr", "market", list[um.Ticker]),
    Row("um", "book_ticker", ("BTCUSDT",), {}, "btcusdt@bookTicker", "public", um.BookTicker),
    Row("um", "book_ticker", (None,), {}, "!bookTicker", "public", um.BookTicker),
    Row("um", "book_ticker_all_market", (), {}, "!bookTicker", "public", um.BookTicker),
    Row("um", "diff_book_depth", ("BTCUSDT",), {}, "btcusdt@depth@100ms", "public", um.DepthUpdate),
    Row("um", "diff_book_depth", ("BTCUSDT", 250), {}, "btcusdt@depth", "public", um.DepthUpdate),
    Row("um", "diff_book_depth", ("BTCUSDT",), {"speed": 500}, "btcusdt@depth@500ms", "public", um.DepthUpdate),
    Row("um", "partial_book_depth", ("BTCUSDT",), {}, "btcusdt@depth5@500ms", "public", um.DepthUpdate),
    Row("um", "partial_book_depth", ("BTCUSDT", 10, 250), {}, "btcusdt@depth10", "public", um.DepthUpdate),
    Row("um", "partial_book_depth", ("BTCUSDT", 20, 100), {}, "btcusdt@depth20@100ms", "public", um.DepthUpdate),
    Row("um", "partial_book_depth", ("BTCUSDT", "20", "100"), {}, "btcusdt@depth20@100ms", "public", um.DepthUpdate),
    Row("um", "rpi_diff_book_depth", ("BTCUSDT",), {}, "btcusdt@rpiDepth@500ms", "public", um.DepthUpdate),
    Row("um", "liquidation_order", ("BTCUSDT",), {}, "btcusdt@forceOrder", "market", um.LiquidationOrder),
    Row("um", "liquidation_order", (None,), {}, "!forceOrder@arr", "market", um.LiquidationOrder),
    Row("um", "liquidation_order_all_market", (), {}, "!forceOrder@arr", "market", um.LiquidationOrder),
    Row("um", "composite_index", ("DEFIUSDT",), {}, "defiusdt@compositeIndex", "market", um.CompositeIndex),
    Row("um", "contract_info", (), {}, "!contractInfo", "market", um.ContractInfo),
    Row("um", "asset_index", ("ADAUSD",), {}, "adausd@assetIndex", "market", um.AssetIndex),
    Row("um", "asset_index", (), {"assetSymbol": "adausd"}, "adausd@assetIndex", "market", um.AssetIndex),
    Row("um", "asset_index", (), {}, "!assetIndex@arr", "market", list[um.AssetIndex]),
    Row("um", "asset_index", (None,), {}, "!assetIndex@arr", "market", list[um.AssetIndex]),
    Row("um", "trading_session", (), {}, "tradingSession", "market", um.TradingSession),
    Row("um", "user_data", (LISTEN_KEY,), {}, LISTEN_KEY, "private", UMUserEvent),
    # COIN-M has no routes: its streams keep the default, which nobody reads.
    Row("cm", "agg_trade", ("BTCUSD_PERP",), {}, "btcusd_perp@aggTrade", "market", cm.AggTrade),
    Row("cm", "agg_trade", (), {"symbol": "btcusd_200925"}, "btcusd_200925@aggTrade", "market", cm.AggTrade),
    Row("cm", "agg_trade", ("币安人生USDT",), {}, "币安人生usdt@aggTrade", "market", cm.AggTrade),
    Row("cm", "index_price", ("BTCUSD",), {}, "btcusd@indexPrice@1s", "market", cm.IndexPrice),
    Row("cm", "index_price", ("BTCUSD", 3), {}, "btcusd@indexPrice", "market", cm.IndexPrice),
    Row("cm", "mark_price", ("BTCUSD_PERP",), {}, "btcusd_perp@markPrice@1s", "market", cm.MarkPrice),
    Row("cm", "mark_price", ("BTCUSD_PERP", 3), {}, "btcusd_perp@markPrice", "market", cm.MarkPrice),
    Row("cm", "pair_mark_price", ("BTCUSD",), {}, "btcusd@markPrice@1s", "market", list[cm.MarkPrice]),
    Row("cm", "pair_mark_price", ("btcusd",), {"speed": 3}, "btcusd@markPrice", "market", list[cm.MarkPrice]),
    Row("cm", "kline", ("BTCUSD_PERP", "1m"), {}, "btcusd_perp@kline_1m", "market", cm.Kline),
    Row("cm", "kline", ("BTCUSD_PERP", "1M"), {}, "btcusd_perp@kline_1M", "market", cm.Kline),
    Row(
        "cm",
        "continuous_kline",
        ("BTCUSD", "NEXT_QUARTER", "1M"),
        {},
        "btcusd_next_quarter@continuousKline_1M",
        "market",
        cm.ContinuousKline,
    ),
    Row(
        "cm",
        "continuous_kline",
        ("btcusd", "perpetual", "1m"),
        {},
        "btcusd_perpetual@continuousKline_1m",
        "market",
        cm.ContinuousKline,
    ),
    Row("cm", "index_kline", ("BTCUSD", "1M"), {}, "btcusd@indexPriceKline_1M", "market", cm.IndexKline),
    Row("cm", "mark_kline", ("BTCUSD_PERP", "1w"), {}, "btcusd_perp@markPriceKline_1w", "market", cm.MarkKline),
    Row("cm", "mini_ticker", ("BTCUSD_PERP",), {}, "btcusd_perp@miniTicker", "market", cm.MiniTicker),
    Row("cm", "mini_ticker", (), {}, "!miniTicker@arr", "market", list[cm.MiniTicker]),
    Row("cm", "mini_ticker_all_market", (), {}, "!miniTicker@arr", "market", list[cm.MiniTicker]),
    Row("cm", "ticker", ("BTCUSD_PERP",), {}, "btcusd_perp@ticker", "market", cm.Ticker),
    Row("cm", "ticker", (), {}, "!ticker@arr", "market", list[cm.Ticker]),
    Row("cm", "ticker_all_market", (), {}, "!ticker@arr", "market", list[cm.Ticker]),
    Row("cm", "book_ticker", ("BTCUSD_PERP",), {}, "btcusd_perp@bookTicker", "market", cm.BookTicker),
    Row("cm", "book_ticker", (), {"symbol": None}, "!bookTicker", "market", cm.BookTicker),
    Row("cm", "book_ticker_all_market", (), {}, "!bookTicker", "market", cm.BookTicker),
    Row("cm", "diff_book_depth", ("BTCUSD_PERP",), {}, "btcusd_perp@depth@100ms", "market", cm.DepthUpdate),
    Row("cm", "diff_book_depth", ("BTCUSD_PERP", 250), {}, "btcusd_perp@depth", "market", cm.DepthUpdate),
    Row("cm", "diff_book_depth", ("BTCUSD_PERP", 500), {}, "btcusd_perp@depth@500ms", "market", cm.DepthUpdate),
    Row("cm", "partial_book_depth", ("BTCUSD_PERP",), {}, "btcusd_perp@depth5@500ms", "market", cm.DepthUpdate),
    Row(
        "cm", "partial_book_depth", ("BTCUSD_PERP", 10, 100), {}, "btcusd_perp@depth10@100ms", "market", cm.DepthUpdate
    ),
    Row("cm", "partial_book_depth", ("BTCUSD_PERP", 20, 250), {}, "btcusd_perp@depth20", "market", cm.DepthUpdate),
    Row("cm", "liquidation_order", ("BTCUSD_PERP",), {}, "btcusd_perp@forceOrder", "market", cm.LiquidationOrder),
    Row("cm", "liquidation_order", (None,), {}, "!forceOrder@arr", "market", cm.LiquidationOrder),
    Row("cm", "liquidation_order_all_market", (), {}, "!forceOrder@arr", "market", cm.LiquidationOrder),
    Row("cm", "contract_info", (), {}, "!contractInfo", "market", cm.ContractInfo),
    Row("cm", "mark_price_all_market", (), {}, "!markPrice@arr@1s", "market", list[cm.MarkPrice]),
    Row("cm", "user_data", (LISTEN_KEY,), {}, LISTEN_KEY, "private", CMUserEvent),
    Row("cm", "mark_price_all_market", (3,), {}, "!markPrice@arr", "market", list[cm.MarkPrice]),
]

# Methods in documented order; `[]` marks an every-symbol form that has no method of its own.
UM_STREAMS = """
agg_trade mark_price mark_price_all_market kline continuous_kline mini_ticker mini_ticker_all_market ticker
ticker_all_market book_ticker book_ticker_all_market diff_book_depth partial_book_depth rpi_diff_book_depth
liquidation_order liquidation_order_all_market composite_index contract_info asset_index asset_index[] trading_session
user_data
"""
CM_STREAMS = """
agg_trade index_price mark_price pair_mark_price kline continuous_kline index_kline mark_kline mini_ticker
mini_ticker_all_market ticker ticker_all_market book_ticker book_ticker_all_market diff_book_depth partial_book_depth
liquidation_order liquidation_order_all_market contract_info mark_price_all_market
user_data
"""

# The old connector's methods with parameters and defaults, read from its sources, without `id` and `action`.
OLD_UM = """
user_data(listen_key)
agg_trade(symbol)
mark_price(symbol, speed)
mark_price_all_market(speed=1)
kline(symbol, interval)
continuous_kline(pair, contractType, interval)
mini_ticker(symbol=None)
ticker(symbol=None)
book_ticker(symbol)
diff_book_depth(symbol, speed=100)
partial_book_depth(symbol, level=5, speed=500)
liquidation_order(symbol)
composite_index(symbol)
"""
OLD_CM = """
user_data(listen_key)
agg_trade(symbol)
index_price(pair, speed=1)
mark_price(symbol, speed=1)
pair_mark_price(pair, speed=1)
kline(symbol, interval)
continuous_kline(pair, contractType, interval)
index_kline(pair, interval)
mark_kline(symbol, interval)
mini_ticker(symbol=None)
ticker(symbol=None)
book_ticker(symbol)
diff_book_depth(symbol, speed=100)
partial_book_depth(symbol, level=5, speed=500)
liquidation_order(symbol)
"""
OLD = [
    (product, line) for product, lines in (("um", OLD_UM), ("cm", OLD_CM)) for line in lines.split("\n") if line.strip()
]

KLINE_INTERVALS = ["1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w", "1M"]


def make(product: str, method: str, *args: object, **kwargs: object) -> StreamRequest[Any]:
    stream: StreamRequest[Any] = getattr(NAMES[product], method)(*args, **kwargs)
    return stream


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.product}.{row.method}:{row.name}")
def test_a_stream_has_its_name_route_and_event(row: Row) -> None:
    """Each call gives the name on the wire, the route and the type of the events that the documentation tells."""
    stream = make(row.product, row.method, *row.args, **row.kwargs)
    assert stream.stream_name() == row.name
    assert stream.route == row.route
    assert stream.returns() == row.gives


@pytest.mark.parametrize("product", ["um", "cm"])
def test_every_method_is_in_the_table(product: str) -> None:
    """No stream method is left out of the names above."""
    methods = {row.method for row in ROWS if row.product == product}
    assert methods == {name.removesuffix("[]") for name in NAMES[product].streams()}


@pytest.mark.parametrize(("product", "listed"), [("um", UM_STREAMS), ("cm", CM_STREAMS)])
def test_the_streams_of_a_product_are_those_of_the_documentation(product: str, listed: str) -> None:
    """`streams()` lists the 21 methods of each product in documented order, and asset_index in both forms."""
    names = listed.split()
    assert [*NAMES[product].streams()] == names
    assert len([name for name in names if not name.endswith("[]")]) == 21


@pytest.mark.parametrize("interval", KLINE_INTERVALS)
@pytest.mark.parametrize(
    ("product", "method", "args"),
    [
        ("um", "kline", ("BTCUSDT",)),
        ("um", "continuous_kline", ("BTCUSDT", "PERPETUAL")),
        ("cm", "kline", ("BTCUSD_PERP",)),
        ("cm", "continuous_kline", ("BTCUSD", "PERPETUAL")),
        ("cm", "index_kline", ("BTCUSD",)),
        ("cm", "mark_kline", ("BTCUSD_PERP",)),
    ],
)
def test_an_interval_keeps_its_case(product: str, method: str, args: tuple[str, ...], interval: str) -> None:
    """Every documented interval is taken and stands in the name as written: `1m` is a minute, `1M` a month."""
    assert make(product, method, *args, interval).stream_name().endswith(f"_{interval}")


BAD: list[tuple[str, str, tuple[object, ...], dict[str, object], str, str]] = [
    ("um", "agg_trade", (), {}, "symbol", "is required"),
    ("um", "agg_trade", (None,), {}, "symbol", "is required"),
    ("um", "agg_trade", ("",), {}, "symbol", "not empty"),
    ("um", "agg_trade", ("BTC USDT",), {}, "symbol", "without blanks"),
    ("um", "agg_trade", (["BTCUSDT"],), {}, "symbol", "is text"),
    ("um", "mark_price", ("BTCUSDT", 2), {}, "speed", "should be 1 or 3"),
    ("um", "mark_price", ("BTCUSDT",), {"speed": "1s"}, "speed", "whole number"),
    ("um", "mark_price", ("BTCUSDT",), {"speed": True}, "speed", "whole number"),
    ("um", "mark_price_all_market", (), {"speed": 1000}, "speed", "should be 1 or 3"),
    ("um", "kline", ("BTCUSDT",), {}, "interval", "is required"),
    ("um", "kline", ("BTCUSDT", "1s"), {}, "interval", "is one of 1m"),
    ("um", "kline", ("BTCUSDT", "1D"), {}, "interval", "is one of 1m"),
    ("um", "continuous_kline", ("BTCUSDT", "PERP", "1m"), {}, "contractType", "did you mean 'PERPETUAL'"),
    ("um", "continuous_kline", ("BTCUSDT", "ALL", "1m"), {}, "contractType", "is one of PERPETUAL"),
    ("um", "continuous_kline", ("", "PERPETUAL", "1m"), {}, "pair", "not empty"),
    ("um", "continuous_kline", ("BTCUSDT", "PERPETUAL", "2m"), {}, "interval", "is one of 1s, 1m"),
    ("um", "mini_ticker", ("",), {}, "symbol", "not empty"),
    ("um", "mini_ticker_all_market", ("BTCUSDT",), {}, "symbol", "should be None"),
    ("um", "book_ticker", ("",), {}, "symbol", "not empty"),
    ("um", "diff_book_depth", ("BTCUSDT", 200), {}, "speed", "should be 100, 250 or 500"),
    ("um", "diff_book_depth", ("BTCUSDT",), {"speed": None}, "speed", "is required"),
    ("um", "diff_book_depth", (), {"speed": 100}, "symbol", "is required"),
    ("um", "partial_book_depth", ("BTCUSDT", 50), {}, "level", "should be 5, 10 or 20"),
    ("um", "partial_book_depth", ("BTCUSDT",), {"levels": 5}, "levels", "did you mean 'level'"),
    ("um", "rpi_diff_book_depth", ("BTCUSDT",), {"speed": 100}, "speed", "is not a parameter"),
    ("um", "asset_index", ("",), {}, "assetSymbol", "not empty"),
    ("cm", "index_price", (), {}, "pair", "is required"),
    ("cm", "index_price", ("BTCUSD", 2), {}, "speed", "should be 1 or 3"),
    ("cm", "pair_mark_price", ("",), {}, "pair", "not empty"),
    ("cm", "continuous_kline", ("BTCUSD", "TRADIFI_PERPETUAL", "1m"), {}, "contractType", "is one of PERPETUAL"),
    ("cm", "continuous_kline", ("BTCUSD", "PERPETUAL", "1s"), {}, "interval", "is one of 1m"),
    ("cm", "index_kline", ("BTCUSD", "1y"), {}, "interval", "is one of 1m"),
    ("cm", "mark_kline", (), {"interval": "1m"}, "symbol", "is required"),
    ("cm", "liquidation_order", ("",), {}, "symbol", "not empty"),
]


@pytest.mark.parametrize(
    ("product", "method", "args", "kwargs", "parameter", "text"),
    BAD,
    ids=[f"{product}.{method}{args}{kwargs or ''}" for product, method, args, kwargs, *_ in BAD],
)
def test_bad_input_names_the_parameter(
    product: str, method: str, args: tuple[object, ...], kwargs: dict[str, object], parameter: str, text: str
) -> None:
    """A value that a stream cannot have is a ParameterError that names the one parameter and what it takes."""
    with pytest.raises(ParameterError) as caught:
        make(product, method, *args, **kwargs)
    assert [problem.parameter for problem in caught.value.problems] == [parameter]
    assert text in caught.value.problems[0].message


@pytest.mark.parametrize(("product", "line"), OLD, ids=[f"{product}.{line}" for product, line in OLD])
def test_methods_of_the_old_connector_are_there(product: str, line: str) -> None:
    """Every stream method of the old connector is called the same, takes its parameters in order, has its defaults."""
    name, _, rest = line.removesuffix(")").partition("(")
    parts = [part.strip().partition("=") for part in rest.split(",")]
    old = {parameter: default for parameter, _, default in parts}
    call = getattr(NAMES[product], name)
    parameters = inspect.signature(call).parameters.values()
    assert [each.name for each in parameters if each.kind is each.POSITIONAL_OR_KEYWORD] == [*old]
    assert {each.name for each in parameters if each.kind is each.KEYWORD_ONLY} == {"id", "action"}
    fields = NAMES[product].streams()[name].model_fields
    for parameter, default in old.items():
        if default and default != "None":
            assert fields[parameter].default == int(default)


@pytest.mark.parametrize("product", ["um", "cm"])
def test_id_and_action_of_the_old_connector_are_taken(product: str) -> None:
    """The id and the action of the subscription message go with every stream, and are no part of its name."""
    for name in ("book_ticker", "mini_ticker"):
        stream = make(product, name, "BTCUSDT", id=7, action="UNSUBSCRIBE")
        assert (stream.id, stream.action) == (7, "UNSUBSCRIBE")
        assert stream.stream_name().startswith("btcusdt@")
        every = make(product, name, id="seven")
        assert (every.id, every.action) == ("seven", None)
        assert every.stream_name().startswith("!")


@pytest.mark.parametrize("product", ["um", "cm"])
def test_help_tells_name_route_and_event(product: str) -> None:
    """The help text of each stream method holds its summary, its name on the wire, its event and its page."""
    names = NAMES[product]
    for name, form in names.streams().items():
        text = getattr(names, name.removesuffix("[]")).__doc__
        assert form.__doc__.split("\n")[0] in text
        assert f"Stream {form.pattern}, route {form.route}" in text
        assert text.count("https://") == text.count("Gives:") or (product, name) == ("cm", "mark_price_all_market")


@pytest.mark.parametrize("product", ["um", "cm"])
def test_a_listen_key_is_not_shown(product: str) -> None:
    """The key is in no repr of its stream, and errors tell names without it."""
    assert LISTEN_KEY not in repr(make(product, "user_data", LISTEN_KEY))
    assert shown_names(["btcusdt@aggTrade", LISTEN_KEY]) == "btcusdt@aggTrade, [hidden]"


def test_every_stream_has_a_typing_test() -> None:
    """What checkers see of each stream is held in tests/typing, in its product's function or that of both forms."""
    text = (Path(__file__).parent / "typing" / "streams.py").read_text()
    bodies = dict(part.partition("(")[::2] for part in text.split("\ndef ")[1:])
    for product, names in NAMES.items():
        body = bodies[f"{product}_streams"] + (bodies["one_or_all"] if product == "um" else "")
        for name in names.streams():
            assert f"s.{name.removesuffix('[]')}(" in body, (product, name)
