"""The WebSocket API doorkeeper: frames, sessions, envelopes."""

import base64
import hmac
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from binance_futures.paper._frames import AdmittedFrame, FrameGate, RefusedFrame, Session
from binance_futures.paper._gate import Gate, Refused
from binance_futures.paper._keys import ApiKey, KeyRing
from binance_futures.paper._limits import Limits

SECRET, KEY, ED_KEY, READER = "secret-of-tests", "key-of-tests", "ed25519-key-of-tests", "key-that-reads"
PRIVATE = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PEM = PRIVATE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
NOW = 1_700_000_000_000
IP = "127.0.0.1"
ORDER = {
    "symbol": "BTCUSDT",
    "side": "BUY",
    "type": "LIMIT",
    "timeInForce": "GTC",
    "quantity": "0.01",
    "price": "60000",
}


@pytest.fixture(params=[False, True], ids=["lenient", "strict"])
def strict(request):
    return request.param


def open_gate(*, strict=False, limits=None):
    keys = KeyRing(
        ApiKey.with_secret(KEY, SECRET, "demo"),
        ApiKey.with_secret(READER, SECRET, "demo", trade=False),
        ApiKey.with_public_key(ED_KEY, PEM, "demo"),
    )
    return FrameGate(Gate(keys, limits or Limits(), strict=strict))


def session(product="um", **options):
    return Session(product, NOW - 1000, **options)


