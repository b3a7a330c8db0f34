"""The rules of a symbol: rounding onto its grids."""

from decimal import ROUND_CEILING, ROUND_DOWN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binance_futures.models import cm, um

PRICES = {"filterType": "PRICE_FILTER", "minPrice": "556.80", "maxPrice": "4529764", "tickSize": "0.10"}
LOTS = {"filterType": "LOT_SIZE", "minQty": "0.001", "maxQty": "1000", "stepSize": "0.001"}
MARKET_LOTS = {"filterType": "MARKET_LOT_SIZE", "minQty": "0.01", "maxQty": "120", "stepSize": "0.01"}
ANY = st.decimals(min_value=Decimal("0.00000001"), max_value=Decimal(10_000_000), places=8)


def symbol(*filters: dict[str, str], kind: type[um.Symbol] | type[cm.Symbol] = um.Symbol) -> um.Symbol | cm.Symbol:
    known = {"PRICE_FILTER": um.PriceFilter, "LOT_SIZE": um.LotSize, "MARKET_LOT_SIZE": um.MarketLotSize}
    made = [known[each["filterType"]].model_validate(each) for each in filters]
    return kind.model_construct(symbol="BTCUSDT", filters=made)


@pytest.mark.parametrize("kind", [um.Symbol, cm.Symbol])
def test_a_price_is_rounded_to_its_tick(kind: type[um.Symbol] | type[cm.Symbol]) -> None:
    """To the nearest tick, or as the caller says."""
    rules = symbol(PRICES, kind=kind)
    assert rules.round_price(Decimal("59808.1234")) == Decimal("59808.10")
    assert rules.round_price(Decimal("59808.16")) == Decimal("59808.20")
    assert rules.round_price(Decimal("59808.19"), ROUND_DOWN) == Decimal("59808.10")
    assert rules.round_price(Decimal("59808.11"), ROUND_CEILING) == Decimal("59808.20")


@given(ANY)
def test_a_rounded_price_is_on_the_grid(price: Decimal) -> None:
    """Whole ticks above the lowest price, never more than half a tick away, and it stays when rounded again."""
    rules = symbol(PRICES)
    rounded = rules.round_price(price)
    assert (rounded - Decimal("556.80")) % Decimal("0.10") == 0
    assert abs(rounded - price) <= Decimal("0.05")
    assert rules.round_price(rounded) == rounded


@given(ANY, st.booleans())
def test_a_rounded_quantity_is_never_more(quantity: Decimal, market: bool) -> None:
    """Whole steps, at most what was asked for and what is allowed, less than a step below, 0 if it is too small."""
    lots = MARKET_LOTS if market else LOTS
    least, most, step = (Decimal(lots[name]) for name in ("minQty", "maxQty", "stepSize"))
    rounded = symbol(LOTS, MARKET_LOTS).round_quantity(quantity, market=market)
    if quantity < least:
        assert rounded == 0
    else:
        assert rounded % step == 0
        assert least <= rounded <= most
        assert 0 <= min(quantity, most) - rounded < step


def test_without_rules_nothing_is_rounded() -> None:
    """A symbol that sets no grid, or one of step 0, takes every number; market orders fall back on the common lots."""
    free = symbol()
    assert free.round_price(Decimal("1.23456")) == Decimal("1.23456")
    assert free.round_quantity(Decimal("1.23456")) == Decimal("1.23456")
    assert symbol(PRICES | {"tickSize": "0"}).round_price(Decimal("1.23456")) == Decimal("1.23456")
    assert symbol(LOTS).round_quantity(Decimal("1.23456"), market=True) == Decimal("1.234")
