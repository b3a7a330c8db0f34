"""The REST doorkeeper: what passes, what is refused, with which code."""

import hmac
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

import pytest
from contracts import Contract, load
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import assume, example, given
from hypothesis import strategies as st

from binance_futures.paper._gate import Admitted, Gate, Refused
from binance_futures.paper._keys import ApiKey, KeyRing
from binance_futures.paper._limits import Limits
from binance_futures.paper._routes import table

SECRET, KEY = "secret-of-tests", "key-of-tests"
READER, LOCKED, WRITER = "key-that-reads", "key-of-one-ip", "key-that-only-trades"
NOW = 1_700_000_000_000
STAMP = f"timestamp={NOW}"
ORDER = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=60000.1"
IP = "127.0.0.1"
STOCK = json.loads((Path(__file__).parent / "paper" / "stock_clients.json").read_text("utf-8"))


def open_gate(*, strict=False, limits=None):
    keys = KeyRing(
        ApiKey.with_secret(KEY, SECRET, "demo"),
        ApiKey.with_secret(READER, SECRET, "demo", trade=False),
        ApiKey.with_secret(WRITER, SECRET, "demo", read=False),
        ApiKey.with_secret(LOCKED, SECRET, "demo", ips=frozenset({"10.0.0.1"})),
    )
    return Gate(keys, limits or Limits(), strict=strict)


def sign(text):
    raw = text if isinstance(text, bytes) else text.encode()
    return hmac.new(SECRET.encode(), raw, "sha256").hexdigest()


def signed(query):
    return f"{query}&signature={sign(query)}"


def ask(method, target, body="", *, gate=None, key=KEY, product="um", ip=IP, now=NOW, headers=None, strict=False):
    raw = [part if isinstance(part, bytes) else part.encode() for part in (target, body)]
    given = {} if key is None else {"x-mbx-apikey": key}
    return (gate or open_gate(strict=strict)).request(
        product, method, raw[0], given | (headers or {}), raw[1], ip=ip, now=now
    )


def place(query=ORDER, *, stamp=STAMP, **options):
    return ask("POST", f"/fapi/v1/order?{signed(f'{query}&{stamp}')}", **options)


def why(answer):
    assert isinstance(answer, Refused)
    assert answer.body == {"code": answer.code, "msg": answer.msg}
    return answer.status, answer.code, answer.msg


def parameters(answer):
    assert isinstance(answer, Admitted), answer
    return answer.parameters


# What passes


@pytest.mark.parametrize("strict", [False, True], ids=["lenient", "strict"])
def test_a_signed_order_passes(strict):
    """An order comes out as its route, key and parameters in the order sent, with the counts for the headers."""
    answer = place(strict=strict)
    assert parameters(answer) == {
        "symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "0.01",
        "price": "60000.1",
    }  # fmt: skip
    assert [*answer.parameters] == ["symbol", "side", "type", "timeInForce", "quantity", "price"]
    assert (answer.route.name, answer.key.account) == ("new_order", "demo")
    assert answer.headers == {
        "X-MBX-USED-WEIGHT-1M": "0", "X-MBX-ORDER-COUNT-10S": "1", "X-MBX-ORDER-COUNT-1M": "1"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "body"),
    [
        (signed(f"{ORDER}&{STAMP}"), ""),
        ("", signed(f"{ORDER}&{STAMP}")),
        (ORDER, f"{STAMP}&signature={sign(ORDER + STAMP)}"),
        (f"{STAMP}&signature={sign(STAMP + ORDER)}", ORDER),
        (f"{ORDER}&{STAMP}", f"signature={sign(f'{ORDER}&{STAMP}')}"),
    ],
    ids=["query", "body", "mixed, signed in the body", "mixed, signed in the query", "signature alone in the body"],
)
@pytest.mark.parametrize("strict", [False, True], ids=["lenient", "strict"])
def test_query_and_body_are_signed_as_one_text(query, body, strict):
    """Parameters may stand in query, body or both; signed is the query and then the body, the signature left out."""
    assert len(parameters(ask("POST", f"/fapi/v1/order?{query}", body, strict=strict))) == 6


