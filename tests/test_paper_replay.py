"""Recorded trades happen again: files of data.binance.vision, exactly, at any speed, with users in the way."""

import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_bourse import NOW, Bourse, D
from pyarrow import parquet

from binance_futures.paper._instruments import listed
from binance_futures.paper._replay import RecordedTrade, Replay, read_trades

DELIVERY = next(each for each in listed(NOW).values() if each.contractType != "PERPETUAL")
START = 1_700_000_000_000
HEADS = {
    "um": "id,price,qty,quote_qty,time,is_buyer_maker",
    "cm": "id,price,qty,base_qty,time,is_buyer_maker",
    "agg": "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker",
}
TRADES = [
    RecordedTrade(START, D("60000.1"), D("0.500"), isBuyerMaker=True),
    RecordedTrade(START + 40, D("60000.2"), D("0.001"), isBuyerMaker=False),
    RecordedTrade(START + 40, D("60003.7"), D("2.000"), isBuyerMaker=False),
    RecordedTrade(START + 950, D("59990.0"), D("0.013"), isBuyerMaker=True),
    RecordedTrade(START + 2300, D("60003.7"), D("0.700"), isBuyerMaker=False),
]


def line(kind: str, number: int, trade: RecordedTrade) -> str:
    maker = str(trade.isBuyerMaker).lower()
    if kind == "agg":
        return f"{number},{trade.price},{trade.qty},{number},{number},{trade.time},{maker}"
    return f"{number},{trade.price},{trade.qty},{trade.price * trade.qty},{trade.time},{maker}"


def write(folder: Path, trades: list[RecordedTrade] = TRADES, kind: str = "um", *, head: bool = True) -> Path:
    path = folder / f"{kind}-{head}.csv"
    lines = [HEADS[kind]] * head + [line(kind, number, trade) for number, trade in enumerate(trades, 7)]
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize("kind", list(HEADS))
@pytest.mark.parametrize("head", [True, False])
def test_files_of_all_kinds_are_read(tmp_path, kind, head) -> None:
    """Trades and aggTrades, um and cm, with and without a header row."""
    assert list(read_trades(write(tmp_path, kind=kind, head=head))) == TRADES


def test_a_zip_is_read_as_it_was_downloaded(tmp_path) -> None:
    """The csv inside, if it is the only one."""
    path = tmp_path / "trades.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(write(tmp_path), "BTCUSDT-trades-2023-11-14.csv")
    assert list(read_trades(path)) == TRADES
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("other.csv", "")
    with pytest.raises(ValueError, match="expected one csv file in it, found 2"):
        list(read_trades(path))


@pytest.mark.parametrize("kind", ["um", "agg"])
@pytest.mark.parametrize("text", [True, False])
def test_parquet_is_read(tmp_path, kind, text) -> None:
    """The same columns; booleans and numbers may be typed or text."""
    rows = [line(kind, number, trade).split(",") for number, trade in enumerate(TRADES)]
    columns = dict(zip(HEADS[kind].split(","), map(list, zip(*rows, strict=True)), strict=True))
    if not text:
        columns["is_buyer_maker"] = [trade.isBuyerMaker for trade in TRADES]
        columns["time" if kind == "um" else "transact_time"] = [trade.time for trade in TRADES]
        columns["price"] = [float(trade.price) for trade in TRADES]
    path = tmp_path / "trades.parquet"
    parquet.write_table(pa.table(columns), path)
    assert list(read_trades(path)) == TRADES


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(ImportError, match=r"binance-futures-sdk\[parquet\]"):
        list(read_trades(tmp_path / "trades.parquet"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,2,3\n", "expected the 6 columns of trades or the 7 of aggTrades, found 3"),
        ("\n", "found 0"),
        (f"1,x,1,1,{START},true\n", "trade 1: not as data.binance.vision writes it"),
        (f"1,5,1,1,{START},perhaps\n", "trade 1: not as data.binance.vision writes it"),
        ("a,b,c,d,e,f\n1,5,1,1,2,true\n", "trade 1: not as data.binance.vision writes it"),
        (f"1,5,1,1,{START},true\n2,5,1,1\n", "trade 2: not as data.binance.vision writes it"),
        (f"1,5,1,1,{START},true\n2,5,1,1,{START - 1},true\n", "trade 2: it is older than the one before"),
        (f"1,0,1,1,{START},true\n", "trade 1: price and quantity must be positive"),
        (f"1,5,NaN,1,{START},true\n", "trade 1: not as data.binance.vision writes it"),
    ],
)
def test_other_files_are_refused_with_a_reason(tmp_path, text, why) -> None:
    """File, row and fault are named."""
    path = tmp_path / "other.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=why) as refusal:
        list(read_trades(path))
    assert str(path) in str(refusal.value)


