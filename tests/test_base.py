"""The types that requests and responses are made of."""

import copy
import json
import pickle
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from binance_futures._request import Request
from binance_futures.errors import ParameterError, ResponseError
from binance_futures.models.base import Empty, Model, Open, OptionalDecimal
from binance_futures.models.parameters import (
    Bool,
    ClientOrderId,
    Integer,
    Number,
    Positive,
    Text,
    Timestamp,
    WholeNumber,
)
from binance_futures.models.rows import LazyRows, Rows, exact_row

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INDIA, HAWAII = timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-10))


class Call(Request[Empty], path="/call"):
    number: Number | None = None
    positive: Positive | None = None
    time: Timestamp | None = None
    flag: Bool | None = None
    whole: Integer | None = None
    limit: Annotated[Integer, Field(ge=1, le=10)] | None = None
    levels: Annotated[Literal[5, 10], WholeNumber] | None = None
    symbol: Text | None = None
    own: ClientOrderId | None = None


def sent(**given):
    """What one parameter is on the wire."""
    ((_, value),) = Call(**given).parameters()
    return value


def refusal(**given):
    """Why one parameter is refused."""
    with pytest.raises(ParameterError) as caught:
        Call(**given)
    (problem,) = caught.value.problems
    assert [problem.parameter] == [*given]
    return problem.message


class Float64(float):
    """A float with a repr of its own, as numpy's."""

    def __repr__(self):
        return f"np.float64({float(self)})"


# Number and Positive


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        pytest.param(Decimal("0.10"), "0.10", id="Decimal"),
        pytest.param(Decimal("1E-8"), "0.00000001", id="small Decimal"),
        pytest.param(Decimal("0E-8"), "0.00000000", id="zero"),
        pytest.param(59808, "59808", id="int"),
        pytest.param(0.1, "0.1", id="float"),
        pytest.param(1e-05, "0.00001", id="small float"),
        pytest.param(1e22, "10000000000000000000000", id="large float"),
        pytest.param(0.1 + 0.2, "0.30000000000000004", id="float as it is"),
        pytest.param(Float64(0.1), "0.1", id="float of numpy"),
        pytest.param("0.10", "0.10", id="text"),
        pytest.param("1e-7", "0.0000001", id="text with an exponent"),
        pytest.param("-1.5E+3", "-1500", id="negative text with an exponent"),
        pytest.param("+5", "5", id="plus"),
        pytest.param(".5", "0.5", id="no leading digit"),
        pytest.param("0.123456789012345678901234567890123", "0.123456789012345678901234567890123", id="many digits"),
        pytest.param("1e40", "1" + "0" * 40, id="largest"),
        pytest.param("1e-40", "0." + "0" * 39 + "1", id="smallest"),
    ],
)
def test_a_number_is_an_exact_decimal(value, wire):
    """A number comes in as Decimal, int, float or text and is the same Decimal from there to the wire."""
    number = Call(number=value).number
    assert type(number) is Decimal
    assert number == Decimal(wire)
    assert sent(number=value) == wire


NO_NUMBERS = [
    pytest.param(True, id="bool"),
    pytest.param("", id="empty text"),
    pytest.param("many", id="word"),
    pytest.param("1_000", id="underscore"),
    pytest.param("1,5", id="comma"),
    pytest.param(" 1", id="blank before"),
    pytest.param("1 ", id="blank after"),
    pytest.param("1\n", id="newline after"),
    pytest.param("0x10", id="hexadecimal"),
    pytest.param("\N{FULLWIDTH DIGIT ONE}", id="digit of another script"),
    pytest.param("NaN", id="NaN as text"),
    pytest.param("inf", id="infinity as text"),
    pytest.param(b"1", id="bytes"),
    pytest.param(1j, id="complex"),
    pytest.param(Fraction(1, 3), id="Fraction"),
    pytest.param([1], id="list"),
    pytest.param(float("nan"), id="NaN"),
    pytest.param(float("inf"), id="infinity"),
    pytest.param(float("-inf"), id="minus infinity"),
    pytest.param(Float64("nan"), id="NaN of numpy"),
    pytest.param(Decimal("NaN"), id="Decimal NaN"),
    pytest.param(Decimal("sNaN"), id="signalling NaN"),
    pytest.param(Decimal("-Infinity"), id="Decimal infinity"),
]


