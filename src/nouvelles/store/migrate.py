"""Bringing a database to the newest schema, with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

FOLDER = Path(__file__).parent / "migrations"


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(FOLDER))
    return configuration


def is_known(version: str) -> bool:
    """Whether a schema version is one of ours."""
    script = ScriptDirectory.from_config(_configuration())
    return version in {revision.revision for revision in script.walk_revisions()}


def head() -> str | None:
    """The newest migration in the folder."""
    return ScriptDirectory.from_config(_configuration()).get_current_head()


def upgrade(engine: Engine) -> None:
    """Apply all missing migrations in one transaction."""
    configuration = _configuration()
    writing = engine.connect().execution_options(writes=True)
    with writing as connection, connection.begin():
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")
