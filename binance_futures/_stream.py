"""The stream class: the one declaration of a stream, and what makes it a method of every stream client."""

import types
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Literal, ParamSpec, TypeVar, overload

from pydantic import Field

from ._endpoint import Calls, Declared
from ._form import Form, argument_of, shown, text_of
from ._redact import HIDDEN

if TYPE_CHECKING:
    from .streams._subscription import Subscription
    from .streams._threads import ThreadSubscription

__all__ = [
    "AllStreams",
    "AsyncStreamer",
    "Route",
    "Stream",
    "StreamNames",
    "StreamRequest",
    "Streamer",
    "is_listen_key",
    "shown_names",
]

P = ParamSpec("P")
P2 = ParamSpec("P2")
E = TypeVar("E")
E2 = TypeVar("E2")
E_co = TypeVar("E_co", covariant=True)

Route = Literal["public", "market", "private"]
"""The group of a USDⓈ-M stream, part of its URL since 2026-04-23: on the wrong one a stream stays silent."""


class StreamRequest(Form, Generic[E_co]):
    """Base of the streams: `class AggTradeStream(StreamRequest[AggTrade], pattern="{symbol}@aggTrade")`.

    Args:
        id: Id of the subscription message, shown in its answer; a random one by default.
        action: `UNSUBSCRIBE` ends the stream, as in the old connector; by default it is subscribed to.
    """

    pattern: ClassVar[str]
    """Name of the stream on the wire, with its parameters in braces."""
    route: ClassVar[Route] = "market"

    id: int | str | None = Field(default=None, kw_only=True)
    action: Literal["SUBSCRIBE", "UNSUBSCRIBE"] | None = Field(default=None, kw_only=True)

    def __init_subclass__(cls, *, pattern: str | None = None, route: Route | None = None) -> None:
        if pattern is not None:
            cls.pattern = pattern
        if route is not None:
            cls.route = route

    if not TYPE_CHECKING:
        __class_getitem__ = classmethod(types.GenericAlias)

    @classmethod
    def returns(cls) -> Any:
        """The type of what arrives: an event, or a list of events."""
        return argument_of(cls)

    @classmethod
    def about(cls) -> str:
        """What `help()` shows of the stream."""
        summary, arguments, page = text_of(cls)
        stream = f"Stream {cls.pattern}, route {cls.route}"
        parts = (summary, arguments, f"Gives:\n    {shown(cls.returns())}", stream, page)
        return "\n\n".join(part.strip() for part in parts if part)

    def stream_name(self) -> str:
        """The stream's name on the wire; symbols are lower case there."""
        lower = {name: str(value).lower() for name, value in self.__dict__.items() if name in _LOWER_CASE}
        return self.pattern.format_map(self.__dict__ | lower) + self.suffix()

    def suffix(self) -> str:
        """What follows the name, such as a speed."""
        return ""


def is_listen_key(name: str) -> bool:
    """Whether a name on the wire looks like the secret that it is for user data."""
    return len(name) >= _KEY_LENGTH and name.isalnum()


def shown_names(names: Iterable[str]) -> str:
    """Names on the wire, as errors and logs tell them."""
    return ", ".join([HIDDEN if is_listen_key(name) else name for name in names])


_KEY_LENGTH: Final = 60
_LOWER_CASE: Final = ("symbol", "pair", "contractType", "assetSymbol")


class AsyncStreamer(ABC):
    """A client whose streams are async iterators."""

    @abstractmethod
    def start(self, stream: StreamRequest[E]) -> "Subscription[E]":
        """Subscribes to a stream."""


class Streamer(ABC):
    """A client whose streams are iterators."""

    @abstractmethod
    def start(self, stream: StreamRequest[E]) -> "ThreadSubscription[E]":
        """Subscribes to a stream."""


class StreamNames:
    """Streams by name, to be given to `subscribe`: `s.agg_trade("BTCUSDT")`."""

    def start(self, stream: StreamRequest[E]) -> StreamRequest[E]:
        """The stream itself."""
        return stream


class Stream(Declared, Generic[P, E]):
    """Makes a stream class a method of every stream client: `agg_trade: Final = Stream(AggTradeStream)`."""

    verb = "start"

    def __init__(self, stream: Callable[P, StreamRequest[E]]) -> None:
        super().__init__(stream)

    @overload
    def __get__(self, client: None, owner: type) -> "Stream[P, E]": ...
    @overload
    def __get__(self, client: AsyncStreamer, owner: type) -> "Callable[P, Subscription[E]]": ...
    @overload
    def __get__(self, client: Streamer, owner: type) -> "Callable[P, ThreadSubscription[E]]": ...
    @overload
    def __get__(self, client: StreamNames, owner: type) -> Callable[P, StreamRequest[E]]: ...
    def __get__(self, client: Any, owner: type) -> Any:
        return self if client is None else self._bind(client)

    def __or__(self, other: "Stream[P2, E2]") -> "AllStreams[P, E, P2, E2]":
        return AllStreams(self, other)


class AllStreams(Declared, Generic[P, E, P2, E2]):
    """Two streams behind one method: of one symbol, or of all."""

    verb = "start"

    def __init__(self, one: Stream[P, E], every: Stream[P2, E2]) -> None:
        super().__init__(*one.requests, *every.requests)

    @overload
    def __get__(self, client: None, owner: type) -> "AllStreams[P, E, P2, E2]": ...
    @overload
    def __get__(self, client: AsyncStreamer, owner: type) -> "Calls[P, Subscription[E], P2, Subscription[E2]]": ...
    @overload
    def __get__(
        self, client: Streamer, owner: type
    ) -> "Calls[P, ThreadSubscription[E], P2, ThreadSubscription[E2]]": ...
    @overload
    def __get__(self, client: StreamNames, owner: type) -> Calls[P, StreamRequest[E], P2, StreamRequest[E2]]: ...
    def __get__(self, client: Any, owner: type) -> Any:
        return self if client is None else self._bind(client)
