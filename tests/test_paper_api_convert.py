"""The convert desk of the paper exchange."""

import pytest
from paper_counter import Counter, D, warm_counter

from binance_futures.paper._events import AccountUpdate

QUOTE = "v1/convert/getQuote"
ACCEPT = "v1/convert/acceptQuote"


@pytest.fixture
def desk() -> Counter:
    desk, _ = warm_counter()
    desk.desk.account("alice", um="10000", bnb="2")
    return desk


def balances(desk: Counter) -> dict[str, D]:
    return {row["asset"]: D(row["balance"]) for row in desk.um("GET", "v3/balance")}


def test_a_conversion_moves_money(desk: Counter) -> None:
    """What was quoted leaves one wallet and comes into the other, to the last digit; nothing is made or lost."""
    before = balances(desk)
    quote = desk.um("POST", QUOTE, fromAsset="USDT", toAsset="BNB", fromAmount="100")
    desk.desk.listeners.append(desk.desk.events.append)
    accepted = desk.um("POST", ACCEPT, quoteId=quote["quoteId"])
    after = balances(desk)
    assert before["USDT"] - after["USDT"] == 100
    assert after["BNB"] - before["BNB"] == D(quote["toAmount"])
    assert [each.reason for each in desk.desk.of(AccountUpdate)] == ["COIN_SWAP_WITHDRAW", "COIN_SWAP_DEPOSIT"]
    assert all(amount == 0 for _, amount in desk.desk.books())
    for which in ({"orderId": accepted["orderId"]}, {"quoteId": quote["quoteId"]}):
        order = desk.um("GET", "v1/convert/orderStatus", **which)
        assert (order["orderStatus"], order["fromAmount"], order["toAmount"]) == (
            "SUCCESS",
            "100.00000000",
            quote["toAmount"],
        )
    kinds = [row["incomeType"] for row in desk.um("GET", "v1/income")]
    assert kinds[-2:] == ["COIN_SWAP_WITHDRAW", "COIN_SWAP_DEPOSIT"]


def test_a_quote_is_at_the_index_less_a_spread(desk: Counter) -> None:
    """There and back costs twice a tenth of a percent, whichever amount is given."""
    there = desk.um("POST", QUOTE, fromAsset="USDT", toAsset="BNB", fromAmount="1000")
    back = desk.um("POST", QUOTE, fromAsset="BNB", toAsset="USDT", fromAmount=there["toAmount"])
    assert D(back["toAmount"]) == pytest.approx(D(1000) * D("0.999") ** 2, abs=D("0.001"))
    wanted = desk.um("POST", QUOTE, fromAsset="USDC", toAsset="USDT", toAmount="999")
    assert wanted["fromAmount"] == "1000.00000000"


def test_without_funds_there_is_no_id(desk: Counter) -> None:
    """More than is free is quoted, but cannot be accepted; and nothing that was spent meanwhile."""
    assert "quoteId" not in desk.um("POST", QUOTE, fromAsset="USDT", toAsset="BNB", fromAmount="10000.00000001")
    assert "quoteId" not in desk.um("POST", QUOTE, fromAsset="USDC", toAsset="BNB", fromAmount="100")
    first, second = (desk.um("POST", QUOTE, fromAsset="USDT", toAsset="BNB", fromAmount="9999") for _ in range(2))
    desk.um("POST", ACCEPT, quoteId=first["quoteId"])
    desk.refused(-2018, "um", "POST", f"/fapi/{ACCEPT}", quoteId=second["quoteId"])


def test_a_quote_holds_for_ten_seconds_and_once(desk: Counter) -> None:
    """It is refused when it is too old, was accepted, belongs to somebody else, or never was."""
    used, old = (desk.um("POST", QUOTE, fromAsset="USDT", toAsset="BNB", fromAmount="10")["quoteId"] for _ in range(2))
    desk.refused(-1130, "um", "GET", "/fapi/v1/convert/orderStatus", quoteId=old)
    desk.um("POST", ACCEPT, quoteId=used)
    desk.desk.clock.advance(10_001)
    for quote in (used, old, "q99"):
        desk.refused(-1130, "um", "POST", f"/fapi/{ACCEPT}", quoteId=quote)
    desk.desk.account("bob")
    desk.enter("bob")
    desk.refused(-1130, "um", "GET", "/fapi/v1/convert/orderStatus", quoteId=used)


@pytest.mark.parametrize(
    ("code", "given"),
    [
        (-1108, {"toAsset": "DOGE", "fromAmount": "10"}),
        (-1108, {"toAsset": "USDT", "fromAmount": "10"}),
        (-1102, {"toAsset": "BNB"}),
        (-1128, {"toAsset": "BNB", "fromAmount": "10", "toAmount": "1"}),
        (-1111, {"toAsset": "BNB", "fromAmount": "10.000000001"}),
        (-1130, {"toAsset": "BNB", "fromAmount": "0.5"}),
        (-1130, {"toAsset": "BNB", "fromAmount": "1000000.1"}),
        (-1130, {"toAsset": "BNB", "toAmount": "0.00000001"}),
    ],
    ids=str,
)
def test_what_is_not_quoted(desk: Counter, code: int, given: dict[str, str]) -> None:
    """Unknown assets, both amounts or none, too many digits, too little and too much."""
    desk.refused(code, "um", "POST", f"/fapi/{QUOTE}", fromAsset="USDT", **given)


def test_pairs(desk: Counter) -> None:
    """Every two assets, narrowed by either, with the amounts that are quoted."""
    pairs = desk.um("GET", "v1/convert/exchangeInfo")
    assert len(pairs) == 6
    (pair,) = desk.um("GET", "v1/convert/exchangeInfo", fromAsset="BNB", toAsset="USDT")
    assert (pair["toAssetMinAmount"], pair["toAssetMaxAmount"]) == ("1.00000000", "1000000.00000000")
    quote = desk.um("POST", QUOTE, fromAsset="BNB", toAsset="USDT", fromAmount=pair["fromAssetMinAmount"])
    assert D(quote["toAmount"]) == pytest.approx(1, abs=D("0.01"))
    assert len(desk.um("GET", "v1/convert/exchangeInfo", toAsset="USDC")) == 2


def test_old_quotes_are_forgotten(desk: Counter) -> None:
    """At most a thousand are kept."""
    first = desk.um("POST", QUOTE, fromAsset="USDT", toAsset="BNB", fromAmount="10")["quoteId"]
    for _ in range(1000):
        desk.um("POST", QUOTE, fromAsset="USDT", toAsset="BNB", fromAmount="10")
    desk.refused(-1130, "um", "POST", f"/fapi/{ACCEPT}", quoteId=first)
