"""How numbers are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binance_futures.paper import _wire_text as text
from binance_futures.paper._instruments import SATOSHI, listed

INSTRUMENTS = listed(1_767_225_600_000)
UM, CM = INSTRUMENTS["BTCUSDT"], INSTRUMENTS["BTCUSD_PERP"]
D = Decimal


@pytest.mark.parametrize(
    ("written", "um", "cm"),
    [
        (text.price, "43187.00", "43187.0"),
        (text.average, "43187.00000", "43187.0"),
        (text.quantity, "43187.000", "43187"),
        (text.quote, "43187.00000", "43187"),
        (text.base, "43187.000", "43187.00000000"),
        (text.turnover, "43187.00000", "43187.00000000"),
    ],
)
def test_numbers_have_the_digits_of_their_contract(written, um, cm) -> None:
    """Prices and quantities have as many digits as the symbol, values those of both or of the coin."""
    assert (written(UM, D(43187)), written(CM, D(43187))) == (um, cm)


def test_other_numbers_have_their_own_digits() -> None:
    """Amounts have 8, percentages 3, ratios 4."""
    assert text.money(D("103.1")) == "103.10000000"
    assert text.percent(D("-0.4521")) == "-0.452"
    assert text.ratio(D("1.43421")) == "1.4342"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("250000", "250000"),
        ("1E+3", "1000"),
        ("0.385077", "0.385077"),
        ("0.1234567891", "0.12345679"),
    ],
)
def test_plain_numbers_have_as_few_digits_as_it_takes(value: str, written: str) -> None:
    """No trailing zeros, no exponent, 8 digits at most."""
    assert text.plain(D(value)) == written


@given(st.decimals(-(10**9), 10**9, places=8))
def test_a_plain_number_is_the_number(value: Decimal) -> None:
    """Nothing of a number with 8 digits is lost."""
    written = text.plain(value)
    assert D(written) == value
    assert "E" not in written
    assert not written.endswith(".")


@given(st.decimals(-1, 1, allow_nan=False, places=12))
def test_nothing_has_no_sign(value: Decimal) -> None:
    """What rounds to zero is written without a sign."""
    written = text.money(value)
    assert abs(D(written) - value) <= SATOSHI / 2
    assert not (D(written) == 0 and written.startswith("-"))


@pytest.mark.parametrize(("value", "number"), [("50", 50), ("0.004", 0.004), ("1E+2", 100)])
def test_bare_numbers(value: str, number: float) -> None:
    """Whole numbers are integers."""
    assert text.number(D(value)) == number
    assert isinstance(text.number(D(value)), type(number))
