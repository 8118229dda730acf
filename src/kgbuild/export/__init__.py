"""The graph in the formats that others read."""

from collections.abc import Callable, Mapping

from kgbuild.export.dataset import Dataset
from kgbuild.export.geography import to_geojson
from kgbuild.export.linked import quads_to_jsonld, to_jsonld, to_small_jsonld
from kgbuild.export.quickstatements import to_quickstatements
from kgbuild.export.records import to_json
from kgbuild.export.table import to_csv
from kgbuild.export.wikibase import to_wikibase
from kgbuild.store import to_nquads

EXPORTERS: Mapping[str, Callable[[Dataset], Mapping[str, bytes]]] = {
    "json": to_json,
    "csv": lambda dataset: {"events.csv": to_csv(dataset)},
    "jsonld": lambda dataset: {"graph.jsonld": to_jsonld(dataset)},
    "nquads": lambda dataset: {"graph.nq": to_nquads(dataset.quads)},
    "quickstatements": lambda dataset: {"events.qs": to_quickstatements(dataset)},
    "wikibase": lambda dataset: {"events.wikibase.json": to_wikibase(dataset)},
    "geojson": lambda dataset: {"events.geojson": to_geojson(dataset)},
}
"""For each format what gives the files of a graph, by name; the same graph gives the same bytes."""

__all__ = [
    "EXPORTERS",
    "Dataset",
    "quads_to_jsonld",
    "to_csv",
    "to_geojson",
    "to_json",
    "to_jsonld",
    "to_nquads",
    "to_quickstatements",
    "to_small_jsonld",
    "to_wikibase",
]
