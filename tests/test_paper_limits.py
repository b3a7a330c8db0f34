"""The limits: windows, headers' numbers, refusals, bans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binance_futures.paper import _limits
from binance_futures.paper._errors import Refusal
from binance_futures.paper._limits import Limits, Meter

MINUTE = 60_000
NOW = 30_000_000 * MINUTE
IP, ACCOUNT = "127.0.0.1", "demo"


def refused(call, *args):
    with pytest.raises(Refusal) as caught:
        call(*args)
    return caught.value


def exhaust(meter, ip=IP, now=NOW):
    """Goes on after 429 until the ban."""
    for _ in range(100):
        refusal = refused(meter.spend_weight, meter.weight, ip, meter.weight.limit + 1, now)
        if refusal.status == 418:
            return refusal
    raise AssertionError("never banned")


def test_weight_is_counted_within_the_minute():
    """Weight adds up until the full minute and is forgiven there."""
    meter = Meter()
    assert meter.used(meter.weight, IP, NOW) == 0
    assert meter.spend_weight(meter.weight, IP, 40, NOW) == 40
    assert meter.spend_weight(meter.weight, IP, 2, NOW + MINUTE - 1) == 42
    assert meter.used(meter.weight, IP, NOW + MINUTE - 1) == 42
    assert meter.used(meter.weight, IP, NOW + MINUTE) == 0
    assert meter.spend_weight(meter.weight, IP, 1, NOW + MINUTE) == 1


def test_each_ip_and_each_limit_counts_apart():
    """Two IPs share nothing; neither do REST, the WebSocket API of UM and the own limits of endpoints."""
    meter = Meter()
    for limit in (meter.weight, meter.ws_weight, *meter.pools.values()):
        assert meter.spend_weight(limit, IP, 7, NOW) == 7
        assert meter.spend_weight(limit, "10.0.0.1", 3, NOW) == 3


def test_too_much_weight_is_refused_until_the_minute_is_over():
    """The 2400th unit passes, the next is refused with 429 and the seconds to the full minute."""
    meter = Meter(Limits(weight=2400))
    assert meter.spend_weight(meter.weight, IP, 2400, NOW) == 2400
    refusal = refused(meter.spend_weight, meter.weight, IP, 1, NOW + 100)
    assert (refusal.status, refusal.code, refusal.retry_after) == (429, -1003, 60)
    assert refusal.msg.startswith("Too many requests; current limit is 2400 requests per minute.")
    assert refused(meter.spend_weight, meter.weight, IP, 1, NOW + MINUTE - 1).retry_after == 1
    assert meter.spend_weight(meter.weight, IP, 1, NOW + MINUTE) == 1


def test_own_limits_name_their_interval():
    """The refusal at an endpoint with a limit of its own speaks of five minutes."""
    meter = Meter()
    refusal = refused(meter.spend_weight, meter.pools["funding"], IP, 501, NOW - NOW % (5 * MINUTE))
    assert "500 requests per 5 minutes" in refusal.msg
    assert refusal.retry_after == 300


def test_orders_are_counted_in_two_windows():
    """An order counts on 10 seconds and on the minute of its account; the shorter is forgiven first."""
    meter = Meter()
    assert meter.spend_orders(ACCOUNT, (5, 1), IP, NOW) == (5, 1)
    assert meter.spend_orders(ACCOUNT, (1, 1), IP, NOW + 9_999) == (6, 2)
    assert meter.spend_orders(ACCOUNT, (1, 1), IP, NOW + 10_000) == (1, 3)
    assert meter.spend_orders("other", (1, 1), IP, NOW + 10_000) == (1, 1)
    assert meter.spend_orders(ACCOUNT, (1, 1), IP, NOW + MINUTE) == (1, 1)


@pytest.mark.parametrize(
    ("meter", "interval", "wait"),
    [
        (Meter(Limits(orders_10s=2)), "2 orders per 10 SECOND", 10),
        (Meter(Limits(orders_1m=2)), "2 orders per 1 MINUTE", 60),
    ],
    ids=["10s", "1m"],
)
def test_too_many_orders_are_refused_and_not_counted(meter, interval, wait):
    """An order above a limit of the account is refused with -1015 and counts on neither."""
    meter.spend_orders(ACCOUNT, (1, 1), IP, NOW)
    meter.spend_orders(ACCOUNT, (1, 1), IP, NOW)
    refusal = refused(meter.spend_orders, ACCOUNT, (1, 1), IP, NOW)
    assert (refusal.status, refusal.code, refusal.retry_after) == (429, -1015, wait)
    assert interval in refusal.msg
    assert [meter.used(limit, ACCOUNT, NOW) for limit in meter.orders] == [2, 2]


def test_who_goes_on_is_banned_for_two_minutes():
    """More refusals in a minute than there is patience for end in 418, which tells when it ends."""
    meter = Meter(Limits(patience=10))
    for _ in range(10):
        assert refused(meter.spend_weight, meter.weight, IP, 9999, NOW).status == 429
    refusal = refused(meter.spend_weight, meter.weight, IP, 9999, NOW)
    assert (refusal.status, refusal.code, refusal.retry_after) == (418, -1003, 120)
    assert f"IP({IP}) banned until {NOW + 2 * MINUTE}" in refusal.msg
    assert refused(meter.check_ban, IP, NOW + 2 * MINUTE - 1).retry_after == 1
    meter.check_ban(IP, NOW + 2 * MINUTE)
    meter.check_ban("10.0.0.1", NOW)


def test_patience_is_new_each_minute():
    """Refusals of another minute are not held against an IP."""
    meter = Meter(Limits(patience=1))
    for minute in range(5):
        assert refused(meter.spend_weight, meter.weight, IP, 9999, NOW + minute * MINUTE).status == 429


def test_bans_double_up_to_three_days():
    """Each further ban is twice as long, at most three days; a good conduct of three days is rewarded."""
    meter, now, lengths = Meter(), NOW, []
    for _ in range(14):
        lengths.append(exhaust(meter, now=now).retry_after)
        now += lengths[-1] * 1000
    assert lengths[:4] == [120, 240, 480, 960]
    assert lengths[-2:] == [259_200, 259_200]
    assert exhaust(meter, now=now + 259_200_001).retry_after == 120


def test_what_is_known_is_bounded(monkeypatch):
    """Of many IPs the longest unseen is forgotten; one seen each minute is kept."""
    monkeypatch.setattr(_limits, "_MOST_KNOWN", 10)
    meter = Meter(Limits(patience=0))
    for number in range(50):
        now = NOW + number * MINUTE
        meter.spend_weight(meter.weight, IP, 1, now)
        refused(meter.spend_weight, meter.weight, f"10.0.0.{number}", 9999, now)
        assert meter.used(meter.weight, IP, now) == 1
    assert len(meter._used) == len(meter._offenders) == 10
    meter.check_ban("10.0.0.1", NOW + MINUTE)
    refused(meter.check_ban, "10.0.0.49", now)


def test_who_comes_back_is_not_forgotten_first(monkeypatch):
    """An IP that was seen again in this minute outlasts those of the minute before."""
    monkeypatch.setattr(_limits, "_MOST_KNOWN", 10)
    meter = Meter()
    for number in range(10):
        meter.spend_weight(meter.weight, f"10.0.0.{number}", 1, NOW)
    for number in (5, *range(100, 109)):
        meter.spend_weight(meter.weight, f"10.0.0.{number}", 1, NOW + MINUTE)
    assert meter.used(meter.weight, "10.0.0.5", NOW + MINUTE) == 1


def test_limits_describe_themselves():
    """A limit shows as exchangeInfo and the WebSocket API list it, and as headers name it."""
    meter = Meter()
    ten_seconds, minute = meter.orders
    assert ten_seconds.describe() == {
        "rateLimitType": "ORDERS", "interval": "SECOND", "intervalNum": 10, "limit": 300
    }  # fmt: skip
    assert (ten_seconds.letters, minute.letters, meter.weight.letters) == ("10S", "1M", "1M")
    assert (minute.limit, meter.weight.limit) == (1200, 2400)


@given(st.lists(st.tuples(st.integers(0, 200_000), st.integers(1, 30)), max_size=60))
def test_a_minute_never_holds_more_than_the_limit(requests):
    """What was let through within any minute of the clock is at most the limit."""
    meter, passed = Meter(Limits(weight=50, patience=1000)), {}
    for after, weight in sorted(requests):
        now = NOW + after
        try:
            meter.spend_weight(meter.weight, IP, weight, now)
        except Refusal:
            continue
        passed[now // MINUTE] = passed.get(now // MINUTE, 0) + weight
    assert all(total <= 50 for total in passed.values())
