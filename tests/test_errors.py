"""The error tree: what callers catch, and what survives a process boundary."""

import copy
import pickle
from typing import Any

import pytest

from binance_futures import ErrorCode, errors
from binance_futures.errors import (
    BinanceError,
    ClientError,
    ExecutionUnknownError,
    IPBannedError,
    NoChangeError,
    ParameterError,
    Problem,
    RateLimitError,
    ServerError,
    TransportError,
)

EXAMPLES: list[BinanceError] = [
    ParameterError([Problem("price", "is required"), Problem("side", "is one of BUY, SELL")], "NewOrder (POST /x)"),
    TransportError("ReadTimeout: no details", sent=True, endpoint="GetTime (GET /x)"),
    ClientError(400, -2019, "Margin is insufficient.", {"date": "today"}, endpoint="NewOrder (POST /x)"),
    ServerError(503, None, "Service Unavailable."),
    ExecutionUnknownError(503, -1007, "Timeout", known=ErrorCode(-1007)),
]


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_errors_survive_copies_and_processes(error: BinanceError, duplicate: Any) -> None:
    """An error that crosses a process boundary keeps its class, text and attributes."""
    other = duplicate(error)
    assert type(other) is type(error)
    assert str(other) == str(error)
    assert vars(other) == vars(error)


def test_every_error_is_a_binance_error() -> None:
    """One `except BinanceError` catches everything the library raises."""
    kinds = [getattr(errors, name) for name in errors.__all__ if name.endswith("Error")]
    assert all(issubclass(kind, BinanceError) for kind in kinds)


def test_the_old_connectors_attributes_are_there() -> None:
    """Handlers written for the old connector find the attributes they read."""
    error = ClientError(400, -1121, "Invalid symbol.", {"a": "b"})
    assert (error.status_code, error.error_code, error.error_message, error.header) == (
        400,
        -1121,
        "Invalid symbol.",
        {"a": "b"},
    )
    assert (ServerError(502, None, "bad gateway").status_code, ServerError(502, None, "bad gateway").message) == (
        502,
        "bad gateway",
    )


def test_a_bad_parameter_is_what_python_would_raise() -> None:
    """ParameterError is a ValueError and a TypeError."""
    assert issubclass(ParameterError, ValueError)
    assert issubclass(ParameterError, TypeError)


def test_one_problem_stands_on_the_line_several_below() -> None:
    """A single problem is told in one line, several in a list."""
    assert str(ParameterError([Problem("price", "is required")])) == "price: is required"
    assert str(EXAMPLES[0]).splitlines() == [
        "NewOrder (POST /x): 2 problems",
        "  price: is required",
        "  side: is one of BUY, SELL",
    ]


def test_families_can_be_caught_as_one() -> None:
    """A ban is a rate limit, and a setting that is already so can be told apart from a refused one."""
    assert issubclass(IPBannedError, RateLimitError)
    assert issubclass(NoChangeError, errors.AccountSettingError)
    assert issubclass(ExecutionUnknownError, ServerError)


def test_an_error_without_code_tells_its_status() -> None:
    """An error without a Binance code shows the HTTP status and has no `code`."""
    error = ServerError(504, None, "Gateway Timeout")
    assert str(error) == "HTTP 504: Gateway Timeout"
    assert error.code is None
