"""Every endpoint of the paper exchange answers as the SDK and the documentation have it."""

from itertools import count
from typing import Any

import pytest
from paper_counter import Counter, D, warm_counter

from binance_futures.paper._market import Market
from binance_futures.paper._routes import Route, table

ROUTES = [*table("um").routes, *table("cm").routes]
GONE = {"blvt_kline": -5000}
"""What Binance itself has no more."""
EMPTY = {"change_margin_type", "change_multi_asset_mode", "change_position_mode", "session_logout"}
"""What is only asked of an account without orders and positions."""
NOTHING = {"api_trading_status", "cancel_algo_open_orders", "close_listen_key", "force_orders", "funding_info"}
NOTHING |= {"index_info", "ping", "quarterly_contract_settlement_price"}
"""What answers without rows here."""

LIMIT = {"side": "BUY", "type": "LIMIT", "timeInForce": "GTC"}
ALGO = {"algoType": "CONDITIONAL", "side": "BUY", "type": "STOP_MARKET"}
names = (f"account-{number}" for number in count())


@pytest.fixture(scope="module")
def warm() -> tuple[Counter, Market]:
    return warm_counter()


class Trader:
    """A new account with a past: orders open, filled, changed and cancelled, margin added, a listen key."""

    def __init__(self, desk: Counter, product: Any, *, empty: bool) -> None:
        self.desk, self.product = desk, product
        self.base = "/fapi" if product == "um" else "/dapi"
        self.symbol = "BTCUSDT" if product == "um" else "BTCUSD_PERP"
        self.quantity = "0.040" if product == "um" else "40"
        name = next(names)
        desk.desk.engine.open_account(name, {("um", "USDT"): D(1_000_000), ("cm", "BTC"): D(100)})
        desk.enter(name)
        mark = desk.desk.engine.listings[self.symbol].markPrice
        self.low, self.stop = f"{mark * D('0.97'):.0f}", f"{mark * D('1.2'):.0f}"
        self.order, self.algo = {"orderId": "0"}, {"algoId": "0"}
        self.open_quote = self.taken_quote = ""
        if not empty:
            self.live()

    def ask(self, method: str, path: str, **parameters: Any) -> Any:
        return self.desk.ask(self.product, method, f"{self.base}/v1/{path}", symbol=self.symbol, **parameters)

    def live(self) -> None:
        self.ask("POST", "marginType", marginType="ISOLATED")
        self.ask("POST", "order", side="BUY", type="MARKET", quantity=self.quantity)
        self.ask("POST", "positionMargin", amount="0.01", type="1")
        self.order = self.ask("POST", "order", **LIMIT, quantity=self.quantity, price=self.low)
        which = {"orderId": self.order["orderId"], "quantity": self.quantity}
        self.ask("PUT", "order", **which, side="BUY", price=f"{int(self.low) - 10}")
        self.algo = self.ask("POST", "algoOrder", **ALGO, quantity=self.quantity, triggerPrice=self.stop)
        self.desk.ask(self.product, "POST", f"{self.base}/v1/listenKey")
        self.open_quote, self.taken_quote = self.quote(), self.quote()
        self.desk.um("POST", "v1/convert/acceptQuote", quoteId=self.taken_quote)

    def quote(self) -> str:
        wanted = {"fromAsset": "USDT", "toAsset": "BTC", "fromAmount": "100"}
        return str(self.desk.um("POST", "v1/convert/getQuote", **wanted)["quoteId"])

    def parameters(self, route: Route) -> dict[str, Any]:
        """Sensible values of what a route needs."""
        product = self.product
        values: dict[str, Any] = {
            "amount": "0.02",
            "asset": "USDT" if product == "um" else "BTC",
            "contractType": "PERPETUAL",
            "countdownTime": 60_000,
            "dualSidePosition": True,
            "endTime": self.desk.desk.clock.now(),
            "feeBurn": True,
            "fromAsset": "USDT",
            "interval": "1m",
            "leverage": 25,
            "marginType": "ISOLATED",
            "multiAssetsMargin": True,
            "pair": "BTCUSDT" if product == "um" else "BTCUSD",
            "period": "5m",
            "startTime": self.desk.desk.clock.now() - 60_000,
            "symbol": self.symbol,
            "toAsset": "BTC",
            "type": "1",
        }
        if "constituents" in route.path:
            values["symbol"] = values["pair"]
        wanted = {name: values[name] for name, each in route.parameters.items() if each.required and name in values}
        place = LIMIT | {"quantity": self.quantity, "price": self.low, "symbol": self.symbol}
        change = {"symbol": self.symbol, "side": "BUY", "quantity": self.quantity, "price": self.low}
        change["orderId"] = str(self.order["orderId"])
        algo = ALGO | {"quantity": self.quantity, "triggerPrice": self.stop}
        special: dict[str, dict[str, Any]] = {
            "new_order": place,
            "new_order_test": place,
            "modify_order": change,
            "new_batch_order": {"batchOrders": [place, place | {"price": "0.1"}]},
            "modify_batch_order": {"batchOrders": [change, change | {"orderId": "1"}]},
            "cancel_batch_order": {"orderIdList": [self.order["orderId"], 1]},
            "new_algo_order": algo,
            "send_quote_request": {"fromAmount": "100"},
            "accept_offered_quote": {"quoteId": self.open_quote},
            "order_status": {"quoteId": self.taken_quote},
        }
        wanted |= special.get(route.twin, {})
        if "downloadId" in route.parameters:
            span = {name: values[name] for name in ("startTime", "endTime")}
            ordered = self.desk.ask(product, "GET", route.path.removesuffix("/id"), **span)
            wanted["downloadId"] = ordered["downloadId"]
        for name in ("orderId", "algoId"):
            if route.either and name in route.either and name not in wanted and route.twin not in special:
                wanted[name] = str((self.order | self.algo)[name])
        return wanted


def narrowed(route: Route, given: dict[str, Any], trader: Trader) -> dict[str, Any] | None:
    """The request with the symbol or pair that may be left out."""
    symbol = "BNBUSD" if route.name == "asset_index" else trader.symbol
    for name, value in (("symbol", symbol), ("pair", "BTCUSD")):
        parameter = route.parameters.get(name)
        if parameter is not None and not parameter.required and name not in given:
            return given | {name: value}
    return None


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.product}.{route.name}-{route.method}")
def test_every_endpoint_answers(warm: tuple[Counter, Market], route: Route) -> None:
    """The SDK types the whole answer, no documented field is missing, and there is something in it."""
    desk, _ = warm
    trader = Trader(desk, route.product, empty=route.twin in EMPTY)
    given = trader.parameters(route)
    if route.twin in GONE:
        desk.refused(GONE[route.twin], route.product, route.method, route.path, **given)
        return
    needs_symbol = route.product == "cm" and route.twin in {"get_account_trades", "get_all_orders"}
    if not needs_symbol:
        answer = desk.ask(route.product, route.method, route.path, **given)
        assert answer or route.twin in NOTHING
    more = narrowed(route, given, trader)
    if more is not None and route.method == "GET":
        answer = desk.ask(route.product, route.method, route.path, **more)
        assert answer or route.twin in NOTHING
