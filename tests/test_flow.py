"""The flow between a request and its answer, driven by hand: no HTTP, no waiting, no clock."""

import hashlib
import hmac
import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest

from binance_futures import (
    AuthenticationError,
    BinanceError,
    ClientError,
    ExecutionUnknownError,
    FilterError,
    InsufficientMarginError,
    IPBannedError,
    ParameterError,
    RateLimitError,
    ResponseError,
    Retry,
    ServerError,
    TimestampError,
    TransportError,
    UnknownOrderError,
)
from binance_futures._endpoint import Response
from binance_futures._flow import Answer, Flow, Headers, HttpRequest, RestCaller, Sleep
from binance_futures._signing import hmac_signer
from binance_futures.models import um

SECRET = "not-a-real-secret"
NOW = 1_767_225_600_000
ORDER = {
    "clientOrderId": "mine",
    "cumQty": "0",
    "executedQty": "0",
    "orderId": 7,
    "origQty": "0.002",
    "price": "59808",
    "reduceOnly": False,
    "side": "SELL",
    "positionSide": "BOTH",
    "status": "NEW",
    "stopPrice": "0",
    "closePosition": False,
    "symbol": "BTCUSDT",
    "timeInForce": "GTC",
    "type": "LIMIT",
    "origType": "LIMIT",
    "updateTime": NOW,
    "workingType": "CONTRACT_PRICE",
    "priceProtect": False,
    "priceMatch": "NONE",
    "selfTradePreventionMode": "EXPIRE_MAKER",
    "goodTillDate": 0,
}
PLACE = um.NewOrder("BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity="0.002", price=59808)
READ = um.QueryOrder("BTCUSDT", orderId=7)
CANCEL = um.CancelOrder("BTCUSDT", orderId=7)
MODIFY = um.ModifyOrder("BTCUSDT", "SELL", quantity=1, price=1, orderId=7)
PING = um.GetPing()


def answer(status: int = 200, body: object = ORDER, **header: str) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(
        status, Headers([(name.replace("_", "-").encode(), value.encode()) for name, value in header.items()]), raw
    )


def refusal(status: int, code: int, msg: str = "no.", **header: str) -> Answer:
    return answer(status, {"code": code, "msg": msg}, **header)


def caller(retries: int = 0, product: Any = "um", clock: Iterator[int] | None = None, **credentials: Any) -> RestCaller:
    signer = hmac_signer(SECRET)
    known = {"key": "key-of-tests", "signer": signer} | credentials
    now = (lambda: next(clock)) if clock is not None else (lambda: NOW)
    return RestCaller(product, known["key"], known["signer"], Retry(attempts=retries), now)


class Driven:
    """A flow carried out with scripted outcomes; keeps what it asked for."""

    def __init__(self, flow: Flow[HttpRequest, Any], *outcomes: Answer | TransportError) -> None:
        self.requests: list[HttpRequest] = []
        self.waits: list[float] = []
        self.outcome: Any = None
        self.error: BinanceError | None = None
        script = iter(outcomes)
        try:
            action = next(flow)
            while True:
                if isinstance(action, Sleep):
                    self.waits.append(action.seconds)
                    action = next(flow)
                    continue
                self.requests.append(action)
                outcome = next(script)
                action = flow.throw(outcome) if isinstance(outcome, TransportError) else flow.send(outcome)
        except StopIteration as stop:
            self.outcome = stop.value
        except BinanceError as error:
            self.error = error
        assert [*script] == [], "not all outcomes were asked for"

    @property
    def data(self) -> Any:
        return self.outcome[0]


def lost(*, sent: bool) -> TransportError:
    return TransportError("ReadTimeout: no details", sent=sent)


def failed(request: Any, *outcomes: Answer | TransportError, retries: int = 0, **options: Any) -> Any:
    return Driven(caller(retries, **options).call(request), *outcomes).error


# What is sent


def test_a_signed_read_goes_in_the_query_with_timestamp_and_signature_last() -> None:
    """A signed GET carries its parameters, the timestamp and, last, the signature of exactly the text before it."""
    request = Driven(caller().call(um.QueryOrder("BTCUSDT", orderId=7, recvWindow=10000)), answer()).requests[0]
    path, _, query = request.target.partition("?")
    payload, _, signature = query.rpartition("&signature=")
    assert (request.method, path, request.keyed) == ("GET", "/fapi/v1/order", True)
    assert payload == f"symbol=BTCUSDT&orderId=7&recvWindow=10000&timestamp={NOW}"
    assert signature == hmac.new(SECRET.encode(), payload.encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize("request_", [PLACE, CANCEL, MODIFY], ids=["POST", "DELETE", "PUT"])
def test_a_write_goes_in_the_query_as_well(request_: Any) -> None:
    """POST, PUT and DELETE carry their signed parameters in the query, so that a call is one packet."""
    request = Driven(caller().call(request_), answer()).requests[0]
    path, _, query = request.target.partition("?")
    payload, _, signature = query.rpartition("&signature=")
    assert (request.method, path) == (request_.method, "/fapi/v1/order")
    assert payload.startswith("symbol=BTCUSDT&")
    assert signature == hmac.new(SECRET.encode(), payload.encode(), hashlib.sha256).hexdigest()


def test_a_public_call_carries_neither_key_nor_signature() -> None:
    """Public market data is asked for without credentials, even when the client has them."""
    assert Driven(caller().call(PING), answer(body={})).requests == [
        HttpRequest("GET", "/fapi/v1/ping", keyed=False, endpoint="GetPing (GET /fapi/v1/ping)")
    ]


def test_a_new_order_gets_a_client_order_id() -> None:
    """An order without newClientOrderId is sent with a random one, a different one each time."""
    ids = [
        dict(parse_qsl(Driven(caller().call(PLACE), answer()).requests[0].target.partition("?")[2]))["newClientOrderId"]
        for _ in range(3)
    ]
    assert len(set(ids)) == 3
    assert all(len(name) == 32 and name.isalnum() for name in ids)


def test_an_own_client_order_id_is_kept() -> None:
    """A newClientOrderId the caller gave is sent as it is."""
    request = um.NewOrder("BTCUSDT", "BUY", "MARKET", quantity=1, newClientOrderId="my:id/1")
    assert (
        dict(parse_qsl(Driven(caller().call(request), answer()).requests[0].target.partition("?")[2]))[
            "newClientOrderId"
        ]
        == "my:id/1"
    )


@pytest.mark.parametrize(
    ("request_", "credentials", "parameter"),
    [
        (READ, {"key": None}, "key"),
        (PLACE, {"signer": None}, "secret"),
        (um.GetHistoricalTrades("BTCUSDT"), {"key": None}, "key"),
        (um.NewListenKey(), {"key": None}, "key"),
    ],
    ids=["key", "secret", "market data key", "listen key"],
)
def test_a_missing_credential_is_refused_before_sending(request_: Any, credentials: Any, parameter: str) -> None:
    """A call without the credential it needs raises an error that names the call, and sends nothing."""
    driven = Driven(caller(**credentials).call(request_))
    assert isinstance(driven.error, ParameterError)
    assert driven.error.problems[0].parameter == parameter
    assert request_.endpoint() in str(driven.error)
    assert driven.requests == []


def test_statistics_that_work_without_a_key_do_not_ask_for_one() -> None:
    """The top trader ratios, which Binance labels MARKET_DATA but serves to all, are sent without a key."""
    request = um.GetTopLongShortAccountRatio("BTCUSDT", "1h")
    assert [sent.keyed for sent in Driven(caller(key=None).call(request), answer(body=[])).requests] == [False]


# What comes back


def test_a_success_gives_the_typed_answer_with_its_metadata() -> None:
    """The response holds the parsed answer, status, headers in any case, and the limit usage."""
    outcome = Driven(caller().call(READ), answer(X_MBX_USED_WEIGHT_1M="5", X_MBX_ORDER_COUNT_10S="2")).outcome
    response = caller().response(*outcome)
    assert isinstance(response, Response)
    assert (response.data.orderId, response.status_code) == (7, 200)
    assert response.header["X-MBX-Used-Weight-1M"] == "5"
    assert response.limit_usage.used_weight == {"1m": 5}
    assert response["limit_usage"] == {"x-mbx-used-weight-1m": "5", "x-mbx-order-count-10s": "2"}


def test_the_latest_usage_is_kept() -> None:
    """The caller remembers the last weight of any call and the last order count of a trading call."""
    client = caller()
    Driven(client.call(PLACE), answer(x_mbx_used_weight_1m="1", x_mbx_order_count_1m="9"))
    Driven(client.call(PING), answer(body={}, x_mbx_used_weight_1m="2"))
    assert client.limit_usage.used_weight == {"1m": 2}
    assert client.limit_usage.order_count == {"1m": 9}


@pytest.mark.parametrize(
    ("status", "code", "kind", "name"),
    [
        (400, -1102, "InvalidRequestError", "MANDATORY_PARAM_EMPTY_OR_MALFORMED"),
        (400, -2019, "InsufficientMarginError", "MARGIN_NOT_SUFFICIENT"),
        (400, -2013, "UnknownOrderError", "NO_SUCH_ORDER"),
        (400, -2011, "UnknownOrderError", "CANCEL_REJECTED"),
        (400, -4014, "FilterError", "PRICE_NOT_INCREASED_BY_TICK_SIZE"),
        (400, -4046, "NoChangeError", "NO_NEED_TO_CHANGE_MARGIN_TYPE"),
        (401, -2015, "AuthenticationError", "REJECTED_MBX_KEY"),
        (429, -1003, "RateLimitError", "TOO_MANY_REQUESTS"),
        (418, -1003, "IPBannedError", "TOO_MANY_REQUESTS"),
    ],
    ids=str,
)
def test_a_refusal_raises_the_class_that_says_what_to_do(status: int, code: int, kind: str, name: str) -> None:
    """A 4xx raises the class of its code, keeping status, code, message, headers and the call."""
    error = failed(READ, refusal(status, code, "Reason.", date="today"))
    assert type(error).__name__ == kind
    assert isinstance(error, ClientError)
    assert (error.status_code, error.error_code, error.error_message) == (status, code, "Reason.")
    assert error.header["Date"] == "today"
    assert error.code.name == name
    assert error.code == code
    assert "QueryOrder (GET /fapi/v1/order)" in str(error)
    assert error.remedy in str(error)


def test_the_same_number_means_another_thing_on_coin_m() -> None:
    """-4087 is a pair problem on COIN-M and a permission on USDⓈ-M."""
    um_error, cm_error = (failed(READ, refusal(400, -4087), product=product) for product in ("um", "cm"))
    assert um_error.code.name == "REDUCE_ONLY_ORDER_PERMISSION"
    assert cm_error.code.name == "INVALID_PAIR"


def test_an_unknown_code_stays_a_number() -> None:
    """A code the table does not know is kept as an int on a plain ClientError."""
    error = failed(READ, refusal(400, -9999))
    assert type(error) is ClientError
    assert (error.code, error.remedy) == (-9999, None)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html><h1>403 Forbidden</h1></html>", "<html><h1>403 Forbidden</h1></html>"),
        (b"", "the body is empty"),
        (b'{"msg": "text only"}', "text only"),
        (b'{"code": "odd", "msg": "x"}', "x"),
        (b"[1]", "[1]"),
        (b'{"code": -1', '{"code": -1'),
        (b"\xff\xfe", "\ufffd\ufffd"),
    ],
    ids=["html", "empty", "no code", "odd code", "array", "truncated", "not text"],
)
def test_an_error_body_of_any_form_is_kept_as_text(body: bytes, message: str) -> None:
    """A refusal whose body holds no code raises ClientError with the text as it came."""
    error = failed(READ, answer(403, body))
    assert (type(error), error.error_code, error.error_message) == (ClientError, None, message)


