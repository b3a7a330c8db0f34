"""The generated reference as a whole: the pages of each product, errors, types, freshness, `llms.txt`."""

import inspect
import posixpath
from collections.abc import Mapping
from typing import Any, Final, get_args

import reading
from product_pages import GENERAL, PRODUCTS, TYPES, is_stream
from reading import ENUMS, PARAMETERS, fields_table, heading, joined, one_line, table

import binance_futures
from binance_futures import CMErrorCode, ErrorCode, errors
from binance_futures._form import shown, text_of
from binance_futures._refusal import REMEDY_BY_STATUS
from binance_futures.models import enums, parameters

CHECKED: Final = "October 2026"
"""When routes, weights and error codes were last compared with `SOURCE`."""
SOURCE: Final = "Binance's API documentation and change logs (developers.binance.com)"

INDEX: Final = "reference/index.md"
FRESHNESS: Final = "reference/freshness.md"
ERRORS: Final = "reference/errors.md"
_BEHIND: Final = "---\nsearch:\n  boost: 0.5\n---"
"""Puts a page behind those of the calls it names, when the name is searched for."""


def types_page() -> str:
    """Enums, parameter types and the answers that say nothing of their own."""
    lines = ["# Enums and types", inspect.cleandoc(enums.__doc__ or "").partition("\n")[2], "## Enums {: #enums }"]
    texts = reading.attribute_docs(enums.__name__)[enums.__name__]
    for name, words in ENUMS.items():
        lines += [heading(3, f"`{name}`", name), texts[name], reading.words_of(words)]
    lines += ["## Parameter types {: #parameter-types }", "What parameters take, besides plain types."]
    texts = reading.attribute_docs(parameters.__name__)[parameters.__name__]
    for name, value in PARAMETERS.items():
        lines += [heading(3, f"`{name}`", name), f"`{shown(get_args(value)[0])}`", texts[name]]
    lines.append("## General answers {: #general-answers }")
    for model in GENERAL:
        lines += [heading(3, f"`{model.__name__}`", model.__name__), inspect.getdoc(model) or ""]
        lines.append(PRODUCTS[0].fields(model, TYPES))
    return joined(lines)


def errors_page() -> str:
    """Exceptions, statuses and every error code with what to do about it."""
    tree = inspect.cleandoc(errors.__doc__ or "").partition("\n\n")[2]
    prose = PRODUCTS[0].prose
    lines = [_BEHIND, "# Errors", "## Exceptions {: #exceptions }", f"```text\n{tree}\n```"]
    for name, error in vars(errors).items():
        if name in errors.__all__ and issubclass(error, Exception):
            base = next(reading.meanings(one) for one in error.__mro__[1:] if one.__name__[0] != "_")
            own = [(field, text) for field, text in reading.meanings(error).items() if field not in base]
            lines += [heading(3, f"`{name}`", name), PRODUCTS[0].paragraphs(error.__doc__ or "", ERRORS)]
            lines.append("\n".join(f"- `{field}`: {prose(text, ERRORS)}" for field, text in own))
    lines.append("## HTTP statuses {: #http-statuses }")
    lines.append(table(("Status", "What to do"), [(f"{status}", text) for status, text in REMEDY_BY_STATUS.items()]))
    for codes, title, prefix in ((ErrorCode, "Error codes", ""), (CMErrorCode, "Error codes of COIN-M alone", "cm")):
        lines += [heading(2, title, f"{prefix}codes"), inspect.cleandoc(codes.__doc__ or "")]
        for code in codes:
            kind = code.error.__name__
            lines.append(heading(3, f"{code.value} {code.name}", f"{prefix}{code.value}"))
            lines.append(f"{code.meaning} **{prose(code.remedy, ERRORS)}** Raises [`{kind}`](#{kind}).")
    return joined(lines)


def freshness_page() -> str:
    """Route and weight of every call, and when they were last checked."""
    lines = [_BEHIND, "# API freshness", f"Last checked in {CHECKED} against {SOURCE}."]
    for product in PRODUCTS:
        lines.append(heading(2, product.name, product.code))
        calls = [(method, form) for method in product.methods for form in method.forms if not is_stream(form)]
        rows = [
            (
                product.spot(method).link(f"`{method.name}`", FRESHNESS),
                f"`{form.method} {form.path}`" if form.path else "",
                f"`{form.ws_method}`" if form.ws_method else "",
                f"weight {form.weight}",
            )
            for method, form in calls
        ]
        lines.append(fields_table(("Call", "Route", "WebSocket API", "Cost"), rows))
    return joined(lines)


def index_page() -> str:
    """Every call and stream, by product and group."""
    lines = ["# Reference", f"Every call, stream, event and error, as of {CHECKED}."]
    for product in PRODUCTS:
        lines.append(heading(2, product.name, product.code))
        for title, path in product.menu():
            methods = [product.spot(method).link(f"`{method.name}`", INDEX) for method in product.on(path)]
            lines.append(f"**[{title}]({posixpath.relpath(path, 'reference')})** {' '.join(methods)}")
    return joined(lines)


def pages() -> dict[str, str]:
    """Every page of the reference, by path."""
    products = {path: text for product in PRODUCTS for path, text in product.pages().items()}
    general = {ERRORS: errors_page(), TYPES: types_page(), FRESHNESS: freshness_page()}
    return {INDEX: index_page(), **products, **general}


def menu() -> list[str | dict[str, Any]]:
    """The part of the site's menu that leads to the pages."""
    products = [{product.name: [{title: path} for title, path in product.menu()]} for product in PRODUCTS]
    return [INDEX, *products, {"Errors": ERRORS}, {"Enums and types": TYPES}, {"API freshness": FRESHNESS}]


def llms(guides: Mapping[str, str]) -> str:
    """`llms.txt`: what the site holds, for programs that read it; `guides` are titles by path."""

    def entry(title: str, path: str, text: str = "") -> str:
        place = path.replace(".md", ".html")
        return f"- [{title}]({place}){': ' if text else ''}{text}"

    lines = ["# binance_futures", f"> {(binance_futures.__doc__ or '').partition(chr(10))[0]}"]
    lines += ["## Guides", "\n".join(entry(title, path) for path, title in guides.items())]
    lines.append("## Errors and types")
    lines.append("\n".join([entry("Error codes", ERRORS), entry("Enums", TYPES), entry("API freshness", FRESHNESS)]))
    for product in PRODUCTS:
        for title, path in product.menu():
            spots = [(method, product.spot(method)) for method in product.on(path)]
            lines.append(f"## {product.name}: {title}")
            rows = [entry(m.name, f"{path}#{spot.anchor}", one_line(text_of(m.forms[0])[0])) for m, spot in spots]
            lines.append("\n".join(rows or [entry(title, path)]))
    return joined(lines)
