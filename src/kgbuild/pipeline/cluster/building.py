"""A build on a cluster, from places to a manifest."""

from collections.abc import Sequence
from dataclasses import dataclass

from kgbuild import graph
from kgbuild.errors import BuildError
from kgbuild.model import Copy, Resolution
from kgbuild.pipeline import graphs, merging
from kgbuild.pipeline.cluster.bench import Bench, Progress
from kgbuild.pipeline.cluster.corpus import Corpus, read
from kgbuild.pipeline.cluster.engine import connected
from kgbuild.pipeline.cluster.identity import Shared
from kgbuild.pipeline.cluster.manifest import Manifest, publish
from kgbuild.pipeline.cluster.site import Site, agreement, classes
from kgbuild.pipeline.cluster.writing import Part, cut, entity_slices
from kgbuild.pipeline.fingerprints import code_fingerprint
from kgbuild.pipeline.kept import Kept
from kgbuild.pipeline.linking import facts, linking
from kgbuild.pipeline.staging import building
from kgbuild.project import Project
from kgbuild.read import Place, exists
from kgbuild.resolve import Identified
from kgbuild.resolve.copies import Printed, copies
from kgbuild.resolve.identified import identify_by
from kgbuild.store import to_nquads

OUTPUT = "graphs.nq"
"""The folder of a project where parts lie, unless another place is named."""


@dataclass(frozen=True, slots=True)
class Built:
    """A build on a cluster: what its manifest says, where its parts are, and what a user should know."""

    manifest: Manifest
    output: str
    warnings: tuple[str, ...]


def build(
    project: Project, address: str, places: Sequence[Place] = (), output: str = "", progress: Progress | None = None
) -> Built:
    """Build a project on the cluster whose scheduler is at an address, into parts of N-Quads under `output`.

    Articles are the project's and those in `places`. What an earlier build to this output has done is not done again
    where it is the same, also of one that was stopped. The parts are not checked. Raises KgbuildError for input, a
    cluster or an output that cannot be used.
    """
    site = Site(project, output or str(project.root / OUTPUT), agreement(project))
    kept = Kept(project.cache, code_fingerprint(project))
    with building(project.cache), connected(address, site) as engine, kept as known:
        bench = Bench(site, engine, progress)
        corpus = read(bench, [place for place in (project.articles, *places) if _is_there(project, place)])
        if not corpus.partitions:
            raise BuildError("there are no articles to build from", "name files or folders of articles")
        graph.refuse_shared_iris(corpus)
        decided = merging.decisions(project)
        copied = copies(
            Printed(each.name, each.imprint, each.date, each.source) for each in corpus.telling if each.imprint
        )
        identified = _identified(bench, corpus, copied)
        parts = _parts(bench, corpus, identified, identified.resolution(copied), known)
        merging.write(project, decided, identified.merges)
        counts = len(corpus), len(identified.entities), len(identified.events)
        manifest = Manifest.of(site.agreed, project.settings.base, counts, parts, corpus.failures)
        publish(site.shelf, manifest)
        bench.clear(corpus.failed)
    return Built(manifest, site.output, (*corpus.warnings, *merging.warnings(identified.gone)))


def _is_there(project: Project, place: Place) -> bool:
    """A project need not have a folder of articles; what else is missing is told by who reads it."""
    return place != project.articles or exists(place)


def _identified(bench: Bench, corpus: Corpus, copied: Sequence[Copy]) -> Identified:
    """What all articles tell together."""
    project = bench.site.project
    _, hierarchy = classes(project)
    told = {key: [each.name for each in heads if each.imprint] for key, heads in corpus.partitions.items()}
    families = merging.families(graphs.ontology(project))
    dates = {each.name: each.date for each in corpus.telling}
    means = Shared(bench, told, hierarchy)
    return identify_by(means, dates, hierarchy, families, merging.decisions(project), copied)


def _parts(bench: Bench, corpus: Corpus, identified: Identified, resolution: Resolution, known: Kept) -> list[Part]:
    """All parts of the graph, written."""
    project = bench.site.project
    kinds, _ = classes(project)
    linked = linking(project, resolution, kinds, corpus, known)
    minter = graph.Minter(project.settings.base)
    world = graph.world(resolution, identified.beginnings, kinds, minter, project.settings.language)
    slices = (
        cut(f"part-{number:05}", key, world, identified, [each.name for each in heads])
        for number, (key, heads) in enumerate(corpus.partitions.items())
    )
    written = list(bench.all("write", slices, Part, "writing parts"))
    written += bench.all("entities", entity_slices(world, linked.links), Part)
    if project.settings.wikidata.enrich:
        file = facts(project, linked)
        written += bench.all("quads", [("wikidata-00000", to_nquads(file.parsed(file.content)))], Part)
    return sorted(written, key=lambda each: each.name)