@pytest.mark.parametrize("name", ["number", "positive"])
@pytest.mark.parametrize("value", NO_NUMBERS)
def test_what_is_no_finite_number_is_refused(value, name):
    """A value that is no finite number, or is written in Python's own ways, is refused."""
    assert "number" in refusal(**{name: value})


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("1e41", id="large"),
        pytest.param("1e-41", id="small"),
        pytest.param(Decimal("1E+1000000"), id="large Decimal"),
        pytest.param(Decimal("1E-1000000"), id="small Decimal"),
        pytest.param(10**41, id="large int"),
        pytest.param(1e300, id="large float"),
        pytest.param(5e-324, id="smallest float"),
        pytest.param(Decimal("0E-1000000"), id="zero of a million decimals"),
        pytest.param("1e1000000000000000000000", id="exponent beyond Decimal"),
    ],
)
def test_a_huge_exponent_is_refused(value):
    """A number whose digits would fill pages is refused rather than written out."""
    assert "range" in refusal(number=value)


@given(st.floats(min_value=1e-30, max_value=1e30))
def test_a_float_is_what_its_repr_says(value):
    """Any float is sent as the digits that Python shows of it, without an exponent."""
    wire = sent(number=value)
    assert Decimal(wire) == Decimal(repr(value))
    assert "e" not in wire.lower()


@pytest.mark.parametrize("value", [Decimal("0.00000001"), "0.1", 1, 1e-8], ids=repr)
def test_a_positive_number_is_above_zero(value):
    """A positive number may be as small as it likes."""
    assert Call(positive=value).positive == Decimal(str(value))


@pytest.mark.parametrize("value", [0, "0.00", Decimal("-0"), -1, "-0.1", -1e-8], ids=repr)
def test_a_positive_number_is_not_zero_or_less(value):
    """Zero and less are refused where a price or a quantity is meant."""
    assert "should be greater than 0" in refusal(positive=value)


# Timestamp


@pytest.mark.parametrize(
    ("value", "milliseconds"),
    [
        pytest.param(0, 0, id="epoch"),
        pytest.param(1591702613943, 1591702613943, id="ms"),
        pytest.param(EPOCH, 0, id="epoch as a datetime"),
        pytest.param(datetime(2020, 6, 9, 11, 36, 53, 943000, UTC), 1591702613943, id="UTC"),
        pytest.param(datetime(2020, 6, 9, 17, 6, 53, 943000, INDIA), 1591702613943, id="east"),
        pytest.param(datetime(2020, 6, 9, 1, 36, 53, 943000, HAWAII), 1591702613943, id="west"),
        pytest.param(datetime(2020, 6, 9, 11, 36, 53, 943999, UTC), 1591702613943, id="microseconds are cut"),
        pytest.param(datetime(9999, 12, 31, 23, 59, 59, 999999, UTC), 253402300799999, id="last"),
    ],
)
def test_a_time_is_sent_in_milliseconds(value, milliseconds):
    """A time comes in as ms or as a datetime of any zone, and is exact ms on the wire."""
    assert Call(time=value).time == milliseconds
    assert sent(time=value) == str(milliseconds)


@given(
    st.datetimes(
        min_value=datetime(1971, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
        timezones=st.sampled_from([UTC, INDIA, HAWAII, timezone(timedelta(seconds=1))]),
    )
)
def test_a_datetime_is_exact(value):
    """No datetime is off by the rounding of floats: whole ms, the rest cut."""
    since = value - EPOCH
    exact = since.days * 86_400_000 + since.seconds * 1000 + since.microseconds // 1000
    assert Call(time=value).time == exact


class NoOffset(tzinfo):
    """A zone that does not know its offset: Python counts such a datetime as naive."""

    def utcoffset(self, moment):
        return None


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(datetime(2020, 6, 9), id="without a zone"),  # noqa: DTZ001 - that is what is refused
        pytest.param(datetime(2020, 6, 9, tzinfo=NoOffset()), id="without an offset"),
    ],
)
def test_a_naive_datetime_is_refused(value):
    """A datetime that does not say of which zone it is could mean two times."""
    assert "naive datetime" in refusal(time=value)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(-1, id="ms"),
        pytest.param(EPOCH - timedelta(microseconds=1), id="UTC"),
        pytest.param(datetime(1970, 1, 1, 5, 29, 59, 999999, INDIA), id="east"),
    ],
)
def test_a_time_before_1970_is_refused(value):
    """A time before the epoch is a mistake."""
    assert "should be greater than or equal to 0" in refusal(time=value)


