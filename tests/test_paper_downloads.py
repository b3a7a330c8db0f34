"""Files of the paper exchange: ordered, ready a little later, served for 7 days."""

import csv
import io
import json
import urllib.error
import urllib.request
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from paper_counter import Counter, counter
from paper_desk import D

from binance_futures import UMFutures
from binance_futures.paper import PaperExchange, VirtualClock

NOW = 1_767_225_600_000
DAY = 86_400_000
KINDS = ("income", "order", "trade")
BASES = {"um": "/fapi/v1", "cm": "/dapi/v1"}
both = pytest.mark.parametrize("product", ["um", "cm"])


@pytest.fixture
def desk() -> Counter:
    return counter()


def order(desk: Counter, product: Any, kind: str, start: int = NOW - DAY, end: int = NOW + DAY) -> str:
    """Order a file; gives its id."""
    path = f"{BASES[product]}/{kind}/asyn"
    return str(desk.ask(product, "GET", path, startTime=start, endTime=end)["downloadId"])


def link(desk: Counter, product: Any, kind: str, number: str) -> dict[str, Any]:
    return desk.ask(product, "GET", f"{BASES[product]}/{kind}/asyn/id", downloadId=number)


def rows(file: bytes) -> list[dict[str, str]]:
    """What is in a file."""
    with ZipFile(io.BytesIO(file)) as archive:
        (name,) = archive.namelist()
        assert name.endswith(".csv")
        return list(csv.DictReader(io.StringIO(archive.read(name).decode())))


def content(desk: Counter, product: Any, kind: str, start: int = NOW - DAY, end: int = NOW + DAY) -> list[Any]:
    """Order a file, wait for it, and read it."""
    number = order(desk, product, kind, start, end)
    desk.desk.clock.advance(2_000)
    told = link(desk, product, kind, number)
    download = desk.downloads.served(told["url"], desk.desk.clock.now())
    assert download is not None
    assert download.file is not None
    return rows(download.file)


def trade(desk: Counter) -> None:
    """Alice buys on both products, and an order of hers rests."""
    alice = desk.desk.engine.accounts["alice"]
    desk.desk.market(alice, "BUY", "0.040")
    desk.desk.market(alice, "BUY", "40", "BTCUSD_PERP")
    desk.desk.limit(alice, "BUY", "0.040", "99000")


def test_a_link_comes_with_time_and_ends(desk: Counter) -> None:
    """Processing at first, then completed for 7 days, then expired."""
    given = desk.um("GET", "v1/income/asyn", startTime=NOW - DAY, endTime=NOW)
    number = given["downloadId"]
    waiting = {"downloadId": number, "url": "", "notified": False, "expirationTimestamp": -1, "isExpired": None}
    assert link(desk, "um", "income", number) == waiting | {"status": "processing"}
    desk.desk.clock.advance(given["avgCostTimestampOfLast30d"])
    ready = link(desk, "um", "income", number)
    assert (ready["status"], ready["expirationTimestamp"]) == ("completed", desk.desk.clock.now() + 7 * DAY)
    assert ready["isExpired"] is None
    desk.desk.clock.advance(7 * DAY - 1)
    served = desk.downloads.served(ready["url"], desk.desk.clock.now())
    assert served is not None
    assert served.file is not None
    desk.desk.clock.advance(1)
    assert desk.downloads.served(ready["url"], desk.desk.clock.now()) is served
    assert served.file is None
    assert link(desk, "um", "income", number) == ready | {"isExpired": True}


@both
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_has_what_the_endpoints_answer(desk: Counter, product: Any, kind: str) -> None:
    """Its rows are those of income, allOrders and userTrades, in their words."""
    trade(desk)
    paths = {"income": "income", "order": "allOrders", "trade": "userTrades"}
    symbol = {} if kind == "income" else {"symbol": "BTCUSDT" if product == "um" else "BTCUSD_PERP"}
    answered = desk.ask(product, "GET", f"{BASES[product]}/{paths[kind]}", **symbol)
    found = content(desk, product, kind)
    assert found == [{name: json.dumps(row[name]).strip('"') for name in found[0]} for row in answered]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_keeps_to_its_range(desk: Counter, kind: str) -> None:
    """From startTime to endTime, both inclusive; without rows it has its head."""
    desk.desk.clock.advance(DAY)
    time = desk.desk.clock.now()
    trade(desk)
    desk.desk.clock.advance(DAY)
    assert content(desk, "um", kind, time, time)
    assert content(desk, "um", kind, time + 1, time + DAY) == []
    assert {row["time"] for row in content(desk, "um", kind, time, time + DAY)} == {str(time)}


