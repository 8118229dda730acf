"""Which entities of an article a word for a kind of thing may mean."""

from collections.abc import Iterable, Sequence

from kgbuild.language.names.capitals import Capitals
from kgbuild.language.names.coreference import Cluster
from kgbuild.model.terms import KG, ORGANIZATION, PERSON, POPULATION_GROUP, STATE

_REGIONS, _TOWNS = {"Region", "Place", "Island", "BodyOfWater"}, {"City", "Settlement", "Place"}
_COMMUNITIES = {POPULATION_GROUP, KG + "EthnicGroup", KG + "ReligiousCommunity"}
_BODIES = {"Company", "ArmedGroup", "InternationalOrganization", "MediaOrganization"}


class Kinds:
    """The clusters of an article, asked whether they are of a kind: a class of the contract or a finer one."""

    def __init__(self, capitals: Capitals, clusters: Sequence[Cluster]) -> None:
        self.capitals = capitals
        self.clusters = clusters
        self._places = {*capitals.listed("place-words").values(), "Place"}

    def fits(self, number: int, kind: str) -> bool:
        """Whether a cluster is of a kind; a body of which no more is known may be of any kind of body."""
        cluster = self.clusters[number].type
        local = cluster.rpartition("#")[2]
        if kind == "PopulationGroup":
            return cluster in _COMMUNITIES
        if kind == "Organization":
            return cluster not in {STATE, PERSON, *_COMMUNITIES} and local not in self._places
        if kind in {"Region", "City"}:
            return local in (_REGIONS if kind == "Region" else _TOWNS)
        if kind == "Place":
            return local in self._places
        return local == kind or (kind in _BODIES and cluster == ORGANIZATION)

    def wanted(self, ids: Iterable[int], *kinds: str) -> list[int]:
        """The entities that are of one of some kinds."""
        return [number for number in ids if any(self.fits(number, kind) for kind in kinds)]
