"""What assets are worth in dollars as margin: the index of assetIndex and of the asset index streams."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ._listing import Listing
from ._market_data import MarketData
from ._orders import ZERO
from ._state import COLLATERAL

__all__ = ["AssetIndex", "asset_indexes"]

_BUFFER = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class AssetIndex:
    """An asset's price in dollars, and how far margin it gives (bid) and takes (ask) is off that."""

    symbol: str
    index: Decimal
    buffer: Decimal

    @property
    def bidRate(self) -> Decimal:
        """What one counts when it is held."""
        return self.index * (1 - self.buffer)

    @property
    def askRate(self) -> Decimal:
        """What one counts when it is owed."""
        return self.index * (1 + self.buffer)


def asset_indexes(listings: Mapping[str, Listing], data: MarketData) -> list[AssetIndex]:
    """The collateral of multi-assets mode, then the margin assets of cm (since June 2026)."""
    found: list[AssetIndex] = []
    for asset, priced in COLLATERAL.items():
        if priced is None:
            found.append(AssetIndex(f"{asset}USD", Decimal(1), ZERO))
        elif priced[0] in listings:
            found.append(AssetIndex(f"{asset}USD", listings[priced[0]].markPrice, 1 - priced[1]))
    coins = (each.instrument.pair for each in listings.values() if each.instrument.product == "cm")
    found += [AssetIndex(pair, data.index_price(pair), _BUFFER) for pair in dict.fromkeys(coins)]
    return found
