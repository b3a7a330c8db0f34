"""What the site does beyond MkDocs: the generated reference, `llms.txt`, and nothing loaded from elsewhere."""

import logging
import re
from pathlib import Path
from typing import Any, Final, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from reference import pages

_LOG: Final = logging.getLogger("mkdocs.hooks.site")
_FOREIGN: Final = re.compile(
    r"<(?:script|img|iframe|link(?![^>]*rel=\"?canonical))[^>]*(?:src|href)=\"?https?://[^>]*>"
)
_MARKDOWN: Final[dict[str, str]] = {}


def on_config(config: MkDocsConfig) -> None:
    """Appends the generated pages to the navigation."""
    sections: dict[str, list[str]] = {}
    for page in pages():
        sections.setdefault(page.section, []).append(page.path)
    nav = cast("list[dict[str, list[object]]]", config["nav"])
    reference = next(entry["Reference"] for entry in nav if "Reference" in entry)
    reference += [{section: entries} for section, entries in sections.items()]


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Adds the generated pages."""
    for page in pages():
        files.append(File.generated(config, page.path, content=page.text))


def on_page_markdown(markdown: str, page: Page, **_: Any) -> None:
    """Keeps the text for `llms-full.txt`."""
    _MARKDOWN[page.file.src_uri] = markdown


def on_post_page(output: str, page: Page, **_: Any) -> None:
    """Warns, which fails a strict build, of anything that a page would load from another host."""
    if found := _FOREIGN.search(output):
        _LOG.warning("%s loads from elsewhere: %s", page.file.src_uri, found[0])


def on_post_build(config: MkDocsConfig) -> None:
    """Writes `llms.txt`, the list of pages, and `llms-full.txt`, all of them."""
    titled = {path: re.search(r"^# (.+)$", text, re.MULTILINE) for path, text in _MARKDOWN.items()}
    lines = [
        f"- [{title[1] if title else path}]({path.removesuffix('.md')}.html): {_lead(_MARKDOWN[path])}"
        for path, title in titled.items()
    ]
    head = f"# {config.site_name}\n\n> {config.site_description}\n\n"
    site = Path(config.site_dir)
    (site / "llms.txt").write_text(head + "\n".join(["## Pages", "", *lines, "", "All in one: llms-full.txt", ""]))
    (site / "llms-full.txt").write_text(head + "\n\n".join(_MARKDOWN.values()))


def _lead(markdown: str) -> str:
    """The first sentence of a page."""
    body = re.sub(r"^# .+$", "", markdown, count=1, flags=re.MULTILINE).strip()
    return " ".join(body.partition("\n\n")[0].split())[:200]
