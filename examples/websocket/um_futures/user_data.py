"""Own orders, fills, balances and positions as they change (<listenKey>, which is made and renewed by itself)."""

from binance_futures import Reconnected
from binance_futures.models.um.user_events import AccountUpdate, OrderTradeUpdate
from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client, client.user_data() as events:
    client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002")
    closing = client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True)
    for event in events:
        match event:
            case OrderTradeUpdate(order=order):
                print(order.side, order.executionType, order.status, order.lastFilledQty, order.lastFilledPrice)
                if order.orderId == closing.orderId and order.status == "FILLED":
                    break
            case AccountUpdate(account=account):
                for balance in account.balances:
                    print(account.reason, balance.asset, balance.walletBalance)
                for position in account.positions:
                    print("  holding", position.symbol, position.positionAmt)
            case Reconnected(since=since, until=until):
                print("events may be missing from", since, "to", until, "- read orders and positions anew")
            case _:
                print(type(event).__name__)