@pytest.mark.parametrize(
    "value", [True, 1.5, "today", "2020-06-09T00:00:00Z", date(2020, 6, 9), timedelta(1), [1], b"x"], ids=repr
)
def test_what_is_no_time_is_refused(value):
    """A time is neither a flag, a fraction nor a text."""
    assert refusal(time=value)


# Integer


@pytest.mark.parametrize("value", [0, -1, 7, 10**18], ids=repr)
def test_a_whole_number(value):
    """A whole number is sent by its digits."""
    assert Call(whole=value).whole == value
    assert sent(whole=value) == str(value)


@pytest.mark.parametrize("value", [True, False, 1.5, "many", "1.5", "", float("nan"), [1], b"x"], ids=repr)
def test_what_is_no_whole_number_is_refused(value):
    """A flag, a fraction or a word is no whole number."""
    assert refusal(whole=value)


@pytest.mark.parametrize(("value", "bound"), [(0, "or equal to 1"), (11, "or equal to 10")])
def test_a_whole_number_can_have_bounds(value, bound):
    """Bounds that stand beside a whole number hold."""
    assert bound in refusal(limit=value)
    assert [sent(limit=1), sent(limit=10)] == ["1", "10"]


@pytest.mark.parametrize("value", [5, "5"], ids=repr)
def test_a_choice_of_numbers(value):
    """One of several numbers may also be given as text, and is a number from there on."""
    assert Call(levels=value).levels == 5
    assert sent(levels=value) == "5"


@pytest.mark.parametrize("value", [7, "7", "", "5 ", "five", "-5", "5.0", "\N{SUPERSCRIPT TWO}", True, [5]], ids=ascii)
def test_what_is_no_choice_of_numbers_is_refused(value):
    """Another number, a word or a flag is none of the choices."""
    assert refusal(levels=value)


# Bool


@pytest.mark.parametrize(
    ("value", "wire"),
    [(True, "true"), (False, "false"), ("true", "true"), ("false", "false"), ("True", "true"), ("FALSE", "false")],
    ids=repr,
)
def test_a_flag(value, wire):
    """A flag is True or False, or one of the two words as the old connector's examples write it."""
    assert Call(flag=value).flag is (wire == "true")
    assert sent(flag=value) == wire


@pytest.mark.parametrize("value", [1, 0, 1.0, "1", "0", "yes", "off", "t", "", " true", b"true", [True]], ids=repr)
def test_what_is_no_flag_is_refused(value):
    """Numbers and other words are no flags."""
    assert "is True or False" in refusal(flag=value)


# Text and ClientOrderId


@pytest.mark.parametrize("value", ["BTCUSDT", "btcusdt", "BTCUSD_200925", "币安人生USDT", "a:b/c", "1"])
def test_a_text(value):
    """A symbol, asset or id is sent as it is."""
    assert sent(symbol=value) == value


@pytest.mark.parametrize(
    "value",
    ["", " ", "BTC USDT", " BTCUSDT", "BTCUSDT\n", "\tBTCUSDT", "BTC\0", "BTC\x7f", "\N{IDEOGRAPHIC SPACE}"],
    ids=ascii,
)
def test_a_text_has_no_blanks(value):
    """An empty text, blanks and control characters are refused."""
    assert refusal(symbol=value)


@pytest.mark.parametrize("name", ["symbol", "own"])
@pytest.mark.parametrize("value", [5, 1.5, True, b"BTCUSDT", ["BTCUSDT"], Decimal(5)], ids=repr)
def test_other_types_are_no_text(value, name):
    """Nothing but a str is taken for text."""
    assert refusal(**{name: value}).startswith(("is text", "is 1 to 36 of"))


OWN_ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.:/_-"


@pytest.mark.parametrize("value", ["a", "-", "x" * 36, OWN_ID_LETTERS[:36], OWN_ID_LETTERS[-36:]])
def test_an_own_order_id(value):
    """An own order id is 1 to 36 of letters, digits and .:/_-."""
    assert sent(own=value) == value


@pytest.mark.parametrize("value", ["", "x" * 37, "a b", "a\n", "a#", "a+b", "a,b", "\N{GREEK SMALL LETTER ALPHA}"])
def test_a_bad_own_order_id_is_refused(value):
    """An own order id with another character, or too long a one, is refused."""
    assert refusal(own=value)


