"""Tables, ninjs, mail and WARC: what is found in each, and what one bad record costs."""

import base64
import gzip
import io
import json
import random
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from kgbuild.errors import ArticleError
from kgbuild.model import Article, PartialDate
from kgbuild.read import Reading, read_articles
from kgbuild.read.formats.rows import COLUMNS
from tests.read.written import http, warc_record

NINJS = {"uri": "urn:x:1", "versioncreated": "2022-04-05T10:00:00Z", "type": "text", "body_text": "They met."}


def read(folder: Path, name: str, content: str | bytes, columns: dict[str, str] | None = None) -> Reading:
    """The reading of one file."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_articles(folder / name, columns)


def one(reading: Reading) -> Article:
    """The one article of a reading."""
    assert len(reading.articles) == 1, reading
    return reading.articles[0]


def refused(folder: Path, name: str, content: str | bytes, columns: dict[str, str] | None = None) -> ArticleError:
    """The error in which reading a file ends."""
    with pytest.raises(ArticleError) as caught:
        read(folder, name, content, columns)
    assert caught.value.hint
    return caught.value


def test_a_date_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    """A date that is none is told with what follows from it, and not told again as missing; many are counted."""
    reading = read(tmp_path, "a.csv", "text,date,updated\nThey met.,soon,\nThey left.,,\nThey slept.,2022,later\n")
    assert reading.warnings == tuple(
        f"{tmp_path / 'a.csv'}, row {row} {words}"
        for row, words in (
            (2, "has a date that cannot be read, so that only absolute dates in it can be resolved: 'soon'"),
            (3, "has no date: only absolute dates in it can be resolved"),
            (4, "was modified at a time that cannot be read: 'later'"),
        )
    )
    many = "".join(f"They met {number}.,day {number}\n" for number in range(25))
    warnings = read(tmp_path, "b.csv", f"text,date\n{many}").warnings
    assert len(warnings) == 21
    assert any("5 more: has a date that cannot be read" in each for each in warnings)


@pytest.mark.parametrize("column", COLUMNS["text"])
def test_every_listed_column_holds_a_text(tmp_path: Path, column: str) -> None:
    """Each name that is listed is found, in any case, with blanks or hyphens."""
    header = column.replace("_", " ").title()
    assert one(read(tmp_path, "a.csv", f"{header},Pub-Date\nThey met.,2022\n")).text == "They met."


def test_a_table_of_a_spreadsheet(tmp_path: Path) -> None:
    """Semicolons, quotes, line ends in a text and UTF-16 with tabs are read, as spreadsheets write them."""
    rows = 'id;date;text\n7;2022-04-05;"They met; and\n\n""agreed""."\n'
    article = one(read(tmp_path, "a.csv", "\ufeff" + rows))
    assert (article.name, article.date, article.text) == ("a-7", PartialDate(2022, 4, 5), 'They met; and\n\n"agreed".')
    assert one(read(tmp_path, "b.csv", rows.replace(";", "\t").encode("utf-16"))).name == "b-7"


def test_columns_that_the_user_names(tmp_path: Path) -> None:
    """A column named in the settings is taken before any other; columns that are not read are told."""
    content = "Inhalt,text,Rubrik\nThey met.,no,sport\n"
    reading = read(tmp_path, "a.csv", content, {"text": "Inhalt"})
    assert one(reading).text == "They met."
    assert any("text, Rubrik" in warning for warning in reading.warnings)
    assert "Inhalte" in refused(tmp_path, "a.csv", content, {"text": "Inhalte"}).message
    line = json.dumps({"Inhalt": "They met.", "Kopf": "Talks", "date": "2022"})
    article = one(read(tmp_path, "a.jsonl", line, {"text": "Inhalt", "title": "Kopf"}))
    assert (article.text, article.title) == ("They met.", "Talks")


def test_a_table_without_a_text(tmp_path: Path) -> None:
    """A table of something else is refused with the columns that are looked for; in a folder it is told."""
    error = refused(tmp_path, "a.csv", "x,y\n1,2\n")
    assert "full_text" in error.message
    assert "[read]" in error.hint
    assert ["a.csv" in warning for warning in read_articles(tmp_path).warnings] == [True]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (b"only one", "1 columns"),
        (b'"a"b,2022', "row"),
        (b"caf\xe9,2022", "UTF-8"),
        (b",2022", "no text"),
        (b'"' + b"a" * 1_000_002 + b'",2022', "row"),
    ],
)
def test_a_bad_row_costs_no_other(tmp_path: Path, row: bytes, words: str) -> None:
    """A row that cannot be read is told with its number, and those before and after it are read."""
    reading = read(tmp_path, "a.csv", b"text,date\nFirst.,2022\n" + row + b"\nLast.,2022\n")
    assert {article.text for article in reading.articles} == {"First.", "Last."}
    assert [(words in each and "row 3" in each) for each in reading.warnings] == [True]


def test_rows_without_a_name_are_called_after_their_text(tmp_path: Path) -> None:
    """Sorting a table, or adding rows, renames no article; a row that is there twice counts once."""
    before = {each.text: each.name for each in read(tmp_path, "a.csv", "text\nOne.\nTwo.\n").articles}
    after = {each.text: each.name for each in read(tmp_path, "a.csv", "text\nZero.\nTwo.\nOne.\nTwo.\n").articles}
    assert before.items() < after.items()
    assert len(after) == 3


@pytest.mark.parametrize("extra", ["parquet", "cluster"])
def test_without_the_package_the_extra_is_named(tmp_path: Path, extra: str) -> None:
    """Where an optional package is not installed, the error says which extra brings it."""
    place = {"parquet": str(tmp_path / "a.parquet"), "cluster": "s3://bucket/news/"}[extra]
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    code = (
        "import sys; sys.modules['pyarrow'] = sys.modules['fsspec'] = None\n"
        "from kgbuild.read import read_articles\nfrom kgbuild.errors import ArticleError\n"
        "try: read_articles(sys.argv[1])\nexcept ArticleError as error: print(error.hint)"
    )
    done = subprocess.run([sys.executable, "-c", code, place], capture_output=True, text=True, check=True)
    assert f"kgbuild[{extra}]" in done.stdout


def test_a_row_of_parquet_without_a_text(tmp_path: Path) -> None:
    """A row whose text is missing is told, and the others are read."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.table({"text": ["They met.", None], "id": [1, 2]}), file)
    reading = read(tmp_path, "a.parquet", file.getvalue())
    assert one(reading).name == "a-1"
    assert any("row 2" in warning for warning in reading.warnings)


