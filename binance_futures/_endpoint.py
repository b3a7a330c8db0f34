"""Binds request classes to the clients: one line an endpoint, typed on every client."""

from __future__ import annotations

import inspect
import types
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Generic,
    Literal,
    ParamSpec,
    Protocol,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    overload,
)

from ._lazy import Lazy
from ._limits import LimitUsage

if TYPE_CHECKING:
    from ._request import Request

__all__ = [
    "AsyncResponseSender",
    "AsyncSender",
    "Calls",
    "Declared",
    "Endpoint",
    "Endpoints",
    "OneOrAll",
    "Response",
    "ResponseSender",
    "Sender",
]

P = ParamSpec("P")
P1 = ParamSpec("P1")
P2 = ParamSpec("P2")
R = TypeVar("R")
R1 = TypeVar("R1")
R2 = TypeVar("R2")
R1_co = TypeVar("R1_co", covariant=True)
R2_co = TypeVar("R2_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Response(Generic[R]):
    """An answer with its metadata, as `client.with_response` and the `show_…` flags give it.

    Also reads like the old connector's dict: `response["data"]`, `["limit_usage"]`, `["header"]`.
    """

    data: R
    """What the plain call returns."""
    status_code: int
    """HTTP status."""
    header: Mapping[str, str]
    """Headers of the answer, names in lower case."""
    limit_usage: LimitUsage
    """What the answer told about the rate limits."""

    @overload
    def __getitem__(self, name: Literal["data"]) -> R: ...
    @overload
    def __getitem__(self, name: Literal["limit_usage"]) -> LimitUsage: ...
    @overload
    def __getitem__(self, name: Literal["header"]) -> Mapping[str, str]: ...
    def __getitem__(self, name: str) -> object:
        if name in ("data", "limit_usage", "header"):
            return getattr(self, name)
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return name in ("data", "limit_usage", "header")


class Sender(ABC):
    """A client whose calls return the answer."""

    @abstractmethod
    def send(self, request: Request[R]) -> R:
        """Sends a request object and returns what its call returns."""


class AsyncSender(ABC):
    """A client whose calls return a coroutine of the answer."""

    @abstractmethod
    async def send(self, request: Request[R]) -> R:
        """Sends a request object and returns what its call returns."""


class ResponseSender(ABC):
    """A view of a client whose calls return `Response`."""

    @abstractmethod
    def send(self, request: Request[R]) -> Response[R]:
        """Sends a request object and returns its answer with metadata."""


class AsyncResponseSender(ABC):
    """A view of a client whose calls return a coroutine of `Response`."""

    @abstractmethod
    async def send(self, request: Request[R]) -> Response[R]:
        """Sends a request object and returns its answer with metadata."""


class Declared:
    """What endpoints and streams do: make a function of the client, with the signature and text of the form."""

    verb: ClassVar[str] = "send"
    """Method of the client that takes the form."""

    def __init__(self, *requests: object) -> None:
        self.requests = requests
        self.name: str = ""

    @cached_property
    def forms(self) -> tuple[type[Request[Any]], ...]:
        """The request classes behind the method."""
        found = [request.resolve() if isinstance(request, Lazy) else request for request in self.requests]
        return cast("tuple[type[Request[Any]], ...]", tuple(found))

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = self.name or name  # an alias keeps the name it stands for

    @cached_property
    def _help(self) -> tuple[str, inspect.Signature]:
        return describe(self.forms), signature(self.forms)

    def _bind(self, client: Any) -> Any:
        take, forms = getattr(client, self.verb), self.forms
        make: Callable[..., object] = forms[0] if len(forms) == 1 else partial(choose, forms)

        def call(*args: Any, **kwargs: Any) -> Any:
            return take(make(*args, **kwargs))

        call.__name__ = call.__qualname__ = self.name
        call.__doc__, call.__signature__ = self._help  # type: ignore[attr-defined]  # read by inspect.signature
        return call


class Endpoint(Declared, Generic[P, R]):
    """Makes a request class a method of every client: `new_order: Final = Endpoint(NewOrder)`."""

    def __init__(self, request: Callable[P, Request[R]]) -> None:
        super().__init__(request)

    @overload
    def __get__(self, client: None, owner: type) -> Endpoint[P, R]: ...
    @overload
    def __get__(self, client: Sender, owner: type) -> Callable[P, R]: ...
    @overload
    def __get__(self, client: ResponseSender, owner: type) -> Callable[P, Response[R]]: ...
    @overload
    def __get__(self, client: AsyncSender, owner: type) -> Callable[P, Coroutine[Any, Any, R]]: ...
    @overload
    def __get__(self, client: AsyncResponseSender, owner: type) -> Callable[P, Coroutine[Any, Any, Response[R]]]: ...
    def __get__(self, client: Any, owner: type) -> Any:
        return self if client is None else self._bind(client)

    def __or__(self, other: Endpoint[P2, R2]) -> OneOrAll[P, R, P2, R2]:
        return OneOrAll(self, other)


class Calls(Protocol[P1, R1_co, P2, R2_co]):
    """A method with two forms."""

    @overload
    def __call__(self, *args: P1.args, **kwargs: P1.kwargs) -> R1_co: ...
    @overload
    def __call__(self, *args: P2.args, **kwargs: P2.kwargs) -> R2_co: ...


class OneOrAll(Declared, Generic[P1, R1, P2, R2]):
    """Two request classes behind one method: `Endpoint(GetMarkPrice) | Endpoint(GetMarkPrices)`."""

    def __init__(self, one: Endpoint[P1, R1], every: Endpoint[P2, R2]) -> None:
        super().__init__(*one.requests, *every.requests)

    @overload
    def __get__(self, client: None, owner: type) -> OneOrAll[P1, R1, P2, R2]: ...
    @overload
    def __get__(self, client: Sender, owner: type) -> Calls[P1, R1, P2, R2]: ...
    @overload
    def __get__(self, client: ResponseSender, owner: type) -> Calls[P1, Response[R1], P2, Response[R2]]: ...
    @overload
    def __get__(
        self, client: AsyncSender, owner: type
    ) -> Calls[P1, Coroutine[Any, Any, R1], P2, Coroutine[Any, Any, R2]]: ...
    @overload
    def __get__(
        self, client: AsyncResponseSender, owner: type
    ) -> Calls[P1, Coroutine[Any, Any, Response[R1]], P2, Coroutine[Any, Any, Response[R2]]]: ...
    def __get__(self, client: Any, owner: type) -> Any:
        return self if client is None else self._bind(client)


class Endpoints:
    """Base of the classes that list the endpoints of a product."""

    @classmethod
    def endpoints(cls) -> dict[str, type[Request[Any]]]:
        """Every method by name with its request class, in documented order; `name[]` is the every-symbol form."""
        return listed(cls)


def listed(catalogue: type) -> dict[str, type[Any]]:
    """Every method of a catalogue by name with its form, in documented order; `name[]` is the every-symbol form."""
    methods = {
        value.name: value.forms
        for base in reversed(catalogue.__mro__)
        for value in vars(base).values()
        if isinstance(value, Declared)
    }
    firsts = {forms[0] for forms in methods.values()}
    found: dict[str, type[Any]] = {}
    for name, (first, *others) in methods.items():
        found[name] = first
        found |= {f"{name}[]": other for other in others if other not in firsts}
    return found


def choose(forms: tuple[type[Request[Any]], ...], *args: object, **kwargs: object) -> Request[Any]:
    """The request a call means: the first form whose parameters take its arguments; None counts as not given."""
    names = [*dict.fromkeys(name for form in forms for name in form.positional())]
    if len(args) > len(names) or kwargs.keys() & {*names[: len(args)]}:
        return forms[0](*args, **kwargs)  # refuses it
    given = dict(zip(names, args, strict=False)) | kwargs
    given = {name: value for name, value in given.items() if value is not None}
    for form in forms:
        fields = form.model_fields
        if given.keys() <= fields.keys() and all(
            name in given for name, field in fields.items() if field.is_required()
        ):
            return form(**given)
    return (forms[0] if given else forms[-1])(**given)


def signature(forms: tuple[type[Request[Any]], ...]) -> inspect.Signature:
    """The call's signature, for help() and IDEs; a parameter that only one form has is optional."""
    parameters: dict[str, inspect.Parameter] = {}
    for form in forms:
        for name, field in form.model_fields.items():
            kind = inspect.Parameter.KEYWORD_ONLY if field.kw_only else inspect.Parameter.POSITIONAL_OR_KEYWORD
            needed = field.is_required() and len(forms) == 1
            default = inspect.Parameter.empty if needed else field.get_default() if not field.is_required() else None
            parameters.setdefault(
                name, inspect.Parameter(name, kind, default=default, annotation=_bare(field.annotation))
            )
    returns = [form.returns() for form in forms]
    in_order = sorted(parameters.values(), key=lambda parameter: parameter.kind)
    return inspect.Signature(in_order, return_annotation=Union[tuple(returns)])  # noqa: UP007 - known at run time only


def _bare(annotation: Any) -> Any:
    """The annotation as a reader needs it: without the metadata that tells pydantic what to check."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return Union[tuple(_bare(part) for part in get_args(annotation))]  # noqa: UP007 - known at run time only
    return annotation


def describe(forms: tuple[type[Request[Any]], ...]) -> str:
    """The text of a call: what it does, parameters, result, route, security, weight, page."""
    return "\n\n".join(form.about() for form in forms)
