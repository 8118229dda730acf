"""All files of a site, made by several processes where that is worth it; the same bytes however many there are."""

from collections.abc import Iterator

from kgbuild.forks import processors, shared_out
from kgbuild.publish.site import Site

_WORTH_IT = 400
_AT_A_TIME = 16
_MOST_PROCESSES = 8


def rendered(site: Site, processes: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Each path of the site with its content, in order; by default as many processes as there are processors."""
    paths = site.paths()
    number = min(processes or processors(), _MOST_PROCESSES)
    if processes is None and len(paths) < _WORTH_IT:
        number = 1
    if number > 1:
        for query in site.queries.values():
            site.answers(query)  # asked here once, so that no copy asks
    yield from zip(paths, shared_out(site.page, paths, number, _AT_A_TIME), strict=True)
