"""How much of an article, and how little else, is read of saved web pages whose texts are known.

    python benchmarks/pages.py FOLDER

FOLDER has `html/NAME.html` and `txt/NAME.txt`, as the test data of newspaper4k has: `tests/data` of its source
distribution. Prints for each page, and as means, precision, recall and F1 of words: of all visible text, and of what is
read. Texts in scripts other than Latin are passed over, since words are told by blanks.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from kgbuild.read.markup import read_fragment, read_page

LATIN = re.compile(r"[A-Za-z]")


def measures(found: str, wanted: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the words of a text."""
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (found, wanted))
    both = (one & other).total()
    return both / max(1, one.total()), both / max(1, other.total()), 2 * both / max(1, one.total() + other.total())


def main(folder: Path) -> None:
    """Print the figures of all pages in a folder."""
    rows = []
    for page in sorted((folder / "html").glob("*.html")):
        text = folder / "txt" / f"{page.stem}.txt"
        wanted = text.read_text(encoding="utf-8") if text.is_file() else ""
        if len(LATIN.findall(wanted)) <= len(wanted) / 2:
            continue
        markup = page.read_text(encoding="utf-8", errors="replace")
        rows.append((measures(read_fragment(markup), wanted), measures(read_page(markup).text, wanted)))
        print(f"{page.stem:24}", *(f"{value:6.3f}" for each in rows[-1] for value in each))
    for number, name in enumerate(("all visible text", "what is read")):
        means = [sum(row[number][which] for row in rows) / len(rows) for which in range(3)]
        print(f"{name:24}", *(f"{value:6.3f}" for value in means), f"over {len(rows)} pages")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
