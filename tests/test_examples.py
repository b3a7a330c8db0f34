"""Every example runs against the paper exchange, as a user would start it, and every endpoint and stream has one."""

import ast
import re
import runpy
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from binance_futures import CMFutures, CMStreams, CMWebSocketAPI, UMFutures, UMStreams, UMWebSocketAPI
from binance_futures.paper import PaperExchange

ROOT = Path(__file__).parents[1] / "examples"
CLIENTS = {"um_futures": UMFutures, "cm_futures": CMFutures}
STREAMS = {"um_futures": UMStreams, "cm_futures": CMStreams}
WS_APIS = {"um_futures": UMWebSocketAPI, "cm_futures": CMWebSocketAPI}


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


EXAMPLES = files(*CLIENTS, "websocket", "websocket_api")


@pytest.fixture(scope="module")
def running() -> Iterator[PaperExchange]:
    """A paper exchange for all that only looks."""
    with PaperExchange() as exchange:
        yield exchange


@pytest.fixture(autouse=True)
def on_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ENVIRONMENT", "API_KEY", "API_SECRET", "PRIVATE_KEY"):
        monkeypatch.delenv(f"BINANCE_{name}", raising=False)


def run(path: Path) -> None:
    before = {*threading.enumerate()}
    runpy.run_path(str(path), run_name="__main__")
    for left in {*threading.enumerate()} - before:
        left.join(1)
        assert not left.is_alive()


def looks(path: Path) -> bool:
    """Whether an example only looks at the market."""
    folder = path.relative_to(ROOT).parts[0]
    return path.parent.name == "market" or (folder == "websocket" and path.stem != "user_data")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_an_example_runs(
    path: Path, running: PaperExchange, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends by itself, prints something, and leaves no thread behind for more than a second.

    Those that trade do so on an exchange of their own, as they do without any setting.
    """
    if looks(path):
        monkeypatch.setenv("BINANCE_ENVIRONMENT", running.rest_url)
        monkeypatch.setenv("BINANCE_API_KEY", running.key().key)
        monkeypatch.setenv("BINANCE_API_SECRET", running.key().signs_with)
    run(path)
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("product", CLIENTS)
def test_every_endpoint_has_an_example(product: str) -> None:
    """A file by the method's name calls it, and its first line names the route."""
    written = {path.stem: path.read_text(encoding="utf-8") for path in files(product)}
    routes = {name.removesuffix("[]"): form for name, form in CLIENTS[product].endpoints().items()}
    assert written.keys() == routes.keys()
    for name, text in written.items():
        about = ast.get_docstring(ast.parse(text))
        assert about, name
        assert f"{routes[name].method} {routes[name].path}" in about.splitlines()[0], name
        assert f"client.{name}(" in text, name


@pytest.mark.parametrize("product", STREAMS)
def test_every_stream_has_an_example(product: str) -> None:
    """A file by the stream's name iterates over it, and its first line names it."""
    written = {path.stem: path.read_text(encoding="utf-8") for path in files(f"websocket/{product}")}
    streams = {name.removesuffix("[]"): stream for name, stream in STREAMS[product].streams().items()}
    assert streams.keys() <= written.keys()
    for name, stream in streams.items():
        about = ast.get_docstring(ast.parse(written[name]))
        assert about, name
        if name != "user_data":  # that is not by the client of streams
            assert f"streams.{name}(" in written[name], name
            assert all(part in about.splitlines()[0] for part in re.split(r"{\w+}", stream.pattern)), stream.pattern


@pytest.mark.parametrize("product", WS_APIS)
def test_every_call_of_the_websocket_api_is_shown(product: str) -> None:
    """The examples of the WebSocket API make each of its calls."""
    shown = "\n".join(path.read_text(encoding="utf-8") for path in files(f"websocket_api/{product}"))
    called = {*re.findall(r"\bapi\.(\w+)\(", shown)}
    assert {name.removesuffix("[]") for name in WS_APIS[product].endpoints()} <= called


def test_every_program_is_listed() -> None:
    """The page of the examples tells of each complete program, and each has its tests."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    programs = {
        path.name for path in files("programs") if path.stem != "conftest" and not path.stem.startswith("test_")
    }
    assert programs == {*re.findall(r"\(programs/(\w+\.py)\)", page)}
    assert all((ROOT / "programs" / f"test_{name}").exists() for name in programs)
