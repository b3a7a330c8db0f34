"""The command `binance-futures`."""

import argparse
import sys
from collections.abc import Sequence
from time import sleep
from typing import TYPE_CHECKING

from ._version import __version__

if TYPE_CHECKING:
    from .paper import PaperExchange

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit code."""
    parser = argparse.ArgumentParser("binance-futures", description="The SDK's tools.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    paper = commands.add_parser("paper", help="run a paper exchange on this machine until Ctrl-C")
    paper.add_argument("--port", type=int, default=8899, help="port on 127.0.0.1; 0 takes a free one (%(default)s)")
    paper.add_argument("--seed", type=int, default=7, help="what prices, flow and keys follow from (%(default)s)")
    paper.add_argument("--market", default="normal", choices=("calm", "normal", "busy"), help="how much is going on")
    paper.add_argument("--replay", metavar="FILE", help="trades as data.binance.vision has them: BTCUSDT-trades-….csv")
    paper.add_argument("--speed", type=float, default=1.0, help="recorded seconds that are replayed in one (1)")
    paper.add_argument("--strict", action="store_true", help="refuse what works with Binance but should not be sent")
    paper.set_defaults(run=_paper)
    demo = commands.add_parser("demo", help="a tour of the SDK on a paper exchange; ends by itself")
    demo.set_defaults(run=_demo)
    options = parser.parse_args(arguments)
    run = options.run
    return int(run(options))


def _paper(options: argparse.Namespace) -> int:
    try:
        from .paper import PaperExchange

        exchange = PaperExchange(
            options.seed,
            port=options.port,
            market=options.market,
            replay=options.replay,
            speed=options.speed,
            strict=options.strict,
        )
        exchange.start()
    except (ImportError, OSError, ValueError) as error:
        print(f"binance-futures paper: {error}", file=sys.stderr)
        return 1
    try:
        print(_about(exchange), flush=True)
        while exchange.running:
            sleep(0.2)
    except KeyboardInterrupt:
        print("\nstopping", flush=True)
    finally:
        exchange.stop()
    return 0


def _demo(_: argparse.Namespace) -> int:
    try:
        from .paper import _tour
    except ModuleNotFoundError as error:
        print(f"binance-futures demo needs {error.name}: pip install 'binance-futures-sdk[paper]'", file=sys.stderr)
        return 1
    return _tour.run()


def _about(exchange: "PaperExchange") -> str:
    rows = [
        ("REST", f"{exchange.rest_url}  (/fapi, /dapi, /futures/data)"),
        ("streams", f"{exchange.stream_url}  (/public, /market, /private; /ws and /stream)"),
        ("WebSocket API", exchange.ws_api_url("um")),
        ("", exchange.ws_api_url("cm")),
        ("control", f"{exchange.rest_url}/paper/state, /paper/faults, /paper/advance"),
    ]
    lines = [f"{name:14}{value}" for name, value in rows]
    for kind in ("hmac", "ed25519", "rsa"):
        key = exchange.key(kind)
        lines += ["", f"{kind + ' key':14}{key.key}", *_secret(kind, key.signs_with)]
    hmac = exchange.key()
    own = {"BINANCE_ENVIRONMENT": exchange.rest_url, "BINANCE_API_KEY": hmac.key, "BINANCE_API_SECRET": hmac.signs_with}
    lines += ["", "For programs that use `exchange_from_env()`, such as the examples:"]
    lines += [f"export {name}={value}" for name, value in own.items()]
    return "\n".join(["A paper exchange is running; Ctrl-C ends it. Money and keys are worth nothing.", "", *lines])


def _secret(kind: str, text: str) -> list[str]:
    return [f"{'secret':14}{text}"] if kind == "hmac" else text.rstrip().splitlines()
