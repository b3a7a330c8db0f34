"""The table of error codes."""

import pickle
from collections import Counter
from typing import Literal

import pytest

from binance_futures import errors
from binance_futures._error_codes import CMErrorCode, ErrorCode, lookup

CODES: list[ErrorCode | CMErrorCode] = [*ErrorCode, *CMErrorCode]
ALIASES = {
    ErrorCode: {
        "MARGIN_NOT_SUFFICIEN": "MARGIN_NOT_SUFFICIENT",
        "PRICE_HIGHTER_THAN_MULTIPLIER_UP": "PRICE_HIGHER_THAN_MULTIPLIER_UP",
        "PRICE_HIGHTER_THAN_STOP_MULTIPLIER_UP": "PRICE_HIGHER_THAN_STOP_MULTIPLIER_UP",
        "Exceed_Maximum_Modify_Order_Limit": "EXCEED_MAX_MODIFY_ORDER_LIMIT",
        "Existing_Pending_Modification": "EXISTING_PENDING_MODIFICATION",
    },
    CMErrorCode: {"PRICE_HIGHTER_THAN_STOP_MULTIPLIER_UP": "PRICE_HIGHER_THAN_STOP_MULTIPLIER_UP"},
}


@pytest.mark.parametrize("code", CODES, ids=str)
def test_every_code_explains_itself(code: ErrorCode | CMErrorCode) -> None:
    """Every code has a meaning and a remedy, each one sentence that ends with a period."""
    for text in (code.meaning, code.remedy):
        assert text == text.strip()
        assert text.endswith(".")
        assert len(text) > 15
        assert ". " not in text
    assert code.remedy[0].isupper()


@pytest.mark.parametrize("code", CODES, ids=str)
def test_every_code_raises_an_error_of_the_tree(code: ErrorCode | CMErrorCode) -> None:
    """The class of every code is a public ClientError or ServerError of `errors`."""
    assert code.error.__name__ in errors.__all__
    assert getattr(errors, code.error.__name__) is code.error
    assert issubclass(code.error, errors.ClientError | errors.ServerError)


@pytest.mark.parametrize(
    ("code", "product", "name", "error"),
    [
        (-1000, "um", "UNKNOWN", errors.ExecutionUnknownError),
        (-1001, "um", "DISCONNECTED", errors.ServerError),
        (-1003, "um", "TOO_MANY_REQUESTS", errors.RateLimitError),
        (-1007, "cm", "TIMEOUT", errors.ExecutionUnknownError),
        (-1008, "um", "THROTTLED", errors.ServerError),
        (-1015, "um", "TOO_MANY_ORDERS", errors.RateLimitError),
        (-1021, "um", "INVALID_TIMESTAMP", errors.TimestampError),
        (-1021, "cm", "INVALID_TIMESTAMP", errors.TimestampError),
        (-1111, "um", "BAD_PRECISION", errors.FilterError),
        (-1121, "cm", "BAD_SYMBOL", errors.InvalidRequestError),
        (-2011, "um", "CANCEL_REJECTED", errors.UnknownOrderError),
        (-2013, "um", "NO_SUCH_ORDER", errors.UnknownOrderError),
        (-2015, "um", "REJECTED_MBX_KEY", errors.AuthenticationError),
        (-2018, "um", "BALANCE_NOT_SUFFICIENT", errors.InsufficientMarginError),
        (-2019, "um", "MARGIN_NOT_SUFFICIENT", errors.InsufficientMarginError),
        (-2019, "cm", "MARGIN_NOT_SUFFICIENT", errors.InsufficientMarginError),
        (-4014, "um", "PRICE_NOT_INCREASED_BY_TICK_SIZE", errors.FilterError),
        (-4020, "um", "TARGET_STRATEGY_INVALID", errors.OrderRejectedError),
        (-4050, "um", "CROSS_BALANCE_INSUFFICIENT", errors.InsufficientMarginError),
        (-4136, "um", "TARGET_STRATEGY_INVALID_CLOSE_POSITION", errors.OrderRejectedError),
        (-5022, "um", "GTX_ORDER_REJECT", errors.OrderRejectedError),
        # Numbers of their own on each product.
        (-4164, "um", "MIN_NOTIONAL", errors.FilterError),
        (-4178, "cm", "MIN_NOTIONAL", errors.FilterError),
        (-5028, "um", "ME_RECVWINDOW_REJECT", errors.TimestampError),
        (-4188, "cm", "ME_INVALID_TIMESTAMP", errors.TimestampError),
        # One number, two meanings.
        (-4087, "um", "REDUCE_ONLY_ORDER_PERMISSION", errors.OrderRejectedError),
        (-4087, "cm", "INVALID_PAIR", errors.InvalidRequestError),
        (-4088, "um", "NO_PLACE_ORDER_PERMISSION", errors.OrderRejectedError),
        (-4088, "cm", "INVALID_TIME_INTERVAL", errors.InvalidRequestError),
        (-4202, "um", "ADJUST_LEVERAGE_KYC_FAILED", errors.AccountSettingError),
        (-4202, "cm", "ADJUST_LEVERAGE_ACCOUNT_SYMBOL_FAILED", errors.AccountSettingError),
    ],
)
def test_lookup_knows_the_product(code: int, product: Literal["um", "cm"], name: str, error: type[Exception]) -> None:
    """A number is read as the product uses it."""
    found = lookup(code, product)
    assert found is not None
    assert (found.name, found.error) == (name, error)
    assert found == code