def text_of(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def sign(params, *, ed=False):
    text = "&".join(f"{name}={text_of(params[name])}" for name in sorted(params)).encode()
    if ed:
        return params | {"signature": base64.b64encode(PRIVATE.sign(text)).decode()}
    return params | {"signature": hmac.new(SECRET.encode(), text, "sha256").hexdigest()}


def signed(**params):
    return sign({"apiKey": KEY, "timestamp": NOW} | params)


def ask(gate, on, method, params=None, *, id=7, now=NOW, ip=IP, **more):  # noqa: A002
    frame = {"id": id, "method": method} | ({} if params is None else {"params": params}) | more
    return gate.frame(on, json.dumps(frame), ip=ip, now=now)


def log_on(gate, on, *, key=ED_KEY, ed=True, now=NOW):
    return ask(gate, on, "session.logon", sign({"apiKey": key, "timestamp": now}, ed=ed), now=now)


def why(answer):
    assert isinstance(answer, RefusedFrame), answer
    return answer.status, answer.code, answer.msg


def parameters(answer):
    assert isinstance(answer, AdmittedFrame), answer
    return answer.admitted.parameters


def test_a_signed_order_passes(strict):
    """An order comes out as its route, key and parameters; the envelope of its answer shows the orders counted."""
    gate = open_gate(strict=strict)
    answer = ask(gate, session(), "order.place", signed(**ORDER), id="abc")
    assert parameters(answer) == ORDER
    assert (answer.admitted.route.name, answer.admitted.key.account) == ("new_order", "demo")
    assert answer.result({"orderId": 1}) == {
        "id": "abc",
        "status": 200,
        "result": {"orderId": 1},
        "rateLimits": (
            {"rateLimitType": "ORDERS", "interval": "SECOND", "intervalNum": 10, "limit": 300, "count": 1},
            {"rateLimitType": "ORDERS", "interval": "MINUTE", "intervalNum": 1, "limit": 1200, "count": 1},
        ),
    }
    failed = answer.error(400, -2019, "Margin is insufficient.")
    assert (failed["status"], failed["error"]) == (400, {"code": -2019, "msg": "Margin is insufficient."})


def test_the_published_example_passes(strict):
    """The documented signature of the documented parameters, sorted by name, is right."""
    secret = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9"
    api_key = "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83"
    gate = FrameGate(Gate(KeyRing(ApiKey.with_secret(api_key, secret, "demo")), Limits(), strict=strict))
    params = {
        "apiKey": api_key, "symbol": "BTCUSDT", "side": "SELL", "type": "LIMIT", "timeInForce": "GTC",
        "quantity": "0.01000000", "price": "52000.00", "newOrderRespType": "ACK", "recvWindow": 100,
        "timestamp": 1645423376532, "signature": "1264079ac76f7f4321dbd0fd3e7e489192d22a0756680e8e32de1e80c1cc2565",
    }  # fmt: skip
    answer = ask(gate, session(), "order.place", params, now=1645423376532)
    assert parameters(answer)["quantity"] == "0.01000000"


@pytest.mark.parametrize("ident", ["abc", "", 0, -1, 2**70, None])
def test_ids_come_back(ident):
    """An id is text, an integer or null, and is echoed, in refusals too."""
    gate = open_gate()
    assert ask(gate, session(), "ticker.price", id=ident).result(1)["id"] == ident
    assert ask(gate, session(), "nothing", id=ident).body["id"] == ident


@pytest.mark.parametrize(
    "frame",
    [
        "", "no json", "[]", "1", "null", "{}", '{"id": 1}', '{"id": 1, "method": 2}', "[" * 100_000,
        '{"id": 1.5, "method": "depth"}', '{"id": true, "method": "depth"}', '{"id": [], "method": "depth"}',
        '{"id": 1, "method": "depth", "params": []}', '{"id": 1, "method": "depth", "params": "x"}',
        '{"id": 1, "method": "depth", "params": {"limit": NaN}}',
    ],
)  # fmt: skip
def test_a_malformed_frame_is_told(frame, strict):
    """What is no request object is -1013, with the id if there is one."""
    answer = open_gate(strict=strict).frame(session(), frame, ip=IP, now=NOW)
    assert why(answer)[:2] == (400, -1013)
    assert answer.body["error"] == {"code": -1013, "msg": answer.msg}


def test_a_frame_without_an_id_passes_unless_strict():
    """The pages ask for an id; without one the answer's is null."""
    frame = '{"method": "ticker.price"}'
    assert open_gate().frame(session(), frame, ip=IP, now=NOW).id is None
    assert why(open_gate(strict=True).frame(session(), frame, ip=IP, now=NOW))[1] == -1013


def test_an_unknown_method_is_told():
    """A method that the product does not have is -1020, and weighs something."""
    gate = open_gate()
    for product, method in [("um", "order.dance"), ("um", "GET"), ("cm", "ticker.price"), ("um", "/fapi/v1/ping")]:
        answer = ask(gate, session(product), method)
        assert why(answer) == (400, -1020, "This operation is not supported.")
    assert answer.body["rateLimits"][0]["count"] == 3


def test_names_given_twice_are_refused():
    """A JSON object that names something twice is -1101."""
    frame = '{"id": 1, "method": "ticker.price", "params": {"symbol": "A", "symbol": "B"}}'
    assert why(open_gate().frame(session(), frame, ip=IP, now=NOW))[1] == -1101


def test_values_of_other_types_pass_unless_strict():
    """Integers as text, decimals and booleans as JSON's own are read, signed as written; strictly they are refused."""
    for odd in ({"quantity": 0.01}, {"price": 60000}, {"reduceOnly": True}, {"recvWindow": "5000"}):
        params = signed(**ORDER | odd)
        read = parameters(ask(open_gate(), session(), "order.place", params))
        assert read == ORDER | {name: text_of(value) for name, value in odd.items() if name != "recvWindow"}
        [name] = odd
        answer = ask(open_gate(strict=True), session(), "order.place", params)
        assert why(answer) == (400, -1130, f"Data sent for parameter '{name}' is not valid.")
    frame = json.dumps({"id": 1, "method": "order.place", "params": signed(**ORDER | {"price": "6.0E4"})})
    answer = open_gate().frame(session(), frame.replace('"6.0E4"', "6.0E4"), ip=IP, now=NOW)
    assert why(answer)[1] == -1100  # the signature held, the exponent does not


@pytest.mark.parametrize("value", [[], {}, [1], {"a": 1}])
def test_values_are_plain(value, strict):
    """No parameter is a list or an object."""
    params = {"symbol": value}
    assert why(ask(open_gate(strict=strict), session(), "ticker.price", params))[1] == -1130


def test_null_is_nothing_unless_strict():
    """An optional parameter of null was not sent."""
    assert parameters(ask(open_gate(), session(), "ticker.price", {"symbol": None})) == {}
    assert why(ask(open_gate(strict=True), session(), "ticker.price", {"symbol": None}))[1] == -1130
    frame = '{"id": 1, "method": "ticker.price", "params": null}'
    assert parameters(open_gate().frame(session(), frame, ip=IP, now=NOW)) == {}


def test_unknown_names_pass_unless_strict():
    """The pages' own example of order.modify sends origType, which is not read."""
    params = {
        "symbol": "BTCUSDT", "side": "SELL", "orderId": 7, "price": "1", "quantity": "1", "priceMatch": "NONE",
        "origType": "LIMIT",
    }  # fmt: skip
    assert "origType" not in parameters(ask(open_gate(), session(), "order.modify", signed(**params)))
    assert why(ask(open_gate(strict=True), session(), "order.modify", signed(**params)))[1] == -1104


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"timestamp": NOW}, -1102),
        ({"apiKey": "", "timestamp": NOW}, -1102),
        ({"apiKey": "a b", "timestamp": NOW}, -2014),
        ({"apiKey": "unknown", "timestamp": NOW}, -2015),
        ({"apiKey": READER, "timestamp": NOW}, -2015),
        ({"apiKey": KEY}, -1102),
        ({"apiKey": KEY, "timestamp": NOW}, -1102),
        ({"apiKey": KEY, "timestamp": NOW - 5001}, -1021),
        ({"apiKey": KEY, "timestamp": NOW + 1000}, -1021),
        ({"apiKey": KEY, "timestamp": NOW, "recvWindow": 60001}, -1131),
        ({"apiKey": KEY, "timestamp": NOW, "signature": "0" * 64}, -1022),
        ({"apiKey": KEY, "timestamp": NOW, "signature": "\ud800"}, -1022),
        (sign(ORDER | {"apiKey": KEY, "timestamp": NOW}) | {"side": "SELL"}, -1022),
    ],
)
def test_who_asks_must_be_proven(params, code, strict):
    """Key, time and signature are asked for as on REST."""
    assert why(ask(open_gate(strict=strict), session(), "order.place", ORDER | params))[1] == code


