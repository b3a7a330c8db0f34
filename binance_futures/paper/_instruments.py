"""The contracts that the paper exchange lists, with their filters, brackets and fees."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from ..environments import Product
from ..models.enums import ContractType, OrderType, TimeInForce

__all__ = ["PERPETUAL_DELIVERY", "SATOSHI", "Bracket", "Instrument", "listed"]

PERPETUAL_DELIVERY: Final = 4_133_404_800_000
"""The delivery date that Binance shows for contracts without end."""

SATOSHI: Final = Decimal("1E-8")
"""The grain of every wallet and of every coin value."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """A leverage bracket: `floor` and `cap` are position values in the margin asset (um: notional, cm: coins)."""

    bracket: int
    initialLeverage: int
    floor: Decimal
    cap: Decimal
    maintMarginRatio: Decimal
    cum: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A contract. Names are those of exchangeInfo; quantities of cm are contracts of `contractSize` USD."""

    product: Product
    symbol: str
    pair: str
    contractType: ContractType
    baseAsset: str
    quoteAsset: str
    marginAsset: str
    contractSize: Decimal = Decimal(1)
    deliveryDate: int = PERPETUAL_DELIVERY
    onboardDate: int
    underlyingSubType: tuple[str, ...] = ()

    pricePrecision: int
    quantityPrecision: int
    tickSize: Decimal
    minPrice: Decimal
    maxPrice: Decimal
    stepSize: Decimal
    minQty: Decimal
    maxQty: Decimal
    marketMaxQty: Decimal
    minNotional: Decimal | None
    multiplierUp: Decimal
    multiplierDown: Decimal
    multiplierDecimal: int = 4
    maxNumOrders: int = 200
    maxNumAlgoOrders: int = 200
    maxMoveOrderLimit: int = 10_000
    orderTypes: tuple[OrderType, ...] = (
        "LIMIT",
        "MARKET",
        "STOP",
        "STOP_MARKET",
        "TAKE_PROFIT",
        "TAKE_PROFIT_MARKET",
        "TRAILING_STOP_MARKET",
    )
    timeInForce: tuple[TimeInForce, ...]
    triggerProtect: Decimal = Decimal("0.0500")
    marketTakeBound: Decimal = Decimal("0.05")
    liquidationFee: Decimal = Decimal("0.012500")

    brackets: tuple[Bracket, ...]
    makerCommissionRate: Decimal
    takerCommissionRate: Decimal
    fundingIntervalHours: int | None = 8
    startPrice: Decimal
    inverse: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "inverse", self.product == "cm")

    def value(self, price: Decimal, quantity: Decimal) -> Decimal:
        """What `quantity` is worth at `price`, in the margin asset.

        Coin values are rounded to a satoshi, as Binance's baseQty is: both sides of a trade book the same number,
        so that no money is made or lost by rounding.
        """
        if self.inverse:
            return (quantity * self.contractSize / price).quantize(SATOSHI)
        return price * quantity

    def price_of(self, value: Decimal, quantity: Decimal) -> Decimal:
        """The average price at which `quantity` is worth `value`; 0 without either."""
        if not value or not quantity:
            return Decimal(0)
        return quantity * self.contractSize / value if self.inverse else value / quantity

    def quote_quantity(self, price: Decimal, quantity: Decimal) -> Decimal:
        """The value in the quote asset, exact."""
        return quantity * self.contractSize if self.inverse else price * quantity

    def base_quantity(self, price: Decimal, quantity: Decimal) -> Decimal:
        """The quantity in the base asset."""
        return self.value(price, quantity) if self.inverse else quantity


_LEVERAGES: Final = (125, 100, 75, 50, 25, 20, 10, 5, 4, 3, 2, 1)
_RATIOS: Final = ("0.004", "0.005", "0.0065", "0.01", "0.02", "0.025", "0.05", "0.1", "0.125", "0.15", "0.25", "0.5")


def _brackets(caps: tuple[int, ...], unit: int) -> tuple[Bracket, ...]:
    """Brackets whose maintenance margin is continuous: `cum` follows from the ratios."""

    def rows() -> Iterator[Bracket]:
        floor = cum = ratio = Decimal(0)
        for number, (leverage, cap, text) in enumerate(zip(_LEVERAGES, caps, _RATIOS, strict=True), 1):
            cum += floor * (Decimal(text) - ratio)
            ratio = Decimal(text)
            yield Bracket(number, leverage, floor, Decimal(cap * unit), ratio, cum)
            floor = Decimal(cap * unit)

    return tuple(rows())


def _linear(
    base: str,
    quote: str,
    *,
    price: str,
    tick: str,
    step: str,
    max_price: str,
    max_qty: str,
    market_max_qty: str,
    min_notional: str,
    caps: tuple[int, ...],
    tags: tuple[str, ...],
) -> Instrument:
    symbol = base + quote
    return Instrument(
        product="um",
        symbol=symbol,
        pair=symbol,
        contractType="PERPETUAL",
        baseAsset=base,
        quoteAsset=quote,
        marginAsset=quote,
        onboardDate=1_569_398_400_000,
        underlyingSubType=tags,
        pricePrecision=_decimals(tick),
        quantityPrecision=_decimals(step),
        tickSize=Decimal(tick),
        minPrice=Decimal(tick),
        maxPrice=Decimal(max_price),
        stepSize=Decimal(step),
        minQty=Decimal(step),
        maxQty=Decimal(max_qty),
        marketMaxQty=Decimal(market_max_qty),
        minNotional=Decimal(min_notional),
        multiplierUp=Decimal("1.0500"),
        multiplierDown=Decimal("0.9500"),
        timeInForce=("GTC", "IOC", "FOK", "GTX", "GTD"),
        brackets=_brackets(caps, 1000),
        makerCommissionRate=Decimal("0.000200"),
        takerCommissionRate=Decimal("0.000500"),
        startPrice=Decimal(price),
    )


