"""Old code against the new clients: every method of binance-futures-connector 4.2.0, and `docs/migrating.md`."""

import ast
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from binance_futures import CMFutures, Request, UMFutures
from binance_futures._endpoint import Sender
from binance_futures.cm import CMEndpoints
from binance_futures.um import UMEndpoints

GUIDE = (Path(__file__).parents[1] / "docs" / "migrating.md").read_text(encoding="utf-8")

# The old connector's methods with their positional parameters, read from its sources; `=None` marks optional ones.
OLD_UM = """
ping()
time()
exchange_info()
depth(symbol)
trades(symbol)
historical_trades(symbol)
agg_trades(symbol)
klines(symbol, interval)
continuous_klines(pair, contractType, interval)
index_price_klines(pair, interval)
mark_price_klines(symbol, interval)
mark_price(symbol=None)
funding_rate(symbol)
funding_info()
ticker_24hr_price_change(symbol=None)
ticker_price(symbol=None)
book_ticker(symbol=None)
quarterly_contract_settlement_price(pair)
open_interest(symbol)
open_interest_hist(symbol, period)
top_long_short_position_ratio(symbol, period)
long_short_account_ratio(symbol, period)
top_long_short_account_ratio(symbol, period)
taker_long_short_ratio(symbol, period)
blvt_kline(symbol, interval)
index_info(symbol=None)
asset_Index(symbol=None)
index_price_constituents(symbol=None)
change_position_mode(dualSidePosition)
get_position_mode()
change_multi_asset_mode(multiAssetsMargin)
get_multi_asset_mode()
new_order(symbol, side, type)
new_order_test(symbol, side, type)
modify_order(symbol, side, quantity, price, orderId=None, origClientOrderId=None)
new_batch_order(batchOrders)
query_order(symbol, orderId=None, origClientOrderId=None)
cancel_order(symbol, orderId=None, origClientOrderId=None)
cancel_open_orders(symbol)
cancel_batch_order(symbol, orderIdList, origClientOrderIdList)
countdown_cancel_order(symbol, countdownTime)
get_open_orders(symbol, orderId=None, origClientOrderId=None)
get_orders()
get_all_orders(symbol)
balance()
account()
change_leverage(symbol, leverage)
change_margin_type(symbol, marginType)
modify_isolated_position_margin(symbol, amount, type)
get_position_margin_history(symbol)
get_position_risk()
get_account_trades(symbol)
get_income_history()
leverage_brackets()
adl_quantile()
force_orders()
api_trading_status()
commission_rate(symbol)
futures_account_configuration()
symbol_configuration()
query_user_rate_limit()
download_transactions_asyn(startTime, endTime)
aysnc_download_info(downloadId)
download_order_asyn(startTime, endTime)
async_download_order_id(downloadId)
download_trade_asyn(startTime, endTime)
async_download_trade_id(downloadId)
toggle_bnb_burn(feeBurn)
get_bnb_burn()
list_all_convert_pairs()
send_quote_request(fromAsset, toAsset)
accept_offered_quote(quoteId)
order_status()
new_listen_key()
renew_listen_key(listenKey)
close_listen_key(listenKey)
"""
OLD_CM = """
ping()
time()
exchange_info()
depth(symbol)
trades(symbol)
historical_trades(symbol)
agg_trades(symbol)
klines(symbol, interval)
continuous_klines(pair, contractType, interval)
index_price_klines(pair, interval)
mark_price_klines(symbol, interval)
mark_price(symbol)
funding_rate(symbol)
ticker_24hr_price_change(symbol=None, pair=None)
ticker_price(symbol=None, pair=None)
book_ticker(symbol=None, pair=None)
query_index_price_constituents(symbol)
open_interest(symbol)
open_interest_hist(pair, contractType, period)
top_long_short_account_ratio(pair, period)
top_long_short_position_ratio(pair, period)
long_short_account_ratio(pair, period)
taker_long_short_ratio(pair, contractType, period)
basis(pair, contractType, period)
change_position_mode(dualSidePosition)
get_position_mode()
new_order(symbol, side, type)
modify_order(symbol, side, orderId=None, origClientOrderId=None)
new_batch_order(batchOrders)
modify_batch_order(batchOrders)
order_modify_history(symbol, orderId=None, origClientOrderId=None)
query_order(symbol, orderId=None, origClientOrderId=None)
cancel_order(symbol, orderId=None, origClientOrderId=None)
cancel_open_orders(symbol)
cancel_batch_order(symbol, orderIdList, origClientOrderIdList)
countdown_cancel_order(symbol, countdownTime)
get_open_orders(symbol, orderId=None, origClientOrderId=None)
get_orders()
get_all_orders()
balance()
account()
change_leverage(symbol, leverage)
change_margin_type(symbol, marginType)
modify_isolated_position_margin(symbol, amount, type)
get_position_margin_history(symbol)
get_position_risk()
get_account_trades()
get_income_history()
get_download_id_transaction_history(startTime, endTime)
leverage_brackets(symbol=None, pair=None)
adl_quantile()
force_orders()
commission_rate(symbol)
new_listen_key()
renew_listen_key(listenKey)
close_listen_key(listenKey)
"""

