"""Parameter values and query strings as Binance reads them."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binance_futures._encode import query, text

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,20}", fullmatch=True)
DECIMALS = st.builds(
    lambda sign, digits, exponent: Decimal((sign, tuple(digits), exponent)),
    st.sampled_from([0, 1]),
    st.lists(st.integers(0, 9), min_size=1, max_size=30),
    st.integers(-60, 40),
)


class Child:
    """Stands for a request inside a list: what it sends is told by `parameters`."""

    def parameters(self) -> list[tuple[str, str]]:
        return [("symbol", "BTCUSDT"), ("price", "0.00000001")]


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        pytest.param(Decimal("1e-05"), "0.00001", id="1e-05"),
        pytest.param(Decimal("1E+3"), "1000", id="1E+3"),
        pytest.param(Decimal(repr(0.00000001)), "0.00000001", id="repr of a small float"),
        pytest.param(Decimal(repr(1e22)), "10000000000000000000000", id="repr of a large float"),
        pytest.param(Decimal("0E-8"), "0.00000000", id="zero with decimals"),
        pytest.param(Decimal("9000.10"), "9000.10", id="trailing zero"),
        pytest.param(Decimal(-5) / 10, "-0.5", id="negative"),
    ],
)
def test_a_decimal_is_never_scientific(value, sent):
    """A Decimal is written out digit by digit, with the zeros it has."""
    assert text(value) == sent


@given(DECIMALS)
def test_a_decimal_reads_back_the_same(value):
    """What is sent for a Decimal has no exponent and reads back as an equal Decimal with the same sign."""
    sent = text(value)
    assert "e" not in sent.lower()
    assert Decimal(sent) == value
    assert Decimal(sent).is_signed() == value.is_signed()


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        pytest.param(True, "true", id="true"),
        pytest.param(False, "false", id="false"),
        pytest.param(1591702613943, "1591702613943", id="int"),
        pytest.param("BTCUSDT", "BTCUSDT", id="text"),
        pytest.param("", "", id="empty text"),
        pytest.param("a b", "a b", id="text with a blank"),
    ],
)
def test_flags_numbers_and_texts(value, sent):
    """A flag is sent as true or false, an int by its digits, a text as it is."""
    assert text(value) == sent


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        pytest.param([1, 22], "[1,22]", id="ids stay numbers"),
        pytest.param((1, 22), "[1,22]", id="tuple"),
        pytest.param([], "[]", id="empty"),
        pytest.param(["a", "b"], '["a","b"]', id="texts"),
        pytest.param(["币安人生USDT"], '["币安人生USDT"]', id="not ASCII"),
        pytest.param([Decimal("1E-7")], '["0.0000001"]', id="decimals are text"),
        pytest.param(
            [{"symbol": "BTCUSDT", "price": Decimal("1E-7"), "reduceOnly": True, "orderId": 7}, {}],
            '[{"symbol":"BTCUSDT","price":"0.0000001","reduceOnly":"true","orderId":"7"},{}]',
            id="elements of objects are text",
        ),
        pytest.param([Child()], '[{"symbol":"BTCUSDT","price":"0.00000001"}]', id="requests"),
    ],
)
def test_a_list_is_compact_json(value, sent):
    """A list is sent as JSON without blanks."""
    assert text(value) == sent


@given(st.lists(st.integers() | st.text()))
def test_a_list_reads_back_the_same(values):
    """The JSON of a list of ids or texts reads back as the list."""
    assert json.loads(text(values)) == values


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(None, id="None"),
        pytest.param(0.1, id="float"),
        pytest.param(b"x", id="bytes"),
        pytest.param({"a": 1}, id="dict"),
        pytest.param({1}, id="set"),
        pytest.param(datetime(2026, 1, 1, tzinfo=UTC), id="datetime"),
        pytest.param([None], id="None in a list"),
        pytest.param([0.1], id="float in a list"),
        pytest.param([{"a": 0.1}], id="float in an object"),
    ],
)
def test_an_unknown_type_is_refused(value):
    """A value of a type that has no text raises TypeError instead of being sent somehow."""
    with pytest.raises(TypeError, match="cannot be sent"):
        text(value)


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        ("@", "%40"),
        ("+", "%2B"),
        ("/", "%2F"),
        ("=", "%3D"),
        (":", "%3A"),
        (",", "%2C"),
        ('"', "%22"),
        ("[", "%5B"),
        ("]", "%5D"),
        ("{", "%7B"),
        ("}", "%7D"),
        (" ", "%20"),
        ("&", "%26"),
        ("%", "%25"),
        ("#", "%23"),
        ("\n", "%0A"),
        ("\N{SUPERSCRIPT TWO}", "%C2%B2"),
        ("\N{LATIN SMALL LETTER A WITH DIAERESIS}", "%C3%A4"),
        ("\N{MONEY BAG}", "%F0%9F%92%B0"),
    ],
    ids=ascii,
)
def test_a_special_character_is_percent_encoded(value, encoded):
    """A character with a meaning in URLs or outside of ASCII is sent as its UTF-8 bytes in hex."""
    assert query([("name", f"a{value}1")]) == f"name=a{encoded}1"


@pytest.mark.parametrize(
    ("pairs", "encoded"),
    [
        pytest.param([], "", id="nothing"),
        pytest.param([("a", "")], "a=", id="empty value"),
        pytest.param([("a", "-._~"), ("b", "Az09")], "a=-._~&b=Az09", id="plain characters"),
        pytest.param([("b", "1"), ("a", "2")], "b=1&a=2", id="order is kept"),
        pytest.param(
            [("symbol", "币安人生USDT"), ("timestamp", "1591702613943")],
            "symbol=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9FUSDT&timestamp=1591702613943",
            id="published symbol",
        ),
        pytest.param(
            [
                (
                    "signature",
                    "j7ENsMM+tRQmT2ovdVRUzr/TaHDGQAwof6KyCZEiwnGP/ZuRpFsqxmeRJKy24JsNGfRCivSZsThx2M1i4nc+Bw==",
                )
            ],
            "signature=j7ENsMM%2BtRQmT2ovdVRUzr%2FTaHDGQAwof6KyCZEiwnGP%2FZuRpFsqxmeRJKy24JsNGfRCivSZsThx2M1i4nc%2BBw"
            "%3D%3D",
            id="published signature",
        ),
        pytest.param(
            [("batchOrders", '[{"symbol":"BTCUSDT","price":"9000"}]')],
            "batchOrders=%5B%7B%22symbol%22%3A%22BTCUSDT%22%2C%22price%22%3A%229000%22%7D%5D",
            id="JSON",
        ),
    ],
)
def test_a_query_string(pairs, encoded):
    """Pairs are joined in the order given, everything but letters, digits and -._~ percent-encoded."""
    assert query(pairs) == encoded


@given(st.lists(st.tuples(NAMES, st.text())))
def test_a_query_string_reads_back_the_same(pairs):
    """Any text survives the way through a query string."""
    assert parse_qsl(query(pairs), keep_blank_values=True, errors="strict") == pairs
