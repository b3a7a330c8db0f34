"""The generated reference: everything has its place, and every link leads to one."""

import posixpath
import re
from functools import cache
from typing import Any, get_args

import pytest
import reference
from product_pages import PRODUCTS, TYPES, Product
from reference import ERRORS, FRESHNESS

from binance_futures import (
    CMErrorCode,
    CMFutures,
    CMStreams,
    CMWebSocketAPI,
    ErrorCode,
    UMFutures,
    UMStreams,
    UMWebSocketAPI,
    errors,
)
from binance_futures.models import enums
from binance_futures.models.cm.user_events import UserEvent as CMUserEvent
from binance_futures.models.um.user_events import UserEvent as UMUserEvent

every_product = pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.code)


@cache
def pages() -> dict[str, str]:
    return reference.pages()


def section(path: str, anchor: str) -> str:
    """What stands under a heading, up to the next."""
    found = re.search(rf"(?ms)^#+ [^\n]* \{{: #{re.escape(anchor)} \}}\n(.*?)(?=^#+ |\Z)", pages()[path])
    assert found, f"{path} has no {anchor}"
    return found[1]


def forms(product: Product) -> dict[str, dict[str, Any]]:
    rest, streams, sockets = {
        "um": (UMFutures, UMStreams, UMWebSocketAPI),
        "cm": (CMFutures, CMStreams, CMWebSocketAPI),
    }[product.code]
    return {"rest": rest.endpoints(), "streams": streams.streams(), "sockets": sockets.endpoints()}


@every_product
@pytest.mark.parametrize("kind", ["rest", "streams", "sockets"])
def test_every_call_and_stream_has_its_section(product: Product, kind: str) -> None:
    """Each method stands with an example, its route and every parameter, which has a meaning."""
    for name, form in forms(product)[kind].items():
        method = name.removesuffix("[]")
        text = section(product.spots[form].path, method)
        assert f"{'streams' if kind == 'streams' else 'client'}.{method}(" in text
        route = (
            f"`{form.pattern}`"
            if kind == "streams"
            else f"`{form.path or form.ws_method}`".replace("`/", f"`{form.method} /")
        )
        assert route in text
        for parameter, field in form.model_fields.items():
            if field.annotation is not type(None):
                row = re.search(rf"^\| `{parameter}` \|.*\| ([^|]+) \|$", text, re.MULTILINE)
                assert row, (name, parameter)
                assert len(row[1]) > 3


@every_product
def test_every_call_is_on_the_freshness_page(product: Product) -> None:
    """Each request is listed with its route and weight."""
    for form in forms(product)["rest"].values():
        assert f"`{form.method} {form.path}` | " in pages()[FRESHNESS]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("product", "union"), [*zip(PRODUCTS, (UMUserEvent, CMUserEvent), strict=True)], ids=["um", "cm"]
)
def test_every_event_has_its_section(product: Product, union: object) -> None:
    """Each market and user event stands with its kind and its fields."""
    for event in {*get_args(union), *product.events.values()}:
        text = section(*product.spots[event])
        assert re.search(r"^Event `\w+`", text, re.MULTILINE)
        assert "| `eventType` | `e` | `str` | Kind of event" in text


def test_every_field_has_a_meaning() -> None:
    """No table has an empty last cell."""
    for path, text in pages().items():
        if path != FRESHNESS:
            assert not re.findall(r"^\|.*\|\s*\|$", text, re.MULTILINE), path


@pytest.mark.parametrize(("codes", "prefix"), [(ErrorCode, ""), (CMErrorCode, "cm")])
def test_every_error_code_has_its_section(codes: type[ErrorCode] | type[CMErrorCode], prefix: str) -> None:
    """Each code stands under its number, with its exception and remedy."""
    for code in codes:
        text = section(ERRORS, f"{prefix}{code.value}")
        assert code.meaning in text
        assert f"[`{code.error.__name__}`](#{code.error.__name__})" in text
        assert len(text) > len(code.meaning) + len(code.remedy)


def test_every_exception_and_enum_has_its_section() -> None:
    """Each exception and each enum, with all its words, has its place."""
    for name in errors.__all__:
        if name != "Problem":
            assert section(ERRORS, name).strip()
    for name in enums.__all__:
        text = section(TYPES, name)
        assert all(f"`{word}`" in text for word in get_args(getattr(enums, name)) if word != "")


def test_every_link_leads_to_a_heading() -> None:
    """Links inside the reference name a page and an anchor that are there; no anchor is there twice."""
    anchors = {path: re.findall(r"\{: #(\S+) \}$", text, re.MULTILINE) for path, text in pages().items()}
    for path, text in pages().items():
        assert len(anchors[path]) == len({*anchors[path]}), path
        for page, _, anchor in re.findall(r"\]\((?!https)([^)#]*)(#([^)]+))?\)", text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), page)) if page else path
            assert target in pages(), (path, page)
            assert not anchor or anchor in anchors[target], (path, page, anchor)


def test_the_menu_leads_to_every_page() -> None:
    """No page is without its place in the menu."""
    assert {*re.findall(r"reference/[\w/-]+\.md", str(reference.menu()))} == {*pages()}


def test_llms_txt_lists_every_page_and_call() -> None:
    """`llms.txt` links to each page of the reference and to each method."""
    text = reference.llms({"index.md": "Home"})
    assert "[Home](index.html)" in text
    for product in PRODUCTS:
        for method in product.methods:
            assert f"[{method.name}]({product.spot(method).path.replace('.md', '.html')}#{method.name})" in text
