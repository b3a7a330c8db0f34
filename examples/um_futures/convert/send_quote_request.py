"""Ask at which rate an asset would be converted (POST /fapi/v1/convert/getQuote)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    quote = client.send_quote_request("USDT", "BNB", fromAmount=20)
    print(quote.fromAmount, "USDT for", quote.toAmount, "BNB until", quote.validTimestamp)