def test_a_file_stays_as_it_was_ordered(desk: Counter) -> None:
    """What happens after the order is not in it."""
    trade(desk)
    number = order(desk, "um", "order")
    desk.desk.engine.cancel_all(desk.desk.engine.accounts["alice"], "BTCUSDT")
    desk.desk.clock.advance(2_000)
    download = desk.downloads.served(link(desk, "um", "order", number)["url"], desk.desk.clock.now())
    assert download is not None
    assert [row["status"] for row in rows(download.file or b"")] == ["FILLED", "NEW"]


def test_files_are_of_an_account_a_product_and_a_kind(desk: Counter) -> None:
    """An id is good at its own endpoint, for its own account."""
    desk.desk.account("bob")
    number = order(desk, "um", "income")
    wanted = {"downloadId": number}
    desk.refused(-1130, "um", "GET", "/fapi/v1/order/asyn/id", **wanted)
    desk.refused(-1130, "cm", "GET", "/dapi/v1/income/asyn/id", **wanted)
    desk.refused(-1130, "um", "GET", "/fapi/v1/income/asyn/id", downloadId="545923594199212032")
    desk.enter("bob")
    desk.refused(-1130, "um", "GET", "/fapi/v1/income/asyn/id", **wanted)


def test_ranges_of_files(desk: Counter) -> None:
    """A year at most, and not backwards."""
    path = "/fapi/v1/trade/asyn"
    desk.refused(-4165, "um", "GET", path, startTime=NOW - 367 * DAY, endTime=NOW)
    desk.refused(-1023, "um", "GET", path, startTime=NOW, endTime=NOW - 1)
    desk.refused(-4088, "cm", "GET", "/dapi/v1/trade/asyn", startTime=NOW - 367 * DAY, endTime=NOW)


@pytest.mark.parametrize(
    ("product", "kind", "most"), [("um", "income", 100), ("um", "order", 10), ("um", "trade", 5), ("cm", "order", 8)]
)
def test_so_many_files_a_month(desk: Counter, product: Any, kind: str, most: int) -> None:
    """The month is that of the calendar; other accounts have their own, and memory stays bounded."""
    desk.desk.account("bob")
    for _ in range(most):
        order(desk, product, kind)
    path = f"{BASES[product]}/{kind}/asyn"
    given = {"startTime": NOW, "endTime": NOW + 1}
    assert f"{most} downloads per month" in desk.refused(-1003, product, "GET", path, **given)
    desk.enter("bob")
    order(desk, product, kind)
    desk.enter("alice")
    desk.desk.clock.advance(31 * DAY - 1)
    assert datetime.fromtimestamp(desk.desk.clock.now() / 1000, UTC).month == 1
    desk.refused(-1003, product, "GET", path, **given)
    desk.desk.clock.advance(1)
    for _ in range(most):
        order(desk, product, kind)
    assert len(desk.downloads._by_id) == most


def get(url: str) -> tuple[int, bytes, str]:
    """Fetch a link as anybody would, without a key."""
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read(), answer.headers["Content-Type"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers["Content-Type"]


def test_the_link_really_serves_the_file() -> None:
    """The SDK orders, asks and fetches; the link works without a key until it has expired."""
    with PaperExchange(clock=VirtualClock(NOW)) as running, running.um_client() as client:
        client.new_order("BTCUSDT", "BUY", "MARKET", quantity=0.01)
        number = client.download_trade_async(NOW - DAY, NOW + 1).downloadId
        assert client.async_download_trade_id(number).status == "processing"
        running.advance(2)
        ready = client.async_download_trade_id(number)
        assert (ready.status, ready.isExpired) == ("completed", None)
        assert ready.url.startswith(running.rest_url)
        status, file, kind = get(ready.url)
        assert (status, kind) == (200, "application/zip")
        assert sum(D(row["qty"]) for row in rows(file)) == D("0.01")
        assert get(ready.url.replace("/downloads/", "/downloads/x"))[0] == 404
        assert get(income_link(running, client)) != file
        running.advance(7 * 86_400)
        assert get(ready.url)[:2] == (403, b"the link has expired\n")
        assert client.async_download_trade_id(number).isExpired is True


def income_link(running: PaperExchange, client: UMFutures) -> str:
    number = client.download_transactions_async(NOW - DAY, NOW + 1).downloadId
    running.advance(2)
    return client.async_download_info(number).url


def test_the_client_of_cm_downloads() -> None:
    """The same under the names of COIN-M."""
    with PaperExchange(clock=VirtualClock(NOW)) as running, running.cm_client() as client:
        number = client.get_download_id_transaction_history(NOW - DAY, NOW + 1).downloadId
        running.advance(2)
        status, file, _ = get(client.get_download_link_transaction_history(number).url)
        assert status == 200
        assert {row["incomeType"] for row in rows(file)} == {"TRANSFER"}
