"""The local order book against the exchange's own, event by event: no I/O, no clock."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from binance_futures.models import cm, um
from binance_futures.models.common.events import DepthUpdate
from binance_futures.models.common.market import Depth, Level
from binance_futures.models.um.events import DepthUpdate as UMDepthUpdate
from binance_futures.streams._book import Book

Prices = Mapping[str, str]
NOW = 1_767_225_600_000
NONE: Prices = {}
BIDS: Prices = {"99": "1", "98": "2"}
ASKS: Prices = {"101": "3", "102": "4"}


def rows(levels: Prices) -> list[list[str]]:
    return [[price, quantity] for price, quantity in levels.items()]


def event(U: int, u: int, pu: int, bids: Prices = NONE, asks: Prices = NONE, symbol: str = "BTCUSDT") -> DepthUpdate:
    data = {"e": "depthUpdate", "E": NOW + u, "T": NOW, "s": symbol, "U": U, "u": u, "pu": pu}
    return UMDepthUpdate.model_validate(data | {"b": rows(bids), "a": rows(asks)})


def snapshot(last_update_id: int, bids: Prices = NONE, asks: Prices = NONE) -> Depth:
    data = {"lastUpdateId": last_update_id, "E": NOW, "T": NOW, "bids": rows(bids), "asks": rows(asks)}
    return um.Depth.model_validate(data)


def plain(levels: list[Level]) -> dict[Decimal, Decimal]:
    return {level.price: level.quantity for level in levels}


def sides(book: Book) -> tuple[dict[Decimal, Decimal], dict[Decimal, Decimal]]:
    return plain(book.bids()), plain(book.asks())


def synced(bids: Prices = BIDS, asks: Prices = ASKS) -> Book:
    """A book in sync at 110."""
    book = Book("BTCUSDT")
    book.feed(event(101, 110, 95))
    assert book.load(snapshot(105, bids, asks))
    return book


def test_a_new_book_is_empty_and_needs_a_snapshot() -> None:
    """Before anything arrived there is nothing to see and a snapshot to fetch."""
    book = Book("BTCUSDT")
    assert (book.symbol, book.in_sync, book.needs_snapshot, book.resyncs) == ("BTCUSDT", False, True, 0)
    assert (book.last_update_id, book.event_time, book.best_bid, book.best_ask) == (None, None, None, None)
    assert book.bids() == book.asks() == []


def test_events_before_the_snapshot_are_buffered_and_unseen() -> None:
    """Not in sync, an event is kept, not shown, and a snapshot is still needed."""
    book = Book("BTCUSDT")
    assert book.feed(event(101, 110, 95, {"99": "1"})) is False
    assert (book.in_sync, book.needs_snapshot, book.bids()) == (False, True, [])


def test_a_snapshot_joins_the_buffered_events() -> None:
    """A snapshot within an event is brought up to date by it and by those after it."""
    book = Book("BTCUSDT")
    book.feed(event(101, 110, 95, {"99": "5", "98": "0"}))
    book.feed(event(113, 120, 110, asks={"101": "7"}))
    assert book.load(snapshot(105, {"99": "1", "98": "2"}, {"101": "3"})) is True
    assert sides(book) == ({Decimal(99): Decimal(5)}, {Decimal(101): Decimal(7)})
    assert (book.in_sync, book.needs_snapshot) == (True, False)
    assert (book.last_update_id, book.event_time) == (120, NOW + 120)


def test_events_older_than_the_snapshot_are_dropped() -> None:
    """What the snapshot already holds is not set back by an event with `u` below its id."""
    book = Book("BTCUSDT")
    book.feed(event(91, 100, 85, {"99": "0", "97": "9"}))
    book.feed(event(101, 110, 100))
    assert book.load(snapshot(105, {"99": "1"}))
    assert plain(book.bids()) == {Decimal(99): Decimal(1)}


@pytest.mark.parametrize(("at", "fits"), [(100, False), (101, True), (105, True), (110, True)])
def test_the_first_event_used_spans_the_snapshot(at: int, fits: bool) -> None:
    """`U <= lastUpdateId <= u` holds for the first event used, both ends included."""
    book = Book("BTCUSDT")
    book.feed(event(101, 110, 95))
    assert book.load(snapshot(at)) is fits
    assert (book.in_sync, book.needs_snapshot) == (fits, not fits)


def test_a_snapshot_older_than_the_buffer_is_refused() -> None:
    """If the buffer begins after the snapshot, another snapshot is needed, and the buffer stays for it."""
    book = Book("BTCUSDT")
    book.feed(event(101, 110, 95, {"99": "1"}))
    assert book.load(snapshot(90)) is False
    assert book.needs_snapshot
    assert book.load(snapshot(105)) is True
    assert plain(book.bids()) == {Decimal(99): Decimal(1)}


def test_a_snapshot_newer_than_the_buffer_waits_for_its_event() -> None:
    """A snapshot ahead of the stream is kept, shown by nothing, and completed by the event that reaches it."""
    book = Book("BTCUSDT")
    book.feed(event(101, 110, 95))
    assert book.load(snapshot(125, {"99": "1"})) is False
    assert (book.in_sync, book.needs_snapshot, book.bids()) == (False, False, [])
    assert book.feed(event(111, 120, 110, {"99": "8"})) is False
    assert book.feed(event(121, 130, 120, {"98": "2"})) is True
    assert plain(book.bids()) == {Decimal(99): Decimal(1), Decimal(98): Decimal(2)}
    assert (book.in_sync, book.needs_snapshot) == (True, False)


def test_a_snapshot_before_any_event_waits_too() -> None:
    """The first event after it completes it if it spans it or follows right on it."""
    for update in (event(101, 110, 95), event(107, 110, 105)):
        book = Book("BTCUSDT")
        assert book.load(snapshot(105, {"99": "1"})) is False
        assert not book.needs_snapshot
        assert book.feed(update) is True
        assert book.in_sync


def test_a_kept_snapshot_that_the_next_event_misses_is_given_up() -> None:
    """Events lost between snapshot and stream leave a snapshot to fetch; the event is kept for that one."""
    book = Book("BTCUSDT")
    book.load(snapshot(105, {"99": "1"}))
    assert book.feed(event(121, 130, 120, {"98": "2"})) is False
    assert (book.in_sync, book.needs_snapshot, book.resyncs) == (False, True, 0)
    assert book.load(snapshot(125)) is True


def test_an_older_snapshot_does_not_replace_a_kept_one() -> None:
    """Of two snapshots that are ahead of the stream the newer counts."""
    book = Book("BTCUSDT")
    book.load(snapshot(105, {"99": "1"}))
    assert book.load(snapshot(97)) is False
    book.feed(event(103, 110, 102))
    assert plain(book.bids()) == {Decimal(99): Decimal(1)}


def test_a_snapshot_between_two_events_fits_if_both_were_seen() -> None:
    """Ids have gaps between events where this book does not change; one there needs no further snapshot."""
    for late in (False, True):
        book = Book("BTCUSDT")
        book.feed(event(101, 110, 95))
        steps = [lambda book=book: book.load(snapshot(113)), lambda book=book: book.feed(event(116, 120, 110))]
        for step in reversed(steps) if late else steps:
            step()
        assert book.last_update_id == 120


def test_a_snapshot_while_in_sync_changes_nothing() -> None:
    """In sync, the book itself is the newer truth."""
    book = synced()
    before = sides(book)
    assert book.load(snapshot(200, {"1": "1"})) is True
    assert (sides(book), book.last_update_id) == (before, 110)


def test_an_event_in_sync_is_applied_if_it_follows_on() -> None:
    """`pu` equal to the previous `u` is the next event, however far its `U` is."""
    book = synced()
    assert book.feed(event(150, 160, 110, {"99": "6"})) is True
    assert (plain(book.bids())[Decimal(99)], book.last_update_id, book.event_time) == (6, 160, NOW + 160)


def test_a_gap_empties_the_book() -> None:
    """A lost event ends the sync at once: nothing to trade on, a snapshot to fetch, one resync counted."""
    book = synced()
    assert book.feed(event(121, 130, 120, {"99": "6"})) is True
    assert (book.in_sync, book.needs_snapshot, book.resyncs) == (False, True, 1)
    assert (book.last_update_id, book.event_time, book.best_bid, book.best_ask) == (None, None, None, None)
    assert book.bids() == book.asks() == []


def test_the_event_after_a_gap_is_buffered() -> None:
    """The event that showed the gap is the first of the new sync."""
    book = synced()
    book.feed(event(121, 130, 120, {"99": "6"}))
    assert book.load(snapshot(125, {"97": "1"}))
    assert plain(book.bids()) == {Decimal(99): Decimal(6), Decimal(97): Decimal(1)}


def test_a_gap_in_an_empty_book_changes_nothing_visible() -> None:
    """Nothing seen before, nothing seen after."""
    assert synced({}, {}).feed(event(121, 130, 120)) is False


def test_an_empty_book_that_comes_into_sync_changes_nothing_visible() -> None:
    """In sync with no levels looks the same as not in sync."""
    book = Book("BTCUSDT")
    book.load(snapshot(105))
    assert book.feed(event(101, 110, 95)) is False
    assert book.in_sync


def test_a_gap_within_the_buffer_drops_what_was_before() -> None:
    """Events before a gap cannot lead beyond it, so only a snapshot after it fits."""
    book = Book("BTCUSDT")
    book.feed(event(101, 110, 95))
    book.feed(event(121, 130, 120))
    assert book.load(snapshot(105)) is False
    assert book.needs_snapshot
    assert book.load(snapshot(121)) is True


def test_events_twice_and_old_ones_are_ignored() -> None:
    """What is not newer than the last event does nothing, in sync or not."""
    first, second = event(101, 110, 95, {"99": "1"}), event(111, 120, 110, {"99": "2"})
    book = Book("BTCUSDT")
    for update in (first, second, second, first):
        assert book.feed(update) is False
    assert book.load(snapshot(105)) is True
    for update in (second, first):
        assert book.feed(update) is False
    assert (plain(book.bids()), book.last_update_id, book.resyncs) == ({Decimal(99): Decimal(2)}, 120, 0)


def test_beyond_most_buffered_the_oldest_go() -> None:
    """A bounded buffer keeps the newest events; a snapshot of the time of the lost ones is refused."""
    book = Book("BTCUSDT", most_buffered=2)
    for number in range(5):
        book.feed(event(10 * number + 1, 10 * number + 10, 10 * number))
    assert book.load(snapshot(25)) is False
    assert book.needs_snapshot
    assert book.load(snapshot(35)) is True
    assert book.last_update_id == 50


def test_a_buffer_for_no_event_is_refused() -> None:
    """Without a buffer no snapshot would ever fit."""
    with pytest.raises(ValueError, match="most_buffered must be at least 1, not 0"):
        Book("BTCUSDT", most_buffered=0)


def test_reset_forgets_everything() -> None:
    """After a reconnect neither book nor buffer nor a kept snapshot is left; only a lost sync counts."""
    book = synced()
    book.reset()
    assert (sides(book), book.in_sync, book.needs_snapshot, book.resyncs) == (({}, {}), False, True, 1)
    assert (book.last_update_id, book.event_time) == (None, None)
    book.feed(event(101, 110, 95))
    book.reset()
    assert book.load(snapshot(105)) is False
    book.reset()
    assert (book.needs_snapshot, book.resyncs) == (True, 1)


def test_amounts_are_absolute_and_0_removes() -> None:
    """A quantity replaces the one before, 0 takes the level away, also one that was never there."""
    book = synced()
    book.feed(event(111, 120, 110, {"99": "0.000", "98": "7", "90": "0"}, {"101": "0", "103": "1"}))
    assert sides(book) == (
        {Decimal(98): Decimal(7)},
        {Decimal(102): Decimal(4), Decimal(103): Decimal(1)},
    )


def test_a_price_is_one_level_however_it_is_written() -> None:
    """7403.80 and 7403.8 are the same price, as 7403.8 and 7403.80000000000000000001 are not."""
    book = synced({"7403.80": "1"}, {})
    book.feed(event(111, 120, 110, {"7403.8": "2"}))
    assert [str(level.quantity) for level in book.bids()] == ["2"]
    book.feed(event(121, 130, 120, {"7403.80000000000000000001": "3"}))
    assert [str(level.quantity) for level in book.bids()] == ["3", "2"]
    book.feed(event(131, 140, 130, {"7403.800": "0"}))
    assert [str(level.quantity) for level in book.bids()] == ["3"]


def test_bids_and_asks_come_best_first() -> None:
    """Buyers fall, sellers rise; `n` cuts, more than there are gives all."""
    book = synced({"9.5": "1", "10": "2", "9": "3"}, {"11": "1", "10.5": "2", "100": "3"})
    assert [str(level.price) for level in book.bids()] == ["10", "9.5", "9"]
    assert [str(level.price) for level in book.asks()] == ["10.5", "11", "100"]
    assert (book.bids(2), book.asks(2)) == (book.bids()[:2], book.asks()[:2])
    assert (book.bids(9), book.asks(0)) == (book.bids(), [])
    assert (book.best_bid, book.best_ask) == (book.bids()[0], book.asks()[0])
    with pytest.raises(ValueError, match="None or an integer"):
        book.bids(-1)


def test_levels_keep_the_text_of_the_exchange() -> None:
    """What is read is the row that came, digits and all."""
    book = synced({"7403.80": "1.000"}, {})
    assert str(book.best_bid) == "Level(price=Decimal('7403.80'), quantity=Decimal('1.000'))"


def test_lists_given_out_stay_as_they_are() -> None:
    """A list of levels is of its moment: later events do not reach into it."""
    book = synced()
    bids = book.bids()
    book.feed(event(111, 120, 110, {"99": "0"}))
    assert [str(level.price) for level in bids] == ["99", "98"]


@pytest.mark.parametrize(
    ("bids", "asks", "changed"),
    [
        ({}, {}, False),
        ({"99": "1.0"}, {"102": "4"}, False),
        ({"50": "0"}, {"150": "0"}, False),
        ({"99": "2"}, {}, True),
        ({}, {"101": "0"}, True),
        ({"97": "1"}, {"101": "3"}, True),
    ],
)
def test_feed_tells_whether_the_visible_book_changed(bids: Prices, asks: Prices, changed: bool) -> None:
    """Same quantities and removals of nothing are no change, though the event counts."""
    book = synced()
    assert book.feed(event(111, 120, 110, bids, asks)) is changed
    assert book.last_update_id == 120


def test_an_event_of_another_symbol_is_an_error() -> None:
    """Events of all symbols look alike; a mix-up must not reach the book."""
    with pytest.raises(ValueError, match="An event of ETHUSDT is not for the book of BTCUSDT"):
        Book("BTCUSDT").feed(event(1, 2, 0, symbol="ETHUSDT"))


def test_coin_m_books_work_alike() -> None:
    """Events and snapshots of COIN-M are of the same kinds."""
    data: dict[str, Any] = {"lastUpdateId": 105, "E": NOW, "T": NOW, "symbol": "BTCUSD_PERP", "pair": "BTCUSD"}
    depth = cm.Depth.model_validate(data | {"bids": [["59808.1", "12"]], "asks": []})
    book = Book("BTCUSD_PERP")
    book.feed(event(101, 110, 95, symbol="BTCUSD_PERP"))
    assert book.load(depth)
    assert plain(book.bids()) == {Decimal("59808.1"): Decimal(12)}


class Exchange:
    """The exchange's side: a book that never crosses, its events, and its snapshots at any id."""

    def __init__(self) -> None:
        self.id = self.last_sent = 100
        self.books: tuple[dict[int, int], dict[int, int]] = ({10: 1, 9: 1}, {11: 1, 12: 1})
        self.changed: tuple[set[int], set[int]] = (set(), set())
        self.first: int | None = None
        self.at: dict[int, tuple[dict[Decimal, Decimal], dict[Decimal, Decimal]]] = {}
        """The book at the end of each event."""

    def set(self, side: int, price: int, quantity: int, ids: int = 1) -> None:
        """Changes a level, `ids` further on; an order that crosses takes what is in its way."""
        self.id += ids
        self.first = self.first or self.id
        crossed = [] if not quantity else [other for other in self.books[1 - side] if self._crosses(side, price, other)]
        for other in crossed:
            del self.books[1 - side][other]
        self.changed[1 - side].update(crossed)
        self.changed[side].add(price)
        if quantity:
            self.books[side][price] = quantity
        else:
            self.books[side].pop(price, None)

    @staticmethod
    def _crosses(side: int, price: int, other: int) -> bool:
        return other <= price if side == 0 else other >= price

    def send(self) -> DepthUpdate | None:
        """The event of what changed since the last one."""
        if self.first is None:
            return None
        bids, asks = (
            {self._text(price): f"{self.books[side].get(price, 0)}.00" for price in self.changed[side]}
            for side in (0, 1)
        )
        last = self.id
        update = event(self.first, last, self.last_sent, bids, asks)
        self.changed, self.first, self.last_sent = (set(), set()), None, last
        self.at[last] = self.now()
        return update

    def snapshot(self) -> Depth:
        """The book as it is now, also in the midst of an event."""
        bids, asks = ({f"{price}": f"{quantity}" for price, quantity in side.items()} for side in self.books)
        return snapshot(self.id, bids, asks)

    def now(self) -> tuple[dict[Decimal, Decimal], dict[Decimal, Decimal]]:
        bids, asks = ({Decimal(price): Decimal(n) for price, n in side.items()} for side in self.books)
        return bids, asks

    def _text(self, price: int) -> str:
        return f"{price}.{'0' * (self.id % 3 + 1)}"  # one price, many spellings


