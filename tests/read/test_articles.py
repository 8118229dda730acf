"""Articles out of files and folders: found, named, told apart; bad files are refused in plain words."""

import hashlib
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.errors import ArticleError
from kgbuild.model import Article, PartialDate
from kgbuild.read import Reading, read_articles
from kgbuild.read.naming import name_of, safe_name

BODY = "Ministers met in Istanbul on Tuesday."


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A folder with these files."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def only(reading: Reading) -> Article:
    """The one article of a reading."""
    assert len(reading.articles) == 1, reading
    return reading.articles[0]


def refused(folder: Path) -> ArticleError:
    """The error that reading a folder ends in, which must say what to do."""
    with pytest.raises(ArticleError) as caught:
        read_articles(folder)
    assert caught.value.hint
    return caught.value


def test_a_text_file_is_kept_whole(tmp_path: Path) -> None:
    """The text is the decoded file, head included; the body is its span without white space at the ends."""
    text = f"title: Talks\ndate: 2023-09-17\nsource: A\nurl: https://a.example/1\nlicence: CC0\n\n  {BODY}\n\n"
    article = only(read_articles(write(tmp_path, {"talks.txt": text})))
    assert article.text == text
    assert article.quote(article.body) == BODY
    assert (article.name, article.title, article.date) == ("talks", "Talks", PartialDate(2023, 9, 17))
    assert (article.source, article.url, article.license) == ("A", "https://a.example/1", "CC0")
    assert article.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_single_file_and_a_list_of_files_are_read(tmp_path: Path) -> None:
    """A path, several paths in any order and a folder with folders inside give the same sorted articles."""
    write(tmp_path, {"b.txt": "date: 2020\n\nB is here.", "in/a.md": "date: 2020\n\nA is here."})
    names = [article.name for article in read_articles(tmp_path).articles]
    assert names == ["a", "b"]
    paths = [tmp_path / "b.txt", tmp_path / "in" / "a.md", tmp_path / "b.txt"]
    assert read_articles(paths) == read_articles(paths[::-1]) == read_articles(tmp_path)


def test_files_are_not_changed(tmp_path: Path) -> None:
    """Reading leaves every byte as it was."""
    content = b"\xef\xbb\xbftitle: A\r\ndate: 2020-01-01\r\n\r\nSomething\r\nhappened.\r\n"
    read_articles(write(tmp_path, {"a.txt": content}))
    assert (tmp_path / "a.txt").read_bytes() == content


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(tmp_path: Path, end: str) -> None:
    """Whichever line ends a file has, its head is read and offsets count them as they are."""
    text = end.join(["title: A", "date: 2020-01-02", "", "One.", "", "Two."])
    article = only(read_articles(write(tmp_path, {"a.txt": text})))
    assert article.text == text
    assert article.date == PartialDate(2020, 1, 2)
    assert article.quote(article.body) == end.join(["One.", "", "Two."])


def test_a_byte_order_mark_is_no_character(tmp_path: Path) -> None:
    """A UTF-8 byte order mark is left out, so that the head is read and offsets begin after it."""
    article = only(read_articles(write(tmp_path, {"a.txt": b"\xef\xbb\xbftitle: A\ndate: 2020\n\nBody."})))
    assert article.text.startswith("title")
    assert article.title == "A"


def test_offsets_count_code_points(tmp_path: Path) -> None:
    """Emoji, zero-width and bidirectional characters are kept and count one each."""
    body = "🕊️ “Peace”\u200b said \u202eXYZ\u202c 👩‍👩‍👧."
    article = only(read_articles(write(tmp_path, {"a.txt": f"date: 2020\n\n{body}"})))
    assert article.quote(article.body) == body
    assert article.body.end - article.body.start == len(body)


def test_a_name_with_marks_of_its_own(tmp_path: Path) -> None:
    """Backslashes and colons in the name of a file part no folders."""
    names = {"a\\b.txt": "a-b", "c::d.txt": "c-d", "x.y.txt": "x-y", "e.gz.txt": "e-gz"}
    write(tmp_path, {name: f"date: 2020\n\n{name}" for name in names})
    assert {article.name for article in read_articles(tmp_path).articles} == set(names.values())


