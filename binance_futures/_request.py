"""The request class: the one declaration of an endpoint."""

import types
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Literal, NamedTuple, Self, TypeVar, cast

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from . import _encode
from ._form import BUILDING, Form, argument_of, place_of, required, shown, text_of
from ._redact import redact
from .errors import ResponseError
from .models.parameters import Integer

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

__all__ = [
    "ByLimit",
    "BySymbol",
    "Method",
    "Request",
    "Security",
    "SignedRequest",
    "Weight",
    "required",
    "validator_of",
]

R_co = TypeVar("R_co", covariant=True)

Method = Literal["GET", "POST", "PUT", "DELETE"]
Security = Literal["NONE", "MARKET_DATA", "USER_STREAM", "USER_DATA", "TRADE"]


class ByLimit(NamedTuple):
    """A weight that grows with `limit`: the first step whose bound is not exceeded counts."""

    steps: tuple[tuple[int, int], ...]
    """(largest limit, weight), ascending."""
    default: int
    """The limit in force when none is sent."""

    def __str__(self) -> str:
        return ", ".join(f"{weight} to limit {bound}" for bound, weight in self.steps)

    def __call__(self, request: Any) -> int:
        limit = request.limit or self.default
        return next((weight for bound, weight in self.steps if limit <= bound), self.steps[-1][1])


class BySymbol(NamedTuple):
    """A weight that depends on whether `symbol` is sent."""

    one: int
    every: int

    def __str__(self) -> str:
        return f"{self.one} with symbol, {self.every} without"

    def __call__(self, request: Any) -> int:
        return self.one if request.symbol else self.every


Weight = int | ByLimit | BySymbol


class Request(Form, Generic[R_co]):
    """Base of every request: parameters are its fields, `R` is what the call returns.

    The route is given with the class: `class GetTime(Request[ServerTime], path="/fapi/v1/time")`.
    """

    method: ClassVar[Method] = "GET"
    path: ClassVar[str] = ""
    """Empty for a call of the WebSocket API alone."""
    security: ClassVar[Security] = "NONE"
    weight: ClassVar[Weight] = 1
    """Weight against the IP's limit: a number, or a function of the request."""
    ws_method: ClassVar[str | None] = None
    """Name of the same call on the WebSocket API."""
    key_optional: ClassVar[bool] = False
    """Whether the call also works without an API key, against what its security says."""

    def __init_subclass__(
        cls,
        *,
        method: Method | None = None,
        path: str | None = None,
        security: Security | None = None,
        weight: Weight | None = None,
        ws_method: str | None = None,
        key_optional: bool | None = None,
    ) -> None:
        declared = {
            "method": method,
            "path": path,
            "security": security,
            "weight": weight,
            "ws_method": ws_method,
            "key_optional": key_optional,
        }
        for name, value in declared.items():
            if value is not None:
                setattr(cls, name, value)

    if not TYPE_CHECKING:
        __class_getitem__ = classmethod(types.GenericAlias)

    @classmethod
    def parse(cls, raw: bytes) -> R_co:
        """What the client call returns for this answer.

        Raises:
            ResponseError: The body is not what the API documents.
        """
        validator = cls.__dict__.get("_answer") or _build_answer(cls)
        try:
            return cast("R_co", validator.validate_json(raw))
        except ValidationError as error:
            raise ResponseError(None, None, _mismatch(error, raw), endpoint=cls.endpoint()) from None

    @classmethod
    def returns(cls) -> Any:
        """The type of the answer, such as `Order` or `list[Order]`."""
        return argument_of(cls)

    @classmethod
    def endpoint(cls) -> str:
        """How errors name the call: `NewOrder (POST /fapi/v1/order)`."""
        return f"{cls.__name__} ({cls.method} {cls.path})" if cls.path else f"{cls.__name__} ({cls.ws_method})"

    @classmethod
    def about(cls) -> str:
        """What `help()` shows of the call: its text, result, route, security and weight."""
        summary, arguments, page = text_of(cls)
        returns = shown(cls.returns())
        place = f"{cls.method} {cls.path}" if cls.path else cls.ws_method
        route = f"{place}, security {cls.security}, weight {cls.weight}"
        parts = (summary, arguments, f"Returns:\n    {returns}", route, page)
        return "\n\n".join(part.strip() for part in parts if part)

    @classmethod
    def signed(cls) -> bool:
        """Whether the request carries timestamp and signature."""
        return cls.security in ("TRADE", "USER_DATA")

    def parameters(self) -> list[tuple[str, str]]:
        """What is sent, without timestamp and signature: the parameters that were set, as text."""
        given = self.__pydantic_fields_set__
        values = self.__dict__
        return [
            (name, _encode.text(values[name]))
            for name in _wire_order(type(self))
            if name in given and values[name] is not None
        ]

    def identified(self) -> Self:
        """This request, with a generated client order id where a new order has none."""
        return self

    def client_order_ids(self) -> tuple[str, ...]:
        """The client ids of the orders this request places or names."""
        return ()


class SignedRequest(Request[R_co], security="USER_DATA"):
    """Base of the requests that are signed."""

    recvWindow: Annotated[Integer, Field(ge=1, le=60000)] | None = Field(default=None, kw_only=True)
    """How long after its timestamp the exchange takes the request (ms, default 5000)."""


def _build_answer(cls: type[Request[Any]]) -> "SchemaValidator":
    cls._answer = validator_of(cls.returns())  # type: ignore[attr-defined]  # a cache on the class, not a field
    return cast("SchemaValidator", cls.__dict__["_answer"])


def validator_of(kind: Any) -> "SchemaValidator":
    """What reads a model, or a list or union of them, from JSON."""
    with BUILDING:
        if getattr(kind, "__pydantic_validator__", None) is not None:
            kind.model_rebuild()
            return cast("SchemaValidator", kind.__pydantic_validator__)  # a TypeAdapter's costs a microsecond more
        return cast("SchemaValidator", TypeAdapter[Any](kind, config=ConfigDict(cache_strings="keys")).validator)


def _wire_order(cls: type[Request[Any]]) -> tuple[str, ...]:
    order = cls.__dict__.get("_order")
    if order is None:
        order = cls._order = tuple(sorted(cls.model_fields, key="recvWindow".__eq__))  # type: ignore[attr-defined]  # a cache
    return cast("tuple[str, ...]", order)


def _mismatch(error: ValidationError, raw: bytes) -> str:
    """What does not fit, by place; values are left out, for an answer may hold a listenKey."""
    details = error.errors(include_url=False, include_input=False)
    if details[0]["type"] == "json_invalid":
        start = raw[:200].decode(errors="replace").strip()
        reason = str(details[0]["msg"]).removeprefix("Invalid JSON: ")
        return f"the body is not JSON ({reason}): {redact(start)!r}" if start else "the body is empty"
    # Rows are tried twice, with the same complaint.
    problems = [*dict.fromkeys(f"{place_of(detail['loc']) or 'the whole'}: {detail['msg']}" for detail in details)]
    places = problems[:5]
    more = f" (and {len(problems) - 5} more)" if len(problems) > 5 else ""
    return f"the body is JSON of another shape than documented: {'; '.join(places)}{more}"