def test_the_published_mixed_example_passes():
    """The documented signature of a request with query and body is right."""
    secret = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9"
    gate = Gate(KeyRing(ApiKey.with_secret(KEY, secret, "demo")), Limits(), strict=True)
    body = "quantity=1&price=9000&recvWindow=5000&timestamp=1591702613943"
    signature = "30baaf0fab549bbeda7f5ef201898b34122da25fd23c646cac2c529aebe670a4"
    answer = ask(
        "POST",
        "/fapi/v1/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC",
        f"{body}&signature={signature}",
        gate=gate,
        now=1591702613943,
    )
    assert parameters(answer)["price"] == "9000"


def test_the_published_ed25519_example_passes():
    """The documented Ed25519 signature, percent-encoded, is right."""
    public = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    order = "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC"
    query = f"{order}&recvWindow=5000&timestamp=1591702613943"
    signature = "j7ENsMM%2BtRQmT2ovdVRUzr%2FTaHDGQAwof6KyCZEiwnGP%2FZuRpFsqxmeRJKy24JsNGfRCivSZsThx2M1i4nc%2BBw%3D%3D"
    gate = Gate(KeyRing(ApiKey.with_public_key(KEY, pem, "demo")), Limits(), strict=True)
    target = f"/fapi/v1/order?{query}&signature={signature}"
    assert parameters(ask("POST", target, gate=gate, now=1591702613943))["side"] == "BUY"
    broken = target.replace("j7EN", "j7EM")
    assert why(ask("POST", broken, gate=gate, now=1591702613943))[1] == -1022


def test_open_endpoints_need_no_key():
    """Market data passes without a key, and with a wrong one."""
    for key in (None, "nobody's"):
        answer = ask("GET", "/fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=5", key=key)
        assert parameters(answer) == {"symbol": "BTCUSDT", "interval": "1m", "limit": "5"}
        assert answer.key is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_listen_keys_need_a_key_and_no_signature(method):
    """The user stream asks for the API key alone."""
    assert ask(method, "/fapi/v1/listenKey").key.account == "demo"
    assert why(ask(method, "/fapi/v1/listenKey", key=None))[:2] == (401, -2014)


def test_the_same_path_of_two_products_takes_other_parameters():
    """`/futures/data` asks UM for a symbol and CM for a pair."""
    path = "/futures/data/openInterestHist?period=5m"
    assert parameters(ask("GET", f"{path}&symbol=BTCUSDT"))
    assert parameters(ask("GET", f"{path}&pair=BTCUSD", product="cm"))
    assert why(ask("GET", f"{path}&symbol=BTCUSDT", product="cm"))[1] == -1102


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_only_forms_are_read_from_a_body(method):
    """The body of a GET, and one of another type, are neither read nor signed."""
    route = {"GET": "/fapi/v1/order", "POST": "/fapi/v1/order"}[method]
    query = {"GET": "symbol=BTCUSDT&orderId=7", "POST": ORDER}[method]
    headers = {"content-type": "application/json" if method == "POST" else "application/x-www-form-urlencoded"}
    assert parameters(ask(method, f"{route}?{signed(f'{query}&{STAMP}')}", '{"side": 1}', headers=headers))
    assert (
        why(ask("POST", "/fapi/v1/order", signed(f"{ORDER}&{STAMP}"), headers={"content-type": "text/plain"}))[1]
        == -1102
    )


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "Application/X-WWW-form-urlencoded; charset=UTF-8"]
)
def test_the_type_of_a_form_may_have_a_charset(kind):
    """The content type is compared without case and parameters."""
    assert parameters(ask("POST", "/fapi/v1/order", signed(f"{ORDER}&{STAMP}"), headers={"content-type": kind}))


# Stock clients, and this SDK


