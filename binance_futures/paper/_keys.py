"""The API keys an exchange knows."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from ._errors import Refusal
from ._routes import Security
from ._signatures import Verifier, public_key_verifier, secret_verifier

__all__ = ["ApiKey", "KeyRing"]

_FORMAT: Final = re.compile(r"[A-Za-z0-9_-]{1,128}")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An API key of an account, how its signatures are checked, and what it may do."""

    key: str = field(repr=False)
    account: str
    algorithm: Literal["HMAC", "RSA", "Ed25519"]
    verify: Verifier = field(repr=False, compare=False)
    read: bool = True
    trade: bool = True
    ips: frozenset[str] | None = None
    """The addresses it may be used from; None for all."""

    @classmethod
    def with_secret(
        cls,
        key: str,
        secret: str,
        account: str,
        *,
        read: bool = True,
        trade: bool = True,
        ips: frozenset[str] | None = None,
    ) -> Self:
        """A key whose requests are signed with HMAC."""
        return cls(key, account, "HMAC", secret_verifier(secret), read, trade, ips)

    @classmethod
    def with_public_key(
        cls,
        key: str,
        pem: str,
        account: str,
        *,
        read: bool = True,
        trade: bool = True,
        ips: frozenset[str] | None = None,
    ) -> Self:
        """A key whose requests are signed with the private key of this public RSA or Ed25519 key.

        Raises:
            ValueError: the PEM holds no such key.
        """
        match load_pem_public_key(pem.encode()):
            case RSAPublicKey() as public:
                return cls(key, account, "RSA", public_key_verifier(public), read, trade, ips)
            case Ed25519PublicKey() as public:
                return cls(key, account, "Ed25519", public_key_verifier(public), read, trade, ips)
            case other:
                raise ValueError(f"an RSA or Ed25519 public key is needed, not {type(other).__name__}")

    def permits(self, security: Security) -> bool:
        """Whether it may call endpoints of this kind."""
        return self.trade if security == "TRADE" else self.read


class KeyRing:
    """The API keys by their text."""

    def __init__(self, *keys: ApiKey) -> None:
        self._keys = {key.key: key for key in keys}

    def add(self, key: ApiKey) -> None:
        """Lets a key in; one of the same text is replaced."""
        self._keys[key.key] = key

    def remove(self, key: ApiKey) -> None:
        """Makes a key invalid, for sessions logged on with it too."""
        self._keys.pop(key.key, None)

    def holds(self, key: ApiKey) -> bool:
        """Whether the key is valid still."""
        return self._keys.get(key.key) is key

    def find(self, text: str, security: Security, ip: str) -> ApiKey:
        """The key of this text, which must be allowed to do this from there.

        Raises:
            Refusal: -2014 if it cannot be a key, -2015 if it is none, or may not do this.
        """
        if not _FORMAT.fullmatch(text):
            raise Refusal(-2014)
        key = self._keys.get(text)
        if key is None or not key.permits(security) or (key.ips is not None and ip not in key.ips):
            raise Refusal(-2015)
        return key
