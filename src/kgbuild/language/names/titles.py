"""Offices and functions as an article words them: where they stand, and how far their words reach."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kgbuild.language.names.capitals import Capitals, Known
from kgbuild.language.names.offices import OfficeWords, office_words
from kgbuild.model.terms import KG, PLACE, STATE

_COMPLEMENT = {"for", "on", "to"}
_ENVOYS = (
    "advis",
    "envoy",
    "representative",
    "spokes",
    "coordinator",
    "ambassador",
    "counsel",
    "negotiator",
    "rapporteur",
    "emissary",
)
_LONGEST, _OWNER_REACH = 12, 5
_GENERALS = {"secretary", "director", "attorney", "consul", "inspector", "prosecutor", "commissioner"}
_LINKING = {"of", "between", "and", "the", "for", "on", "in", "to", "-", "–"}
_FREE_MODIFIERS = {
    "then",
    "former",
    "current",
    "acting",
    "caretaker",
    "deputy",
    "interim",
    "outgoing",
    "incoming",
    "ex",
    "late",
    "longtime",
}


@dataclass(frozen=True, slots=True)
class Title:
    """A position phrase: tokens `[start, end)` are its words, `head` is its noun."""

    start: int
    end: int
    head: int
    plural: bool

    def words(self, doc: Doc) -> str:
        """The position as the article words it, on one line."""
        return single_spaced(doc[self.start : self.end].text)

    def told(self, doc: Doc) -> OfficeWords:
        """What the words tell, with "former" where it stands before whom the office is of ("former U.S. President")."""
        i = self.start
        while i > 0 and self.start - i < _OWNER_REACH and _in_owner(doc[i - 1]):
            i -= 1
            if doc[i].lower_ in {"former", "ex", "late"}:
                return office_words("former " + self.words(doc))
        return office_words(self.words(doc))


def _in_owner(token: Token) -> bool:
    """Whether a token may belong to the name or adjective of whom an office is of."""
    return token.pos_ in {"ADJ", "PROPN", "PART"} or token.text in "-–"


def single_spaced(words: str) -> str:
    """The words of a text with one space between them, as a label gives them."""
    return " ".join(words.split())


def title_tokens(capitals: Capitals, titles: Iterable[Title]) -> set[int]:
    """The tokens that position phrases take from names: their nouns, and their words in capitals."""
    return {
        i
        for title in titles
        for i in range(title.start, title.end)
        if i == title.head or (capitals.capital(i) and not (i > title.head and _state_at(capitals, i)))
    }


def _state_at(capitals: Capitals, i: int) -> bool:
    """Whether the token belongs to the name of a state."""
    known = capitals.covering.get(i)
    return known is not None and any(entry.type == STATE for entry, _ in known.readings)


def find_titles(capitals: Capitals) -> list[Title]:
    """All position phrases of the document, in text order; coordinated ones before one name are joined."""
    found: list[Title] = []
    for title in _single(capitals):
        if found and _coordinated(capitals, found[-1], title):
            found[-1] = Title(found[-1].start, title.end, title.head, title.plural)
        elif not found or title.start >= found[-1].end:
            found.append(title)
        elif title.end > found[-1].end:
            found[-1] = Title(found[-1].start, title.end, title.head, title.plural)
    return found


def _coordinated(capitals: Capitals, first: Title, second: Title) -> bool:
    """Whether two offices of one person stand side by side ("Vice President and Foreign Minister X")."""
    doc = capitals.doc
    if second.start == first.end:
        return not first.plural and doc[second.head].text[0].isupper()
    if first.start and doc[first.start - 1].lower_ == "the":
        return False
    joined = second.start == first.end + 1 and doc[first.end].lower_ in {"and", "&"}
    named = second.end < len(doc) and capitals.capital(second.end) and capitals.name_word(second.end)
    return (
        joined
        and named
        and not first.plural
        and doc[first.head].text[0].isupper()
        and doc[second.head].text[0].isupper()
    )


def _single(capitals: Capitals) -> Iterator[Title]:
    """Each noun for an office with its modifiers and complements."""
    doc = capitals.doc
    for token in doc:
        if not capitals.position(token.i) or _inside_name(capitals, token.i):
            continue
        end = _right(capitals, _officer(capitals, token.i))
        yield Title(_left(capitals, token.i), end, token.i, _is_plural(token.lower_))


def _officer(capitals: Capitals, head: int) -> int:
    """The last noun for an office in the run of capitals, with no name between ("Chief Sustainability Officer")."""
    doc = capitals.doc
    if doc[head].lower_ not in {"chief", "deputy", "executive", "senior"} or not doc[head].text[0].isupper():
        return head
    for i in range(head + 1, min(head + 5, len(doc))):
        if not doc[i].text[0].isupper() or doc[i].text in capitals.listed("given-names"):
            break
        if capitals.position(i):
            return i
    return head


def _inside_name(capitals: Capitals, i: int) -> bool:
    """Whether the noun belongs to a longer name ("Office of the Director of National Intelligence", "bin Sultan")."""
    known = capitals.covering.get(i)
    after_particle = i > 1 and capitals.capital(i) and capitals.particle(i - 1) and capitals.capital(i - 2)
    return after_particle or (known is not None and known.end - known.start > 1)


def _is_plural(word: str) -> bool:
    """Whether a noun for an office is a plural."""
    return word.endswith("s") and word not in {"ss"}


def _left(capitals: Capitals, head: int) -> int:
    """Where the modifiers of an office begin ("[deputy foreign] minister"); a noun in capitals wants them so too."""
    doc, modifiers = capitals.doc, capitals.listed("position-modifiers")
    start = head
    while start > 0:
        before = doc[start - 1]
        alike = before.text[0].isupper() or not doc[head].text[0].isupper() or before.lower_ in _FREE_MODIFIERS
        if before.lower_ in modifiers and start - 1 not in capitals.covering and alike:
            start -= 1
        elif (
            capitals.joined(start - 1) and before.text != "&" and start > 1 and doc[start - 2].lower_ in modifiers
        ) or (before.lower_ in {"and", "&"} and start > 1 and _portfolio_pair(capitals, start)):
            start -= 2
        else:
            break
    return start


def _portfolio_pair(capitals: Capitals, start: int) -> bool:
    """Whether "and" before `start` joins two modifiers of one office ("Economic and Trade Minister")."""
    doc, modifiers = capitals.doc, capitals.listed("position-modifiers")
    if capitals.position(start - 2):
        return False
    return doc[start].lower_ in modifiers and doc[start - 2].lower_ in modifiers and doc[start - 2].text[0].isupper()


def _right(capitals: Capitals, head: int) -> int:
    """Where the complements of an office end ("Secretary [of State]", "envoy [on relations between X and Y]")."""
    doc = capitals.doc
    end = head + 1
    while end + 1 < len(doc) and capitals.joined(end) and doc[end].text != "&" and doc[end + 1].text.isalpha():
        end += 2
    if end < len(doc) and doc[end].text == "General" and doc[head].lower_ in _GENERALS:
        end += 1
    while end < len(doc) and doc[end].lower_ in {"of", "for"}:
        reach = _portfolio(capitals, end + 1)
        following = doc[reach] if reach < len(doc) else None
        body = following is not None and capitals.capital(reach) and following.text in capitals.listed("body-words")
        noun = following is not None and following.pos_ == "NOUN" and following.is_lower
        if reach == end + 1 or body or noun:
            break
        end = reach
    if end < len(doc) and doc[end].lower_ in _COMPLEMENT and doc[head].lower_.startswith(_ENVOYS):
        end = _complement(capitals, end)
    return end


def _portfolio(capitals: Capitals, start: int) -> int:
    """Where the words for the business of an office end; `start` itself where there are none."""
    doc, portfolio = capitals.doc, capitals.listed("portfolio-words")
    end = i = start
    while i < len(doc) and i - start < _LONGEST:
        word = doc[i].text
        if word in portfolio and (word == "the" or word[0].isupper()):
            i += 1
            end = i if portfolio[word] != "modifier" else end
        elif (
            (word in {",", "and", "&"} and i > start and _more_portfolio(capitals, i))
            or capitals.joined(i)
            or _before_affairs(capitals, i)
        ):
            i += 1
        else:
            break
    return end


def _before_affairs(capitals: Capitals, i: int) -> bool:
    """Whether a word in capitals says which "Affairs" are meant, that follow it or what is joined to it."""
    doc = capitals.doc
    at = i
    while at < len(doc) and (doc[at].text in {"and", "&", ","} or doc[at].text[0].isupper()):
        if doc[at].text == "Affairs":
            return at > i and doc[i].text[0].isupper()
        at += 1
    return False


def _more_portfolio(capitals: Capitals, i: int) -> bool:
    """Whether after "and" or a comma at `i` another word for a business follows."""
    doc, portfolio = capitals.doc, capitals.listed("portfolio-words")
    i += 1
    while i < len(doc) and doc[i].text in {"and", "&", "the"}:
        i += 1
    listed = i < len(doc) and (doc[i].text in portfolio or _before_affairs(capitals, i))
    return listed and doc[i].text[0].isupper() and not capitals.position(i)


def _names_body(capitals: Capitals, start: int) -> bool:
    """Whether the run of capitals at `start` has a noun for a body."""
    words = capitals.listed("body-words")
    return any(capitals.doc[i].text in words for i in range(start, capitals.run_end(start)))


def _region(known: Known) -> bool:
    """Whether a match is a region or another place that no office is held for."""
    return known.readings[0][0].type in {PLACE, KG + "Region", KG + "BodyOfWater"}


def _complement(capitals: Capitals, start: int) -> int:
    """Where the phrase with the preposition at `start` ends; `start` itself where it names the body represented."""
    doc = capitals.doc
    end = start
    if doc[start + 1 : start + 2].text == "behalf":
        return start
    after = start + 2 if start + 1 < len(doc) and doc[start + 1].lower_ == "the" else start + 1
    owner = capitals.known.get(after)
    known_owner = owner is not None and owner.readings[0][0].latitude is None and not _region(owner)
    named_body = after < len(doc) and capitals.capital(after) and _names_body(capitals, after)
    if (doc[start].lower_ == "for" and known_owner) or named_body:
        return start
    for i in range(start, min(start + _LONGEST, len(doc))):
        word = doc[i]
        if i > start + 1 and _person_begins(capitals, i):
            break
        if word.pos_ in {"NOUN", "PROPN", "NUM"} or (word.text[0].isupper() and word.is_alpha):
            end = i + 1
        elif word.pos_ not in {"DET", "ADJ", "PART"} and word.lower_ not in _LINKING:
            break
    return end


def _person_begins(capitals: Capitals, i: int) -> bool:
    """Whether a personal name seems to begin at `i`, right after a known name or with an honorific."""
    before = capitals.covering.get(i - 1)
    after_known = before is not None and before.end == i and capitals.capital(i) and i not in capitals.covering
    business = capitals.doc[i].text in capitals.listed("portfolio-words") or capitals.doc[i].text in capitals.listed(
        "thing-words"
    )
    called = capitals.doc[i].text in capitals.listed("given-names") and i not in capitals.covering
    return capitals.honorific(i) or ((after_known or called) and not business)
