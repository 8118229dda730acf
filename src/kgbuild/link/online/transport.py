"""One exchange over HTTP: for links the one module that speaks to the network, and only to URLs that a user names."""

import threading
import urllib.request
from dataclasses import dataclass, replace
from http.client import HTTPException
from urllib.parse import SplitResult, unquote, urlencode, urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from kgbuild.errors import LinkError
from kgbuild.link.online.pace import AnswerError, Clock, Limits, PassingError, retry_after

_PIECE = 64 * 1024
_HOPS = 5
_BUSY = {429, 500, 502, 503, 504}
_MOVED = {301, 302, 303, 307, 308}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: `form` goes into the URL of a GET and, form-encoded, into the body of a POST; or `json` does."""

    url: str
    form: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    json: bytes = b""

    @property
    def target(self) -> str:
        """The URL with the query."""
        if self.method == "POST" or not self.form:
            return self.url
        return f"{self.url}{'&' if urlsplit(self.url).query else '?'}{urlencode(self.form)}"

    @property
    def host(self) -> str:
        """The host, as it is named to a user."""
        return urlsplit(self.url).hostname or self.url


@dataclass(frozen=True, slots=True)
class Reply:
    """The body of an answer of status 200 in JSON, and the seconds that its `Retry-After` asks to wait."""

    body: bytes
    wait: float | None = None


def checked_url(url: str) -> str:
    """The URL of a service as it stands; LinkError where it is none of http or https, or holds a password."""
    parts = _split(url)
    sound = parts is not None and parts.scheme in {"http", "https"} and parts.hostname and not parts.fragment
    if not sound or parts is None or parts.username is not None or not url.isascii() or not _plain(url):
        raise LinkError(f"not the URL of a service: {url[:200]!r}", "Give an absolute http or https URL.")
    return url


def said(words: object) -> str:
    """What another machine said, on one line, short, and without characters that steer a terminal."""
    shown = "".join(each if each.isprintable() else " " for each in str(words))
    return " ".join(shown.split())[:_LONGEST_REASON]


class Transport:
    """Exchanges with services, over kept connections; proxies are those of the environment, none for the loopback."""

    def __init__(self, agent: str, limits: Limits, clock: Clock) -> None:
        self._headers = {"User-Agent": agent, "Accept": "application/json", "Accept-Encoding": "gzip"}
        self._limits = limits
        self._clock = clock
        self._lock = threading.Lock()
        self._pools: dict[str, urllib3.PoolManager] = {}

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
            except urllib3.exceptions.TimeoutError:
                raise PassingError(f"{request.host} does not answer in time") from None
            except (HTTPError, HTTPException, OSError, ValueError) as fault:
                raise PassingError(f"{request.host} cannot be asked: {_why(fault)}") from None
            if isinstance(step, Reply):
                return step
            request = step
        raise AnswerError(f"{request.host} redirects without end")

    def _once(self, request: Request, deadline: float) -> Reply | Request:
        left = max(0.001, min(self._limits.silence, deadline - self._clock.monotonic()))
        body = request.json or urlencode(request.form).encode()
        posted = request.method == "POST"
        kind = "application/json" if request.json else "application/x-www-form-urlencoded"
        response = self._pool(request.target).urlopen(
            request.method,
            request.target,
            redirect=False,
            retries=False,
            preload_content=False,
            body=body if posted else None,
            headers=self._headers | ({"Content-Type": kind} if posted else {}),
            timeout=urllib3.Timeout(connect=left, read=left),
        )
        try:
            if response.status in _MOVED:
                return _followed(request, response)
            wait = retry_after(response.headers.get("Retry-After"), self._clock)
            _check(request, response, wait)
            return Reply(self._body(request, response, deadline), wait)
        finally:
            response.close()
            response.release_conn()

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

    def _pool(self, url: str) -> urllib3.PoolManager:
        parts = urlsplit(url)
        proxy = urllib.request.getproxies().get(parts.scheme, "")
        if parts.hostname in _LOOPBACK or urllib.request.proxy_bypass(parts.netloc):
            proxy = ""
        with self._lock:
            if proxy not in self._pools:
                self._pools[proxy] = _proxied(proxy) if proxy else urllib3.PoolManager(maxsize=self._limits.at_once)
            return self._pools[proxy]


def _proxied(proxy: str) -> urllib3.PoolManager:
    """Connections by way of a proxy, `http://user:password@host:port` or `host:port`."""
    url = urllib3.util.parse_url(proxy if "://" in proxy else f"http://{proxy}")
    headers = urllib3.make_headers(proxy_basic_auth=unquote(url.auth)) if url.auth else None
    return urllib3.ProxyManager(url.url, proxy_headers=headers)


class TooLargeError(AnswerError):
    """An answer is larger than the limit."""


def _check(request: Request, response: urllib3.BaseHTTPResponse, wait: float | None) -> None:
    """Let through only a whole answer in JSON."""
    told = f"{request.host} answers {response.status} {said(response.reason or '')}".rstrip()
    if response.status in _BUSY:
        raise PassingError(told, wait)
    if response.status != 200:
        raise AnswerError(told)
    kind = response.headers.get("Content-Type", "").split(";")[0].strip().casefold()
    if kind not in {"application/json", "text/json"} and not (kind.startswith("application/") and kind[-5:] == "+json"):
        raise AnswerError(f"{request.host} answers with {said(kind) or 'no content type'}, not with JSON")
    if response.headers.get("Content-Encoding", "identity").strip().casefold() not in {"identity", "gzip", "x-gzip"}:
        raise AnswerError(f"{request.host} answers in an encoding that was not asked for")


def _followed(request: Request, response: urllib3.BaseHTTPResponse) -> Request:
    """The request to where a redirect leads: of the same scheme, host and port; a POST must stay one."""
    place = response.headers.get("Location", "")
    there = urljoin(request.target, place)
    old, new = _split(request.target), _split(there)
    same = old and new and (old.scheme, old.netloc.casefold()) == (new.scheme, new.netloc.casefold())
    kept = request.method == "GET" or response.status in {307, 308}
    if not (place and same and kept and _plain(there)):
        raise AnswerError(f"{request.host} has moved to {said(place) or 'nowhere'}; name that URL, if you trust it")
    return replace(request, url=there, form=request.form if request.method == "POST" else ())


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _plain(url: str) -> bool:
    return all(each.isprintable() and not each.isspace() for each in url)


def _why(fault: Exception) -> str:
    """What a fault of the network says, without the objects that the library names before it."""
    return said(str(fault).rsplit(">: ", 1)[-1]) or type(fault).__name__
