"""Where sockets of streams go, without any socket."""

import importlib.util
from collections.abc import Mapping

import pytest

from binance_futures.errors import ParameterError
from binance_futures.streams import _place
from binance_futures.streams._place import place_of, streams_of


def test_the_environment_names_the_host() -> None:
    """Without a stream_url the environment's host is taken, verified by certificates that are loaded once."""
    place = place_of(streams_of("um", None, "prod"), {}, 10.0)
    assert (place.url, place.proxy, place.timeout) == ("wss://fstream.binance.com", None, 10.0)
    assert place.ssl_context is not None


def test_a_plain_host_needs_no_certificates() -> None:
    """A ws:// address takes no TLS; a slash at its end does no harm."""
    place = place_of(streams_of("cm", "ws://127.0.0.1:8899/", "prod"), {}, (None, 5.0))
    assert place[:1] + place[2:] == ("ws://127.0.0.1:8899", None, None, 5.0)


@pytest.mark.parametrize(
    ("proxies", "host"),
    [
        ({"http": "http://one:1"}, "one"),
        ({"https": "http://two:2"}, "two"),
        ({"wss": "http://three:3"}, "three"),
        ({"all": "http://four:4"}, "four"),
        ("http://five:5", "five"),
        ({"no": "http://six:6"}, None),
    ],
)
def test_any_form_of_proxies_counts(proxies: Mapping[str, str] | str, host: str | None) -> None:
    """The old connector's `http` counts for sockets with TLS too, and so do the names that httpx users write."""
    proxy = place_of("wss://fstream.binance.com", proxies, 10.0).proxy
    assert (proxy.host if proxy else None) == host


def test_a_socks_proxy_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without python-socks a SOCKS proxy is refused at once, with the name of the extra."""

    def find_spec(name: str) -> object:
        return None if name == "python_socks" else importlib.util.find_spec(name)

    monkeypatch.setattr(_place, "find_spec", find_spec)
    with pytest.raises(ParameterError, match=r"\[socks\]"):
        place_of("wss://fstream.binance.com", "socks5://127.0.0.1:1", 10.0)
