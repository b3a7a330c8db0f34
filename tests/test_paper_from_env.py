"""The exchange that environment variables name."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from cryptography.hazmat.primitives.serialization import load_pem_private_key as load

from binance_futures import AuthenticationError, ParameterError
from binance_futures.paper import PaperExchange, exchange_from_env

NAMES = ("ENVIRONMENT", "API_KEY", "API_SECRET", "PRIVATE_KEY", "PRIVATE_KEY_PASSPHRASE")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"BINANCE_{name}", raising=False)


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch, paper_exchange: PaperExchange) -> PaperExchange:
    """A paper exchange somewhere, that the environment names."""
    monkeypatch.setenv("BINANCE_ENVIRONMENT", paper_exchange.rest_url + "/")
    return paper_exchange


@pytest.mark.parametrize("name", [None, "", "paper"])
def test_paper_is_the_default(monkeypatch: pytest.MonkeyPatch, name: str | None) -> None:
    """Without a word, a paper exchange is started and stopped."""
    if name is not None:
        monkeypatch.setenv("BINANCE_ENVIRONMENT", name)
    with exchange_from_env() as exchange:
        assert isinstance(exchange, PaperExchange)
        with exchange.um_client() as client:
            assert client.balance()
    assert not exchange.running


@pytest.mark.parametrize("name", ["prod", "testnet", "demo"])
def test_binance_s_own(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Each environment of Binance gets its hosts, with the key of the environment and hidden."""
    monkeypatch.setenv("BINANCE_ENVIRONMENT", name)
    monkeypatch.setenv("BINANCE_API_KEY", "someKey")
    monkeypatch.setenv("BINANCE_API_SECRET", "someSecret")
    hosts = {
        "prod": ("https://fapi.binance.com", "https://dapi.binance.com"),
        "testnet": ("https://testnet.binancefuture.com",) * 2,
        "demo": ("https://demo-fapi.binance.com", "https://demo-dapi.binance.com"),
    }
    with exchange_from_env() as exchange, exchange.um_client() as um, exchange.cm_client() as cm:
        assert (um.base_url, cm.base_url) == hosts[name]
        assert name in repr(exchange)
        assert "some" not in repr(exchange) + repr(um)


def test_another_paper_exchange_by_url(monkeypatch: pytest.MonkeyPatch, running: PaperExchange) -> None:
    """A URL leads to the paper exchange that runs there: REST, streams and the WebSocket API of both products."""
    monkeypatch.setenv("BINANCE_API_KEY", running.key().key)
    monkeypatch.setenv("BINANCE_API_SECRET", running.key().signs_with)
    with exchange_from_env() as exchange:
        with exchange.um_client() as um, exchange.cm_client() as cm:
            assert um.balance()
            assert cm.balance()
        with exchange.um_ws_api() as um_api, exchange.cm_ws_api() as cm_api:
            assert um_api.balance()
            assert cm_api.balance()
        with exchange.um_streams() as streams:
            assert next(streams.book_ticker("BTCUSDT")).symbol == "BTCUSDT"
    assert running.running


async def test_for_asyncio(monkeypatch: pytest.MonkeyPatch, running: PaperExchange, tmp_path: Path) -> None:
    """With asyncio too, and with a private key of which the environment names the file and its passphrase."""
    own = running.key("ed25519")
    secret = load(own.signs_with.encode(), None)
    pem = secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"open sesame"))
    (tmp_path / "key.pem").write_bytes(pem)
    monkeypatch.setenv("BINANCE_API_KEY", own.key)
    monkeypatch.setenv("BINANCE_PRIVATE_KEY", str(tmp_path / "key.pem"))
    monkeypatch.setenv("BINANCE_PRIVATE_KEY_PASSPHRASE", "open sesame")
    async with exchange_from_env() as exchange, exchange.async_um_client() as client:
        assert await client.balance()


def test_without_a_key_there_is_market_data(running: PaperExchange) -> None:
    """Public data needs no key; what needs one says so."""
    with exchange_from_env() as exchange, exchange.um_client() as client:
        assert client.time().serverTime
        with pytest.raises((AuthenticationError, ParameterError), match="key"):
            client.balance()


def test_an_unknown_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is none says what the names are; nothing is traded anywhere."""
    monkeypatch.setenv("BINANCE_ENVIRONMENT", "live")
    with pytest.raises(ParameterError, match=r"BINANCE_ENVIRONMENT: is paper, prod, testnet, demo, or the URL.*'live'"):
        exchange_from_env()


def test_the_command_prints_what_to_set() -> None:
    """`binance-futures paper` prints the variables that lead to it, and they do."""
    command = [sys.executable, "-u", "-m", "binance_futures", "paper", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        told: dict[str, str] = {}
        while "BINANCE_API_SECRET" not in told:
            if found := re.fullmatch(r"export (\w+)=(\S+)\n", next(lines)):
                told[found[1]] = found[2]
        with pytest.MonkeyPatch.context() as monkeypatch:
            for name, value in told.items():
                monkeypatch.setenv(name, value)
            with exchange_from_env() as exchange, exchange.um_client() as client:
                assert client.balance()
        process.terminate()


@pytest.mark.parametrize(("name", "works"), [("testnet", True), ("paper", False)])
def test_the_extra_is_for_paper_alone(name: str, works: bool) -> None:
    """Without the extra Binance's own environments work, and a paper exchange says what to install."""
    program = (
        "import sys; sys.modules['aiohttp'] = sys.modules['sortedcontainers'] = None\n"
        "from binance_futures.paper import exchange_from_env\n"
        "with exchange_from_env().um_client() as client: print(client.base_url)"
    )
    environ = os.environ | {"BINANCE_ENVIRONMENT": name}
    done = subprocess.run([sys.executable, "-c", program], check=False, env=environ, capture_output=True, text=True)
    if works:
        assert done.stdout == "https://testnet.binancefuture.com\n"
    else:
        assert "pip install 'binance-futures-sdk[paper]'" in done.stderr
