"""The paper exchange's order book: queues, levels and the changes of the depth stream."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from binance_futures.paper._book import Book, DepthChange, Resting

D = Decimal


def order(orderId: int, side: str, price: str, quantity: str) -> Resting:
    return Resting(orderId, side, D(price), D(quantity))


@pytest.fixture
def book() -> Book[Resting]:
    """Two bids at 99, one at 98; asks at 101 and 103."""
    filled: Book[Resting] = Book("BTCUSDT")
    for number, (side, price, quantity) in enumerate(
        [("BUY", "99", "1"), ("BUY", "99", "2"), ("BUY", "98", "5"), ("SELL", "101", "3"), ("SELL", "103", "4")], 1
    ):
        filled.add(order(number, side, price, quantity))
    return filled


def test_an_empty_book_has_nothing() -> None:
    """No prices, no levels, no front, nothing to publish."""
    book: Book[Resting] = Book("BTCUSDT")
    assert (book.best_bid, book.best_ask, book.bids(), book.asks()) == (None, None, (), ())
    assert book.front("BUY") is None
    assert not book.crosses("BUY", D(1))
    assert not book.crosses("SELL", D(1))
    assert book.drain(0) is None


def test_levels_are_aggregated_best_first(book: Book[Resting]) -> None:
    """Orders of one price are one level; bids fall, asks rise."""
    assert book.bids() == ((D(99), D(3)), (D(98), D(5)))
    assert book.asks(1) == ((D(101), D(3)),)
    assert (book.best_bid, book.best_ask) == (D(99), D(101))
    assert (book.best_against("BUY"), book.best_against("SELL")) == (D(101), D(99))
    assert (book.level("BUY", 2), book.level("SELL", 2), book.level("SELL", 3)) == (D(98), D(103), None)
    assert (book.quantity_at("BUY", D(99)), book.quantity_at("BUY", D(1))) == (D(3), D(0))


def test_crossing_is_by_the_best_opposite_price(book: Book[Resting]) -> None:
    """A buy crosses from the best ask up, a sell from the best bid down."""
    assert [book.crosses("BUY", D(price)) for price in (100, 101, 102)] == [False, True, True]
    assert [book.crosses("SELL", D(price)) for price in (100, 99, 98)] == [False, True, True]


def test_the_levels_against_an_order_end_at_its_limit(book: Book[Resting]) -> None:
    """`against` walks the opposite side down to the limit, to the end without one."""
    assert list(book.against("BUY", D(102))) == [(D(101), D(3))]
    assert list(book.against("BUY")) == [(D(101), D(3)), (D(103), D(4))]
    assert list(book.against("SELL", D("98.5"))) == [(D(99), D(3))]


def test_first_come_first_served(book: Book[Resting]) -> None:
    """The front is the oldest order of the best price; a partial fill keeps its place, a full one ends it."""
    first = book.front("SELL", D(99))
    assert first is not None
    assert first.orderId == 1
    book.fill(first, D("0.4"))
    assert (book.front("SELL"), first.remaining) == (first, D("0.6"))
    book.fill(first, D("0.6"))
    assert [each.orderId for each in book.queue("BUY", D(99))] == [2]
    assert book.queue("BUY", D(50)) == ()


def test_the_front_respects_the_limit(book: Book[Resting]) -> None:
    """An order that does not cross meets nobody."""
    assert book.front("BUY", D("100.9")) is None
    assert book.front("SELL", D("99.1")) is None


def test_a_change_lists_each_level_once_with_its_new_quantity(book: Book[Resting]) -> None:
    """U, u and pu join without a gap; a level that is gone has quantity 0."""
    assert book.drain(5) == DepthChange(
        "BTCUSDT", 5, 1, 5, 0, ((D(99), D(3)), (D(98), D(5))), ((D(101), D(3)), (D(103), D(4)))
    )
    (ask,) = book.queue("SELL", D(101))
    book.remove(ask)
    book.add(order(6, "BUY", "98", "1"))
    assert book.drain(6) == DepthChange("BTCUSDT", 6, 6, 7, 5, ((D(98), D(6)),), ((D(101), D(0)),))
    assert book.drain(7) is None


def test_changes_add_up() -> None:
    """Two changes in a row are one over both, the later quantity winning."""
    first = DepthChange("BTCUSDT", 1, 1, 2, 0, ((D(9), D(1)),), ())
    second = DepthChange("BTCUSDT", 2, 3, 4, 2, ((D(9), D(0)), (D(8), D(2))), ((D(11), D(1)),))
    assert first + second == DepthChange("BTCUSDT", 2, 1, 4, 0, ((D(9), D(0)), (D(8), D(2))), ((D(11), D(1)),))


PRICES = st.integers(1, 8).map(D)
QUANTITIES = st.integers(1, 5).map(D)


class AnyBook(RuleBasedStateMachine):
    """A book under random orders beside a plain list, and a mirror fed only by its changes."""

    def __init__(self) -> None:
        super().__init__()
        self.book: Book[Resting] = Book("BTCUSDT")
        self.live: list[Resting] = []
        self.count = self.seen = 0
        self.mirror: dict[str, dict[Decimal, Decimal]] = {"BUY": {}, "SELL": {}}

    @rule(side=st.sampled_from(["BUY", "SELL"]), price=PRICES, quantity=QUANTITIES)
    def add(self, side: str, price: Decimal, quantity: Decimal) -> None:
        if not self.book.crosses(side, price):
            self.count += 1
            self.live.append(Resting(self.count, side, price, quantity))
            self.book.add(self.live[-1])

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def remove(self, data) -> None:
        self.book.remove(self.live.pop(data.draw(st.integers(0, len(self.live) - 1))))

    @rule(side=st.sampled_from(["BUY", "SELL"]), data=st.data())
    def take(self, side: str, data) -> None:
        front = self.book.front(side)
        resting = [each for each in self.live if each.side != side]
        best = max if side == "SELL" else min
        assert front == ((resting and best(resting, key=lambda each: each.price)) or None)
        if front is not None:
            self.book.fill(front, D(data.draw(st.integers(1, int(front.remaining)))))
            if not front.remaining:
                self.live.remove(front)

    @invariant()
    def the_levels_are_the_orders(self) -> None:
        totals = {"BUY": defaultdict(D), "SELL": defaultdict(D)}
        for each in self.live:
            totals[each.side][each.price] += each.remaining
        assert list(self.book.bids()) == sorted(totals["BUY"].items(), reverse=True)
        assert list(self.book.asks()) == sorted(totals["SELL"].items())
        assert set(self.book.orders()) == set(self.live)
        bid, ask = self.book.best_bid, self.book.best_ask
        assert bid is None or ask is None or bid < ask

    @rule()
    def the_changes_give_the_levels(self) -> None:
        change = self.book.drain(0)
        if change is not None:
            assert (change.pu, change.U) == (self.seen, self.seen + 1)
            self.seen = change.u
            for side, levels in (("BUY", change.bids), ("SELL", change.asks)):
                self.mirror[side].update(levels)
                self.mirror[side] = {price: quantity for price, quantity in self.mirror[side].items() if quantity}
        assert self.mirror == {"BUY": dict(self.book.bids()), "SELL": dict(self.book.asks())}


TestAnyBook = AnyBook.TestCase
TestAnyBook.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
