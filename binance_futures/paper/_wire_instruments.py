"""exchangeInfo: contracts, their filters, the meter, the collateral."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from ..environments import Product
from ._instruments import Instrument
from ._limits import Meter
from ._listing import Listing
from ._state import COLLATERAL

__all__ = ["exchange_info"]

Wire = dict[str, object]

_HUNDRED: Final = Decimal(100)


def exchange_info(product: Product, listings: Iterable[Listing], meter: Meter, now: int) -> Wire:
    """The whole answer."""
    head: Wire = {
        "timezone": "UTC",
        "serverTime": now,
        "rateLimits": [limit.describe() for limit in (meter.weight, *meter.orders)],
        "exchangeFilters": [],
    }
    if product == "um":
        assets = [{"asset": asset, "marginAvailable": True, "autoAssetExchange": "-10000"} for asset in COLLATERAL]
        head |= {"futuresType": "U_MARGINED", "assets": assets}
    return head | {"symbols": [_symbol(listing) for listing in listings if listing.instrument.product == product]}


def _symbol(listing: Listing) -> Wire:
    instrument = listing.instrument
    first = instrument.brackets[0]
    written: Wire = {
        "symbol": instrument.symbol,
        "pair": instrument.pair,
        "contractType": instrument.contractType,
        "deliveryDate": instrument.deliveryDate,
        "onboardDate": instrument.onboardDate,
        "status" if instrument.product == "um" else "contractStatus": listing.status,
        "maintMarginPercent": f"{first.maintMarginRatio * _HUNDRED:.4f}",
        "requiredMarginPercent": f"{_HUNDRED / first.initialLeverage:.4f}",
        "baseAsset": instrument.baseAsset,
        "quoteAsset": instrument.quoteAsset,
        "marginAsset": instrument.marginAsset,
        "pricePrecision": instrument.pricePrecision,
        "quantityPrecision": instrument.quantityPrecision,
        "baseAssetPrecision": 8,
        "quotePrecision": 8,
        "underlyingType": "COIN",
        "underlyingSubType": list(instrument.underlyingSubType),
        "triggerProtect": _text(instrument.triggerProtect),
        "liquidationFee": _text(instrument.liquidationFee),
        "marketTakeBound": _text(instrument.marketTakeBound),
        "maxMoveOrderLimit": instrument.maxMoveOrderLimit,
        "filters": _filters(instrument),
        "orderTypes": list(instrument.orderTypes),
        "timeInForce": list(instrument.timeInForce),
        "permissionSets": ["GRID"],
    }
    if instrument.inverse:
        return written | {"contractSize": int(instrument.contractSize), "equalQtyPrecision": 4}
    return written | {"settlePlan": 0}


def _filters(instrument: Instrument) -> list[Wire]:
    sizes: Wire = {"minQty": _text(instrument.minQty), "stepSize": _text(instrument.stepSize)}
    rows: list[Wire] = [
        {
            "filterType": "PRICE_FILTER",
            "minPrice": _text(instrument.minPrice),
            "maxPrice": _text(instrument.maxPrice),
            "tickSize": _text(instrument.tickSize),
        },
        {"filterType": "LOT_SIZE", "maxQty": _text(instrument.maxQty), **sizes},
        {"filterType": "MARKET_LOT_SIZE", "maxQty": _text(instrument.marketMaxQty), **sizes},
        {"filterType": "MAX_NUM_ORDERS", "limit": instrument.maxNumOrders},
        {"filterType": "MAX_NUM_ALGO_ORDERS", "limit": instrument.maxNumAlgoOrders},
        {
            "filterType": "PERCENT_PRICE",
            "multiplierUp": _text(instrument.multiplierUp),
            "multiplierDown": _text(instrument.multiplierDown),
            "multiplierDecimal": str(instrument.multiplierDecimal),
        },
        {"filterType": "POSITION_RISK_CONTROL", "positionControlSide": "NONE"},
    ]
    if instrument.minNotional is not None:
        rows.append({"filterType": "MIN_NOTIONAL", "notional": _text(instrument.minNotional)})
    return rows


def _text(value: Decimal) -> str:
    return f"{value:f}"
