"""The request class: the one declaration of an endpoint."""

import difflib
import inspect
import re
import threading
import types
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Generic, Literal, NamedTuple, Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from typing_extensions import dataclass_transform

from . import _encode
from ._redact import redact
from .errors import ParameterError, Problem, ResponseError
from .models.parameters import Integer

if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
    from pydantic_core import ErrorDetails, SchemaValidator
else:
    ModelMetaclass = type(BaseModel)

__all__ = ["ByLimit", "BySymbol", "Method", "Request", "Security", "SignedRequest", "Weight"]

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

_building: Final = threading.RLock()


@dataclass_transform(kw_only_default=False, frozen_default=True, field_specifiers=(Field,))
class _RequestMeta(ModelMetaclass):
    """Tells type checkers that request fields are also positional parameters, in order."""


class Request(BaseModel, Generic[R_co], metaclass=_RequestMeta):
    """Base of every request: parameters are its fields, `R` is what the call returns.

    The route is given with the class: `class GetTime(Request[ServerTime], path="/fapi/v1/time")`.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, defer_build=True, protected_namespaces=(), hide_input_in_errors=True
    )

    method: ClassVar[Method] = "GET"
    path: ClassVar[str]
    security: ClassVar[Security] = "NONE"
    weight: ClassVar[Weight] = 1
    """Weight against the IP's limit: a number, or a function of the request."""
    ws_method: ClassVar[str | None] = None
    """Name of the same call on the WebSocket API."""
    key_optional: ClassVar[bool] = False
    """Whether the call also works without an API key, against what its security says."""
    moved: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Parameters this call does not take any more: name → what to use instead."""

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

        def __init__(self, /, *args, **kwargs):  # noqa: ANN002, ANN003, ANN204 - typed by _RequestMeta
            cls = type(self)
            if not cls.__pydantic_complete__:
                _build(cls)
            if args:
                kwargs = _bind(cls, args, kwargs)
            try:
                cls.__pydantic_validator__.validate_python(kwargs, self_instance=self)
            except ValidationError as error:
                problems = [problem for detail in error.errors(include_url=False) for problem in _explain(cls, detail)]
                faulty = {re.split(r"[.\[]", problem.parameter)[0] for problem in problems}
                # Unsound values stay as they came, for a rule must not take them for missing ones.
                given = {
                    name: value if name in faulty else _validated(cls, name, value)
                    for name, value in kwargs.items()
                    if name in cls.model_fields
                }
                partial = cls.model_construct(**{**dict.fromkeys(cls.model_fields), **given})
                problems += [problem for problem in partial.problems() if problem.parameter not in faulty]
                raise ParameterError(problems, cls.endpoint()) from None
            if problems := [*self.problems()]:
                raise ParameterError(problems, cls.endpoint())

    def __hash__(self) -> int:
        return hash((type(self), *[_hashable(value) for value in self.__dict__.values()]))

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
        for base in cls.__mro__:
            for alias in base.__dict__.get("__orig_bases__", ()):
                found = getattr(alias, "__args__", (None,))[0]
                if found is not None and not isinstance(found, TypeVar):
                    return found
        raise TypeError(f"{cls.__name__} names no answer: write Request[...]")

    @classmethod
    def endpoint(cls) -> str:
        """How errors name the call: `NewOrder (POST /fapi/v1/order)`."""
        return f"{cls.__name__} ({cls.method} {cls.path})"

    @classmethod
    def about(cls) -> str:
        """What `help()` shows of the call: its text, result, route, security and weight."""
        texts = [inspect.cleandoc(base.__doc__ or "") for base in cls.__mro__]
        summary, _, page = texts[0].partition("https://")
        arguments = next(
            (text[text.index("Args:") :].partition("https://")[0] for text in texts if "Args:" in text), ""
        )
        returns = cls.returns()
        returns = re.sub(
            r"[\w.]+\.|<class '|'>",
            "",
            str(getattr(returns, "__origin__", returns) if hasattr(returns, "__metadata__") else returns),
        )
        route = f"{cls.method} {cls.path}, security {cls.security}, weight {cls.weight}"
        parts = (
            summary.partition("Args:")[0],
            arguments,
            f"Returns:\n    {returns}",
            route,
            page and f"https://{page}",
        )
        return "\n\n".join(part.strip() for part in parts if part)

    @classmethod
    def positional(cls) -> tuple[str, ...]:
        """Names of the parameters that may be given by position, in order."""
        names: tuple[str, ...] | None = cls.__dict__.get("_names")
        if names is None:
            names = cls._names = tuple(name for name, field in cls.model_fields.items() if not field.kw_only)  # type: ignore[attr-defined]  # a cache
        return names

    def replaced(self, **values: object) -> Self:
        """A copy with other values, which are taken as they are."""
        copy = self.__class__.__new__(self.__class__)
        object.__setattr__(copy, "__dict__", self.__dict__ | values)
        object.__setattr__(copy, "__pydantic_fields_set__", self.__pydantic_fields_set__ | values.keys())
        object.__setattr__(copy, "__pydantic_extra__", None)
        object.__setattr__(copy, "__pydantic_private__", None)
        return copy

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

    def problems(self) -> Iterator[Problem]:
        """The rules between parameters that this request breaks; also runs when some parameters are unsound."""
        yield from ()

    def identified(self) -> Self:
        """This request, with a generated client order id where a new order has none."""
        return self

    def client_order_ids(self) -> tuple[str, ...]:
        """The client ids of the orders this request places or names."""
        return ()


class SignedRequest(Request[R_co], security="USER_DATA"):
    """Base of the requests that are signed."""

    recvWindow: Annotated[Integer, Field(ge=1, le=60000)] | None = Field(default=None, kw_only=True)


def required(parameter: str, reason: str) -> Problem:
    """The problem of a missing parameter."""
    return Problem(parameter, f"is required {reason}".rstrip())


def _build(cls: type[Request[Any]]) -> None:
    with _building:  # pydantic's deferred build is not safe to run twice at once
        cls.model_rebuild()


def _hashable(value: object) -> object:
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


def _build_answer(cls: type[Request[Any]]) -> "SchemaValidator":
    with _building:
        cls._answer = _validator(cls.returns())  # type: ignore[attr-defined]  # a cache on the class, not a field
    return cast("SchemaValidator", cls.__dict__["_answer"])


def _validator(returns: Any) -> Any:
    if getattr(returns, "__pydantic_validator__", None) is not None:
        returns.model_rebuild()
        return returns.__pydantic_validator__
    return TypeAdapter[Any](returns, config=ConfigDict(cache_strings="keys")).validator


def _validated(cls: type[Request[Any]], name: str, value: object) -> object:
    return TypeAdapter[Any](cls.model_fields[name].rebuild_annotation()).validate_python(value)


def _wire_order(cls: type[Request[Any]]) -> tuple[str, ...]:
    order = cls.__dict__.get("_order")
    if order is None:
        order = cls._order = tuple(sorted(cls.model_fields, key="recvWindow".__eq__))  # type: ignore[attr-defined]  # a cache
    return cast("tuple[str, ...]", order)


def _bind(cls: type[Request[Any]], args: tuple[object, ...], kwargs: dict[str, object]) -> dict[str, object]:
    names = cls.positional()
    if len(args) > len(names):
        message = f"at most {len(names)} may be given by position ({', '.join(names) or 'none'}), got {len(args)}"
        raise ParameterError([Problem("positional arguments", message)], cls.endpoint())
    bound = dict(zip(names, args, strict=False))
    if twice := [name for name in bound if name in kwargs]:
        raise ParameterError(
            [Problem(name, "is given twice, by position and by name") for name in twice], cls.endpoint()
        )
    return bound | kwargs


def _explain(cls: type[Request[Any]], detail: "ErrorDetails") -> Iterable[Problem]:
    place = _place(detail["loc"])
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, ParameterError):  # an element of a list, itself a request
        return [Problem(f"{place}.{problem.parameter}", problem.message) for problem in cause.problems]
    given = detail["input"]
    if detail["type"] == "extra_forbidden":
        return [Problem(place, _unknown(cls, place))]
    if detail["type"] == "missing" or (given is None and len(detail["loc"]) == 1):
        return [Problem(place, "is required")]
    message = (
        detail["msg"]
        .replace("Input should be", "should be")
        .replace("List should have", "has")
        .replace(" after validation", "")
    )
    if detail["type"] == "literal_error":
        choices = re.findall(r"'([^']+)'", detail["msg"])
        message = f"is one of {', '.join(choices)}" if len(choices) > 1 else message
        spellings = (given, given.upper()) if isinstance(given, str) else ()
        close = [match for spelling in spellings for match in difflib.get_close_matches(spelling, choices, 1)]
        if close and len(choices) > 1:
            message += f"; did you mean {close[0]!r}?"
    field = cls.model_fields.get(str(detail["loc"][0]))
    secret = field is not None and not field.repr
    shown = "a value that is not shown" if secret else _shorten(repr(given))
    return [Problem(place, f"{message} (got {shown})")]


def _unknown(cls: type[Request[Any]], name: str) -> str:
    if name in cls.moved:
        return f"is not a parameter of this call: {cls.moved[name]}"
    known = [*_wire_order(cls)]
    plain = {re.sub(r"_", "", item).lower(): item for item in known}
    match = plain.get(name.replace("_", "").lower()) or next(iter(difflib.get_close_matches(name, known, 1, 0.7)), None)
    if match:
        return f"is not a parameter of this call; did you mean {match!r}?"
    return f"is not a parameter of this call; it takes {', '.join(known) or 'none'}"


def _place(location: tuple[int | str, ...]) -> str:
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in location]
    return "".join(steps).removeprefix(".")


def _shorten(text: str, length: int = 80) -> str:
    return text if len(text) <= length else f"{text[:length]}…"


def _mismatch(error: ValidationError, raw: bytes) -> str:
    """What does not fit, by place; values are left out, for an answer may hold a listenKey."""
    details = error.errors(include_url=False, include_input=False)
    if details[0]["type"] == "json_invalid":
        start = raw[:200].decode(errors="replace").strip()
        return f"the body is not JSON ({detail_text(details[0])}): {redact(start)!r}" if start else "the body is empty"
    places = [f"{_place(detail['loc']) or 'the whole'}: {detail['msg']}" for detail in details[:5]]
    more = f" (and {len(details) - 5} more)" if len(details) > 5 else ""
    return f"the body is JSON of another shape than documented: {'; '.join(places)}{more}"


def detail_text(detail: "ErrorDetails | Mapping[str, Any]") -> str:
    return str(detail["msg"]).removeprefix("Invalid JSON: ")
