"""Persons and the offices that they hold for a state or a body, with the time, from a table of Wikidata items."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tables import NAME, Row, forms, table, unquoted

from kgbuild.language.names.gazetteer import fold
from kgbuild.language.names.offices import Held, office_words
from kgbuild.model import PartialDate

POSITIONS = "positions(start..end:position; newest first)"
TENURE = re.compile(r"([\d-]*)\.\.([\d-]*):(.+)")
LISTS = re.compile(r"-(cabinet|ministers)$")
NO_STATE = {"world", "world-leaders-2021", "elevant", "gum"}
LIST_STATES = {
    "us": "United States",
    "congress-legislators": "United States",
    "uae": "United Arab Emirates",
    "congo-kinshasa": "Democratic Republic of the Congo",
    "saudi": "Saudi Arabia",
    "bosnia-herzegovina": "Bosnia and Herzegovina",
    "artsakh": "Republic of Artsakh",
    "luhansk": "Luhansk People's Republic",
}
REGIONAL = re.compile(
    r"\b(state (senat|represent|deputy)|State Senate|State Assembly|Landtag|Regional Council|Provincial|Provincia\b"
    r"|Legislative Assembl|House of (Delegates|Assembly)|council(l?or| member)|City|[Mm]ayor|Municipal|First Lady"
    r"|Lord of the Treasury|Parliament of (Catalonia|Galicia|Andalusia|Wallonia|Castile|Canar|Navar|the (Bal|Bru|Fre))"
    r"|(Basque|Flemish) Parliament|Cortes of|Corts Val|Assembly of (Madrid|Extremadura)|National Assembly of Quebec"
    r"|Parliament of the German|Junta General|ombudsman|[Ww]hip|Parliamentary (Private|Under|Assembly of the Council)"
    r"|State Duma Secretary|Vice-Chamberlain|(Georgia|Puerto Rico) (House|Senate)|Subprefect)"
)
US_STATES = re.compile(
    r"\b(Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana"
    r"|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana"
    r"|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|Carolina|Dakota|Ohio|Oklahoma|Oregon|Pennsylvania"
    r"|Rhode Island|Tennessee|Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Wyoming|Georgia State)\b"
)
MEMBER = re.compile(r"((sub)?stitute |life |federal )?(member|deput|represent|people's dep|knesset mem|senator)", re.I)
UNNOTED = re.compile(r"National People's Congress|Southern Sudan|National Assembly of Cameroon|Senate of Cameroon")
SHARED = re.compile(r"member|senator|representative|people's|deputy|judge|justice|minister (without|of state)", re.I)
OFFICES = re.compile(
    r"[Mm]inister|[Pp]resident|[Cc]hancellor|[Pp]remier|[Aa]mbassador|[Ss]ecretary|[Gg]overnor|[Cc]hief|[Cc]ommand"
    r"|[Ss]peaker|[Hh]ead|[Cc]hair|[Dd]irector|[Rr]epresentative|[Ss]enator|[Mm]ember|[Dd]eput|Attorney|Prosecutor|[Cc]ommissioner"
    r"|[Aa]dviser|[Aa]dvisor|[Ee]nvoy|King|Queen|Emir|Sultan|Emperor|Pope|Supreme Leader|Taoiseach|Administrator"
    r"|[Cc]oordinator|Treasurer|Solicitor|Monarch|monarch|leader|Leader"
)
SINCE, RELIEVED = 2005, 1995
FEWEST = 2
LEADING = re.compile(
    r"^(Federal )?Minister (of|for) Foreign Affairs|^(Vice )?President$|^Prime Minister$|^Foreign Minister$"
)
SHOUTED = re.compile(r"\b[A-Z]{4}")


@dataclass(frozen=True)
class Bodies:
    """The names of states and bodies by every form that an office may name them with, and by item."""

    by_form: dict[str, str]
    by_adjective: dict[str, str]
    by_item: dict[str, str]
    states: frozenset[str]

    @classmethod
    def of(cls, states: Iterable[Row], organisations: Iterable[Row]) -> "Bodies":
        """From the gazetteer's rows of states and organisations."""
        states = list(states)
        unions = [row for row in organisations if row["class"] == "InternationalOrganization"]
        by_form = {fold(f).casefold(): row["name"] for row in (*unions, *states) for f in forms(row)}
        adjectives = {
            fold(f).casefold(): row["name"] for row in states for f in (row.get("adjectives") or "").split("|") if f
        }
        items = {row["qid"]: row["name"] for row in states if row["qid"]}
        by_form |= {"us": "United States", "union for foreign affairs and security policy": "European Union"}
        return cls(by_form, adjectives, items, frozenset(row["name"] for row in states))

    def split(self, office: str) -> tuple[str, str | None]:
        """An office without the state or body that its words name, and that."""
        if re.match(r"(ambassador|envoy|permanent representative|high commissioner) (of .+ )?to\b", office, re.I):
            return office, None
        for found in re.finditer(r",? (?:of the |of |for the )|, ", office):
            body = self.by_form.get(fold(office[found.end() :]).casefold())
            if body:
                return office[: found.start()], body
        words = office.split()
        for size in (3, 2, 1):
            first = fold(" ".join(words[:size])).casefold()
            body = self.by_form.get(first) or self.by_adjective.get(first)
            if body and len(words) > size:
                return " ".join(words[size:]), body
        return office, None


