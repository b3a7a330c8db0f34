"""The package as a whole: what is public, what start-up loads."""

import subprocess
import sys
from importlib.metadata import version

import pytest

import binance_futures
from binance_futures import models


@pytest.mark.parametrize("name", binance_futures.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Each name of `__all__` can be imported, and shows in dir()."""
    assert getattr(binance_futures, name) is not None
    assert name in dir(binance_futures)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name the package, its models or a product does not have raises AttributeError."""
    for module in (binance_futures, models, models.um, models.cm):
        with pytest.raises(AttributeError, match="no_such_name"):
            module.no_such_name  # noqa: B018 - the access is the test


@pytest.mark.parametrize("product", [models.um, models.cm], ids=["um", "cm"])
def test_the_catalogue_of_a_product_is_complete(product: object) -> None:
    """`from binance_futures.models.um import *` gives every request and answer of the product."""
    names = product.__all__
    assert {"NewOrder", "Order", "Kline", "GetKlines", "BatchError"} <= {*names}
    assert dir(product) == names == sorted({*names})


def test_the_version_is_in_one_place() -> None:
    """The distribution and the package tell the same version."""
    assert binance_futures.__version__ == version("binance-futures-sdk")


def loaded(code: str) -> set[str]:
    program = f"{code}\nimport sys; print(*sys.modules)"
    return {*subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()}


def test_importing_the_package_loads_next_to_nothing() -> None:
    """`import binance_futures` loads neither pydantic nor an HTTP library nor a product."""
    modules = loaded("import binance_futures")
    assert not modules & {"pydantic", "httpx", "httpcore", "cryptography", "websockets", "binance_futures.um"}


def test_a_client_loads_the_models_it_calls() -> None:
    """A USDⓈ-M client loads no model before its first call, and no COIN-M model ever."""
    before = loaded("import binance_futures; binance_futures.UMFutures('key', 'secret')")
    assert not {name for name in before if name.startswith(("binance_futures.models", "pydantic", "httpx"))}
    after = loaded("import binance_futures; binance_futures.UMFutures('key', 'secret').time")
    assert "binance_futures.models.um.market" in after
    assert not {
        name for name in after if name.startswith(("binance_futures.models.cm", "binance_futures.models.um.orders"))
    }
