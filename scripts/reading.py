"""What the reference says of fields, parameters and types, read from the code; and how Markdown writes it."""

import ast
import inspect
import json
import re
import sys
import types
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic.fields import FieldInfo

from binance_futures._endpoint import signature
from binance_futures._form import shown
from binance_futures._request import Request
from binance_futures.models import enums, parameters

# Text


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, or nothing without rows."""
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    return "\n".join([f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *lines]) if lines else ""


def fields_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of parameters or fields, which the site lays out for phones too."""
    text = table(head, rows)
    return f'<div class="fields" markdown>\n\n{text}\n\n</div>' if text else ""


def heading(level: int, text: str, anchor: str) -> str:
    """A heading with its anchor."""
    return f"{'#' * level} {text} {{: #{anchor} }}"


def one_line(text: str) -> str:
    """A text fit for a cell."""
    return " ".join(text.split()).replace("|", "\\|")


def words_of(literal: Any) -> str:
    """The words of a Literal."""
    return " ".join(f"`{word}`" if word != "" else "(empty)" for word in get_args(literal))


@cache
def attribute_docs(module: str) -> dict[str, dict[str, str]]:
    """The strings under the fields and names of a module, by class; the module's own under its name."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    bodies = {module: tree.body} | {node.name: node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return {name: dict(documented(body)) for name, body in bodies.items()}


def documented(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Names with the string that follows them; those that `__init__` sets are among them."""
    for statement, following in pairwise([*body, ast.Pass()]):
        match statement, following:
            case (
                ast.AnnAssign(target=ast.Name(id=name) | ast.Attribute(attr=name))
                | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
            case ast.FunctionDef(name="__init__", body=inner), _:
                yield from documented(inner)
            case _:
                pass


def meanings(cls: type) -> dict[str, str]:
    """What each field means, inherited ones included: the `Args:` of forms, the strings under fields."""
    found: dict[str, str] = {}
    for one in reversed(cls.__mro__):
        if one.__module__.startswith("binance_futures"):
            found |= attribute_docs(one.__module__).get(one.__name__, {})
            arguments = inspect.cleandoc(one.__doc__ or "").partition("Args:")[2]
            found |= dict(re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", arguments, re.MULTILINE))
    return found


def owner_of(cls: type, field: str) -> str:
    """The module that wrote the type of a field."""
    return next(one.__module__ for one in cls.__mro__ if field in inspect.get_annotations(one))


def named(name: str) -> str:
    """A name that says all, in words: `baseAsset` is the base asset."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda match: f" {match[1].lower()}", name).capitalize() + "."


# Types

ENUMS: Final = {name: getattr(enums, name) for name in enums.__all__}
PARAMETERS: Final = {
    name: value for name in parameters.__all__ if get_origin(value := getattr(parameters, name)) is Annotated
}


def enum_of(annotation: Any, module: str) -> str | None:
    """The enum an annotation is, among those that the module which wrote it knows."""
    known = vars(sys.modules[module])
    return next((name for name, value in ENUMS.items() if value == annotation and name in known), None)


def parameter_type(annotation: Any) -> str | None:
    """The parameter type an annotation is, whatever bounds stand beside it."""
    for name, value in PARAMETERS.items():
        own = value.__metadata__
        if get_args(annotation)[0] == get_args(value)[0] and annotation.__metadata__[: len(own)] == own:
            return name
    return None


def parts(annotation: Any) -> Iterator[Any]:
    """An annotation and all that it is made of."""
    yield annotation
    if get_origin(annotation) is Annotated:
        if parameter_type(annotation) is None:
            yield from parts(get_args(annotation)[0])
        for item in annotation.__metadata__:
            yield from item.metadata if isinstance(item, FieldInfo) else (item,)
    elif get_origin(annotation) in (Union, types.UnionType):
        for item in get_args(annotation):
            yield from parts(item)


def allowed(annotation: Any) -> str:
    """Words and bounds of a parameter."""
    found: list[str] = []
    for part in parts(annotation):
        match part:
            case Ge(ge=bound):
                found.append(f"from {bound}")
            case Gt(gt=bound):
                found.append(f"above {bound}")
            case Le(le=bound):
                found.append(f"to {bound}")
            case Lt(lt=bound):
                found.append(f"below {bound}")
            case _ if get_origin(part) is Literal:
                found.append(words_of(part))
            case _:
                pass
    return " ".join(found)


# Calls


def literal(value: object) -> str:
    """A value of a contract as a program writes it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value).replace("'", '"')


def spelled(name: str, form: type[Request[Any]]) -> str:
    """A call with its parameters and result, broken where it is long."""
    given: list[str] = []
    for item in signature((form,)).parameters.values():
        if item.annotation is types.NoneType:
            continue
        if item.kind is item.KEYWORD_ONLY and "*" not in given:
            given.append("*")
        given.append(item.name if item.default is item.empty else f"{item.name}={item.default!r}")
    answer = shown(form.returns())
    whole = f"{name}({', '.join(given)}) -> {answer}"
    if len(whole) <= 88:
        return whole
    return "\n".join([f"{name}(", *(f"    {item}," for item in given), f") -> {answer}"])


def joined(lines: Iterable[str]) -> str:
    """Blocks of Markdown as one text."""
    return "\n\n".join(line for line in lines if line) + "\n"