def test_an_error_code_as_text_is_read() -> None:
    """A code that comes quoted counts as the number."""
    assert type(failed(READ, answer(400, {"code": "-2019", "msg": ""}))) is InsufficientMarginError


def test_a_long_body_is_shortened_in_the_message_only() -> None:
    """A page of HTML does not flood the message; the attribute keeps it whole."""
    error = failed(READ, answer(403, b"x" * 5000))
    assert len(error.error_message) == 5000
    assert len(str(error)) < 1000


@pytest.mark.parametrize(
    ("header", "message", "seconds"),
    [
        ({"retry_after": "7"}, "", 7.0),
        ({}, "banned until 1000000000000.", 0.0),
        ({}, "slow down", None),
        ({"retry_after": "soon"}, "", None),
    ],
    ids=["header", "end of a ban", "not told", "not a number"],
)
def test_a_rate_limit_tells_how_long_to_wait(header: dict[str, str], message: str, seconds: float | None) -> None:
    """retry_after comes from the header, else from the end of the ban in the message."""
    error = failed(CANCEL, refusal(418, -1003, message, **header))
    assert isinstance(error, IPBannedError)
    assert error.retry_after == seconds


def test_a_success_that_holds_an_error_raises_it() -> None:
    """A 200 with a negative code is the error it says; setters answer code 200, which is none."""
    error = failed(READ, refusal(200, -2013))
    assert (type(error), error.status_code) == (UnknownOrderError, 200)
    assert type(failed(READ, refusal(200, -1000))) is ServerError
    done = Driven(
        caller().call(um.ChangeMarginType("BTCUSDT", "ISOLATED")), answer(body={"code": 200, "msg": "success"})
    )
    assert done.data.code == 200