def test_a_row_of_parquet_that_python_has_no_value_for(tmp_path: Path) -> None:
    """A date far beyond the calendar, or a text that is no UTF-8, costs its own row alone."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    days = pa.array([1, 2_000_000_000, 3, 4], pa.int32()).cast(pa.date32())
    texts = pa.array([b"One.", b"Two.", b"\xff", b"Four."]).view(pa.binary()).cast(pa.string(), safe=False)
    file = io.BytesIO()
    pq.write_table(pa.table({"text": texts, "date": days}), file)
    reading = read(tmp_path, "a.parquet", file.getvalue())
    assert {article.text for article in reading.articles} == {"One.", "Four."}
    assert [any(f"row {number}" in each for each in reading.warnings) for number in (2, 3)] == [True, True]


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, "They met."),
        ({"body_xhtml": "<p>One.</p><p>Two.</p>"}, "One.\n\nTwo."),
        ({"body_main": "Plain.", "body_richtext": "<p>Rich.</p>", "body_text": ""}, "Rich."),
        ({"bodies": [{"contenttype": "text/html", "value": "<p>New.</p>"}]}, "New."),
        ({"bodies": [{"contentType": "text/plain", "value": " New. "}], "body_text": ""}, "New."),
        ({"bodies": [None, 5, {"value": 7}, {"contentType": "image/png"}]}, "They met."),
    ],
)
def test_the_body_of_ninjs(tmp_path: Path, more: dict[str, object], text: str) -> None:
    """Of several bodies the marked-up one is read, which keeps the paragraphs."""
    assert one(read(tmp_path, "a.json", json.dumps({**NINJS, **more}))).text == text


def test_what_ninjs_says_of_an_item(tmp_path: Path) -> None:
    """Headline, dates and source come from where each version has them."""
    old = {**NINJS, "headline": "Talks", "firstcreated": "2022-04-04T10:00:00Z", "copyrightholder": "A Paper"}
    new = {**NINJS, "uri": "urn:x:2", "body_text": "They left.", "infoSources": [{"name": "An Agency"}]}
    reading = read(tmp_path, "a.json", json.dumps([old, {**new, "headlines": [{"role": "main", "value": "Left"}]}]))
    assert [(each.title, each.source) for each in reading.articles] == [("Talks", "A Paper"), ("Left", "An Agency")]
    first = reading.articles[0]
    alone = {**NINJS, "by": "A. Writer"}
    assert one(read(tmp_path, "b.json", json.dumps(alone))).source == "A. Writer"
    assert (first.date, first.modified, first.name) == (PartialDate(2022, 4, 4), PartialDate(2022, 4, 5), "urn-x-1")


def test_ninjs_that_is_no_text(tmp_path: Path) -> None:
    """A picture is passed over, a cancelled item told, one without a body refused, and so is other JSON, by name."""
    assert "no articles" in read(tmp_path, "a.json", json.dumps({**NINJS, "type": "picture"})).warnings[0]
    assert "cancelled" in read(tmp_path, "a.json", json.dumps({**NINJS, "pubstatus": "canceled"})).warnings[0]
    assert "no text" in refused(tmp_path, "a.json", json.dumps({**NINJS, "body_text": ""})).message
    for other in ({"name": "package"}, [], [1], 7, {"uri": "x"}):
        assert "no ninjs" in refused(tmp_path, "a.json", json.dumps(other)).message
    assert "not JSON" in refused(tmp_path, "a.json", "{").message


MAIL = (
    "Subject: =?utf-8?q?Gespr=C3=A4che?= in Oslo\nFrom: {}\nDate: Tue, 5 Apr 2022 23:30:00 -0400\n"
    "Message-ID: <1@a.example>\n"
)


def test_a_newsletter(tmp_path: Path) -> None:
    """Subject, sender, day and the plain part of a message are read; HTML beside it and attachments are not."""
    mail = MAIL.format('"A Paper" <news@a.example>') + (
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n'
        'Content-Type: multipart/alternative; boundary="y"\n\n--y\nContent-Type: text/plain\n\nThey met.\n--y\n'
        "Content-Type: text/html\n\n<p>They met online.</p>\n--y--\n--x\n"
        "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nAttached.\n--x--\n"
    )
    article = one(read(tmp_path, "a.eml", mail))
    assert (article.text, article.title, article.source) == ("They met.", "Gespräche in Oslo", "A Paper")
    assert (article.date, article.name) == (PartialDate(2022, 4, 5), "1-a-example")


def test_a_newsletter_in_html(tmp_path: Path) -> None:
    """Without a plain part the visible text of the HTML is read, in the encoding that it declares."""
    page = base64.encodebytes("<meta charset=windows-1252><p>They met.</p><p>Café.</p>".encode("cp1252")).decode()
    head = MAIL.format("news@a.example") + "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
    article = one(read(tmp_path, "a.eml", head + page))
    assert (article.text, article.source) == ("They met.\n\nCafé.", "a.example")


def test_flowed_text_is_joined(tmp_path: Path) -> None:
    """Lines that format=flowed broke are one again; a signature mark stays a line."""
    head = MAIL.format("a@a.example") + "Content-Type: text/plain; format=flowed\n\n"
    article = one(read(tmp_path, "a.eml", head + "They met in \nOslo.\n\n From here on.\n-- \nA Paper\n"))
    assert article.text == "They met in Oslo.\n\nFrom here on.\n-- \nA Paper"


def test_an_mbox(tmp_path: Path) -> None:
    """Lines that begin with From are told from the lines between messages; a message without text costs no other."""
    begin = "From a@a.example Tue Apr  5 10:00:00 2022\n"
    first = f"{begin}Subject: One\n\nThey met.\n>From Oslo they went home.\nFrom there on all was quiet.\n\n"
    reading = read(tmp_path, "a.mbox", f"{first}{begin}Subject: Two\n\n\n{begin}Subject: Three\n\nThey left.\n")
    assert {article.title: article.text for article in reading.articles} == {
        "One": "They met.\nFrom Oslo they went home.\nFrom there on all was quiet.",
        "Three": "They left.",
    }
    assert any("message 2 holds no text" in warning for warning in reading.warnings)
    assert "mbox" in refused(tmp_path, "b.mbox", "Subject: One\n\nThey met.").message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Subject: One\n\nThey met.", "begins with the head of a message"),
        ("From a@a.example\nSubject: One\n\nThey met.", "tells no time and year"),
        ("<html>They met.</html>", "does not begin with a line From"),
    ],
)
def test_what_a_file_lacks_to_be_an_mbox(tmp_path: Path, content: str, words: str) -> None:
    """What is no mbox is refused with what it begins with, and a single message with how to name it."""
    error = refused(tmp_path, "b.mbox", content)
    assert words in error.message
    assert "mbox begins: From news@example.org" in error.hint
    assert (".eml" in error.hint) == content.startswith("Subject")


def test_a_mail_folder_within_a_folder(tmp_path: Path) -> None:
    """A Maildir is known by its three folders; a message that cannot be read costs no other."""
    for name in ("cur", "new", "tmp"):
        (tmp_path / "Mail" / name).mkdir(parents=True)
    (tmp_path / "Mail" / "cur" / "1.host:2,S").write_text("Subject: One\nDate: 5 Apr 2022 10:00 GMT\n\nThey met.")
    (tmp_path / "Mail" / "new" / "2.host").write_bytes(b"Subject: Two\n\nCaf\xe9.")
    reading = read_articles(tmp_path)
    assert one(reading).title == "One"
    assert ["2.host is not UTF-8" in warning for warning in reading.warnings] == [True]
    assert read_articles(tmp_path / "Mail") == reading


PAGE = "<html><head><title>Talks</title>{}</head><body><p>They met.</p></body></html>"
URL = "https://a.example/news/1"


def crawl(*answers: bytes) -> bytes:
    """A WARC with these answers, one at each address."""
    records = [warc_record("response", "application/http", each, f"{URL[:-1]}{n}") for n, each in enumerate(answers, 1)]
    return b"".join(records)


def test_a_page_in_a_warc(tmp_path: Path) -> None:
    """A page is read with its metadata; its address is where it was found, unless it names another."""
    page = PAGE.format("<meta name=date content=2022-04-05>")
    article = one(read(tmp_path, "a.warc", crawl(http(page.encode()))))
    assert (article.text, article.title, article.url) == ("They met.", "Talks", URL)
    assert (article.date, article.name) == (PartialDate(2022, 4, 5), "a-example-news-1")
    page = PAGE.format("<link rel=canonical href=https://a.example/talks>")
    assert one(read(tmp_path, "a.warc", crawl(http(page.encode())))).url == "https://a.example/talks"


def test_answers_that_are_no_pages(tmp_path: Path) -> None:
    """Redirects, errors, pictures and requests are passed over; plain text is read."""
    page = PAGE.format("").encode()
    content = crawl(
        http(page, status="301 Moved"), http(page, status="404 Not Found"), http(b"\x89PNG", "image/png"),
        http("Café.".encode("cp1252"), "text/plain; charset=ISO-8859-1"),
    )  # fmt: skip
    content += warc_record("request", "application/http", b"GET / HTTP/1.1\r\n\r\n", URL)
    assert one(read(tmp_path, "a.warc", content)).text == "Café."


def test_answers_as_servers_pack_them(tmp_path: Path) -> None:
    """Answers that are sent packed, or in chunks, are unpacked."""
    page = PAGE.format("").encode()
    packed = http(gzip.compress(page)).replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n", 1)
    chunked = http(b"%x\r\n%b\r\n0\r\n\r\n" % (len(page), page)).replace(
        b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n", 1
    )
    for answer in (packed, chunked):
        assert one(read(tmp_path, "a.warc", crawl(answer))).text == "They met."


def test_a_bad_answer_costs_no_other(tmp_path: Path) -> None:
    """An answer in an encoding that is none, or without text, is told with the number of its record."""
    good = http(PAGE.format("").encode())
    content = crawl(http(b"<p>Caf\xe9</p>", "text/html"), good, http(b"<p></p>"))
    reading = read(tmp_path, "a.warc", content)
    assert one(reading).url == f"{URL[:-1]}2"
    assert [any(f"record {number}" in each for each in reading.warnings) for number in (1, 3)] == [True, True]


@pytest.mark.parametrize(
    "broken",
    [
        b"what is no record\r\n\r\nand more of it\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nThis is longer than it says.\r\n\r\n",
        b"WARC/1.0\r\nno header at all\r\n\r\n",
        warc_record("response", "application/http", b"no answer at all", URL),
    ],
)
def test_a_broken_record_costs_no_other(tmp_path: Path, broken: bytes) -> None:
    """Records before and after one that is broken are read, and what is broken is told or passed over."""
    good = [crawl(http(PAGE.format(f"<link rel=canonical href={URL}{n}>").encode())) for n in (0, 2)]
    reading = read(tmp_path, "a.warc", good[0] + broken + good[1].replace(b"They met", b"They left"))
    assert {article.text for article in reading.articles} == {"They met.", "They left."}


def cut(packed: bytes) -> bytes:
    """A packed record without its middle."""
    return packed[: len(packed) // 3] + packed[len(packed) * 2 // 3 :]


def changed(packed: bytes, at: int) -> bytes:
    """A packed record with another byte at a place."""
    return packed[:at] + bytes([packed[at] ^ 0xFF]) + packed[at + 1 :] if at else b"\x00\x01" + packed[2:]


@pytest.mark.parametrize(
    "damage",
    [cut, *(partial(changed, at=at) for at in (0, 3, 40, 150, -6)), lambda packed: packed[:-3], lambda _: b"\x1f\x8b"],
    ids=["cut", "magic", "flags", "data", "more data", "sum", "end", "only a beginning"],
)
def test_a_damaged_member_costs_no_other(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """Of a packed WARC the records are read whose members can be unpacked; the damaged one is told with its number."""
    pages = [PAGE.format(f"<link rel=canonical href={URL}{n}>").replace("met", f"met {n} times") for n in range(4)]
    good = [gzip.compress(crawl(http((page + " " * 200).encode()))) for page in pages]
    reading = read(tmp_path, "a.warc.gz", good[0] + damage(good[1]) + b"".join(good[2:]))
    assert {article.text for article in reading.articles} == {f"They met {n} times." for n in (0, 2, 3)}
    assert ["record 2" in warning for warning in reading.warnings if "no date" not in warning] == [True]


def test_a_damaged_member_that_holds_much(tmp_path: Path) -> None:
    """A member that is damaged far behind its beginning is passed over, and what looks like the next within it too."""
    noise = random.Random(1).randbytes(300_000)
    page = http(base64.b64encode(noise) + b"They met.", "text/plain")
    large = bytearray(gzip.compress(crawl(page), 1))
    large[-2000:-1800] = b"\x1f\x8b\x08\x00\x00" * 40
    good = gzip.compress(crawl(http(PAGE.format("").encode())))
    reading = read(tmp_path, "a.warc.gz", bytes(large) + good)
    assert one(reading).text == "They met."
    assert any("record 1 cannot be unpacked" in warning for warning in reading.warnings)


def test_a_page_that_unpacks_to_very_much(tmp_path: Path) -> None:
    """An answer that unpacks to more than an article may hold is told, without unpacking it whole."""
    bomb = http(zlib.compress(b"a" * 30_000_000, 9)).replace(b"\r\n\r\n", b"\r\nContent-Encoding: deflate\r\n\r\n", 1)
    assert "10 MB" in refused(tmp_path, "a.warc", crawl(bomb)).message
