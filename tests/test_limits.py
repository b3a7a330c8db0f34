"""Usage of the rate limits, read from headers."""

import pytest

from binance_futures._limits import LimitUsage

WEIGHT = "x-mbx-used-weight-1m"
HEADER = {
    "content-type": "application/json",
    WEIGHT: "5",
    "x-mbx-order-count-10s": "1",
    "x-mbx-order-count-1m": "4",
    "x-mbx-uuid": "1",
}


def test_usage_is_a_mapping_of_the_limit_headers():
    """Usage reads like a dict of the limit headers, and of no others."""
    usage = LimitUsage(HEADER)
    assert dict(usage) == {WEIGHT: "5", "x-mbx-order-count-10s": "1", "x-mbx-order-count-1m": "4"}
    assert len(usage) == 3
    assert usage[WEIGHT] == "5"
    assert "content-type" not in usage
    assert usage.get("content-type") is None


def test_a_header_that_is_no_limit_cannot_be_read():
    """A header that came, but tells no limit, is a missing key."""
    with pytest.raises(KeyError, match="content-type"):
        LimitUsage(HEADER)["content-type"]


def test_used_weight_by_interval():
    """`used_weight` gives the weights as numbers by interval."""
    usage = LimitUsage({WEIGHT: "5", "x-mbx-used-weight-1d": "123456", "x-mbx-order-count-1m": "4"})
    assert usage.used_weight == {"1m": 5, "1d": 123456}


def test_order_count_by_interval():
    """`order_count` gives the counts as numbers by interval."""
    assert LimitUsage(HEADER).order_count == {"10s": 1, "1m": 4}


@pytest.mark.parametrize(
    "name",
    [
        "x-mbx-used-weight",
        "x-mbx-used-weight-",
        "x-mbx-used-weight-m",
        "x-mbx-used-weight-1",
        "x-mbx-used-weight-1w",
        "x-mbx-used-weight-1m-more",
        "y-x-mbx-used-weight-1m",
        "x-mbx-other-count-1m",
    ],
)
def test_an_unknown_header_is_left_out(name):
    """A header whose name is not of the documented form tells no usage."""
    usage = LimitUsage({name: "5"})
    assert dict(usage) == {}
    assert (usage.used_weight, usage.order_count) == ({}, {})


@pytest.mark.parametrize("value", ["", "many", "1.5", "-1", " 5", "\N{SUPERSCRIPT TWO}"], ids=ascii)
def test_a_malformed_value_is_kept_as_text_only(value):
    """A value that is no whole number can be read as it came, but is not counted."""
    usage = LimitUsage({WEIGHT: value, "x-mbx-order-count-1m": value})
    assert usage[WEIGHT] == value
    assert (usage.used_weight, usage.order_count) == ({}, {})


def test_usage_shows_what_it_holds():
    """The repr is that of the dict of limit headers."""
    assert repr(LimitUsage({WEIGHT: "5", "etag": "x"})) == "{'x-mbx-used-weight-1m': '5'}"


def test_no_usage_is_false():
    """An answer without limit headers gives an empty usage, one with them does not."""
    assert not LimitUsage({"etag": "x"})
    assert LimitUsage({WEIGHT: "0"})