@pytest.mark.parametrize("seen", STOCK["requests"], ids=lambda seen: f"{seen['client']} {seen['call']}")
def test_stock_clients_pass(seen):
    """What the old connector, python-binance, ccxt and the official SDK sent passes; strictly their oddities show."""
    keys = KeyRing(
        ApiKey.with_secret(STOCK["key"], STOCK["secret"], "demo"),
        ApiKey.with_public_key("demo-rsa-key", STOCK["rsa"], "demo"),
        ApiKey.with_public_key("demo-ed25519-key", STOCK["ed25519"], "demo"),
    )
    for strict, expected in [(False, None), (True, seen.get("strict"))]:
        gate = Gate(keys, Limits(), strict=strict)
        target, body = seen["target"].encode(), seen["body"].encode()
        answer = gate.request(seen["product"], seen["method"], target, seen["headers"], body, ip=IP, now=seen["now"])
        if expected is None:
            assert parameters(answer) == seen["parameters"]
            assert all(isinstance(item, dict) for item in answer.items)
        else:
            assert why(answer)[1] == expected


@pytest.mark.parametrize("contract", [*load("um"), *load("cm")], ids=str)
def test_what_this_sdk_sends_passes_strictly(contract: Contract):
    """The documented text of every call of the contracts is admitted, complete, and weighs what the contract says."""
    data = contract.data
    for call in data["calls"]:
        query, gate = call["sent"], open_gate(strict=True)
        if table(contract.product).find(data["method"], data["path"]).signed:
            query = signed(f"{query}&{STAMP}".lstrip("&"))
        answer = ask(
            data["method"],
            f"{data['path']}?{query}",
            gate=gate,
            product=contract.product,
        )
        names = [part.partition("=")[0] for part in call["sent"].split("&") if part]
        assert [*parameters(answer)] == [name for name in names if name != "recvWindow"]
        assert all(isinstance(item, dict) for item in answer.items)
        assert answer.route.security == data["security"]
        used = gate.meter.used(gate.meter.weight, IP, NOW)
        assert used == call.get("weight", used)


# Routes


def test_an_unknown_path_is_404():
    """No such path, and none of another product, is answered with -5000."""
    assert why(ask("GET", "/fapi/v1/nothing")) == (404, -5000, "Path /fapi/v1/nothing, Method GET is invalid")
    for path in ("/dapi/v1/ping", "/fapi/v1/ping/", "//fapi/v1/ping", "/", "", "order.place", "/fapi/v1/p%69ng"):
        assert why(ask("GET", path))[:2] == (404, -5000)


@pytest.mark.parametrize(("method", "path"), [("PATCH", "order"), ("POST", "ping"), ("WS", "order"), ("get", "ping")])
def test_a_wrong_method_is_405(method, path):
    """A known path under another method is refused."""
    assert why(ask(method, f"/fapi/v1/{path}")) == (405, -5000, f"Path /fapi/v1/{path}, Method {method} is invalid")


# Keys


@pytest.mark.parametrize("key", [None, "", "with blank", "ключ", "k" * 129])
def test_a_key_of_no_form_is_told(key):
    """No key, or what cannot be one, is -2014."""
    assert why(place(key=key)) == (401, -2014, "API-key format invalid.")


@pytest.mark.parametrize(
    ("key", "ip"), [("unknown", IP), (READER, IP), (LOCKED, IP), (LOCKED, "::1")], ids=["unknown", "reads", "v4", "v6"]
)
def test_a_key_that_may_not_is_told(key, ip):
    """An unknown key, one without the right to trade, and one used from elsewhere are alike."""
    assert why(place(key=key, ip=ip)) == (401, -2015, "Invalid API-key, IP, or permissions for action.")


def test_permissions_are_by_kind_of_endpoint():
    """Reading and trading are two rights; an address on the list passes."""
    query = signed(f"symbol=BTCUSDT&{STAMP}")
    assert parameters(ask("GET", f"/fapi/v1/openOrders?{query}", key=READER))
    assert why(ask("GET", f"/fapi/v1/openOrders?{query}", key=WRITER))[1] == -2015
    assert parameters(place(key=WRITER))
    assert parameters(place(key=LOCKED, ip="10.0.0.1"))