def test_text_that_is_no_unicode_breaks_nothing():
    """A lone surrogate in a signed value is a false signature."""
    params = {"apiKey": KEY, "timestamp": NOW, "symbol": "\ud800", "orderId": 1, "signature": "0" * 64}
    assert why(ask(open_gate(), session(), "order.status", params))[1] == -1022


def test_the_user_stream_needs_a_key_and_no_signature(strict):
    """userDataStream.start asks for the API key alone, or a session."""
    gate, on = open_gate(strict=strict), session()
    assert ask(gate, on, "userDataStream.start", {"apiKey": KEY}).admitted.key.account == "demo"
    assert why(ask(gate, on, "userDataStream.start"))[1] == -1102
    log_on(gate, on)
    assert ask(gate, on, "userDataStream.start").admitted.key.key == ED_KEY


# Sessions


def test_a_session_is_logged_on_and_off(strict):
    """After session.logon requests need a timestamp alone, until session.logout."""
    gate, on = open_gate(strict=strict), session()
    assert on.status(NOW) == {
        "apiKey": None, "authorizedSince": None, "connectedSince": NOW - 1000, "returnRateLimits": True,
        "serverTime": NOW,
    }  # fmt: skip
    assert isinstance(log_on(gate, on), AdmittedFrame)
    assert on.status(NOW + 5)["apiKey"] == ED_KEY
    assert on.status(NOW + 5)["authorizedSince"] == NOW
    assert parameters(ask(gate, on, "order.place", ORDER | {"timestamp": NOW})) == ORDER
    assert why(ask(gate, on, "order.place", ORDER))[1] == -1102
    assert why(ask(gate, on, "order.place", ORDER | {"timestamp": NOW - 6000}))[1] == -1021
    assert isinstance(ask(gate, on, "session.status"), AdmittedFrame)
    assert isinstance(ask(gate, on, "session.logout"), AdmittedFrame)
    assert on.status(NOW)["apiKey"] is None
    assert why(ask(gate, on, "order.place", ORDER | {"timestamp": NOW}))[:2] == (400, -1102)


def test_only_ed25519_keys_log_on():
    """A key of another kind is -4056, a false signature -1022; neither logs on."""
    gate, on = open_gate(), session()
    assert why(log_on(gate, on, key=KEY, ed=False)) == (400, -4056, "Invalid api key type.")
    assert why(log_on(gate, on, ed=False))[1] == -1022
    assert why(ask(gate, on, "session.logon", {"timestamp": NOW}))[1] == -1102
    assert on.key is None


def test_a_session_does_not_vouch_for_a_new_logon():
    """Logging on again asks for key and signature again."""
    gate, on = open_gate(), session()
    log_on(gate, on)
    assert why(ask(gate, on, "session.logon", {"timestamp": NOW}))[1] == -1102
    assert isinstance(log_on(gate, on, now=NOW + 1), AdmittedFrame)
    assert on.authorized == NOW + 1


def test_what_a_request_says_stands_above_the_session():
    """An explicit key, or signature, is checked although the session is logged on."""
    gate, on = open_gate(), session()
    log_on(gate, on)
    assert ask(gate, on, "order.place", signed(**ORDER)).admitted.key.key == KEY
    assert why(ask(gate, on, "order.place", ORDER | {"timestamp": NOW, "apiKey": KEY}))[1] == -1102
    assert why(ask(gate, on, "order.place", ORDER | {"timestamp": NOW, "signature": "x"}))[1] == -1022
    assert parameters(ask(gate, on, "order.place", sign(ORDER | {"timestamp": NOW}, ed=True))) == ORDER


