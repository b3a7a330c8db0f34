"""The generated reference of the site."""

import inspect
import json
import re
from typing import Any

import pytest
from reference import examples, pages
from reference.catalogue import CLIENTS, STREAMS, WEBSOCKETS, aliases, methods

import binance_futures
from binance_futures import CMErrorCode, ErrorCode
from binance_futures.models import enums

PAGES = {page.path: page.text for page in pages()}
CALLS = [
    pytest.param(product, name, form, id=f"{product}.{name}")
    for product in CLIENTS
    for forms in methods(product).values()
    for name, form in forms
]
STREAM_CALLS = [
    pytest.param(product, name, stream, id=f"{product}.{name}")
    for product, client in STREAMS.items()
    for name, stream in client.streams().items()
]


def section(page: str, name: str) -> str:
    """The text from a heading to the next of its rank."""
    found = re.search(
        rf"^(#+) {re.escape(name)} {{ #.*?(?=^#{{1,3}} |\Z)", PAGES[f"reference/{page}.md"], re.MULTILINE | re.DOTALL
    )
    assert found, f"{page} has no section {name}"
    return found[0]


def rows(text: str) -> dict[str, list[str]]:
    """The rows of the tables of a section by their first cell."""
    cells = [re.split(r"(?<!\\) ?\| ?", line)[1:-1] for line in text.splitlines() if line.startswith("| `")]
    return {line[0].strip("`"): line[1:] for line in cells}


@pytest.mark.parametrize(("product", "name", "form"), CALLS)
def test_an_endpoint_is_described(product: str, name: str, form: Any) -> None:
    """Each endpoint has its route, weight and page, and of every parameter type and meaning."""
    text = section(f"{product}/{form.__module__.rpartition('.')[2]}", name.removesuffix("[]"))
    assert f"`{form.method} {form.path}`" in text
    assert f"weight {form.weight}" in text
    assert "[Binance's page](https://developers.binance.com/" in text
    described = rows(text)
    for parameter, field in form.model_fields.items():
        if field.annotation is not type(None):
            needed, kind, meaning = described[parameter]
            assert (needed == "required") == field.is_required()
            assert kind
            assert meaning


@pytest.mark.parametrize(("product", "name", "stream"), STREAM_CALLS)
def test_a_stream_is_described(product: str, name: str, stream: Any) -> None:
    """Each stream has its name on the wire and of every parameter type and meaning."""
    text = section(f"{product}/streams", name)
    assert f"Stream `{stream.pattern}`" in text
    described = rows(text)
    for parameter, field in stream.model_fields.items():
        if field.annotation is not type(None):
            assert all(described[parameter]), parameter


def test_nothing_is_left_without_a_home() -> None:
    """Every link of the reference leads to a section that is there, and every alias is told."""
    anchors = {
        f"/{path}#{anchor}"
        for path, text in PAGES.items()
        for anchor in re.findall(r"\{ #(\S+) \}|<h4 id=\"(\S+)\">", text)
        for anchor in anchor
        if anchor
    }
    links = {link for text in PAGES.values() for link in re.findall(r"\]\((/reference/[^)]+#[^)]+)\)", text)}
    assert len(links) > 500
    assert links <= anchors
    everything = "".join(PAGES.values())
    assert all(
        f"`{other}`" in everything for product in CLIENTS for names in aliases(product).values() for other in names
    )


def test_fields_are_described_with_their_names_on_the_wire() -> None:
    """Fields tell type and meaning; events also the letter, rows the place."""
    assert rows(section("um/orders", "Order"))["executedQty"] == [
        "`Decimal`",
        "Filled quantity (base asset; contracts on COIN-M).",
    ]
    assert rows(section("um/market", "Kline"))["close"][:2] == ["`[4]`", "`Decimal`"]
    letter, kind, _ = rows(section("um/user_events", "OrderTradeUpdate"))["order"]
    assert (letter, kind) == ("`o`", "[`OrderUpdate`](/reference/um/user_events.md#OrderUpdate)")


def test_every_error_code_is_in_the_table() -> None:
    """Each code is there with its name, as a heading that search finds."""
    for code in (*ErrorCode, *CMErrorCode):
        assert re.search(rf"<h4 id=\"(cm)?{int(code)}\">.*{code.name}", PAGES["reference/errors.md"]), code


def test_codes_that_name_a_parameter_stand_with_the_call() -> None:
    """An order tells of margin and ticks, a query of klines does not, and the symbol's own faults are nobody's."""
    order = section("um/orders", "new_order")
    assert "[-2019 MARGIN_NOT_SUFFICIENT](/reference/errors.md#-2019)" in order
    assert "[-4014 PRICE_NOT_INCREASED_BY_TICK_SIZE](/reference/errors.md#-4014)" in order
    assert "MAX_PRICE_LESS_THAN_MIN_PRICE" not in order
    assert "MARGIN_NOT_SUFFICIENT" not in section("um/market", "klines")


def test_every_enum_is_listed() -> None:
    """Each enum has its words."""
    assert all(section("enums", name) for name in enums.__all__)


@pytest.mark.parametrize("product", CLIENTS)
def test_the_state_of_the_api_lists_every_endpoint(product: str) -> None:
    """The page of freshness has each route once a form."""
    text = PAGES["reference/freshness.md"]
    assert all(f"`{form.method} {form.path}`" in text for form in CLIENTS[product].endpoints().values())


@pytest.mark.parametrize("product", CLIENTS)
def test_every_call_and_stream_shows_its_example(product: str) -> None:
    """The program of the examples stands in the section of what it shows."""
    pages = [text for page, text in PAGES.items() if page.startswith(f"reference/{product}/")]
    text = "\n".join(line.strip() for text in pages for line in text.splitlines())
    calls = {name.removesuffix("[]") for name in CLIENTS[product].endpoints()}
    streams = {name.removesuffix("[]") for name in STREAMS[product].streams()}
    shown = [examples.endpoint_example(product, name) for name in calls]
    shown += [examples.stream_example(product, name) for name in streams]
    assert all("\n".join(line.strip() for line in program.splitlines()) in text for program in shown)


def test_an_answer_is_cut_to_its_first_rows() -> None:
    """The raw answer of an example shows one element of each list of objects."""
    assert len(json.loads(examples.answer("um", "klines"))) == 1


@pytest.mark.parametrize("product", WEBSOCKETS)
def test_the_methods_of_the_websocket_api_are_listed(product: str) -> None:
    """Each method of the WebSocket API stands with its name on the wire."""
    text = PAGES[f"reference/{product}/ws_api.md"]
    assert all(f"`{form.ws_method}`" in text for form in WEBSOCKETS[product].endpoints().values())


def test_what_a_client_is_made_with_is_described() -> None:
    """Each argument of a client's constructor has default and meaning; inner workings are left out."""
    for name in ("UMFutures", "AsyncUMFutures", "UMStreams", "AsyncUMWebSocketAPI"):
        told = rows(section("classes", name))
        assert inspect.signature(getattr(binance_futures, name)).parameters.keys() <= told.keys()
    assert "`put(" not in PAGES["reference/classes.md"]
