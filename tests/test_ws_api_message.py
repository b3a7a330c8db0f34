"""What comes off the socket of the WebSocket API: the quick way, the thorough way, and that they agree."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binance_futures._limits import LimitUsage
from binance_futures.ws_api._message import Answered, Broken, Event, Unaddressed, quick, read

LIMITS = [
    {"rateLimitType": "REQUEST_WEIGHT", "interval": "MINUTE", "intervalNum": 1, "limit": 2400, "count": 5},
    {"rateLimitType": "ORDERS", "interval": "SECOND", "intervalNum": 10, "limit": 300, "count": 1},
    {"rateLimitType": "OF_TOMORROW", "interval": "DAY", "intervalNum": 1, "limit": 1, "count": 1},
]

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text() | st.just("rateLimits"), children),
    max_leaves=12,
)


def compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


@given(values, st.booleans())
def test_a_result_is_found_whatever_it_holds(result: Any, limited: bool) -> None:
    """The quick way gives the bytes of the result, or such as make the thorough way be taken."""
    raw = compact({"id": 7, "status": 200, "result": result} | ({"rateLimits": LIMITS} if limited else {}))
    found, thorough = quick(raw), read(raw)
    assert isinstance(found, Answered)
    assert isinstance(thorough, Answered)
    assert thorough.answer.body == compact(result) == found.answer.header.exact()  # type: ignore[attr-defined]
    try:
        json.loads(found.answer.body)
    except ValueError:
        return  # an object that ends in a member named rateLimits: it does not parse, so it is read again
    assert found.answer.body == compact(result)


@given(st.binary() | values.map(compact))
def test_anything_can_be_read(raw: bytes) -> None:
    """No message makes reading fail."""
    quick(raw)
    read(raw)


@pytest.mark.parametrize(
    "raw",
    [
        '{ "id" : 7 , "status" : 200 , "result" : {"a": 1.10} , "rateLimits" : [] }',
        '{"status":200,"rateLimits":[],"id":"7","result":{"a": 1.10}}',
        '{"id":7,"status":200,"result":{"a": 1.10},"of_tomorrow":{"result":1}}\n',
        '\t{"result":{"a": 1.10},"id":7,"status":200}',
    ],
)
def test_other_orders_and_blanks_are_read(raw: str) -> None:
    """The members may come in any order, with any blanks; digits stay as they came."""
    found = read(raw.encode())
    assert isinstance(found, Answered)
    assert (found.number, found.answer.status, found.answer.body) == (7, 200, b'{"a": 1.10}')


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ('{"id":null,"status":401,"error":{"code":-2015,"msg":"no"}}', Unaddressed),
        ('{"e":"ACCOUNT_UPDATE","E":1}', Event),
        ('{"subscriptionId":0,"event":{"e":"ACCOUNT_UPDATE","E":1}}', Event),
        ('{"id":7}', Broken),
        ('{"id":7,"status":"fine","result":{}}', Broken),
        ('{"id":"of-another","status":200,"result":{}}', None),
        ('{"status":200,"result":{}}', None),
        ("{}", None),
        ("[1]", None),
        ("<html>", None),
        ("", None),
    ],
)
def test_messages_are_told_apart(raw: str, kind: Any) -> None:
    """Answers, notices, events and garbage are told by what they hold."""
    found = read(raw.encode())
    assert found is None if kind is None else isinstance(found, kind)
    assert quick(raw.encode()) is None


def test_an_event_is_given_without_its_envelope() -> None:
    """What is wrapped in `event` comes bare."""
    assert read(b'{"subscriptionId":0,"event":{"e":"x"}}') == read(b'{"event": {"e":"x"}}') == Event(b'{"e":"x"}')


@pytest.mark.parametrize("find", [quick, read])
def test_rate_limits_get_the_names_of_rest(find: Any) -> None:
    """Usage is read as from REST's headers; kinds that are not known are left out."""
    header = find(compact({"id": 1, "status": 200, "result": {}, "rateLimits": LIMITS})).answer.header
    usage = LimitUsage(header)
    assert (usage.used_weight, usage.order_count) == ({"1m": 5}, {"10s": 1})
    assert header["X-MBX-used-weight-1m"] == "5"
    assert len(header) == 2
    assert repr(header) == "{'x-mbx-used-weight-1m': '5', 'x-mbx-order-count-10s': '1'}"


@pytest.mark.parametrize("limits", ["7", "[7]", '[{"rateLimitType":"ORDERS"}]', "[{]"])
def test_rate_limits_of_another_shape_are_none(limits: str) -> None:
    """Usage that cannot be read does not spoil the answer."""
    found = quick(b'{"id":1,"status":200,"result":{},"rateLimits":[%b]}' % limits.encode())
    assert found is not None
    assert dict(found.answer.header) == {}


@pytest.mark.parametrize(
    ("data", "wait"),
    [
        ({"serverTime": 1000, "retryAfter": 3500}, {"retry-after": "2.500"}),
        ({"serverTime": 1000, "retryAfter": 0}, {"retry-after": "0.000"}),
        ({"serverTime": "soon", "retryAfter": 1}, {}),
        ({}, {}),
        (7, {}),
    ],
)
def test_an_error_tells_how_long_to_wait(data: Any, wait: dict[str, str]) -> None:
    """`retryAfter` of an error counts from the exchange's own time."""
    found = read(compact({"id": 1, "status": 418, "error": {"code": -1003, "msg": "banned", "data": data}}))
    assert isinstance(found, Answered)
    assert dict(found.answer.header) == wait
