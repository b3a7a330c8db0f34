"""Where requests go and how: base URL, headers, timeout, proxy and certificates, checked once."""

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from ._redact import redact
from .errors import ParameterError, Problem

if TYPE_CHECKING:
    from ssl import SSLContext

__all__ = ["Address", "Origin", "Proxies", "Timeout"]

Proxies = Mapping[str, str] | str
Timeout = float | tuple[float, float] | None
"""Seconds for everything, or (connect, read) as the old connector took it, or None for no limit."""


class Origin:
    """Where requests go: checked base URL, ready-made headers, timeout and proxy."""

    def __init__(self, base_url: str, key: str | None, timeout: Timeout, proxies: Proxies | None) -> None:
        url = Address.of(base_url)
        if url is None or url.scheme not in ("http", "https"):
            shown = redact(str(base_url))
            raise _refused("base_url", f"is not a URL such as 'https://fapi.binance.com' (got {shown!r})")
        if key is not None and not (key.isascii() and key.isprintable() and " " not in key):
            raise _refused("key", "holds blanks or other characters no API key has")
        self.base_url: str = base_url.rstrip("/")
        self.address = url
        self.timeout: dict[str, float | None] = _timeout(timeout)
        self.proxy: Address | None = _proxy(url.scheme, url.host, proxies)
        plain = {
            "Host": urlsplit(base_url).netloc.rpartition("@")[2],
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "Connection": "keep-alive",
            "User-Agent": "binance-futures-sdk",
        }
        self.headers: dict[bool, dict[str, str]] = {
            False: plain,
            True: plain | ({"X-MBX-APIKEY": key} if key is not None else {}),
        }
        """By whether the API key goes along."""

    def ssl_context(self) -> "SSLContext | None":
        """What verifies the server: certifi's certificates, or those the environment names; None without TLS."""
        if self.address.scheme == "http" and (self.proxy is None or self.proxy.scheme != "https"):
            return None
        import ssl

        import certifi

        own = os.environ.get("SSL_CERT_FILE") or os.environ.get("REQUESTS_CA_BUNDLE")
        try:
            return ssl.create_default_context(cafile=own or certifi.where())
        except OSError as error:
            raise _refused("SSL_CERT_FILE", f"names certificates that cannot be read ({error.strerror})") from error


class Address(NamedTuple):
    """The parts of a URL that a connection needs."""

    scheme: str
    host: str
    port: int | None
    path: bytes
    auth: tuple[bytes, bytes] | None

    @classmethod
    def of(cls, url: object) -> "Address | None":
        """The parts; None if it is not a URL of a host."""
        if not isinstance(url, str) or not url.isascii():
            return None
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            return None
        if not parts.hostname or parts.query or parts.fragment:
            return None
        name, word = unquote(parts.username or "").encode(), unquote(parts.password or "").encode()
        path = parts.path.rstrip("/").encode()
        return cls(parts.scheme, parts.hostname, port, path, (name, word) if name else None)


def _timeout(timeout: Timeout) -> dict[str, float | None]:
    connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    for value in (connect, read):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or not value > 0):
            raise _refused("timeout", f"is a number of seconds above 0, (connect, read), or None (got {timeout!r})")
    return {"connect": connect, "read": read, "write": read, "pool": connect}


def _proxy(scheme: str, host: str, proxies: Proxies | None) -> Address | None:
    """The proxy for this host: as given, else as the environment says."""
    if proxies is None:
        proxies = _environment_proxies(host)
    url = proxies if isinstance(proxies, str) else _pick(scheme, proxies)
    if url is None:
        return None
    proxy = Address.of(url)
    if proxy is None or proxy.scheme not in ("http", "https", "socks5", "socks5h"):
        raise _refused("proxies", "is a URL or a dict such as {'https': 'http://user:password@1.2.3.4:8080'}")
    return proxy


def _environment_proxies(host: str) -> Mapping[str, str]:
    if sys.platform not in ("darwin", "win32") and not any(name.lower().endswith("_proxy") for name in os.environ):
        return {}  # nothing is set: urllib.request is a slow import
    import urllib.request

    return {} if urllib.request.proxy_bypass(host) else urllib.request.getproxies()


def _pick(scheme: str, proxies: Mapping[str, str]) -> str | None:
    names = (scheme, f"{scheme}://", "all", "all://")
    return next((proxies[name] for name in names if proxies.get(name)), None)


def _refused(parameter: str, message: str) -> ParameterError:
    return ParameterError([Problem(parameter, message)])
