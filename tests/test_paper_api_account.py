"""What accounts answer over the API of the paper exchange."""

from decimal import Decimal

import pytest
from paper_counter import Counter, counter

DAY = 86_400_000
LIMIT = {"side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "0.040", "price": "100001.00"}
SUCCESS = {"code": 200, "msg": "success"}


@pytest.fixture
def desk() -> Counter:
    return counter()


def buy(desk: Counter, **more: object) -> None:
    desk.um("POST", "v1/order", **{"symbol": "BTCUSDT"} | LIMIT | more)


def buy_coins(desk: Counter) -> None:
    desk.cm("POST", "v1/order", symbol="BTCUSD_PERP", **LIMIT | {"quantity": "4", "price": "100001"})


def of(rows: list[dict[str, object]], name: str, value: str) -> dict[str, object]:
    (found,) = (row for row in rows if row[name] == value)
    return found


def test_balances(desk: Counter) -> None:
    """Both products list what the account has of each asset."""
    dollars = of(desk.um("GET", "v3/balance"), "asset", "USDT")
    assert dollars == {
        "accountAlias": "alice",
        "asset": "USDT",
        "balance": "100000.00000000",
        "crossWalletBalance": "100000.00000000",
        "crossUnPnl": "0.00000000",
        "availableBalance": "100000.00000000",
        "maxWithdrawAmount": "100000.00000000",
        "marginAvailable": True,
        "updateTime": 1_767_225_600_000,
    }
    assert of(desk.um("GET", "v2/balance"), "asset", "USDT") == dollars
    assert of(desk.cm("GET", "v1/balance"), "asset", "BTC")["withdrawAvailable"] == "10.00000000"


def test_the_account_of_um(desk: Counter) -> None:
    """Version 3 lists open positions, version 2 all of them with their settings; totals are those of USDT."""
    assert desk.um("GET", "v3/account")["positions"] == []
    buy(desk)
    account = desk.um("GET", "v3/account")
    (position,) = account["positions"]
    assert (position["positionAmt"], position["notional"]) == ("0.040", "4000.00000000")
    assert account["totalWalletBalance"] == "99997.99998000"
    assert account["totalUnrealizedProfit"] == "-0.04000000"
    older = desk.um("GET", "v2/account")
    assert len(older["positions"]) == 5
    assert of(older["positions"], "symbol", "BTCUSDT")["leverage"] == "20"
    assert (older["multiAssetsMargin"], older["tradeGroupId"]) == (False, -1)


def test_totals_count_all_collateral_in_multi_assets_mode(desk: Counter) -> None:
    """In multi-assets mode BNB counts at its price."""
    assert desk.um("POST", "v1/multiAssetsMargin", multiAssetsMargin=True) == SUCCESS
    assert desk.um("GET", "v1/multiAssetsMargin") == {"multiAssetsMargin": True}
    assert desk.um("GET", "v3/account")["totalWalletBalance"] == "109000.00000000"


def test_the_account_of_cm(desk: Counter) -> None:
    """It lists every symbol, in hedge mode with all three sides."""
    buy_coins(desk)
    account = desk.cm("GET", "v1/account")
    position = of(account["positions"], "symbol", "BTCUSD_PERP")
    assert (position["positionAmt"], position["notionalValue"]) == ("4", "0.00400000")
    assert (position["entryPrice"], position["maxQty"]) == ("100001.00001", "200")
    desk.cm("POST", "v1/order", symbol="BTCUSD_PERP", **LIMIT | {"side": "SELL", "quantity": "4", "price": "99999"})
    desk.cm("POST", "v1/positionSide/dual", dualSidePosition=True)
    sides = [row["positionSide"] for row in desk.cm("GET", "v1/account")["positions"] if row["symbol"] == "BTCUSD_PERP"]
    assert sides == ["BOTH", "LONG", "SHORT"]


def test_position_risk_of_um(desk: Counter) -> None:
    """Version 3 lists open positions, version 2 all of them with leverage and margin type."""
    assert desk.um("GET", "v3/positionRisk") == []
    buy(desk)
    (row,) = desk.um("GET", "v3/positionRisk", symbol="BTCUSDT")
    assert (row["entryPrice"], row["breakEvenPrice"]) == ("100001.0", "100051.0005")
    assert (row["markPrice"], row["adl"]) == ("100000.00000000", 4)
    older = of(desk.um("GET", "v2/positionRisk"), "symbol", "ETHUSDT")
    assert (older["positionAmt"], older["entryPrice"], older["liquidationPrice"]) == ("0.000", "0.0", "0")
    assert (older["marginType"], older["isAutoAddMargin"], older["leverage"]) == ("cross", "false", "20")


def test_position_risk_of_cm_is_asked_by_pair_or_margin_asset(desk: Counter) -> None:
    """Both narrow the rows; the WebSocket API tells two fields more."""
    assert {row["symbol"] for row in desk.cm("GET", "v1/positionRisk", marginAsset="ETH")} == {"ETHUSD_PERP"}
    rows = desk.cm("GET", "v1/positionRisk", pair="BTCUSD")
    assert {row["symbol"] for row in rows} == {"BTCUSD_PERP", "BTCUSD_260327"}
    row = desk.ask("cm", "WS", "account.position", pair="BTCUSD")[0]
    assert (row["notionalValue"], row["isolatedWallet"]) == ("0.00000000", "0.00000000")


def test_adl_quantiles(desk: Counter) -> None:
    """One way the value stands under BOTH; in crossed hedge mode both legs have one and HEDGE marks them."""
    assert desk.um("GET", "v1/adlQuantile") == []
    row = {"symbol": "BTCUSDT", "adlQuantile": {"LONG": 0, "SHORT": 0, "BOTH": 0}}
    assert desk.um("GET", "v1/adlQuantile", symbol="BTCUSDT") == [row]
    buy(desk)
    assert desk.um("GET", "v1/adlQuantile") == [row | {"adlQuantile": {"LONG": 0, "SHORT": 0, "BOTH": 4}}]
    desk.um("POST", "v1/order", symbol="BTCUSDT", **LIMIT | {"side": "SELL", "price": "99999"})
    desk.um("POST", "v1/positionSide/dual", dualSidePosition=True)
    buy(desk, positionSide="LONG")
    assert desk.um("GET", "v1/adlQuantile")[0]["adlQuantile"] == {"LONG": 4, "SHORT": 0, "HEDGE": 0}
    buy(desk, side="SELL", price="99999.00", positionSide="SHORT")
    assert desk.um("GET", "v1/adlQuantile")[0]["adlQuantile"] == {"LONG": 4, "SHORT": 4, "HEDGE": 0}
    engine = desk.desk.engine
    for side in ("LONG", "SHORT"):
        engine.holding(engine.accounts["alice"], "BTCUSDT").position(side)
    engine.holding(engine.accounts["alice"], "BTCUSDT").isolated = True
    assert desk.um("GET", "v1/adlQuantile")[0]["adlQuantile"] == {"LONG": 4, "SHORT": 4, "BOTH": 0}


def test_leverage_and_margin(desk: Counter) -> None:
    """Leverage, margin type and margin are changed, told of and remembered."""
    answer = desk.um("POST", "v1/leverage", symbol="BTCUSDT", leverage=50)
    assert answer == {"leverage": 50, "maxNotionalValue": "12000000", "symbol": "BTCUSDT"}
    answer = desk.cm("POST", "v1/leverage", symbol="BTCUSD_PERP", leverage=50)
    assert answer == {"leverage": 50, "maxQty": "50", "symbol": "BTCUSD_PERP"}
    for ask, symbol, bought in ((desk.um, "BTCUSDT", buy), (desk.cm, "BTCUSD_PERP", buy_coins)):
        assert ask("POST", "v1/marginType", symbol=symbol, marginType="ISOLATED") == SUCCESS
        bought(desk)
        answer = ask("POST", "v1/positionMargin", symbol=symbol, amount="0.5", type="1")
        assert answer == {"amount": 0.5, "code": 200, "msg": "Successfully modify position margin.", "type": 1}
        (row,) = ask("GET", "v1/positionMargin/history", symbol=symbol, type="1")
        assert (row["amount"], row["type"], row["positionSide"]) == ("0.50000000", 1, "BOTH")
        assert ask("GET", "v1/positionMargin/history", symbol=symbol, type="2") == []
    config = of(desk.um("GET", "v1/symbolConfig"), "symbol", "BTCUSDT")
    assert (config["leverage"], config["marginType"]) == (50, "ISOLATED")
    window = {"symbol": "BTCUSDT", "startTime": 0, "endTime": 31 * DAY}
    desk.refused(-4165, "um", "GET", "/fapi/v1/positionMargin/history", **window)


def test_modes(desk: Counter) -> None:
    """Position mode is one setting for both products; feeBurn is a switch."""
    assert desk.um("POST", "v1/positionSide/dual", dualSidePosition=True) == SUCCESS
    assert desk.cm("GET", "v1/positionSide/dual") == {"dualSidePosition": True}
    desk.refused(-4059, "cm", "POST", "/dapi/v1/positionSide/dual", dualSidePosition=True)
    assert desk.um("POST", "v1/feeBurn", feeBurn=True) == SUCCESS
    assert desk.um("GET", "v1/feeBurn") == {"feeBurn": True}
    config = desk.um("GET", "v1/accountConfig")
    assert (config["dualSidePosition"], config["multiAssetsMargin"]) == (True, False)


def test_brackets(desk: Counter) -> None:
    """Brackets hold JSON numbers; cm asks by symbol or by pair."""
    (row,) = desk.um("GET", "v1/leverageBracket", symbol="BTCUSDT")
    first = {"bracket": 1, "initialLeverage": 125, "notionalCap": 300_000, "notionalFloor": 0}
    assert row["brackets"][0] == first | {"maintMarginRatio": 0.004, "cum": 0}
    assert len(desk.um("GET", "v1/leverageBracket")) == 5
    (row,) = desk.cm("GET", "v2/leverageBracket", symbol="ETHUSD_PERP")
    assert (row["brackets"][1]["qtylFloor"], row["brackets"][1]["qtyCap"]) == (100, 200)
    assert [row["pair"] for row in desk.cm("GET", "v1/leverageBracket")] == ["BTCUSD", "ETHUSD"]


def test_commissions_and_limits(desk: Counter) -> None:
    """Rates are text without superfluous digits, limits those of exchangeInfo, and no rule was broken."""
    assert desk.um("GET", "v1/commissionRate", symbol="BTCUSDT")["takerCommissionRate"] == "0.0005"
    rate = desk.cm("GET", "v1/commissionRate", symbol="BTCUSD_PERP")
    assert rate == {"symbol": "BTCUSD_PERP", "makerCommissionRate": "0.0001", "takerCommissionRate": "0.0005"}
    assert [row["limit"] for row in desk.um("GET", "v1/rateLimit/order")] == [300, 1200]
    assert desk.um("GET", "v1/apiTradingStatus")["indicators"] == {}
    assert desk.um("POST", "v1/stock/contract") == SUCCESS


def test_what_can_be_moved_out(desk: Counter) -> None:
    """PmAccountInfo tells an asset's free amount, and its worth in dollars."""
    info = desk.um("GET", "v1/pmAccountInfo", asset="BNB")
    assert info == {"maxWithdrawAmountUSD": "9000.00000000", "asset": "BNB", "maxWithdrawAmount": "10.00000000"}
    assert desk.cm("GET", "v1/pmAccountInfo", asset="BTC")["maxWithdrawAmountUSD"] == "1000000.00000000"
    assert desk.um("GET", "v1/pmAccountInfo", asset="USDT")["maxWithdrawAmountUSD"] == "100000.00000000"
    desk.refused(-1108, "um", "GET", "/fapi/v1/pmAccountInfo", asset="NOSUCH")


def test_incomes(desk: Counter) -> None:
    """Transfers, fees and profits are listed, narrowed, and turned over in pages."""
    buy(desk)
    rows = desk.um("GET", "v1/income")
    assert [row["incomeType"] for row in rows] == ["TRANSFER", "TRANSFER", "COMMISSION"]
    assert (rows[2]["income"], rows[2]["tradeId"], rows[2]["symbol"]) == ("-2.00002000", "1", "BTCUSDT")
    assert isinstance(rows[0]["tranId"], int)
    assert desk.um("GET", "v1/income", symbol="BTCUSDT") == rows[2:]
    assert desk.um("GET", "v1/income", incomeType="TRANSFER", limit=1, page=2) == rows[1:2]
    assert desk.um("GET", "v1/income", startTime=rows[0]["time"], limit=1) == rows[:1]
    (coins,) = desk.cm("GET", "v1/income")
    assert isinstance(coins["tranId"], str)
    assert desk.cm("GET", "v1/income", startTime=0, endTime=DAY) == []
    desk.refused(-1121, "um", "GET", "/fapi/v1/income", symbol="NOSUCH")
    desk.desk.clock.advance(8 * DAY)
    assert desk.um("GET", "v1/income") == []


def test_listen_keys_are_valid_for_an_hour(desk: Counter) -> None:
    """A key is renewed, comes again while it is valid, and ends by itself or when it is closed."""
    keys, clock = desk.listen_keys, desk.desk.clock
    key = desk.um("POST", "v1/listenKey")["listenKey"]
    assert len(key) == 64
    clock.advance(3_599_999)
    assert desk.um("PUT", "v1/listenKey")["listenKey"] == key
    assert desk.um("POST", "v1/listenKey")["listenKey"] == key
    assert keys.of("um", "alice", clock.now()) == [key]
    assert keys.of("cm", "alice", clock.now()) == []
    clock.advance(3_600_000)
    assert keys.of("um", "alice", clock.now()) == []
    desk.refused(-1125, "um", "PUT", "/fapi/v1/listenKey")
    other = desk.um("POST", "v1/listenKey")["listenKey"]
    assert [each.text for each in keys.take_ended(clock.now())] == [key]
    assert desk.um("PUT", "v1/listenKey")["listenKey"] == other
    assert desk.um("DELETE", "v1/listenKey") == {}
    assert [each.text for each in keys.take_ended(clock.now())] == [other]
    assert desk.cm("DELETE", "v1/listenKey") == {}
    assert keys.take_ended(clock.now()) == []


def test_a_session_tells_its_state(desk: Counter) -> None:
    """session.* answers with the state of the connection that it came on."""
    for method in ("session.logon", "session.status", "session.logout"):
        assert desk.ask("um", "WS", method)["serverTime"] == desk.desk.clock.now()
    desk.session = None
    with pytest.raises(ValueError, match=r"session\.status needs the session"):
        desk.ask("um", "WS", "session.status")


def test_nobody_has_no_account(desk: Counter) -> None:
    """What is about an account is refused without a key."""
    desk.key = None
    desk.refused(-1002, "um", "GET", "/fapi/v3/balance")


def test_a_negative_nothing_is_nothing(desk: Counter) -> None:
    """An amount that rounds to zero has no sign."""
    desk.um("POST", "v1/multiAssetsMargin", multiAssetsMargin=True)
    buy(desk)
    desk.desk.engine.set_mark_price("BTCUSDT", Decimal("100001.00"))
    assert desk.um("GET", "v3/positionRisk")[0]["unRealizedProfit"] == "0.00000000"
