"""Convert at the offered rate, while it is valid (POST /fapi/v1/convert/acceptQuote)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    quote = client.send_quote_request("USDT", "BNB", fromAmount=20)
    if quote.quoteId is None:
        print("not enough to convert")
    else:
        accepted = client.accept_offered_quote(quote.quoteId)  # for good: the way back is another quote
        print(accepted.orderId, accepted.orderStatus)