def test_historical_trades_need_a_key():
    """Endpoints of MARKET_DATA take a key and no signature; the ratios of /futures/data do without, as they do live."""
    assert why(ask("GET", "/fapi/v1/historicalTrades?symbol=BTCUSDT", key=None))[1] == -2014
    assert parameters(ask("GET", "/fapi/v1/historicalTrades?symbol=BTCUSDT"))
    ratio = "/futures/data/topLongShortAccountRatio?symbol=BTCUSDT&period=5m"
    assert parameters(ask("GET", ratio, key=None))
    assert why(ask("GET", ratio, key="unknown"))[1] == -2015


# Times


@pytest.mark.parametrize(
    ("stamp", "now", "passes"),
    [
        (f"timestamp={NOW}", NOW + 5000, True),
        (f"timestamp={NOW}", NOW + 5001, False),
        (f"recvWindow=60000&timestamp={NOW}", NOW + 60_000, True),
        (f"recvWindow=60000&timestamp={NOW}", NOW + 60_001, False),
        (f"recvWindow=0&timestamp={NOW}", NOW, True),
        (f"recvWindow=0&timestamp={NOW}", NOW + 1, False),
        (f"timestamp={NOW}", NOW - 999, True),
    ],
)
def test_the_window_of_time(stamp, now, passes):
    """A request lives recvWindow ms, 5000 if it does not say, and may seem up to a second early."""
    answer = place(stamp=stamp, now=now)
    if passes:
        assert parameters(answer)
    else:
        assert why(answer) == (400, -1021, "Timestamp for this request is outside of the recvWindow.")


def test_a_time_ahead_is_told():
    """A timestamp a second ahead has a text of its own."""
    assert why(place(now=NOW - 1000)) == (
        400, -1021, "Timestamp for this request was 1000ms ahead of the server's time."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stamp", "code"),
    [
        ("timestamp=", -1102),
        ("timestamp=now", -1102),
        (f"timestamp={NOW}.0", -1102),
        (f"timestamp=-{NOW}", -1102),
        ("timestamp=٣", -1102),
        ("recvWindow=5000", -1102),
        (f"recvWindow=60001&{STAMP}", -1131),
        (f"recvWindow=5000.0&{STAMP}", -1100),
        (f"recvWindow=-1&{STAMP}", -1100),
    ],
)
def test_malformed_times_are_told(stamp, code):
    """A timestamp is mandatory digits; recvWindow is digits of at most 60000."""
    assert why(place(stamp=quote(stamp, safe="=&.-")))[1] == code


# Signatures


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (f"{ORDER}&{STAMP}", -1102),
        (f"{ORDER}&{STAMP}&signature=", -1102),
        (f"{ORDER}&{STAMP}&signature={'0' * 64}", -1022),
        (f"{ORDER}&signature={sign(f'{ORDER}&{STAMP}')}&{STAMP}", -1022),
        (f"signature={sign(f'{ORDER}&{STAMP}')}&{ORDER}&{STAMP}", -1022),
        (f"{STAMP}&{ORDER}&signature={sign(f'{ORDER}&{STAMP}')}", -1022),
    ],
    ids=["none", "empty", "false", "not last", "first", "of another order"],
)
def test_signatures_must_be_true_and_last(query, code):
    """A signature that is missing, false, or not the last parameter is refused."""
    assert why(ask("POST", f"/fapi/v1/order?{query}"))[1] == code


def test_what_was_signed_is_what_is_sent():
    """Signing the plain text and sending it encoded is refused, as is the other way round."""
    plain, encoded = f"{ORDER}&newClientOrderId=a:1&{STAMP}", f"{ORDER}&newClientOrderId=a%3A1&{STAMP}"
    assert why(ask("POST", f"/fapi/v1/order?{encoded}&signature={sign(plain)}"))[1] == -1022
    assert why(ask("POST", f"/fapi/v1/order?{plain}&signature={sign(encoded)}"))[1] == -1022
    assert parameters(ask("POST", f"/fapi/v1/order?{signed(plain)}"))["newClientOrderId"] == "a:1"
    assert parameters(ask("POST", f"/fapi/v1/order?{signed(encoded)}"))["newClientOrderId"] == "a:1"


# Encodings and names