# Responses


class Ticker(Model):
    symbol: str
    status: Open[Literal["TRADING", "BREAK"]] = "TRADING"
    kind: Open[Literal[1, 2]] = 1
    price: Decimal = Decimal(1)
    rate: OptionalDecimal = None


def parse(text):
    return Ticker.model_validate_json(f'{{"symbol":"BTCUSDT",{text}}}')


@pytest.mark.parametrize("word", ["TRADING", "HALTED", ""])
def test_an_open_enum_takes_any_word(word):
    """A word that Binance adds tomorrow parses like a documented one."""
    assert parse(f'"status":"{word}"').status == word


@pytest.mark.parametrize("number", [1, 3, -1])
def test_an_open_enum_of_numbers_takes_any_number(number):
    """A number that Binance adds tomorrow parses like a documented one."""
    assert parse(f'"kind":{number}').kind == number


@pytest.mark.parametrize("text", ['"status":5', '"status":null', '"kind":"NEW"', '"kind":1.5'])
def test_an_open_enum_keeps_its_type(text):
    """An enum of words takes no number, one of numbers no word."""
    with pytest.raises(ValidationError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param('""', None, id="empty"),
        pytest.param("null", None, id="null"),
        pytest.param('"0.00010000"', "0.00010000", id="text"),
        pytest.param("0.1", "0.1", id="number"),
        pytest.param("5", "5", id="int"),
    ],
)
def test_an_optional_decimal(text, value):
    """An empty text and null read as None, a number exactly as it is written."""
    rate = parse(f'"rate":{text}').rate
    assert (rate if rate is None else str(rate)) == value


@pytest.mark.parametrize("text", ['"many"', '" "', "[]", "{}", '"NaN"'])
def test_an_optional_decimal_takes_no_other_text(text):
    """What is neither a finite number nor empty is refused."""
    with pytest.raises(ValidationError):
        parse(f'"rate":{text}')


@pytest.mark.parametrize("name", ["price", "rate"])
@pytest.mark.parametrize("number", ["0.00000000", "0.00000001", "9000.10", "100000000000000000000"])
def test_a_decimal_is_dumped_digit_by_digit(number, name):
    """The JSON of a model holds its decimals as the exchange writes them, without exponents."""
    assert f'"{name}":"{number}"' in parse(f'"{name}":"{number}"').model_dump_json()


@pytest.mark.parametrize("empty", ['""', "null"])
def test_an_empty_decimal_is_dumped_as_null(empty):
    """A decimal that was empty is null in the JSON of its model."""
    assert parse(f'"rate":{empty}').model_dump(mode="json", exclude_unset=True) == {"symbol": "BTCUSDT", "rate": None}


def test_a_model_keeps_unknown_fields():
    """A field that Binance adds tomorrow is kept, can be read and is dumped."""
    ticker = parse('"new":{"a":[1]}')
    assert ticker.new == {"a": [1]}
    assert ticker.model_dump(exclude_unset=True) == {"symbol": "BTCUSDT", "new": {"a": [1]}}


@pytest.mark.parametrize("name", ["symbol", "new", "other"])
def test_a_model_is_frozen(name):
    """No field of an answer can be set: neither a known nor an unknown one."""
    with pytest.raises(ValidationError, match="frozen"):
        setattr(parse('"new":1'), name, "ETHUSDT")


# Rows


@exact_row
class Quote(NamedTuple):
    """A row with every kind of position."""

    time: int
    price: Decimal
    quantity: Decimal
    note: str


@exact_row
class Bar(NamedTuple):
    """A row with a field named as a method of tuples."""

    high: Decimal
    count: int


class Book(Model):
    bids: list[Quote]


QUOTE, BAR = TypeAdapter(Quote), TypeAdapter(Bar)
PRICE, QUANTITY = Decimal("9000.10"), Decimal("0.00000001")


def row(price="9000.10", quantity="0.00000001", more=""):
    return QUOTE.validate_json(f'[7,"{price}","{quantity}","a"{more}]')


def test_a_row_by_name():
    """The positions of a row are attributes, its numbers exact Decimals."""
    quote = row()
    assert (quote.time, quote.price, quote.quantity, quote.note) == (7, PRICE, QUANTITY, "a")
    assert (type(quote.price), str(quote.price)) == (Decimal, "9000.10")


