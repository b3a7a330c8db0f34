"""The pages of a product: one for each group of its request classes, streams, answers and events."""

import inspect
import json
import posixpath
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeGuard,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import reading
from pydantic import BaseModel
from reading import ENUMS, fields_table, heading, joined, one_line

from binance_futures._endpoint import Declared, signature
from binance_futures._form import Form, text_of
from binance_futures._request import Request
from binance_futures._stream import StreamRequest
from binance_futures.cm import CMEndpoints
from binance_futures.environments import Product as ProductCode
from binance_futures.models import base, enums
from binance_futures.streams._catalogue import CMStreamCatalogue, UMStreamCatalogue
from binance_futures.streams._settings import decoder_of
from binance_futures.um import UMEndpoints
from binance_futures.ws_api._catalogue import CMWebSocketEndpoints, UMWebSocketEndpoints

CONTRACTS: Final = Path(__file__).parents[1] / "tests" / "contracts"
TYPES: Final = "reference/types.md"
GENERAL: Final = (base.Empty, base.Outcome)


class Spot(NamedTuple):
    """Where something stands: page and anchor."""

    path: str
    anchor: str

    def link(self, text: str, path: str) -> str:
        """A link to it, as written on a page."""
        page = "" if path == self.path else posixpath.relpath(self.path, posixpath.dirname(path))
        return f"[{text}]({page}#{self.anchor})"


class Method(NamedTuple):
    """A method of a client: an endpoint or a stream."""

    name: str
    aliases: tuple[str, ...]
    forms: tuple[type[Request[Any]], ...]


def is_stream(form: type[Form]) -> TypeGuard[type[StreamRequest[Any]]]:
    """Whether a form is a stream, not an endpoint."""
    return issubclass(form, StreamRequest)


def shows(item: object) -> TypeGuard[type[object]]:
    """Whether something is a form, answer or event, which has a place of its own."""
    return isinstance(item, type) and issubclass(cast("type[object]", item), (BaseModel, tuple))


# Products


