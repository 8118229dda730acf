"""URLs that may be asked, and the words of other machines made fit to be shown."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

from kgbuild.errors import KgbuildError

_LONGEST = 200


def checked_url(url: str, what: str, fault: type[KgbuildError], secrets: str = "Leave them out.") -> str:
    """The URL of `what` as it stands; raises `fault` where it is none of http or https, or holds a password.

    A password is not repeated in the message; `secrets` says where to put it instead.
    """
    parts = split(url)
    if parts is not None and "@" in parts.netloc:
        raise fault(f"not the URL of {what}: it holds a user name or a password", secrets)
    sound = parts is not None and parts.scheme in {"http", "https"} and parts.hostname and not parts.fragment
    if not sound or not url.isascii() or not is_plain(url):
        shown = "".join(url.rpartition("@")[1:])
        raise fault(f"not the URL of {what}: {shown[:_LONGEST]!r}", "give an absolute http or https URL")
    return url


def split(url: str) -> SplitResult | None:
    """The parts of a URL, None where it has none."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def is_plain(url: str) -> bool:
    """Whether a URL has no spaces and nothing that steers a terminal."""
    return all(each.isprintable() and not each.isspace() for each in url)


def host_of(url: str) -> str:
    """The host of a URL, as it is named to a user."""
    return urlsplit(url).hostname or url


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def moved(url: str, place: str) -> str | None:
    """The URL that a redirect from `url` to `place` leads to; None where that has another scheme, host or port."""
    try:
        there = urljoin(url, place)
    except ValueError:
        return None
    old, new = split(url), split(there)
    same = old and new and (old.scheme, old.netloc.casefold()) == (new.scheme, new.netloc.casefold())
    return there if place and same and is_plain(there) else None


def said(words: object) -> str:
    """What another machine said, on one line, short, and without characters that steer a terminal."""
    shown = "".join(each if each.isprintable() else " " for each in str(words))
    return " ".join(shown.split())[:_LONGEST]
