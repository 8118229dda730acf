"""A small reading of Apache's mod_rewrite: enough to follow the rules of an `.htaccess` from a request to its end."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Request:
    """A request for a path relative to the folder of the rules, which lies at `folder` of a host."""

    path: str
    accept: str = "*/*"
    host: str = "w3id.org"
    folder: str = "/id/"


@dataclass(slots=True)
class _State:
    path: str
    environment: dict[str, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a file, in a folder that holds some files."""

    lines: tuple[str, ...]
    files: Collection[str] = ()

    def follow(self, request: Request) -> tuple[int, str]:
        """What becomes of a request: status and address of a redirect, 200 and path of a file, 404 and nothing."""
        state = _State(request.path)
        conditions: list[tuple[str, str, str]] = []
        for line in self.lines:
            words = line.split()
            if not words or words[0] not in {"RewriteCond", "RewriteRule"}:
                continue
            flags = words[3].strip("[]").split(",") if len(words) > 3 else []
            if words[0] == "RewriteCond":
                conditions.append((words[1], words[2], ",".join(flags)))
                continue
            if (found := re.search(words[1], state.path)) and self._hold(conditions, request, state):
                state.groups = (found[0], *(each or "" for each in found.groups()))
                if ended := self._apply(words[2], flags, state):
                    return ended
            conditions = []
        return (200, state.path) if state.path in self.files else (404, "")

    def _apply(self, substitution: str, flags: list[str], state: _State) -> tuple[int, str] | None:
        """One rule that holds: it changes the path, or ends all."""
        escaping = "B" in flags
        for flag in flags:
            if flag.startswith("E="):
                name, _, value = flag.removeprefix("E=").partition(":")
                state.environment[name] = _expanded(value, state, escaping=False)
        status = next((int(flag[2:]) for flag in flags if flag.startswith("R=")), 0)
        target = state.path if substitution == "-" else _expanded(substitution, state, escaping=escaping)
        if status:
            return status, target if "NE" in flags else quote(target, safe=":/%-._~")
        if substitution != "-":
            assert "DPI" in flags, "Apache adds the rest of the old path to the new one"
        state.path = target
        return ((200, target) if target in self.files else (404, "")) if "L" in flags else None

    def _hold(self, conditions: list[tuple[str, str, str]], request: Request, state: _State) -> bool:
        """Whether the conditions of a rule hold; those joined by OR count as one."""
        holds, either = True, False
        for test, pattern, flags in conditions:
            value = self._value(test, request, state)
            if pattern == "-f":
                this = value in self.files
            else:
                options = re.IGNORECASE if "NC" in flags else 0
                this = (re.search(pattern.removeprefix("!"), value, options) is None) == pattern.startswith("!")
            either = either or this
            if "OR" not in flags.split(","):
                holds, either = holds and either, False
        return holds

    def _value(self, test: str, request: Request, state: _State) -> str:
        known = {
            "REQUEST_FILENAME": request.path,
            "HTTP_HOST": request.host,
            "REQUEST_URI": request.folder + request.path,
            "HTTP_ACCEPT": request.accept,
            "ENV:ANCHOR": state.environment.get("ANCHOR", ""),
        }
        return re.sub(r"%\{([^}]+)\}", lambda match: known[match[1]], test)


def _expanded(text: str, state: _State, *, escaping: bool) -> str:
    """A substitution with groups and environment put in."""

    def put(match: re.Match[str]) -> str:
        if match[0].startswith("\\"):
            return match[0][1]
        if match[0].startswith("$"):
            group = state.groups[int(match[0][1])]
            return quote(group, safe="") if escaping else group
        return state.environment.get(match[0][6:-1], "")

    return re.sub(r"\\.|\$\d|%\{ENV:\w+\}", put, text)