QUOTES = TypeAdapter(Rows[Quote])


def test_many_rows():
    """A list of rows is read, and dumped as it came, as if each were alone."""
    wire = [[7, "9000.10", "0.00000001", "a"], [8, "1", "2", "b"]]
    quotes = QUOTES.validate_json(json.dumps(wire))
    assert quotes == [row(), Quote(8, Decimal(1), Decimal(2), "b")]
    assert QUOTES.dump_python(quotes) == wire


def test_a_list_of_rows_takes_appended_positions():
    """One row that is longer than documented does not spoil the list."""
    wire = [[7, "9000.10", "0.00000001", "a", "new"], [8, "1", "2", "b"]]
    quotes = QUOTES.validate_json(json.dumps(wire))
    assert quotes == [row(), Quote(8, Decimal(1), Decimal(2), "b")]
    assert QUOTES.dump_python(quotes) == wire


class Quotes(Model):
    rows: LazyRows[Quote]


def test_rows_that_are_made_when_looked_at():
    """A lazy sequence of rows reads like a list of them, and is dumped as it came."""
    wire = {"rows": [[7, "9000.10", "0.00000001", "a", "new"], [8, "1", "2", "b"]]}
    quotes = Quotes.model_validate_json(json.dumps(wire))
    rows, both = quotes.rows, [row(), Quote(8, Decimal(1), Decimal(2), "b")]
    assert [*rows] == both
    assert (len(rows), rows[0], rows[-1], rows[1:], [*reversed(rows)]) == (2, both[0], both[1], both[1:], both[::-1])
    assert both[1] in rows
    assert rows == both
    assert rows != both[:1]
    assert rows != {7}
    assert repr(rows) == repr(both)
    assert type(rows[0].price) is Decimal
    assert quotes.model_dump() == wire
    assert json.loads(quotes.model_dump_json()) == wire
    with pytest.raises(TypeError, match="unhashable"):
        hash(rows)


def test_lazy_rows_travel():
    """A model with lazy rows is copied, pickled and validated again without loss."""
    quotes = Quotes.model_validate_json('{"rows":[[7,"9000.10","0.00000001","a"]]}')
    again = Quotes.model_validate({"rows": quotes.rows})
    for other in (again, copy.deepcopy(quotes), pickle.loads(pickle.dumps(quotes)), quotes.model_copy()):
        assert other == quotes
    with pytest.raises(ValidationError):
        Quotes.model_validate({"rows": 5})


def test_what_is_no_row_is_told_once():
    """An answer with a bad row is refused with its place, said once."""

    class GetQuotes(Request[Rows[Quote]], path="/quotes"):
        """Quotes."""

    with pytest.raises(ResponseError, match="rows") as caught:
        GetQuotes.parse(b'[[7,"9000.10","x","a"]]')
    assert caught.value.error_message.count("[0][2]") == 1


@pytest.mark.parametrize(
    ("index", "value"),
    [
        (0, 7),
        (1, PRICE),
        (-1, "a"),
        (-2, QUANTITY),
        (slice(1, 3), (PRICE, QUANTITY)),
        (slice(None, None, -2), ("a", PRICE)),
        (slice(9, None), ()),
    ],
    ids=str,
)
def test_a_row_by_index(index, value):
    """A row is indexed and sliced like a tuple of its values."""
    assert row()[index] == value


@pytest.mark.parametrize("index", [4, -5])
def test_a_row_ends(index):
    """An index beyond the last named position is an IndexError, also when the exchange appended more."""
    with pytest.raises(IndexError):
        row(more=",1,2")[index]


def test_a_row_unpacks():
    """A row unpacks into its values, in assignments, calls and patterns."""
    time, price, *rest = row()
    assert (time, price, rest) == (7, PRICE, [QUANTITY, "a"])
    assert "{} {} {} {}".format(*row()) == "7 9000.10 1E-8 a"
    match row():
        case Quote(price=named):
            assert named == PRICE
    match row():
        case (_, at, _, _):
            assert at == PRICE


def test_a_row_iterates():
    """Iterating over a row gives its values, forwards and backwards."""
    assert [*row()] == [7, PRICE, QUANTITY, "a"]
    assert [*reversed(row())] == ["a", QUANTITY, PRICE, 7]
    assert len(row()) == 4


