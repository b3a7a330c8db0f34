"""Signatures, checked against published values and with the public key."""

import base64
import hashlib
import hmac
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from binance_futures._signing import hmac_signer, private_key_signer
from binance_futures.errors import ParameterError

# The example keys of Binance's documentation.
SECRET = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9"
API_KEY = "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83"
ORDER = "side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000&timestamp=1591702613943"
PAYLOAD = f"symbol=BTCUSDT&{ORDER}".encode()
PASSPHRASE = "Pässwort mit Blank"
WRONG = "not-the-passphrase"
NO_PEM = "some text that is no key"


@pytest.fixture(scope="session")
def rsa_key():
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="session")
def ed25519_key():
    return ed25519.Ed25519PrivateKey.generate()


@pytest.fixture(params=["RSA", "Ed25519"])
def key(request):
    return request.getfixturevalue(f"{request.param.lower()}_key")


def pem_of(key, passphrase=None, form=PrivateFormat.PKCS8):
    encryption = NoEncryption() if passphrase is None else BestAvailableEncryption(passphrase.encode())
    return key.private_bytes(Encoding.PEM, form, encryption)


def body(pem):
    """The lines of a PEM that hold the key; a last line of few letters could stand in any text."""
    return [line for line in pem.decode().splitlines() if len(line) > 16 and not line.startswith("-----")]


def verify(public_key, signature, payload):
    """Raises InvalidSignature unless the holder of the key signed the payload."""
    raw = base64.b64decode(signature, validate=True)
    if isinstance(public_key, rsa.RSAPublicKey):
        public_key.verify(raw, payload, padding.PKCS1v15(), SHA256())
    else:
        public_key.verify(raw, payload)


# HMAC


@pytest.mark.parametrize(
    ("payload", "signature"),
    [
        pytest.param(
            f"symbol=BTCUSDT&{ORDER}",
            "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9",
            id="um",
        ),
        pytest.param(
            f"symbol=BTCUSD_200925&{ORDER}",
            "04c8b9fbd55285a38fd6a3fc40ba3a7d114f22564dab61611bf24f2d2efb890f",
            id="cm",
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
    ],
)
def test_hmac_gives_the_published_signature(payload, signature):
    """HMAC-SHA256 of the documented payloads is the documented hex text."""
    signer = hmac_signer(SECRET)
    assert signer.algorithm == "HMAC"
    assert signer.sign(payload.encode()) == signature


# RSA and Ed25519


def test_ed25519_gives_the_published_signature():
    """Ed25519 of the documented payload with the documented key is the documented base64 text."""
    key = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    signer = private_key_signer(pem_of(key))
    assert signer.algorithm == "Ed25519"
    assert signer.sign(PAYLOAD) == (
        "j7ENsMM+tRQmT2ovdVRUzr/TaHDGQAwof6KyCZEiwnGP/ZuRpFsqxmeRJKy24JsNGfRCivSZsThx2M1i4nc+Bw=="
    )


@pytest.mark.parametrize(
    "give",
    [
        pytest.param(lambda pem, path: pem.decode(), id="text"),
        pytest.param(lambda pem, path: pem, id="bytes"),
        pytest.param(lambda pem, path: str(path), id="path as text"),
        pytest.param(lambda pem, path: path, id="Path"),
        pytest.param(lambda pem, path: pem.decode().replace("\n", "\r\n"), id="text with CRLF"),
        pytest.param(lambda pem, path: f"\n  {pem.decode()}  \n", id="text with blanks around"),
    ],
)
def test_a_key_is_taken_in_every_form(give, key, tmp_path):
    """A PEM may be given as text, as bytes or as the path of its file; the public key verifies what is signed."""
    path = tmp_path / "private.pem"
    path.write_bytes(pem_of(key))
    signer = private_key_signer(give(pem_of(key), path))
    verify(key.public_key(), signer.sign(PAYLOAD), PAYLOAD)


@pytest.mark.parametrize("passphrase", [PASSPHRASE, PASSPHRASE.encode()], ids=["text", "bytes"])
def test_an_encrypted_key_opens_with_its_passphrase(passphrase, key):
    """An encrypted PEM opens with its passphrase, given as text or as bytes."""
    signer = private_key_signer(pem_of(key, PASSPHRASE), passphrase)
    verify(key.public_key(), signer.sign(PAYLOAD), PAYLOAD)


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "encrypted"])
def test_an_old_rsa_pem_is_taken(passphrase, rsa_key):
    """The older `BEGIN RSA PRIVATE KEY` form works too, plain and encrypted."""
    pem = pem_of(rsa_key, passphrase, PrivateFormat.TraditionalOpenSSL)
    assert pem.startswith(b"-----BEGIN RSA PRIVATE KEY-----")
    verify(rsa_key.public_key(), private_key_signer(pem, passphrase).sign(PAYLOAD), PAYLOAD)


