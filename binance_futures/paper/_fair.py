"""What things are worth: a seeded random walk of each asset, and what each contract is worth beside it."""

import math
import random
from collections.abc import Iterable
from typing import Final

from ._instruments import PERPETUAL_DELIVERY, Instrument

__all__ = ["VOLATILITY", "Fair", "seeded"]

VOLATILITY: Final = {"BTC": 0.55, "ETH": 0.70, "BNB": 0.60, "SOL": 0.80}
"""Standard deviation of a year's return."""
_YEAR: Final = 365.0 * 86_400
_COMMON: Final = 0.75
"""What the assets' returns have in common."""
_MOOD_SECONDS: Final = 600.0
_MOOD: Final = 0.4
"""Calm and nervous times: how long they last, and how far their volatility differs."""
_BASIS_SECONDS: Final = 45.0
_BASIS: Final = 0.000_12
"""The premium of a perpetual contract: how soon it is back at its level, and how far it strays."""
_LEVEL_SECONDS: Final = 3_600.0
_LEVEL: Final = 0.000_5
"""The level of the premium; beyond 0.05 % it moves the funding rate."""


def seeded(seed: int, purpose: str) -> random.Random:
    """Numbers for a purpose, that depend on nothing else that is drawn."""
    return random.Random(f"{seed}/{purpose}")  # noqa: S311 - a simulation keeps no secrets


class Fair:
    """Prices of assets in USD, and of contracts. Nobody's trades move them.

    Args:
        instruments: The contracts.
        seed: What all numbers follow from.
        now: The time, ms.
        pinned: Assets whose price is `set` from a record, and where it starts.
    """

    def __init__(self, instruments: Iterable[Instrument], seed: int, now: int, pinned: dict[str, float]) -> None:
        self._rng = seeded(seed, "fair")
        self._pinned = pinned
        self._mood = 0.0
        self._basis: dict[str, tuple[float, float]] = {}
        self._term: dict[str, tuple[float, int, int]] = {}
        self.assets: dict[str, float] = {}
        for each in instruments:
            start = float(each.startPrice)
            self.assets.setdefault(each.baseAsset, start)
            if each.deliveryDate == PERPETUAL_DELIVERY:
                self._basis[each.symbol] = 0.0, 0.0
            else:
                premium = start / self.assets[each.baseAsset] - 1
                self._term[each.symbol] = premium, now, max(each.deliveryDate, now + 1)
        self.assets |= pinned

    def set(self, asset: str, price: float) -> None:
        """The record says what an asset costs."""
        self.assets[asset] = price

    def move(self, seconds: float) -> None:
        """Let time pass."""
        gauss = self._rng.gauss
        self._mood = self._revert(self._mood, seconds / _MOOD_SECONDS, _MOOD)
        scale = math.exp(self._mood - _MOOD * _MOOD) * math.sqrt(seconds / _YEAR)
        common, own = gauss(0, _COMMON), math.sqrt(1 - _COMMON * _COMMON)
        for asset in self.assets:
            change = (common + gauss(0, own)) * VOLATILITY.get(asset, 0.7) * scale
            if asset not in self._pinned:
                self.assets[asset] *= math.exp(change)
        for symbol, (level, basis) in self._basis.items():
            self._basis[symbol] = (
                self._revert(level, seconds / _LEVEL_SECONDS, _LEVEL),
                self._revert(basis, seconds / _BASIS_SECONDS, _BASIS),
            )

    def basis(self, symbol: str, time: int) -> float:
        """How much a contract is worth above its asset, as a fraction; it is gone at delivery."""
        if symbol in self._basis:
            return sum(self._basis[symbol])
        premium, since, until = self._term[symbol]
        return premium * max(until - time, 0) / (until - since)

    def _revert(self, value: float, times: float, deviation: float) -> float:
        """A step of a mean-reverting walk with a standard deviation; `times` its time constant have passed."""
        keep = math.exp(-times)
        return value * keep + deviation * math.sqrt(1 - keep * keep) * self._rng.gauss(0, 1)
