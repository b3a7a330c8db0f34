"""What an editor shows of a client while one types."""

from collections.abc import Iterator

import pytest
from language_server import LanguageServer, language_server

TYPED = """\
from binance_futures import AsyncUMFutures, UMFutures, UMStreams
client = UMFutures()
client.new_order("BTCUSDT", side="", )
client.depth
client.with_response.new_order
AsyncUMFutures().new_order
UMStreams().agg_trade
order = client.query_order("BTCUSDT", orderId=1)
order.avgPrice
order.status == ""
"""


@pytest.fixture(scope="module")
def editor() -> Iterator[LanguageServer]:
    with language_server(TYPED) as server:
        yield server


def test_hovering_a_call_shows_signature_text_and_page(editor: LanguageServer) -> None:
    """Hovering `client.new_order` shows parameters with types, what it does, what each means, and the page."""
    shown = editor.hover("client.new_order")
    assert "def new_order(" in shown
    assert "timeInForce: Literal['GTC', 'IOC', 'FOK', 'GTX', 'GTD', 'RPI'] | None = None" in shown
    assert ") -> Order" in shown
    assert "Places an order" in shown
    assert "quantity: Quantity (base asset)." in shown
    assert "https://developers.binance.com/" in shown


def test_every_kind_of_client_shows_its_own_result(editor: LanguageServer) -> None:
    """The same call shows `Response[Order]` on the view, a coroutine on the async client, a stream its events."""
    assert ") -> Response[Order]" in editor.hover("client.with_response.new_order")
    assert "Coroutine[Any, Any, Order]" in editor.hover("AsyncUMFutures().new_order")
    assert "ThreadSubscription[AggTrade]" in editor.hover("UMStreams().agg_trade")


def test_calls_parameters_and_words_are_completed(editor: LanguageServer) -> None:
    """After the dot come the calls, in the brackets the parameters and their words; an answer has its fields."""
    assert {"new_order", "new_algo_order"} <= {*editor.completions("client.new_")}
    assert {"timeInForce=", "reduceOnly="} <= {*editor.completions('client.new_order("BTCUSDT", side="", ')}
    assert any("SELL" in word for word in editor.completions('client.new_order("BTCUSDT", side="'))
    assert "avgPrice" in editor.completions("order.avg")


def test_a_field_of_an_answer_shows_its_type_and_meaning(editor: LanguageServer) -> None:
    """Hovering a field shows its type and its text."""
    shown = editor.hover("order.avgPrice")
    assert "Decimal | None" in shown
    assert "Average price" in shown


def test_typing_the_brackets_shows_the_parameters(editor: LanguageServer) -> None:
    """The signature appears inside of the brackets."""
    assert editor.signature('client.new_order("BTCUSDT", ').startswith("(symbol: Text, side: OrderSide, type:")
