"""`settings.md`: every setting with its default and its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from nouvelles.config import FILE_NAME, SENTENCES, Settings
from nouvelles.run.new import toml_value
from tools.reference.markdown import code, table

HEAD = f"""\
# Settings

A paper has one file of settings, `{FILE_NAME}`, in its folder. `nouvelles init` writes it
with every setting as a comment. A setting can also come from the environment, which
wins over the file. Lists are written there with commas (`NOUVELLES_PAPER_EDITIONS=en,fr`),
switches as `true` or `false`. Settings are read once, at the start of a command. An
unknown setting is an error (exit code 2) that names the nearest known one.
"""


def settings_page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_tables()])


def _tables() -> Iterator[str]:
    defaults = Settings()
    for part in fields(Settings):
        values = getattr(defaults, part.name)
        rows = [
            (
                code(f"{part.name}.{setting.name}"),
                code(toml_value(getattr(values, setting.name))),
                code(f"NOUVELLES_{part.name}_{setting.name}".upper()),
                SENTENCES[f"{part.name}.{setting.name}"],
            )
            for setting in fields(values)
        ]
        yield f"## [{part.name}]\n"
        yield table(("setting", "default", "environment", "meaning"), rows) + "\n"
