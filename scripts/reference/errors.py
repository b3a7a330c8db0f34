"""The table of error codes, and which of them name a parameter of a call."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from binance_futures import errors
from binance_futures._error_codes import CMErrorCode, ErrorCode
from binance_futures._request import Request

from . import texts

__all__ = ["likely", "table"]

Code = ErrorCode | CMErrorCode

_OF_THE_SYMBOL = "Report the symbol to Binance"
_COMMON_WORDS = {"symbol", "side", "type", "pair", "limit", "page", "period", "interval", "recvWindow"}


def table(codes: Iterable[Code]) -> Iterator[str]:
    """The codes by the exception they raise. Each is a heading, so that search leads to it."""
    yield (
        "Every code raises the exception it stands under; `error.code` is the member of `ErrorCode` (`CMErrorCode` "
        "where COIN-M differs), `error.remedy` the text of the last column. A code that is not listed raises "
        "`ClientError`."
    )
    by_class: dict[type, list[Code]] = {}
    for code in codes:
        by_class.setdefault(code.error, []).append(code)
    for name in errors.__all__:
        mine = sorted(by_class.get(getattr(errors, name), []), reverse=True)
        if mine:
            said = texts.first_line(getattr(errors, name))
            yield f"## {name} {{ #{name} }}\n\n{said}\n\n" + "\n".join(
                [
                    '<table class="codes">',
                    "<thead><tr><th>Code</th><th>Meaning</th><th>What to do</th></tr></thead><tbody>",
                    *map(_row, mine),
                    "</tbody></table>",
                ]
            )


def _row(code: Code) -> str:
    product = " (COIN-M)" if isinstance(code, CMErrorCode) else ""
    anchor = _anchor(code)
    return (
        f'<tr><td><h4 id="{anchor}"><a href="#{anchor}">{int(code)}</a> {code.name}{product}</h4></td>'
        f"<td>{escape(code.meaning)}</td><td>{escape(code.remedy)}</td></tr>"
    )


def _anchor(code: Code) -> str:
    return f"{'cm' if isinstance(code, CMErrorCode) else ''}{int(code)}"


def likely(form: type[Request[Any]], method: str) -> list[str]:
    """The codes whose text names the call or one of its parameters, linked."""
    names = [name for name in form.model_fields if name not in _COMMON_WORDS and _is_telling(name, form)]
    if form.method != "GET":  # of a query the remedies of others speak
        names.append(method)
    if not names:
        return []
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    own: list[Code] = [*CMErrorCode] if form.path.startswith("/dapi") else []
    codes = own + [code for code in ErrorCode if int(code) not in {int(other) for other in own}]
    return [
        f"[{int(code)} {code.name}](/reference/errors.md#{_anchor(code)})"
        for code in sorted(codes, reverse=True)
        if pattern.search(f"{code.meaning} {code.remedy}") and not code.remedy.startswith(_OF_THE_SYMBOL)
    ]


def _is_telling(name: str, form: type[Request[Any]]) -> bool:
    """Whether a name found in a text is that of the parameter: plain words are so in calls that trade."""
    return name.lower() != name or form.security == "TRADE"