class Product:
    """The pages of one product."""

    def __init__(self, code: ProductCode, name: str, rest: type[Any], streams: type[Any], sockets: type[Any]) -> None:
        self.code = code
        self.name = name
        self.rest, self.streams, self.sockets = rest, streams, sockets

    @cached_property
    def methods(self) -> list[Method]:
        """Every endpoint, then every stream, in the order of the documentation."""
        found: dict[object, Method] = {}
        for catalogue in (self.rest, self.sockets, self.streams):
            declared = inspect.getmembers_static(catalogue, lambda item: isinstance(item, Declared))
            forms = catalogue.streams() if catalogue is self.streams else catalogue.endpoints()
            for name in forms:
                for item in [item for spelling, item in declared if spelling == name]:
                    aliases = tuple(other for other, same in declared if same.name == name and other != name)
                    found.setdefault(item.forms, Method(name, aliases, item.forms))
        return [*found.values()]

    @cached_property
    def homes(self) -> dict[type[object], str]:
        """Every form, answer and event, with the module whose page tells it."""
        package = import_module(f"binance_futures.models.{self.code}")
        modules = {
            item.name: import_module(f"{package.__name__}.{item.name}") for item in iter_modules(package.__path__)
        }
        exported = {name: [getattr(module, item) for item in module.__all__] for name, module in modules.items()}
        forms = [form for method in self.methods for form in method.forms]
        order = dict.fromkeys([name for form in forms for name, items in exported.items() if form in items])
        found: dict[type[object], str] = {}
        for name in [*order, *(name for name in modules if name not in order)]:
            for item in exported[name]:
                if shows(item):
                    found.setdefault(item, name)
        return found

    def spot(self, method: Method) -> Spot:
        """Where a method stands."""
        return Spot(self.path(self.homes[method.forms[0]]), method.name)

    def path(self, module: str) -> str:
        """The page of a module."""
        return f"reference/{self.code}/{module.replace('_', '-')}.md"

    @cached_property
    def spots(self) -> dict[object, Spot]:
        """Where each method, form and model stands, also by name."""
        found: dict[object, Spot] = {item: Spot(TYPES, item.__name__) for item in GENERAL}
        for method in self.methods:
            spot = self.spot(method)
            for key in (method.name, *method.aliases, *method.forms, *(form.__name__ for form in method.forms)):
                found.setdefault(key, spot)
        for model, module in self.homes.items():
            if not issubclass(model, Form):
                spot = found.setdefault(model, Spot(self.path(module), model.__name__))
                found.setdefault(model.__name__, spot)
        return found

    def type_of(self, annotation: Any, module: str, path: str) -> str:
        """A type in words, with links; `module` wrote it, `path` shows it."""
        origin = get_origin(annotation)
        if origin is Annotated:
            name = reading.parameter_type(annotation)
            return (
                Spot(TYPES, name).link(f"`{name}`", path) if name else self.type_of(annotation.__origin__, module, path)
            )
        if origin is Literal:
            name = reading.enum_of(annotation, module)
            kinds = dict.fromkeys(f"`{type(word).__name__}`" for word in get_args(annotation))
            return Spot(TYPES, name).link(f"`{name}`", path) if name else " or ".join(kinds)
        inner = [self.type_of(item, module, path) for item in get_args(annotation)]
        if origin in (Union, types.UnionType):
            return " or ".join(dict.fromkeys(inner))
        if origin is not None:
            return f"{origin.__name__.lower()} of {' to '.join(inner)}"
        name = "None" if annotation is types.NoneType else annotation.__name__
        return self.spots[annotation].link(f"`{name}`", path) if shows(annotation) else f"`{name}`"

    def prose(self, text: str, path: str) -> str:
        """A text on one line, with links from the names in it."""

        def link(match: re.Match[str]) -> str:
            name = (match[1] or match[2]).removesuffix("()").removeprefix("client.")
            spot = Spot(TYPES, name) if name in ENUMS else self.spots.get(name)
            return spot.link(match[0], path) if spot else match[0]

        return re.sub(r"`([\w.]+(?:\(\))?)`|\b([a-z]\w*_\w+(?:\(\))?)", link, one_line(text))

    def paragraphs(self, text: str, path: str) -> str:
        """A docstring: its links named, its paragraphs kept."""
        pages = re.findall(r"https://\S+", text)
        plain = re.split(r"\n\s*\n", re.sub(r"https://\S+", "", inspect.cleandoc(text)).strip())
        links = " · ".join(f"[Binance]({page})" for page in pages)
        return "\n\n".join([self.prose(part, path) for part in plain if part.strip()] + ([links] if links else []))

    # What stands on a page

    def parameters(self, forms: tuple[type[Request[Any]], ...], path: str) -> str:
        """The table of what a call takes."""
        names = [*signature(forms).parameters]
        rows: list[Sequence[str]] = []
        for name in names:
            form = next(form for form in forms if name in form.model_fields)
            field = form.model_fields[name]
            if field.annotation is types.NoneType:
                continue
            annotation = field.rebuild_annotation()
            owner = reading.owner_of(form, name)
            needed = all(name in form.model_fields and form.model_fields[name].is_required() for form in forms)
            default = "required" if needed else f"`{field.default!r}`" if field.default not in (None, ...) else ""
            kind = re.sub(r" or `None`$", "", self.type_of(annotation, owner, path))
            meaning = self.prose(reading.meanings(form)[name], path)
            rows.append((f"`{name}`", kind, default, reading.allowed(annotation), meaning))
        return fields_table(("Parameter", "Type", "Default", "Allowed", "Meaning"), rows)

    def fields(self, model: type[object], path: str) -> str:
        """The table of what an answer or event holds."""
        if issubclass(model, BaseModel):
            found = [(name, item.alias or name, item.rebuild_annotation()) for name, item in model.model_fields.items()]
        else:
            found = [(name, name, hint) for name, hint in get_type_hints(model, include_extras=True).items()]
            found = [row for row in found if row[0] in cast("Any", model)._fields]
        wired = any(name != alias for name, alias, _ in found)
        texts = reading.meanings(model)
        rows: list[Sequence[str]] = []
        for name, alias, annotation in found:
            owner = reading.owner_of(model, name)
            meaning = texts.get(name) or self.implied(name, annotation, owner)
            cells = (self.type_of(annotation, owner, path), self.prose(meaning, path))
            rows.append((f"`{name}`", f"`{alias}`", *cells) if wired else (f"`{name}`", *cells))
        return fields_table(("Field", *(("On the wire",) if wired else ()), "Type", "Meaning"), rows)

    def implied(self, name: str, annotation: Any, module: str) -> str:
        """The meaning of a field that has none of its own: that of its enum, or its name in words."""
        enum = next((found for part in reading.parts(annotation) if (found := reading.enum_of(part, module))), None)
        return reading.attribute_docs(enums.__name__)[enums.__name__][enum] if enum else reading.named(name)

    def calls(self, method: Method) -> Iterator[str]:
        """An example of each form: a tested call of the contracts; of a stream, one with its name on the wire."""
        for form in method.forms:
            if is_stream(form):
                given = [self.samples[name] for name, item in form.model_fields.items() if item.is_required()]
                values = ", ".join(map(reading.literal, given))
                yield f"streams.{method.name}({values})  # {form(*given).stream_name()}"
                continue
            folder = self.code if form.path else "ws_api"
            contract = json.loads((CONTRACTS / folder / f"{self.contracts[form]}.json").read_text("utf-8"))
            call = contract["calls"][0]
            given = [reading.literal(value) for value in call.get("args", [])]
            given += [f"{name}={reading.literal(value)}" for name, value in call.get("kwargs", {}).items()]
            yield f"client.{method.name}({', '.join(given)})"

    @cached_property
    def contracts(self) -> dict[type[Request[Any]], str]:
        """The contract of each endpoint, by file name."""
        every = self.sockets.endpoints() | self.rest.endpoints()
        return {form: name.replace("[]", ".every") for name, form in every.items()}

    @cached_property
    def samples(self) -> dict[str, str]:
        """Values for the parameters that streams require."""
        pair = "BTCUSDT" if self.code == "um" else "BTCUSD"
        symbol = pair if self.code == "um" else "BTCUSD_PERP"
        return {
            "symbol": symbol,
            "pair": pair,
            "interval": "1m",
            "contractType": "PERPETUAL",
            "assetSymbol": "BTCUSD",
            "listen_key": "…",
        }

    def route(self, form: type[Request[Any]], path: str) -> str:
        """Result, route, security, weight and page of a form, on one line."""
        page = text_of(form)[2]
        found: list[str] = []
        if is_stream(form):
            found += [f"Gives {self.type_of(form.returns(), form.__module__, path)}"]
            found += [f"stream `{form.pattern}`", f"route {form.route}"]
        else:
            found += [f"Returns {self.type_of(form.returns(), form.__module__, path)}"]
            found += [f"`{form.method} {form.path}`"] if form.path else []
            found += [f"security {form.security}", f"weight {form.weight}"]
            found += [f"WebSocket API `{form.ws_method}`"] if form.ws_method else []
        return " · ".join([*found, *(f"[Binance]({link})" for link in page.split())])

    def method(self, method: Method, path: str) -> Iterator[str]:
        """The section of an endpoint or stream."""
        yield heading(2, f"`{method.name}`", method.name)
        if method.aliases:
            yield f"Also as {', '.join(f'`{alias}`' for alias in method.aliases)}."
        calls = [reading.spelled(method.name, form) for form in method.forms]
        yield "\n".join(["```python", *calls, "```"])
        for form in method.forms:
            yield self.paragraphs(text_of(form)[0], path)
            yield self.route(form, path)
        yield self.parameters(method.forms, path)
        moved = {name: text for form in method.forms for name, text in form.moved.items()}
        yield "\n".join(f"- `{name}` is not taken: {self.prose(text, path)}" for name, text in moved.items())
        yield "\n".join(["```python", *dict.fromkeys(self.calls(method)), "```"])

    def page(self, module: str) -> str:
        """The page of a module: its methods, then its models."""
        path = self.path(module)
        title, _, rest = self.text(module).partition("\n")
        lines = [f"# {title.rstrip('.')}", self.paragraphs(rest, path)]
        methods = self.on(path)
        for method in methods:
            lines += self.method(method, path)
        models = [item for item, home in self.homes.items() if home == module and not issubclass(item, Form)]
        if methods and models:
            lines.append(heading(2, "Answers", "answers"))
        for model in models:
            lines.append(heading(3 if methods else 2, f"`{model.__name__}`", model.__name__))
            kinds = [f"`{kind}`" for kind, event in self.events.items() if event is model]
            lines.append(f"Event {', '.join(kinds)}." if kinds else "")
            lines += [self.paragraphs(model.__doc__ or "", path), self.fields(model, path)]
        return joined(lines)

    @cached_property
    def events(self) -> Mapping[str, type[BaseModel]]:
        """Every event by its kind, as the stream clients read them."""
        return decoder_of(self.code)._events  # noqa: SLF001 - of this package

    def pages(self) -> dict[str, str]:
        """Every page of the product, by path."""
        return {self.path(module): self.page(module) for module in dict.fromkeys(self.homes.values())}

    def menu(self) -> list[tuple[str, str]]:
        """Title and path of every page."""
        modules = dict.fromkeys(self.homes.values())
        return [(re.split(r"\.| (?:of|on) \S+ futures", self.text(module))[0], self.path(module)) for module in modules]

    def on(self, path: str) -> list[Method]:
        """The methods of a page."""
        return [method for method in self.methods if self.spot(method).path == path]

    def text(self, module: str) -> str:
        """What a module says of itself."""
        return inspect.cleandoc(import_module(f"binance_futures.models.{self.code}.{module}").__doc__ or "")


PRODUCTS: Final = (
    Product("um", "USDⓈ-M", UMEndpoints, UMStreamCatalogue, UMWebSocketEndpoints),
    Product("cm", "COIN-M", CMEndpoints, CMStreamCatalogue, CMWebSocketEndpoints),
)
