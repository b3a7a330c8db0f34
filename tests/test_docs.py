"""Every Python block of the README and the guides runs, and every block that makes keys.

The blocks of a page run in order and share their names, as a reader would type them. A block that cannot run says why
in a comment above it, `<!-- not run: … -->`; what a block needs that readers have stands in `<!-- given: … -->`.
"""

import ast
import asyncio
import inspect
import logging
import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from playground import playground

from binance_futures import CMFutures, Response, UMFutures

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
NOT_RUN = {
    "CONTRIBUTING.md": 3,
    "docs/from-official-sdk.md": 1,
    "docs/from-python-binance.md": 1,
    "docs/migrating.md": 13,
}
"""How many blocks of a page are not run: what is for other libraries, and what a reader adds to this package."""
BLOCK = re.compile(
    r"^<!-- given:\n(?P<given>.*?)^-->$"
    r"|^ *(?:<!-- not run: (?P<reason>[^\n]+) -->\n+ *)?```(?P<language>python|bash)\n(?P<code>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
PASSPHRASE = "example"


class Block(NamedTuple):
    language: str
    code: str
    reason: str | None
    """Why it is not run."""


def blocks(page: Path) -> list[Block]:
    """The code of a page; of the shell only what makes keys."""
    found = [
        Block(match["language"] or "python", inspect.cleandoc(f"\n{match['given'] or match['code']}"), match["reason"])
        for match in BLOCK.finditer(page.read_text(encoding="utf-8"))
    ]
    return [block for block in found if block.language == "python" or block.code.startswith("openssl")]


def compiled(code: str, name: str) -> CodeType:
    """The code of a block, which may await at its top."""
    return compile(code, name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def write_keys(folder: Path) -> None:
    """The keys that the pages name."""

    def write(name: str, key: Any, encryption: KeySerializationEncryption) -> None:
        (folder / name).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption))

    own = rsa.generate_private_key(65537, 2048)
    write("private.pem", own, NoEncryption())
    write("rsa.pem", own, NoEncryption())
    write("private_key.pem", own, BestAvailableEncryption(PASSPHRASE.encode()))
    write("ed25519.pem", ed25519.Ed25519PrivateKey.generate(), NoEncryption())


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """A page that turns logging on does so for itself alone."""
    root, own = logging.getLogger(), logging.getLogger("binance_futures")
    handlers, level = [*root.handlers], own.level
    yield
    root.handlers[:] = handlers
    own.setLevel(level)


async def run(code: CodeType, names: dict[str, Any]) -> None:
    result = eval(code, names)
    if inspect.isawaitable(result):
        await result


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_code_of_a_page_runs(
    page: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every block of a page runs against the stand-in, after those above it."""
    monkeypatch.chdir(tmp_path)
    write_keys(tmp_path)
    names: dict[str, Any] = {"__name__": "docs"}
    with playground(monkeypatch), asyncio.Runner() as runner:
        exec("from binance_futures import *", names)
        for number, (language, code, reason) in enumerate(blocks(page), 1):
            code = code.replace("…", PASSPHRASE)  # noqa: PLW2901 - a reader puts something there
            if language == "bash":
                subprocess.run(code, shell=True, check=True, capture_output=True)
            elif reason is None:
                runner.run(run(compiled(code, f"{page.name}, block {number}"), names))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_not_run_is_counted(page: Path) -> None:
    """Blocks that are not run are as many as said above, and parse all the same."""
    left = [code for _, code, reason in blocks(page) if reason is not None]
    assert len(left) == NOT_RUN.get(page.relative_to(ROOT).as_posix(), 0)
    for code in left:
        ast.parse(code)


@pytest.mark.parametrize("page", ["from-official-sdk.md", "from-python-binance.md"])
def test_the_methods_that_a_table_names_are_there(page: str) -> None:
    """What the tables of the migration guides give as the new method is one."""
    rows = re.findall(
        r"^\| (?!---)(?:.*?) \| (.+) \|$", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE
    )
    named = [name for row in rows for name in re.findall(r"`([a-z]+_[a-z_0-9]+)`", row)]
    known = {*dir(UMFutures), *inspect.signature(UMFutures).parameters, *(field.name for field in fields(Response))}
    assert len(named) > 10
    assert {*named} <= known


def test_the_readme_counts_right() -> None:
    """The numbers of endpoints in the README are those of the clients."""
    counts = [len({name.removesuffix("[]") for name in client.endpoints()}) for client in (UMFutures, CMFutures)]
    assert "| {} USDⓈ-M, {} COIN-M,".format(*counts) in (ROOT / "README.md").read_text(encoding="utf-8")
