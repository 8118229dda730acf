"""Feeds, NewsML-G2 and what must never be done with XML."""

import time
from pathlib import Path

import pytest

from kgbuild.errors import ArticleError
from kgbuild.model import PartialDate
from kgbuild.read import Reading, read_articles

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>A Paper</title><link>https://a.example/</link>{}</channel></rss>"""
ITEM = """<item><title>Talks &amp;amp; deals</title><link>https://a.example/talks</link>
<pubDate>Tue, 05 Apr 2022 23:30:00 -0400</pubDate>
<description>&lt;p&gt;Ministers met&amp;nbsp;in &lt;b&gt;Oslo&lt;/b&gt;.&lt;/p&gt;&lt;img src="https://a.example/x.png"&gt;</description></item>"""
NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def read(folder: Path, content: str | bytes, name: str = "a.xml") -> Reading:
    """The reading of one file."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_articles(folder / name)


def refused(folder: Path, content: str | bytes, name: str = "a.xml") -> str:
    """The words in which a file is refused."""
    with pytest.raises(ArticleError) as caught:
        read(folder, content, name)
    assert caught.value.hint
    return caught.value.message


def news_item(content: str, meta: str = "", more: str = "") -> str:
    """A NewsML-G2 item."""
    return (
        f'<newsItem {NAR} guid="tag:a.example,2022:1" version="2">'
        f'<itemMeta><itemClass qcode="ninat:text"/>{meta}</itemMeta>'
        f"<contentMeta>{more}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def test_an_entry_of_rss(tmp_path: Path) -> None:
    """Title, day as it was where it was written, source, address and visible text come out of an RSS entry."""
    (article,) = read(tmp_path, RSS.format(ITEM)).articles
    assert article.text == "Ministers met in Oslo."
    assert (article.title, article.source, article.url) == ("Talks & deals", "A Paper", "https://a.example/talks")
    assert (article.date, article.name) == (PartialDate(2022, 4, 5), "a-example-talks")


def test_an_entry_of_rss_1(tmp_path: Path) -> None:
    """RSS 1.0 keeps its entries beside the channel; Dublin Core gives their dates."""
    feed = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>A Paper</title></channel>
    <item rdf:about="https://a.example/talks"><title>Talks</title><link>https://a.example/talks</link>
    <description>They met.</description><dc:date>2022-04-05T10:00+02:00</dc:date></item></rdf:RDF>"""
    (article,) = read(tmp_path, feed, "a.rss").articles
    assert (article.text, article.title, article.date) == ("They met.", "Talks", PartialDate(2022, 4, 5))
    assert article.source == "A Paper"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<content type='html'>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content>", "One.\n\nTwo."),
        ("<content>One &lt; two.</content>", "One < two."),
        ("<summary>Short.</summary>", "Short."),
        ("<content src='https://a.example/whole'/><summary>Short.</summary>", "Short."),
        ("<content type='image/png'>iVBOR</content><summary type='html'>&lt;b&gt;Short.&lt;/b&gt;</summary>", "Short."),
        (
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A<br/>B<script>x</script></div></content>",
            "A\nB",
        ),
    ],
)
def test_the_content_of_an_atom_entry(tmp_path: Path, content: str, text: str) -> None:
    """Text, HTML and XHTML are read as what they are; what lies elsewhere is not fetched, and the summary stands in."""
    entry = f"<entry><id>urn:x:1</id><title type='html'>A &amp;amp; B</title>{content}"
    entry += "<updated>2022-04-05T10:00:00Z</updated>"
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>A Paper</title>{entry}</entry></feed>"
    (article,) = read(tmp_path, feed, "a.atom").articles
    assert (article.text, article.title, article.name) == (text, "A & B", "urn-x-1")
    assert article.date == PartialDate(2022, 4, 5)
    assert article.modified is None