def test_a_revoked_key_drops_the_session():
    """When the key of a session becomes invalid the next request is refused with a null id, and the session ends."""
    keys = KeyRing(key := ApiKey.with_public_key(ED_KEY, PEM, "demo"))
    gate, on = FrameGate(Gate(keys, Limits())), session()
    log_on(gate, on)
    keys.remove(key)
    assert isinstance(ask(gate, on, "ticker.price"), AdmittedFrame)
    answer = ask(gate, on, "order.place", ORDER | {"timestamp": NOW})
    assert (answer.id, *why(answer)) == (None, 401, -2015, "Invalid API-key, IP, or permissions for action.")
    assert on.key is None
    assert why(ask(gate, on, "order.place", ORDER | {"timestamp": NOW}))[1] == -1102


# Limits


def test_the_pool_of_um_is_its_own_and_that_of_cm_is_shared():
    """UM's WebSocket API counts apart from REST, CM's together with it; a handshake weighs 5."""
    inner = Gate(KeyRing(), Limits())
    gate = FrameGate(inner)
    for product in ("um", "cm"):
        assert gate.connect(product, ip=IP, now=NOW) is None
    assert ask(gate, session("um"), "session.status").rate_limits[0]["count"] == 7
    assert ask(gate, session("cm"), "session.status").rate_limits[0]["count"] == 7
    assert inner.meter.used(inner.meter.weight, IP, NOW) == 7
    assert ask(gate, session("um"), "depth", {"symbol": "BTCUSDT", "limit": 1000}).rate_limits[0]["count"] == 27


def test_weight_shows_unless_it_is_not_wanted(strict):
    """Limits are shown as the URL says, each request may say otherwise, and what it says is signed."""
    gate = open_gate(strict=strict)
    quiet = session(return_rate_limits=False)
    assert "rateLimits" not in ask(gate, quiet, "ticker.price").result([])
    assert "rateLimits" in ask(gate, quiet, "ticker.price", {"returnRateLimits": True}).result([])
    assert "rateLimits" not in ask(gate, session(), "ticker.price", {"returnRateLimits": False}).result([])
    assert "rateLimits" not in ask(gate, quiet, "nothing").body
    assert ask(gate, session(), "order.place", signed(**ORDER, returnRateLimits=False)).rate_limits is None
    if not strict:  # the official SDK writes it as text
        assert ask(gate, session(), "ticker.price", {"returnRateLimits": "false"}).rate_limits is None


def test_too_much_is_429_and_then_418():
    """Weight above the limit is refused in frames and handshakes, going on is a ban."""
    gate, on = open_gate(limits=Limits(weight=10, patience=1)), session()
    assert gate.connect("um", ip=IP, now=NOW) is None
    assert parameters(ask(gate, on, "account.status", signed())) == {}
    assert [why(ask(gate, on, "ticker.price"))[0] for _ in range(3)] == [429, 418, 418]
    refused = gate.connect("um", ip=IP, now=NOW)
    assert isinstance(refused, Refused)
    assert (refused.status, refused.code, refused.headers) == (418, -1003, {"Retry-After": "120"})
    assert gate.connect("um", ip=IP, now=NOW + 120_000) is None


def test_orders_are_limited_by_account():
    """One order too many is -1015."""
    gate, on = open_gate(limits=Limits(orders_10s=1)), session()
    assert parameters(ask(gate, on, "order.place", signed(**ORDER)))
    assert why(ask(gate, on, "order.place", signed(**ORDER)))[:2] == (429, -1015)


# Properties


@given(st.dictionaries(st.text(min_size=1), st.text() | st.integers() | st.booleans() | st.floats() | st.none()))
def test_whatever_is_signed_is_verified(extra):
    """Any further values, of any type that is a number or text in JSON, are signed as they are written."""
    frame = json.loads(json.dumps(extra), parse_constant=lambda _: 0)
    raw = {name: value for name, value in frame.items() if name.lower() not in {"apikey", "timestamp", "signature"}}
    raw = {name: value for name, value in raw.items() if name.lower() not in {"recvwindow", "symbol", "orderid"}}
    params = raw | {"apiKey": KEY, "timestamp": NOW, "symbol": "BTCUSDT", "orderId": 7}
    written = {
        name: "null" if value is None else value if isinstance(value, str) else json.dumps(value)
        for name, value in params.items()
    }
    text = "&".join(f"{name}={written[name]}" for name in sorted(written)).encode(errors="surrogatepass")
    params["signature"] = hmac.new(SECRET.encode(), text, "sha256").hexdigest()
    assert ask(open_gate(), session(), "order.status", params).admitted.key.key == KEY


@given(st.text(), st.booleans())
def test_no_frame_breaks_the_gate(text, strict_):
    """Whatever arrives is refused with a 4xx status."""
    assert 400 <= open_gate(strict=strict_).frame(session(), text, ip=IP, now=NOW).status < 500
