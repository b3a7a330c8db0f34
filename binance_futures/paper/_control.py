"""The control endpoint, `/paper/…`: what the methods of `PaperExchange` do, for other processes. No keys, no limits.

GET  /paper/state      time, accounts, connections, faults to come
GET  /paper/downloads/…  a file whose link was asked for
POST /paper/advance    {"seconds": 60}
POST /paper/faults     {"fault": "unknown", "times": 2, "path": "/fapi/v1/order"}; `fault` is a method of `Faults`
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final, cast

from ._backend import Reply
from ._downloads import PLACE
from ._faults import Faults
from ._streams import encode

__all__ = ["Control"]

_WAYS: Final = "GET /paper/state, POST /paper/advance, POST /paper/faults"
_FAULTS: Final = frozenset(name for name in vars(Faults) if not name.startswith("_")) - {"clock_skew", "planned"}


class Control:
    """Answers control requests.

    Args:
        faults: What can be done wrong.
        state: Tells the state of the exchange.
        advance: Moves its clock by milliseconds.
        download: Gives the file at a path.
    """

    def __init__(
        self,
        faults: Faults,
        state: Callable[[], dict[str, object]],
        advance: Callable[[int], Awaitable[None]],
        download: Callable[[str], Reply],
    ) -> None:
        self._faults = faults
        self._state = state
        self._advance = advance
        self._download = download

    async def answer(self, method: str, path: str, body: bytes) -> Reply:
        """The answer: the state after it was done, or 400 and why not."""
        try:
            match method, path:
                case "GET", "/paper/state":
                    pass
                case "POST", "/paper/advance":
                    await self._advance(round(float(_read(body)["seconds"]) * 1000))
                case "POST", "/paper/faults":
                    self._do_wrong(_read(body))
                case "GET", _ if path.startswith(PLACE):
                    return self._download(path)
                case _:
                    return _reply(404, {"error": f"{method} {path} is none of {_WAYS}"})
        except (ValueError, TypeError, LookupError, RuntimeError) as error:
            return _reply(400, {"error": f"{type(error).__name__}: {error}"})
        return _reply(200, self._state())

    def _do_wrong(self, given: dict[str, Any]) -> None:
        name = given.pop("fault", None)
        if name not in _FAULTS:
            raise ValueError(f"fault is one of {', '.join(sorted(_FAULTS))} (got {name!r})")
        getattr(self._faults, name)(**given)


def _read(body: bytes) -> dict[str, Any]:
    given: object = json.loads(body or b"{}")
    if not isinstance(given, dict):
        raise ValueError("the body is a JSON object")  # noqa: TRY004 - it is what was sent that is wrong
    return cast("dict[str, Any]", given)


def _reply(status: int, told: dict[str, object]) -> Reply:
    return Reply(status, {}, encode(told).encode())