def check(book: Book, exchange: Exchange) -> None:
    """The book is the exchange's, or empty."""
    if book.last_update_id is None:
        assert not book.in_sync
        assert sides(book) == ({}, {})
        return
    assert book.in_sync
    assert not book.needs_snapshot
    assert sides(book) == exchange.at[book.last_update_id]
    bids, asks = ([level.price for level in side] for side in (book.bids(), book.asks()))
    assert (bids, asks) == (sorted(bids, reverse=True), sorted(asks))
    assert not bids or not asks or bids[0] < asks[0]


def interleavings() -> Iterator[tuple[int, int, int]]:
    """From which event the stream is heard, after which step the snapshot is taken, after which event it arrives."""
    return ((heard, taken, arrives) for heard, taken, arrives in product(range(6), range(25), range(7)))


@pytest.mark.parametrize("ids", [1, 3])
def test_every_interleaving_of_snapshot_and_events_ends_in_the_right_book(ids: int) -> None:
    """Whenever the snapshot is taken and whenever it arrives, it joins exactly if it is not before what was heard."""
    outcomes = set[bool]()
    for heard, taken, arrives in interleavings():
        exchange, book = Exchange(), Book("BTCUSDT")
        events, depth = list[DepthUpdate](), exchange.snapshot()
        for step in range(24):
            exchange.set(step % 2, 9 + step * 7 % 5, step % 3, ids)
            if step + 1 == taken:
                depth = exchange.snapshot()
            if step % 4 == 3:
                update = exchange.send()
                assert update
                events.append(update)
        for number, update in enumerate(events):
            if number == arrives:
                book.load(depth)
            if number >= heard:
                book.feed(update)
            check(book, exchange)
        if arrives == len(events):
            book.load(depth)
        check(book, exchange)
        first, start = events[heard], depth.lastUpdateId
        fits = first.firstUpdateId <= start or first.prevFinalUpdateId == start
        assert book.in_sync is fits
        assert book.needs_snapshot is not fits
        assert book.last_update_id == (events[-1].finalUpdateId if fits else None)
        outcomes.add(fits)
    assert outcomes == {True, False}


