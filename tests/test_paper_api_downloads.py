"""Histories as files."""

import csv
import io
import urllib.error
import urllib.request
from typing import Any

import pytest
from paper_counter import Counter, counter
from paper_trader import exchange, stepped

from binance_futures.paper import PaperExchange

__all__ = ["exchange", "stepped"]

DAY = 86_400_000
KINDS = ("income", "order", "trade")
LIMIT = {"side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "0.040", "price": "100001.00"}


@pytest.fixture
def desk() -> Counter:
    desk = counter()
    desk.um("POST", "v1/order", symbol="BTCUSDT", **LIMIT)
    desk.cm("POST", "v1/order", symbol="BTCUSD_PERP", **LIMIT | {"quantity": "4", "price": "100001"})
    return desk


def asked(desk: Counter, product: Any, kind: str) -> str:
    base, now = "/fapi" if product == "um" else "/dapi", desk.desk.clock.now()
    answer = desk.ask(product, "GET", f"{base}/v1/{kind}/asyn", startTime=now - DAY, endTime=now)
    return answer["downloadId"]


def link(desk: Counter, product: Any, kind: str, name: str) -> dict[str, Any]:
    base = "/fapi" if product == "um" else "/dapi"
    return desk.ask(product, "GET", f"{base}/v1/{kind}/asyn/id", downloadId=name)


@pytest.mark.parametrize("product", ["um", "cm"])
@pytest.mark.parametrize(("kind", "path"), [("income", "income"), ("order", "allOrders"), ("trade", "userTrades")])
def test_a_file_has_what_the_call_answers(desk: Counter, product: Any, kind: str, path: str) -> None:
    """The columns are the fields of the REST answer, the rows those of the time and of the product."""
    base, version = ("/fapi", "v1") if product == "um" else ("/dapi", "v1")
    name = asked(desk, product, kind)
    desk.desk.clock.advance(1_000)
    text = desk.api.downloads.file(f"{name}.csv", desk.desk.clock.now())
    assert text is not None
    symbol = "BTCUSDT" if product == "um" else "BTCUSD_PERP"
    given = {} if kind == "income" else {"symbol": symbol}
    rows = desk.ask(product, "GET", f"{base}/{version}/{path}", **given)
    written = [*csv.DictReader(io.StringIO(text))]
    assert [{name: str(value) for name, value in row.items()} for row in rows] == written
    assert rows


def test_a_file_takes_a_moment_and_ends_after_a_week(desk: Counter) -> None:
    """It is in preparation, then there with its address, then gone."""
    desk.api.downloads.site = "http://here"
    name = asked(desk, "um", "income")
    told = link(desk, "um", "income", name)
    assert (told["status"], told["url"], told["expirationTimestamp"], told["isExpired"]) == ("processing", "", -1, None)
    assert desk.api.downloads.file(f"{name}.csv", desk.desk.clock.now()) is None
    desk.desk.clock.advance(1_000)
    told = link(desk, "um", "income", name)
    expires = desk.desk.clock.now() + 7 * DAY
    assert (told["status"], told["expirationTimestamp"], told["isExpired"]) == ("completed", expires, False)
    assert told["url"] == f"http://here/paper/downloads/{name}.csv"
    desk.desk.clock.advance(7 * DAY)
    assert link(desk, "um", "income", name)["isExpired"] is True
    assert desk.api.downloads.file(f"{name}.csv", desk.desk.clock.now()) is None


def test_a_file_is_its_owners(desk: Counter) -> None:
    """An id of another kind, product or account is none."""
    name = asked(desk, "um", "income")
    for product, kind in (("um", "order"), ("cm", "income")):
        base = "/fapi" if product == "um" else "/dapi"
        desk.refused(-1130, product, "GET", f"{base}/v1/{kind}/asyn/id", downloadId=name)
    desk.desk.account("bob")
    desk.enter("bob")
    desk.refused(-1130, "um", "GET", "/fapi/v1/income/asyn/id", downloadId=name)


def test_nothing_makes_an_empty_file(desk: Counter) -> None:
    """An account without a past gets a file without rows."""
    desk.desk.account("bob", um="0", cm="0")
    desk.enter("bob")
    name = asked(desk, "um", "trade")
    desk.desk.clock.advance(1_000)
    assert desk.api.downloads.file(name, desk.desk.clock.now()) == ""


def test_at_most_a_year(desk: Counter) -> None:
    """A longer range is refused, and one that ends before it starts."""
    now = desk.desk.clock.now()
    for kind in KINDS:
        desk.refused(-4165, "um", "GET", f"/fapi/v1/{kind}/asyn", startTime=now - 366 * DAY, endTime=now)
        desk.refused(-1023, "um", "GET", f"/fapi/v1/{kind}/asyn", startTime=now, endTime=now - 1)


def test_old_files_are_thrown_away(desk: Counter) -> None:
    """At most a hundred are kept."""
    first = asked(desk, "um", "income")
    for _ in range(100):
        asked(desk, "um", "income")
    desk.refused(-1130, "um", "GET", "/fapi/v1/income/asyn/id", downloadId=first)


def test_the_address_leads_to_the_file(stepped: PaperExchange) -> None:
    """The whole way over HTTP: asked for, waited for, fetched; any other address is none."""
    with stepped.um_client() as client:
        client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.01")
        now = client.time().serverTime
        name = client.download_trade_async(now - DAY, now).downloadId
        stepped.advance(2)
        found = client.async_download_trade_id(name)
        assert found.status == "completed"
    with urllib.request.urlopen(found.url) as answer:
        assert answer.headers["Content-Type"].startswith("text/csv")
        rows = [*csv.DictReader(io.TextIOWrapper(answer))]
    assert {row["symbol"] for row in rows} == {"BTCUSDT"}
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{stepped.rest_url}/paper/downloads/1.csv")