REMOVED = {("um", "blvt_kline")}
# Where the new signature differs for a reason; the guide tells each.
NEWLY_REQUIRED = {
    ("um", "index_price_constituents"): {"symbol"},  # Binance always demanded it
    ("cm", "modify_order"): {"quantity"},  # Binance demands it since 2026-06-30, and price or priceMatch
}


def _old(text: str) -> dict[str, list[str]]:
    calls = re.findall(r"(\w+)\((.*)\)", text)
    return {name: [word for word in parameters.split(", ") if word] for name, parameters in calls}


OLD = {"um": _old(OLD_UM), "cm": _old(OLD_CM)}
KEPT = [(product, name) for product, calls in OLD.items() for name in calls if (product, name) not in REMOVED]


@pytest.fixture(scope="module")
def keyless():
    """A client of each product, without keys."""
    with UMFutures() as um, CMFutures() as cm:
        yield {"um": um, "cm": cm}


def _parameters(method: Callable[..., Any]) -> list[inspect.Parameter]:
    return list(inspect.signature(method).parameters.values())


def test_the_old_connector_is_listed_whole():
    """The literal lists hold the 76 and 56 methods of the old connector."""
    assert (len(OLD["um"]), len(OLD["cm"])) == (76, 56)


@pytest.mark.parametrize(("product", "name"), KEPT)
def test_method_exists(keyless, product, name):
    """An old method is on the new client."""
    assert callable(getattr(keyless[product], name))


@pytest.mark.parametrize(("product", "name"), sorted(REMOVED))
def test_removed_method_is_gone(keyless, product, name):
    """A method whose endpoint Binance removed is not offered."""
    assert not hasattr(keyless[product], name)


@pytest.mark.parametrize(("product", "name"), KEPT)
def test_positionals_keep_their_order(keyless, product, name):
    """What old code gives by position, or by these names, means the same."""
    old = [word.removesuffix("=None") for word in OLD[product][name]]
    new = _parameters(getattr(keyless[product], name))
    positional = [parameter.name for parameter in new if parameter.kind is parameter.POSITIONAL_OR_KEYWORD]
    assert positional[: len(old)] == old


@pytest.mark.parametrize(("product", "name"), KEPT)
def test_nothing_else_is_required(keyless, product, name):
    """What old code may leave out may still be left out."""
    required = {
        parameter.name
        for parameter in _parameters(getattr(keyless[product], name))
        if parameter.default is parameter.empty
    }
    demanded = {word for word in OLD[product][name] if not word.endswith("=None")}
    assert required - demanded == NEWLY_REQUIRED.get((product, name), set())


class _Echo(Sender):
    def send(self, request: Request[Any]) -> Any:
        return request


class UM(UMEndpoints, _Echo):
    """Returns the request instead of sending it."""


class CM(CMEndpoints, _Echo):
    """Returns the request instead of sending it."""


