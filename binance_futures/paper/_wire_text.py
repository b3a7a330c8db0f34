"""Numbers as answers and events write them: decimals as text, with the digits that Binance shows."""

from decimal import ROUND_HALF_EVEN, Decimal

from ._instruments import SATOSHI, Instrument
from ._orders import ZERO

__all__ = ["average", "base", "money", "number", "percent", "plain", "price", "quantity", "quote", "ratio", "turnover"]


def price(instrument: Instrument, value: Decimal) -> str:
    """A price of the contract: `43187.00`."""
    return f"{value:z.{instrument.pricePrecision}f}"


def average(instrument: Instrument, value: Decimal) -> str:
    """An average price of fills: `91250.50000` of um, `11661.2` of cm."""
    return f"{value:z.{instrument.pricePrecision}f}" if instrument.inverse else f"{value:.5f}"


def quantity(instrument: Instrument, value: Decimal) -> str:
    """A quantity of the contract: `0.040`."""
    return f"{value:z.{instrument.quantityPrecision}f}"


def quote(instrument: Instrument, value: Decimal) -> str:
    """A value in the quote asset: `1825.01000`; of cm it is whole contracts: `100`."""
    if instrument.inverse:
        return f"{value:.0f}"
    return f"{value:.{instrument.pricePrecision + instrument.quantityPrecision}f}"


def turnover(instrument: Instrument, value: Decimal) -> str:
    """A traded value: of um in the quote asset, `9302145.66080`; of cm in the base asset, `2.13660389`."""
    return f"{value:.8f}" if instrument.inverse else quote(instrument, value)


def base(instrument: Instrument, value: Decimal) -> str:
    """A quantity in the base asset: `0.040` of um, `0.00882854` of cm."""
    return f"{value:.8f}" if instrument.inverse else f"{value:.{instrument.quantityPrecision}f}"


def money(value: Decimal) -> str:
    """An amount of an asset, and whatever else has 8 digits: `103.12345678`."""
    return f"{value:z.8f}"


def ratio(value: Decimal) -> str:
    """A ratio of two amounts: `1.4342`."""
    return f"{value:z.4f}"


def percent(value: Decimal) -> str:
    """A change in percent: `-0.452`."""
    return f"{value:z.3f}"


def plain(value: Decimal) -> str:
    """As few digits as it takes, 8 at most: `0.385077`, `250000`, `0`."""
    return f"{value.quantize(SATOSHI, ROUND_HALF_EVEN).normalize() + ZERO:f}"


def number(value: Decimal) -> int | float:
    """The few numbers that answers hold as such, in leverage brackets for one."""
    return int(value) if value == value.to_integral_value() else float(value)
