"""Puts the libraries and the world outline that the site's pictures stand on into the source tree, from npm packages.

    python tools/vendor.py FOLDER

FOLDER holds the packages as npm names them: `cytoscape-3.34.4.tgz`, `leaflet-1.9.4.tgz`, `world-atlas-2.0.2.tgz`
(`npm pack NAME@VERSION`). Files are copied as they are but for a last line that names a source map, which is not there.
"""

import argparse
import json
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parents[1] / "src" / "kgbuild" / "publish" / "vendor"
SUMS = "SHA256SUMS"
ATLAS = "world-atlas-2.0.2.tgz"
DECIMALS = 2  # of a degree: about a kilometre, finer than the outline is
STEPS = 24  # of the grid on which the middle of a country is sought
PICTURES = ("layers", "layers-2x", "marker-icon", "marker-icon-2x", "marker-shadow")  # that leaflet.css names
Point = tuple[float, float]
Ring = list[Point]

# How the outline shortens names, or what a state was called when it was drawn.
FULL_NAMES = {
    "Antigua and Barb.": "Antigua and Barbuda",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Cabo Verde": "Cape Verde",
    "Central African Rep.": "Central African Republic",
    "Congo": "Republic of the Congo",
    "Cook Is.": "Cook Islands",
    "Czechia": "Czech Republic",
    "Dem. Rep. Congo": "Democratic Republic of the Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Macedonia": "North Macedonia",
    "Marshall Is.": "Marshall Islands",
    "N. Cyprus": "Northern Cyprus",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "St. Kitts and Nevis": "Saint Kitts and Nevis",
    "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
    "São Tomé and Principe": "São Tomé and Príncipe",
    "United States of America": "United States",
    "Vatican": "Vatican City",
    "eSwatini": "Eswatini",
}


@dataclass(frozen=True, slots=True)
class Library:
    """What is taken of a package: its archive, the files by the names they get, and its licence."""

    name: str
    archive: str
    files: dict[str, str]
    about: str


LIBRARIES = (
    Library(
        "cytoscape",
        "cytoscape-3.34.4.tgz",
        {"cytoscape.min.js": "dist/cytoscape.min.js", "LICENSE": "LICENSE"},
        "Cytoscape.js 3.34.4, from the npm package `cytoscape`, MIT licence. Draws the network.",
    ),
    Library(
        "leaflet",
        "leaflet-1.9.4.tgz",
        {
            "leaflet.js": "dist/leaflet.js",
            "leaflet.css": "dist/leaflet.css",
            "LICENSE": "LICENSE",
            **{f"images/{name}.png": f"dist/images/{name}.png" for name in PICTURES},
        },
        "Leaflet 1.9.4, from the npm package `leaflet`, BSD 2-clause licence. Draws the map.",
    ),
)
WORLD = (
    "The world's coasts and borders at 1:50 million from Natural Earth 4.1 (public domain, naturalearthdata.com),\n"
    "by way of `countries-50m.json` of the npm package `world-atlas` 2.0.2 (ISC licence). Borders are those that\n"
    "hold on the ground, as Natural Earth sees them.\n\n"
    "- `world.js`: `kgbuildWorld.arcs` are lines, `kgbuildWorld.countries` rings of them as in TopoJSON. A line is\n"
    "  a text in which each number is a difference to the point before, in hundredths of a degree, written as in\n"
    "  encoded polylines: longitude, latitude, longitude, latitude …\n"
    "- `states.tsv`: a point well within the largest part of each country, in degrees; names are those in full."
)


def main() -> None:
    """Write all folders anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the npm packages lie")
    packages = parser.parse_args().folder
    for library in LIBRARIES:
        contents = members(packages / library.archive, library.files.values())
        files = {name: without_map(contents[path]) for name, path in library.files.items()}
        write(VENDOR / library.name, files, library.about)
    atlas = members(packages / ATLAS, ("countries-50m.json", "LICENSE"))
    script, states = world(json.loads(atlas["countries-50m.json"]))
    files = {"world.js": script.encode(), "states.tsv": states.encode(), "LICENSE": atlas["LICENSE"]}
    write(VENDOR / "natural-earth", files, WORLD)


def members(archive: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Files of an npm package."""
    with tarfile.open(archive) as package:
        found = {name: package.extractfile(f"package/{name}") for name in names}
        return {name: file.read() for name, file in found.items() if file}


