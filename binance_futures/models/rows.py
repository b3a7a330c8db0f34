"""Rows: what Binance sends as a bare array, by position."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    Self,
    SupportsIndex,
    TypeVar,
    cast,
    get_args,
    get_type_hints,
    overload,
)

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

__all__ = ["LazyRows", "Rows", "exact_row"]

T = TypeVar("T")

_PLAIN: Final[Any] = tuple  # its methods, of what is stored, without the element types that checkers would ask for
_DECIMAL_TEXT: Final = r"^-?\d+(\.\d+)?([eE][-+]?\d+)?$"
_ITEMS: Final[dict[type, core_schema.CoreSchema]] = {
    int: core_schema.int_schema(),
    str: core_schema.str_schema(coerce_numbers_to_str=True),
    Decimal: core_schema.str_schema(pattern=_DECIMAL_TEXT, coerce_numbers_to_str=True),
}


def exact_row(cls: type[T]) -> type[T]:
    """Makes a NamedTuple of a JSON row: it keeps the text of each number and reads it as Decimal when accessed.

    A page of klines holds 12,000 decimals of which a program reads a few; this way they cost a third.
    C code that reads the tuple's storage directly (pandas) sees the exact text.
    """
    fields = cast("Any", cls)
    names: tuple[str, ...] = fields._fields
    hints = get_type_hints(cls)
    decimals = [index for index, name in enumerate(names) if hints[name] is Decimal]
    methods = {name: method for name, method in _THROUGH_VALUES.items() if name not in names}  # klines have a `count`
    properties = {names[index]: _decimal_at(index, getattr(fields, names[index]).__doc__) for index in decimals}
    positions = [_ITEMS[hints[name]] for name in names]
    own = {"_decimals": frozenset(decimals), "_positions": positions, "__slots__": (), "__doc__": cls.__doc__}
    row = type(cls.__name__, (_ExactRow, cls), own | methods | properties)
    row.__module__, row.__qualname__ = cls.__module__, cls.__qualname__
    return cast("type[T]", row)


class _ExactRow(tuple[Any, ...]):
    """Shows what is stored as text as the decimal it stands for."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]]
    _decimals: ClassVar[frozenset[int]]
    _positions: ClassVar[list[core_schema.CoreSchema]]

    def _stored(self) -> list[Any]:
        return [*_PLAIN.__iter__(self)]

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Self:
        items = [*values]
        if len(items) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(items)}")
        return cls(*items)

    def __iter__(self) -> Iterator[Any]:
        # A position that Binance appends one day has no name here: it is stored, but not shown.
        stored: Iterator[Any] = _PLAIN.__iter__(self)
        items = enumerate(islice(stored, len(self)))
        return iter([Decimal(item) if index in self._decimals else item for index, item in items])

    def __len__(self) -> int:
        return len(self._fields)

    def __getitem__(self, index: SupportsIndex | slice) -> Any:
        return tuple(self)[index]

    def __repr__(self) -> str:
        values = zip(self._fields, self, strict=True)
        return f"{type(self).__name__}({', '.join([f'{name}={value!r}' for name, value in values])})"

    def __radd__(self, other: tuple[Any, ...]) -> tuple[Any, ...]:
        return (*other, *self) if isinstance(other, tuple) else NotImplemented

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self._stored())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        dump = core_schema.plain_serializer_function_ser_schema(cls._stored)
        return core_schema.no_info_after_validator_function(cls.maker(), cls._longer(), serialization=dump)

    @classmethod
    def many(cls) -> core_schema.CoreSchema:
        """The stored tuples of a list of rows, checked for a third of what each costs alone."""
        exact = core_schema.list_schema(core_schema.tuple_schema(cls._positions), fail_fast=True)
        longer = core_schema.list_schema(cls._longer(), fail_fast=True)
        return core_schema.union_schema([(exact, "rows"), (longer, "rows")], mode="left_to_right")

    @classmethod
    def maker(cls) -> Callable[[Any], Any]:
        """What makes a row of the tuple that is stored."""
        return partial(_PLAIN.__new__, cls)

    @classmethod
    def _longer(cls) -> core_schema.CoreSchema:
        """A row to which Binance has appended positions."""
        return core_schema.tuple_schema(
            [*cls._positions, core_schema.any_schema()], variadic_item_index=len(cls._positions)
        )


class _Listed:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        row: type[_ExactRow] = get_args(source)[0]
        make = row.maker()

        def make_all(stored: list[Any]) -> list[Any]:
            return [*map(make, stored)]

        dump = core_schema.plain_serializer_function_ser_schema(_all_stored)
        return core_schema.no_info_after_validator_function(make_all, row.many(), serialization=dump)


Rows = Annotated[list[T], _Listed]
"""A list of exact rows."""


class _View(Sequence[T]):
    """Rows that are made when they are looked at."""

    __slots__ = ("_row", "_stored")

    def __init__(self, row: type[_ExactRow], stored: list[Any]) -> None:
        self._row = row
        self._stored = stored

    def __len__(self) -> int:
        return len(self._stored)

    def __iter__(self) -> Iterator[T]:
        return map(self._row.maker(), self._stored)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> Any:
        make, found = self._row.maker(), self._stored[index]
        return [*map(make, found)] if isinstance(index, slice) else make(found)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        others = cast("Sequence[object]", other)
        return len(self) == len(others) and all(mine == their for mine, their in zip(self, others, strict=True))

    __hash__ = None  # type: ignore[assignment]  # as a list

    def __repr__(self) -> str:
        return repr([*self])

    def wire(self) -> list[list[Any]]:
        """As it came."""
        return [[*row] for row in self._stored]


class _Viewed:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        row: type[_ExactRow] = get_args(source)[0]
        view = core_schema.no_info_after_validator_function(partial(_View[Any], row), row.many())
        return core_schema.union_schema(
            [view, core_schema.is_instance_schema(_View)],
            mode="left_to_right",
            serialization=core_schema.plain_serializer_function_ser_schema(_View[Any].wire),
        )


LazyRows = Annotated[Sequence[T], _Viewed]
"""A sequence of exact rows that are made when they are looked at: for a book of which few levels are read."""


def _all_stored(rows: list[_ExactRow]) -> list[list[Any]]:
    return [row._stored() for row in rows]  # noqa: SLF001 - of this module


def _restore(cls: type[Any], values: list[Any]) -> Any:
    return _PLAIN.__new__(cls, values)


def _decimal_at(index: int, doc: str | None) -> property:
    item: Callable[[Any, int], str] = _PLAIN.__getitem__

    def read(row: tuple[Any, ...]) -> Decimal:
        return Decimal(item(row, index))

    return property(read, doc=doc)


def _through_values(name: str) -> Callable[..., Any]:
    method: Callable[..., Any] = getattr(_PLAIN, name)

    def call(self: tuple[Any, ...], *args: Any) -> Any:
        values: list[Any] = [_PLAIN(arg) if isinstance(arg, _ExactRow) else arg for arg in args]
        return method(tuple(self), *values)

    return call


_THROUGH_VALUES: Final = {
    name: _through_values(name)
    for name in (
        *("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__"),
        *("__contains__", "__add__", "__mul__", "__rmul__", "index", "count"),
    )
}
