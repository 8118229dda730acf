"""The tokens of SPARQL, read as the engines read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import QueryError
from kgbuild.query.refusals import admit
from kgbuild.query.tokens import plain, tokenize


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind and text of each token."""
    return [(token.kind, token.text) for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?a$b", ["variable ?a", "variable $b"]),
        ("<a:b>", ["iri <a:b>"]),
        ("?a<?b", ["variable ?a", "sign <", "variable ?b"]),
        (
            "?a <= 5 >= 3 != <x:y>",
            ["variable ?a", "sign <=", "number 5", "sign >=", "number 3", "sign !=", "iri <x:y>"],
        ),
        ("?s<x:p>?o", ["variable ?s", "iri <x:p>", "variable ?o"]),
        ('"a#b" # c "d"', ['string "a#b"']),
        (
            "'a' \"b\" '''c''d''' \"\"\"e\"\"f\"\"\"",
            ["string 'a'", 'string "b"', "string '''c''d'''", 'string """e""f"""'],
        ),
        ('"""a\n\\""""', ['string """a\n\\""""']),
        ('""', ['string ""']),
        (r'"a\\" ?x', [r'string "a\\"', "variable ?x"]),
        (r'"a\"?x"', [r'string "a\"?x"']),
        ('"a"@en-GB', ['string "a"', "language @en-GB"]),
        ('"1"^^xsd:integer', ['string "1"', "sign ^^", "prefixed xsd:integer"]),
        ("kg:a.b. :c : a:", ["prefixed kg:a.b", "sign .", "prefixed :c", "prefixed :", "prefixed a:"]),
        (r"kg:a\,b%41", [r"prefixed kg:a\,b%41"]),
        ("service:x SERVICE x:SERVICE", ["prefixed service:x", "word SERVICE", "prefixed x:SERVICE"]),
        ("_:b0 []", ["blank _:b0", "sign [", "sign ]"]),
        (
            "1 1.5 .5 1e3 1.5E-3 -1",
            ["number 1", "number 1.5", "number .5", "number 1e3", "number 1.5E-3", "sign -", "number 1"],
        ),
        ("kg:p?/kg:q*", ["prefixed kg:p", "sign ?", "sign /", "prefixed kg:q", "sign *"]),
        (
            "<< ?s ?p ?o >> {| |}",
            ["sign <<", "variable ?s", "variable ?p", "variable ?o", "sign >>", "sign {|", "sign |}"],
        ),
        ("?é ?名前", ["variable ?é", "variable ?名前"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    """Each kind of token is told from those that look like it."""
    assert [f"{kind} {found}" for kind, found in kinds(text)] == expected


@pytest.mark.parametrize("text", ['"open', "'open\n'", '"""open""', "§", r'"\q"', "\\", "?x\u0300y \u200e", "a" * 101])
def test_unreadable(text: str) -> None:
    """What no engine could read is refused with its place, before an engine sees it."""
    with pytest.raises(QueryError, match=r"at line 1, column \d+"):
        tokenize(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT\x00",
        "\ufeffSELECT",
        "\x1b",
        "\ud800",
        "\\u0053ERVICE",
        "\\U00000053",
        "\\u0022",
        "\\u000A",
        "\\u0000",
        "\\uD800",
        "\\U00110000",
        "\\UFFFFFFFF",
    ],
    ids=ascii,
)
def test_refused_characters(text: str) -> None:
    """Control characters, lone surrogates and escapes of ASCII are refused."""
    with pytest.raises(QueryError):
        plain(text)


def test_escapes_are_undone() -> None:
    """An escape of a letter beyond ASCII becomes the letter, in names and in strings."""
    assert plain("?\\u00e9 '\\U0001F600'") == "?é '😀'"


def test_place() -> None:
    """A fault is placed by line and column, both from 1."""
    with pytest.raises(QueryError, match="at line 3, column 2"):
        tokenize("ASK {\n}\n §")


@given(st.text(st.sampled_from("?$<>\"'\\#@:._-a1 \n{}()[]|^&!=*/+,;é\u0300~%"), max_size=60))
def test_tokens_cover_the_text(text: str) -> None:
    """Tokens are in order, lie where they say, and between them are only spaces and comments."""
    try:
        tokens = tokenize(text)
    except QueryError:
        return
    position = 0
    for token in tokens:
        assert text[token.start : token.end] == token.text
        between = text[position : token.start]
        assert all(not line.strip() or "#" in line for line in between.splitlines())
        position = token.end


PARTS = ["a.", "a-", '"', "'", '"" ', "<", "<a", "?", "\\", "_:a.", "x:.", "1.", "1e", "@a-", "'''\\n", "^", "{|", "%4"]


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "part", [pytest.param(part, marks=pytest.mark.slow if number % 9 else ()) for number, part in enumerate(PARTS)]
)
def test_reading_is_linear(part: str) -> None:
    """The longest query that is read at all is read, or refused, at once, whatever it repeats."""
    text = (part * 262_144)[:262_144]
    with pytest.raises(QueryError):
        admit(text)
