"""Pages of HTML: all that is put into them is escaped, nothing in them runs, their one style sheet is known by hash."""

import base64
import hashlib
from functools import cache
from html import escape

STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;margin:1rem;color:#1d2126;background:#fff}"
    "h1{font-size:1.25rem;margin:0 0 .4rem}h2{font-size:1.05rem;margin:1.2rem 0 .3rem}"
    "p{margin:.3rem 0}a{color:#0b57a4}code{background:#eef1f4;padding:.1rem .3rem;overflow-wrap:anywhere}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem .8rem;margin:.5rem 0}"
    "dt{color:#545c66}dd{margin:0;overflow-wrap:anywhere}.kind{color:#545c66}"
    "h3{font-size:1rem;margin:1rem 0 .2rem}form p{margin:.3rem 0}"
    "@media(max-width:40rem){dl{grid-template-columns:1fr}}"
    "input,textarea,button{font:inherit;max-width:100%;box-sizing:border-box}"
)


def document(title: str, body: str, language: str = "en") -> str:
    """A whole page; `body` is HTML, `title` and `language` are text."""
    return (
        f'<!doctype html>\n<html lang="{text(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{text(title)}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def text(words: str) -> str:
    """Text as HTML, also within an attribute's quotes."""
    return escape(words, quote=True)


def link(address: str, words: str) -> str:
    """A link that opens apart from a frame; for an address that is not of http or https the words stand alone."""
    if not address.startswith(("http://", "https://")):
        return text(words)
    return f'<a href="{text(address)}" target="_blank" rel="noopener noreferrer">{text(words)}</a>'


@cache
def policy(frames: str = "'none'", *, forms: bool = False) -> str:
    """The Content-Security-Policy of a page: its style sheet, and its own forms where there are; nothing else.

    `frames` says who may frame it.
    """
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    style = f"style-src 'sha256-{digest}'"
    action = "'self'" if forms else "'none'"
    return f"default-src 'none'; {style}; base-uri 'none'; form-action {action}; frame-ancestors {frames}"
