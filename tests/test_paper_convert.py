"""Convert in the paper exchange: pairs, quotes, and what accepting them does to wallets."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_counter import Counter, warm_counter
from paper_desk import D, Desk, refused

from binance_futures import InvalidRequestError, UMFutures
from binance_futures.paper import PaperExchange
from binance_futures.paper._convert import BOUNDS
from binance_futures.paper._events import AccountUpdate
from binance_futures.paper._market import Market

WORTH = {"USDT": D(1), "USDC": D(1), "BTC": D(100_000), "ETH": D(4_000), "BNB": D(900), "SOL": D(200)}
dollars: Callable[[str], Decimal] = WORTH.__getitem__
ASSETS = st.sampled_from([*BOUNDS])


@pytest.fixture
def desk() -> Desk:
    return Desk()


def conserved(desk: Desk) -> bool:
    return not any(surplus for _, surplus in desk.books())


# The desk


def test_a_quote_is_a_little_less_than_the_fair_price(desk: Desk) -> None:
    """Amounts, ratio and its inverse fit; the desk keeps 0.05 %."""
    alice = desk.account(um="20000")
    quote = desk.engine.convert.quote(alice, "USDT", "BTC", dollars, fromAmount=D(10_000))
    assert (quote.fromAmount, quote.toAmount, quote.ratio) == (10_000, D("0.09995"), D("0.000009995"))
    assert quote.inverseRatio == D("100050.03")
    assert quote.validTimestamp == desk.clock.now() + 10_000
    other = desk.engine.convert.quote(alice, "USDT", "BTC", dollars, toAmount=D("0.1"))
    assert (other.fromAmount, other.toAmount) == (D("10005.00250126"), D("0.1"))
    assert quote.quoteId != other.quoteId


def test_accepting_moves_the_money(desk: Desk) -> None:
    """One wallet pays, the other receives, the desk has the difference; incomes and events tell both."""
    alice = desk.account(um="20000")
    quote = desk.engine.convert.quote(alice, "USDT", "ETH", dollars, fromAmount=D(8_000))
    desk.clear()
    desk.clock.advance(10_000)
    desk.engine.convert.accept(alice, str(quote.quoteId))
    assert (desk.balance(alice), desk.balance(alice, "um", "ETH")) == (12_000, D("1.999"))
    assert (desk.engine.convert.gained["USDT"], desk.engine.convert.gained["ETH"]) == (8_000, D("-1.999"))
    assert [(each.incomeType, each.asset, each.income) for each in alice.incomes][-2:] == [
        ("COIN_SWAP_WITHDRAW", "USDT", -8_000),
        ("COIN_SWAP_DEPOSIT", "ETH", D("1.999")),
    ]
    told = [(event.reason, *event.balances) for event in desk.of(AccountUpdate)]
    assert [(reason, each.asset, each.balanceChange) for reason, each in told] == [
        ("COIN_SWAP_WITHDRAW", "USDT", -8_000),
        ("COIN_SWAP_DEPOSIT", "ETH", D("1.999")),
    ]
    assert desk.engine.convert.find(alice, orderId=quote.orderId) is quote
    assert desk.engine.convert.find(alice, quoteId=quote.quoteId) is quote
    assert conserved(desk)


def test_a_quote_holds_once_and_for_its_time(desk: Desk) -> None:
    """One that is over, taken, unknown or somebody else's is refused, and no conversion is found for it."""
    alice, bob = desk.account(), desk.account("bob")
    convert = desk.engine.convert
    late, taken, open_ = (str(convert.quote(alice, "USDT", "BTC", dollars, fromAmount=D(100)).quoteId) for _ in "123")
    convert.accept(alice, taken)
    refused(-1130, convert.accept, alice, taken)
    refused(-1130, convert.accept, bob, open_)
    refused(-1130, convert.accept, alice, "12415572564")
    desk.clock.advance(10_001)
    refused(-1130, convert.accept, alice, late)
    for account, quote_id in ((alice, late), (bob, taken), (alice, "12415572564")):
        refused(-2013, convert.find, account, quoteId=quote_id)
    refused(-2013, convert.find, alice, orderId=77)
    assert conserved(desk)


