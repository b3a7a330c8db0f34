"""Takes secrets out of text that is logged or shown."""

import logging
import re
from typing import Final

__all__ = ["HIDDEN", "redact", "redact_record"]

HIDDEN: Final = "[hidden]"

_SECRET: Final = re.compile(
    r"""(?P<name> \b(?:signature|listenKey|apiKey) [\\"']* \s*[=:]\s* [\\"']* )  # signature=…, "listenKey": "…
        (?P<value> [^\\"'&\s,}]+ )""",
    re.VERBOSE | re.IGNORECASE,
)


def redact(text: str) -> str:
    """The text with the values of signature, listenKey and apiKey hidden."""
    return _SECRET.sub(rf"\g<name>{HIDDEN}", text)


def redact_record(record: logging.LogRecord) -> bool:
    """A logging filter: httpx logs whole URLs at INFO, and those of signed calls hold the signature."""
    message = record.getMessage()
    redacted = redact(message)
    if redacted != message:
        record.msg, record.args = redacted, ()
    return True
