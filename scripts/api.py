"""The public API as text, one promise a line: what `make api` writes and a test compares.

python scripts/api.py > tests/api.txt
"""

import importlib
import inspect
from collections.abc import Iterator
from typing import Any, get_args

from reference.catalogue import CLIENTS, STREAMS, WEBSOCKETS
from reference.classes import arguments, classes, members

from binance_futures._endpoint import signature
from binance_futures._form import Form, shown
from binance_futures.models import enums

MODULES = ("", ".errors", ".models", ".models.cm", ".models.enums", ".models.um", ".paper", ".streams", ".ws_api")
EVENTS = (".models.cm.events", ".models.cm.user_events", ".models.um.events", ".models.um.user_events")


def names() -> Iterator[str]:
    """The public names."""
    for module in MODULES + EVENTS:
        loaded = importlib.import_module(f"binance_futures{module}")
        yield from (f"{loaded.__name__}.{name}" for name in loaded.__all__)


def calls() -> Iterator[str]:
    """The methods of the clients with their parameters; those that must be given have no default."""
    for catalogue in (CLIENTS, WEBSOCKETS):
        for client in catalogue.values():
            for name, form in client.endpoints().items():
                yield f"{client.__name__}.{name}{_parameters(form)} -> {shown(form.returns())}"
    for streams in STREAMS.values():
        for name, stream in streams.streams().items():
            yield f"{streams.__name__}.{name}{_parameters(stream)} -> {shown(stream.returns())}"


def _parameters(form: type[Form]) -> str:
    given = signature((form,)).parameters.values()  # type: ignore[arg-type]  # streams have the same parameters
    plain = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in given]
    return str(inspect.Signature(plain))


def others() -> Iterator[str]:
    """The other classes: what makes them, what they have."""
    for name, cls in classes():
        yield from (f"{name}({argument})" for argument in _arguments(cls))
        yield from (f"{name}.{member.strip('`')}" for member, _ in members(cls))


def _arguments(cls: Any) -> list[str]:
    if not (arguments(cls) or hasattr(cls, "__dataclass_fields__")):
        return []  # programs do not make it
    given = inspect.signature(cls).parameters.values()
    return [str(each.replace(annotation=inspect.Parameter.empty)) for each in given]


def fields() -> Iterator[str]:
    """The fields of answers and events with their types."""
    for module in (".models.cm", ".models.um", *EVENTS):
        loaded = importlib.import_module(f"binance_futures{module}")
        for name in loaded.__all__:
            cls = getattr(loaded, name)
            model = not hasattr(cls, "endpoint") and hasattr(cls, "model_fields")
            for field, about in cls.model_fields.items() if model else ():
                yield f"{loaded.__name__.removeprefix('binance_futures.models.')}.{name}.{field}: {_type(about)}"
            for index, field in enumerate(getattr(cls, "_fields", ())):
                yield f"{loaded.__name__.removeprefix('binance_futures.models.')}.{name}.{field}: [{index}]"


def _type(field: Any) -> str:
    """A type by name; the words of an enum are open, and new ones no break."""
    return shown(field.annotation) if "Literal" not in str(field.annotation) else "word"


def words() -> Iterator[str]:
    """The words that requests take."""
    for name in enums.__all__:
        yield from (f"{name} {word}" for word in get_args(getattr(enums, name)))


def lines() -> list[str]:
    """Every promise, sorted."""
    return sorted({*names(), *calls(), *others(), *fields(), *words()})


if __name__ == "__main__":
    print("\n".join(lines()))
