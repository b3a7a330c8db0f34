"""Forms: what a caller fills in, checked as a whole before anything is sent."""

import difflib
import inspect
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from typing_extensions import dataclass_transform

from .errors import ParameterError, Problem

if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
    from pydantic_core import ErrorDetails
else:
    ModelMetaclass = type(BaseModel)

__all__ = ["BUILDING", "Form", "argument_of", "place_of", "required", "shown", "text_of"]

BUILDING: Final = threading.RLock()
"""Held while pydantic builds a deferred model, which is not safe to do twice at once."""


@dataclass_transform(kw_only_default=False, frozen_default=True, field_specifiers=(Field,))
class _FormMeta(ModelMetaclass):
    """Tells type checkers that the fields of a form are also positional parameters, in order."""


class Form(BaseModel, metaclass=_FormMeta):
    """Base of requests and streams: parameters are its fields."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, defer_build=True, protected_namespaces=(), hide_input_in_errors=True
    )

    moved: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Parameters this call does not take any more: name → what to use instead."""

    if not TYPE_CHECKING:

        def __init__(self, /, *args, **kwargs):  # noqa: ANN002, ANN003, ANN204 - typed by _FormMeta
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
    def endpoint(cls) -> str:
        """How errors name the form."""
        return cls.__name__

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

    def problems(self) -> Iterator[Problem]:
        """The rules between parameters that this request breaks; also runs when some parameters are unsound."""
        yield from ()


def argument_of(cls: type[Form]) -> Any:
    """What stands in the brackets of `Request[...]` or `StreamRequest[...]`, for the class or a base of it."""
    for base in cls.__mro__:
        for alias in base.__dict__.get("__orig_bases__", ()):
            found = getattr(alias, "__args__", (None,))[0]
            if found is not None and not isinstance(found, TypeVar):
                return found
    raise TypeError(f"{cls.__name__} names no answer: write it in brackets, as in Request[Order]")


def text_of(cls: type[Form]) -> tuple[str, str, str]:
    """Summary, `Args:` and page of a form's docstring; the arguments may stand with a base."""
    texts = [inspect.cleandoc(base.__doc__ or "") for base in cls.__mro__]
    summary, link, page = texts[0].partition("https://")
    arguments = next((text[text.index("Args:") :].partition("https://")[0] for text in texts if "Args:" in text), "")
    return summary.partition("Args:")[0], arguments, link + page


def shown(annotation: Any) -> str:
    """A type as a reader names it: `list[Order]`."""
    bare = annotation.__origin__ if hasattr(annotation, "__metadata__") else annotation
    return re.sub(r"[\w.]+\.|<class '|'>", "", str(bare))


def required(parameter: str, reason: str) -> Problem:
    """The problem of a missing parameter."""
    return Problem(parameter, f"is required {reason}".rstrip())


def _build(cls: type[Form]) -> None:
    with BUILDING:  # pydantic's deferred build is not safe to run twice at once
        cls.model_rebuild()


def _hashable(value: object) -> object:
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


def _validated(cls: type[Form], name: str, value: object) -> object:
    return TypeAdapter[Any](cls.model_fields[name].rebuild_annotation()).validate_python(value)


def _bind(cls: type[Form], args: tuple[object, ...], kwargs: dict[str, object]) -> dict[str, object]:
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


def _explain(cls: type[Form], detail: "ErrorDetails") -> Iterable[Problem]:
    place = place_of(detail["loc"])
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


def _unknown(cls: type[Form], name: str) -> str:
    if name in cls.moved:
        return f"is not a parameter of this call: {cls.moved[name]}"
    known = sorted(cls.model_fields, key="recvWindow".__eq__)
    plain = {re.sub(r"_", "", item).lower(): item for item in known}
    match = plain.get(name.replace("_", "").lower()) or next(iter(difflib.get_close_matches(name, known, 1, 0.7)), None)
    if match:
        return f"is not a parameter of this call; did you mean {match!r}?"
    return f"is not a parameter of this call; it takes {', '.join(known) or 'none'}"


def place_of(location: tuple[int | str, ...]) -> str:
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in location]
    return "".join(steps).removeprefix(".")


def _shorten(text: str, length: int = 80) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