def test_rows_are_equal_by_value():
    """Rows of the same numbers are equal however these are written, and have one hash."""
    assert row("1.0") == row("1.00") == row("1E0")
    assert not row("1.0") != row("1.00")  # noqa: SIM202 - the operator is what is tested
    assert row("1.0") != row("1.01")
    assert {row("1.0"), row("1.00"), row("1.01")} == {row("1"), row("1.01")}


def test_a_row_equals_the_tuple_of_its_values():
    """A row is equal to a plain tuple of its values, from both sides, and not to one of their texts."""
    values = (7, PRICE, QUANTITY, "a")
    assert row() == values
    assert values == row()
    assert hash(row()) == hash(values)
    assert row() != (7, "9000.10", "0.00000001", "a")


def test_rows_are_ordered_by_value():
    """Rows are compared by numbers, not by texts: 9 comes before 10."""
    low, high = row("9"), row("10")
    assert low < high
    assert low <= high
    assert high > low
    assert high >= low
    assert sorted([high, low]) == [low, high]
    assert max(low, high) is high
    assert low < (7, Decimal(10), Decimal(0), "")


def test_a_row_finds_values():
    """`in`, `index` and `count` look for numbers by value."""
    quote = row("1.0", "1.00")
    assert Decimal(1) in quote
    assert "1.0" not in quote
    assert quote.index(Decimal(1)) == 1
    assert quote.index(Decimal(1), 2) == 2
    assert quote.count(Decimal("1.000")) == 2
    with pytest.raises(ValueError, match="not in tuple"):
        quote.index("1.0")


def test_a_field_may_be_named_as_a_method():
    """A field named `count` is the field, not the method of tuples."""
    bar = BAR.validate_json('["1.0",5]')
    assert bar.count == 5
    assert bar.index(Decimal(1)) == 0


@pytest.mark.parametrize(
    ("join", "joined"),
    [
        pytest.param(lambda quote: (*quote, 1), (7, PRICE, QUANTITY, "a", 1), id="unpacked"),
        pytest.param(lambda quote: quote + (1,), (7, PRICE, QUANTITY, "a", 1), id="row first"),  # noqa: RUF005 - the +
        pytest.param(lambda quote: (1,) + quote, (1, 7, PRICE, QUANTITY, "a"), id="row last"),  # noqa: RUF005 - the +
        pytest.param(lambda quote: quote * 2, (7, PRICE, QUANTITY, "a") * 2, id="times"),
        pytest.param(lambda quote: 2 * quote, (7, PRICE, QUANTITY, "a") * 2, id="times from the left"),
    ],
)
def test_a_row_joins_as_its_values(join, joined):
    """Adding and multiplying give plain tuples of the values, without what the exchange appended."""
    assert join(row(more=",99")) == joined


COPIES = [
    pytest.param(copy.copy, id="copy"),
    pytest.param(copy.deepcopy, id="deepcopy"),
    pytest.param(lambda quote: pickle.loads(pickle.dumps(quote)), id="pickle"),
    pytest.param(lambda quote: pickle.loads(pickle.dumps(quote, protocol=2)), id="old pickle"),
]


@pytest.mark.parametrize("other", [[1], "a", 1, None, {1: 2}], ids=repr)
def test_a_row_joins_tuples_only(other):
    """Adding a row to what is no tuple is a TypeError, on both sides, as with every tuple."""
    with pytest.raises(TypeError):
        other + row()
    with pytest.raises(TypeError):
        row() + other


@pytest.mark.parametrize("duplicate", COPIES)
def test_a_copied_row_is_equal(duplicate):
    """A copy of a row, also one sent to another process, is a row of the same values."""
    twin = duplicate(row())
    assert type(twin) is Quote
    assert twin == row()
    assert str(twin.price) == "9000.10"


@pytest.mark.parametrize("duplicate", COPIES)
def test_a_copied_row_dumps_the_same(duplicate):
    """A copy of a row keeps the exact text and what the exchange appended."""
    quote = row(more=',{"new":1}')
    assert QUOTE.dump_json(duplicate(quote)) == QUOTE.dump_json(quote)


def test_a_row_with_a_value_replaced():
    """`_replace` gives a row with one value changed and leaves the first as it was."""
    quote = row()
    changed = quote._replace(price=Decimal(5))
    assert type(changed) is Quote
    assert changed == (7, Decimal(5), QUANTITY, "a")
    assert quote.price == PRICE


