"""What the sources say about names: attribute docstrings, and the arguments of a docstring."""

import ast
import importlib
import inspect
import re
from functools import cache
from itertools import pairwise

from binance_futures._form import Form, text_of

__all__ = ["arguments", "arguments_in", "below", "fields", "first_line", "values"]


@cache
def below(module: str) -> dict[str, dict[str, str]]:
    """The texts below the names of a module, by class; those of the module itself under the empty name."""
    tree = ast.parse(inspect.getsource(importlib.import_module(module)))
    bodies = {"": tree.body} | {node.name: node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return {name: _texts(body) for name, body in bodies.items()}


def _texts(body: list[ast.stmt]) -> dict[str, str]:
    found: dict[str, str] = {}
    for statement, following in pairwise(body):
        match statement, following:
            case (
                ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = " ".join(inspect.cleandoc(text).split())
            case _:
                pass  # not a name with a text
    return found


def fields(cls: type) -> dict[str, str]:
    """The text of each attribute of a class, inherited ones included."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.startswith("binance_futures"):
            found |= below(base.__module__).get(base.__name__, {})
    return found


def values(module: str) -> dict[str, str]:
    """The text of each name of a module."""
    return below(module)[""]


def arguments(form: type[Form]) -> dict[str, str]:
    """The text of each parameter."""
    _, section, _ = text_of(form)
    return arguments_in(section)


def arguments_in(docstring: str) -> dict[str, str]:
    """The text of each argument that a docstring tells."""
    section = re.search(r"^Args:\n((?:    .*\n?)*)", docstring, re.MULTILINE)
    pieces = re.findall(r"^    (\w+): (.*(?:\n        .*)*)", section[1] if section else "", re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in pieces}


def first_line(thing: object) -> str:
    """The first line of a docstring."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]
