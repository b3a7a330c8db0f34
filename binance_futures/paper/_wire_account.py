"""Balances, positions and settings as REST and WebSocket API answers write them."""

from collections.abc import Iterable
from decimal import Decimal

from ..environments import Product
from ._events import Income, MarginChange
from ._instruments import Bracket, Instrument
from ._views import AssetView, PositionView
from ._wire_text import money, number, plain, quantity

__all__ = [
    "account_asset",
    "account_position",
    "adl_quantile",
    "balance",
    "brackets",
    "income",
    "margin_change",
    "position_risk",
]

Wire = dict[str, object]


def balance(of: AssetView, account: str, product: Product) -> Wire:
    """A row of balance."""
    written: Wire = {
        "accountAlias": account,
        "asset": of.asset,
        "balance": money(of.walletBalance),
        "crossWalletBalance": money(of.crossWalletBalance),
        "crossUnPnl": money(of.crossUnPnl),
        "availableBalance": money(of.availableBalance),
        "updateTime": of.updateTime,
    }
    if product == "cm":
        return written | {"withdrawAvailable": money(of.maxWithdrawAmount)}
    return written | {"maxWithdrawAmount": money(of.maxWithdrawAmount), "marginAvailable": of.marginAvailable}


def account_asset(of: AssetView, product: Product) -> Wire:
    """An asset of account."""
    written: Wire = {
        "asset": of.asset,
        "walletBalance": money(of.walletBalance),
        "unrealizedProfit": money(of.unrealizedProfit),
        "marginBalance": money(of.marginBalance),
        "maintMargin": money(of.maintMargin),
        "initialMargin": money(of.initialMargin),
        "positionInitialMargin": money(of.positionInitialMargin),
        "openOrderInitialMargin": money(of.openOrderInitialMargin),
        "crossWalletBalance": money(of.crossWalletBalance),
        "crossUnPnl": money(of.crossUnPnl),
        "availableBalance": money(of.availableBalance),
        "maxWithdrawAmount": money(of.maxWithdrawAmount),
        "updateTime": of.updateTime,
    }
    return written if product == "cm" else written | {"marginAvailable": of.marginAvailable}


def account_position(of: PositionView, version: int, *, socket: bool) -> Wire:
    """A position of account: of cm, and of version 2 or 3 of um; the pages of the WebSocket API have a field more."""
    instrument = of.instrument
    written: Wire = {
        "symbol": instrument.symbol,
        "positionSide": of.positionSide,
        "positionAmt": quantity(instrument, of.positionAmt),
        "unrealizedProfit": money(of.unRealizedProfit),
        "initialMargin": money(of.initialMargin),
        "maintMargin": money(of.maintMargin),
        "updateTime": of.updateTime,
    }
    if version == 3:
        isolated = {"isolatedMargin": money(of.isolatedMargin), "isolatedWallet": money(of.isolatedWallet)}
        return written | {"notional": money(of.notional)} | isolated
    written |= {
        "positionInitialMargin": money(of.positionInitialMargin),
        "openOrderInitialMargin": money(of.openOrderInitialMargin),
        "leverage": str(of.leverage),
        "isolated": of.isolated,
        "entryPrice": _entry(of.entryPrice),
    }
    if instrument.inverse:
        written |= {
            "breakEvenPrice": _entry(of.breakEvenPrice),
            "maxQty": plain(of.maxNotional),
            "notionalValue": money(of.notional),
        }
        return written | {"isolatedWallet": money(of.isolatedWallet)} if socket else written
    if socket:
        written["breakEvenPrice"] = _entry(of.breakEvenPrice)
    return written | {
        "maxNotional": plain(of.maxNotional),
        "bidNotional": plain(of.bidNotional),
        "askNotional": plain(of.askNotional),
    }