@pytest.mark.parametrize("product", ["um", "cm"])
@pytest.mark.parametrize("code", [0, 1, 200, 1021, -1, -9999])
def test_unknown_code_is_none(code: int, product: Literal["um", "cm"]) -> None:
    """A number outside of the tables gives None."""
    assert lookup(code, product) is None


def test_um_has_no_cm_codes() -> None:
    """UM does not read the codes that only CM uses, while CM falls back to the shared table."""
    assert lookup(-4178, "um") is None
    assert lookup(-4120, "cm") is ErrorCode.STOP_ORDER_SWITCH_ALGO


def test_settings_already_as_asked_for_are_no_change_errors() -> None:
    """Exactly the answers to a setting that needs no change raise NoChangeError."""
    found = {code for code in CODES if code.error is errors.NoChangeError}
    assert found == {-4046, -4052, -4059, -4171}
    assert all("NO_NEED_TO_CHANGE" in code.name for code in found)


def test_unknown_outcomes_are_told_by_the_class() -> None:
    """Exactly the codes after which a write may have been executed raise ExecutionUnknownError."""
    assert {code for code in CODES if code.error is errors.ExecutionUnknownError} == {-1000, -1006, -1007}


@pytest.mark.parametrize("codes", [ErrorCode, CMErrorCode])
def test_numbers_are_shared_by_known_aliases_only(codes: type[ErrorCode] | type[CMErrorCode]) -> None:
    """Two names share a number only where one of them is Binance's misspelling of the other."""
    shared = {name: code.name for name, code in codes.__members__.items() if name != code.name}
    assert shared == ALIASES[codes]


@pytest.mark.parametrize("codes", [ErrorCode, CMErrorCode])
def test_codes_stand_in_order(codes: type[ErrorCode] | type[CMErrorCode]) -> None:
    """Codes are listed from -1000 downwards."""
    numbers = [int(code) for code in codes]
    assert numbers == sorted(numbers, reverse=True)


def test_tables_differ_where_cm_says_so() -> None:
    """A name that both tables use has two numbers and one class, and only three numbers have two meanings."""
    for name in {code.name for code in ErrorCode} & {code.name for code in CMErrorCode}:
        assert int(ErrorCode[name]) != int(CMErrorCode[name])
        assert ErrorCode[name].error is CMErrorCode[name].error
    numbers = Counter(int(code) for code in CODES)
    assert {number for number, count in numbers.items() if count > 1} == {-4087, -4088, -4202}


@pytest.mark.parametrize("code", [ErrorCode.MIN_NOTIONAL, CMErrorCode.MIN_NOTIONAL])
def test_code_survives_pickling(code: ErrorCode | CMErrorCode) -> None:
    """A code comes out of a pickle as the same member."""
    assert pickle.loads(pickle.dumps(code)) is code