def labelled(tables: Path, bodies: Bodies) -> dict[str, str]:
    """The state of each office whose label only one state has."""
    states: defaultdict[str, set[str]] = defaultdict(set)
    for row in table(tables / "positions.tsv"):
        for item in {row["jurisdiction_qid"] or row["country_qid"]} - {""}:
            states[row["label"]].add(bodies.by_item.get(item, ""))
    return {label: next(iter(found)) for label, found in states.items() if len(found) == 1 and "" not in found}


def listed_state(sources: str, states: frozenset[str]) -> str | None:
    """The state whose list of office holders a person is in; None for one in the lists of none or of several."""
    names = {LISTS.sub("", source) for source in sources.split("|")} - NO_STATE
    found = {LIST_STATES.get(name, name.replace("-", " ").title()) for name in names} & states
    return next(iter(found)) if len(found) == 1 else None


def noted(office: str, since: str, until: str) -> bool:
    """Whether news of the world speaks of an office: one of a state or body, not long over."""
    if not (since or until) or int((until or "9999")[:4]) < (SINCE if MEMBER.match(office) else RELIEVED):
        return False
    if set(office) & set('@|"') or REGIONAL.search(office) or UNNOTED.search(office):
        return False
    return bool(OFFICES.search(office)) and not (US_STATES.search(office) and "ambassador" not in office)


def holders(tables: Path, bodies: Bodies) -> dict[str, tuple[Row, list[Held]]]:
    """The persons that hold or held a noted office, by item, with their offices."""
    label_states = labelled(tables, bodies)
    found = {}
    for row in table(tables / "persons.tsv"):
        home = listed_state(row["sources"], bodies.states)
        held = []
        for text in (row[POSITIONS] or "").split("; "):
            match = TENURE.fullmatch(text)
            if match and noted(match[3], match[1], match[2]):
                held += tenure(match, bodies, label_states, home)
        if held:
            found[row["qid"]] = (row, held)
    return found


def tenure(match: re.Match[str], bodies: Bodies, label_states: dict[str, str], home: str | None) -> list[Held]:
    """The tenure that a line of the table tells; none where its dates are no dates or nobody is known to be served."""
    since, until, office = match.groups()
    bare, body = bodies.split(office)
    body = body or label_states.get(office) or home
    try:
        begun, over = (PartialDate.parse(date) if date else None for date in (since, until))
    except ValueError:
        return []
    if (body is None and not LEADING.match(bare)) or (begun and over and begun.first > over.last):
        return []
    bare = re.sub(r"^(the|Member of the \d+\w+) ", lambda m: "" if m[1] == "the" else "Member of the ", bare)
    return [Held(bare[:1].upper() + bare[1:], body, begun, over)]


def relieved(found: dict[str, list[Held]]) -> dict[str, list[Held]]:
    """The offices of each person told once, and an open tenure ended where another person began in the office."""
    begun: defaultdict[tuple[object, str | None], set[tuple[PartialDate, str]]] = defaultdict(set)
    once = {person: list(told_once(held)) for person, held in found.items()}
    for person, held in once.items():
        for each in held:
            if each.since is not None and single(each):
                begun[office_words(each.office), each.body].add((each.since, person))

    def ended(person: str, each: Held) -> Held:
        if each.until is not None or each.since is None or not single(each):
            return each
        others = (date for date, other in begun[office_words(each.office), each.body] if other != person)
        after = [date for date in others if date.first > each.since.last]
        return replace(each, until=min(after, key=lambda date: (date.first, str(date)))) if after else each

    return {person: [ended(person, each) for each in held] for person, held in once.items()}


