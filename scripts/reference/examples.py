"""Examples: the programs of `examples/`, and the answers of the contract tests."""

import json
from pathlib import Path
from typing import Any, cast

__all__ = ["answer", "endpoint_example", "payloads", "stream_example"]

_ROOT = Path(__file__).parents[2]
_CONTRACTS = _ROOT / "tests" / "contracts"
_EXAMPLES = _ROOT / "examples"
_LINES = 40


def _contract(directory: str, name: str) -> dict[str, Any]:
    path = _CONTRACTS / directory / f"{name.replace('[]', '.every')}.json"
    contract: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return contract


def endpoint_example(product: str, method: str) -> str:
    """The program of the examples that makes a call."""
    (path,) = (_EXAMPLES / f"{product}_futures").glob(f"*/{method}.py")
    return path.read_text(encoding="utf-8").strip()


def stream_example(product: str, name: str) -> str:
    """The program of the examples that prints the events of a stream."""
    path = _EXAMPLES / "websocket" / f"{product}_futures" / f"{name}.py"
    return path.read_text(encoding="utf-8").strip()


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
