"""Who the user is to a service: from the environment alone, never shown."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus, urlsplit

from kgbuild.errors import KgbuildError
from kgbuild.web.address import host_of, is_loopback


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and password, for the basic or the digest scheme, or a token, for the bearer scheme; or nothing at all."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, prefix: str, environment: Mapping[str, str], fault: type[KgbuildError]) -> "Credentials":
        """What PREFIX_USER and PREFIX_PASSWORD say, or PREFIX_TOKEN; raises `fault` for other combinations."""
        user, password, token = (environment.get(f"{prefix}_{name}", "") for name in ("USER", "PASSWORD", "TOKEN"))
        hint = f"set {prefix}_USER and {prefix}_PASSWORD, or {prefix}_TOKEN alone"
        if bool(user) != bool(password):
            raise fault(f"{prefix}_{'PASSWORD' if user else 'USER'} is not set in the environment", hint)
        if user and token:
            raise fault(f"{prefix}_USER and {prefix}_TOKEN are both set in the environment", hint)
        if ":" in user or not all(each.isprintable() for each in user + password):
            raise fault(f"{prefix}_USER or {prefix}_PASSWORD holds a character that HTTP has no place for", hint)
        if not token.isascii() or not all(each.isprintable() and each != " " for each in token):
            raise fault(f"{prefix}_TOKEN holds a character that HTTP has no place for", hint)
        return cls(user, password, token)

    def are_exposed(self, url: str) -> bool:
        """Whether a request to a URL would tell them to whoever is on the way to another machine."""
        return bool(self) and urlsplit(url).scheme == "http" and not is_loopback(host_of(url))

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    @property
    def basic(self) -> str:
        """User and password as the basic scheme writes them."""
        return b64encode(f"{self.user}:{self.password}".encode()).decode()

    def hidden(self, words: str) -> str:
        """The words with a password or token in them, as it is or as a request writes it, made unreadable."""
        if not self:
            return words
        for secret in filter(None, (self.password, self.token)):
            packed = b64encode(secret.encode()).decode()
            for form in (secret, quote(secret, safe=""), quote(secret), quote_plus(secret), packed):
                words = words.replace(form, "***")
        return words.replace(self.basic, "***") if self.user else words
