"""The command `binance-futures`."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from binance_futures import UMFutures, __main__, _cli
from binance_futures._version import __version__
from binance_futures.paper import _tour
from binance_futures.paper._backend import Backend


def test_a_paper_exchange_runs_until_it_is_interrupted() -> None:
    """It prints URLs and demo keys with which a client trades, and ends by itself on Ctrl-C."""
    command = [sys.executable, "-m", "binance_futures", "paper", "--port", "0", "--seed", "3"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        told: dict[str, str] = {}
        for line in process.stdout:
            name, _, value = line.rstrip().partition("  ")
            told[name] = value.split()[0] if value.strip() else ""
            if line.startswith("ed25519"):
                break
        with UMFutures(told["hmac key"], told["secret"], base_url=told["REST"]) as client:
            assert client.balance()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(10) == 0
    assert "stopping" in rest
    assert "-----BEGIN PRIVATE KEY-----" in rest


def test_a_taken_port_and_a_missing_file_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot start says why, with exit code 1."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert _cli.main(["paper", "--port", str(taken.getsockname()[1])]) == 1
    assert "in use" in capsys.readouterr().err
    assert _cli.main(["paper", "--port", "0", "--replay", "BTCUSDT-none.csv"]) == 1
    assert "BTCUSDT-none.csv" in capsys.readouterr().err


def test_it_ends_with_its_exchange(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends the exchange; when that ends by itself the command fails with the reason."""
    monkeypatch.setattr(_cli, "sleep", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    assert _cli.main(["paper", "--port", "0"]) == 0
    told = capsys.readouterr().out
    assert "hmac key" in told
    assert "stopping" in told
    monkeypatch.setattr(_cli, "sleep", lambda _: None)
    monkeypatch.setattr(Backend, "step", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        _cli.main(["paper", "--port", "0"])


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` tells it; without a command the usage is shown."""
    with pytest.raises(SystemExit) as ended:
        __main__.main(["--version"])
    assert (ended.value.code, capsys.readouterr().out.strip()) == (0, __version__)
    with pytest.raises(SystemExit) as wrong:
        _cli.main([])
    assert wrong.value.code == 2


@pytest.mark.parametrize(("command", "missing"), [("paper", "aiohttp"), ("demo", "rich")])
def test_without_the_extra_its_name_is_told(tmp_path: Path, command: str, missing: str) -> None:
    """Where a package of the extra is not installed, the command names the extra to install."""
    (tmp_path / f"{missing}.py").write_text(f"raise ModuleNotFoundError('no', name={missing!r})")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    words = [sys.executable, "-m", "binance_futures", command]
    ended = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "pip install 'binance-futures-sdk[paper]'" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_demo_is_the_tour(monkeypatch: pytest.MonkeyPatch) -> None:
    """`binance-futures demo` gives the exit code of the tour."""
    monkeypatch.setattr(_tour, "run", lambda: 7)
    assert _cli.main(["demo"]) == 7
