"""What checkers see of user data; run under mypy --strict and pyright strict, never executed."""

from decimal import Decimal
from typing import assert_never, assert_type

from binance_futures import AsyncUMFutures, CMFutures, Reconnected, UnknownEvent
from binance_futures.models.cm import user_events as cm
from binance_futures.models.um import user_events as um
from binance_futures.models.um.user_events import BalanceChange, MarginCallPosition, PositionChange


async def um_events(client: AsyncUMFutures) -> None:
    async with client.user_data() as events:
        async for event in events:
            assert_type(event, um.UserEvent | Reconnected | UnknownEvent)
            um_event(event)


def um_event(event: um.UserEvent | Reconnected | UnknownEvent) -> None:
    match event:
        case um.OrderTradeUpdate():
            assert_type(event.order.lastFilledQty, Decimal)
            assert_type(event.order.commission, Decimal | None)
            assert_type(event.order.bidNotional, Decimal | None)
            assert_type(event.order.orderId, int)
        case um.AccountUpdate():
            assert_type(event.account.balances, list[BalanceChange])
            assert_type(event.account.positions, list[PositionChange])
        case um.AlgoUpdate():
            assert_type(event.algoOrder.triggerPrice, Decimal | None)
            assert_type(event.algoOrder.algoId, int)
        case um.TradeLite():
            assert_type(event.lastFilledPrice, Decimal)
        case um.AccountConfigUpdate():
            assert_type(event.accountConfig, um.LeverageChange | None)
            assert_type(event.accountInfo, um.AssetModeChange | None)
        case um.MarginCall():
            assert_type(event.positions, list[MarginCallPosition])
        case um.ListenKeyExpired():
            assert_type(event.listenKey, str | None)
        case um.StrategyUpdate():
            assert_type(event.strategy.strategyId, int)
        case um.GridUpdate():
            assert_type(event.grid.realizedPnl, Decimal)
        case um.ConditionalOrderTriggerReject():
            assert_type(event.orderReject.rejectReason, str)
        case Reconnected():
            assert_type(event.since, float)
        case UnknownEvent():
            assert_type(event.data, object)
        case _:
            assert_never(event)


def cm_events(client: CMFutures) -> None:
    with client.user_data() as events:
        for event in events:
            match event:
                case cm.OrderTradeUpdate():
                    assert_type(event.order.marginAsset, str | None)
                    assert_type(event.accountAlias, str | None)
                case cm.AccountUpdate():
                    assert_type(event.account.balances, list[BalanceChange])
                case cm.AlgoUpdate():
                    assert_type(event.algoOrder.actualOrderId, int | None)
                case cm.AccountConfigUpdate():
                    assert_type(event.accountConfig, um.LeverageChange | None)
                case cm.MarginCall():
                    assert_type(event.crossWalletBalance, Decimal | None)
                case cm.ListenKeyExpired():
                    assert_type(event.eventTime, int)
                case cm.StrategyUpdate():
                    assert_type(event.transactionTime, int)
                case cm.GridUpdate():
                    assert_type(event.grid.symbol, str)
                case Reconnected():
                    assert_type(event.reason, str)
                case UnknownEvent():
                    assert_type(event.eventType, str | None)
                case _:
                    assert_never(event)
