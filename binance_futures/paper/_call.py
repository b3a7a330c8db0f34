"""A request as the endpoints read it: who asks, when, and the parameters as what they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from ..environments import Product
from ._accounts import Account
from ._engine import Engine
from ._errors import Refusal, rejected
from ._frames import Session
from ._gate import Admitted
from ._keys import ApiKey
from ._listing import Listing

__all__ = ["DAY", "Call", "Given", "newest", "refused"]

T = TypeVar("T")

DAY = 86_400_000


class Given:
    """Parameters that the gate has checked."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def text(self, name: str) -> str | None:
        """A text, None if it was not sent."""
        return self._values.get(name)

    def integer(self, name: str) -> int | None:
        """An INT or LONG."""
        value = self._values.get(name)
        return None if value is None else int(value)

    def decimal(self, name: str) -> Decimal | None:
        """A DECIMAL."""
        value = self._values.get(name)
        return None if value is None else Decimal(value)

    def flag(self, name: str) -> bool | None:
        """A BOOLEAN."""
        value = self._values.get(name)
        return None if value is None else value == "true"


@dataclass(frozen=True, slots=True)
class Call:
    """A request of an endpoint."""

    engine: Engine
    admitted: Admitted
    product: Product
    now: int
    given: Given
    session: Session | None = None
    """The connection of the WebSocket API it came on."""

    @property
    def key(self) -> ApiKey:
        """The API key of who asks."""
        key = self.admitted.key
        if key is None:
            raise rejected("UNAUTHORIZED", self.product)
        return key

    @property
    def account(self) -> Account:
        """Who asks."""
        return self.engine.accounts[self.key.account]

    @property
    def socket(self) -> bool:
        """Whether it came over the WebSocket API."""
        return self.admitted.route.method == "WS"

    @property
    def symbol(self) -> str:
        """The symbol; one of this product.

        Raises:
            Refusal: -1121, there is none.
        """
        return self.listing.instrument.symbol

    @property
    def listing(self) -> Listing:
        """The contract of the symbol.

        Raises:
            Refusal: -1121, there is none of this product.
        """
        return self.listed(self.given["symbol"])

    def listed(self, symbol: str) -> Listing:
        """The contract of a symbol of this product.

        Raises:
            Refusal: -1121, there is none.
        """
        listing = self.engine.listings.get(symbol)
        if listing is None or listing.instrument.product != self.product:
            raise rejected("BAD_SYMBOL", self.product)
        return listing

    def listings(self) -> list[Listing]:
        """The contracts that `symbol` and `pair` leave, of this product.

        Raises:
            Refusal: -1121, -4144 (cm: -4087) if nothing has this symbol or pair.
        """
        if "symbol" in self.given:
            return [self.listing]
        every = [each for each in self.engine.listings.values() if each.instrument.product == self.product]
        pair = self.given.text("pair")
        if pair is None:
            return every
        named = [each for each in every if each.instrument.pair == pair]
        if not named:
            raise rejected("INVALID_PAIR", self.product)
        return named

    @property
    def limit(self) -> int:
        """How many rows at most: as sent, or the default of the endpoint."""
        sent = self.given.integer("limit")
        return sent if sent is not None else int(self.admitted.route.parameters["limit"].default or 0)

    def window(self, days: int, *, within: int | None = None) -> tuple[int, int]:
        """First and last millisecond of a history: `startTime` and `endTime`, either or both left out.

        Args:
            days: The longest span, and the span of what is left out.
            within: How many days the history reaches back.

        Raises:
            Refusal: -1023 if it ends before it starts, -4165 (cm: -4088) if it is too long.
        """
        start, end = self.given.integer("startTime"), self.given.integer("endTime")
        span = days * DAY
        if start is None:
            end = self.now if end is None else end
            start = end - span
        elif end is None:
            end = min(start + span, max(self.now, start))
        if start > end:
            raise rejected("START_TIME_GREATER_THAN_END_TIME", self.product)
        if end - start > span:
            raise rejected("INVALID_TIME_INTERVAL", self.product, days)
        if within is not None:
            start = max(start, self.now - within * DAY)
        return start, end

    def symbols(self) -> set[str]:
        """The symbols that `symbol` and `pair` leave, of this product.

        Raises:
            Refusal: as `listings`.
        """
        return {listing.instrument.symbol for listing in self.listings()}

    def page(self, rows: Iterable[T]) -> list[T]:
        """The rows of one answer, oldest first: from `startTime` on if it was sent, else the newest."""
        if "startTime" in self.given:
            return list(rows)[: self.limit]
        return newest(rows, self.limit)


def newest(rows: Iterable[T], limit: int) -> list[T]:
    """The last of rows that come oldest first."""
    found = list(rows)
    return found[max(0, len(found) - limit) :]


def refused(refusal: Refusal) -> dict[str, object]:
    """A row of a batch that was refused."""
    return {"code": refusal.code, "msg": refusal.msg}
