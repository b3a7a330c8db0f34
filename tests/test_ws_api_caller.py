"""Requests of the WebSocket API as text, without any socket: signatures, values, what is refused."""

import base64
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from hypothesis import given
from hypothesis import strategies as st

from binance_futures import ParameterError, Retry, UMFutures
from binance_futures._signing import hmac_signer, private_key_signer
from binance_futures.models import um
from binance_futures.ws_api._caller import WebSocketCaller

NOW = 1_790_776_800_000


def caller(signer: Any = None, key: str | None = "key-of-tests", now: int = NOW) -> WebSocketCaller:
    return WebSocketCaller("um", key, signer, Retry(), now=lambda: now)


def pem(key: Any) -> bytes:
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(encoding, form, serialization.NoEncryption())


def sent(made: WebSocketCaller, request: Any, *, bare: bool = False) -> dict[str, Any]:
    return json.loads(made.draft(request, bare=bare).frame(1))["params"]


def plain(parameters: dict[str, Any]) -> bytes:
    return "&".join(f"{name}={parameters[name]}" for name in sorted(parameters.keys() - {"signature"})).encode()


def test_the_documented_signature() -> None:
    """The example of the exchange's WebSocket API pages gives the signature computed for it."""
    key = "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83"
    secret = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9"
    request = um.NewOrder(
        "BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity="0.01000000", price="52000.00",
        newOrderRespType="ACK", recvWindow=100,
    )  # fmt: skip
    parameters = sent(caller(hmac_signer(secret), key, 1645423376532), request)
    assert plain(parameters) == (
        b"apiKey=dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83&newOrderRespType=ACK&price=52000.00"
        b"&quantity=0.01000000&recvWindow=100&side=SELL&symbol=BTCUSDT&timeInForce=GTC&timestamp=1645423376532&type=LIMIT"
    )
    assert parameters["signature"] == "1264079ac76f7f4321dbd0fd3e7e489192d22a0756680e8e32de1e80c1cc2565"


AWKWARD = um.QueryOrder("币安人生\"\\'&=+/ünïcödeUSDT", orderId=7)


def test_rsa_and_ed25519_sign_the_text_as_it_is() -> None:
    """Their public keys verify the unencoded UTF-8 text; the base64 stands in the JSON as it is."""
    rsa, ed25519 = generate_private_key(65537, 2048), Ed25519PrivateKey.generate()
    parameters = sent(caller(private_key_signer(pem(rsa))), AWKWARD)
    signature = base64.b64decode(parameters["signature"], validate=True)
    rsa.public_key().verify(signature, plain(parameters), padding.PKCS1v15(), hashes.SHA256())
    parameters = sent(caller(private_key_signer(pem(ed25519))), AWKWARD)
    ed25519.public_key().verify(base64.b64decode(parameters["signature"], validate=True), plain(parameters))
    assert parameters["symbol"] == AWKWARD.symbol


@given(st.text(min_size=1).filter(lambda text: not any(c.isspace() or not c.isprintable() for c in text)))
def test_any_symbol_survives(symbol: str) -> None:
    """What is text in a request is the same text in the frame."""
    assert sent(caller(hmac_signer("s")), um.QueryOrder(symbol, orderId=1))["symbol"] == symbol


def test_values_have_the_documented_forms() -> None:
    """Whole numbers are bare, decimals and flags are text, what was not given is not sent."""
    request = um.NewOrder("B", "BUY", "LIMIT", timeInForce="GTD", quantity=Decimal("1E-7"), price=3, reduceOnly=False,
                          goodTillDate=1798761600000)  # fmt: skip
    parameters = sent(caller(hmac_signer("s")), request)
    found = {name: parameters[name] for name in ("quantity", "price", "reduceOnly", "goodTillDate")}
    assert found == {"quantity": "0.0000001", "price": "3", "reduceOnly": "false", "goodTillDate": 1798761600000}
    assert "newOrderRespType" not in parameters


def test_a_call_without_parameters_has_none() -> None:
    """`params` is left out where there is nothing to say."""
    assert caller().draft(um.SessionStatus(), bare=False).frame(3) == b'{"id":3,"method":"session.status"}'


def test_after_a_logon_only_the_time_is_added() -> None:
    """Bare requests carry neither key nor signature."""
    request = um.CancelOrder("BTCUSDT", orderId=7)
    assert sent(caller(hmac_signer("s")), request, bare=True) == {"orderId": 7, "symbol": "BTCUSDT", "timestamp": NOW}


def refusal(made: WebSocketCaller, request: Any) -> str:
    with pytest.raises(ParameterError) as caught:
        next(made.call(request))
    return str(caught.value)


def test_what_cannot_be_sent_is_refused() -> None:
    """Calls REST alone has, calls without credentials, and a logon with another kind of key raise before sending."""
    assert "GetKlines (GET /fapi/v1/klines): request: is not a call" in refusal(caller(), um.GetKlines("B", "1m"))
    order = um.CancelOrder("BTCUSDT", orderId=7)
    assert "CancelOrder (order.cancel): key: is required" in refusal(caller(key=None), order)
    assert "secret: is required" in refusal(caller(), order)
    assert "Ed25519" in refusal(caller(hmac_signer("s")), um.SessionLogon())


def test_rest_has_no_session() -> None:
    """The session's calls are refused by REST clients, and say what they are in help()."""
    with pytest.raises(ParameterError, match=r"SessionStatus .session\.status.: request: is a call of the WebSocket"):
        UMFutures().send(um.SessionStatus())
    assert "session.status, security NONE, weight 2" in um.SessionStatus.about()


def test_a_session_does_not_show_its_key() -> None:
    """The key in the answer is in no repr."""
    raw = Path(__file__).parent / "contracts" / "ws_api" / "session_logon.json"
    body = json.dumps(json.loads(raw.read_text())["answers"][0])
    assert um.SessionLogon.parse(body.encode()).apiKey == "key-of-tests"
    assert "key-of-tests" not in repr(um.SessionLogon.parse(body.encode()))
