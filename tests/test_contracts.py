"""Every endpoint against its contract fixture: route, parameters, weight, answer; on both clients."""

import json
import re
import typing
from typing import Any

import httpx
import pytest
from contracts import Contract, collect_seen, differences, dump, load, untyped
from pydantic import BaseModel

from binance_futures import AsyncCMFutures, AsyncUMFutures, CMFutures, SignedRequest, UMFutures
from binance_futures._encode import query

ENDPOINTS = {"um": UMFutures.endpoints(), "cm": CMFutures.endpoints()}
SYNC: dict[str, Any] = {"um": UMFutures, "cm": CMFutures}
ASYNC: dict[str, Any] = {"um": AsyncUMFutures, "cm": AsyncCMFutures}
CONTRACTS = [*load("um"), *load("cm")]
HOST = {"um": "fapi.binance.com", "cm": "dapi.binance.com"}

GENERATED_ID = re.compile(
    r"(newClientOrderId|clientAlgoId)=[0-9a-f]{32}&|%2C%22newClientOrderId%22%3A%22[0-9a-f]{32}%22"
)

every_contract = pytest.mark.parametrize("contract", CONTRACTS, ids=str)


def request_of(contract: Contract) -> Any:
    return ENDPOINTS[contract.product][contract.name]


@pytest.mark.parametrize("product", ["um", "cm"])
def test_every_endpoint_has_a_contract_and_no_contract_lacks_its_endpoint(product: str) -> None:
    """The fixtures and `endpoints()` name the same calls."""
    assert {contract.name for contract in load(product)} == ENDPOINTS[product].keys()


@pytest.mark.parametrize(("product", "count"), [("um", 95), ("cm", 71)])
def test_every_documented_endpoint_is_there(product: str, count: int) -> None:
    """USDⓈ-M has 96 documented endpoints, one of them removed by Binance; COIN-M has 71."""
    assert len([name for name in ENDPOINTS[product] if not name.endswith("[]")]) == count


@every_contract
def test_the_route_is_the_documented_one(contract: Contract) -> None:
    """Verb, path and security are those of the contract, and exactly the signed calls take recvWindow."""
    request = request_of(contract)
    assert (request.method, request.path, request.security) == tuple(
        contract.data[name] for name in ("method", "path", "security")
    )
    assert request.signed() is issubclass(request, SignedRequest) is ("recvWindow" in request.model_fields)


@every_contract
def test_the_parameters_are_sent_as_documented(contract: Contract) -> None:
    """Each call of the contract gives exactly its query and its weight."""
    cls = request_of(contract)
    for call in contract.data["calls"]:
        request = cls(*call.get("args", []), **call.get("kwargs", {}))
        weight = cls.weight if isinstance(cls.weight, int) else cls.weight(request)
        assert (query(request.parameters()), weight) == (call["sent"], call["weight"])


@every_contract
def test_every_parameter_is_tried(contract: Contract) -> None:
    """The calls of a contract together set every parameter the request has."""
    cls = request_of(contract)
    tried = {pair.partition("=")[0] for call in contract.data["calls"] for pair in call["sent"].split("&") if pair} | {
        "recvWindow"
    }
    sendable = {name for name, field in cls.model_fields.items() if field.annotation is not type(None)}
    assert sendable <= tried


@every_contract
def test_the_answer_is_typed_without_loss(contract: Contract) -> None:
    """Each payload parses, no key of it is untyped, and dumping gives it back."""
    cls = request_of(contract)
    for payload in contract.data["answers"]:
        answer = cls.parse(json.dumps(payload).encode())
        assert [*untyped(answer, payload)] == []
        assert [*differences(payload, dump(cls.returns(), answer))] == []


@every_contract
def test_every_field_appears_in_a_payload(contract: Contract) -> None:
    """No model declares a field that no payload of its contract holds."""
    cls = request_of(contract)
    seen: dict[type, set[str]] = {}
    for payload in contract.data["answers"]:
        collect_seen(cls.parse(json.dumps(payload).encode()), payload, seen)
    for model, fields in seen.items():
        assert set(typing.cast("type[BaseModel]", model).model_fields) == fields, model


@every_contract
async def test_both_clients_send_it_and_return_what_parse_gives(contract: Contract) -> None:
    """The sync and the async call send the contract's request and return exactly `parse` of the body."""
    cls = request_of(contract)
    name = contract.name.removesuffix("[]")
    body = json.dumps(contract.data["answers"][0]).encode()
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, content=body)

    credentials = {"key": "key-of-tests", "secret": "not-a-real-secret"}
    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = SYNC[contract.product](**credentials, http_client=http)
        results = [
            getattr(client, name)(*call.get("args", []), **call.get("kwargs", {})) for call in contract.data["calls"]
        ]
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        client = ASYNC[contract.product](**credentials, http_client=http)
        results += [
            await getattr(client, name)(*call.get("args", []), **call.get("kwargs", {}))
            for call in contract.data["calls"]
        ]
    assert all(result == cls.parse(body) for result in results)
    for request, call in zip(sent, contract.data["calls"] * 2, strict=True):
        query_sent = GENERATED_ID.sub("", request.url.query.decode())
        assert (request.method, request.url.path) == (contract.data["method"], contract.data["path"])
        assert request.url.host == HOST[contract.product]
        assert query_sent.startswith(call["sent"])
        signed = contract.data["security"] in ("TRADE", "USER_DATA")
        assert ("signature=" in query_sent and "timestamp=" in query_sent) is signed
        assert ("x-mbx-apikey" in request.headers) is (contract.data["security"] != "NONE")