def without_map(content: bytes) -> bytes:
    """A script or style without the last line that names a source map."""
    head, mark, _ = content.rpartition(b"//# sourceMappingURL=")
    return head.rstrip() + b"\n" if mark else content


def write(folder: Path, files: dict[str, bytes], about: str, tool: str = "vendor.py") -> None:
    """The files, what they are, and the sums that tell whether somebody changed them."""
    made = f"# {folder.name}\n\n{about}\n\nMade by `tools/{tool}`; not to be changed by hand.\n"
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "README.md").write_text(made, encoding="utf-8")
    sums = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    (folder / SUMS).write_text(sums, encoding="utf-8")


def world(atlas: dict[str, Any]) -> tuple[str, str]:
    """The outline as a script, and the table of the countries' middles."""
    lines = [list(degrees(arc, atlas["transform"])) for arc in atlas["arcs"]]
    countries = {}
    for each in atlas["objects"]["countries"]["geometries"]:
        parts = [each["arcs"]] if each["type"] == "Polygon" else each["arcs"]
        countries[each["properties"]["name"]] = [ring for part in parts for ring in part]
    data = {"arcs": [encoded(line) for line in lines], "countries": list(countries.values())}
    rows = ["name\tlatitude\tlongitude"]
    for name, rings in sorted((FULL_NAMES.get(name, name), rings) for name, rings in countries.items()):
        longitude, latitude = middle(max((joined(ring, lines) for ring in rings), key=area))
        rows.append(f"{name}\t{latitude:.2f}\t{longitude:.2f}")
    text = json.dumps(data, separators=(",", ":"))
    return f"var kgbuildWorld = {text};\n", "\n".join(rows) + "\n"


def degrees(arc: Sequence[Sequence[int]], transform: dict[str, Sequence[float]]) -> Iterator[Point]:
    """The points of a line of TopoJSON, which tells differences in steps of a grid."""
    x = y = 0
    (width, height), (west, south) = transform["scale"], transform["translate"]
    for right, up in arc:
        x, y = x + right, y + up
        yield x * width + west, y * height + south


def encoded(line: Sequence[Point]) -> str:
    """A line as an encoded polyline; points that fall together are left out."""
    scale = 10**DECIMALS
    points = [(round(x * scale), round(y * scale)) for x, y in line]
    kept = points[:1] + [point for before, point in pairwise(points) if point != before]
    if len(kept) == 1:
        kept *= 2
    steps = [kept[0], *((right - left, top - low) for (left, low), (right, top) in pairwise(kept))]
    return "".join(signs(number) for step in steps for number in step)


def signs(number: int) -> str:
    """A whole number in five bits to a sign, the lowest first."""
    rest = number << 1 if number >= 0 else ~(number << 1)
    found = ""
    while rest >= 32:
        found += chr((rest & 31 | 32) + 63)
        rest >>= 5
    return found + chr(rest + 63)


def joined(ring: Sequence[int], lines: Sequence[Ring]) -> Ring:
    """The points of a ring; a negative number is a line taken backwards."""
    return [point for at in ring for point in (lines[at] if at >= 0 else lines[~at][::-1])]


def area(ring: Ring) -> float:
    """The area of a ring on the plane."""
    return abs(sum(x * top - right * y for (x, y), (right, top) in pairwise([*ring, ring[0]]))) / 2


def middle(ring: Ring) -> Point:
    """The point of a grid that lies within the ring and farthest from its line."""
    sides = [[point[axis] for point in ring] for axis in (0, 1)]
    xs, ys = (
        [min(side) + (max(side) - min(side)) * (2 * step + 1) / (2 * STEPS) for step in range(STEPS)] for side in sides
    )
    grid = [(x, y) for x in xs for y in ys]
    inside = [point for point in grid if within(point, ring)] or [ring[0]]
    return max(inside, key=lambda point: min((point[0] - x) ** 2 + (point[1] - y) ** 2 for x, y in ring))


def within(point: Point, ring: Ring) -> bool:
    """Whether a point lies within a ring."""
    x, y = point
    crossed = False
    for (left, low), (right, top) in pairwise([*ring, ring[0]]):
        if (low > y) != (top > y) and x < left + (y - low) * (right - left) / (top - low):
            crossed = not crossed
    return crossed


if __name__ == "__main__":
    main()
