"""A corpus in which much is one over several articles: eight stories, each told three times, a copy, a correction."""

import gzip
import json
from pathlib import Path

from kgbuild import project
from kgbuild.pipeline import graphs
from kgbuild.project import Project
from kgbuild.store import parse

STORIES = [
    ("Mogadishu", "Somalia", "Al-Shabaab", "2023-05-08", "Monday", 12, "Antony Blinken"),
    ("Marib", "Yemen", "Houthi forces", "2022-04-05", "Tuesday", 7, "Faisal bin Farhan"),
    ("Mekelle", "Ethiopia", "Ethiopian forces", "2021-06-23", "Wednesday", 31, "Samantha Power"),
    ("Kherson", "Ukraine", "Russian forces", "2022-12-29", "Thursday", 5, "Josep Borrell"),
    ("Kabul", "Afghanistan", "the Islamic State", "2021-08-27", "Friday", 95, "Jens Stoltenberg"),
    ("Aleppo", "Syria", "Turkish forces", "2019-10-12", "Saturday", 9, "Sergei Lavrov"),
    ("Goma", "Congo", "M23", "2022-06-12", "Sunday", 16, "Abdullah"),
    ("Baghdad", "Iraq", "the United States", "2020-01-06", "Monday", 10, "Mohammad Javad Zarif"),
]
HEAD = "title: {title}\ndate: {date}\nsource: {source}\nurl: https://{host}.example/{number}\n\n"
FIRST = (
    "{by} attacked a hospital in {town}, {state}, on {day}. The attack killed {dead} people, according to the United "
    'Nations. "We condemn this attack," Foreign Minister {whom} said.'
)
SECOND = (
    "At least {dead} people were killed when {by} shelled a hospital in {town} on {day}. {whom} met with UN "
    "Secretary-General Antonio Guterres in Geneva on {day}. Norway pledged $20 million in aid for {state}."
)
THIRD = (
    "The United Nations condemned {day}'s attack on a hospital in {town} by {by}. The death toll has risen to {more}. "
    "{whom} will visit {state} next week and said talks between the government and {by} had failed."
)
TOLD = (("The Gazette", "paper", FIRST), ("Reuters", "wire", SECOND), ("The Post", "post", THIRD))


def texts() -> dict[str, str]:
    """All articles, by the names of their files."""
    made = {}
    for number, (town, state, by, date, day, dead, whom) in enumerate(STORIES):
        words = {"town": town, "state": state, "by": by, "day": day, "dead": dead, "more": dead + 3, "whom": whom}
        for source, host, told in TOLD:
            head = HEAD.format(title=f"Attack in {town}", date=date, source=source, host=host, number=number)
            made[f"{town.casefold()}-{host}.txt"] = head + told.format(**words) + "\n"
    story = made["marib-wire.txt"].split("\n\n", 1)[1]
    more = " Houthi forces and the government exchanged 12 prisoners in Marib, the agency reported on Sunday." * 3
    made["marib-wire.txt"] += more
    head = HEAD.format(title="A copy", date="2022-04-06", source="The Mirror", host="mirror", number=1)
    made["marib-copy.txt"] = f"{head}{story}{more}\n"
    made["goma-corrected.txt"] = (
        made["goma-post.txt"].replace("19", "21").replace("date: 2022-06-12", "date: 2022-06-12\nmodified: 2022-06-14")
    )
    return made


def lines() -> str:
    """Some articles on lines of JSON, without names of their own, enough to be divided."""
    made = []
    for number, (town, state, by, date, _, dead, whom) in enumerate(STORIES):
        text = FIRST.format(town=town, state=state, by=by, day="Monday", dead=dead, whom=whom)
        made.append({"title": f"From {town}", "date": date, "text": text, "url": f"https://lines.example/{number}"})
        made[-1]["tags"] = "news " * 1_500
    return "".join(json.dumps(each) + "\n" for each in made)


def filled(folder: Path, *, some: int = 0) -> Project:
    """A project of the corpus, or of some of its articles alone; with what people have decided."""
    here = project.create(folder)
    (here.articles / "example.txt").unlink()
    for name, text in list(texts().items())[-some:]:
        (here.articles / name).write_text(text, encoding="utf-8")
    return here


def of_graphs(here: Project) -> set[str]:
    """The statements of a project's `graphs/`, each with its graph."""
    return {str(quad) for file in graphs.files(here) for quad in file.parsed(file.content)}


def of_parts(folder: Path) -> set[str]:
    """The statements of the parts in a folder, each with its graph; none is in two places."""
    found: list[str] = []
    for path in sorted(folder.glob("*.nq.gz")):
        found += map(str, parse(gzip.decompress(path.read_bytes()), ".nq", path.name))
    assert len(found) == len(set(found))
    return set(found)
