"""The connections to Telegram: python-telegram-bot's HTTP on aiohttp, several times as fast as its own (httpx).

Errors say what the sender has to know (docs/delivery.md): `NotSentError` where the request never left, so that it may
be repeated safely; any other NetworkError where nobody knows. None holds a URL, as the bot's token is part of it.
"""

import json
import ssl
import urllib.request
from typing import Any
from urllib.parse import urlsplit

import certifi
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    InvalidURL,
    TCPConnector,
)
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

KEPT_OPEN_S = 30
CONNECT_S = 10
ANSWER_S = 20
UPLOAD_BYTES_PER_S = 100_000
UNSAID_WAIT_S = 5
LARGEST_ANSWER = 21_000_000
TOO_LARGE, TOO_MANY = 413, 429
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HERE = ("localhost", "127.0.0.1", "::1")
NEVER_LEFT = (ClientConnectorError, ConnectionTimeoutError, ClientHttpProxyError, InvalidURL)


class NotSentError(NetworkError):
    """The request did not leave: there was no connection, or none was free in time."""


class Connections(BaseRequest):
    """At most `limit` connections, kept open between requests. An answer may take `answer_s`, a connection `connect_s`.

    A proxy is taken from HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as other programs do; never for this computer itself.
    """

    def __init__(self, *, limit: int = 32, answer_s: float = ANSWER_S, connect_s: float = CONNECT_S) -> None:
        self._limit = limit
        self._answer_s = answer_s
        self._connect_s = connect_s
        self._session: ClientSession | None = None
        self._proxies: dict[str, str | None] = {}
        self._timeouts: dict[float, ClientTimeout] = {}

    @property
    def read_timeout(self) -> float:
        """How long an answer may take, in seconds."""
        return self._answer_s

    async def initialize(self) -> None:
        """Nothing: a connection is made when it is needed."""

    async def shutdown(self) -> None:
        """Close every connection."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - python-telegram-bot's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - an upload's time goes by its size
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - always the same
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - always the same
    ) -> tuple[int, bytes]:
        """Status and body of the answer. Raises NotSentError, TimedOut or NetworkError; RetryAfter, BadRequest."""
        body, size = _body(request_data)
        answer_s = self._answer_s if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout or self._answer_s
        try:
            async with self._open(url).request(
                method,
                url,
                data=body,
                headers=FORM if isinstance(body, bytes) else None,
                timeout=self._timeout(answer_s + size / UPLOAD_BYTES_PER_S),
                proxy=self._proxy(url),
                allow_redirects=False,
            ) as response:
                return _checked(response.status, await _read(response))
        except NEVER_LEFT as error:
            raise NotSentError(f"no connection to Telegram ({type(error).__name__})") from None
        except TimeoutError:
            raise TimedOut(f"no answer from Telegram in {answer_s:g} s") from None
        except (ClientError, OSError) as error:
            raise NetworkError(f"the connection to Telegram broke ({type(error).__name__})") from None

    def _open(self, url: str) -> ClientSession:
        """The session; made in the loop that uses it."""
        if self._session is None:
            secure = trusted() if url.startswith("https") else True
            self._session = ClientSession(
                connector=TCPConnector(limit=self._limit, keepalive_timeout=KEPT_OPEN_S, ttl_dns_cache=60, ssl=secure),
                cookie_jar=DummyCookieJar(),
                headers={"Accept-Encoding": "identity"},
            )
        return self._session

    def _timeout(self, answer_s: float) -> ClientTimeout:
        if answer_s not in self._timeouts:
            if len(self._timeouts) > 16:
                self._timeouts.clear()
            self._timeouts[answer_s] = ClientTimeout(
                total=None, connect=self._connect_s, sock_connect=self._connect_s, sock_read=answer_s
            )
        return self._timeouts[answer_s]

    def _proxy(self, url: str) -> str | None:
        host = urlsplit(url).hostname or ""
        if host not in self._proxies:
            self._proxies[host] = proxy_for(url)
        return self._proxies[host]

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer read; one that cannot be is not put into the log. Raises TelegramError."""
        try:
            read = json.loads(payload)
        except ValueError:
            raise TelegramError("Telegram's answer is no JSON") from None
        if not isinstance(read, dict) or (read.get("ok") and "result" not in read):
            raise TelegramError("Telegram's answer has no result")
        return read


def trusted() -> ssl.SSLContext:
    """Whom to believe: whom this computer believes, and certifi's list, as some computers come without one."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def proxy_for(url: str) -> str | None:
    """The HTTP proxy that the environment names for this address; None: go there directly."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    found = urllib.request.getproxies().get(parts.scheme)
    if not found or host in HERE or urllib.request.proxy_bypass(host):
        return None
    return found if "://" in found else f"http://{found}"


def _body(data: RequestData | None) -> tuple[bytes | FormData | None, int]:
    """What is posted, and the bytes of its files."""
    if data is None:
        return None, 0
    if not data.contains_files:
        return URL.build(
            query=data.json_parameters
        ).raw_query_string.encode(), 0  # in C; urlencode is a third of a send
    form, size = FormData(data.json_parameters), 0
    for name, (filename, content, mime) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime)
        size += len(content) if isinstance(content, bytes) else 0
    return form, size


async def _read(response: ClientResponse) -> bytes:
    """The whole answer. Raises BadRequest where it is larger than any file Telegram hands out."""
    size = response.content_length
    if size is not None and size <= LARGEST_ANSWER:
        return await response.read()
    answer = bytearray()
    async for part in response.content.iter_any():
        answer += part
        if len(answer) > LARGEST_ANSWER:
            raise BadRequest("file is too big")
    return bytes(answer)


def _checked(status: int, answer: bytes) -> tuple[int, bytes]:
    """Status and answer, where python-telegram-bot makes the right error of them by itself."""
    if status == TOO_MANY and b'"retry_after"' not in answer:
        raise RetryAfter(UNSAID_WAIT_S)
    if status == TOO_LARGE:
        raise BadRequest("Request Entity Too Large")
    return status, answer
