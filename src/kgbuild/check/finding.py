"""What a check finds."""

from dataclasses import dataclass
from enum import StrEnum

from kgbuild.store import Term

RULES = "https://w3id.org/kgbuild/shapes#"


class Severity(StrEnum):
    """How bad a finding is, worst first (sh:Violation, sh:Warning, sh:Info)."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule by one node.

    `node` is an IRI, or `_:label` for a blank node; `rule` the IRI of the shape, or of a rule that no shape can say;
    `message` what the rule asks, in plain words; `path` the property (an IRI) or property path (in SPARQL's syntax)
    that was looked along; `value` the term that breaks the rule, None where one is missing. `article` is the name of
    the article that the node comes from and `sentence` what stands there, both empty where nothing tells. `component`
    is the IRI of SHACL's constraint component.
    """

    node: str
    rule: str
    severity: Severity
    message: str
    path: str = ""
    value: Term | None = None
    article: str = ""
    sentence: str = ""
    component: str = ""

    @property
    def rule_name(self) -> str:
        """The rule in one word where it is one of kgbuild's own, else its IRI."""
        return self.rule.removeprefix(RULES)

    @property
    def order(self) -> tuple[int, str, str, str, str, str]:
        """Where the finding stands in a list: the worst first, then by article, node, rule, path and value."""
        rank = list(Severity).index(self.severity)
        return rank, self.article, self.node, self.rule, self.path, "" if self.value is None else str(self.value)


def worst(findings: list[Finding]) -> Severity | None:
    """The worst severity among findings, None where there are none."""
    return next((severity for severity in Severity if any(each.severity is severity for each in findings)), None)
