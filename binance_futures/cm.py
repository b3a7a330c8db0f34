"""The clients of COIN-M futures: one line an endpoint, in the order of the documentation."""

from typing import ClassVar, Final

from ._client import AsyncClient, AsyncResponseView, Client, ResponseView
from ._endpoint import Endpoint, Endpoints
from .environments import Product
from .models import cm as m

__all__ = ["AsyncCMFutures", "AsyncCMWithResponse", "CMEndpoints", "CMFutures", "CMWithResponse"]


class CMEndpoints(Endpoints):
    """Every REST endpoint of COIN-M futures."""

    # Market data

    ping: Final = Endpoint(m.GetPing)
    time: Final = Endpoint(m.GetTime)
    exchange_info: Final = Endpoint(m.GetExchangeInfo)
    depth: Final = Endpoint(m.GetDepth)
    trades: Final = Endpoint(m.GetTrades)
    historical_trades: Final = Endpoint(m.GetHistoricalTrades)
    agg_trades: Final = Endpoint(m.GetAggTrades)
    klines: Final = Endpoint(m.GetKlines)
    continuous_klines: Final = Endpoint(m.GetContinuousKlines)
    index_price_klines: Final = Endpoint(m.GetIndexPriceKlines)
    mark_price_klines: Final = Endpoint(m.GetMarkPriceKlines)
    premium_index_klines: Final = Endpoint(m.GetPremiumIndexKlines)
    mark_price: Final = Endpoint(m.GetMarkPrice)
    funding_rate: Final = Endpoint(m.GetFundingRate)
    funding_info: Final = Endpoint(m.GetFundingInfo)
    ticker_24hr_price_change: Final = Endpoint(m.GetTicker24hrPriceChange)
    ticker_price: Final = Endpoint(m.GetTickerPrice)
    book_ticker: Final = Endpoint(m.GetBookTicker)
    open_interest: Final = Endpoint(m.GetOpenInterest)
    open_interest_hist: Final = Endpoint(m.GetOpenInterestHist)
    top_long_short_position_ratio: Final = Endpoint(m.GetTopLongShortPositionRatio)
    top_long_short_account_ratio: Final = Endpoint(m.GetTopLongShortAccountRatio)
    long_short_account_ratio: Final = Endpoint(m.GetLongShortAccountRatio)
    taker_long_short_ratio: Final = Endpoint(m.GetTakerLongShortRatio)
    basis: Final = Endpoint(m.GetBasis)
    query_index_price_constituents: Final = Endpoint(m.QueryIndexPriceConstituents)
    index_price_constituents: Final = query_index_price_constituents

    # Trading and account

    change_position_mode: Final = Endpoint(m.ChangePositionMode)
    get_position_mode: Final = Endpoint(m.GetPositionMode)
    query_order: Final = Endpoint(m.QueryOrder)
    cancel_order: Final = Endpoint(m.CancelOrder)
    cancel_open_orders: Final = Endpoint(m.CancelOpenOrders)
    cancel_batch_order: Final = Endpoint(m.CancelBatchOrder)
    countdown_cancel_order: Final = Endpoint(m.CountdownCancelOrder)
    get_open_orders: Final = Endpoint(m.GetOpenOrders)
    get_orders: Final = Endpoint(m.GetOrders)
    get_all_orders: Final = Endpoint(m.GetAllOrders)
    balance: Final = Endpoint(m.GetBalance)
    account: Final = Endpoint(m.GetAccount)
    change_leverage: Final = Endpoint(m.ChangeLeverage)
    change_margin_type: Final = Endpoint(m.ChangeMarginType)
    modify_isolated_position_margin: Final = Endpoint(m.ModifyIsolatedPositionMargin)
    get_position_margin_history: Final = Endpoint(m.GetPositionMarginHistory)
    get_position_risk: Final = Endpoint(m.GetPositionRisk)
    get_account_trades: Final = Endpoint(m.GetAccountTrades)
    get_income_history: Final = Endpoint(m.GetIncomeHistory)
    leverage_brackets: Final = Endpoint(m.GetLeverageBrackets) | Endpoint(m.GetLeverageBracketsPair)
    leverage_brackets_pair: Final = Endpoint(m.GetLeverageBracketsPair)
    adl_quantile: Final = Endpoint(m.GetAdlQuantile)
    force_orders: Final = Endpoint(m.GetForceOrders)
    commission_rate: Final = Endpoint(m.GetCommissionRate)
    get_download_id_transaction_history: Final = Endpoint(m.GetDownloadIdTransactionHistory)
    download_transactions_async: Final = get_download_id_transaction_history
    get_download_id_order_history: Final = Endpoint(m.GetDownloadIdOrderHistory)
    download_order_async: Final = get_download_id_order_history
    get_download_id_trade_history: Final = Endpoint(m.GetDownloadIdTradeHistory)
    download_trade_async: Final = get_download_id_trade_history
    get_download_link_transaction_history: Final = Endpoint(m.GetDownloadLinkTransactionHistory)
    async_download_info: Final = get_download_link_transaction_history
    get_download_link_order_history: Final = Endpoint(m.GetDownloadLinkOrderHistory)
    async_download_order_id: Final = get_download_link_order_history
    get_download_link_trade_history: Final = Endpoint(m.GetDownloadLinkTradeHistory)
    async_download_trade_id: Final = get_download_link_trade_history
    portfolio_margin_account_info: Final = Endpoint(m.GetPortfolioMarginAccountInfo)
    new_order: Final = Endpoint(m.NewOrder)
    modify_order: Final = Endpoint(m.ModifyOrder)
    new_batch_order: Final = Endpoint(m.NewBatchOrder)
    modify_batch_order: Final = Endpoint(m.ModifyBatchOrder)
    order_modify_history: Final = Endpoint(m.GetOrderModifyHistory)
    new_algo_order: Final = Endpoint(m.NewAlgoOrder)
    cancel_algo_order: Final = Endpoint(m.CancelAlgoOrder)
    get_open_algo_orders: Final = Endpoint(m.GetOpenAlgoOrders)
    query_algo_order: Final = Endpoint(m.QueryAlgoOrder)
    get_all_algo_orders: Final = Endpoint(m.GetAllAlgoOrders)
    cancel_algo_open_orders: Final = Endpoint(m.CancelAlgoOpenOrders)

    # Listen key of the user data stream

    new_listen_key: Final = Endpoint(m.NewListenKey)
    renew_listen_key: Final = Endpoint(m.RenewListenKey)
    close_listen_key: Final = Endpoint(m.CloseListenKey)


class CMFutures(CMEndpoints, Client):
    """A blocking client of COIN-M futures; safe to use from several threads. Use it in `with`, or call `close()`."""

    product: ClassVar[Product] = "cm"

    @property
    def with_response(self) -> "CMWithResponse":
        """The same calls, each giving `Response`: the answer with status, headers and limit usage."""
        return CMWithResponse(self)


class AsyncCMFutures(CMEndpoints, AsyncClient):
    """A client of COIN-M futures whose calls are coroutines. Use it in `async with`, or call `close()`."""

    product: ClassVar[Product] = "cm"

    @property
    def with_response(self) -> "AsyncCMWithResponse":
        """The same calls, each giving `Response`: the answer with status, headers and limit usage."""
        return AsyncCMWithResponse(self)


class CMWithResponse(CMEndpoints, ResponseView):
    """`CMFutures.with_response`."""


class AsyncCMWithResponse(CMEndpoints, AsyncResponseView):
    """`AsyncCMFutures.with_response`."""
