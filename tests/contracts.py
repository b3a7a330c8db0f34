"""The contract fixtures: one JSON file an endpoint, and what it means for an answer to be typed without loss.

A file is named as the method (`mark_price.json`), the every-symbol form as `mark_price.every.json`, and holds
    method, path, security   the route
    calls                    each with args, kwargs, the `sent` query and the `weight`
    answers                  payloads; together they hold every documented field
and, where the WebSocket API has the call too, its `ws_method`, and with each call the `params` of its frame, without
key, time and signature. What it alone has stands in `ws_api/`, without method, path and `sent`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

DIRECTORY = Path(__file__).parent / "contracts"


@dataclass(frozen=True)
class Contract:
    product: str
    name: str
    data: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.product}.{self.name}"


def load(product: str) -> list[Contract]:
    return [
        Contract(product, path.stem.replace(".every", "[]"), json.loads(path.read_text()))
        for path in sorted((DIRECTORY / product).glob("*.json"))
    ]


def untyped(value: Any, payload: Any, place: str = "") -> Iterator[str]:
    """Places of the payload that no field of the parsed value declares."""
    match payload:
        case dict() if isinstance(value, BaseModel):
            fields = {field.alias or name: name for name, field in type(value).model_fields.items()}
            for key, item in payload.items():
                if key in fields:
                    yield from untyped(getattr(value, fields[key]), item, f"{place}.{key}")
                else:
                    yield f"{place}.{key}"
        case dict() if isinstance(value, list):  # one object where the answer is always a list
            yield from untyped(value[0], payload, place)
        case dict():
            for key, item in payload.items():
                yield from untyped(value[key], item, f"{place}.{key}")
        case list() if isinstance(value, list):
            for index, item in enumerate(payload):
                yield from untyped(value[index], item, f"{place}[{index}]")


def collect_seen(value: Any, payload: Any, seen: dict[type, set[str]]) -> None:
    """Collects, by model, the fields that payloads hold."""
    match payload:
        case dict() if isinstance(value, BaseModel):
            fields = {field.alias or name: name for name, field in type(value).model_fields.items()}
            seen.setdefault(type(value), set()).update(fields[key] for key in payload if key in fields)
            for key, item in payload.items():
                if key in fields:
                    collect_seen(getattr(value, fields[key]), item, seen)
        case dict() if isinstance(value, list):
            collect_seen(value[0], payload, seen)
        case dict():
            for key, item in payload.items():
                collect_seen(value[key], item, seen)
        case list() if isinstance(value, list):
            for index, item in enumerate(payload):
                collect_seen(value[index], item, seen)


def differences(payload: Any, dumped: Any, place: str = "") -> Iterator[str]:
    """Where what was parsed does not give the payload back."""
    match payload, dumped:
        case dict(), dict():
            for key in payload.keys() | dumped.keys():
                if key not in payload or key not in dumped:
                    yield f"{place}.{key} is only in {'the dump' if key in dumped else 'the payload'}"
                else:
                    yield from differences(payload[key], dumped[key], f"{place}.{key}")
        case dict(), [only]:
            yield from differences(payload, only, place)
        case list(), list():
            if len(payload) != len(dumped):
                yield f"{place}: {len(payload)} elements became {len(dumped)}"
            for index, (left, right) in enumerate(zip(payload, dumped, strict=False)):
                yield from differences(left, right, f"{place}[{index}]")
        case _ if not _same(payload, dumped):
            yield f"{place}: {payload!r} became {dumped!r}"


def _same(payload: Any, dumped: Any) -> bool:
    if payload == dumped and type(payload) is type(dumped):
        return True
    if (payload, dumped) == ("", None) or str(payload).lower() == str(dumped).lower():
        return True
    if isinstance(payload, str):  # a quoted number keeps its digits
        return False
    try:  # a bare number comes back as text
        return Decimal(str(payload)) == Decimal(str(dumped))
    except InvalidOperation:
        return False


def dump(returns: Any, value: Any) -> Any:
    return TypeAdapter(returns).dump_python(value, mode="json", by_alias=True, exclude_unset=True)
