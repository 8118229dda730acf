"""A page of the site in a browser that reaches nothing else, and what went wrong on it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, Route

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
LOCAL = ("file", "blob", "data")


@dataclass
class Watched:
    """A page of a site, opened by paths below `root`; `faults` gathers errors, failed requests and those elsewhere."""

    page: Page
    root: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda fault: self.faults.append(f"error: {fault}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def open(self, path: str) -> Page:
        """Go to a path of the site."""
        self.page.goto(self.root + path)
        return self.page

    def axe(self) -> list[dict[str, Any]]:
        """The serious and critical faults of accessibility on the page at hand, with where they are."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
        return [
            {"rule": each["id"], "where": [node["html"][:200] for node in each["nodes"][:3]]}
            for each in found["violations"]
            if each["impact"] in {"serious", "critical"}
        ]

    def too_wide(self) -> int:
        """How many pixels of the page lie beside the window."""
        width: int = self.page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        return max(width, 0)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"{message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        self.faults.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")


def confine(context: BrowserContext) -> None:
    """Let a browser reach files and this machine alone; any other request fails."""

    def decide(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in LOCAL or address.hostname == "127.0.0.1":
            route.continue_()
        else:
            route.abort("blockedbyclient")

    context.route("**/*", decide)