def test_a_row_replaces_no_unknown_field():
    """`_replace` refuses a name that is no field."""
    with pytest.raises((TypeError, ValueError), match="volume"):
        row()._replace(volume=1)


def test_a_row_as_a_dict():
    """`_asdict` gives the values by name."""
    assert row()._asdict() == {"time": 7, "price": PRICE, "quantity": QUANTITY, "note": "a"}


def test_a_row_made_by_hand():
    """A row can be made of values, by position or by name."""
    assert Quote(7, PRICE, QUANTITY, "a") == Quote(time=7, price=PRICE, quantity=QUANTITY, note="a") == row()


@pytest.mark.parametrize("values", [[], [7, PRICE, QUANTITY], [7, PRICE, QUANTITY, "a", 1]], ids=len)
def test_a_row_is_made_of_as_many_values_as_it_names(values):
    """`_make` refuses too few and too many values, as every NamedTuple does."""
    with pytest.raises(TypeError, match="4 arguments"):
        Quote._make(values)


def test_the_repr_of_a_row():
    """The repr names every value and can be read back by Python."""
    assert repr(row()) == "Quote(time=7, price=Decimal('9000.10'), quantity=Decimal('1E-8'), note='a')"
    assert eval(repr(row())) == row()


def test_appended_positions_are_kept_but_not_shown():
    """What the exchange appends to a row one day is dumped, and does not disturb programs that unpack it."""
    quote = row(more=',"new",{"a":[1]}')
    assert QUOTE.dump_python(quote) == [7, "9000.10", "0.00000001", "a", "new", {"a": [1]}]
    assert len(quote) == 4
    assert [*quote] == [7, PRICE, QUANTITY, "a"]
    assert quote[-1] == "a"
    assert "new" not in quote
    assert "new" not in repr(quote)
    assert quote == row()
    assert hash(quote) == hash(row())


@pytest.mark.parametrize("number", ["1", "1.0", "0.00000000", "-0.10", "1E-8", "1e+3", "00.1", "9" * 40])
def test_a_row_dumps_the_exact_text(number):
    """The number of a row is dumped in the very text it came in, on its own and inside a model."""
    wire = f'[7,"{number}","1","a"]'
    assert QUOTE.dump_json(QUOTE.validate_json(wire)).decode() == wire
    book = f'{{"bids":[{wire}]}}'
    assert Book.model_validate_json(book).model_dump_json() == book


@given(st.decimals(allow_nan=False, allow_infinity=False), st.decimals(-1000, 1000, places=8))
def test_a_row_reads_any_decimal(price, quantity):
    """The number of a row equals the Decimal of its text, and is dumped as that text."""
    wire = [7, str(price), format(quantity, "f"), "a"]
    quote = QUOTE.validate_python(wire)
    assert (quote.price, quote[1], quote.quantity) == (Decimal(wire[1]), Decimal(wire[1]), Decimal(wire[2]))
    assert QUOTE.dump_python(quote) == wire


@pytest.mark.parametrize(("bare", "value"), [("1.5", "1.5"), ("0.00000001", "1E-8"), ("5", "5"), ("-3", "-3")])
def test_a_row_reads_bare_numbers(bare, value):
    """A number without quotes reads as the same Decimal."""
    assert QUOTE.validate_json(f'[7,{bare},"1","a"]').price == Decimal(value)


def test_a_text_of_a_row_may_be_a_bare_number():
    """A position that is text takes a number without quotes, as text."""
    assert QUOTE.validate_json('[7,"1","1",0]').note == "0"


@pytest.mark.parametrize(
    "wire",
    ['""', '"many"', '"NaN"', '"Infinity"', '" 1"', '"1\\n"', '"1_0"', '"1,5"', '"0x1"', '"1e"', "null", "true", "[]"],
)
def test_a_row_refuses_what_is_no_number(wire):
    """A position that should be a number and is not makes the row invalid, rather than failing when it is read."""
    with pytest.raises(ValidationError):
        QUOTE.validate_json(f'[7,{wire},"1","a"]')


@pytest.mark.parametrize("wire", ["[]", '[7,"1","1"]', '["x","1","1","a"]', '{"time":7}', '"row"', "null"], ids=str)
def test_a_row_refuses_another_shape(wire):
    """A row that is too short, of other types or no array is invalid."""
    with pytest.raises(ValidationError):
        QUOTE.validate_json(wire)
