"""The page at the root, which tells what is served and how to use it."""

from collections.abc import Sequence

from kgbuild.serve.page import document, text
from kgbuild.serve.reconcile import DRAFT, Space


def front(title: str, address: str, spaces: Sequence[Space]) -> str:
    """The page; `address` is that of the server, without a slash at its end."""
    return document(title, "\n".join([f"<h1>{text(title)}</h1>", *_reconciliation(address, spaces)]))


def _reconciliation(address: str, spaces: Sequence[Space]) -> list[str]:
    lines = [
        "<h2>Reconciliation services</h2>",
        "<p>In OpenRefine: a column's menu, <em>Reconcile</em>, <em>Start reconciling…</em>, "
        "<em>Add standard service…</em>, then paste one of these addresses:</p>",
        "<dl>",
    ]
    for space in spaces:
        endpoint = f"{address}/reconcile/{space.key}"
        lines.append(f"<dt>{text(space.title)}</dt><dd><code>{text(endpoint)}</code></dd>")
    lines += [
        "</dl>",
        "<p>Clients of the protocol's draft 1.0 take the same address with "
        f"<code>/{text(DRAFT)}</code> at its end. All that is served can only be read.</p>",
    ]
    return lines