def single(held: Held) -> bool:
    """Whether an office is one that only one person at a time holds for its state or body."""
    words = office_words(held.office)
    several = SHARED.match(held.office) or (words.words == {"secretary", "state"} and held.body != "United States")
    alone = len(words.words) > 1 or bool(words.rank) or words.words <= {"president", "chancellor"}
    return held.body is not None and not several and words.rank <= {"prime"} and alone


def told_once(held: Iterable[Held]) -> Iterator[Held]:
    """The tenures, one for each office, body and year of its beginning: with the end of the first that has one."""
    groups: defaultdict[object, list[Held]] = defaultdict(list)
    for each in held:
        groups[office_words(each.office), each.body, each.since.year if each.since else None].append(each)
    for same in groups.values():
        first = max(same, key=lambda each: (len(str(each.since or "")), -len(each.office)))
        ends = [each.until for each in same if each.until and not (first.since and first.since.first > each.until.last)]
        yield replace(first, until=max(ends, key=lambda date: len(str(date)), default=None))


def persons(tables: Path, additions: list[Row], bodies: Bodies) -> list[Row]:
    """The persons written by hand, with the offices that the table knows too, and all holders of noted offices."""
    found = holders(tables, bodies)
    namesakes: defaultdict[str, set[str]] = defaultdict(set)
    for row in table(tables / "persons.tsv"):
        for form in (row["label"], row["enwiki"] or "", *(row["alt_labels"] or "").split("|")):
            namesakes[fold(unquoted(form))].add(row["qid"])
    rows: dict[str, Row] = {}
    offices: dict[str, list[Held]] = {}
    for row in additions:
        item = item_of(row, namesakes, found)
        if item in rows:
            raise ValueError(f"{row['name']} and {rows[item]['name']} have the same item {item}")
        rows[item or row["name"]] = {**row, "qid": item}
        offices[item or row["name"]] = [*written_offices(row), *(found[item][1] if item in found else [])]
    mine = {form for row in additions for form in forms(row)}
    for item, (row, held) in sorted(found.items()):
        name = unquoted(row["label"])
        fit = NAME.fullmatch(name) and len(name.split()) >= FEWEST and not name.split()[-1].islower()
        if item not in rows and fit and not SHOUTED.search(name) and fold(name) not in mine:
            others = map(unquoted, (row["enwiki"] or "", *(row["alt_labels"] or "").split("|")))
            aliases = "|".join(dict.fromkeys(alias for alias in others if usable(alias, name)))
            rows[item] = {"name": name, "class": "Person", "aliases": aliases, "within": "", "qid": item}
            offices[item] = held
    told = relieved(offices)
    return [with_offices(row, told[person]) for person, row in rows.items()]


def item_of(row: Row, namesakes: dict[str, set[str]], found: dict[str, tuple[Row, list[Held]]]) -> str:
    """The item of a person written by hand: the one written with it, or else the only one of the name, or the only one
    who holds more than a seat."""
    if row.get("unverified"):
        return row["unverified"]
    items = namesakes.get(fold(row["name"])) or {item for form in forms(row) for item in namesakes.get(form, ())}
    leading = {item for item in items if any(not MEMBER.match(each.office) for each in found.get(item, (row, []))[1])}
    chosen = items if len(items) == 1 else leading
    return next(iter(chosen)) if len(chosen) == 1 else ""


def usable(alias: str, name: str) -> bool:
    """Whether another name of a person is one of several words in Latin letters, and is not the name itself."""
    return bool(NAME.fullmatch(alias)) and len(alias.split()) >= FEWEST and fold(alias) != fold(name)


def with_offices(row: Row, held: list[Held]) -> Row:
    """A row with its offices in a cell, the latest first, and the state or body that most of them are held for."""
    bodies = Counter(each.body for each in held if each.body)
    within = row["within"] or (bodies.most_common(1)[0][0] if bodies else "")
    every = sorted(held, key=lambda o: (str(o.since or ""), str(o.until or "9999"), o.office), reverse=True)
    return {**row, "within": within, "offices": "|".join(dict.fromkeys(written(each, within) for each in every))}


def written_offices(row: Row) -> list[Held]:
    """The offices that a row written by hand tells."""
    return [Held.parse(text, row["within"]) for text in (row.get("offices") or "").split("|") if text]


def written(held: Held, within: str) -> str:
    """An office as a cell holds it."""
    body = f" @ {held.body}" if held.body and held.body != within else ""
    return f"{held.since or ''}..{held.until or ''} {held.office}{body}"
