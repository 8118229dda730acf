"""Hints are written in one way, whoever gives them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import CHECKOUT

SOURCES = sorted((CHECKOUT / "src" / "kgbuild").rglob("*.py"))
GIVES_HINT = re.compile(r"(?:Error|Refusal|Unreadable|fail|fault|\berror|checked_url)$")
BEFORE = {"Refusal": 2, "checked_url": 3}
ABBREVIATION = re.compile(r"[A-Z]{2,}\b")
LEAST = 200


def hints(module: ast.Module) -> Iterator[str]:
    """What follows the message in each call that makes an error, and what is named a hint.

    What is put in when it runs is a `…`.
    """
    for name in ("hint", "_HINT"):
        yield from texts(ast.Name(name), module)
    for call in ast.walk(module):
        if isinstance(call, ast.Call) and GIVES_HINT.search(ast.unparse(call.func)):
            after = BEFORE.get(ast.unparse(call.func), 1)
            given = [each.value for each in call.keywords if each.arg == "hint"] or call.args[after : after + 1]
            for each in given:
                yield from texts(each, module)


def texts(given: ast.expr, module: ast.Module) -> Iterator[str]:
    """The texts that an expression may give, looking names up in the module."""
    match given:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(part.value if isinstance(part, ast.Constant) else "…" for part in parts)  # type: ignore[misc]
        case ast.IfExp(body=one, orelse=other):
            yield from (*texts(one, module), *texts(other, module))
        case ast.BoolOp(values=parts):
            yield from (text for part in parts for text in texts(part, module))
        case ast.Name(id=name):
            for each in ast.walk(module):
                if isinstance(each, ast.Assign) and name in map(ast.unparse, each.targets):
                    yield from texts(each.value, module)


def faults(path: Path) -> list[str]:
    """The hints of a module that begin with a capital, unless with an abbreviation, or end in a full stop."""
    found = set(hints(ast.parse(path.read_text(encoding="utf-8"))))
    return sorted(text for text in found if (text[0].isupper() and not ABBREVIATION.match(text)) or text.endswith("."))


def test_a_hint_is_no_sentence_of_its_own() -> None:
    """After `hint:` a hint goes on in lower case, and has no full stop."""
    assert {path.name: found for path in SOURCES if (found := faults(path))} == {}


def test_hints_are_found() -> None:
    """The hints that are looked at are those of the sources, and what is wrong with one is seen."""
    assert sum(len(list(hints(ast.parse(path.read_text(encoding="utf-8"))))) for path in SOURCES) > LEAST
    source = 'def f(x):\n    why = "Do this" if x else f"do {x}."\n    raise KgbuildError("no", why)\n'
    assert list(hints(ast.parse(source))) == ["Do this", "do …."]
