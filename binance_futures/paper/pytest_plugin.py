"""The fixture `paper_exchange` for pytest; installed with the package, imports the exchange when a test uses it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ._exchange import PaperExchange

__all__ = ["paper_exchange", "pytest_configure"]


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", "paper_exchange(**options): arguments of the PaperExchange that the test gets")


@pytest.fixture
def paper_exchange(request: pytest.FixtureRequest) -> "Iterator[PaperExchange]":
    """A running `PaperExchange` of the test's own; `@pytest.mark.paper_exchange(seed=3)` gives its arguments."""
    from ._exchange import PaperExchange

    test: pytest.Item = request.node
    marker = test.get_closest_marker("paper_exchange")
    options: dict[str, Any] = dict(marker.kwargs) if marker is not None else {}
    with PaperExchange(**options) as exchange:
        yield exchange
