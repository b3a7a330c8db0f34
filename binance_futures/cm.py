"""The clients of COIN-M futures: one line an endpoint, in the order of the documentation."""

from typing import TYPE_CHECKING, ClassVar, Final

from ._client import AsyncClient, AsyncResponseView, Client, ResponseView
from ._endpoint import Endpoint, Endpoints
from ._lazy import Lazy
from .environments import Product

if TYPE_CHECKING:
    from typing import Unpack

    from .models import cm as m
    from .models.cm.user_events import UserEvent
    from .streams._user_data import AsyncUserData, UserData, UserDataOptions
else:
    m = Lazy(f"{__package__}.models.cm")

__all__ = ["AsyncCMFutures", "AsyncCMWithResponse", "CMEndpoints", "CMFutures", "CMWithResponse"]


class CMEndpoints(Endpoints):
    """Every REST endpoint of COIN-M futures."""

    # Market data

    ping: Final = Endpoint(m.market.GetPing)
    time: Final = Endpoint(m.market.GetTime)
    exchange_info: Final = Endpoint(m.market.GetExchangeInfo)
    depth: Final = Endpoint(m.market.GetDepth)
    trades: Final = Endpoint(m.market.GetTrades)
    historical_trades: Final = Endpoint(m.market.GetHistoricalTrades)
    agg_trades: Final = Endpoint(m.market.GetAggTrades)
    klines: Final = Endpoint(m.market.GetKlines)
    continuous_klines: Final = Endpoint(m.market.GetContinuousKlines)
    index_price_klines: Final = Endpoint(m.market.GetIndexPriceKlines)
    mark_price_klines: Final = Endpoint(m.market.GetMarkPriceKlines)
    premium_index_klines: Final = Endpoint(m.market.GetPremiumIndexKlines)
    mark_price: Final = Endpoint(m.market.GetMarkPrice)
    funding_rate: Final = Endpoint(m.statistics.GetFundingRate)
    funding_info: Final = Endpoint(m.statistics.GetFundingInfo)
    ticker_24hr_price_change: Final = Endpoint(m.market.GetTicker24hrPriceChange)
    ticker_price: Final = Endpoint(m.market.GetTickerPrice)
    book_ticker: Final = Endpoint(m.market.GetBookTicker)
    open_interest: Final = Endpoint(m.market.GetOpenInterest)
    open_interest_hist: Final = Endpoint(m.statistics.GetOpenInterestHist)
    top_long_short_position_ratio: Final = Endpoint(m.statistics.GetTopLongShortPositionRatio)
    top_long_short_account_ratio: Final = Endpoint(m.statistics.GetTopLongShortAccountRatio)
    long_short_account_ratio: Final = Endpoint(m.statistics.GetLongShortAccountRatio)
    taker_long_short_ratio: Final = Endpoint(m.statistics.GetTakerLongShortRatio)
    basis: Final = Endpoint(m.statistics.GetBasis)
    query_index_price_constituents: Final = Endpoint(m.statistics.QueryIndexPriceConstituents)
    index_price_constituents: Final = query_index_price_constituents

    # Trading and account

    change_position_mode: Final = Endpoint(m.positions.ChangePositionMode)
    get_position_mode: Final = Endpoint(m.positions.GetPositionMode)
    query_order: Final = Endpoint(m.orders.QueryOrder)
    cancel_order: Final = Endpoint(m.orders.CancelOrder)
    cancel_open_orders: Final = Endpoint(m.orders.CancelOpenOrders)
    cancel_batch_order: Final = Endpoint(m.orders.CancelBatchOrder)
    countdown_cancel_order: Final = Endpoint(m.orders.CountdownCancelOrder)
    get_open_orders: Final = Endpoint(m.orders.GetOpenOrders)
    get_orders: Final = Endpoint(m.orders.GetOrders)
    get_all_orders: Final = Endpoint(m.orders.GetAllOrders)
    balance: Final = Endpoint(m.account.GetBalance)
    account: Final = Endpoint(m.account.GetAccount)
    change_leverage: Final = Endpoint(m.positions.ChangeLeverage)
    change_margin_type: Final = Endpoint(m.positions.ChangeMarginType)
    modify_isolated_position_margin: Final = Endpoint(m.positions.ModifyIsolatedPositionMargin)
    get_position_margin_history: Final = Endpoint(m.positions.GetPositionMarginHistory)
    get_position_risk: Final = Endpoint(m.positions.GetPositionRisk)
    get_account_trades: Final = Endpoint(m.positions.GetAccountTrades)
    get_income_history: Final = Endpoint(m.account.GetIncomeHistory)
    leverage_brackets: Final = Endpoint(m.positions.GetLeverageBrackets) | Endpoint(m.positions.GetLeverageBracketsPair)
    leverage_brackets_pair: Final = Endpoint(m.positions.GetLeverageBracketsPair)
    adl_quantile: Final = Endpoint(m.positions.GetAdlQuantile)
    force_orders: Final = Endpoint(m.positions.GetForceOrders)
    commission_rate: Final = Endpoint(m.positions.GetCommissionRate)
    get_download_id_transaction_history: Final = Endpoint(m.account.GetDownloadIdTransactionHistory)
    download_transactions_async: Final = get_download_id_transaction_history
    get_download_id_order_history: Final = Endpoint(m.account.GetDownloadIdOrderHistory)
    download_order_async: Final = get_download_id_order_history
    get_download_id_trade_history: Final = Endpoint(m.account.GetDownloadIdTradeHistory)
    download_trade_async: Final = get_download_id_trade_history
    get_download_link_transaction_history: Final = Endpoint(m.account.GetDownloadLinkTransactionHistory)
    async_download_info: Final = get_download_link_transaction_history
    get_download_link_order_history: Final = Endpoint(m.account.GetDownloadLinkOrderHistory)
    async_download_order_id: Final = get_download_link_order_history
    get_download_link_trade_history: Final = Endpoint(m.account.GetDownloadLinkTradeHistory)
    async_download_trade_id: Final = get_download_link_trade_history
    portfolio_margin_account_info: Final = Endpoint(m.account.GetPortfolioMarginAccountInfo)
    new_order: Final = Endpoint(m.orders.NewOrder)
    modify_order: Final = Endpoint(m.orders.ModifyOrder)
    new_batch_order: Final = Endpoint(m.orders.NewBatchOrder)
    modify_batch_order: Final = Endpoint(m.orders.ModifyBatchOrder)
    order_modify_history: Final = Endpoint(m.orders.GetOrderModifyHistory)
    new_algo_order: Final = Endpoint(m.algo.NewAlgoOrder)
    cancel_algo_order: Final = Endpoint(m.algo.CancelAlgoOrder)
    get_open_algo_orders: Final = Endpoint(m.algo.GetOpenAlgoOrders)
    query_algo_order: Final = Endpoint(m.algo.QueryAlgoOrder)
    get_all_algo_orders: Final = Endpoint(m.algo.GetAllAlgoOrders)
    cancel_algo_open_orders: Final = Endpoint(m.algo.CancelAlgoOpenOrders)

    # Listen key of the user data stream

    new_listen_key: Final = Endpoint(m.data_stream.NewListenKey)
    renew_listen_key: Final = Endpoint(m.data_stream.RenewListenKey)
    close_listen_key: Final = Endpoint(m.data_stream.CloseListenKey)