def test_a_batch_mixes_orders_and_errors() -> None:
    """A failed element of a batch is a BatchError in its place, and raises nothing."""
    batch = um.NewBatchOrder([PLACE, PLACE])
    result = Driven(
        caller().call(batch), answer(body=[ORDER, {"code": -2022, "msg": "ReduceOnly Order is rejected."}])
    ).data
    order, error = result
    assert (order.orderId, error.code) == (7, -2022)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"<html>hello</html>", "not JSON"),
        (b'{"orderId": 7, "sym', "not JSON"),
        (b'{"orderId": "x"}', "another shape"),
        (b"[]", "another shape"),
        (b"", "empty"),
        (b"null", "another shape"),
    ],
    ids=["html", "truncated", "another shape", "list", "empty", "null"],
)
def test_a_success_that_cannot_be_read_says_what_and_where(body: bytes, says: str) -> None:
    """A 200 that is not the documented answer raises ResponseError with the status and the call."""
    error = failed(READ, answer(200, body))
    assert type(error) is ResponseError
    assert error.status_code == 200
    assert says in str(error)
    assert "QueryOrder" in str(error)


def test_an_unreadable_success_of_a_write_says_that_it_was_executed() -> None:
    """When the answer to an order cannot be read the error says that the order most likely stands, and its id."""
    error = failed(um.NewOrder("BTCUSDT", "BUY", "MARKET", quantity=1, newClientOrderId="mine"), answer(200, b"<html>"))
    assert type(error) is ResponseError
    assert "most likely executed" in str(error)
    assert "mine" in str(error)


