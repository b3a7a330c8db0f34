"""Where sockets go and how: the checked arguments that every client of them takes."""

from importlib.util import find_spec
from ssl import SSLContext
from typing import NamedTuple

from .._origin import Address, Origin, Proxies, Timeout
from .._redact import redact
from ..environments import Environment, Product, hosts
from ..errors import ParameterError, Problem

__all__ = ["Place", "place_of", "streams_of"]


class Place(NamedTuple):
    """Where sockets go and how, checked."""

    url: str
    """Without a slash at the end."""
    proxy: Address | None
    ssl_context: SSLContext | None
    """Loaded once: a reconnect must not read the certificates anew."""
    timeout: float | None
    """Seconds that making a connection may take."""
    patience: float | None
    """Seconds that an answer may take."""


def place_of(url: str, proxies: Proxies | None, timeout: Timeout, key: str | None = None) -> Place:
    """Checks where to connect to, and the key that goes there."""
    address = Address.of(url)
    if address is None or address.scheme not in ("ws", "wss"):
        message = f"is not a URL such as 'wss://fstream.binance.com' (got {redact(str(url))!r})"
        raise ParameterError([Problem("stream_url", message)])
    # Proxies are chosen as for REST: `http` in the old connector's dict stands for both.
    plain = Origin(f"http://{address.host}", key, timeout, _for_http(proxies))
    if plain.proxy is not None and plain.proxy.scheme.startswith("socks") and find_spec("python_socks") is None:
        raise ParameterError([Problem("proxies", "need the extra [socks] for a SOCKS proxy")])
    secured = Origin(f"https://{address.host}", None, timeout, {}) if address.scheme == "wss" else None
    ssl_context = secured.ssl_context() if secured is not None else None
    return Place(url.rstrip("/"), plain.proxy, ssl_context, plain.timeout["connect"], plain.timeout["read"])


def streams_of(product: Product, stream_url: str | None, environment: Environment) -> str:
    """Scheme and host of the streams."""
    return stream_url if stream_url is not None else hosts(environment, product).streams


def _for_http(proxies: Proxies | None) -> Proxies | None:
    if proxies is None or isinstance(proxies, str) or "http" in proxies:
        return proxies
    found = [url for name, url in proxies.items() if name.startswith(("https", "ws", "all"))]
    return {"http": found[0]} if found else {}