@pytest.mark.parametrize("strict", [False, True], ids=["lenient", "strict"])
@pytest.mark.parametrize(
    "value", [b"%", b"%4", b"%zz", b"%ff", b"%C3", b"\xff", b"%ED%A0%80"], ids=lambda value: value.decode("latin-1")
)
def test_broken_encodings_are_refused(value, strict):
    """A % without two hex digits and bytes that are no UTF-8 are -1100."""
    answer = ask("GET", b"/fapi/v1/ticker/price?symbol=" + value, strict=strict)
    assert why(answer) == (400, -1100, "Illegal characters found in a parameter.")


@pytest.mark.parametrize(
    ("query", "symbol"),
    [
        ("symbol=BTC@USDT", "BTC@USDT"),
        ("symbol=a+b", "a b"),
        ("symbol=%e5%b8%81", "币"),
        ("symbol=币", "币"),
        ("&symbol=BTCUSDT", "BTCUSDT"),
        ("symbol=BTCUSDT&", "BTCUSDT"),
        ("symbol=BTCUSDT&&", "BTCUSDT"),
        ("SYMBOL=BTCUSDT", "BTCUSDT"),
        ("symbol=BTCUSDT&foo=1", "BTCUSDT"),
        ("symbol=BTCUSDT&foo", "BTCUSDT"),
    ],
)
def test_odd_encodings_pass_unless_strict(query, symbol):
    """Unescaped characters, + for a blank, small hex digits, empty parts and odd names work, but not strictly."""
    assert parameters(ask("GET", f"/fapi/v1/ticker/price?{query}")) == {"symbol": symbol}
    assert why(ask("GET", f"/fapi/v1/ticker/price?{query}", strict=True))[1] in {-1100, -1104}


@pytest.mark.parametrize("name", ["RecvWindow", "recvwindow", "TIMESTAMP"])
def test_names_may_have_another_case_unless_strict(name):
    """The names every signed request takes are read in any case, too."""
    stamp = f"{name}={NOW}" if name == "TIMESTAMP" else f"{name}=1&{STAMP}"
    late = 0 if name == "TIMESTAMP" else 2
    answer = place(stamp=stamp, now=NOW + late)
    assert parameters(answer) if not late else why(answer)[1] == -1021
    assert why(place(stamp=stamp, strict=True))[1] in {-1102, -1104}


def test_duplicates_are_refused():
    """A name given twice is -1101, but that of a list in a lenient gate."""
    twice = "Duplicate values for a parameter detected."
    for strict in (False, True):
        assert why(place(f"{ORDER}&side=SELL", strict=strict)) == (400, -1101, twice)
        assert why(ask("GET", "/fapi/v1/time?a=1&a=1", strict=strict)) == (400, -1101, twice)
    query = signed(f"symbol=BTCUSD_PERP&orderIdList=1&orderIdList=2&{STAMP}")
    answer = ask("DELETE", f"/dapi/v1/batchOrders?{query}", product="cm")
    assert parameters(answer)["orderIdList"] == "[1,2]"


def test_the_query_wins_over_the_body():
    """A name in both is read from the query; strictly it is a duplicate."""
    query, body = f"{ORDER}&{STAMP}", "side=SELL"
    body = f"{body}&signature={sign(query + body)}"
    assert parameters(ask("POST", f"/fapi/v1/order?{query}", body))["side"] == "BUY"
    assert why(ask("POST", f"/fapi/v1/order?{query}", body, strict=True))[1] == -1101


def test_strictly_nothing_is_left_unread():
    """Names that the endpoint does not know, also those of signing where none is asked for, are counted in -1104."""
    assert why(place(f"{ORDER}&foo=1&stopPrice=2", strict=True)) == (
        400, -1104, "Not all sent parameters were read; read '6' parameter(s) but was sent '8'."
    )  # fmt: skip
    assert why(ask("GET", f"/fapi/v1/ticker/price?{STAMP}", strict=True))[1] == -1104
    assert parameters(ask("GET", f"/fapi/v1/ticker/price?{signed(STAMP)}")) == {}
    assert parameters(place(f"{ORDER}&foo=1&stopPrice=2"))["stopPrice"] == "2"


