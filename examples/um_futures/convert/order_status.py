"""What became of a conversion (GET /fapi/v1/convert/orderStatus)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    quote = client.send_quote_request("USDT", "BNB", fromAmount=20)
    if quote.quoteId is None:
        print("not enough to convert")
    else:
        accepted = client.accept_offered_quote(quote.quoteId)  # for good: the way back is another quote
        order = client.order_status(orderId=accepted.orderId)
        print(order.orderStatus, order.fromAmount, order.fromAsset, "for", order.toAmount, order.toAsset)
