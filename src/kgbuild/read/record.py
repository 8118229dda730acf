"""What a file gives, one after another: records, records that cannot be read, and remarks."""

from dataclasses import dataclass, field

from kgbuild.errors import ArticleError
from kgbuild.read.head import Head


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its file holds it.

    `where` says for people where it stands, `text` is what offsets count in, and `head` what is known of it. `name` is
    the name that it asks for: where its author gave it (`named`), no other may have it; where it was made from an
    address or a text, it gives way.
    """

    where: str
    name: str
    text: str
    head: Head = field(default_factory=Head)
    named: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An article that cannot be read, in words that say where it stands; `whole` means that its file gives no other."""

    message: str
    hint: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What a user should know about a file, in plain words; `foreign` means that it is of no kind that is read."""

    message: str
    foreign: bool = False


Item = Record | Unreadable | Remark


class NoArticlesError(ArticleError):
    """A file is of a kind that holds no articles, though its name looks as if it did."""
