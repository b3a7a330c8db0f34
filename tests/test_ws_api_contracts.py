"""Every method of the WebSocket API against its contract fixture: name, parameters, signature, answer."""

import hashlib
import hmac
import json
import typing
from typing import Any

import pytest
from contracts import Contract, collect_seen, differences, dump, load, untyped
from pydantic import BaseModel

from binance_futures import AsyncCMWebSocketAPI, AsyncUMWebSocketAPI, CMWebSocketAPI, Retry, UMWebSocketAPI
from binance_futures._signing import hmac_signer
from binance_futures.ws_api._caller import WebSocketCaller
from binance_futures.ws_api._message import quick, read

CLIENTS: dict[str, Any] = {"um": UMWebSocketAPI, "cm": CMWebSocketAPI}
KEY, SECRET, NOW = "key-of-tests", "not-a-real-secret", 1_790_776_800_000
SESSION = load("ws_api")
CONTRACTS = [
    Contract(product, contract.name, contract.data)
    for product in ("um", "cm")
    for contract in [*SESSION, *[each for each in load(product) if "ws_method" in each.data]]
]
GENERATED = ("newClientOrderId", "clientAlgoId")

every_contract = pytest.mark.parametrize("contract", CONTRACTS, ids=str)


def request_of(contract: Contract) -> Any:
    return CLIENTS[contract.product].endpoints()[contract.name]


@pytest.mark.parametrize(("product", "count"), [("um", 21), ("cm", 13)])
def test_every_documented_method_is_there(product: str, count: int) -> None:
    """The clients have the documented methods, each with its contract, and their async twins have the same."""
    endpoints = CLIENTS[product].endpoints()
    assert {contract.name for contract in CONTRACTS if contract.product == product} == endpoints.keys()
    assert len([name for name in endpoints if not name.endswith("[]")]) == count
    assert {"um": AsyncUMWebSocketAPI, "cm": AsyncCMWebSocketAPI}[product].endpoints() == endpoints


@pytest.mark.parametrize("product", ["um", "cm"])
def test_what_has_a_name_on_the_websocket_api_is_in_its_catalogue(product: str) -> None:
    """Exactly the REST endpoints with a `ws_method` are methods here, under the names they have there."""
    rest = {"um": "UMFutures", "cm": "CMFutures"}[product]
    import binance_futures

    named = {name for name, cls in getattr(binance_futures, rest).endpoints().items() if cls.ws_method is not None}
    assert CLIENTS[product].endpoints().keys() - {each.name for each in SESSION} == named


def test_versions_can_be_counted_as_the_websocket_api_does() -> None:
    """Its v1 calls are REST's second versions, and go by both names."""
    for name in ("account", "balance", "get_position_risk"):
        assert getattr(UMWebSocketAPI, f"{name}_v1") is getattr(UMWebSocketAPI, f"{name}_v2")


@every_contract
def test_a_call_is_sent_as_documented(contract: Contract) -> None:
    """The frame holds method and parameters in JSON's types, sorted; the signature is that of the sorted text."""
    cls = request_of(contract)
    caller = WebSocketCaller("um", KEY, hmac_signer(SECRET), Retry(), now=lambda: NOW)
    signed = contract.data["security"] in ("TRADE", "USER_DATA")
    for call in contract.data["calls"]:
        request = cls(*call.get("args", []), **call.get("kwargs", {})).identified()
        frame = json.loads(caller.draft(request, bare=False).frame(7))
        assert (frame["id"], frame["method"]) == (7, contract.data["ws_method"])
        sent = frame.get("params", {})
        assert [*sent] == sorted(sent.keys() - {"signature"}) + ["signature"] * signed
        signature = sent.pop("signature", None)
        text = "&".join(f"{name}={value}" for name, value in sent.items())
        assert signature == (hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest() if signed else None)
        expected = call["params"] | ({"timestamp": NOW} if signed else {})
        expected |= {"apiKey": KEY} if contract.data["security"] != "NONE" else {}
        expected |= {name: sent[name] for name in GENERATED if name in sent and name not in call["params"]}
        assert sent == expected
        assert {name: type(value) for name, value in sent.items()} == {
            name: type(value) for name, value in expected.items()
        }
        bare = json.loads(caller.draft(request, bare=True).frame(7)).get("params", {})
        assert bare == {name: value for name, value in sent.items() if name != "apiKey"}


@every_contract
def test_an_answer_is_what_rest_would_give(contract: Contract) -> None:
    """The answer of each contract is cut out of its envelope byte for byte, and typed as REST's."""
    cls = request_of(contract)
    for payload in contract.data["answers"]:
        body = json.dumps(payload, separators=(",", ":")).encode()
        raw = b'{"id":7,"status":200,"result":%b,"rateLimits":[]}' % body
        found = quick(raw)
        assert found is not None
        assert found == read(raw)
        assert (found.number, found.answer.status, found.answer.body) == (7, 200, body)
        value = cls.parse(found.answer.body)
        assert [*untyped(value, payload)] == []
        assert [*differences(payload, dump(cls.returns(), value))] == []


@pytest.mark.parametrize("contract", SESSION, ids=str)
def test_every_field_of_a_session_appears_in_a_payload(contract: Contract) -> None:
    """No model declares a field that no payload of its contract holds; weight and security are documented."""
    cls = CLIENTS["um"].endpoints()[contract.name]
    assert (cls.ws_method, cls.security) == (contract.data["ws_method"], contract.data["security"])
    assert all(cls.weight == call["weight"] for call in contract.data["calls"])
    seen: dict[type, set[str]] = {}
    for payload in contract.data["answers"]:
        collect_seen(cls.parse(json.dumps(payload).encode()), payload, seen)
    for model, fields in seen.items():
        assert set(typing.cast("type[BaseModel]", model).model_fields) == fields
