"""The sections of the reference: an endpoint, a stream, a model."""

import inspect
from textwrap import fill
from typing import Any, get_type_hints

from pydantic_core import PydanticUndefined

from binance_futures._endpoint import signature
from binance_futures._form import Form, text_of
from binance_futures._request import Request
from binance_futures._stream import StreamRequest

from . import errors, examples, texts
from .catalogue import aliases, linked
from .kinds import Homes, bounds, kind
from .markdown import details, fenced, heading, table

__all__ = ["endpoint_section", "model_section", "stream_section"]

_SECURITY = {
    "NONE": "public, no key",
    "MARKET_DATA": "API key, no signature",
    "USER_STREAM": "API key, no signature",
    "USER_DATA": "signed",
    "TRADE": "signed, trading permission",
}


def endpoint_section(product: str, name: str, forms: list[tuple[str, type[Request[Any]]]], homes: Homes) -> str:
    """An endpoint with all its forms."""
    parts = [heading(2, name)]
    for contract, form in forms:
        parts += _endpoint_form(product, contract, form, homes)
    code = fenced("python", examples.endpoint_example(product, name))
    answer = fenced("json", examples.answer(product, forms[0][0]))
    parts.append(details("Example", code, "A raw answer:", answer))
    if others := aliases(product).get(name):
        parts.append(f"Also as {', '.join(f'`{other}`' for other in others)}, the old connector's spelling.")
    found = [*dict.fromkeys(code for _, form in forms for code in errors.likely(form, name))]
    if found:
        text = f"{len(found)} error codes that name this call or its parameters"
        parts.append(details(text, ", ".join(found)))
    return "\n\n".join(parts)


def _endpoint_form(product: str, contract: str, form: type[Request[Any]], homes: Homes) -> list[str]:
    summary, _, page = text_of(form)
    method = contract.removesuffix("[]")
    facts = [f"`{form.method} {form.path}`", _SECURITY[form.security], f"weight {form.weight}"]
    if form.ws_method:
        facts.append(f"WebSocket API `{form.ws_method}`")
    facts.append(f"request class `models.{product}.{form.__name__}`")
    parts = [linked(summary.strip(), product), _called("client", method, form), " · ".join([*facts, _page(page)])]
    parts += _parameters(form, homes)
    parts.append(f"**Returns** {kind(form.returns(), homes)}")
    parts += _rules(form)
    return parts


def stream_section(product: str, name: str, stream: type[StreamRequest[Any]], homes: Homes) -> str:
    """A stream."""
    summary, _, page = text_of(stream)
    facts = [f"Stream `{stream.pattern}`"]
    if product == "um":
        facts.append(f"route `/{stream.route}`")
    parts = [
        heading(2, name),
        summary.strip(),
        _called("streams", name.removesuffix("[]"), stream),
        " · ".join([*facts, _page(page)]),
        *_parameters(stream, homes),
        f"**Gives** {kind(stream.returns(), homes)}",
        *_rules(stream),
        details("Example", fenced("python", examples.stream_example(product, name.removesuffix("[]")))),
    ]
    return "\n\n".join(parts)


def model_section(cls: Any, homes: Homes, payload: str | None = None, level: int = 3) -> str:
    """An answer, an event or a row with its fields."""
    said = texts.fields(cls)
    rows = _model_rows(cls, said, homes) if hasattr(cls, "model_fields") else _row_rows(cls, said, homes)
    parts = [heading(level, cls.__name__), inspect.cleandoc(cls.__doc__ or "")]
    head = ["Field", "On the wire", "Type", "Meaning"]
    if not any(row[1] for row in rows):  # under the name of the field
        rows = [[row[0], *row[2:]] for row in rows]
        head.pop(1)
    if rows:
        parts.append(table(head, rows))
    if payload is not None:
        parts.append(details("A raw event", fenced("json", payload)))
    return "\n\n".join(parts)


def _model_rows(cls: Any, said: dict[str, str], homes: Homes) -> list[list[str]]:
    return [
        [
            f"`{name}`",
            f"`{field.alias}`" if field.alias else "",
            kind(field.rebuild_annotation(), homes) + ("" if field.is_required() else ", or `None`"),
            said.get(name, ""),
        ]
        for name, field in cls.model_fields.items()
    ]


def _row_rows(cls: Any, said: dict[str, str], homes: Homes) -> list[list[str]]:
    hints = {name: hint for base in reversed(cls.__mro__) for name, hint in get_type_hints(base).items()}
    return [
        [f"`{name}`", f"`[{index}]`", kind(hints[name], homes), said.get(name, "")]
        for index, name in enumerate(cls._fields)
    ]


def _called(owner: str, name: str, form: type[Form]) -> str:
    given: list[str] = []
    for parameter in signature((form,)).parameters.values():  # type: ignore[arg-type]  # streams have the same parameters
        if form.model_fields[parameter.name].annotation is type(None):
            continue  # the parameter of the other form
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in given:
            given.append("*")
        given.append(
            parameter.name if parameter.default is parameter.empty else f"{parameter.name}={parameter.default!r}"
        )
    line = f"{owner}.{name}({', '.join(given)})"
    if len(line) > 80:
        inner = fill(", ".join(given), 80, initial_indent="    ", subsequent_indent="    ")
        line = f"{owner}.{name}(\n{inner},\n)"
    return fenced("python", line)


def _page(page: str) -> str:
    link = page.strip()
    return f"[Binance's page]({link})" if link else ""


def _parameters(form: type[Form], homes: Homes) -> list[str]:
    said = texts.fields(form) | texts.arguments(StreamRequest) | texts.arguments(form)
    rows = [
        [
            f"`{name}`",
            "required" if field.is_required() else _default(field.default),
            ", ".join(part for part in (kind(field.rebuild_annotation(), homes), bounds(field)) if part),
            said.get(name, ""),
        ]
        for name, field in sorted(form.model_fields.items(), key=lambda item: bool(item[1].kw_only))
        if field.annotation is not type(None)
    ]
    return [table(["Parameter", "Required", "Type and range", "Meaning"], rows)] if rows else ["No parameters."]


def _default(value: object) -> str:
    return "optional" if value in (None, PydanticUndefined) else f"`{value!r}`"


def _rules(form: type[Form]) -> list[str]:
    rules: list[str] = []
    if form.problems is not Form.problems:
        rules.append(f"- {texts.first_line(form.problems)}")
    rules += [f"- No `{name}`: {reason}." for name, reason in form.moved.items()]
    return ["**Rules**", "\n".join(rules)] if rules else []
