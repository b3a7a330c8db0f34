"""Orders of an account by their ids."""

from ..environments import Product
from ._accounts import Account
from ._errors import rejected
from ._orders import AlgoOrder, Order

__all__ = ["find_algo", "find_open_algo", "find_open_order", "find_order"]


def find_order(account: Account, symbol: str, orderId: int | None, clientOrderId: str | None) -> Order:
    """An order, open or closed; -2013 without one."""
    order = _order(account, symbol, orderId, clientOrderId)
    if order is None:
        raise rejected("NO_SUCH_ORDER")
    return order


def find_open_order(account: Account, symbol: str, orderId: int | None, clientOrderId: str | None) -> Order:
    """An open order; -2011 without one."""
    order = _order(account, symbol, orderId, clientOrderId)
    if order is None or not order.open:
        raise rejected("CANCEL_REJECTED")
    return order


def find_algo(account: Account, product: Product, algoId: int | None, clientAlgoId: str | None) -> AlgoOrder:
    """A conditional order, waiting or ended; -2013 without one."""
    algo = _algo(account, product, algoId, clientAlgoId)
    if algo is None:
        raise rejected("NO_SUCH_ORDER")
    return algo


def find_open_algo(account: Account, product: Product, algoId: int | None, clientAlgoId: str | None) -> AlgoOrder:
    """A waiting conditional order; -2011 without one."""
    algo = _algo(account, product, algoId, clientAlgoId)
    if algo is None or algo.algoStatus != "NEW":
        raise rejected("CANCEL_REJECTED")
    return algo


def _order(account: Account, symbol: str, orderId: int | None, clientOrderId: str | None) -> Order | None:
    if orderId is not None:
        order = account.orders.get(orderId)
        return order if order is not None and order.symbol == symbol else None
    if clientOrderId is None:
        raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", "um", "orderId or origClientOrderId")
    return account.client_order_ids.get((symbol, clientOrderId))


def _algo(account: Account, product: Product, algoId: int | None, clientAlgoId: str | None) -> AlgoOrder | None:
    if algoId is not None:
        algo = account.algos.get(algoId)
        return algo if algo is not None and algo.instrument.product == product else None
    if clientAlgoId is None:
        raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", product, "algoId or clientAlgoId")
    return account.client_algo_ids.get((product, clientAlgoId))
