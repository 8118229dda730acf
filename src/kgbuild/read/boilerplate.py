"""The article on a web page, without what stands around it: readability finds it."""

import logging


def main_markup(markup: str) -> str | None:
    """The HTML of what readability takes for the article; none where it finds none. Nothing is fetched."""
    from readability import Document
    from readability.readability import Unparseable

    logging.getLogger("readability.readability").disabled = True
    try:
        return str(Document(_storable(markup)).summary())
    except (Unparseable, ValueError, TypeError, AttributeError, RecursionError):
        return None


def _storable(markup: str) -> str:
    """The markup without characters that no XML may hold."""
    return "".join(one if one >= " " or one in "\t\n\r" else " " for one in markup)