def test_a_redirect_is_not_followed() -> None:
    """A 3xx raises ResponseError naming the host it pointed to, without the query, which holds the signature."""
    error = failed(READ, answer(302, b"", location="https://elsewhere.example/x?signature=abc"))
    assert type(error) is ResponseError
    assert "https://elsewhere.example" in str(error)
    assert "abc" not in str(error)
    assert "redirected" in str(failed(READ, answer(304, b"")))


# Writes are never repeated; reads are


@pytest.mark.parametrize("request_", [PLACE, CANCEL], ids=["place", "cancel"])
def test_a_write_that_timed_out_is_unknown_and_not_repeated(request_: Any) -> None:
    """A write whose answer never came raises ExecutionUnknownError after one attempt."""
    driven = Driven(caller(5).call(request_), lost(sent=True))
    assert type(driven.error) is ExecutionUnknownError
    assert driven.error.status_code is None
    assert isinstance(driven.error.__cause__, TransportError)
    assert len(driven.requests) == 1


def test_an_unknown_outcome_carries_the_ids_to_query_by() -> None:
    """ExecutionUnknownError holds the client order id that was sent, generated or not."""
    driven = Driven(caller().call(PLACE), lost(sent=True))
    sent = dict(parse_qsl(driven.requests[0].target.partition("?")[2]))["newClientOrderId"]
    assert driven.error is not None
    assert driven.error.client_order_ids == (sent,)
    assert sent in str(driven.error)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (
            503,
            {"code": -1000, "msg": "Unknown error, please check your request or try again later."},
            ExecutionUnknownError,
        ),
        (503, {"msg": "Unknown error, please check"}, ExecutionUnknownError),
        (503, b"<html>", ExecutionUnknownError),
        (503, {"msg": "Service Unavailable."}, ServerError),
        (503, {"code": -1008, "msg": "Request throttled by system-level protection."}, ServerError),
        (503, {"code": -1001, "msg": "Internal error; unable to process your request."}, ServerError),
        (500, b"", ExecutionUnknownError),
        (502, b"bad gateway", ExecutionUnknownError),
        (504, b"", ExecutionUnknownError),
        (408, {"code": -1007, "msg": "Timeout waiting for response from backend server."}, ExecutionUnknownError),
        (400, {"code": -1006, "msg": "An unexpected response was received."}, ExecutionUnknownError),
        (200, {"code": -1000, "msg": "An unknown error occured"}, ExecutionUnknownError),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_failed_write_is_unknown_unless_the_exchange_says_that_it_failed(
    status: int, body: object, kind: type
) -> None:
    """The 503 variants and codes decide whether a write failed for certain or may stand; it is sent once."""
    driven = Driven(caller(3).call(PLACE), answer(status, body))
    assert type(driven.error) is kind
    assert driven.error.status_code == status
    assert driven.error.message == driven.error.error_message
    assert len(driven.requests) == 1


