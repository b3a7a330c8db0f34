"""The pages of the reference."""

import importlib
import inspect
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple, get_args

from binance_futures._error_codes import CMErrorCode, ErrorCode
from binance_futures.models import enums, parameters

from . import errors, examples, texts
from .catalogue import CLIENTS, STREAMS, TITLES, WEBSOCKETS, group, home, methods
from .classes import class_section, classes
from .kinds import GROUPS, Homes
from .markdown import heading, table
from .sections import endpoint_section, model_section, stream_section

__all__ = ["CHECKED", "Page", "pages"]

CHECKED: Final = "October 2026, against Binance's API pages, their change logs and its official SDKs"
"""When the endpoints were last compared, and with what."""


class Page(NamedTuple):
    """One page of the reference."""

    path: str
    section: str
    """Where it stands in the navigation."""
    text: str


@cache
def pages() -> tuple[Page, ...]:
    """Every page, in the order of the site."""
    homes = {product: Homes(product) for product in TITLES}
    found = [page for product in TITLES for page in _product(product, homes[product])]
    found += _common(homes)
    return tuple(found)


def _page(path: str, title: str, *parts: str, boost: float = 1) -> Page:
    product = TITLES.get(path.partition("/")[0])
    head = f"---\nsearch:\n  boost: {boost}\n---\n\n# {title}{f' ({product})' if product else ''}"
    return Page(f"reference/{path}.md", product or "Both products", "\n\n".join([head, *parts]) + "\n")


def _product(product: str, homes: Homes) -> Iterator[Page]:
    calls = methods(product)
    for module, heading_of in GROUPS.items():
        mine = {name: forms for name, forms in calls.items() if group(forms[0][1]) == module}
        if mine:
            sections = [endpoint_section(product, name, forms, homes) for name, forms in mine.items()]
            models = [model_section(cls, homes) for cls in homes.classes(module)]
            listed = table(
                ["Method", "What it does"],
                [[f"[`{name}`](#{name})", texts.first_line(forms[0][1])] for name, forms in mine.items()],
            )
            intro = f"Methods of `{CLIENTS[product].__name__}` and `Async{CLIENTS[product].__name__}`."
            parts = ["## Answers", *models] if models else []
            yield _page(f"{product}/{module}", heading_of, intro, listed, *sections, *parts, boost=3)
    streams = STREAMS[product].streams().items()
    sections = [stream_section(product, name, stream, homes) for name, stream in streams]
    intro = (
        f"Methods of `{STREAMS[product].__name__}` and `Async{STREAMS[product].__name__}`; see [Streams](/streams.md)."
    )
    yield _page(f"{product}/streams", "Streams", intro, *sections)
    yield _page(f"{product}/ws_api", "WebSocket API", *_websocket(product))
    yield _events(product, "events", f"What the [streams](/reference/{product}/streams.md) give.", homes)
    yield _events(product, "user_events", "What [`user_data()`](/user-data.md) gives.", homes)


def _events(product: str, group: str, intro: str, homes: Homes) -> Page:
    module = importlib.import_module(f"binance_futures.models.{product}.{group}")
    payloads = examples.payloads(f"{product}_{group}")
    classes = homes.classes(group)
    first = [cls for cls in (*get_args(getattr(module, "UserEvent", None)), *classes) if cls.__name__ in payloads]
    ordered = [*dict.fromkeys([*first, *classes])]
    sections = [model_section(cls, homes, payloads.get(cls.__name__), level=2) for cls in ordered]
    return _page(f"{product}/{group}", GROUPS[group], intro, *sections)


def _websocket(product: str) -> Iterator[str]:
    client = WEBSOCKETS[product]
    yield f"Methods of `{client.__name__}` and `Async{client.__name__}`; see [WebSocket API](/websocket-api.md)."
    rows: list[list[str]] = []
    for name, form in client.endpoints().items():
        place = home(product, name.removesuffix("[]"))
        rows.append([f"[`{name}`]({place})" if place else f"`{name}`", f"`{form.ws_method}`", texts.first_line(form)])
    yield table(["Method", "On the wire", "What it does"], rows)


def _common(homes: dict[str, Homes]) -> Iterator[Page]:
    described = [class_section(name, cls) for name, cls in classes()]
    yield _page("classes", "Clients and other classes", "What a program makes, and what calls give.", *described)
    yield _page("errors", "Error codes", *errors.table([*ErrorCode, *CMErrorCode]))
    yield _page("enums", "Words (enums)", inspect.getdoc(enums) or "", *_enums())
    yield _page("parameters", "Parameter types", inspect.getdoc(parameters) or "", *_parameters())
    shared = {name: cls for home in homes.values() for name, cls in home.shared.items()}
    sections: list[str] = []
    while missing := [name for name in sorted(shared) if f"{{ #{name} }}" not in "".join(sections)]:
        sections += [model_section(shared[name], homes["um"], level=2) for name in missing]
        shared |= homes["um"].shared
    yield _page("shared", "Shared answers", "Answers of no group of their own.", *sections)
    yield _page("freshness", "State of the API", f"Last checked: {CHECKED}.", *_freshness(), boost=0.5)


def _enums() -> Iterator[str]:
    said = texts.values(enums.__name__)
    for name in enums.__all__:
        words = ", ".join(f"`{word}`" for word in get_args(getattr(enums, name)))
        yield f"{heading(2, name)}\n\n{said.get(name, '')}\n\n{words}"


def _parameters() -> Iterator[str]:
    for name, said in texts.values(parameters.__name__).items():
        if name in parameters.__all__:
            yield f"{heading(2, name)}\n\n{said}"


def _freshness() -> Iterator[str]:
    for product, title in TITLES.items():
        rows = [
            [
                f"[`{name}`]({home(product, name.removesuffix('[]'))})",
                f"`{form.method} {form.path}`",
                form.security,
                str(form.weight),
                f"`{form.ws_method}`" if form.ws_method else "",
            ]
            for forms in methods(product).values()
            for name, form in forms
        ]
        yield f"## {title}\n\n{len(rows)} endpoints."
        yield table(["Method", "Route", "Security", "Weight", "WebSocket API"], rows)
