"""Which known persons are meant by family names alone, by the offices that an article gives them and by its date."""

from collections.abc import Mapping, Sequence

from kgbuild.language.names.capitals import Capitals
from kgbuild.language.names.coreference import Cluster, best_name
from kgbuild.language.names.gazetteer import Entry
from kgbuild.language.names.incumbents import Told
from kgbuild.model.terms import PERSON

_PLAIN_HONORIFICS = {"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Sir"}


def identify(clusters: Sequence[Cluster], told: Mapping[int, Sequence[Told]], capitals: Capitals) -> None:
    """Give each person who is named by a family name alone the entry of who then held the office that is told; without
    one, of who then led a state that is named. Where that is open, or somebody else is that person, none is given.
    """
    taken = {cluster.entry for cluster in clusters}
    for number, cluster in enumerate(clusters):
        if cluster.type == PERSON and cluster.entry is None:
            entry = _meant(cluster, told.get(number, ()), capitals)
            if entry is not None and entry not in taken:
                cluster.entry = entry
                taken.add(entry)


def _meant(cluster: Cluster, offices: Sequence[Told], capitals: Capitals) -> Entry | None:
    """The entry that the names and offices of a person tell; of a full name only another spelling counts."""
    if not _family_name_alone(cluster, capitals):
        return capitals.incumbents.spelt(best_name(cluster).text, offices)
    name = cluster.names[0].text
    if offices:
        return capitals.incumbents.titled(name, offices)
    return None if _ranked(cluster, capitals) else capitals.incumbents.bare(name)


def _family_name_alone(cluster: Cluster, capitals: Capitals) -> bool:
    """Whether a person is named by one word only, particles aside."""
    particles = capitals.listed("name-particles")
    return all([word for word in text.split() if word not in particles][1:] == [] for text in cluster.texts())


def _ranked(cluster: Cluster, capitals: Capitals) -> bool:
    """Whether a title that no leader of a state bears stands before a name ("General X", "Bishop X")."""
    before = (name.start - 1 for name in cluster.names if name.start)
    return any(capitals.honorific(i) and capitals.doc[i].text not in _PLAIN_HONORIFICS for i in before)