def test_a_write_is_tried_again_when_nothing_was_sent() -> None:
    """A refused connection lets even a write be tried anew, with the same client order id."""
    driven = Driven(caller(2).call(PLACE), lost(sent=False), answer())
    ids = {dict(parse_qsl(request.target.partition("?")[2]))["newClientOrderId"] for request in driven.requests}
    assert (len(driven.requests), len(ids), driven.data.orderId) == (2, 1, 7)


def test_a_write_refused_for_the_rate_is_not_repeated() -> None:
    """A 429 on an order raises at once: by the time the wait is over its price is old."""
    driven = Driven(caller(3).call(PLACE), refusal(429, -1015, retry_after="1"))
    assert type(driven.error) is RateLimitError
    assert driven.waits == []


@pytest.mark.parametrize("outcome", [lost(sent=True), lost(sent=False), answer(500, b""), answer(503, b"")], ids=repr)
def test_a_read_is_repeated_with_backoff(outcome: Answer | TransportError) -> None:
    """A failed GET is sent again after growing, jittered waits, up to the number of retries."""
    driven = Driven(caller(2).call(READ), outcome, outcome, answer())
    assert driven.data.orderId == 7
    assert 0.1 <= driven.waits[0] <= 0.2
    assert 0.2 <= driven.waits[1] <= 0.4


def test_reads_give_up_after_the_retries() -> None:
    """When every attempt fails the last error is raised as it is."""
    assert type(failed(READ, lost(sent=True), lost(sent=True), retries=1)) is TransportError
    assert type(failed(READ, answer(500, b""), answer(502, b""), retries=1)) is ServerError
    assert failed(READ, lost(sent=False), retries=0).sent is False


def test_a_refused_read_is_not_repeated() -> None:
    """A 4xx is final: the same request would be refused again."""
    assert type(failed(READ, refusal(400, -1121), retries=3)).__name__ == "InvalidRequestError"


def test_a_read_waits_as_long_as_the_rate_limit_tells() -> None:
    """A 429 with a short Retry-After makes a read wait exactly so long."""
    driven = Driven(caller(1).call(READ), refusal(429, -1003, retry_after="3"), answer())
    assert driven.waits == [3.0]


@pytest.mark.parametrize(
    "outcome",
    [refusal(429, -1003, retry_after="60"), refusal(429, -1003), refusal(418, -1003, retry_after="1")],
    ids=["too long", "not told", "banned"],
)
def test_a_read_does_not_wait_out_a_long_limit_or_a_ban(outcome: Answer) -> None:
    """A long or unknown wait and a ban raise at once: what to do is the program's decision."""
    driven = Driven(caller(3).call(READ), outcome)
    assert isinstance(driven.error, RateLimitError)
    assert driven.waits == []


# The clock


