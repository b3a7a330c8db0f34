"""What holds for a client without any request."""

import ssl
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from binance_futures import AsyncUMFutures, BinanceError, CMFutures, ParameterError, TransportError, UMFutures
from binance_futures._origin import Origin
from binance_futures.models import cm, um


@pytest.mark.parametrize(
    ("client", "environment", "url"),
    [
        (UMFutures, "prod", "https://fapi.binance.com"),
        (CMFutures, "prod", "https://dapi.binance.com"),
        (UMFutures, "testnet", "https://testnet.binancefuture.com"),
        (CMFutures, "demo", "https://demo-dapi.binance.com"),
        (AsyncUMFutures, "demo", "https://demo-fapi.binance.com"),
    ],
)
def test_the_environment_picks_the_host(client: Any, environment: Any, url: str) -> None:
    """`environment` picks the host of the product; `base_url` overrides it."""
    assert client(environment=environment).base_url == url
    assert client(environment=environment, base_url="https://mirror.example/").base_url == "https://mirror.example"


def test_a_client_shows_no_secret() -> None:
    """Neither repr nor the attributes' reprs of a client hold key or secret."""
    client = UMFutures("key-of-tests", "not-a-real-secret")
    assert repr(client) == "<UMFutures https://fapi.binance.com>"
    shown = repr(vars(client)) + repr(vars(client._caller)).replace("'key-of-tests'", "")
    assert "not-a-real-secret" not in shown


def test_empty_credentials_count_as_none() -> None:
    """An empty key or secret, as old examples begin with, leaves public data usable."""
    client = UMFutures("", "")
    with pytest.raises(ParameterError, match="key: is required"):
        client.account()


def test_the_limit_usage_is_empty_before_the_first_call() -> None:
    """A client that sent nothing knows of no usage, and its clock is taken for right."""
    client = UMFutures()
    assert (dict(client.limit_usage), client.clock_offset) == ({}, 0)


def test_own_certificates_are_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """SSL_CERT_FILE and REQUESTS_CA_BUNDLE name the certificates; a file that is not there is refused."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    assert isinstance(Origin("https://x", None, 1, {}).ssl_context(), ssl.SSLContext)
    assert Origin("http://x", None, 1, {}).ssl_context() is None
    for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none.pem"))
        with pytest.raises(ParameterError, match="SSL_CERT_FILE"):
            UMFutures()


def test_system_proxies_are_asked_for_where_there_are_any(monkeypatch: pytest.MonkeyPatch) -> None:
    """On systems with proxy settings of their own these hold, too."""
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr("urllib.request.proxy_bypass", lambda _: False)
    monkeypatch.setattr("urllib.request.getproxies", lambda: {"https": "http://9.9.9.9:3128"})
    proxy = Origin("https://x", None, 1, None).proxy
    assert proxy is not None
    assert (proxy.host, proxy.port) == ("9.9.9.9", 3128)


@pytest.mark.parametrize("url", ["https://x:notaport", "https://ümlaut.example", "https:///path", 5])
def test_a_base_url_that_is_none_is_refused(url: Any) -> None:
    """A port that is no number, a host that is not ASCII or missing, and what is no text are refused."""
    with pytest.raises(ParameterError, match="base_url"):
        UMFutures(base_url=url)


async def test_failures_of_an_own_http_client_are_transport_errors() -> None:
    """What a user's httpx client raises becomes a TransportError that tells whether anything was sent."""

    def refuse(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    def drop(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("")

    for handler, sent in ((refuse, False), (drop, True)):
        with httpx.Client(transport=httpx.MockTransport(handler)) as http:
            with pytest.raises(TransportError) as caught:
                UMFutures(http_client=http, retries=0).time()
            assert caught.value.sent is sent
        async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as http:
            with pytest.raises(TransportError) as caught:
                await AsyncUMFutures(http_client=http, retries=0).time()
            assert caught.value.sent is sent


RULES: list[tuple[type[Any], dict[str, Any], list[str]]] = [
    (cm.GetAccountTrades, {}, ["symbol"]),
    (cm.GetAccountTrades, {"pair": "BTCUSD", "orderId": 1}, ["symbol"]),
    (cm.GetAccountTrades, {"symbol": "BTCUSD_PERP", "pair": "BTCUSD"}, ["pair"]),
    (cm.GetAccountTrades, {"pair": "BTCUSD", "fromId": 1}, ["fromId"]),
    (um.GetAccountTrades, {"symbol": "BTCUSDT", "fromId": 1, "startTime": 1}, ["fromId"]),
    (cm.GetTickerPrice, {"symbol": "BTCUSD_PERP", "pair": "BTCUSD"}, ["pair"]),
    (
        cm.GetKlines,
        {"symbol": "BTCUSD_PERP", "interval": "1d", "startTime": 0, "endTime": 201 * 86_400_000},
        ["endTime"],
    ),
    (um.GetAggTrades, {"symbol": "BTCUSDT", "startTime": 0, "endTime": 3_600_001}, ["endTime"]),
    (um.SendQuoteRequest, {"fromAsset": "USDT", "toAsset": "BTC"}, ["fromAmount"]),
    (um.SendQuoteRequest, {"fromAsset": "USDT", "toAsset": "BTC", "fromAmount": 1, "toAmount": 1}, ["toAmount"]),
    (um.GetOrderStatus, {}, ["orderId"]),
]


@pytest.mark.parametrize(("request_", "parameters", "named"), RULES)
def test_parameters_that_do_not_go_together_are_refused(
    request_: type[Any], parameters: dict[str, Any], named: list[str]
) -> None:
    """Parameters that exclude or need each other are refused before sending, by name."""
    with pytest.raises(ParameterError) as caught:
        request_(**parameters)
    assert [problem.parameter for problem in caught.value.problems] == named


def test_a_symbol_is_found_with_its_filters() -> None:
    """exchange_info finds a symbol and its filters by kind; what is not there is None, unknown filters are kept."""
    filters = [
        {"filterType": "PRICE_FILTER", "minPrice": "0.10", "maxPrice": "4529764", "tickSize": "0.10"},
        {"filterType": "OF_TOMORROW", "anything": 1},
    ]
    symbol = um.Symbol.model_construct(
        symbol="BTCUSDT", filters=[um.PriceFilter(**filters[0]), um.UnknownFilter(**filters[1])]
    )
    info = um.ExchangeInfo.model_construct(symbols=[symbol])
    found = info.find("BTCUSDT")
    assert found is symbol
    assert info.find("NONE") is None
    price = found.filter(um.PriceFilter)
    assert price is not None
    assert price.tickSize == Decimal("0.10")
    assert found.filter(um.LotSize) is None


def test_all_errors_of_construction_are_binance_errors() -> None:
    """A program that catches BinanceError catches a bad constructor call, too."""
    with pytest.raises(BinanceError):
        UMFutures(retries=-1)
