"""The few shapes of Markdown that the reference uses."""

from collections.abc import Iterable
from textwrap import indent

__all__ = ["details", "fenced", "heading", "table"]


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """A table; a pipe inside a cell stays one."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def fenced(language: str, code: str) -> str:
    """A block of code."""
    return f"```{language}\n{code}\n```"


def heading(level: int, name: str) -> str:
    """A heading whose anchor is the name itself."""
    return f"{'#' * level} {name} {{ #{name} }}"


def details(title: str, *parts: str) -> str:
    """A part that opens at a click; search looks elsewhere."""
    folded = f'??? note "{title}"\n\n' + indent("\n\n".join(parts), "    ")
    return f'<div data-search-exclude markdown="1">\n\n{folded}\n\n</div>'
