"""The types of request parameters: what they take from a caller, and what of that is refused."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

__all__ = ["Bool", "ClientOrderId", "Integer", "Number", "Positive", "Text", "Timestamp", "WholeNumber"]

_NUMBER_TEXT: Final = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_LARGEST_EXPONENT: Final = 40


def _to_decimal(value: object) -> Decimal:
    match value:
        case Decimal():
            number = value
        case bool():
            raise PydanticCustomError("number", "is a number: Decimal, int, str or float")
        case int():
            number = Decimal(value)
        case float():
            number = Decimal(float.__repr__(value))
        case str() if _NUMBER_TEXT.fullmatch(value):
            number = _from_text(value)
        case _:
            raise PydanticCustomError("number", "is a number: Decimal, int, str or float")
    if not number.is_finite():
        raise PydanticCustomError("number", "is a finite number")
    if abs(number.adjusted()) > _LARGEST_EXPONENT:
        raise PydanticCustomError("number", "is out of any sensible range")
    return number


def _from_text(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise PydanticCustomError("number", "is out of any sensible range") from None


class _NumberSchema:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_to_decimal, core_schema.decimal_schema())


class _PositiveSchema:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_to_decimal, core_schema.decimal_schema(gt=Decimal(0)))


Number = Annotated[Decimal | int | float | str, _NumberSchema]
"""A request number: any of these in, an exact Decimal on the wire."""

Positive = Annotated[Decimal | int | float | str, _PositiveSchema]
"""A request number above zero: a price or a quantity."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


def _to_milliseconds(value: object) -> object:
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise PydanticCustomError("time", "is a naive datetime: give one with tzinfo, or ms since the epoch")
        return (value - _EPOCH) // _MILLISECOND
    return _to_whole(value)


def _to_whole(value: object) -> object:
    # Narrower than pydantic's own rule, which also takes True, "1_000" and b"5".
    if isinstance(value, str) and re.fullmatch(r"-?\d+", value, re.ASCII):
        return int(value)
    if isinstance(value, bool | str | bytes):
        raise PydanticCustomError("integer", "is a whole number")
    return value


class _TimestampSchema:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_to_milliseconds, core_schema.int_schema(ge=0))


Timestamp = Annotated[int | datetime, _TimestampSchema]
"""A time: ms since the epoch, or a datetime with tzinfo."""


class _IntegerSchema:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_to_whole, core_schema.int_schema())


WholeNumber: Final = BeforeValidator(_to_whole)
"""Beside a Literal of numbers: also takes them as text, as every other number is taken."""

Integer = Annotated[int, _IntegerSchema]
"""A whole number; bounds go beside it: `Annotated[Integer, Field(ge=1, le=1500)]`."""


def _to_bool(value: object) -> object:
    # Only the two words: pydantic's own rule would take "off", "0" or 1 as well.
    words: dict[object, bool] = {"true": True, "false": False}
    found = words.get(value.lower()) if isinstance(value, str) else value
    if not isinstance(found, bool):
        raise PydanticCustomError("bool", "is True or False")
    return found


class _BoolSchema:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_to_bool, core_schema.bool_schema())


Bool = Annotated[bool | Literal["true", "false"], _BoolSchema]
"""A flag; the old connector's examples write it as text."""


def _worded(pattern: str, message: str) -> core_schema.CoreSchema:
    text = core_schema.str_schema(strict=True, pattern=pattern)
    return core_schema.custom_error_schema(text, custom_error_type="text", custom_error_message=message)


class _TextSchema:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return _worded(r"^[^\s\x00-\x1f\x7f]+$", "is text, not empty and without blanks")


Text = Annotated[str, _TextSchema]
"""A symbol, asset or id: not empty, without blanks."""


class _ClientOrderIdSchema:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return _worded(r"^[.A-Z:/a-z0-9_-]{1,36}$", "is 1 to 36 of letters, digits and .:/_-")


ClientOrderId = Annotated[str, _ClientOrderIdSchema]
"""An own order id: 1 to 36 of letters, digits and `.:/_-`."""
