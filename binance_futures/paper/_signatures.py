"""Checks of signatures: HMAC-SHA256 as hex, RSA PKCS#1 v1.5 with SHA-256 and Ed25519 as base64."""

import base64
import hmac
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

__all__ = ["Verifier", "public_key_verifier", "secret_verifier"]

Verifier = Callable[[bytes, str], bool]
"""Whether this text is the signature of these bytes."""


def secret_verifier(secret: str) -> Verifier:
    """Checks HMAC signatures made with a secret; hex letters may be of either case."""
    key = secret.encode()

    def verify(payload: bytes, signature: str) -> bool:
        expected = hmac.digest(key, payload, "sha256").hex().encode()
        return hmac.compare_digest(expected, signature.lower().encode(errors="replace"))

    return verify


def public_key_verifier(key: RSAPublicKey | Ed25519PublicKey) -> Verifier:
    """Checks signatures made with the private key of this public one."""

    def verify(payload: bytes, signature: str) -> bool:
        try:
            raw = _unbase64(signature)
            if isinstance(key, RSAPublicKey):
                key.verify(raw, payload, PKCS1v15(), SHA256())
            else:
                key.verify(raw, payload)
        except (InvalidSignature, ValueError):
            return False
        return True

    return verify


def _unbase64(text: str) -> bytes:
    """The bytes of a base64 text; only the one text that stands for them will do."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("not the canonical base64 text")
    return raw