def position_risk(of: PositionView, version: int) -> Wire:
    """A row of positionRisk: of cm, and of version 2 or 3 of um."""
    instrument = of.instrument
    written: Wire = {
        "symbol": instrument.symbol,
        "positionSide": of.positionSide,
        "positionAmt": quantity(instrument, of.positionAmt),
        "entryPrice": _entry(of.entryPrice),
        "breakEvenPrice": _entry(of.breakEvenPrice),
        "markPrice": money(of.markPrice),
        "unRealizedProfit": money(of.unRealizedProfit),
        "liquidationPrice": plain(of.liquidationPrice),
        "isolatedMargin": money(of.isolatedMargin),
        "updateTime": of.updateTime,
    }
    if version == 3:
        return written | {
            "notional": money(of.notional),
            "marginAsset": instrument.marginAsset,
            "isolatedWallet": money(of.isolatedWallet),
            "initialMargin": money(of.initialMargin),
            "maintMargin": money(of.maintMargin),
            "positionInitialMargin": money(of.positionInitialMargin),
            "openOrderInitialMargin": money(of.openOrderInitialMargin),
            "adl": of.adl,
            "bidNotional": plain(of.bidNotional),
            "askNotional": plain(of.askNotional),
        }
    written |= {
        "leverage": str(of.leverage),
        "marginType": "isolated" if of.isolated else "cross",
        "isAutoAddMargin": "false",
    }
    if instrument.inverse:
        return written | {"maxQty": plain(of.maxNotional)}
    return written | {
        "maxNotionalValue": plain(of.maxNotional),
        "notional": money(of.notional),
        "isolatedWallet": money(of.isolatedWallet),
    }


def adl_quantile(views: Iterable[PositionView]) -> Wire:
    """What a row of adlQuantile says of the positions of a symbol.

    In hedge mode with crossed margin a mark named HEDGE stands in place of BOTH, and both legs have one value.
    """
    by_side = {view.positionSide: view for view in views}
    if "LONG" not in by_side:
        return {"LONG": 0, "SHORT": 0, "BOTH": by_side["BOTH"].adl}
    long, short = by_side["LONG"], by_side["SHORT"]
    if long.isolated:
        return {"LONG": long.adl, "SHORT": short.adl, "BOTH": 0}
    if long.positionAmt and short.positionAmt:
        both = max(long.adl, short.adl)
        return {"LONG": both, "SHORT": both, "HEDGE": 0}
    return {"LONG": long.adl, "SHORT": short.adl, "HEDGE": 0}


def income(of: Income) -> Wire:
    """A row of income."""
    return {
        "symbol": of.symbol,
        "incomeType": of.incomeType,
        "income": money(of.income),
        "asset": of.asset,
        "info": of.info,
        "time": of.time,
        # A number of um, text of cm (samples of Binance's pages).
        "tranId": of.tranId if of.product == "um" else str(of.tranId),
        "tradeId": of.tradeId,
    }


def margin_change(of: MarginChange, instrument: Instrument) -> Wire:
    """A row of positionMargin/history."""
    written: Wire = {
        "symbol": of.symbol,
        "type": of.type,
        "amount": money(of.amount),
        "asset": of.asset,
        "time": of.time,
        "positionSide": of.positionSide,
    }
    return written if instrument.inverse else written | {"deltaType": of.deltaType}


def brackets(of: Iterable[Bracket], product: Product) -> list[Wire]:
    """The brackets of leverageBracket; numbers here are JSON's own, and cm misspells qtylFloor."""
    floor, cap = ("notionalFloor", "notionalCap") if product == "um" else ("qtylFloor", "qtyCap")
    return [
        {
            "bracket": each.bracket,
            "initialLeverage": each.initialLeverage,
            cap: number(each.cap),
            floor: number(each.floor),
            "maintMarginRatio": number(each.maintMarginRatio),
            "cum": number(each.cum),
        }
        for each in of
    ]


def _entry(value: Decimal) -> str:
    """A computed price: `0.0`, `22185.2`, `11707.70000003`."""
    text = plain(value)
    return text if "." in text else f"{text}.0"
