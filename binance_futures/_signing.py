"""Signatures: pure functions on bytes (HMAC-SHA256, RSA PKCS#1 v1.5 with SHA-256, Ed25519)."""

import base64
import hmac
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from .errors import ParameterError, Problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256

__all__ = ["PrivateKey", "Signer", "hmac_signer", "private_key_signer"]

PrivateKey = str | bytes | os.PathLike[str]


class Signer(NamedTuple):
    """A key, ready to sign; the key itself stays inside the function."""

    algorithm: str
    """`HMAC`, `RSA` or `Ed25519`."""
    sign: Callable[[bytes], str]
    """The signature of a text: hex for HMAC, base64 for RSA and Ed25519."""


def hmac_signer(secret: str) -> Signer:
    """Signs with HMAC-SHA256, hex."""
    key = secret.encode()

    def sign(payload: bytes) -> str:
        return hmac.digest(key, payload, "sha256").hex()

    return Signer("HMAC", sign)


def private_key_signer(private_key: PrivateKey, passphrase: str | bytes | None = None) -> Signer:
    """Signs with the RSA or Ed25519 key of a PEM, base64; the kind of key is told from the PEM."""
    key = _load(_pem(private_key), passphrase)
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if isinstance(key, Ed25519PrivateKey):
        sign_raw: Callable[[bytes], bytes] = key.sign
        algorithm = "Ed25519"
    else:
        sign_raw = partial(_rsa_sign, key, padding.PKCS1v15(), hashes.SHA256())
        algorithm = "RSA"

    def sign(payload: bytes) -> str:
        return base64.b64encode(sign_raw(payload)).decode()

    return Signer(algorithm, sign)


def _rsa_sign(key: "RSAPrivateKey", scheme: "PKCS1v15", digest: "SHA256", payload: bytes) -> bytes:
    return key.sign(payload, scheme, digest)


def _pem(private_key: PrivateKey) -> bytes:
    if isinstance(private_key, str) and "-----BEGIN" in private_key:
        private_key = private_key.encode(errors="surrogateescape")
    if not isinstance(private_key, bytes):
        if not isinstance(private_key, str | os.PathLike):
            raise _refused("private_key", f"is PEM text, its bytes or a path (got {type(private_key).__name__})")
        if not os.fspath(private_key).strip():
            raise _refused("private_key", "is empty; give the PEM text, its bytes or the path of its file")
        try:
            private_key = Path(private_key).read_bytes()
        except (OSError, ValueError) as error:
            # The reason alone: `private_key` may be a broken PEM rather than a path, and must not be shown.
            reason = error.strerror if isinstance(error, OSError) else "not a path"
            raise _refused("private_key", f"is neither PEM text nor a readable file ({reason})") from None
    if not private_key.strip():
        raise _refused("private_key", f"is empty; {_HOW_TO_MAKE_ONE}")
    return private_key


def _load(pem: bytes, passphrase: str | bytes | None) -> "RSAPrivateKey | Ed25519PrivateKey":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    password = passphrase.encode(errors="surrogateescape") if isinstance(passphrase, str) else passphrase
    encrypted = b"BEGIN ENCRYPTED" in pem or b"4,ENCRYPTED" in pem
    # "" is what the old connector's examples give for a key without a passphrase.
    if encrypted and not password:
        raise _refused("private_key_passphrase", "is required: the private key is encrypted")
    try:
        key = load_pem_private_key(pem, password if encrypted else None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        if encrypted:
            problem = _refused("private_key_passphrase", "does not open the private key, or its PEM is damaged")
        else:
            problem = _refused("private_key", f"is not a PEM private key; {_HOW_TO_MAKE_ONE}")
        raise problem from None
    if isinstance(key, RSAPrivateKey | Ed25519PrivateKey):
        return key
    raise _refused("private_key", f"is of kind {type(key).__name__}; Binance takes RSA and Ed25519")


def _refused(parameter: str, message: str) -> ParameterError:
    return ParameterError([Problem(parameter, message)])


_HOW_TO_MAKE_ONE: Final = "make one with `openssl genpkey -algorithm ed25519 -out private.pem`"