def test_the_clock_offset_is_measured_from_the_middle_of_the_round_trip() -> None:
    """sync_time sets offset = server time - middle of sending and receiving."""
    client = caller(clock=iter([1000, 1100]))
    driven = Driven(client.sync(), answer(body={"serverTime": 5050}))
    assert driven.requests[0].target == "/fapi/v1/time"
    assert driven.outcome == client.clock_offset == 4000


def test_the_offset_goes_into_every_timestamp() -> None:
    """After sync_time timestamps follow the exchange's clock."""
    client = caller()
    Driven(client.sync(), answer(body={"serverTime": NOW + 250}))
    assert f"timestamp={NOW + 250}&" in Driven(client.call(READ), answer()).requests[0].target


def test_a_wrong_clock_is_corrected_once_by_itself() -> None:
    """-1021 makes the caller measure the clock and send once more; it was refused, so even an order may be."""
    driven = Driven(caller().call(PLACE), refusal(400, -1021), answer(body={"serverTime": NOW + 5000}), answer())
    assert [request.target.partition("?")[0] for request in driven.requests] == [
        "/fapi/v1/order",
        "/fapi/v1/time",
        "/fapi/v1/order",
    ]
    assert f"timestamp={NOW + 5000}&" in driven.requests[2].target
    assert driven.data.orderId == 7


def test_a_clock_that_stays_wrong_is_an_error() -> None:
    """A second -1021 is raised."""
    outcomes = refusal(400, -1021), answer(body={"serverTime": NOW}), refusal(400, -1021)
    error = failed(READ, *outcomes)
    assert type(error) is TimestampError
    assert "sync_time" in str(error)


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (answer(500, b""), ServerError),
        (answer(200, b"{}"), ResponseError),
        (answer(200, b"<"), ResponseError),
        (answer(401, b""), AuthenticationError),
    ],
    ids=["500", "no time", "html", "401"],
)
def test_a_clock_that_cannot_be_read_is_an_error(outcome: Answer, kind: type) -> None:
    """sync_time raises what its own call met."""
    assert type(Driven(caller().sync(), outcome).error) is kind


# Secrets


def test_the_debug_log_shows_the_call_without_secrets(caplog: pytest.LogCaptureFixture) -> None:
    """DEBUG shows method, URL, payload and answer text, with signature and listenKey hidden and no key."""
    with caplog.at_level(logging.DEBUG, logger="binance_futures"):
        driven = Driven(caller().call(READ), answer())
        Driven(caller().call(um.NewListenKey()), answer(body={"listenKey": "listenKeyOfTests"}))
    signature = driven.requests[0].target.rpartition("=")[2]
    assert "GET /fapi/v1/order?symbol=BTCUSDT&orderId=7" in caplog.text
    assert '"status": "NEW"' in caplog.text
    assert '"listenKey": "[hidden]"' in caplog.text
    for secret in (signature, "listenKeyOfTests", "key-of-tests", SECRET):
        assert secret not in caplog.text


def test_repeating_is_told_in_the_debug_log(caplog: pytest.LogCaptureFixture) -> None:
    """DEBUG says when a call is about to be sent again."""
    with caplog.at_level(logging.DEBUG, logger="binance_futures"):
        Driven(caller(1).call(READ), answer(500, b""), answer())
    assert "attempt 1 failed" in caplog.text


def test_errors_never_show_a_signature() -> None:
    """Neither text nor repr of any error holds the signature or the secret."""
    for outcome in (refusal(400, -1022), answer(500, b"x"), lost(sent=True)):
        driven = Driven(caller().call(PLACE), outcome)
        signature = driven.requests[0].target.rpartition("=")[2]
        shown = f"{driven.error}{driven.error!r}"
        assert signature not in shown
        assert SECRET not in shown


def test_headers_read_like_a_mapping() -> None:
    """Headers are found in any case, iterate in lower case and know their number."""
    header = Headers([(b"Date", b"today"), (b"X-A", b"1")])
    assert (header["DATE"], [*header], len(header), repr(header)) == (
        "today",
        ["date", "x-a"],
        2,
        "{'date': 'today', 'x-a': '1'}",
    )
    with pytest.raises(KeyError):
        header["none"]


def test_filter_error_is_exported() -> None:
    """The error classes are importable from the top of the package."""
    assert issubclass(FilterError, ClientError)
