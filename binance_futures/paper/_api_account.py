"""Accounts: what balances, positions, settings, incomes and listen keys answer."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, cast

from ..models.enums import MarginChangeType, MarginType, PositionSide
from ._accounts import Account
from ._call import Call
from ._engine import Engine
from ._errors import rejected
from ._limits import Meter
from ._listen_keys import ListenKeys
from ._orders import ZERO
from ._state import COLLATERAL
from ._views import AssetView, PositionView
from ._wire_account import (
    account_asset,
    account_position,
    adl_quantile,
    balance,
    brackets,
    income,
    margin_change,
    position_risk,
)
from ._wire_text import money, plain

__all__ = ["Accounts"]

Wire = dict[str, object]

SUCCESS: Final = {"code": 200, "msg": "success"}


class Accounts:
    """The endpoints about accounts; each method is the one of its name."""

    def __init__(self, engine: Engine, meter: Meter, listen_keys: ListenKeys) -> None:
        self._engine = engine
        self._meter = meter
        self._listen_keys = listen_keys

    # Balances and positions

    def balance(self, call: Call) -> object:
        """GET /balance."""
        account, product = call.account, call.product
        return [balance(view, account.name, product) for view in self._engine.assets(account, product)]

    balance_v2 = balance

    def account(self, call: Call) -> object:
        """GET /account: of um version 3, which lists what is open only; of cm the only one."""
        product = call.product
        assets, positions = self._views(call)
        if product == "cm":
            return _permissions() | _account_rows(assets, positions, call, version=1)
        shown = [view for view in positions if view.positionAmt or view.hasOrders]
        return self._totals(call.account, assets) | _account_rows(assets, shown, call, version=3)

    def account_v2(self, call: Call) -> object:
        """GET /fapi/v2/account."""
        account = call.account
        assets, positions = self._views(call)
        head = _permissions() | {"multiAssetsMargin": account.multiAssetsMargin, "tradeGroupId": -1}
        if not call.socket:
            head["feeBurn"] = account.feeBurn
        return head | self._totals(account, assets) | _account_rows(assets, positions, call, version=2)

    def get_position_risk(self, call: Call) -> object:
        """GET /positionRisk: of um version 3, which lists what is open only; of cm the only one."""
        if call.product == "um":
            views = self._positions(call)
            return [position_risk(view, 3) for view in views if view.positionAmt or view.hasOrders]
        asset = call.given.text("marginAsset")
        rows = [
            (view, position_risk(view, 1))
            for view in self._positions(call)
            if asset in {None, view.instrument.marginAsset}
        ]
        if call.socket:  # the page of account.position has more than that of positionRisk
            for view, row in rows:
                row |= {"notionalValue": money(view.notional), "isolatedWallet": money(view.isolatedWallet)}
        return [row for _, row in rows]

    def get_position_risk_v2(self, call: Call) -> object:
        """GET /fapi/v2/positionRisk."""
        return [position_risk(view, 2) for view in self._positions(call)]

    def adl_quantile(self, call: Call) -> object:
        """GET /adlQuantile: of symbols with a position, or of the one that is asked for."""
        by_symbol: dict[str, list[PositionView]] = {}
        for view in self._positions(call):
            by_symbol.setdefault(view.instrument.symbol, []).append(view)
        return [
            {"symbol": symbol, "adlQuantile": adl_quantile(views)}
            for symbol, views in by_symbol.items()
            if "symbol" in call.given or any(view.positionAmt for view in views)
        ]

    def portfolio_margin_account_info(self, call: Call) -> object:
        """GET /pmAccountInfo: what could be moved out of one asset's wallet."""
        asset = call.given["asset"]
        for view in self._engine.assets(call.account, call.product):
            if view.asset == asset:
                dollars = view.maxWithdrawAmount * self._dollars(call, asset)
                return {
                    "maxWithdrawAmountUSD": money(dollars),
                    "asset": asset,
                    "maxWithdrawAmount": money(view.maxWithdrawAmount),
                }
        raise rejected("BAD_ASSET", call.product)

    # Settings

    def change_position_mode(self, call: Call) -> object:
        """POST /positionSide/dual."""
        self._engine.change_position_mode(call.account, dualSidePosition=call.given["dualSidePosition"] == "true")
        return SUCCESS

    def get_position_mode(self, call: Call) -> object:
        """GET /positionSide/dual."""
        return {"dualSidePosition": call.account.dualSidePosition}

    def change_multi_asset_mode(self, call: Call) -> object:
        """POST /multiAssetsMargin."""
        multi = call.given["multiAssetsMargin"] == "true"
        self._engine.change_multi_assets_mode(call.account, multiAssetsMargin=multi)
        return SUCCESS

    def get_multi_asset_mode(self, call: Call) -> object:
        """GET /multiAssetsMargin."""
        return {"multiAssetsMargin": call.account.multiAssetsMargin}

    def change_leverage(self, call: Call) -> object:
        """POST /leverage."""
        symbol, leverage = call.symbol, int(call.given["leverage"])
        most = self._engine.change_leverage(call.account, symbol, leverage)
        name = "maxNotionalValue" if call.product == "um" else "maxQty"
        return {"leverage": leverage, name: plain(most), "symbol": symbol}

    def change_margin_type(self, call: Call) -> object:
        """POST /marginType."""
        self._engine.change_margin_type(call.account, call.symbol, cast("MarginType", call.given["marginType"]))
        return SUCCESS

    def modify_isolated_position_margin(self, call: Call) -> object:
        """POST /positionMargin."""
        given = call.given
        amount, kind = Decimal(given["amount"]), cast("MarginChangeType", int(given["type"]))
        side = cast("PositionSide", given.text("positionSide") or "BOTH")
        self._engine.change_position_margin(call.account, call.symbol, amount, kind, side)
        # The amount is a JSON number here (sample of Binance's page).
        msg = "Successfully modify position margin."
        return {"amount": float(amount), "code": 200, "msg": msg, "type": kind}

    def get_position_margin_history(self, call: Call) -> object:
        """GET /positionMargin/history."""
        instrument, kind = call.listing.instrument, call.given.integer("type")
        start, end = call.window(30, within=30)
        rows = (
            each
            for each in call.account.margin_changes
            if each.symbol == instrument.symbol and kind in {None, each.type} and start <= each.time <= end
        )
        return [margin_change(each, instrument) for each in call.page(rows)]

    def toggle_bnb_burn(self, call: Call) -> object:
        """POST /feeBurn."""
        call.account.feeBurn = call.given["feeBurn"] == "true"
        return SUCCESS

    def get_bnb_burn(self, call: Call) -> object:
        """GET /feeBurn."""
        return {"feeBurn": call.account.feeBurn}

    def sign_tradfi_contract(self, _call: Call) -> object:
        """POST /stock/contract: there is nothing here that needs the signature."""
        return SUCCESS

    def futures_account_configuration(self, call: Call) -> object:
        """GET /accountConfig."""
        account = call.account
        modes = {"dualSidePosition": account.dualSidePosition, "multiAssetsMargin": account.multiAssetsMargin}
        return _permissions() | modes | {"tradeGroupId": -1}

    def symbol_configuration(self, call: Call) -> object:
        """GET /symbolConfig."""
        holdings = [call.account.hold(listing) for listing in call.listings()]
        return [
            {
                "symbol": holding.listing.instrument.symbol,
                "marginType": "ISOLATED" if holding.isolated else "CROSSED",
                "isAutoAddMargin": False,
                "leverage": holding.leverage,
                "maxNotionalValue": plain(holding.cap(holding.leverage)),
            }
            for holding in holdings
        ]

    def leverage_brackets(self, call: Call) -> object:
        """GET /leverageBracket by symbol."""
        return [
            {"symbol": instrument.symbol, "brackets": brackets(instrument.brackets, call.product)}
            for instrument in (listing.instrument for listing in call.listings())
        ]

    def leverage_brackets_pair(self, call: Call) -> object:
        """GET /dapi/v1/leverageBracket by pair: those of its first contract."""
        pairs: dict[str, list[Wire]] = {}
        for listing in call.listings():
            pairs.setdefault(listing.instrument.pair, brackets(listing.instrument.brackets, call.product))
        return [{"pair": pair, "brackets": rows} for pair, rows in pairs.items()]

    def commission_rate(self, call: Call) -> object:
        """GET /commissionRate."""
        instrument = call.listing.instrument
        rates = {
            "symbol": instrument.symbol,
            "makerCommissionRate": plain(instrument.makerCommissionRate),
            "takerCommissionRate": plain(instrument.takerCommissionRate),
        }
        if call.product == "um":
            rates["rpiCommissionRate"] = plain(instrument.makerCommissionRate)
        return rates

    def api_trading_status(self, call: Call) -> object:
        """GET /apiTradingStatus: no rule was ever broken."""
        call.listings()
        return {"indicators": {}, "updateTime": call.now}

    def query_user_rate_limit(self, _call: Call) -> object:
        """GET /rateLimit/order."""
        return [limit.describe() for limit in self._meter.orders]

    # Histories

    def get_income_history(self, call: Call) -> object:
        """GET /income: in pages of `limit`, oldest first."""
        given = call.given
        symbols = call.symbols() if "symbol" in given else None
        kind, page = given.text("incomeType"), given.integer("page")
        start, end = self._income_window(call)
        found = [
            each
            for each in call.account.incomes
            if each.product == call.product
            and (symbols is None or each.symbol in symbols)
            and kind in {None, each.incomeType}
            and start <= each.time <= end
        ]
        if page:
            found = found[(page - 1) * call.limit : page * call.limit]
        return [income(each) for each in call.page(found)]

    @staticmethod
    def _income_window(call: Call) -> tuple[int, int]:
        """7 days without a range; 90 days back of um, a year at most of cm."""
        if "startTime" not in call.given:
            return call.window(7)
        return call.window(90, within=90) if call.product == "um" else call.window(365)

    # Listen keys

    def new_listen_key(self, call: Call) -> object:
        """POST /listenKey."""
        return {"listenKey": self._listen_keys.open(call.product, call.key, call.now)}

    def renew_listen_key(self, call: Call) -> object:
        """PUT /listenKey."""
        return {"listenKey": self._listen_keys.renew(call.product, call.key, call.now)}

    def close_listen_key(self, call: Call) -> object:
        """DELETE /listenKey."""
        self._listen_keys.close(call.product, call.key)
        return {}

    def _views(self, call: Call) -> tuple[list[AssetView], list[PositionView]]:
        account, product = call.account, call.product
        return self._engine.assets(account, product), self._engine.positions(account, product)

    def _positions(self, call: Call) -> list[PositionView]:
        account = call.account
        symbols = call.symbols()
        views = self._engine.positions(account, call.product, call.given.text("symbol"))
        return [view for view in views if view.instrument.symbol in symbols]

    def _dollars(self, call: Call, asset: str) -> Decimal:
        """What one of an asset is worth: 1, or the mark price of its first contract."""
        for listing in self._engine.listings.values():
            instrument = listing.instrument
            if instrument.product == call.product and instrument.baseAsset == asset:
                return listing.markPrice
        return Decimal(1)

    def _totals(self, account: Account, assets: Iterable[AssetView]) -> Wire:
        """The sums of account (um): USDT alone in single-asset mode, all collateral in dollars in multi-assets mode."""
        if account.multiAssetsMargin:
            counted = [(view, self._price(view.asset)) for view in assets if view.asset in COLLATERAL]
        else:
            counted = [(view, Decimal(1)) for view in assets if view.asset == "USDT"]

        def total(name: str) -> str:
            return money(sum((getattr(view, name) * worth for view, worth in counted), ZERO))

        return {
            "totalInitialMargin": total("initialMargin"),
            "totalMaintMargin": total("maintMargin"),
            "totalWalletBalance": total("walletBalance"),
            "totalUnrealizedProfit": total("unrealizedProfit"),
            "totalMarginBalance": total("marginBalance"),
            "totalPositionInitialMargin": total("positionInitialMargin"),
            "totalOpenOrderInitialMargin": total("openOrderInitialMargin"),
            "totalCrossWalletBalance": total("crossWalletBalance"),
            "totalCrossUnPnl": total("crossUnPnl"),
            "availableBalance": money(max(ZERO, self._engine.free_margin(account, "um", "USDT"))),
            "maxWithdrawAmount": total("maxWithdrawAmount"),
        }

    def _price(self, asset: str) -> Decimal:
        priced = COLLATERAL[asset]
        if priced is None:
            return Decimal(1)
        return self._engine.listings[priced[0]].markPrice if priced[0] in self._engine.listings else ZERO


def _permissions() -> Wire:
    return {"feeTier": 0, "canTrade": True, "canDeposit": True, "canWithdraw": True, "updateTime": 0}


def _account_rows(assets: Iterable[AssetView], positions: Iterable[PositionView], call: Call, *, version: int) -> Wire:
    return {
        "assets": [account_asset(view, call.product) for view in assets],
        "positions": [account_position(view, version, socket=call.socket) for view in positions],
    }
