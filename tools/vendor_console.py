"""Puts what the SPARQL page stands on into the source tree, from npm packages: the editor, and Oxigraph as WebAssembly.

    python tools/vendor_console.py FOLDER

FOLDER holds the packages as npm names them (`npm pack NAME@VERSION`): those of `EDITOR`, `NOTICES` and `ENGINE`.

Pages opened as files can load neither ES modules nor WebAssembly files. Oxigraph's module therefore becomes a function
in a classic script, from whose text a worker can be made too, and its WebAssembly a text in another.
"""

import argparse
import base64
import gzip
import re
from pathlib import Path

from vendor import VENDOR, members, without_map, write

ENGINE = "oxigraph-0.5.11.tgz"
EDITOR = "zazuko-yasqe-4.6.2.tgz"
NOTICES = {
    "triply-yasqe-4.2.28.tgz": ("YASQE, copyright Triply B.V., Zazuko GmbH and contributors", "LICENSE.txt"),
    "codemirror-5.65.18.tgz": ("CodeMirror", "LICENSE"),
    "lodash-es-4.17.21.tgz": ("Lodash", "LICENSE"),
    "query-string-6.14.1.tgz": ("query-string", "license"),
    "dompurify-3.2.6.tgz": ("DOMPurify, taken under the Apache License", "LICENSE"),
    "store-2.0.12.tgz": ("store.js, copyright Marcus Westin", "LICENSE"),
}
ENGINE_LICENSE = """Oxigraph, copyright Oxigraph developers (https://github.com/oxigraph/oxigraph), is licensed under
the MIT license or the Apache License, Version 2.0, at your option. It is taken under the latter here:

"""
ENGINE_ABOUT = """Oxigraph 0.5.11 compiled to WebAssembly, from the npm package `oxigraph` (`web.js`, `web_bg.wasm`),
MIT or Apache-2.0 licence. Answers SPARQL in the browser.

- `oxigraph.js`: `kgbuildOxigraph()` gives what the module exports, as `web.js` has it but for `export` and the default
  address of the WebAssembly, which is given to `initSync` instead.
- `wasm.js`: `kgbuildOxigraphWasm` is `web_bg.wasm`, compressed by gzip, in base64."""
EDITOR_ABOUT = """YASQE 4.6.2, from the npm package `@zazuko/yasqe`, MIT licence; it holds CodeMirror, Lodash,
query-string, DOMPurify and store.js. The editor of the SPARQL page."""


def main() -> None:
    """Write both folders anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the npm packages lie")
    packages = parser.parse_args().folder
    engine = members(packages / ENGINE, ("web.js", "web_bg.wasm"))
    apache = (VENDOR.parents[3] / "LICENSE").read_text(encoding="utf-8").lstrip("\n")
    files = {
        "oxigraph.js": classic(engine["web.js"].decode()).encode(),
        "wasm.js": packed("kgbuildOxigraphWasm", engine["web_bg.wasm"]).encode(),
        "LICENSE": (ENGINE_LICENSE + apache).encode(),
    }
    write(VENDOR / "oxigraph", files, ENGINE_ABOUT, Path(__file__).name)
    editor = members(packages / EDITOR, ("build/yasqe.min.js", "build/yasqe.min.css"))
    files = {name.removeprefix("build/"): without_map(content) for name, content in editor.items()}
    write(VENDOR / "yasqe", files | {"LICENSE": notices(packages)}, EDITOR_ABOUT, Path(__file__).name)


def classic(module: str) -> str:
    """An ES module of wasm-bindgen as a function in a classic script; ValueError where it is not the known one."""
    body, exported = re.subn(r"^export (?=class |function )", "", module, flags=re.MULTILINE)
    names = re.findall(r"^export (?:class|function) (\w+)", module, flags=re.MULTILINE)
    body, defaults = re.subn(r"^export \{ initSync, __wbg_init as default \};\n?", "", body, flags=re.MULTILINE)
    body, addresses = re.subn(r"new URL\('web_bg\.wasm', import\.meta\.url\)", "null", body)
    if not (exported == len(names) > 0 and defaults == addresses == 1) or re.search(r"^(?:im|ex)port\b", body, re.M):
        raise ValueError("not the module that is known")
    returned = ", ".join(["initSync", *names])
    return f'"use strict";\n\nvar kgbuildOxigraph = function () {{\n{body.rstrip()}\n\nreturn {{ {returned} }};\n}};\n'


def packed(name: str, content: bytes) -> str:
    """Bytes as a classic script: a variable with their compressed base64."""
    return f'var {name} = "{base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()}";\n'


def notices(packages: Path) -> bytes:
    """The licences of what is in the editor's script."""
    parts = []
    for archive, (name, path) in NOTICES.items():
        text = members(packages / archive, (path,))[path].decode().strip()
        parts.append(f"{name}\n{'=' * len(name)}\n\n{text}\n")
    return "\n\n".join(parts).encode()


if __name__ == "__main__":
    main()