@settings(max_examples=100, stateful_step_count=50, deadline=None)
class Traffic(RuleBasedStateMachine):
    """Lost, repeated and late messages, at any time."""

    @initialize(most_buffered=st.integers(1, 5))
    def open(self, most_buffered: int) -> None:
        self.exchange, self.book = Exchange(), Book("BTCUSDT", most_buffered=most_buffered)
        self.sent, self.asked = list[DepthUpdate](), list[Depth]()

    def feed(self, update: DepthUpdate) -> None:
        before = sides(self.book)
        assert self.book.feed(update) is (sides(self.book) != before)

    @rule(side=st.integers(0, 1), price=st.integers(1, 20), quantity=st.integers(0, 3), ids=st.integers(1, 3))
    def set(self, side: int, price: int, quantity: int, ids: int) -> None:
        self.exchange.set(side, price, quantity, ids)

    @rule(trouble=st.sampled_from([None] * 18 + ["lost", "reconnect"]), ask=st.booleans())
    def send(self, trouble: str | None, ask: bool) -> None:
        update = self.exchange.send()
        if trouble == "reconnect":
            self.reconnect()
        if update is not None and trouble != "lost":
            self.feed(update)
            self.sent.append(update)
        if ask:
            self.ask()

    @rule()
    def pass_by(self) -> None:
        self.exchange.id += 1

    @rule()
    def ask(self) -> None:
        self.asked.append(self.exchange.snapshot())

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        depth = self.asked.pop(data.draw(st.integers(0, len(self.asked) - 1)))
        assert self.book.load(depth) is self.book.in_sync

    @rule()
    def repeat(self) -> None:
        for update in self.sent[-2:]:
            self.feed(update)

    def reconnect(self) -> None:
        resyncs = self.book.resyncs + self.book.in_sync
        self.book.reset()
        assert (self.book.resyncs, self.book.in_sync) == (resyncs, False)

    @invariant()
    def right_or_empty(self) -> None:
        check(self.book, self.exchange)

    def teardown(self) -> None:
        """Once nothing is lost any more, the book gets there."""
        if not hasattr(self, "book"):
            return
        for price in (3, 4, 5):
            self.exchange.set(0, price, 9)
            update = self.exchange.send()
            assert update is not None
            self.feed(update)
            if self.book.needs_snapshot:
                self.book.load(self.exchange.snapshot())
            check(self.book, self.exchange)
        assert self.book.last_update_id == self.exchange.last_sent


class TestTraffic(Traffic.TestCase):
    """In sync the book is the exchange's, whatever was lost, repeated or late."""
