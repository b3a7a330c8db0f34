"""Hook of mkdocs: puts the generated reference, and `llms.txt`, into the site."""

from collections.abc import Iterator
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from reference import llms, menu, pages

__all__ = ["on_files"]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the generated files, and the reference to the menu."""
    guides = cast("list[dict[str, Any]]", config.nav or [])  # pyright: ignore[reportUnknownMemberType]  # mkdocs says "list"
    for path, text in {**pages(), "llms.txt": llms(dict(_titles(guides)))}.items():
        files.append(File.generated(config, path, content=text))
    config.nav = [*guides, {"Reference": menu()}]
    return files


def _titles(entries: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Path and title of every page in the menu."""
    for title, inside in [item for entry in entries for item in entry.items()]:
        if isinstance(inside, str):
            yield inside, title
        else:
            yield from _titles(inside)
