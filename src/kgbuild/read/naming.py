"""Names of articles: safe in every file system, and made from an address or a text where none is given."""

import hashlib
import re
import unicodedata
from urllib.parse import unquote

_LONGEST_NAME = 100
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)
TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
"""How the parameters of an address begin that tell only by which way readers came to a page."""
_TRACKED = re.compile(rf"(?<=[?&])(?:{'|'.join(TRACKING)})[^&#]*&?", re.IGNORECASE)
_SCHEME = re.compile(r"(?:https?://)?(?:www\.)?", re.IGNORECASE)


def safe_name(name: str) -> str:
    """A name that every file system takes: letters and digits of any script, `-` and `_`; at most 100 bytes."""
    composed = unicodedata.normalize("NFC", name)
    kept = "".join(one if one.isalnum() or one == "_" or unicodedata.combining(one) else "-" for one in composed)
    safe = re.sub("-+", "-", kept).strip("-")
    if not safe or len(safe.encode()) > _LONGEST_NAME:
        digest = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:8]
        head = safe.encode()[: _LONGEST_NAME - 9].decode(errors="ignore").strip("-")
        return f"{head or 'article'}-{digest}"
    return f"{safe}-" if _RESERVED.fullmatch(safe) else safe


def key(name: str) -> str:
    """What two names have in common that would meet in a file system or in an IRI."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join("-" if one in "-_" else one for one in folded if not "\u0300" <= one <= "\u036f").strip("-")


def name_of(stem: str, text: str, *addresses: str | None) -> str:
    """The name of a record: from the first address or identifier that it has, else from its file and a digest of text.

    It depends on nothing else, so that it stays when records are added, removed or sorted.
    """
    for address in addresses:
        if address and address.strip():
            return unquote(_SCHEME.sub("", _TRACKED.sub("", address.strip().strip("<>")), count=1).rstrip("?&"))
    return f"{stem}-{digest(text)}"


def digest(text: str) -> str:
    """Twelve hexadecimal digits that tell a text from others."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:12]
