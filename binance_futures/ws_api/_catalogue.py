"""Which endpoints the WebSocket API has; what they are is said where REST says it."""

from typing import TYPE_CHECKING, Final

from .._endpoint import Endpoint, Endpoints
from .._lazy import Lazy
from ..cm import CMEndpoints
from ..um import UMEndpoints

if TYPE_CHECKING:
    from ..models.common import session
else:
    session = Lazy("binance_futures.models.common.session")

__all__ = ["CMWebSocketEndpoints", "UMWebSocketEndpoints"]


class SessionEndpoints(Endpoints):
    """The session of a connection, the same for both products."""

    session_logon: Final = Endpoint(session.SessionLogon)
    session_status: Final = Endpoint(session.SessionStatus)
    session_logout: Final = Endpoint(session.SessionLogout)


class UMWebSocketEndpoints(SessionEndpoints):
    """Every method of the WebSocket API of USDⓈ-M futures."""

    new_order: Final = UMEndpoints.new_order
    modify_order: Final = UMEndpoints.modify_order
    cancel_order: Final = UMEndpoints.cancel_order
    query_order: Final = UMEndpoints.query_order
    new_algo_order: Final = UMEndpoints.new_algo_order
    cancel_algo_order: Final = UMEndpoints.cancel_algo_order
    get_position_risk: Final = UMEndpoints.get_position_risk
    get_position_risk_v2: Final = UMEndpoints.get_position_risk_v2
    balance: Final = UMEndpoints.balance
    balance_v2: Final = UMEndpoints.balance_v2
    account: Final = UMEndpoints.account
    account_v2: Final = UMEndpoints.account_v2
    depth: Final = UMEndpoints.depth
    ticker_price: Final = UMEndpoints.ticker_price
    book_ticker: Final = UMEndpoints.book_ticker
    new_listen_key: Final = UMEndpoints.new_listen_key
    renew_listen_key: Final = UMEndpoints.renew_listen_key
    close_listen_key: Final = UMEndpoints.close_listen_key

    # Here Binance counts versions by themselves: account.status without a prefix, its v1, is REST's second.
    get_position_risk_v1: Final = get_position_risk_v2
    balance_v1: Final = balance_v2
    account_v1: Final = account_v2


class CMWebSocketEndpoints(SessionEndpoints):
    """Every method of the WebSocket API of COIN-M futures."""

    new_order: Final = CMEndpoints.new_order
    modify_order: Final = CMEndpoints.modify_order
    cancel_order: Final = CMEndpoints.cancel_order
    query_order: Final = CMEndpoints.query_order
    get_position_risk: Final = CMEndpoints.get_position_risk
    balance: Final = CMEndpoints.balance
    account: Final = CMEndpoints.account
    new_listen_key: Final = CMEndpoints.new_listen_key
    renew_listen_key: Final = CMEndpoints.renew_listen_key
    close_listen_key: Final = CMEndpoints.close_listen_key