def _inverse(
    base: str, *, price: str, tick: str, max_price: str, size: int, caps: tuple[int, ...], delivery: int | None = None
) -> Instrument:
    pair = base + "USD"
    name = "PERP" if delivery is None else f"{_utc(delivery):%y%m%d}"
    return Instrument(
        product="cm",
        symbol=f"{pair}_{name}",
        pair=pair,
        contractType="PERPETUAL" if delivery is None else "CURRENT_QUARTER",
        baseAsset=base,
        quoteAsset="USD",
        marginAsset=base,
        contractSize=Decimal(size),
        deliveryDate=PERPETUAL_DELIVERY if delivery is None else delivery,
        onboardDate=1_597_042_800_000,
        underlyingSubType=("PoW",) if base == "BTC" else (),
        pricePrecision=_decimals(tick),
        quantityPrecision=0,
        tickSize=Decimal(tick),
        minPrice=Decimal(tick),
        maxPrice=Decimal(max_price),
        stepSize=Decimal(1),
        minQty=Decimal(1),
        maxQty=Decimal(1_000_000),
        marketMaxQty=Decimal(60_000),
        minNotional=None,
        multiplierUp=Decimal("1.0500"),
        multiplierDown=Decimal("0.9500"),
        timeInForce=("GTC", "IOC", "FOK", "GTX"),
        liquidationFee=Decimal("0.015000"),
        brackets=_brackets(caps, 1),
        makerCommissionRate=Decimal("0.000100"),
        takerCommissionRate=Decimal("0.000500"),
        fundingIntervalHours=8 if delivery is None else None,
        startPrice=Decimal(price),
    )


def _decimals(grid: str) -> int:
    return len(grid.partition(".")[2])


def _utc(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def _quarter_end(now: int) -> int:
    """The last Friday of a quarter, 08:00 UTC, that comes next after `now`."""
    moment = _utc(now)
    quarter = (moment.month - 1) // 3
    while True:
        year, month = moment.year + (quarter + 1) // 4, (quarter + 1) % 4 * 3 + 1
        last = datetime(year, month, 1, 8, tzinfo=UTC) - timedelta(days=1)
        friday = last - timedelta(days=(last.weekday() - 4) % 7)
        delivery = int(friday.timestamp()) * 1000
        if delivery > now:
            return delivery
        quarter += 1


_BTC_CAPS: Final = (300, 800, 3_000, 12_000, 70_000, 100_000, 230_000, 480_000, 600_000, 800_000, 1_200_000, 1_800_000)
_ALT_CAPS: Final = (50, 250, 800, 3_000, 15_000, 25_000, 60_000, 120_000, 150_000, 200_000, 300_000, 500_000)
_BTC_COIN_CAPS: Final = (5, 10, 20, 50, 100, 200, 400, 1_000, 1_500, 2_000, 3_000, 5_000)
_ETH_COIN_CAPS: Final = tuple(20 * cap for cap in _BTC_COIN_CAPS)


def listed(now: int) -> dict[str, Instrument]:
    """The instruments by symbol; the delivery contract is the one that ends next after `now`, ms."""
    btc = {"price": "100000", "tick": "0.10", "step": "0.001", "max_price": "4529764"}
    btc |= {"max_qty": "1000", "market_max_qty": "120"}
    every = (
        _linear("BTC", "USDT", **btc, min_notional="50", caps=_BTC_CAPS, tags=("PoW",)),
        _linear(
            "ETH",
            "USDT",
            price="4000",
            tick="0.01",
            step="0.001",
            max_price="306177",
            max_qty="10000",
            market_max_qty="2000",
            min_notional="20",
            caps=_BTC_CAPS,
            tags=("Layer-1",),
        ),
        _linear(
            "BNB",
            "USDT",
            price="900",
            tick="0.010",
            step="0.01",
            max_price="100000",
            max_qty="10000",
            market_max_qty="2000",
            min_notional="5",
            caps=_ALT_CAPS,
            tags=("Layer-1",),
        ),
        _linear(
            "SOL",
            "USDT",
            price="200",
            tick="0.0100",
            step="0.01",
            max_price="6857",
            max_qty="1000000",
            market_max_qty="80000",
            min_notional="5",
            caps=_ALT_CAPS,
            tags=("Layer-1",),
        ),
        _linear("BTC", "USDC", **btc, min_notional="50", caps=_ALT_CAPS, tags=("USDC",)),
        _inverse("BTC", price="100000", tick="0.1", max_price="4520958", size=100, caps=_BTC_COIN_CAPS),
        _inverse("ETH", price="4000", tick="0.01", max_price="306159", size=10, caps=_ETH_COIN_CAPS),
        _inverse(
            "BTC",
            price="100500",
            tick="0.1",
            max_price="4520958",
            size=100,
            caps=_BTC_COIN_CAPS,
            delivery=_quarter_end(now),
        ),
    )
    return {instrument.symbol: instrument for instrument in every}