def test_only_free_money_is_converted(desk: Desk) -> None:
    """Without enough of it the quote has no id; if it goes meanwhile, accepting is refused."""
    alice = desk.account(um="6000")
    convert = desk.engine.convert
    quote = convert.quote(alice, "USDT", "BTC", dollars, fromAmount=D(5000))
    assert convert.quote(alice, "USDT", "BTC", dollars, fromAmount=D(6001)).quoteId is None
    assert convert.quote(alice, "BTC", "USDT", dollars, fromAmount=D(1)).quoteId is None
    desk.limit(alice, "BUY", "0.5", "50000")
    refused(-2018, convert.accept, alice, str(quote.quoteId))
    assert desk.balance(alice) == 6000


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        (-1108, {"fromAsset": "DOGE"}),
        (-1108, {"toAsset": "DOGE"}),
        (-1130, {"toAsset": "USDT"}),
        (-1128, {"toAmount": D(1)}),
        (-1128, {"fromAmount": None}),
        (-1130, {"fromAmount": D("9.99")}),
        (-1130, {"fromAmount": D(2_500_001)}),
        (-1130, {"fromAmount": None, "toAmount": D("0.00009")}),
        (-1130, {"fromAmount": None, "toAmount": D(26)}),
        (-4055, {"fromAmount": D(0)}),
        (-4055, {"fromAmount": None, "toAmount": D(-1)}),
        (-1111, {"fromAmount": D("100.000000001")}),
    ],
)
def test_what_is_not_quoted(desk: Desk, code: int, wanted: dict[str, Decimal | None]) -> None:
    """Unknown assets, nothing to convert, not one amount, one out of bounds or none at all."""
    terms = {"fromAsset": "USDT", "toAsset": "BTC", "fromAmount": D(100)} | wanted
    refused(code, desk.engine.convert.quote, desk.account(), dollars=dollars, **terms)


def test_quotes_are_counted(desk: Desk) -> None:
    """360 an hour and 500 a day of each account; no more are remembered."""
    alice, bob = desk.account(), desk.account("bob")

    def ask(times: int) -> None:
        for _ in range(times):
            desk.engine.convert.quote(alice, "USDT", "BTC", dollars, fromAmount=D(100))

    ask(360)
    refused(-1003, ask, 1)
    desk.engine.convert.quote(bob, "USDT", "BTC", dollars, fromAmount=D(100))
    desk.clock.advance(3_600_000)
    ask(140)
    desk.clock.advance(3_600_000)
    refused(-1003, ask, 1)
    desk.clock.advance(22 * 3_600_000)
    ask(1)
    assert len(desk.engine.convert._quotes["alice"]) == 500


@given(paid=ASSETS, received=ASSETS, cents=st.integers(2_000, 200_000_000))
def test_there_and_back_never_gains(paid: str, received: str, cents: int) -> None:
    """Whatever is converted and back, the desk keeps something, and no money is made or lost."""
    if paid == received:
        return
    desk = Desk()
    start = D(10**9)
    alice = desk.engine.open_account("alice", {("um", paid): start})
    desk.deposits["um", paid] = desk.deposits.get(("um", paid), D(0)) + start
    amount = (D(cents) / 100 / WORTH[paid]).quantize(D("0.00000001"))
    convert = desk.engine.convert
    there = convert.quote(alice, paid, received, dollars, fromAmount=amount)
    convert.accept(alice, str(there.quoteId))
    back = convert.quote(alice, received, paid, dollars, fromAmount=there.toAmount)
    convert.accept(alice, str(back.quoteId))
    assert back.toAmount < amount
    assert desk.balance(alice, "um", paid) == start - amount + back.toAmount
    assert (desk.balance(alice, "um", received), convert.gained[received]) == (0, 0)
    assert conserved(desk)


