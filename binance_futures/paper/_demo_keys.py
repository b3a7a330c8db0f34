"""API keys of the demo account, one of each kind; all but RSA follow from the seed."""

import random
import string
from dataclasses import dataclass, field
from typing import Literal, TypedDict

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from ._keys import ApiKey

__all__ = ["Credentials", "DemoKey", "KeyKind", "demo_key"]

KeyKind = Literal["hmac", "rsa", "ed25519"]

_LETTERS = string.ascii_letters + string.digits


class Credentials(TypedDict, total=False):
    """What a client signs with."""

    key: str
    secret: str
    private_key: str
    private_key_passphrase: str


@dataclass(frozen=True, slots=True)
class DemoKey:
    """An API key and what it signs with: a secret, or a private key as PEM."""

    kind: KeyKind
    key: str = field(repr=False)
    signs_with: str = field(repr=False)
    api_key: ApiKey = field(repr=False)

    @property
    def credentials(self) -> Credentials:
        """The arguments of a client."""
        if self.kind == "hmac":
            return {"key": self.key, "secret": self.signs_with}
        return {"key": self.key, "private_key": self.signs_with}


def demo_key(kind: KeyKind, account: str, seed: int) -> DemoKey:
    """A key of an account."""
    rng = random.Random(f"{seed} {account} {kind}")  # noqa: S311 - keys of a demo are the same every time
    key, secret = ("".join(rng.choices(_LETTERS, k=64)) for _ in range(2))
    if kind == "hmac":
        return DemoKey(kind, key, secret, ApiKey.with_secret(key, secret, account))
    private: RSAPrivateKey | Ed25519PrivateKey
    if kind == "rsa":
        private = generate_private_key(public_exponent=65537, key_size=2048)
    else:
        private = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return DemoKey(kind, key, pem, ApiKey.with_public_key(key, public, account))