def replayed(bourse: Bourse, symbol: str = "BTCUSDT") -> list[tuple[int, Decimal, Decimal, bool]]:
    return [(trade.time - NOW, trade.price, trade.qty, trade.isBuyerMaker) for trade in bourse.trades(symbol)]


@pytest.mark.parametrize("speed", [1, 10, 0.5])
def test_trades_happen_again_exactly(tmp_path, speed) -> None:
    """Price, quantity and side of each, at its time by the speed; the book is quoted around the last price."""
    bourse = Bourse(only=("BTCUSDT",), warm=True, source=Replay({"BTCUSDT": write(tmp_path)}, speed))
    assert bourse.data.klines("BTCUSDT", "1m", limit=5)[-1].close == pytest.approx(D(60_000), rel=D("0.01"))
    bourse.run(6)
    expected = [(int((t.time - START) / speed), t.price, t.qty, t.isBuyerMaker) for t in TRADES]
    assert replayed(bourse) == expected
    ticker = bourse.data.book_ticker("BTCUSDT")
    assert ticker.bidPrice < ticker.askPrice <= ticker.bidPrice + D("0.3")
    assert abs(ticker.bidPrice - D("60003.7")) < 1
    assert len(bourse.engine.listings["BTCUSDT"].book.bids()) >= 50
    assert bourse.data.index_price("BTCUSDT") == D("60003.7")


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 400), st.integers(-500, 500), st.integers(1, 9000), st.booleans()),
        min_size=1,
        max_size=40,
    )
)
def test_any_record_happens_again_exactly(tmp_path_factory, rows) -> None:
    """Whatever the prices, times and sides."""
    time, trades = START, []
    for gap, ticks, steps, maker in rows:
        time += gap
        trades.append(RecordedTrade(time, D(60_000) + D("0.1") * ticks, D("0.001") * steps, maker))
    path = write(tmp_path_factory.mktemp("replay"), trades)
    bourse = Bourse(only=("BTCUSDT",), source=Replay({"BTCUSDT": path}))
    bourse.run(20, 1000)
    begin = trades[0].time
    assert replayed(bourse) == [(t.time - begin, t.price, t.qty, t.isBuyerMaker) for t in trades]


def test_users_orders_meet_the_record(tmp_path) -> None:
    """An order at the recorded price is in line first; one that the price goes through is filled at its own."""
    bourse = Bourse(only=("BTCUSDT",), warm=True, source=Replay({"BTCUSDT": write(tmp_path)}))
    account = bourse.engine.open_account("alice", {("um", "USDT"): D(100_000)})

    def sell(price: str, quantity: str):
        return bourse.engine.new_order(
            account, "BTCUSDT", "SELL", "LIMIT", quantity=D(quantity), price=D(price), timeInForce="GTC"
        )

    through, at = sell("60002.0", "0.1"), sell("60003.7", "0.2")
    bourse.run(0.1)
    assert (through.status, at.status, through.avgPrice, at.avgPrice) == ("FILLED", "FILLED", 60002, D("60003.7"))
    rows = [row[1:] for row in replayed(bourse)]
    assert rows[-3:] == [(D(60002), D("0.1"), False), (D("60003.7"), D("0.2"), False), (D("60003.7"), D("1.7"), False)]
    assert not any(order.remaining and order.price == D("60003.7") for order in list(account.open_orders.values()))


def test_an_order_in_the_makers_way_is_filled(tmp_path) -> None:
    """A bid above a recorded price is sold into first, at the user's price."""
    bourse = Bourse(only=("BTCUSDT",), warm=True, source=Replay({"BTCUSDT": write(tmp_path)}))
    account = bourse.engine.open_account("alice", {("um", "USDT"): D(100_000)})
    bourse.run(0.9)
    bid = bourse.engine.new_order(
        account, "BTCUSDT", "BUY", "LIMIT", quantity=D("0.010"), price=D("59995"), timeInForce="GTC"
    )
    bourse.run(0.1)
    assert (bid.status, bid.avgPrice) == ("FILLED", D(59995))
    assert [row[1:] for row in replayed(bourse)][-2:] == [(D(59995), D("0.010"), True), (D(59990), D("0.003"), True)]


