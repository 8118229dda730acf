"""Texts that nobody would call articles, and articles that something happened to: file names and contents."""

import json
import random
from collections.abc import Callable

File = tuple[str, bytes]

SENTENCES = (
    "On Monday, Turkey's foreign minister Mevlüt Çavuşoğlu met his Greek counterpart Nikos Dendias in Ankara.",
    "At least 20 civilians were killed and 81 wounded when Russian missiles struck Kharkiv on 14 March 2022.",
    '"We condemn this attack in the strongest terms," U.N. spokesman Stéphane Dujarric told reporters.',
    "The United States will provide $33 million in aid to Ukraine, the State Department announced on Friday.",
    "According to a U.S. official, Israel plans to withdraw its troops from Rafah by the end of next month.",
    "Talks between Ethiopia and Egypt over the dam, which began in 2011, ended without an agreement last week.",
    "Tens of thousands of people have fled Goma since fighting broke out between the army and M23 rebels.",
    "Police arrested opposition leader Bobi Wine and his wife, who denied the charges, in Kampala overnight.",
    "Iran's ambassador was expelled from Canberra after Australia accused Tehran of directing two attacks.",
    "If the blockade of Qatar were lifted, Saudi Arabia's king could visit Doha in early January, he said.",
)
FOREIGN = (
    "Президент России Владимир Путин во вторник провёл переговоры с канцлером Германии в Москве.",
    "以色列周一袭击了叙利亚首都大马士革，造成至少二十人死亡，八十一人受伤。",
    "イスラエルは月曜日にシリアの首都ダマスカスを攻撃し、20人が死亡した。",
    "هاجمت إسرائيل العاصمة السورية دمشق يوم الاثنين وقتل عشرون شخصا على الأقل.",
    "ישראל תקפה ביום שני את דמשק בירת סוריה, ולפחות 20 בני אדם נהרגו.",
    "Ο υπουργός Εξωτερικών της Ελλάδας συναντήθηκε στην Άγκυρα με τον Τούρκο ομόλογό του.",
    "इज़राइल ने सोमवार को सीरिया की राजधानी दमिश्क पर हमला किया।",
    "อิสราเอลโจมตีกรุงดามัสกัสเมืองหลวงของซีเรียเมื่อวันจันทร์",
    "Die Außenministerin traf am Montag in Kiew den Präsidenten der Ukraine; 20 Menschen wurden getötet.",
    "Le ministre des Affaires étrangères s’est rendu lundi à Alger « pour parler de la paix ».",
    "Թուրքիան և Հայաստանը բանակցություններ են վարում։ საქართველო და რუსეთი.",
    "대한민국 외교부 장관은 월요일 도쿄에서 일본 총리를 만났다.",
)
_SALAD = (
    "Israel Syria Russia's Putin Minister Lavrov U.N. the of and in to by between attacked killed met said that who "
    "its not if would will on Monday 20 2,500 $5 million percent talks strike ceasefire troops , . : ; — \" “ ” ' ( "
    ") … Ms. Gen. last week 2023 -- don't was has been held an no wounded from according we their"
)
WORDS = tuple(_SALAD.split())
_DATES = (
    *("99/99/9999 31 February 2023", "0 January 0000", "13/13/13", "the 45th of May", "2023-02-30", "year 99999999999"),
    *("1 BC", "12:99 p.m.", "between 2024 and 2019", "in 0000", "on the 0th", "last last week", "Feb. 29, 1900"),
    *("the 1990s", "29 February", "2023-W99", "a million years ago", "in 10000 years", "999999999 months ago"),
    *("since Monday until Sunday before last", "mid-late-early March", "90 days before 1 January 0001"),
    *("31 December 9999", "for 99999 years since 9999", "Monday, 2000", "May may May", "the 3rd of last next March"),
)
_NUMBERS = (
    *("1" + "0" * 400, "1e400", "-5", "0", "½ million", "XXIV", "0.0.0", "1,2,3,4", "٢٠", "二十", "²", "1/0", "∞", "$"),
    *("twenty hundred thousand million billion", "€1,000,000,000,000,000,000,000,000 billion trillion", "--5", "5-3"),
    *("between 50 and 5", "more than less than about 7", "dozens of hundreds of thousands of millions", "NaN", "0x1F"),
    *("1٬000", "८१"),
)
_BREAKS = ("\n", "\r", "\r\n", "\n\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\n \n", "\t\n", "\n\r")
_CODES: tuple[tuple[int, int], ...] = (
    (0, 0x20),
    (0x7F, 0xA0),
    (0x300, 0x36F),
    (0x590, 0x6FF),
    (0x2000, 0x206F),
    (0xE000, 0xE0FF),
    (0x1F300, 0x1FAFF),
)
_CODES += ((0xFE00, 0xFFFF), (0xE0000, 0xE01EF), (0x20, 0x7F), (0xD7F0, 0xE000), (0x10FF00, 0x10FFFF))
_TAILS: tuple[str, ...] = (
    "</p",
    "<",
    "&",
    "&#",
    "&#xFFFFFFFF;",
    "&nbsp;&lt",
    "<script>if (a < b)",
    "<!--",
    "<![CDATA[",
    "</div></div>",
    "<p",
)
_TAILS += (
    "<a href='",
    "<table><tr><td>",
    "\x00",
    "<title>",
    "<meta property=og:title content=",
    "</article>",
    "<br/><br>",
)


