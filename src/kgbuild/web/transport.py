"""One exchange over HTTP: the one module that speaks to other machines, and only to URLs that a user names."""

import re
import threading
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.client import HTTPException
from urllib.parse import unquote, urlencode, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError

from kgbuild import __version__
from kgbuild.web.address import host_of, is_loopback, moved, said
from kgbuild.web.authentication import Authentication, challenges
from kgbuild.web.credentials import Credentials
from kgbuild.web.faults import AnswerError, PassingError, TooLargeError
from kgbuild.web.pace import Clock, Limits, retry_after

AGENT = f"kgbuild/{__version__}"
_PIECE = 64 * 1024
_HOPS = 5
_BUSY = {429, 500, 502, 503, 504}
_MOVED = {301, 302, 303, 307, 308}
_LONGEST_WORDS = 4096
_TAG = re.compile(r"<[^>]*>")
_OBJECTS = re.compile(r".*(?:>|port=\d+\)): ", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: `form` goes into the URL; a POST or PUT has a `body` of the media type `kind`."""

    url: str
    form: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    body: bytes = b""
    kind: str = ""
    accept: str = "*/*"

    @property
    def target(self) -> str:
        """The URL with the form as its query."""
        return f"{self.url}{'&' if urlsplit(self.url).query else '?'}{urlencode(self.form)}" if self.form else self.url

    @property
    def host(self) -> str:
        """The host, as it is named to a user."""
        return host_of(self.url)


@dataclass(frozen=True, slots=True)
class Reply:
    """The body of an answer, its media type, and the seconds that its `Retry-After` asks to wait."""

    body: bytes
    kind: str = ""
    wait: float | None = None


class Head:
    """What comes before the body of an answer; `wait` is what `Retry-After` asks for, in seconds."""

    def __init__(self, response: urllib3.BaseHTTPResponse, wait: float | None, hidden: Callable[[str], str]) -> None:
        self._response = response
        self._hidden = hidden
        self.status = response.status
        self.wait = wait

    @property
    def kind(self) -> str:
        """The media type, without parameters."""
        return self._response.headers.get("Content-Type", "").split(";")[0].strip().casefold()

    @property
    def encoding(self) -> str:
        """How the body is packed: `identity` where it is not."""
        return self._response.headers.get("Content-Encoding", "identity").strip().casefold()

    @property
    def place(self) -> str:
        """Where a redirect leads, as it was said."""
        return self._response.headers.get("Location", "")

    def told(self, host: str, words: str = "") -> str:
        """The status in a line for the user, with further words."""
        line = f"{host} answers {self.status} {said(self._hidden(self._response.reason or ''))}".rstrip()
        return f"{line}: {words}" if words else line

    def words(self) -> str:
        """How the body begins, on one line; nothing where that cannot be read."""
        try:
            start = self._response.read1(_LONGEST_WORDS)
        except (HTTPError, HTTPException, OSError, ValueError):
            return ""
        text = start.decode(errors="replace")
        return said(self._hidden(_TAG.sub(" ", text) if self.kind == "text/html" else text))


def refuse_busy(request: Request, head: Head, words: str = "") -> None:
    """Raise PassingError where the status says that another try may help."""
    if head.status in _BUSY:
        raise PassingError(head.told(request.host, words), head.wait)


@dataclass(frozen=True, slots=True)
class Manners:
    """How a client presents itself, and what it takes: `check` raises AnswerError for the head of any other answer."""

    agent: str
    check: Callable[[Request, Head], None] = refuse_busy
    credentials: Credentials = field(default_factory=Credentials)


class Transport:
    """Exchanges with services, over kept connections; proxies are those of the environment, none for the loopback.

    Credentials go to the scheme, host and port of the URL that was asked, and nowhere else.
    """

    def __init__(self, manners: Manners, limits: Limits, clock: Clock) -> None:
        self._manners = manners
        self._limits = limits
        self._clock = clock
        self._lock = threading.Lock()
        self._pools: dict[str, urllib3.PoolManager] = {}
        self._known: dict[str, Authentication] = {}

    def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            pool.clear()

    def exchange(self, request: Request, deadline: float) -> Reply:
        """The reply to a request, redirects within the same host followed.

        PassingError where another try may help, AnswerError for every other fault.
        """
        deadline = min(deadline, self._clock.monotonic() + self._limits.seconds)
        for _ in range(_HOPS):
            try:
                step = self._once(request, deadline)
            except (HTTPError, HTTPException, OSError, ValueError) as fault:
                late = isinstance(fault, TimeoutError | urllib3.exceptions.TimeoutError)
                if late and not isinstance(fault, NewConnectionError):
                    raise PassingError(f"{request.host} does not answer in time") from None
                raise PassingError(f"{request.host} cannot be asked: {self._why(fault)}") from None
            if isinstance(step, Reply):
                return step
            request = step
        raise AnswerError(f"{request.host} redirects without end")

    def _once(self, request: Request, deadline: float) -> Reply | Request:
        response = self._answered(request, deadline)
        try:
            wait = retry_after(response.headers.get("Retry-After"), self._clock)
            head = Head(response, wait, self._manners.credentials.hidden)
            if response.status in _MOVED:
                return self._followed(request, head)
            self._manners.check(request, head)
            return Reply(self._body(request, response, deadline), head.kind, wait)
        finally:
            response.close()
            response.release_conn()

    def _answered(self, request: Request, deadline: float) -> urllib3.BaseHTTPResponse:
        """The response to a request, which says who asks where the service wants to know."""
        known, path = self._authentication(request), urllib3.util.parse_url(request.target).request_uri
        response = self._sent(request, deadline, known.unasked(request.method, path))
        if response.status == 401:
            challenge = known.chosen(challenges(response.headers.getlist("WWW-Authenticate")))
            if challenge is not None:
                response.close()
                response.release_conn()
                response = self._sent(request, deadline, known.asked(challenge, request.method, path))
                if response.status != 401:
                    known.accepted(challenge)
        return response

    def _sent(self, request: Request, deadline: float, authorization: str | None) -> urllib3.BaseHTTPResponse:
        left = max(0.001, min(self._limits.silence, deadline - self._clock.monotonic()))
        headers = {"User-Agent": self._manners.agent, "Accept": request.accept, "Accept-Encoding": "gzip"}
        headers |= {"Content-Type": request.kind} if request.kind else {}
        headers |= {"Authorization": authorization} if authorization else {}
        return self._pool(request.target).urlopen(
            request.method,
            request.target,
            redirect=False,
            retries=False,
            preload_content=False,
            body=request.body if request.method in {"POST", "PUT"} else None,
            headers=headers,
            timeout=urllib3.Timeout(connect=left, read=left),
        )

    def _body(self, request: Request, response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := response.read1(_PIECE):
            size += len(piece)
            pieces.append(piece)
            if size > self._limits.size:
                raise TooLargeError(f"{request.host} answers with more than {self._limits.size:,} bytes")
            if self._clock.monotonic() > deadline:
                raise PassingError(f"{request.host} does not answer in time")
        return b"".join(pieces)

    def _followed(self, request: Request, head: Head) -> Request:
        """The request to where a redirect leads, of the same scheme, host and port; what is told must be told there."""
        there = moved(request.target, head.place)
        if there is None or not (request.method in {"GET", "HEAD"} or head.status in {307, 308}):
            place = said(self._manners.credentials.hidden(head.place)) or "nowhere"
            raise AnswerError(f"{request.host} has moved to {place}; name that URL, if you trust it")
        return replace(request, url=there, form=())

    def _authentication(self, request: Request) -> Authentication:
        parts = urlsplit(request.url)
        with self._lock:
            return self._known.setdefault(f"{parts.scheme}://{parts.netloc}", Authentication(self._manners.credentials))

    def _pool(self, url: str) -> urllib3.PoolManager:
        parts = urlsplit(url)
        proxy = urllib.request.getproxies().get(parts.scheme, "")
        if is_loopback(host_of(url)) or urllib.request.proxy_bypass(parts.netloc):
            proxy = ""
        with self._lock:
            if proxy not in self._pools:
                self._pools[proxy] = _proxied(proxy) if proxy else urllib3.PoolManager(maxsize=self._limits.at_once)
            return self._pools[proxy]

    def _why(self, fault: Exception) -> str:
        """What a fault of the network says, without the objects that the library names before it."""
        return said(_OBJECTS.sub("", self._manners.credentials.hidden(str(fault)))) or type(fault).__name__


def _proxied(proxy: str) -> urllib3.PoolManager:
    """Connections by way of a proxy, `http://user:password@host:port` or `host:port`."""
    url = urllib3.util.parse_url(proxy if "://" in proxy else f"http://{proxy}")
    headers = urllib3.make_headers(proxy_basic_auth=unquote(url.auth)) if url.auth else None
    return urllib3.ProxyManager(url.url, proxy_headers=headers)
