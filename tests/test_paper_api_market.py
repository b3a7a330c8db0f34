"""What the market answers over the API of the paper exchange."""

from decimal import Decimal
from typing import Any

import pytest
from paper_counter import Counter, warm_counter

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
QUARTER_END = 1_774_598_400_000


@pytest.fixture(scope="module")
def desk() -> Counter:
    counter, market = warm_counter()
    counter.desk.engine.open_account("alice")
    counter.desk.clock.advance(2_000)
    market.step()
    return counter


def test_exchange_info_tells_the_rules(desk: Counter) -> None:
    """Filters are text, limits those of the exchange; the SDK's own rules can be made of it."""
    info = desk.um("GET", "v1/exchangeInfo")
    assert [symbol["symbol"] for symbol in info["symbols"]] == ["BTCUSDT", "ETHUSDT", "BNBUSDT", "SOLUSDT", "BTCUSDC"]
    bitcoin = info["symbols"][0]
    filters = {each["filterType"]: each for each in bitcoin["filters"]}
    assert filters["PRICE_FILTER"] == {
        "filterType": "PRICE_FILTER",
        "minPrice": "0.10",
        "maxPrice": "4529764",
        "tickSize": "0.10",
    }
    assert filters["MIN_NOTIONAL"]["notional"] == "50"
    assert (bitcoin["requiredMarginPercent"], bitcoin["maintMarginPercent"]) == ("0.8000", "0.4000")
    assert [limit["limit"] for limit in info["rateLimits"]] == [2400, 300, 1200]
    coins = desk.cm("GET", "v1/exchangeInfo")
    contract = coins["symbols"][0]
    assert (contract["contractStatus"], contract["contractSize"]) == ("TRADING", 100)
    assert "MIN_NOTIONAL" not in {each["filterType"] for each in contract["filters"]}
    assert "assets" not in coins


def test_depth_has_the_best_levels(desk: Counter) -> None:
    """As many levels as asked for, best first, with the digits of the symbol; cm names symbol and pair."""
    book = desk.um("GET", "v1/depth", symbol="BTCUSDT", limit="5")
    for side, best in (("bids", max), ("asks", min)):
        prices = [Decimal(price) for price, _ in book[side]]
        assert len(prices) == 5
        assert prices[0] == best(prices)
        assert all(len(price.partition(".")[2]) == 2 for price, _ in book[side])
    assert desk.um("GET", "v1/rpiDepth", symbol="BTCUSDT", limit="1000")["lastUpdateId"] == book["lastUpdateId"]
    assert desk.cm("GET", "v1/depth", symbol="BTCUSD_PERP")["pair"] == "BTCUSD"
    desk.refused(-1121, "um", "GET", "/fapi/v1/depth", symbol="NOSUCH")


def test_trades_and_their_aggregates(desk: Counter) -> None:
    """The latest trades, those from an id on, and their aggregates."""
    trades = desk.um("GET", "v1/trades", symbol="BTCUSDT", limit=3)
    assert [trade["id"] for trade in trades] == sorted(trade["id"] for trade in trades)
    first = trades[0]
    assert Decimal(first["quoteQty"]) == Decimal(first["price"]) * Decimal(first["qty"])
    (again,) = desk.um("GET", "v1/historicalTrades", symbol="BTCUSDT", fromId=first["id"], limit=1)
    assert again == first
    (newest,) = desk.cm("GET", "v1/aggTrades", symbol="BTCUSD_PERP", limit=1)
    assert "nq" not in newest
    (same,) = desk.cm("GET", "v1/aggTrades", symbol="BTCUSD_PERP", fromId=newest["a"], limit=1)
    assert same == newest
    now = desk.desk.clock.now()
    text = desk.refused(-1127, "um", "GET", "/fapi/v1/aggTrades", symbol="BTCUSDT", startTime=now - HOUR, endTime=now)
    assert text == "More than 1 hours between startTime and endTime."
    desk.refused(-1023, "um", "GET", "/fapi/v1/aggTrades", symbol="BTCUSDT", startTime=now, endTime=now - 1)
    rows = desk.um("GET", "v1/aggTrades", symbol="BTCUSDT", startTime=0)
    assert all(row["T"] >= now - 2 * DAY for row in rows)


