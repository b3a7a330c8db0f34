"""Listen keys: what opens a user data stream, for 60 minutes at a time."""

import random
import string
from dataclasses import dataclass, field
from typing import Final

from ..environments import Product
from ._errors import rejected
from ._keys import ApiKey

__all__ = ["ListenKey", "ListenKeys"]

_VALIDITY: Final = 60 * 60_000
_LETTERS: Final = string.ascii_letters + string.digits


@dataclass(slots=True, eq=False)
class ListenKey:
    """A listen key of an API key on a product."""

    text: str = field(repr=False)
    product: Product
    key: ApiKey
    expires: int
    """When, in ms, unless it is renewed."""


class ListenKeys:
    """The listen keys in effect: one an API key and product.

    Who serves the streams calls `take_ended` now and then, ends their connections, and so bounds what is kept.
    """

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._current: dict[tuple[Product, str], ListenKey] = {}
        self._known: dict[str, ListenKey] = {}

    def open(self, product: Product, key: ApiKey, now: int) -> str:
        """The listen key of an API key, a new one if it has none; valid for 60 minutes from now."""
        current = self._valid(product, key, now)
        if current is None:
            text = "".join(self._rng.choices(_LETTERS, k=64))
            current = self._current[product, key.key] = self._known[text] = ListenKey(text, product, key, 0)
        current.expires = now + _VALIDITY
        return current.text

    def renew(self, product: Product, key: ApiKey, now: int) -> str:
        """Make the listen key of an API key valid for 60 minutes from now.

        Raises:
            Refusal: -1125, it has none.
        """
        current = self._valid(product, key, now)
        if current is None:
            raise rejected("INVALID_LISTEN_KEY", product)
        current.expires = now + _VALIDITY
        return current.text

    def close(self, product: Product, key: ApiKey) -> None:
        """End the listen key of an API key, if it has one."""
        current = self._current.get((product, key.key))
        if current is not None:
            current.expires = 0

    def of(self, product: Product, account: str, now: int) -> list[str]:
        """The listen keys of an account that are valid."""
        return [
            each.text
            for each in self._current.values()
            if each.key.account == account and each.product == product and each.expires > now
        ]

    def close_all(self) -> None:
        """End every listen key."""
        for each in self._current.values():
            each.expires = 0

    def take_ended(self, now: int) -> list[ListenKey]:
        """The listen keys that ended since the last call; they are forgotten."""
        ended = [each for each in self._known.values() if each.expires <= now]
        for each in ended:
            del self._known[each.text]
            owner = each.product, each.key.key
            if self._current.get(owner) is each:
                del self._current[owner]
        return ended

    def _valid(self, product: Product, key: ApiKey, now: int) -> ListenKey | None:
        current = self._current.get((product, key.key))
        return current if current is not None and current.expires > now else None