# As the old connector's own examples and readme call it.
OLD_CALLS = {
    "floats": (
        lambda: UM().new_order("BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity=0.00001, price=59808.02),
        "POST /fapi/v1/order symbol=BTCUSDT side=SELL type=LIMIT timeInForce=GTC quantity=0.00001 price=59808.02",
    ),
    "flags as text": (lambda: UM().toggle_bnb_burn(feeBurn="true"), "POST /fapi/v1/feeBurn feeBurn=true"),
    "ids as text": (
        lambda: UM().order_status(orderId="933256278426274426"),
        "GET /fapi/v1/convert/orderStatus orderId=933256278426274426",
    ),
    "recvWindow": (
        lambda: CM().query_order("BTCUSD_PERP", orderId=11, recvWindow=10000),
        "GET /dapi/v1/order symbol=BTCUSD_PERP orderId=11 recvWindow=10000",
    ),
    "own id by position": (
        lambda: UM().modify_order("BTCUSDT", "BUY", 1, 9000, None, "mine"),
        "PUT /fapi/v1/order symbol=BTCUSDT side=BUY quantity=1 price=9000 origClientOrderId=mine",
    ),
    "batch of dicts": (
        lambda: UM().new_batch_order([{"symbol": "BTCUSDT", "side": "BUY", "type": "MARKET", "quantity": "0.001"}]),
        'POST /fapi/v1/batchOrders batchOrders=[{"symbol":"BTCUSDT","side":"BUY","type":"MARKET","quantity":"0.001"}]',
    ),
    "both lists, one of them None": (
        lambda: CM().cancel_batch_order("BTCUSD_PERP", [1234567, 2345678], None),
        "DELETE /dapi/v1/batchOrders symbol=BTCUSD_PERP orderIdList=[1234567,2345678]",
    ),
    "listen key given back": (lambda: UM().renew_listen_key("key"), "PUT /fapi/v1/listenKey listenKey=key"),
    "pair by position": (
        lambda: CM().ticker_price(None, "BTCUSD"),
        "GET /dapi/v1/ticker/price pair=BTCUSD",
    ),
    "page": (lambda: UM().get_income_history(page=2), "GET /fapi/v1/income page=2"),
    "misspelt name": (
        lambda: UM().aysnc_download_info("545923594199212032"),
        "GET /fapi/v1/income/asyn/id downloadId=545923594199212032",
    ),
}


@pytest.mark.parametrize("case", OLD_CALLS)
def test_old_calls_are_taken(case):
    """Arguments in the forms old code gives them are accepted and sent."""
    call, sent = OLD_CALLS[case]
    request: Request[Any] = call()
    parameters = [f"{name}={value}" for name, value in request.parameters()]
    assert " ".join([request.method, request.path, *parameters]) == sent


def test_both_lists_one_of_them_empty():
    """An empty list stands for a list that is left out, as old code had to write it."""
    request: Any = UM().cancel_batch_order("BTCUSDT", [1, 2], [])
    assert request.parameters() == [("symbol", "BTCUSDT"), ("orderIdList", "[1,2]")]


def _table(heading: str) -> dict[str, tuple[str, str]]:
    """The rows of a table of the guide: old name → (new name, what differs)."""
    section = GUIDE.partition(f"\n### {heading}\n")[2].partition("\n#")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| ?(.*?) ?\|$", section, re.MULTILINE)
    assert len({old for old, _, _ in rows}) == len(rows), "a method stands twice"
    return {old: (new, differs) for old, new, differs in rows}


TABLES = {"um": _table("UMFutures"), "cm": _table("CMFutures")}


@pytest.mark.parametrize("product", OLD)
def test_guide_lists_every_method(product):
    """The guide's table of a product holds each old method once, and nothing else."""
    assert set(TABLES[product]) == set(OLD[product])


@pytest.mark.parametrize(("product", "name"), KEPT)
def test_guide_names_the_new_method(keyless, product, name):
    """What the guide gives as the new name is the same endpoint as the old name."""
    new, _ = TABLES[product][name]
    new = name if new == "same" else new.strip("`")
    endpoints = type(keyless[product]).endpoints()
    alias, clean = (getattr(type(keyless[product]), each) for each in (name, new))
    assert new in endpoints
    assert alias is clean


@pytest.mark.parametrize(("product", "name"), sorted(REMOVED))
def test_guide_says_what_is_gone(product, name):
    """The guide marks a removed method, and says why."""
    new, differs = TABLES[product][name]
    assert new == "gone"
    assert differs


@pytest.mark.parametrize(("product", "name"), sorted(NEWLY_REQUIRED))
def test_guide_tells_what_differs(product, name):
    """The guide names the parameters whose use changed."""
    changed = NEWLY_REQUIRED[product, name]
    assert all(f"`{parameter}" in TABLES[product][name][1] for parameter in changed)


def test_guide_code_is_python():
    """Every Python block of the guide parses."""
    blocks = re.findall(r"^```python\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        ast.parse(block)
