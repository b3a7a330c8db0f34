"""The exchange that the environment variables name: one program for paper, testnet and real money."""

import os
from collections.abc import Mapping
from types import TracebackType
from typing import Final, Self

from ..environments import ENVIRONMENTS, Environment, Product
from ..errors import ParameterError, Problem
from ._clients import ApiPlace, Exchange, Place, paper_api_place, paper_place
from ._demo_keys import Credentials, KeyKind

__all__ = ["exchange_from_env"]

_WHERE: Final = "BINANCE_ENVIRONMENT"


class _Elsewhere(Exchange):
    """An exchange that is not ours to start or stop."""

    def __init__(self, place: Place, apis: Mapping[Product, ApiPlace], credentials: Credentials) -> None:
        self._where = place
        self._apis = apis
        self._signing = credentials

    def __repr__(self) -> str:
        return f"<Exchange {self._where.get('environment') or self._where.get('base_url')}>"

    def _place(self) -> Place:
        return self._where

    def _api_place(self, product: Product) -> ApiPlace:
        return self._apis[product]

    def _credentials(self, kind: KeyKind) -> Credentials:  # noqa: ARG002 - there is one
        return self._signing

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to stop."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to stop."""


def exchange_from_env() -> Exchange:
    """The exchange that `BINANCE_ENVIRONMENT` names, for programs that run on paper first and on others later.

    `paper`, or nothing: a `PaperExchange` of its own. `testnet`, `demo` or `prod`: Binance's, with the key in
    `BINANCE_API_KEY` and `BINANCE_API_SECRET`, or `BINANCE_PRIVATE_KEY` (path of a PEM file) and
    `BINANCE_PRIVATE_KEY_PASSPHRASE`. A URL: the paper exchange that runs there, with the same variables for its key.

    Raises:
        ParameterError: It names none of these.
        ModuleNotFoundError: A paper exchange is asked for without the extra `[paper]`.
    """
    name = os.environ.get(_WHERE) or "paper"
    if name == "paper":
        from . import PaperExchange  # which says what to install, if something is missing

        return PaperExchange()
    if name.startswith(("http://", "https://")):
        url = name.rstrip("/")
        apis: dict[Product, ApiPlace] = {"um": paper_api_place(url, "um"), "cm": paper_api_place(url, "cm")}
        return _Elsewhere(paper_place(url), apis, _credentials())
    environment = _environment(name)
    there: ApiPlace = {"environment": environment}
    return _Elsewhere({"environment": environment}, {"um": there, "cm": there}, _credentials())


def _environment(name: str) -> Environment:
    for known in ENVIRONMENTS:
        if name == known:
            return known
    message = f"is paper, {', '.join(ENVIRONMENTS)}, or the URL of a paper exchange (got {name!r})"
    raise ParameterError([Problem(_WHERE, message)])


def _credentials() -> Credentials:
    found: Credentials = {}
    if key := os.environ.get("BINANCE_API_KEY"):
        found["key"] = key
    if secret := os.environ.get("BINANCE_API_SECRET"):
        found["secret"] = secret
    if private_key := os.environ.get("BINANCE_PRIVATE_KEY"):
        found["private_key"] = private_key
    if passphrase := os.environ.get("BINANCE_PRIVATE_KEY_PASSPHRASE"):
        found["private_key_passphrase"] = passphrase
    return found
