"""A new paper: a folder with its settings, explained, and an empty database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from nouvelles.config import FILE_NAME, SENTENCES, TABLES, Settings, load_settings
from nouvelles.errors import InputError
from nouvelles.run.writing import not_written
from nouvelles.store import open_store, readtables
from nouvelles.store.database import DATABASE_NAME, is_vacant

HEADING = """\
# The settings of this paper. What begins with # is the default: take the # away to
# change it. Each setting can also come from the environment, as NOUVELLES_TABLE_KEY
# (NOUVELLES_PAPER_NAME …).
"""

#: What stands at the end of the file, since it has no defaults.
OF_ONE_EDITION = """\
# What an edition may have of its own: name, timezone, and what is in front.
# [editions.en]
# name = "World News"
# timezone = "Europe/London"
# sections = ["economy", "science", "culture"]
"""


def make_paper(folder: Path, *, name: str = "", language: str = "") -> Path:
    """Make a paper in a folder; the path of its settings.

    Args:
        name: the name in the masthead, "" for the default.
        language: the first language of the interface, "" for the default.

    Raises:
        InputError: there is a paper already, or the name cannot be one.
        StoreError: the folder or the database cannot be written.
        ConfigError: the environment holds a setting that cannot be.
    """
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in name):
        raise InputError(repr(name), "holds control characters", "Leave them out.")
    path = folder / FILE_NAME
    for there in (path, folder / DATABASE_NAME):
        if there.exists():
            raise _there_already(str(there))
    editions = Settings().paper.editions
    order = (language, *(one for one in editions if one != language))
    given: dict[str, Any] = {"paper.name": name} if name else {}
    given |= {"paper.editions": order} if language else {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(settings_text(given))
    except OSError as error:
        raise not_written(folder, error) from error
    try:
        _make_database(folder)
    except BaseException:
        path.unlink()
        raise
    return path


def _there_already(about: str) -> InputError:
    return InputError(
        about, "there is a paper here already", "Use it, or name another folder."
    )


def _make_database(folder: Path) -> None:
    """The empty database; one that a setting in the environment names must be new."""
    settings = load_settings(folder)
    if not is_vacant(folder, settings):
        raise _there_already("store.database")
    store = open_store(folder, settings, create=True)
    try:
        readtables.ensure(store)
    finally:
        store.close()


def settings_text(given: Mapping[str, Any]) -> str:
    """All settings with their sentences as TOML; those not given commented out."""
    defaults = Settings()
    lines = [HEADING]
    for table in TABLES:
        lines.append(f"[{table}]")
        values = getattr(defaults, table)
        for setting in fields(values):
            key = f"{table}.{setting.name}"
            value = given.get(key, getattr(values, setting.name))
            mark = "" if key in given else "# "
            lines.append(f"# {SENTENCES[key]}")
            lines.append(f"{mark}{setting.name} = {toml_value(value)}")
        lines.append("")
    return "\n".join([*lines, OF_ONE_EDITION])


def toml_value(value: Any) -> str:
    """A setting's value as TOML writes it (toml.io, v1.0.0, as known 2026-11-23).

    JSON's strings, numbers and booleans are TOML's, with control characters escaped.
    """
    if isinstance(value, tuple):
        return f"[{', '.join(toml_value(one) for one in value)}]"
    return json.dumps(value, ensure_ascii=False)