def _joined(rng: random.Random, parts: tuple[str, ...], most: int, between: str = " ") -> str:
    return between.join(rng.choice(parts) for _ in range(rng.randint(1, most)))


def noise(rng: random.Random) -> File:
    """Characters of one or two blocks of Unicode, halves of surrogate pairs and those without meaning included."""
    blocks = rng.sample(_CODES, 2)
    text = "".join(chr(rng.randint(*rng.choice(blocks))) for _ in range(rng.randint(1, 60)))
    return "noise.txt", (text + rng.choice(("", " attack", "x"))).encode("utf-8", "surrogatepass")


def bytes_(rng: random.Random) -> File:
    """Any bytes."""
    return rng.choice(("bytes.txt", "bytes.html", "bytes.jsonl", "bytes.md")), rng.randbytes(rng.randint(0, 80))


def salad(rng: random.Random) -> File:
    """Words of the field in any order."""
    return "salad.txt", _joined(rng, WORDS, 30).encode()


def truncated(rng: random.Random) -> File:
    """A stretch of real prose that begins and ends anywhere."""
    text = _joined(rng, SENTENCES, 4)
    start = rng.randrange(len(text))
    return "truncated.txt", text[start : start + rng.randint(1, 200)].encode()


def damaged(rng: random.Random) -> File:
    """Prose in which characters were lost, doubled, swapped or put in."""
    text = list(_joined(rng, SENTENCES, 2))
    for _ in range(rng.randint(1, 30)):
        at = rng.randrange(len(text))
        junk = rng.choice(
            ("", text[at] * 3, text[-at], rng.choice(_BREAKS), "\u202e", "\u200b", "(", '"', "’", "😀", "\ufeff")
        )
        text[at] = rng.choice((junk, text[at] + junk))
    return "damaged.txt", ("x" + "".join(text)).encode()


def foreign(rng: random.Random) -> File:
    """Other languages and scripts, perhaps among English."""
    return "foreign.txt", _joined(rng, (*FOREIGN, *FOREIGN, *SENTENCES), 2).encode()


def table(rng: random.Random) -> File:
    """Rows and columns: of Markdown, tabs, commas or blanks."""
    gap = rng.choice((" | ", "\t", ",", "    ", ";"))
    row = [
        gap.join(rng.choice((*WORDS, *_NUMBERS[1:])) for _ in range(rng.randint(1, 8)))
        for _ in range(rng.randint(1, 9))
    ]
    return rng.choice(("table.md", "table.txt")), "\n".join(["date" + gap + "killed", "---|---", *row]).encode()


def marks(rng: random.Random) -> File:
    """Quotation marks, brackets and stops, hardly a word between."""
    parts = (
        '"',
        "“",
        "”",
        "'",
        "‘",
        "’",
        "«",
        "»",
        "``",
        "''",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "...",
        "?!",
        "—",
        "said",
        "a",
        "1",
    )
    return "marks.txt", _joined(rng, parts, 40, rng.choice(("", " "))).encode() + b"a"


def dates(rng: random.Random) -> File:
    """Dates that no calendar has, in sentences."""
    whens = " and ".join(rng.choice(_DATES) for _ in range(rng.randint(1, 4)))
    head = rng.choice(("", "date: 0001-01-01\n\n", "date: 9999-12-31\n\n", "date: 2024\n\n", "date: 2024-13-01\n\n"))
    return (
        "dates.txt",
        f"{head}Russia attacked Ukraine {rng.choice(('on', 'in', 'since', ''))} {whens}, Putin said.".encode(),
    )