def test_empty_values_are_nothing_unless_strict():
    """An optional parameter without a value was not sent; strictly that is -1105. A mandatory one is -1102 in both."""
    assert "newClientOrderId" not in parameters(place(f"{ORDER}&newClientOrderId=&recvWindow="))
    assert why(place(f"{ORDER}&newClientOrderId=", strict=True)) == (
        400, -1105, "Parameter 'newClientOrderId' was empty."
    )  # fmt: skip
    assert why(place(stamp=f"recvWindow=&{STAMP}", strict=True))[1] == -1105
    for strict in (False, True):
        assert why(place(ORDER.replace("BTCUSDT", ""), strict=strict)) == (
            400, -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed."
        )  # fmt: skip


def test_the_orders_of_a_batch_come_out_one_by_one():
    """Each order of a batch is its parameters, or its own refusal."""
    orders = [
        {"symbol": "BTCUSDT", "side": "BUY", "type": "MARKET", "quantity": "0.1"},
        {"symbol": "BTCUSDT", "side": "UP", "type": "MARKET", "quantity": "0.1"},
    ]
    query = signed(f"batchOrders={quote(json.dumps(orders))}&{STAMP}")
    answer = ask("POST", f"/fapi/v1/batchOrders?{query}", strict=True)
    assert answer.items[0] == orders[0]
    assert (answer.items[1].code, answer.items[1].msg) == (-1117, "Invalid side.")
    assert answer.headers["X-MBX-ORDER-COUNT-10S"] == "5"


# Limits


def test_weight_shows_in_every_answer():
    """Admitted or refused, an answer tells the weight used in this minute."""
    gate = open_gate()
    for used, answer in enumerate(
        [
            ask("GET", "/fapi/v1/ping", gate=gate),
            ask("GET", "/fapi/v1/nothing", gate=gate),
            ask("GET", "/fapi/v1/openInterest", gate=gate),
            ask("GET", "/fapi/v1/openInterest?symbol=%", gate=gate),
            ask("GET", "/dapi/v1/ping", gate=gate, product="cm"),
        ],
        start=1,
    ):
        assert answer.headers == {"X-MBX-USED-WEIGHT-1M": str(used)}
    assert ask("GET", "/fapi/v1/ping", gate=gate, ip="10.0.0.1").headers == {"X-MBX-USED-WEIGHT-1M": "1"}


def test_endpoints_with_limits_of_their_own_leave_the_weight_alone():
    """Funding rates and infos share 500 requests in five minutes and show no weight."""
    gate = open_gate()
    for number in range(500):
        path = "/fapi/v1/fundingInfo" if number % 2 else "/fapi/v1/fundingRate"
        assert ask("GET", path, gate=gate).headers == {}
    answer = ask("GET", "/fapi/v1/fundingInfo", gate=gate)
    assert why(answer)[:2] == (429, -1003)
    assert answer.headers.keys() == {"Retry-After"}
    assert ask("GET", "/fapi/v1/ping", gate=gate).headers == {"X-MBX-USED-WEIGHT-1M": "1"}


