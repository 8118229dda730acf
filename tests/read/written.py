"""The same articles written in each format that holds many of them."""

import csv
import gzip
import io
import json
from base64 import b64encode, encodebytes
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path

from kgbuild.model import Article


@dataclass(frozen=True)
class Sample:
    """An article to write: paragraphs of plain words, and what is known of it."""

    text: str
    title: str
    date: str
    url: str

    @property
    def markup(self) -> str:
        """The text as HTML, which is XHTML too."""
        return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.text.split("\n\n"))


def known(article: Article) -> Sample:
    """What was read of an article, to compare with what was written."""
    return Sample(article.text.strip(), article.title or "", str(article.date or ""), article.url or "")


def rss(samples: Sequence[Sample]) -> dict[str, bytes]:
    """An RSS feed with whole articles."""
    items = "".join(
        f"<item><title>{escape(escape(each.title))}</title><link>{escape(each.url)}</link>"
        f"<guid isPermaLink='false'>{number}</guid><pubDate>{each.date}T10:00:00Z</pubDate>"
        f"<description>Shorter.</description>"
        f"<content:encoded>{escape(each.markup)}</content:encoded></item>\n"
        for number, each in enumerate(samples)
    )
    space = "http://purl.org/rss/1.0/modules/content/"
    return {
        "news.rss": f"<?xml version='1.0'?><rss version='2.0' xmlns:content='{space}'><channel><title>A Paper</title>"
        f"{items}</channel></rss>".encode()
    }


def atom(samples: Sequence[Sample]) -> dict[str, bytes]:
    """An Atom feed, in UTF-16."""
    entries = "".join(
        f"<entry><title>{escape(each.title)}</title><link href='{escape(each.url)}'/><id>tag:a.example,{number}</id>"
        f"<published>{each.date}T10:00:00+02:00</published><updated>{each.date}T10:00:00+02:00</updated>"
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{each.markup}</div></content></entry>"
        for number, each in enumerate(samples)
    )
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>A Paper</title>{entries}</feed>"
    return {"news.xml": f"<?xml version='1.0' encoding='UTF-16'?>{feed}".encode("utf-16")}


def newsml(samples: Sequence[Sample]) -> dict[str, bytes]:
    """A NewsML-G2 message with XHTML and NITF by turns."""
    xhtml = "<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>T"
    xhtml += "</title></head><body>{}</body></html></inlineXML>"
    nitf = "<inlineXML contenttype='application/nitf+xml'><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body>"
    nitf += "<body.head><hedline><hl1>T</hl1></hedline></body.head><body.content>{}</body.content></body></nitf>"
    nitf += "</inlineXML>"
    items = "".join(
        f"<newsItem guid='{escape(each.url)}' version='1'><itemMeta><itemClass qcode='ninat:text'/>"
        f"<provider literal='A Paper'/><versionCreated>{each.date}T10:00:00Z</versionCreated></itemMeta><contentMeta>"
        f"<contentCreated>{each.date}T10:00:00Z</contentCreated><headline>{escape(each.title)}</headline></contentMeta>"
        f"<contentSet>{(nitf if number % 2 else xhtml).format(each.markup)}</contentSet></newsItem>"
        for number, each in enumerate(samples)
    )
    space = "http://iptc.org/std/nar/2006-10-01/"
    return {"items.xml": f"<newsMessage xmlns='{space}'><itemSet>{items}</itemSet></newsMessage>".encode()}


def ninjs(samples: Sequence[Sample]) -> dict[str, bytes]:
    """Items of ninjs 1 and of ninjs 2 by turns, a file each."""
    return {
        f"item-{number}.json": json.dumps(
            {
                "uri": each.url,
                "standard": {"name": "ninjs", "version": "2.1"},
                "versionCreated": f"{each.date}T10:00:00Z",
                "headlines": [{"role": "sub", "value": "Sub"}, {"role": "main", "value": escape(each.title)}],
                "bodies": [{"role": "main", "contentType": "application/xhtml+xml", "value": each.markup}],
            }
            if number % 2
            else {
                "uri": each.url,
                "type": "text",
                "versioncreated": f"{each.date}T10:00:00Z",
                "headline": escape(each.title),
                "body_text": "Plain.",
                "body_xhtml": each.markup,
            }
        ).encode()
        for number, each in enumerate(samples)
    }