@pytest.mark.parametrize("passphrase", ["", b"", PASSPHRASE], ids=["empty text", "empty bytes", "some"])
def test_a_plain_key_does_not_mind_a_passphrase(passphrase, key):
    """A passphrase beside a key that has none is ignored: the old connector's examples give an empty one."""
    verify(key.public_key(), private_key_signer(pem_of(key), passphrase).sign(PAYLOAD), PAYLOAD)


def test_the_kind_of_key_is_told_from_the_pem(rsa_key, ed25519_key):
    """The signer names the algorithm of its key."""
    assert private_key_signer(pem_of(rsa_key)).algorithm == "RSA"
    assert private_key_signer(pem_of(ed25519_key)).algorithm == "Ed25519"


def test_a_signature_is_of_its_payload(key):
    """The public key does not verify a signature for another payload."""
    signature = private_key_signer(pem_of(key)).sign(PAYLOAD)
    with pytest.raises(InvalidSignature):
        verify(key.public_key(), signature, PAYLOAD + b"0")


def test_a_signer_does_not_show_its_key(rsa_key):
    """The repr of a signer holds nothing of the key."""
    assert SECRET not in repr(hmac_signer(SECRET))
    signer = private_key_signer(pem_of(rsa_key))
    for line in body(pem_of(rsa_key)):
        assert line not in repr(signer)


# Many threads

THREADS, EACH = 16, 25


def sign_in_threads(signer):
    """Signatures by payload, made by one signer in many threads that start at once."""
    start = threading.Barrier(THREADS)

    def work(thread):
        start.wait(timeout=30)
        payloads = [b"thread=%d&number=%d" % (thread, number) for number in range(EACH)]
        return [(payload, signer.sign(payload)) for payload in payloads]

    with ThreadPoolExecutor(THREADS) as pool:
        signed = dict(pair for pairs in pool.map(work, range(THREADS)) for pair in pairs)
    assert len(signed) == THREADS * EACH
    return signed


def test_a_private_key_signs_in_many_threads(key):
    """One signer used by many threads at once gives signatures that verify."""
    for payload, signature in sign_in_threads(private_key_signer(pem_of(key))).items():
        verify(key.public_key(), signature, payload)


def test_hmac_signs_in_many_threads():
    """One HMAC signer used by many threads at once gives the right digests."""
    for payload, signature in sign_in_threads(hmac_signer(SECRET)).items():
        assert signature == hmac.new(SECRET.encode(), payload, hashlib.sha256).hexdigest()


# What is refused


@dataclass
class Keys:
    """What the bad inputs are made of."""

    plain: bytes
    encrypted: bytes
    public: bytes
    ec: bytes
    dsa: bytes
    directory: Path

    def file(self, content):
        path = self.directory / "private.pem"
        path.write_bytes(content)
        return path


@pytest.fixture(scope="session")
def other_keys():
    return pem_of(ec.generate_private_key(ec.SECP256R1())), pem_of(dsa.generate_private_key(1024))


@pytest.fixture
def keys(rsa_key, other_keys, tmp_path):
    public = rsa_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return Keys(pem_of(rsa_key), pem_of(rsa_key, PASSPHRASE), public, *other_keys, tmp_path)


def damaged(pem):
    """The PEM with its middle turned around."""
    middle = len(pem) // 2
    return pem[: middle - 40] + pem[middle - 40 : middle + 40][::-1] + pem[middle + 40 :]