# The endpoints


@pytest.fixture(scope="module")
def warm() -> tuple[Counter, Market]:
    counter, market = warm_counter()
    counter.desk.account("alice")
    return counter, market


def test_pairs(warm: tuple[Counter, Market]) -> None:
    """Every two assets with a price, with the bounds of both; one or both may be named."""
    counter, _ = warm
    every = counter.um("GET", "v1/convert/exchangeInfo")
    assert len(every) == 30
    (pair,) = counter.um("GET", "v1/convert/exchangeInfo", fromAsset="BTC", toAsset="USDT")
    assert pair == {
        "fromAsset": "BTC",
        "toAsset": "USDT",
        "fromAssetMinAmount": "0.0001",
        "fromAssetMaxAmount": "25",
        "toAssetMinAmount": "10",
        "toAssetMaxAmount": "2500000",
    }
    assert pair in every
    assert len(counter.um("GET", "v1/convert/exchangeInfo", toAsset="BNB")) == 5
    counter.refused(-1108, "um", "GET", "/fapi/v1/convert/exchangeInfo", fromAsset="DOGE")


def test_quote_accept_status(warm: tuple[Counter, Market]) -> None:
    """A quote at the index price is accepted, under way, and then done."""
    counter, market = warm
    wanted = {"fromAsset": "USDT", "toAsset": "BTC", "fromAmount": "20000", "validTime": "10s"}
    quote = counter.um("POST", "v1/convert/getQuote", **wanted)
    spread = D(quote["inverseRatio"]) / market.data.index_price("BTCUSDT") - 1
    assert round(spread, 5) == D("0.0005")
    assert (quote["fromAmount"], quote["validTimestamp"]) == ("20000", counter.desk.clock.now() + 10_000)
    accepted = counter.um("POST", "v1/convert/acceptQuote", quoteId=quote["quoteId"])
    assert accepted["orderStatus"] == "PROCESS"
    status = counter.um("GET", "v1/convert/orderStatus", orderId=accepted["orderId"])
    assert status == counter.um("GET", "v1/convert/orderStatus", quoteId=quote["quoteId"])
    assert (status["orderStatus"], status["toAmount"]) == ("SUCCESS", quote["toAmount"])
    (coins,) = (row for row in counter.um("GET", "v3/balance") if row["asset"] == "BTC")
    assert D(coins["balance"]) == D(quote["toAmount"])
    kinds = [row["incomeType"] for row in counter.um("GET", "v1/income")]
    assert kinds[-2:] == ["COIN_SWAP_WITHDRAW", "COIN_SWAP_DEPOSIT"]


def test_a_quote_without_the_money_has_no_id(warm: tuple[Counter, Market]) -> None:
    """It tells the price all the same."""
    counter, _ = warm
    quote = counter.um("POST", "v1/convert/getQuote", fromAsset="SOL", toAsset="USDC", toAmount="1000")
    assert "quoteId" not in quote
    assert quote["toAmount"] == "1000"


def test_the_client_converts() -> None:
    """The SDK's own client goes through with it, and gets the documented errors."""
    with PaperExchange() as running, running.um_client() as client:
        quote = client.send_quote_request("USDT", "BNB", fromAmount=900)
        assert quote.quoteId is not None
        accepted = client.accept_offered_quote(quote.quoteId)
        done = client.order_status(orderId=accepted.orderId)
        assert (done.orderStatus, done.fromAmount, done.toAmount) == ("SUCCESS", 900, quote.toAmount)
        assert coins(client) == 10 + quote.toAmount
        with pytest.raises(InvalidRequestError, match="quoteId"):
            client.accept_offered_quote(quote.quoteId)


def coins(client: UMFutures) -> Decimal:
    """What the account has of BNB."""
    (row,) = (each for each in client.balance() if each.asset == "BNB")
    return row.balance