@pytest.mark.parametrize("product", ["um", "cm"])
def test_candlesticks_of_both_products(desk: Counter, product: Any) -> None:
    """Either host knows the symbols and pairs of both; a row has 12 places, and its low is below its high."""
    base = "/fapi" if product == "um" else "/dapi"
    now = desk.desk.clock.now()
    for path, key in (
        ("klines", {"symbol": "BTCUSDT"}),
        ("klines", {"symbol": "BTCUSD_PERP"}),
        ("continuousKlines", {"pair": "BTCUSD", "contractType": "CURRENT_QUARTER"}),
        ("indexPriceKlines", {"pair": "BTCUSDT"}),
        ("markPriceKlines", {"symbol": "BTCUSD_PERP"}),
        ("premiumIndexKlines", {"symbol": "BTCUSDT"}),
    ):
        rows = desk.ask(product, "GET", f"{base}/v1/{path}", interval="5m", limit=3, **key)
        assert len(rows) == 3
        for row in rows:
            assert (len(row), row[6] - row[0]) == (12, 5 * MINUTE - 1)
            assert Decimal(row[3]) <= Decimal(row[2])
        assert rows[-1][0] <= now <= rows[-1][6]
    absent = {"pair": "BTCUSDT", "contractType": "NEXT_QUARTER", "interval": "1m"}
    assert desk.ask(product, "GET", f"{base}/v1/continuousKlines", **absent) == []
    unknown = {"pair": "NOSUCH", "interval": "1m"}
    desk.refused(-4144 if product == "um" else -4087, product, "GET", f"{base}/v1/indexPriceKlines", **unknown)
    desk.refused(-1121, product, "GET", f"{base}/v1/klines", symbol="NOSUCH", interval="1m")


def test_candlesticks_of_cm_span_200_days_at_most(desk: Counter) -> None:
    """A longer range is refused."""
    given = {"symbol": "BTCUSD_PERP", "interval": "1d", "startTime": 0, "endTime": 200 * DAY + 1}
    assert "200 days" in desk.refused(-4088, "cm", "GET", "/dapi/v1/klines", **given)


def test_tickers_are_objects_of_um_and_lists_of_cm(desk: Counter) -> None:
    """With a symbol um answers with one object, cm always with a list; cm takes a symbol or a pair, not both."""
    for path in ("v1/ticker/24hr", "v2/ticker/price", "v1/ticker/bookTicker", "v1/premiumIndex"):
        one = desk.um("GET", path, symbol="BTCUSDT")
        assert one["symbol"] == "BTCUSDT"
        assert len(desk.um("GET", path)) == 5
    for path in ("ticker/24hr", "ticker/price", "ticker/bookTicker"):
        assert [row["symbol"] for row in desk.cm("GET", f"v1/{path}", symbol="ETHUSD_PERP")] == ["ETHUSD_PERP"]
        assert len(desk.cm("GET", f"v1/{path}", pair="BTCUSD")) == 2
        desk.refused(-1128, "cm", "GET", f"/dapi/v1/{path}", pair="BTCUSD", symbol="BTCUSD_PERP")
    assert desk.cm("GET", "v1/ticker/price", symbol="ETHUSD_PERP")[0]["ps"] == "ETHUSD"
    assert "lastUpdateId" not in desk.um("GET", "v1/ticker/bookTicker", symbol="BTCUSDT")
    assert "lastUpdateId" in desk.ask("um", "WS", "ticker.book", symbol="BTCUSDT")


def test_contracts_that_are_delivered_have_no_funding(desk: Counter) -> None:
    """Their rates are empty and their next funding is never; perpetuals have a history of rates."""
    quarter = next(row for row in desk.cm("GET", "v1/premiumIndex") if not row["symbol"].endswith("PERP"))
    assert (quarter["lastFundingRate"], quarter["interestRate"], quarter["nextFundingTime"]) == ("", "", 0)
    assert desk.cm("GET", "v1/fundingRate", symbol=quarter["symbol"]) == []
    rows = desk.um("GET", "v1/fundingRate")
    assert [row["fundingTime"] for row in rows] == sorted(row["fundingTime"] for row in rows)
    assert {row["symbol"] for row in rows} == {"BTCUSDT", "ETHUSDT", "BNBUSDT", "SOLUSDT", "BTCUSDC"}
    assert desk.um("GET", "v1/fundingInfo") == []


def test_indexes(desk: Counter) -> None:
    """Assets have an index, one or all; an index price has its source; the fund is shared by margin asset."""
    (row,) = [each for each in desk.um("GET", "v1/assetIndex") if each["symbol"] == "USDCUSD"]
    assert (row["index"], row["bidRate"], row["bidBuffer"]) == ("1.00000000", "1.00000000", "0.00000000")
    desk.refused(-1121, "um", "GET", "/fapi/v1/assetIndex", symbol="NOSUCH")
    (source,) = desk.um("GET", "v1/constituents", symbol="BTCUSDT")["constituents"]
    assert source["weight"] == "1.00000000"
    desk.refused(-1121, "cm", "GET", "/dapi/v1/constituents", symbol="NOSUCH")
    fund = desk.um("GET", "v1/insuranceBalance", symbol="BTCUSDT")
    assert fund["symbols"] == ["BTCUSDT", "ETHUSDT", "BNBUSDT", "SOLUSDT"]
    assert fund["assets"][0]["marginBalance"] == "1000000.00000000"
    assert [row["symbols"] for row in desk.um("GET", "v1/insuranceBalance")][1] == ["BTCUSDC"]
    risk = desk.um("GET", "v1/symbolAdlRisk", symbol="BTCUSDT")
    assert (risk["adlRisk"], risk["updateTime"] % 1_800_000) == ("low", 0)