def test_values_off_the_grid_are_put_on_it(tmp_path) -> None:
    """Old records have finer ticks: prices go to the nearest tick, quantities down to a step, but never to none."""
    trades = [
        RecordedTrade(START, D("60000.17"), D("0.0004"), isBuyerMaker=True),
        RecordedTrade(START, D("60000.12"), D("0.0029"), isBuyerMaker=False),
    ]
    bourse = Bourse(only=("BTCUSDT",), warm=True, source=Replay({"BTCUSDT": write(tmp_path, trades)}))
    bourse.run(0.1)
    assert [row[1:] for row in replayed(bourse)] == [
        (D("60000.2"), D("0.001"), True),
        (D("60000.1"), D("0.002"), False),
    ]


def test_the_rest_of_the_market_follows_the_record(tmp_path) -> None:
    """Other contracts of the asset are simulated around the recorded price, other assets as ever."""
    more = write(tmp_path, [RecordedTrade(START + 100, D(61_000), D(5), isBuyerMaker=False)], "cm")
    first = write(tmp_path)
    source = Replay({"BTCUSDT": [first, write(tmp_path, TRADES[-1:], head=False)], "BTCUSD_PERP": more})
    bourse = Bourse(warm=True, source=source)
    bourse.run(3)
    assert len(replayed(bourse)) == len(TRADES) + 1
    assert replayed(bourse, "BTCUSD_PERP") == [(100, D(61_000), D(5), False)]
    assert abs(bourse.data.last_price("BTCUSDC") - 60_000) < 300
    assert abs(bourse.data.last_price("ETHUSDT") - 4000) < 50
    assert bourse.data.index_price("BTCUSD") == D("60003.7")


def test_a_record_goes_on_through_a_long_sleep(tmp_path) -> None:
    """Nothing of it is lost when the clock jumps."""
    bourse = Bourse(only=("BTCUSDT",), warm=True, source=Replay({"BTCUSDT": write(tmp_path)}, speed=0.001))
    bourse.run(7200, 7_200_000)
    assert replayed(bourse) == [((t.time - START) * 1000, t.price, t.qty, t.isBuyerMaker) for t in TRADES]


def test_a_record_ends_with_its_contract(tmp_path) -> None:
    """What was traded after the delivery is left out."""
    symbol = DELIVERY.symbol
    late = RecordedTrade(START + 9_000, D(9), D(9), isBuyerMaker=True)
    source = Replay({symbol: write(tmp_path, [TRADES[-1], late], "cm")})
    bourse = Bourse(now=DELIVERY.deliveryDate - 1_000, only=("BTCUSD_PERP", symbol), warm=True, source=source)
    bourse.run(11)
    assert bourse.engine.listings[symbol].status == "DELIVERED"
    assert len(bourse.trades(symbol)) == 1


def test_a_closed_replay_lets_go_of_its_files(tmp_path, monkeypatch) -> None:
    """Nothing more happens, and no file is open."""
    opened = []
    original = Path.open
    monkeypatch.setattr(Path, "open", lambda *args, **kw: opened.append(original(*args, **kw)) or opened[-1])
    replay = Replay({"BTCUSDT": write(tmp_path)})
    replay.start(NOW)
    files = [file for file in opened if "r" in file.mode]
    assert [file.closed for file in files] == [False]
    replay.close()
    assert [file.closed for file in files] == [True]
    assert list(replay.take(NOW + 10_000)) == []


def test_what_cannot_be_replayed_is_refused(tmp_path) -> None:
    """No trades, a speed that stands still, a symbol that is not listed."""
    empty = tmp_path / "empty.csv"
    empty.write_text(HEADS["um"] + "\n")
    with pytest.raises(ValueError, match="no trades"):
        Replay({"BTCUSDT": empty})
    with pytest.raises(ValueError, match="speed must be positive"):
        Replay({}, speed=0)
    replay = Replay({"DOGEUSDT": write(tmp_path)})
    with pytest.raises(ValueError, match=r"\['DOGEUSDT'\], which are not listed"):
        Bourse(source=replay)
    replay.close()
