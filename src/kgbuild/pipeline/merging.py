"""What is one over several articles: the decisions of people, and what the rules decide where nobody has."""

from collections.abc import Iterable, Mapping, Sequence

from kgbuild.model.identity import Decision
from kgbuild.project import Project
from kgbuild.resolve.groups import Groups
from kgbuild.resolve.identity import FILE, read_decisions, write_decisions
from kgbuild.store import KG, NamedNode, Quad, lexical


def families(ontology: Iterable[Quad]) -> Mapping[str, str]:
    """For each class that may be told as another the family of all that are so connected, named by one of them."""
    told = [
        sorted((lexical(each.subject), lexical(each.object)))
        for each in ontology
        if each.predicate == KG["mayBeToldAs"]
        if isinstance(each.subject, NamedNode) and isinstance(each.object, NamedNode)
    ]
    groups = Groups(sorted({name for pair in told for name in pair}))
    for one, other in sorted(told):
        groups.join(one, other)
    return {name: group[0] for group in groups.all() for name in group}


def decisions(project: Project) -> tuple[Decision, ...]:
    """What people have decided in the project's `merges.tsv`; raises MergeError for a file that cannot be used."""
    return tuple(each for each in read_decisions(project.root / FILE) if not each.by_rule)


def write(project: Project, decided: Sequence[Decision], merges: Sequence[Decision]) -> bool:
    """Put what people have decided and what the rules have merged into `merges.tsv`; whether that changed it."""
    return write_decisions(project.root / FILE, [*decided, *merges])


def warnings(gone: Iterable[Decision]) -> list[str]:
    """What a user should know about decisions on what exists no more."""
    return [
        f"{FILE}: {each.one} {each.verdict.value} {each.other} is kept, but at least one of them is no longer told"
        for each in gone
    ]
