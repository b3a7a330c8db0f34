"""What every answer is made of."""

from decimal import Decimal
from typing import Annotated, ClassVar, Final, TypeVar, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import core_schema

__all__ = ["Empty", "Event", "Model", "Open", "OptionalDecimal", "Outcome"]

T = TypeVar("T")


class Model(BaseModel):
    """Base of every response: frozen; fields that Binance adds later are kept."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow", frozen=True, defer_build=True, populate_by_name=True, protected_namespaces=()
    )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        schema = handler(source)
        _spell_out_decimals(schema)
        return schema


def _spell_out_decimals(node: object) -> None:
    """Makes the decimals of a schema dump as the exchange writes them: pydantic would write 0.00000000 as 0E-8."""
    if isinstance(node, dict):
        node = cast("dict[str, object]", node)
        if node.get("type") == "decimal":
            node.setdefault("serialization", _PLAIN_DECIMAL)
        for item in node.values():
            _spell_out_decimals(item)
    elif isinstance(node, list):
        for item in cast("list[object]", node):
            _spell_out_decimals(item)


def _plain(number: Decimal) -> str:
    return format(number, "f")


_PLAIN_DECIMAL: Final = core_schema.plain_serializer_function_ser_schema(
    _plain, return_schema=core_schema.str_schema(), when_used="json-unless-none"
)


class Event(Model, populate_by_name=False):
    """Base of everything that arrives on a stream; fields carry readable names, the wire's letters are aliases."""

    eventType: str = Field(alias="e")
    """Kind of event, as the exchange names it."""
    eventTime: int = Field(alias="E")
    """Time of the event (ms)."""


class Empty(Model):
    """An answer without content: the call succeeded."""


class Outcome(Model):
    """The answer of a setter."""

    code: int
    """200, for it succeeded."""
    msg: str
    """What the exchange says to it: `success`."""


class _OpenEnum:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        values = get_args(source)
        return core_schema.int_schema() if values and isinstance(values[0], int) else core_schema.str_schema()


Open = Annotated[T, _OpenEnum]
"""A response enum: checkers see the documented literals, a value added tomorrow still parses."""


class _EmptyIsNone:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        empty = core_schema.chain_schema(
            [core_schema.literal_schema([""]), core_schema.no_info_plain_validator_function(lambda _: None)]
        )
        decimal = core_schema.nullable_schema(core_schema.decimal_schema())
        return core_schema.union_schema([decimal, empty], mode="left_to_right")


OptionalDecimal = Annotated[Decimal | None, _EmptyIsNone]
"""A decimal that some answers leave empty (`""`) or null: both read as None."""
