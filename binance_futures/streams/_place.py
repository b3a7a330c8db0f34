"""Where sockets of streams go and how: the checked arguments that every client of them takes."""

from importlib.util import find_spec
from ssl import SSLContext
from typing import NamedTuple

from .._origin import Address, Origin, Proxies
from .._redact import redact
from ..environments import Environment, Product, hosts
from ..errors import ParameterError, Problem

__all__ = ["Place", "place_of"]


class Place(NamedTuple):
    """Where sockets go and how, checked."""

    base: str
    """Scheme and host, without a slash at the end."""
    proxy: Address | None
    ssl_context: SSLContext | None
    """Loaded once: a reconnect must not read the certificates anew."""
    timeout: float | None
    """Seconds that making a connection may take."""


def place_of(
    product: Product, stream_url: str | None, environment: Environment, proxies: Proxies | None, timeout: float | None
) -> Place:
    """Checks where to connect to."""
    base = stream_url if stream_url is not None else hosts(environment, product).streams
    address = Address.of(base)
    if address is None or address.scheme not in ("ws", "wss"):
        message = f"is not a URL such as 'wss://fstream.binance.com' (got {redact(str(base))!r})"
        raise ParameterError([Problem("stream_url", message)])
    # Proxies are chosen as for REST: `http` in the old connector's dict stands for both.
    proxy = Origin(f"http://{address.host}", None, timeout, _for_http(proxies)).proxy
    if proxy is not None and proxy.scheme.startswith("socks") and find_spec("python_socks") is None:
        raise ParameterError([Problem("proxies", "need the extra [socks] for a SOCKS proxy")])
    secure = address.scheme == "wss"
    ssl_context = Origin(f"https://{address.host}", None, timeout, {}).ssl_context() if secure else None
    return Place(base.rstrip("/"), proxy, ssl_context, timeout)


def _for_http(proxies: Proxies | None) -> Proxies | None:
    if proxies is None or isinstance(proxies, str) or "http" in proxies:
        return proxies
    found = [url for name, url in proxies.items() if name.startswith(("https", "ws", "all"))]
    return {"http": found[0]} if found else {}