def jsonl(samples: Sequence[Sample]) -> dict[str, bytes]:
    """One JSON object a line."""
    lines = [json.dumps({"text": x.text, "title": x.title, "date": x.date, "url": x.url}) for x in samples]
    return {"lines.jsonl": "\n".join(lines).encode()}


def table(suffix: str, delimiter: str) -> Callable[[Sequence[Sample]], dict[str, bytes]]:
    """A writer of tables."""

    def write(samples: Sequence[Sample]) -> dict[str, bytes]:
        file = io.StringIO()
        rows = csv.writer(file, delimiter=delimiter)
        rows.writerow(["Headline", "Full Text", "Publication-Date", "Link"])
        rows.writerows([each.title, each.text, each.date, each.url] for each in samples)
        return {f"table{suffix}": file.getvalue().encode()}

    return write


def parquet(samples: Sequence[Sample]) -> dict[str, bytes]:
    """A Parquet file with dates of its own type."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    file = io.BytesIO()
    columns = {
        "text": [each.text for each in samples],
        "title": [each.title for each in samples],
        "date": [date.fromisoformat(each.date) for each in samples],
        "url": [each.url for each in samples],
    }
    pq.write_table(pa.table(columns), file, row_group_size=3)
    return {"table.parquet": file.getvalue()}


def message(sample: Sample) -> bytes:
    """A newsletter in plain text, its subject in encoded words."""
    pieces = [sample.title[start : start + 9] for start in range(0, len(sample.title), 9)]
    subject = "\n ".join(f"=?utf-8?B?{b64encode(piece.encode()).decode()}?=" for piece in pieces)
    day = format_datetime(datetime.fromisoformat(f"{sample.date}T23:30:00-04:00"))
    return (
        f"Subject: {subject}\nFrom: A Paper <news@a.example>\nDate: {day}\nArchived-At: <{sample.url}>\n"
        f"Message-ID: <{sample.url.rpartition('/')[2]}@a.example>\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    ).encode() + encodebytes(sample.text.encode())


def mbox(samples: Sequence[Sample]) -> dict[str, bytes]:
    """An mbox."""
    begin = b"From news@a.example Tue Apr  5 10:00:00 2022\n"
    return {"box.mbox": b"\n".join(begin + message(each) for each in samples)}


def maildir(samples: Sequence[Sample]) -> dict[str, bytes]:
    """A Maildir, with messages that were seen and new ones."""
    files = {
        f"Mail/{'cur' if number % 2 else 'new'}/{number}.host:2,S": message(each) for number, each in enumerate(samples)
    }
    return {**files, "Mail/tmp/half": b"Subject: not yet here\n\nHalf."}


def warc(samples: Sequence[Sample]) -> dict[str, bytes]:
    """A WARC of pages, each record packed by itself."""
    records = [warc_record("warcinfo", "application/warc-fields", b"software: a crawler\r\n")]
    for each in samples:
        page = (
            f"<title>{escape(each.title)}</title><meta name=date content={each.date}><article>{each.markup}</article>"
        )
        records.append(warc_record("response", "application/http", http(page.encode()), each.url))
    return {"crawl.warc.gz": b"".join(map(gzip.compress, records))}


def http(content: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """An answer of a server."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def warc_record(kind: str, content_type: str, content: bytes, url: str = "") -> bytes:
    """A record of a WARC."""
    address = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n{address}"
        f"WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: {content_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


WRITERS: Mapping[str, Callable[[Sequence[Sample]], dict[str, bytes]]] = {
    "rss": rss,
    "atom": atom,
    "newsml": newsml,
    "ninjs": ninjs,
    "jsonl": jsonl,
    "csv": table(".csv", ","),
    "csv with semicolons": table(".csv", ";"),
    "tsv": table(".tsv", "\t"),
    "parquet": parquet,
    "mbox": mbox,
    "maildir": maildir,
    "warc": warc,
}


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A folder with these files; a Maildir is completed."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for mail in {path.parent.parent for path in folder.rglob("tmp/*")}:
        for name in ("cur", "new", "tmp"):
            (mail / name).mkdir(exist_ok=True)
    return folder