@pytest.mark.parametrize(
    ("feed", "source"),
    [
        ("<title>A Feed</title><entry><author><name>A. Writer</name></author>{}</entry>", "A Feed"),
        ("<title/><entry><author><name>A. Writer</name></author>{}</entry>", "A. Writer"),
        ("<title>A Feed</title><entry><source><title>A Paper</title></source>{}</entry>", "A Paper"),
    ],
)
def test_the_source_of_an_atom_entry(tmp_path: Path, feed: str, source: str) -> None:
    """The feed that an entry was taken from is its source, else the feed, else its author."""
    entry = "<id>urn:x:1</id><updated>2022-04-05T10:00:00Z</updated><summary>They met.</summary>"
    content = f"<feed xmlns='http://www.w3.org/2005/Atom'>{feed.format(entry)}</feed>"
    assert read(tmp_path, content).articles[0].source == source


def test_an_atom_entry_that_was_updated(tmp_path: Path) -> None:
    """An update after publication is told as such."""
    entry = """<entry xmlns='http://www.w3.org/2005/Atom'><id>urn:x:1</id><published>2022-04-05T10:00:00Z</published>
    <updated>2022-04-07T10:00:00Z</updated><summary>They met.</summary></entry>"""
    (article,) = read(tmp_path, entry).articles
    assert (article.date, article.modified) == (PartialDate(2022, 4, 5), PartialDate(2022, 4, 7))


def test_an_entry_without_text_is_told_among_others(tmp_path: Path) -> None:
    """An entry without a text is named by its number, and the others are read."""
    reading = read(tmp_path, RSS.format(f"<item><title>Empty</title></item>{ITEM}"))
    assert len(reading.articles) == 1
    assert ["entry 1 holds no text" in warning for warning in reading.warnings] == [True]


def test_a_feed_without_entries_is_told(tmp_path: Path) -> None:
    """A feed that is empty today is no error, and is named."""
    reading = read(tmp_path, RSS.format(""))
    assert (reading.articles, [("a.xml" in each) for each in reading.warnings]) == ((), [True])


def test_a_feed_that_breaks_off(tmp_path: Path) -> None:
    """Entries before the place where a feed is no longer XML are read, and the fault is told."""
    reading = read(tmp_path, RSS.format(ITEM + "<item><title>A</b>"))
    assert len(reading.articles) == 1
    assert ["not well-formed" in warning for warning in reading.warnings] == [True]


def test_a_date_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """An entry whose date is in words is read without one."""
    reading = read(tmp_path, RSS.format(ITEM.replace("Tue, 05 Apr 2022 23:30:00 -0400", "last Tuesday")))
    assert reading.articles[0].date is None
    assert any("'last Tuesday'" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("ISO-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("windows-1251", "cp1251"),
        ("UTF-16", "utf-16"),
        ("Shift_JIS", "shift_jis"),
        ("UTF-8", "utf-8-sig"),
        ("ISO-8859-1", "utf-8"),
        ("UTF-16", "utf-8"),
        ("klingon", "utf-8"),
    ],
)
def test_encodings_declared_rightly_and_wrongly(tmp_path: Path, declared: str, codec: str) -> None:
    """A declared encoding is taken, as browsers take it; what is UTF-8 is read as UTF-8 whatever it declares."""
    word = {"cp1251": "Киев", "shift_jis": "東京"}.get(codec, "Müller's café")
    content = f"<?xml version='1.0' encoding='{declared}'?>" + RSS.format(ITEM.replace("Oslo", word)).partition("?>")[2]
    (article,) = read(tmp_path, content.encode(codec)).articles
    assert article.text == f"Ministers met in {word}."


def test_an_encoding_that_is_none_of_those_is_refused(tmp_path: Path) -> None:
    """Bytes that are neither UTF-8 nor what is declared are refused, never guessed."""
    content = RSS.format(ITEM.replace("Oslo", "Køln")).encode("latin-1")
    assert "UTF-8" in refused(tmp_path, content)
    content = content.replace(b'?xml version="1.0"', b'?xml version="1.0" encoding="Shift_JIS"').replace(
        b"K\xf8ln", b"\xff\xff"
    )
    assert "Shift_JIS" in refused(tmp_path, content)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE rss [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % c SYSTEM "https://a.example/c.dtd"> %c;]>',
    ],
)
def test_entities_of_its_own_are_refused(tmp_path: Path, declaration: str) -> None:
    """A file that declares entities is refused: none is expanded, and no file or address is opened."""
    content = RSS.format(ITEM.replace("Oslo", "&c;")).replace("?>", f"?>{declaration}", 1)
    assert "entity" in refused(tmp_path, content)


