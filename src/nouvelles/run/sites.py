"""The rules for single sites that a paper keeps in its folder `sites`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from nouvelles.errors import InputError

if TYPE_CHECKING:
    from nouvelles.extract.sites import SiteRules

#: The folder of a paper, or any other, that holds `<host>.toml`.
FOLDER: Final = "sites"


def read_rules(paper: Path) -> dict[str, SiteRules]:
    """The rules of a paper by host; none where it has no such folder.

    Raises:
        InputError: a file cannot be read, or is wrong.
    """
    return rules_in(rule_files(paper))


def rule_files(paper: Path) -> list[Path]:
    """The files of rules that a paper has."""
    return sorted((paper / FOLDER).glob("*.toml"))


def rules_in(files: list[Path]) -> dict[str, SiteRules]:
    """The rules in files, by host.

    Raises:
        InputError: a file cannot be read, or is wrong; two are for one host.
    """
    if not files:
        return {}  # the room of extraction takes long to load
    from nouvelles.extract.sites import by_host, parse_rules

    found = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            said = getattr(error, "strerror", None) or str(error)
            advice = "Check that the file is there, is UTF-8 and may be read."
            raise InputError(str(file), f"cannot be read ({said})", advice) from error
        found.append(parse_rules(text, str(file)))
    return by_host(found)