def test_statistics_go_by_period(desk: Counter) -> None:
    """Rows are told at the end of complete periods; shares of a period add up."""
    given = {"period": "5m", "limit": 4}
    now = desk.desk.clock.now()
    rows = desk.ask("um", "GET", "/futures/data/takerlongshortRatio", symbol="BTCUSDT", **given)
    assert [row["timestamp"] for row in rows] == [now // 300_000 * 300_000 - 300_000 * back for back in (3, 2, 1, 0)]
    for path, long, short in (
        ("topLongShortPositionRatio", "longAccount", "shortAccount"),
        ("globalLongShortAccountRatio", "longAccount", "shortAccount"),
    ):
        for row in desk.ask("um", "GET", f"/futures/data/{path}", symbol="BTCUSDT", **given):
            assert abs(Decimal(row[long]) + Decimal(row[short]) - 1) <= Decimal("0.0001")
    row = desk.ask("cm", "GET", "/futures/data/topLongShortPositionRatio", pair="BTCUSD", **given)[0]
    assert {"longPosition", "shortPosition"} <= set(row)
    later = desk.ask("um", "GET", "/futures/data/openInterestHist", symbol="BTCUSDT", startTime=now - DAY, **given)
    assert len(later) == 4
    assert later[0]["timestamp"] < rows[0]["timestamp"]
    old = {"symbol": "BTCUSDT", "period": "5m", "startTime": now - 31 * DAY}
    desk.refused(-1130, "um", "GET", "/futures/data/openInterestHist", **old)
    turned = {"symbol": "BTCUSDT", "period": "5m", "startTime": now, "endTime": now - 1}
    desk.refused(-1023, "um", "GET", "/futures/data/openInterestHist", **turned)


def test_statistics_of_cm_are_of_one_contract_type_or_of_all(desk: Counter) -> None:
    """Without a type those of a pair are added up."""

    def total(**more: object) -> Decimal:
        (row,) = desk.ask("cm", "GET", "/futures/data/openInterestHist", pair="BTCUSD", period="5m", limit=1, **more)
        return Decimal(row["sumOpenInterest"])

    parts = [total(contractType=kind) for kind in ("PERPETUAL", "CURRENT_QUARTER")]
    assert total() == sum(parts)
    (row,) = desk.ask(
        "cm", "GET", "/futures/data/takerBuySellVol", pair="BTCUSD", contractType="ALL", period="5m", limit=1
    )
    assert row["contractType"] == "ALL"


def test_the_basis_of_a_delivery_contract_is_annualised(desk: Counter) -> None:
    """That of a perpetual has no year's rate."""
    given = {"pair": "BTCUSD", "period": "5m", "limit": 1}
    (quarter,) = desk.ask("cm", "GET", "/futures/data/basis", contractType="CURRENT_QUARTER", **given)
    assert Decimal(quarter["basis"]) == Decimal(quarter["futuresPrice"]) - Decimal(quarter["indexPrice"])
    assert quarter["annualizedBasisRate"] != ""
    (perpetual,) = desk.ask("cm", "GET", "/futures/data/basis", contractType="PERPETUAL", **given)
    assert perpetual["annualizedBasisRate"] == ""
    assert desk.ask("cm", "GET", "/futures/data/basis", contractType="NEXT_QUARTER", **given) == []


def test_a_delivery_is_told() -> None:
    """The price of a contract that ended, as a JSON number, newest first."""
    desk, market = warm_counter(QUARTER_END - 1_000)
    desk.desk.engine.open_account("alice")
    quarter = desk.desk.engine.listings["BTCUSD_260327"]
    desk.desk.clock.advance(2_000)
    market.step()
    assert quarter.status == "DELIVERED"
    (row,) = desk.ask("um", "GET", "/futures/data/delivery-price", pair="BTCUSD")
    assert (row["deliveryTime"], row["deliveryPrice"]) == (QUARTER_END, float(quarter.markPrice))
    contract = desk.cm("GET", "v1/exchangeInfo")["symbols"][2]
    assert contract["contractStatus"] == "DELIVERED"
