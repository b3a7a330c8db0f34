"""The contracts of the paper exchange."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from binance_futures.paper._instruments import PERPETUAL_DELIVERY, SATOSHI, listed

D = Decimal


def ms(year: int, month: int, day: int, hour: int = 0) -> int:
    return int(datetime(year, month, day, hour, tzinfo=UTC).timestamp()) * 1000


INSTRUMENTS = listed(ms(2026, 11, 22))


def test_both_products_are_listed() -> None:
    """Linear perpetuals in USDT and USDC, inverse perpetuals and one delivery contract."""
    assert {symbol: item.product for symbol, item in INSTRUMENTS.items()} == {
        "BTCUSDT": "um",
        "ETHUSDT": "um",
        "BNBUSDT": "um",
        "SOLUSDT": "um",
        "BTCUSDC": "um",
        "BTCUSD_PERP": "cm",
        "ETHUSD_PERP": "cm",
        "BTCUSD_261225": "cm",
    }


@pytest.mark.parametrize(
    ("now", "symbol", "delivery"),
    [
        (ms(2026, 1, 1), "BTCUSD_260327", ms(2026, 3, 27, 8)),
        (ms(2026, 3, 27, 8), "BTCUSD_260626", ms(2026, 6, 26, 8)),
        (ms(2026, 3, 31), "BTCUSD_260626", ms(2026, 6, 26, 8)),
        (ms(2026, 12, 31), "BTCUSD_270326", ms(2027, 3, 26, 8)),
    ],
)
def test_the_delivery_contract_ends_on_the_last_friday_of_a_quarter(now: int, symbol: str, delivery: int) -> None:
    """The quarter's last Friday at 08:00 UTC after the start names the contract and is its delivery date."""
    instrument = listed(now)[symbol]
    assert (instrument.contractType, instrument.deliveryDate) == ("CURRENT_QUARTER", delivery)
    assert instrument.fundingIntervalHours is None


def test_perpetuals_have_no_end() -> None:
    """Perpetuals show Binance's delivery date of no meaning and pay funding."""
    instrument = INSTRUMENTS["BTCUSDT"]
    assert (instrument.contractType, instrument.deliveryDate) == ("PERPETUAL", PERPETUAL_DELIVERY)
    assert instrument.fundingIntervalHours == 8


def test_a_linear_value_is_price_times_quantity() -> None:
    """UM quantities are base coins, worth their price in the margin asset."""
    btc = INSTRUMENTS["BTCUSDT"]
    assert btc.value(D("100000.1"), D("0.003")) == D("300.0003")
    assert btc.price_of(D("300.0003"), D("0.003")) == D("100000.1")
    assert btc.quote_quantity(D("100000.1"), D("0.003")) == D("300.0003")
    assert btc.base_quantity(D("100000.1"), D("0.003")) == D("0.003")


def test_an_inverse_value_is_coins_to_the_satoshi() -> None:
    """CM quantities are contracts; baseQty of the documented trade (1 contract at 8800) is 0.01136364."""
    btc = INSTRUMENTS["BTCUSD_PERP"]
    assert btc.value(D(8800), D(1)) == btc.base_quantity(D(8800), D(1)) == D("0.01136364")
    assert btc.quote_quantity(D(8800), D(1)) == D(100)
    assert btc.price_of(D("0.0125"), D(1)) == D(8000)
    assert btc.price_of(D(0), D(1)) == btc.price_of(D(1), D(0)) == D(0)


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=list(INSTRUMENTS))
def test_filters_and_brackets_hold_together(instrument) -> None:
    """Grids fit their precisions and the start price; every value of a tick is whole satoshis; brackets join."""
    assert instrument.tickSize == instrument.minPrice
    assert instrument.startPrice % instrument.tickSize == 0
    assert instrument.tickSize == instrument.tickSize.quantize(D(1).scaleb(-instrument.pricePrecision))
    assert instrument.stepSize == instrument.stepSize.quantize(D(1).scaleb(-instrument.quantityPrecision))
    assert (instrument.tickSize * instrument.stepSize) % SATOSHI == 0
    first = instrument.brackets[0]
    assert (first.bracket, first.initialLeverage, first.floor, first.cum) == (1, 125, 0, 0)
    for lower, upper in pairwise(instrument.brackets):
        assert upper.floor == lower.cap
        assert upper.initialLeverage < lower.initialLeverage
        edge = upper.floor
        assert edge * lower.maintMarginRatio - lower.cum == edge * upper.maintMarginRatio - upper.cum