def test_going_on_after_429_ends_in_418():
    """Weight above the limit is 429 with Retry-After, going on is 418, and then nothing is read any more."""
    gate = open_gate(limits=Limits(weight=100, patience=2))
    assert parameters(ask("GET", "/fapi/v1/ticker/24hr?", gate=gate)) == {}
    assert parameters(ask("GET", "/fapi/v1/ticker/24hr?", gate=gate)) == {}
    answers = [ask("GET", "/fapi/v1/ticker/24hr", gate=gate, now=NOW + 1) for _ in range(4)]
    assert [answer.status for answer in answers] == [429, 429, 418, 418]
    assert answers[0].headers["Retry-After"] == str(-(-(60_000 - (NOW + 1) % 60_000) // 1000))
    assert answers[-1].headers["Retry-After"] == "120"
    assert answers[-1].code == -1003
    assert why(ask("GET", "/fapi/v1/nothing", gate=gate, now=NOW + 2))[0] == 418
    assert parameters(ask("GET", "/fapi/v1/ping", gate=gate, now=NOW + 120_001)) == {}


def test_orders_are_limited_by_account():
    """One order too many within ten seconds is -1015, whichever key or IP of the account it comes from."""
    gate = open_gate(limits=Limits(orders_10s=2))
    for key, ip in [(KEY, IP), (WRITER, "10.0.0.1")]:
        assert parameters(place(gate=gate, key=key, ip=ip))
    answer = place(gate=gate)
    assert why(answer)[:2] == (429, -1015)
    assert answer.headers.keys() == {"Retry-After", "X-MBX-USED-WEIGHT-1M"}
    assert parameters(place(gate=gate, now=NOW - NOW % 10_000 + 10_000, stamp=f"recvWindow=60000&{STAMP}"))


def test_only_what_is_sound_counts_as_an_order():
    """A refused order counts on nothing but the weight."""
    gate = open_gate()
    assert why(place(ORDER.replace("BUY", "UP"), gate=gate))[1] == -1117
    assert place(gate=gate).headers["X-MBX-ORDER-COUNT-10S"] == "1"


def test_the_gate_knows_nothing_of_the_sdk():
    """The doorkeeper loads no module of the SDK whose mistakes it is there to find."""
    program = "import binance_futures.paper._frames, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    ours = {name for name in loaded if name.startswith("binance_futures.") and ".paper" not in name}
    assert ours <= {"binance_futures._lazy", "binance_futures._version"}


# Properties

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
ENCODERS = st.sampled_from([quote, quote_plus, lambda text: quote(text, safe="")])


@given(TEXTS, TEXTS, ENCODERS, st.booleans())
@example("a&b=c", "+ %25", quote_plus, False)
def test_whatever_is_encoded_comes_out_equal(symbol, order_id, encode, in_body):
    """Any text, encoded by urllib and signed, passes and is the same text inside."""
    given_ = {"symbol": symbol, "origClientOrderId": order_id}
    text = signed(f"{urlencode(given_, quote_via=lambda text, *_: encode(text))}&{STAMP}")
    target, body = ("/fapi/v1/order", text) if in_body else (f"/fapi/v1/order?{text}", "")
    assert parameters(ask("DELETE", target, body)) == given_


@given(TEXTS, TEXTS)
def test_strictly_encoded_text_comes_out_equal(symbol, order_id):
    """Any text with all but letters, digits and -._~ encoded passes strictly."""
    given_ = {"symbol": symbol, "origClientOrderId": order_id}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in given_.items())
    assert parameters(ask("DELETE", f"/fapi/v1/order?{signed(f'{query}&{STAMP}')}", strict=True)) == given_


@given(st.data(), st.booleans())
def test_one_changed_byte_is_refused(data, strict):
    """Whichever byte of a signed query is changed, it is refused; but the case of letters after what is signed."""
    query = signed(f"{ORDER}&newClientOrderId=a%3A1&{STAMP}").encode()
    place_, byte = data.draw(st.integers(0, len(query) - 1)), data.draw(st.integers(0, 255))
    assume(query[place_] != byte)
    assume(not (chr(byte).isalpha() and place_ >= query.index(b"signature=") and byte ^ query[place_] == 0x20))
    changed = query[:place_] + bytes([byte]) + query[place_ + 1 :]
    answer = ask("POST", b"/fapi/v1/order?" + changed, strict=strict)
    assert why(answer)[1] in {-1022, -1100, -1101, -1102, -1021, -1131}


@given(st.binary(max_size=80), st.binary(max_size=80), st.booleans())
def test_no_bytes_break_the_gate(query, body, strict):
    """Whatever arrives is admitted or refused, with a 4xx status."""
    for method, path in [("POST", b"/fapi/v1/order?"), ("GET", b"/fapi/v1/depth?"), ("DELETE", b"/fapi/v1/listenKey?")]:
        answer = ask(method, path + query, body, strict=strict)
        assert isinstance(answer, Admitted) or 400 <= answer.status < 500