KEY, PHRASE = "private_key", "private_key_passphrase"
BAD = [
    pytest.param(lambda keys: "", None, KEY, "is empty", id="empty text"),
    pytest.param(lambda keys: b"", None, KEY, "is empty", id="empty bytes"),
    pytest.param(lambda keys: " \n", None, KEY, "is empty", id="blank text"),
    pytest.param(lambda keys: b" \n", None, KEY, "is empty", id="blank bytes"),
    pytest.param(lambda keys: keys.file(b""), None, KEY, "is empty", id="empty file"),
    pytest.param(lambda keys: NO_PEM.encode(), None, KEY, "is not a PEM private key", id="bytes that are no PEM"),
    pytest.param(
        lambda keys: keys.file(NO_PEM.encode()), None, KEY, "is not a PEM private key", id="file that is no PEM"
    ),
    pytest.param(lambda keys: SECRET, None, KEY, "is neither PEM text nor a readable file", id="text that is no PEM"),
    pytest.param(
        lambda keys: "".join(keys.plain.decode().splitlines()[1:-1]),
        *(None, KEY, "is neither PEM text nor a readable file"),
        id="body without its frame",
    ),
    pytest.param(lambda keys: "a\0b", None, KEY, "is neither PEM text nor a readable file", id="not even a path"),
    pytest.param(
        lambda keys: keys.directory / "missing.pem",
        *(None, KEY, "is neither PEM text nor a readable file"),
        id="missing file",
    ),
    pytest.param(
        lambda keys: str(keys.directory), None, KEY, "is neither PEM text nor a readable file", id="directory"
    ),
    pytest.param(lambda keys: damaged(keys.plain), None, KEY, "is not a PEM private key", id="damaged PEM"),
    pytest.param(lambda keys: keys.plain[:400].decode(), None, KEY, "is not a PEM private key", id="PEM cut short"),
    pytest.param(
        lambda keys: keys.plain.decode().replace("\n", "\\n"),
        *(None, KEY, "is not a PEM private key"),
        id="PEM with escaped newlines",
    ),
    pytest.param(
        lambda keys: keys.plain.decode().replace("M", "\udc80", 1),
        *(None, KEY, "is not a PEM private key"),
        id="PEM with a byte that is not UTF-8",
    ),
    pytest.param(lambda keys: keys.public, None, KEY, "is not a PEM private key", id="public key"),
    pytest.param(lambda keys: keys.ec, None, KEY, "ECPrivateKey; Binance takes RSA and Ed25519", id="EC key"),
    pytest.param(lambda keys: keys.dsa, None, KEY, "DSAPrivateKey; Binance takes RSA and Ed25519", id="DSA key"),
    pytest.param(lambda keys: keys.encrypted, None, PHRASE, "is required", id="missing passphrase"),
    pytest.param(lambda keys: keys.encrypted, "", PHRASE, "is required", id="empty passphrase"),
    pytest.param(lambda keys: keys.encrypted, WRONG, PHRASE, "does not open the private key", id="wrong passphrase"),
    pytest.param(
        lambda keys: keys.encrypted,
        WRONG.encode(),
        PHRASE,
        "does not open the private key",
        id="wrong passphrase bytes",
    ),
    pytest.param(
        lambda keys: keys.encrypted,
        *(f"{WRONG}\udce4", PHRASE, "does not open the private key"),
        id="passphrase with a byte that is not UTF-8",
    ),
    pytest.param(
        lambda keys: keys.encrypted, WRONG * 100, PHRASE, "does not open the private key", id="long passphrase"
    ),
    pytest.param(
        lambda keys: damaged(keys.encrypted), PASSPHRASE, PHRASE, "its PEM is damaged", id="damaged encrypted PEM"
    ),
]


def refusal(private_key, passphrase):
    with pytest.raises(ParameterError) as caught:
        private_key_signer(private_key, passphrase)
    return caught.value


@pytest.mark.parametrize(("make", "passphrase", "parameter", "message"), BAD)
def test_a_bad_key_is_refused(make, passphrase, parameter, message, keys):
    """A key that cannot be used is a ParameterError that names the parameter and says why."""
    (problem,) = refusal(make(keys), passphrase).problems
    assert problem.parameter == parameter
    assert message in problem.message


@pytest.mark.parametrize(("make", "passphrase", "parameter", "message"), BAD)
def test_a_refusal_shows_no_secret(make, passphrase, parameter, message, keys):
    """Neither the message nor the traceback of a refusal holds anything of a key or a passphrase."""
    given = make(keys)
    error = refusal(given, passphrase)
    text = "\n".join([str(error), repr(error), *traceback.format_exception(error)])
    pems = [keys.plain, keys.encrypted, keys.ec, keys.dsa, given if isinstance(given, bytes) else b""]
    secrets = [line for pem in pems for line in body(pem)]
    assert len(secrets) > 30
    for secret in (*secrets, PASSPHRASE, WRONG, NO_PEM, SECRET):
        assert secret not in text