class CMFutures(CMEndpoints, Client):
    """A blocking client of COIN-M futures; safe to use from several threads. Use it in `with`, or call `close()`."""

    product: ClassVar[Product] = "cm"

    @property
    def with_response(self) -> "CMWithResponse":
        """The same calls, each giving `Response`: the answer with status, headers and limit usage."""
        return CMWithResponse(self)

    def user_data(self, listen_key: str | None = None, **options: "Unpack[UserDataOptions]") -> "UserData[UserEvent]":
        """Orders, fills and balances as they change, to be used in `with`; `AsyncUserData` tells the options."""
        from .streams._user_data import UserData

        options.setdefault("stream_url", self._stream_url)
        options.setdefault("environment", self._environment)
        options.setdefault("proxies", self._proxies)
        return UserData(self, listen_key, **options)


class AsyncCMFutures(CMEndpoints, AsyncClient):
    """A client of COIN-M futures whose calls are coroutines. Use it in `async with`, or call `close()`."""

    product: ClassVar[Product] = "cm"

    @property
    def with_response(self) -> "AsyncCMWithResponse":
        """The same calls, each giving `Response`: the answer with status, headers and limit usage."""
        return AsyncCMWithResponse(self)

    def user_data(
        self, listen_key: str | None = None, **options: "Unpack[UserDataOptions]"
    ) -> "AsyncUserData[UserEvent]":
        """Orders, fills and balances as they change, to be used in `async with`; `AsyncUserData` tells the options."""
        from .streams._user_data import AsyncUserData

        options.setdefault("stream_url", self._stream_url)
        options.setdefault("environment", self._environment)
        options.setdefault("proxies", self._proxies)
        return AsyncUserData(self, listen_key, **options)


class CMWithResponse(CMEndpoints, ResponseView):
    """`CMFutures.with_response`."""


class AsyncCMWithResponse(CMEndpoints, AsyncResponseView):
    """`AsyncCMFutures.with_response`."""
