"""Every stream event against its contract fixture: typed, without loss."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from contracts import DIRECTORY, collect_seen, differences, dump, untyped
from pydantic import BaseModel

from binance_futures.models.um import user_events

FILES = sorted(path for kind in ("events", "user_events") for path in DIRECTORY.glob(f"*_{kind}/*.json"))
COUNTS = {"um_events": 20, "cm_events": 20, "um_user_events": 10, "cm_user_events": 8}

every_event = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}.{path.stem}")


def contract(path: Path) -> tuple[type[BaseModel], list[dict[str, Any]]]:
    product, _, kind = path.parent.name.partition("_")
    data = json.loads(path.read_text())
    module = importlib.import_module(f"binance_futures.models.{product}.{kind}")
    answers = [row for answer in data["answers"] for row in (answer if isinstance(answer, list) else [answer])]
    return getattr(module, data["event"]), answers


@pytest.mark.parametrize(("directory", "count"), COUNTS.items())
def test_every_documented_event_has_a_contract(directory: str, count: int) -> None:
    """Each stream and user event of the documentation has its fixture."""
    assert len([*(DIRECTORY / directory).glob("*.json")]) == count


@every_event
def test_an_event_is_typed_without_loss(path: Path) -> None:
    """Each payload parses, no key of it is untyped, and dumping gives it back."""
    event, payloads = contract(path)
    for payload in payloads:
        parsed = event.model_validate_json(json.dumps(payload))
        assert [*untyped(parsed, payload)] == []
        assert [*differences(payload, dump(event, parsed))] == []


@every_event
def test_every_field_of_an_event_appears_in_a_payload(path: Path) -> None:
    """No event declares a field that no payload of its contract holds."""
    event, payloads = contract(path)
    seen: dict[type, set[str]] = {}
    for payload in payloads:
        collect_seen(event.model_validate_json(json.dumps(payload)), payload, seen)
    for model, fields in seen.items():
        assert {*model.model_fields} == fields, model  # type: ignore[attr-defined]


@pytest.mark.parametrize("product", ["um", "cm"])
def test_a_listen_key_shows_nowhere(product: str) -> None:
    """The key in a listenKeyExpired event is in no repr and in no error text."""
    module = importlib.import_module(f"binance_futures.models.{product}.user_events")
    raw = '{"e": "listenKeyExpired", "E": 1767225600000, "listenKey": "listenKeyForTests"}'
    assert "listenKeyForTests" not in repr(module.ListenKeyExpired.model_validate_json(raw))
    with pytest.raises(ValueError, match="validation error") as caught:
        module.ListenKeyExpired.model_validate_json(raw.replace("1767225600000", '"x"'))
    assert "listenKeyForTests" not in str(caught.value)


def test_positions_that_are_null_are_none() -> None:
    """An account update whose list of positions is null reads as one without positions: the event is not lost."""
    change = json.loads((DIRECTORY / "um_user_events" / "account_update.json").read_text())["answers"][0]["a"]
    assert user_events.AccountChange.model_validate_json(json.dumps(change | {"P": None})).positions == []
