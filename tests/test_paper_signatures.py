"""Signatures of the three kinds are told from everything else."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from binance_futures.paper._keys import ApiKey, KeyRing
from binance_futures.paper._signatures import public_key_verifier, secret_verifier

# The example keys of Binance's documentation.
SECRET = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9"
API_KEY = "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83"
ORDER = "side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000&timestamp=1591702613943"
ED25519 = "j7ENsMM+tRQmT2ovdVRUzr/TaHDGQAwof6KyCZEiwnGP/ZuRpFsqxmeRJKy24JsNGfRCivSZsThx2M1i4nc+Bw=="

PUBLISHED = [
    pytest.param(
        f"symbol=BTCUSDT&{ORDER}", "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9", id="um"
    ),
    pytest.param(
        f"symbol=BTCUSD_200925&{ORDER}", "04c8b9fbd55285a38fd6a3fc40ba3a7d114f22564dab61611bf24f2d2efb890f", id="cm"
    ),
    pytest.param(
        "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC"
        "quantity=1&price=9000&recvWindow=5000&timestamp=1591702613943",
        "30baaf0fab549bbeda7f5ef201898b34122da25fd23c646cac2c529aebe670a4",
        id="query and body",
    ),
    pytest.param(
        "symbol=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9FUSDT&timestamp=1591702613943",
        "72120712f7be733ac3d17604281d5a46a226e36a0f24f3ca97d826e5000924d9",
        id="not ASCII",
    ),
    pytest.param(
        f"apiKey={API_KEY}&newOrderRespType=ACK&price=52000.00&quantity=0.01000000&recvWindow=100&side=SELL"
        "&symbol=BTCUSDT&timeInForce=GTC&timestamp=1645423376532&type=LIMIT",
        "1264079ac76f7f4321dbd0fd3e7e489192d22a0756680e8e32de1e80c1cc2565",
        id="WebSocket API",
    ),
]


@pytest.fixture(scope="module")
def rsa_key():
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="module")
def ed25519_key():
    return ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def pem_of(public_key):
    return public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@pytest.mark.parametrize(("payload", "signature"), PUBLISHED)
def test_the_published_hmac_signatures_are_true(payload, signature):
    """The documented signatures of the documented payloads verify, in hex letters of either case."""
    verify = secret_verifier(SECRET)
    assert verify(payload.encode(), signature)
    assert verify(payload.encode(), signature.upper())


@pytest.mark.parametrize("signature", ["", "0", "3c66", "3c66ü", "\ud800", "x" * 64, "0" * 64, ED25519])
def test_a_false_hmac_signature_is_told(signature):
    """A text that is no signature, or another's, is false and no error."""
    assert not secret_verifier(SECRET)(f"symbol=BTCUSDT&{ORDER}".encode(), signature)


def test_the_published_ed25519_signature_is_true(ed25519_key):
    """The documented Ed25519 signature verifies with the documented key."""
    assert public_key_verifier(ed25519_key.public_key())(f"symbol=BTCUSDT&{ORDER}".encode(), ED25519)


def test_an_rsa_signature_is_true(rsa_key):
    """What an RSA key signed with PKCS#1 v1.5 and SHA-256 verifies; under another padding it does not."""
    payload = ORDER.encode()
    verify = public_key_verifier(rsa_key.public_key())
    signed = rsa_key.sign(payload, padding.PKCS1v15(), SHA256())
    other = rsa_key.sign(payload, padding.PSS(padding.MGF1(SHA256()), 32), SHA256())
    assert verify(payload, base64.b64encode(signed).decode())
    assert not verify(payload, base64.b64encode(other).decode())


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "no base64!",
        "ü",
        "AAAA",
        ED25519[:-4],
        ED25519.rstrip("="),
        ED25519[:-3] + "x==",
        f" {ED25519}",
        f"{ED25519}\n",
    ],
)
def test_a_false_public_key_signature_is_told(signature, rsa_key, ed25519_key):
    """A text that is no base64, another base64 of the same bytes, or no signature, is false and no error."""
    for key in (rsa_key, ed25519_key):
        assert not public_key_verifier(key.public_key())(f"symbol=BTCUSDT&{ORDER}".encode(), signature)


def test_the_algorithm_is_told_from_the_public_key(rsa_key, ed25519_key):
    """A PEM says itself whether it is RSA or Ed25519."""
    assert ApiKey.with_public_key("k", pem_of(rsa_key.public_key()), "demo").algorithm == "RSA"
    assert ApiKey.with_public_key("k", pem_of(ed25519_key.public_key()), "demo").algorithm == "Ed25519"
    assert ApiKey.with_secret("k", SECRET, "demo").algorithm == "HMAC"


def test_other_public_keys_are_no_api_keys():
    """A key of another kind, or no key, is a ValueError."""
    pem = pem_of(ec.generate_private_key(ec.SECP256R1()).public_key())
    with pytest.raises(ValueError, match="RSA or Ed25519 public key is needed, not ECPublicKey"):
        ApiKey.with_public_key("k", pem, "demo")
    with pytest.raises(ValueError, match="PEM"):
        ApiKey.with_public_key("k", "no key", "demo")


def test_secrets_stay_out_of_the_repr():
    """Neither the API key nor the secret shows."""
    key = ApiKey.with_secret(API_KEY, SECRET, "demo")
    for shown in (repr(key), str(key), repr(KeyRing(key))):
        assert API_KEY not in shown
        assert SECRET not in shown


def test_keys_come_and_go():
    """A key ring holds a key until it is removed, or replaced by another of the same text."""
    first, second = (ApiKey.with_secret(API_KEY, SECRET, account) for account in ("first", "second"))
    keys = KeyRing(first)
    assert keys.holds(first)
    keys.add(second)
    assert not keys.holds(first)
    assert keys.find(API_KEY, "TRADE", "127.0.0.1") is second
    keys.remove(second)
    keys.remove(second)
    assert not keys.holds(second)
