"""Examples: the calls and answers of the contract tests, and one line for each stream."""

import json
from pathlib import Path
from typing import Any, cast

from binance_futures._request import Request
from binance_futures._stream import StreamRequest

__all__ = ["answer", "call", "endpoint_example", "payloads", "stream_call", "stream_example"]

_CONTRACTS = Path(__file__).parents[2] / "tests" / "contracts"
_LINES = 40
_STREAM_WORDS = {
    "um": {"symbol": "BTCUSDT", "pair": "BTCUSDT", "assetSymbol": "BTCUSD"},
    "cm": {"symbol": "BTCUSD_PERP", "pair": "BTCUSD"},
}
_COMMON_WORDS: dict[str, object] = {"contractType": "PERPETUAL", "interval": "1m", "level": 20, "listen_key": "…"}


def _contract(directory: str, name: str) -> dict[str, Any]:
    path = _CONTRACTS / directory / f"{name.replace('[]', '.every')}.json"
    contract: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return contract


def _written(method: str, args: list[Any], kwargs: dict[str, Any]) -> str:
    given = [_literal(value) for value in args] + [f"{name}={_literal(value)}" for name, value in kwargs.items()]
    line = f"client.{method}({', '.join(given)})"
    if len(line) <= 80:
        return line
    return "\n".join([f"client.{method}(", *[f"        {one}," for one in given], "    )"])


def _literal(value: object) -> str:
    """A value as Python, with double quotes."""
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False)
        case list():
            return f"[{', '.join(map(_literal, cast('list[object]', value)))}]"
        case dict():
            items = cast("dict[str, object]", value).items()
            return "{" + ", ".join(f"{_literal(key)}: {_literal(item)}" for key, item in items) + "}"
        case _:
            return repr(value)


def call(product: str, name: str) -> str:
    """The first call of the contract, as written in Python."""
    first = _contract(product, name)["calls"][0]
    return _written(name.removesuffix("[]"), first.get("args", []), first.get("kwargs", {}))


def endpoint_example(product: str, name: str, form: type[Request[Any]]) -> str:
    """A program that makes the call."""
    client = f"{product.upper()}Futures"
    keys = {"NONE": "", "MARKET_DATA": 'key="…"', "USER_STREAM": 'key="…"'}.get(form.security, 'key="…", secret="…"')
    lines = [
        f"from binance_futures import {client}",
        "",
        f"with {client}({keys}) as client:",
        f"    answer = {call(product, name)}",
        "    print(answer)",
    ]
    return "\n".join(lines)


def answer(product: str, name: str) -> str:
    """The first answer of the contract, lists cut after their first element."""
    return _shown(_contract(product, name)["answers"][0])


def payloads(directory: str) -> dict[str, str]:
    """The first payload of each event of a directory, by class name."""
    contracts = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((_CONTRACTS / directory).glob("*.json"))
    ]
    return {contract["event"]: _shown(contract["answers"][0]) for contract in contracts}


def _shown(payload: Any) -> str:
    lines = json.dumps(_cut(payload), indent=2, ensure_ascii=False).splitlines()
    return "\n".join(lines if len(lines) <= _LINES else [*lines[:_LINES], "…"])


def _cut(payload: object) -> object:
    match payload:
        case list():
            items = cast("list[object]", payload)
            return [_cut(item) for item in items[:1]] if all(_is_row(item) for item in items) else items
        case dict():
            return {name: _cut(item) for name, item in cast("dict[str, object]", payload).items()}
        case _:
            return payload


def _is_row(payload: object) -> bool:
    return isinstance(payload, list | dict)


def stream_call(product: str, name: str, stream: type[StreamRequest[Any]]) -> str:
    """A call of a stream with its required parameters."""
    words = _STREAM_WORDS[product] | _COMMON_WORDS
    needed = [_literal(words[field]) for field, info in stream.model_fields.items() if info.is_required()]
    return f"streams.{name.removesuffix('[]')}({', '.join(needed)})"


def stream_example(product: str, name: str, stream: type[StreamRequest[Any]]) -> str:
    """A program that prints the events."""
    client = f"{product.upper()}Streams"
    lines = [
        f"from binance_futures import {client}",
        "",
        f"with {client}() as streams:",
        f"    for event in {stream_call(product, name, stream)}:",
        "        print(event)",
    ]
    return "\n".join(lines)
