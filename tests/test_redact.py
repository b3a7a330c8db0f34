"""Secrets in text that is logged or shown."""

import logging

import pytest

from binance_futures._redact import HIDDEN, redact, redact_record

SECRET = "j7ENsMMtRQmT2ovdVRUzrTaHDGQAwof6KyCZEiwn"
NAMES = ["signature", "listenKey", "apiKey"]
SHAPES = [
    pytest.param("https://host/path?a=1&{name}={value}", id="end of a URL"),
    pytest.param("https://host/path?{name}={value}&a=1", id="start of a query"),
    pytest.param("a=1&{name}={value}&b=2", id="form body"),
    pytest.param("GET /path?{name}={value} 200", id="before a blank"),
    pytest.param('{{"{name}":"{value}","a":1}}', id="JSON"),
    pytest.param('{{"a":1,"{name}":"{value}"}}', id="end of JSON"),
    pytest.param('{{ "{name}" : "{value}" , "a" : 1 }}', id="JSON with blanks"),
    pytest.param('{{\n  "{name}": "{value}"\n}}', id="JSON with lines"),
    pytest.param('[{{"{name}":"{value}"}},{{"{name}":"{value}"}}]', id="twice"),
    pytest.param('{{"{name}":"{value}', id="JSON cut short"),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_secret_is_hidden_and_the_rest_stays(shape, name):
    """The value of a secret is replaced, in queries, form bodies and JSON; everything around it stays."""
    assert redact(shape.format(name=name, value=SECRET)) == shape.format(name=name, value=HIDDEN)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9", id="hex"),
        pytest.param("j7ENsMM%2BtRQ%2FTaHDGQ%3D%3D", id="percent-encoded base64"),
        pytest.param("j7ENsMM+tRQ/TaHDGQ==", id="base64"),
    ],
)
def test_a_signature_is_hidden_whole(value):
    """No part of a signature is left, whichever scheme made it."""
    assert redact(f"a=1&signature={value}&b=2") == f"a=1&signature={HIDDEN}&b=2"
    assert redact(f'{{"signature":"{value}"}}') == f'{{"signature":"{HIDDEN}"}}'


@pytest.mark.parametrize("name", ["SIGNATURE", "listenkey", "X-MBX-APIKEY"])
def test_the_case_of_the_name_does_not_matter(name):
    """A secret is hidden however its name is written."""
    assert redact(f"{name}: {SECRET}") == f"{name}: {HIDDEN}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("symbol=BTCUSDT&timestamp=1591702613943", id="query"),
        pytest.param('{"orderId":1,"clientOrderId":"signature"}', id="the word as a value"),
        pytest.param("designature=1&mylistenKey=2&apiKeys=3", id="names that hold the word"),
        pytest.param("Signature for this request is not valid.", id="prose"),
        pytest.param('{"apiKey":""}', id="empty value"),
    ],
)
def test_text_without_secrets_is_untouched(text):
    """What holds no secret comes back as it was."""
    assert redact(text) == text


def record(message, *args):
    return logging.LogRecord("httpx", logging.INFO, __file__, 1, message, args, None)


def test_a_record_of_httpx_is_redacted():
    """The line that httpx logs of a signed call goes on without its signature, percent signs as they are."""
    url = "https://fapi.binance.com/fapi/v1/order?symbol=%E5%B8%81&signature="
    logged = record('HTTP Request: %s %s "%s %d %s"', "GET", url + SECRET, "HTTP/1.1", 200, "OK")
    assert redact_record(logged) is True
    assert logged.getMessage() == f'HTTP Request: GET {url}{HIDDEN} "HTTP/1.1 200 OK"'
    assert SECRET not in repr(vars(logged))


def test_a_record_without_secrets_keeps_its_arguments():
    """A record that holds no secret passes the filter unchanged, for handlers that read its arguments."""
    logged = record("HTTP Request: %s %d", "GET", 200)
    before = dict(vars(logged))
    assert redact_record(logged) is True
    assert vars(logged) == before
