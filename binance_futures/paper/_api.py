"""What the exchange answers to requests that the gate has admitted, REST and WebSocket API alike.

    _call          a request as endpoints read it          _api_orders    orders and trades
    _api_algos     conditional orders                      _api_account   balances, positions, settings, listen keys
    _api_market    prices, books, candlesticks             _api_data      statistics of /futures/data
    _api_convert   swaps of assets                         _api_downloads  files of an account's past

The gate refuses bad form, the engine what breaks a rule of trading, and these what they cannot find.
"""

from collections.abc import Callable, Mapping
from typing import cast

from ..environments import Product
from ._api_account import Accounts
from ._api_algos import Algos
from ._api_convert import Conversions
from ._api_data import Data
from ._api_downloads import Files
from ._api_market import Markets
from ._api_orders import Orders
from ._call import Call, Given
from ._downloads import Downloads
from ._engine import Engine
from ._frames import Session
from ._gate import Admitted
from ._limits import Meter
from ._listen_keys import ListenKeys
from ._market_data import MarketData
from ._routes import table

__all__ = ["Api"]

_Endpoint = Callable[[Call], object]


class Api:
    """Every endpoint of both products.

    Args:
        engine: Where orders go.
        market: What the market knows.
        listen_keys: Those in effect.
        meter: What exchangeInfo tells of.
        downloads: Files that were ordered.
    """

    def __init__(
        self, engine: Engine, market: MarketData, listen_keys: ListenKeys, meter: Meter, downloads: Downloads
    ) -> None:
        self._engine = engine
        groups = (
            Orders(engine),
            Algos(engine),
            Accounts(engine, meter, listen_keys),
            Markets(engine, market, meter),
            Data(engine, market),
            Conversions(engine, market),
            Files(downloads),
            _Sessions(),
        )
        routes = (*table("um").routes, *table("cm").routes)
        self._endpoints: Mapping[str, _Endpoint] = {route.twin: _endpoint(groups, route.twin) for route in routes}

    def answer(self, admitted: Admitted, *, product: Product, now: int, session: Session | None = None) -> object:
        """The answer, as JSON has it.

        Args:
            admitted: The request.
            product: Whose endpoint was called.
            now: The exchange's time in ms.
            session: The connection of the WebSocket API it came on.

        Raises:
            Refusal: Why not.
        """
        call = Call(self._engine, admitted, product, now, Given(admitted.parameters), session)
        return self._endpoints[admitted.route.twin](call)


class _Sessions:
    """The methods about a connection of the WebSocket API; its gate has logged it on and off."""

    def session_logon(self, call: Call) -> object:
        """session.logon, session.status and session.logout."""
        if call.session is None:
            raise ValueError(f"{call.admitted.route.path} needs the session it came on")
        return call.session.status(call.now)

    session_status = session_logon
    session_logout = session_logon


def _endpoint(groups: tuple[object, ...], name: str) -> _Endpoint:
    """The method of this name of whichever group has it."""
    return cast("_Endpoint", next(getattr(group, name) for group in groups if hasattr(group, name)))
