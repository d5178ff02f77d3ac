"""Every message that the web says, read from its templates and its code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nouvelles.web

WEB = Path(nouvelles.web.__file__).parent

#: `_("…")` and `ngettext("…", "…"` in a template; messages hold no double quotes.
_SAID = re.compile(r'\b_\(\s*"([^"]+)"')
_COUNTED = re.compile(r'\bngettext\(\s*"([^"]+)",\s*"([^"]+)"')


def template_messages() -> set[str | tuple[str, str]]:
    found: set[str | tuple[str, str]] = set()
    for path in sorted((WEB / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        found |= set(_SAID.findall(text)) | set(_COUNTED.findall(text))
    return found


def code_messages() -> set[str | tuple[str, str]]:
    """First arguments of `mark` and `say`, both of `count`, where they are literals."""
    found: set[str | tuple[str, str]] = set()
    for path in sorted(WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            said = [a.value for a in node.args if isinstance(a, ast.Constant)]
            if name in ("mark", "say") and said and isinstance(said[0], str):
                found.add(said[0])
            elif name == "count" and len(said) >= 2:
                found.add((str(said[0]), str(said[1])))
    return found
