"""The whole exchange but its sockets: requests and frames in, answers and stream messages out. One caller at a time."""

import logging
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from ..environments import Product
from ._api import Api
from ._clock import Clock
from ._downloads import Downloads
from ._engine import Engine
from ._errors import Refusal, rejected
from ._events import Event
from ._feeds import Feeds
from ._frames import AdmittedFrame, FrameGate, RefusedFrame, Session
from ._gate import Admitted, Gate, Refused
from ._instruments import listed
from ._keys import KeyRing
from ._limits import Limits
from ._listen_keys import ListenKeys
from ._market import Intensity, Market, Source
from ._routes import table
from ._streams import Streams, encode

__all__ = ["Backend", "Balances", "Reply"]

logger: Final = logging.getLogger("binance_futures.paper")

Balances = Mapping[tuple[Product, str], Decimal]

_PAIR: Final = re.compile(rb"[?&]pair=([^&]*)")
_FUND: Final = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a request."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    content_type: str = "application/json"

    @classmethod
    def refused(cls, answer: Refused) -> "Reply":
        """A refusal as it is answered."""
        return cls(answer.status, answer.headers, encode(answer.body).encode())


class Backend:
    """Engine, market, gates and streams of one exchange.

    Args:
        clock: The time of everything.
        seed: What everything random follows from.
        source: Recorded trades instead of the simulated flow.
        intensity: How much the simulated flow does.
        strict: Whether the gates refuse what only works with lenient servers.
        limits: Of IPs and accounts.
        clock_skew: Tells by how much the time that requests are judged by is wrong, ms.
    """

    def __init__(
        self,
        clock: Clock,
        seed: int,
        *,
        source: Source | None,
        intensity: Intensity,
        strict: bool,
        limits: Limits,
        clock_skew: Callable[[], int],
    ) -> None:
        rng = random.Random(seed)  # noqa: S311 - a seeded exchange is the same every time
        self.clock = clock
        self.engine = Engine(clock, random.Random(rng.random()), listed(clock.now()), self._publish)  # noqa: S311 - seeded
        self.market = Market(self.engine, clock, rng, source, intensity=intensity)
        self.keys = KeyRing()
        self.gate = Gate(self.keys, limits, strict=strict)
        self.frames = FrameGate(self.gate)
        self.listen_keys = ListenKeys(random.Random(rng.random()))  # noqa: S311 - seeded
        self.streams = Streams()
        self.feeds = Feeds(self.streams, self.engine, self.market, self.listen_keys)
        self.downloads = Downloads(random.Random(rng.random()))  # noqa: S311 - seeded
        self.api = Api(self.engine, self.market.data, self.listen_keys, self.gate.meter, self.downloads)
        self._clock_skew = clock_skew
        for listing in self.engine.listings.values():
            instrument = listing.instrument
            self.engine.endow(instrument.product, instrument.marginAsset, _FUND)
        self._coin_pairs = {
            listing.instrument.pair.encode()
            for listing in self.engine.listings.values()
            if listing.instrument.product == "cm"
        }
        self.market.warm_up()
        self.market.take_changes()

    def _publish(self, event: Event) -> None:
        self.market.observe(event)
        self.feeds.publish(event)

    # By the clock

    def step(self) -> None:
        """Bring market and streams up to the clock."""
        self.market.step()
        self.feeds.pulse(self.clock.now())

    def next_due(self) -> int:
        """When `step` has something to do next, ms."""
        return min(self.market.next_due(), self.feeds.next_due(self.clock.now()))

    # Requests

    def request(self, method: str, target: bytes, headers: Mapping[str, str], body: bytes, *, ip: str) -> Reply:
        """The answer to a REST request."""
        product = self._product(target)
        now = self._catch_up()
        answer = self.gate.request(product, method, target, headers, body, ip=ip, now=now + self._clock_skew())
        if isinstance(answer, Refused):
            return Reply.refused(answer)
        try:
            result = self._execute(answer, product, now, None)
        except Refusal as refusal:
            return Reply.refused(Refused.of(refusal, answer.headers))
        return Reply(200, answer.headers, encode(result).encode())

    def download(self, path: str) -> Reply:
        """A file that was ordered: 404 if there is none at the path, 403 once its link has ended."""
        found = self.downloads.served(path, self.clock.now())
        if found is None:
            return Reply(404, {}, b"no such file\n", "text/plain")
        if found.file is None:
            return Reply(403, {}, b"the link has expired\n", "text/plain")
        return Reply(200, {}, found.file, "application/zip")

    def connect(self, product: Product, *, ip: str) -> Reply | None:
        """Count a handshake of the WebSocket API; gives the answer if it is refused."""
        refused = self.frames.connect(product, ip=ip, now=self.clock.now())
        return None if refused is None else Reply.refused(refused)

    def admit_frame(self, session: Session, text: str, *, ip: str) -> AdmittedFrame | RefusedFrame:
        """What to do with a frame of the WebSocket API."""
        return self.frames.frame(session, text, ip=ip, now=self._catch_up() + self._clock_skew())

    def execute_frame(self, session: Session, frame: AdmittedFrame) -> dict[str, Any]:
        """The answer to a frame that was admitted."""
        try:
            return frame.result(self._execute(frame.admitted, session.product, self.clock.now(), session))
        except Refusal as refusal:
            return frame.error(refusal.status, refusal.code, refusal.msg)

    def _execute(self, admitted: Admitted, product: Product, now: int, session: Session | None) -> object:
        told = now + self._clock_skew() if admitted.route.name == "time" else now
        try:
            return self.api.answer(admitted, product=product, now=told, session=session)
        except Refusal:
            raise
        except Exception as error:
            logger.exception("%s failed", admitted.route.name)
            raise Refusal(-1000, msg=rejected("UNKNOWN").msg, status=500) from error

    def _catch_up(self) -> int:
        now = self.clock.now()
        if self.market.next_due() <= now:
            self.market.step()
        return now

    def _product(self, target: bytes) -> Product:
        """Whose endpoint a target is; those of `/futures/data` are told apart by the pair."""
        if target.startswith(b"/dapi/"):
            return "cm"
        path = target.partition(b"?")[0].decode("latin-1")
        if path.startswith("/futures/data/"):
            pair = _PAIR.search(target)
            if (pair is not None and pair[1] in self._coin_pairs) or not table("um").has_path(path):
                return "cm"
        return "um"
