"""The async transport over aiohttp (extra `[aiohttp]`): three to ten times cheaper a call than httpx's own pool.

aiohttp is driven directly rather than through `httpx_aiohttp`, which hands it URLs as text: aiohttp then decodes
`%2F` and `%3A` again, and the bytes sent are not the bytes signed.
"""

from typing import TYPE_CHECKING, Final

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from ._flow import Answer, Headers, HttpRequest, failure

if TYPE_CHECKING:
    from ._origin import Origin

__all__ = ["AiohttpTransport"]

_NOT_SENT: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


class AiohttpTransport:
    """Owns one aiohttp session, opened by the first request inside the running loop."""

    def __init__(self, origin: "Origin") -> None:
        self._origin = origin
        self._session: aiohttp.ClientSession | None = None
        self._ssl = origin.ssl_context()
        # What aiohttp sets by itself (Host, Accept, Connection) is left to it.
        own = ("User-Agent", "X-MBX-APIKEY")
        self._headers = {
            keyed: CIMultiDict({name: value for name, value in headers.items() if name in own})
            for keyed, headers in origin.headers.items()
        }

    def _open(self) -> aiohttp.ClientSession:
        timeout = self._origin.timeout
        session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=100, keepalive_timeout=30, ssl=self._ssl or True),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(
                total=None, connect=timeout["pool"], sock_connect=timeout["connect"], sock_read=timeout["read"]
            ),
        )
        # By itself aiohttp sends PUT and DELETE a second time when a kept connection breaks under them: a modify or
        # cancel executed twice. There is no public switch; aiohttp's own test client sets the same attribute.
        session._retry_connection = False  # noqa: SLF001
        return session

    async def send(self, request: HttpRequest) -> Answer:
        """The answer, or TransportError."""
        if self._session is None:
            self._session = self._open()
        origin = self._origin
        try:
            async with self._session.request(
                request.method,
                URL(origin.base_url + request.target, encoded=True),
                headers=self._headers[request.keyed],
                allow_redirects=False,
            ) as response:
                return Answer(response.status, Headers([*response.raw_headers]), await response.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            raise failure(error, request, sent=not isinstance(error, _NOT_SENT)) from error

    async def close(self) -> None:
        """Closes the session; a later request opens a new one."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()
