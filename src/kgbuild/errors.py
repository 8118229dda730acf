"""The faults that a user can cause or mend, each with a hint; everything else is a bug and shows its traceback."""


class KgbuildError(Exception):
    """A fault in the user's input, project or call; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ProjectError(KgbuildError):
    """The project folder or its `kgbuild.toml` cannot be used."""


class ArticleError(KgbuildError):
    """An article file cannot be read as text."""


class OntologyError(KgbuildError):
    """A file in `ontology/` or `shapes/` cannot be used."""


class GraphError(KgbuildError):
    """RDF input is not well formed, or a term cannot be made."""


class QueryError(KgbuildError):
    """A query, or a parameter of it, is refused, wrong, too slow or too large."""


class LimitError(QueryError):
    """A query takes more time, memory or room than it may."""


class BuildError(KgbuildError):
    """A build cannot start or cannot put its results in place."""


class ReasonerError(KgbuildError):
    """The reasoner cannot run, cannot read what it is given, or runs out of time or memory."""


class ScoreError(KgbuildError):
    """A gold or predicted record cannot be used."""


class LinkError(KgbuildError):
    """Links to Wikidata, an index of names, or the settings of a service cannot be used."""


class PublishError(KgbuildError):
    """A site cannot be made, or cannot be put where it was asked for."""


class PushError(KgbuildError):
    """A store cannot be written to: its URL, who writes, or what it answers to all that is asked of it."""


class ServeError(KgbuildError):
    """A server cannot be started."""


class MergeError(KgbuildError):
    """`merges.tsv` cannot be read, or its decisions contradict one another."""


class ClusterError(KgbuildError):
    """A cluster cannot be reached, its workers are not fit for the build, or what they share cannot be used."""