def test_text_that_looks_like_a_query_is_text(tmp_path: Path) -> None:
    """Turtle, SPARQL and quotes in a body pass through untouched."""
    body = '<a> <b> "c" . } ; DROP ALL ; """ INSERT DATA { } \\u0041'
    article = only(read_articles(write(tmp_path, {"a.txt": f"date: 2020\n\n{body}"})))
    assert article.quote(article.body) == body


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no text"),
        (b" \n\t \r\n\xe2\x80\x8b", "no text"),
        (b"title: A\ndate: 2020-01-01\n\n\n", "no text"),
        (b"abc\x00def", "NUL"),
        ("Über die Brücke".encode("latin-1"), "not UTF-8"),
        ("Talks".encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + "Talks".encode("utf-16-be"), "UTF-16"),
        ("Talks".encode("utf-16-le"), "NUL"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    """Empty files, binary ones and other encodings are refused by name with a way out, never read as mojibake."""
    error = refused(write(tmp_path, {"bad.txt": content}))
    assert words in error.message
    assert "bad.txt" in error.message


def test_a_huge_line_is_refused_at_once(tmp_path: Path) -> None:
    """A file of 50 MB in one line is refused with the limit, without being read."""
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(50_000_000)
    started = time.perf_counter()
    error = refused(tmp_path)
    assert time.perf_counter() - started < 1
    assert "50.0 MB" in error.message
    assert "10 MB" in error.hint


def test_a_huge_record_is_refused(tmp_path: Path) -> None:
    """A line of more than 10 MB in a JSON Lines file is refused with the limit."""
    with (tmp_path / "big.jsonl").open("wb") as file:
        file.truncate(11_000_000)
    assert "10 MB" in refused(tmp_path).message


def test_an_article_of_a_million_characters_is_refused(tmp_path: Path) -> None:
    """More text than the language pipeline takes is refused with the limit."""
    error = refused(write(tmp_path, {"long.txt": "a " * 500_001}))
    assert "1,000,000" in error.hint


@pytest.mark.parametrize(
    "files",
    [
        {"a.txt": "One.", "a.md": "Two."},
        {"x/a.txt": "One.", "y/a.txt": "Two."},
        {"Talks.txt": "One.", "talks.md": "Two."},
        {"a b.txt": "One.", "a-b.txt": "Two."},
        {"l.jsonl": '{"name": "n", "text": "One."}\n{"id": "n", "text": "Two."}\n'},
    ],
)
def test_two_articles_of_one_name_are_refused(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    """Names that would meet in a file or an IRI are refused, and the error names both places."""
    error = refused(write(tmp_path, files))
    for name in files:
        assert name.rsplit("/", 1)[-1] in error.message
    assert "two articles" in error.message


def test_a_copy_is_refused(tmp_path: Path) -> None:
    """Two articles with the same body are refused, and the error names both files."""
    error = refused(write(tmp_path, {"b.txt": f"date: 2021\n\n{BODY}\n", "a.md": f"date: 2020\n\n{BODY}"}))
    assert "a.md" in error.message
    assert "b.txt" in error.message


def test_other_files_are_told(tmp_path: Path) -> None:
    """A file of another kind is named in a warning; hidden files and folders are passed over."""
    write(tmp_path, {"a.txt": "date: 2020\n\nA.", "b.pdf": "%PDF", ".DS_Store": b"\0", ".git/x.txt": "X."})
    reading = read_articles(tmp_path)
    assert only(reading).name == "a"
    assert len(reading.warnings) == 1
    assert "b.pdf" in reading.warnings[0]


def test_many_other_files_of_a_folder_are_told_at_once(tmp_path: Path) -> None:
    """What a browser saves beside a page is one warning, with how many files there are and how their names end."""
    files = {f"page_files/{name}": b"\0" for name in ("a.js", "b.js", "c.css", "LICENSE")}
    write(tmp_path, {"a.txt": "date: 2020\n\nA.", "b.pdf": "%PDF", **files})
    first, second = read_articles(tmp_path).warnings
    assert first.startswith(f"{tmp_path / 'b.pdf'} is not read")
    assert second.startswith(f"{tmp_path / 'page_files'}: 4 files are not read (.css, .js): articles end in .txt")


def test_a_missing_place_is_refused(tmp_path: Path) -> None:
    """A path that is not there, or is no article, is refused by name."""
    for name in ("gone", "a.pdf"):
        write(tmp_path, {"a.pdf": "x"})
        with pytest.raises(ArticleError, match=name):
            read_articles(tmp_path / name)


def test_an_empty_folder_has_no_articles(tmp_path: Path) -> None:
    """A folder without articles gives none; what that means is for the caller."""
    assert read_articles(tmp_path) == Reading()


def test_an_article_without_a_date_is_told(tmp_path: Path) -> None:
    """An article without a date is read all the same, with a warning that names the file."""
    reading = read_articles(write(tmp_path, {"a.txt": f"title: A\n\n{BODY}"}))
    article = only(reading)
    assert (article.title, article.date, article.quote(article.body)) == ("A", None, BODY)
    assert [("a.txt" in one and "no date" in one) for one in reading.warnings] == [True]


@pytest.mark.parametrize("date", ["2023-02-31", "soon", "2023-13", "17/9/2023"])
@pytest.mark.parametrize("form", ["date: {}\n\nText.", "---\ndate: {}\n---\nText."])
def test_a_date_that_is_none_is_refused(tmp_path: Path, date: str, form: str) -> None:
    """A date that no calendar has, or in another form, is refused with the file and the date."""
    error = refused(write(tmp_path, {"a.txt": form.format(date)}))
    assert "a.txt" in error.message
    assert date in error.message


def test_a_leading_date_that_is_none_is_refused(tmp_path: Path) -> None:
    """A date before the body on the same line is held to the calendar too, and so is that of a record."""
    assert "2023-02-31" in refused(write(tmp_path / "a", {"a.txt": " date 2023-02-31 They met."})).message
    assert "2023-02-31" in refused(write(tmp_path / "b", {"l.jsonl": '{"text": "A", "date": "2023-02-31"}'})).message


def test_a_date_of_a_page_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A page whose metadata writes its date in another form is read without one."""
    page = "<meta name='date' content='Sun, 17 Sep 2023'><p>They met.</p>"
    reading = read_articles(write(tmp_path, {"a.html": page}))
    assert only(reading).date is None
    assert any("Sun, 17 Sep 2023" in one for one in reading.warnings)


def test_records_become_articles(tmp_path: Path) -> None:
    """Each line of a JSON Lines file is an article: named by name, id or line; its text is what offsets count in."""
    lines = [
        {"name": "Über/uns", "title": "T", "date": "2020-05", "text": " One. ", "license": "CC0"},
        {"id": 7, "text": "Two.", "date": "2020", "author": "x"},
        {"text": "Three.", "date": "2020"},
    ]
    content = "\n\n".join(json.dumps(line) for line in lines)
    reading = read_articles(write(tmp_path, {"all.jsonl": content}))
    assert [article.name for article in reading.articles] == ["7", "all-5", "Über-uns"]
    first = reading.articles[2]
    assert (first.text, first.quote(first.body), first.date, first.license) == (
        " One. ",
        "One.",
        PartialDate(2020, 5),
        "CC0",
    )
    assert [("author" in one and "all.jsonl" in one) for one in reading.warnings] == [True]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("[1]", "not an object"),
        ('{"title": "a"}', "no text"),
        ('{"text": 5}', "no text"),
        ('{"text": "a", "title": ["b"]}', "title is not a string"),
        ('{"text": "a\\u0000b"}', "NUL"),
        ('{"text": "a\\ud800b"}', "surrogate"),
        ('{"text": "a", "title": "\\ud800"}', "surrogate"),
        ('{"text": ""}', "no text"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_record_is_told(tmp_path: Path, line: str, words: str) -> None:
    """A line that is no article is told with its file and number, and the others are read; alone it is refused."""
    fine = '{"text": "Fine.", "date": "2020"}\n'
    reading = read_articles(write(tmp_path / "a", {"l.jsonl": f"{fine}{line}\n{fine.replace('Fine', 'Good')}"}))
    assert [article.text for article in reading.articles] == ["Fine.", "Good."]
    assert [(words in one and "l.jsonl, line 2" in one) for one in reading.warnings] == [True]
    error = refused(write(tmp_path / "b", {"l.jsonl": f"\n{line}"}))
    assert words in error.message
    assert "line 2" in error.message


def test_a_file_without_records_is_refused(tmp_path: Path) -> None:
    """An empty JSON Lines file is refused."""
    assert "no articles" in refused(write(tmp_path, {"l.jsonl": "\n"})).message


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_names_are_safe(name: str) -> None:
    """Any name becomes one of letters, digits, `-` and `_`, short, never empty, and stays so when made safe again."""
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 101
    assert not set(safe) & set('/\\:*?"<>|.\0 ')
    assert safe_name(safe) == safe


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_reads_or_is_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever a text file holds, it is read with a body that lies in its text, or refused as an article."""
    folder = write(tmp_path_factory.mktemp("any"), {"a.txt": text})
    try:
        article = only(read_articles(folder))
    except ArticleError:
        return
    assert article.text == text.removeprefix("\ufeff")
    assert article.quote(article.body) == article.quote(article.body).strip() != ""
    assert article.body.end <= len(article.text)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.p.example/n/1?utm_source=rss&utm_medium=feed", "p.example/n/1"),
        ("http://p.example/n?id=7&fbclid=x", "p.example/n?id=7"),
        ("http://p.example/n?UTM_source=x&id=7&gclid=y#top", "p.example/n?id=7&#top"),
        ("http://p.example/utm_source=x", "p.example/utm_source=x"),
        ("http://p.example/Gda%C5%84sk,%20again", "p.example/Gdańsk, again"),
        ("<17@p.example>", "17@p.example"),
    ],
)
def test_a_name_tells_nothing_of_the_way_to_the_page(address: str, name: str) -> None:
    """What is called after its address has no scheme in its name, no parameter that only counts readers, and letters
    as they are read.
    """
    assert name_of("wire", "They met.", address) == name