def numbers(rng: random.Random) -> File:
    """Numbers that count nothing, in sentences and alone."""
    many = " ".join(rng.choice(_NUMBERS) for _ in range(rng.randint(1, 5)))
    return "numbers.txt", rng.choice(
        (many + " x", f"The strike killed {many} people in Syria and {many} tonnes of aid.")
    ).encode()


def breaks(rng: random.Random) -> File:
    """Prose in which any white space may be a line break of any kind."""
    words = _joined(rng, SENTENCES, 2).split()
    return "breaks.txt", "".join(word + rng.choice((" ", " ", " ", rng.choice(_BREAKS))) for word in words).encode()


def markup(rng: random.Random) -> File:
    """Pages whose markup ends anywhere."""
    opened = rng.choice(
        ("<html><body><article>", "<p>", "", "<main><h1>A</h1>", "<!doctype html><title>x</title><div>")
    )
    text = opened + _joined(rng, (*SENTENCES, *_TAILS), 4) + rng.choice(_TAILS)
    return rng.choice(("page.html", "page.htm", "page.txt")), text.encode()


def heads(rng: random.Random) -> File:
    """Heads that are half there, or say what cannot be."""
    parts = (
        "title: ",
        "date: 2023-99-99",
        "date: 2024-05-01",
        "---",
        "source: \u202e",
        "url: <>",
        "x: y",
        "",
        "# # #",
        "date:",
    )
    head = "\n".join(rng.choice(parts) for _ in range(rng.randint(1, 5)))
    return rng.choice(("head.txt", "head.md")), f"{head}\n\n{rng.choice(SENTENCES)}".encode()


def records(rng: random.Random) -> File:
    """JSON Lines, some of them whole."""
    values: tuple[object, ...] = (rng.choice(SENTENCES), "", None, 5, [], {"a": 1}, "\ud800", "\x00", "2024-05-01")
    lines = [
        json.dumps(
            {
                rng.choice(("text", "name", "date", "title", "")): rng.choice(values),
                "text": rng.choice(values[:1] * 5 + values),
            }
        )
        for _ in range(rng.randint(1, 3))
    ]
    lines.append(rng.choice(("", "{", '{"text": "' + "[" * 50, "null", "[" * 300)))
    return "records.jsonl", "\n".join(lines).encode()


def repeated(rng: random.Random) -> File:
    """One word or phrase over and over."""
    part = rng.choice(
        (*WORDS, "talks between Russia and", "who said that Syria attacked", "the minister of", "U.S.-", "a-", "😀")
    )
    return "repeated.txt", (rng.choice(("", " ", ", ")).join([part] * rng.randint(5, 60)) + " x").encode()


KINDS: tuple[Callable[[random.Random], File], ...] = (
    *(noise, bytes_, salad, truncated, damaged, foreign, table, marks, dates, numbers, breaks, markup, heads, records),
    repeated,
)


def hostile(seed: int, count: int) -> list[File]:
    """So many files, of each kind equally many; the same seed gives the same files."""
    rng = random.Random(seed)
    return [KINDS[at % len(KINDS)](rng) for at in range(count)]


ENDLESS: dict[str, Callable[[int], str]] = {
    "any words": lambda size: " ".join(random.Random(7).choices(WORDS[:40], k=size)).replace(".", "") + ".",
    "a coordination": lambda size: " and ".join(["Israel attacked Syria"] * (size // 4)) + ".",
    "relative clauses": lambda size: "The man " + "who said that Russia attacked Ukraine " * (size // 7) + "left.",
    "one noun": lambda size: "attack " * size,
    "clauses of saying": lambda size: "He said that " * (size // 3) + "Israel attacked Syria.",
    "names": lambda size: "Vladimir Putin, " * (size // 3) + "met in Moscow.",
    "numbers": lambda size: " ".join(str(7**at % 10007) for at in range(size)) + " people died.",
    "quotations": lambda size: '"We condemn it," he said.\n\n' * (size // 8),
    "brackets": lambda size: "(" * size + "war" + ")" * size,
    "a string": lambda size: "a/-b.c:" * size,
}
"""Texts of about so many words that never pause, by what they are made of."""