def test_names_of_html_stand_for_their_characters(tmp_path: Path) -> None:
    """A feed that uses the names of HTML without declaring them is read; an unknown name stays as it is."""
    (article,) = read(
        tmp_path, RSS.format("<item><description>Caf&eacute;&nbsp;&euro;5 &foo; x</description></item>")
    ).articles
    assert article.text == "Café €5 &foo; x"


def test_an_external_dtd_is_not_fetched(tmp_path: Path) -> None:
    """A document type from elsewhere is passed over."""
    content = RSS.format(ITEM).replace("?>", '?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">', 1)
    assert len(read(tmp_path, content).articles) == 1


@pytest.mark.parametrize("piece", ["<a>", "<item>", "<item><description>", "&amp;", "<a b='c'/>", " "])
def test_hostile_xml_is_refused_at_once(tmp_path: Path, piece: str) -> None:
    """Elements without end, or a great many, take no longer than any other file."""
    started = time.perf_counter()
    try:
        read(tmp_path, f"<rss><channel>{piece * 200_000}")
    except ArticleError as error:
        words = error.message
    assert "a.xml" in words
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("root", ["svg", "html", "NewsML", "newsItem"])
def test_other_xml_is_refused_by_name(tmp_path: Path, root: str) -> None:
    """XML that is neither a feed nor NewsML-G2 is refused with the name of its root; in a folder it is told."""
    assert root in refused(tmp_path, f"<{root}/>")
    (tmp_path / "b.txt").write_text("date: 2020\n\nText.")
    assert [root in warning for warning in read_articles(tmp_path).warnings] == [True]


def test_an_item_of_newsml(tmp_path: Path) -> None:
    """Headline, dates, source and the paragraphs of embedded NITF come out of a NewsML-G2 item; captions do not."""
    content = """<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
    <body.head><hedline><hl1>Talks</hl1></hedline></body.head><body.content><p>Ministers met.</p><media><media-caption>
    A hall.</media-caption></media><hl2>Later</hl2><p>They <em>agreed</em>.</p></body.content></body></nitf>
    </inlineXML>"""
    meta = """<provider qcode="nprov:AP"><name>A Paper</name></provider>
    <firstCreated>2022-04-05T10:00:00Z</firstCreated>
    <versionCreated>2022-04-06T10:00:00Z</versionCreated><pubStatus qcode="stat:usable"/>"""
    (article,) = read(tmp_path, news_item(content, meta, "<headline> Talks  in Oslo</headline>")).articles
    assert article.text == "Ministers met.\n\nLater\n\nThey agreed."
    assert (article.title, article.source, article.name) == ("Talks in Oslo", "A Paper", "tag-a-example-2022-1")
    assert (article.date, article.modified) == (PartialDate(2022, 4, 5), PartialDate(2022, 4, 6))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<inlineData contenttype="text/plain">They met.</inlineData>', "They met."),
        ('<inlineData contenttype="image/png">iVBOR</inlineData><inlineData>They met.</inlineData>', "They met."),
        (
            '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>'
            "<p>They met.</p></body></html></inlineXML>",
            "They met.",
        ),
    ],
)
def test_the_content_of_newsml(tmp_path: Path, content: str, text: str) -> None:
    """Plain text and XHTML inside an item are read."""
    assert read(tmp_path, news_item(content)).articles[0].text == text


def test_items_that_are_no_text(tmp_path: Path) -> None:
    """Pictures are passed over; a cancelled item, and one whose text is elsewhere, are told; what is there is read."""
    good = news_item("<inlineData>They met.</inlineData>")
    picture = good.replace("ninat:text", "ninat:picture")
    cancelled = news_item("<inlineData>No.</inlineData>", '<pubStatus qcode="stat:canceled"/>')
    remote = news_item('<remoteContent href="https://a.example/text"/>')
    message = f"<newsMessage {NAR}><itemSet>{picture}{cancelled}{remote}{good}</itemSet></newsMessage>"
    reading = read(tmp_path, message)
    assert [article.text for article in reading.articles] == ["They met."]
    assert [("item 2" in one, "item 3" in one) for one in reading.warnings[:2]] == [(True, False), (False, True)]
    assert "no text" in refused(tmp_path, remote)
