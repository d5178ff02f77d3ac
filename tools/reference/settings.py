"""`settings.md`: every setting with its default and its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from nouvelles.config import FILE_NAME, OF_EDITIONS, SENTENCES, TABLES, Settings
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

EDITIONS = f"""\
## [editions.LANGUAGE]

What an edition of `paper.editions` has of its own, in a table by its language: any of
{", ".join(map(code, OF_EDITIONS))}. Each takes
the place of the setting of that name in [paper] or [front]; else it is as for all.
From the environment: `NOUVELLES_EDITIONS_EN_TIMEZONE`.
"""


def settings_page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_tables(), EDITIONS])


def _tables() -> Iterator[str]:
    defaults = Settings()
    for part in TABLES:
        values = getattr(defaults, part)
        rows = [
            (
                code(f"{part}.{setting.name}"),
                code(toml_value(getattr(values, setting.name))),
                code(f"NOUVELLES_{part}_{setting.name}".upper()),
                SENTENCES[f"{part}.{setting.name}"],
            )
            for setting in fields(values)
        ]
        yield f"## [{part}]\n"
        yield table(("setting", "default", "environment", "meaning"), rows) + "\n"
