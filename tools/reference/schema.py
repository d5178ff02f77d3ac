"""`schema.md`: the tables of a paper's database, from their definitions."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql, sqlite

from nouvelles.store import (
    schema,
    schema_akismet,
    schema_articles,
    schema_comments,
    schema_desk,
    schema_readers,
    schema_stories,
    schema_translation,
)
from tools.reference.comments import Commented, read_comments
from tools.reference.markdown import code, table

#: The modules that declare tables, in the order in which they are told.
MODULES = (
    schema,
    schema_articles,
    schema_stories,
    schema_translation,
    schema_readers,
    schema_comments,
    schema_desk,
    schema_akismet,
)

#: What each table is for, where its definition has no comment.
SAID: Mapping[str, str] = {
    "facts": "Facts about the paper itself: the version of the read tables, the count "
    "of changes.",
    "archives": "Web archives that were read, and how far.",
    "segments": "The WARC files below `warc/` that hold captured bytes.",
    "captures": "One row a capture: address, time, HTTP facts, where its bytes lie.",
    "entries": "What feeds announced, as the outlet said it.",
    "stages": "The names of stages.",
    "steps": "One version of one stage.",
    "current": "Which step of each stage the paper uses.",
    "runs": "The ledger, and the queue too: what became of an item in a step.",
    "payloads": "Outputs: the records that stages made, compressed, once a digest.",
    "sources": "Outlets, and what is known of them.",
    "edits": "Decisions of people, append-only.",
    "tombstones": "What was removed; keeps the address from coming back.",
    "hidden_names": "Names that search, feeds and related links never resolve.",
    "incidents": "Faults of what was given to us, counted.",
    "article_captures": "Which captures are which article.",
}

HEAD = """\
# The database

The tables of a paper, the same on SQLite and PostgreSQL. Types are SQLite's and, where they
differ, PostgreSQL's behind a stroke. Times are whole seconds since 1970, those of captures
(`at`) microseconds. Digests of 16 bytes are the first half of SHA-256. Records (`data`) are
JSON in the order of their fields, compressed by Zstandard; `records` declares them.

Read tables are never migrated: they are dropped and made anew (`nouvelles rebuild`). The
search index `article_search` is one of them: FTS5 on SQLite, a `tsvector` with a GIN index
on PostgreSQL; it holds folded words, never text. Statuses of `runs`: 0 todo, 1 doing,
2 failed (will be tried again), 3 done, 4 rejected, 5 quarantined.
"""


def schema_page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_families()])


def superfluous() -> list[str]:
    """Tables of `SAID` that the code explains itself by now, or does not know."""
    known = {
        name: read.above(node)
        for read in map(read_comments, MODULES)
        for name, node in _definitions(read)
    }
    return [name for name in SAID if known.get(name, "unknown")]


def table_names() -> list[str]:
    """Every table that the code declares."""
    both = (schema.metadata, schema.read_metadata)
    return [name for metadata in both for name in metadata.tables]


def _families() -> Iterator[str]:
    """The tables under the headings of their modules; one that comes again goes on."""
    families: dict[str, list[str]] = {}
    for read in map(read_comments, MODULES):
        headings = [(line, words) for line, words in read.sections()]
        for name, node in _definitions(read):
            mine = [words for line, words in headings if line < node.lineno]
            family = families.setdefault(mine[-1] if mine else "the paper itself", [])
            said = read.above(node) or SAID.get(name)
            if said is None:
                raise ValueError(f"say in a comment what the table {name} is for")
            family.append(f"### {name}\n\n{said}\n")
            family.append(_columns(read, name, node) + "\n")
    for heading, parts in families.items():
        yield f"## {heading[0].upper()}{heading[1:]}\n"
        yield from parts


def _definitions(read: Commented) -> Iterator[tuple[str, ast.Assign]]:
    for node in read.tree.body:
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
            continue
        call = node.value
        if isinstance(call.func, ast.Name) and call.func.id == "Table":
            assert isinstance(call.args[0], ast.Constant)
            yield str(call.args[0].value), node


def _columns(read: Commented, name: str, node: ast.Assign) -> str:
    tables: Mapping[str, Table] = {
        **schema.metadata.tables,
        **schema.read_metadata.tables,
    }
    assert isinstance(node.value, ast.Call)
    comments = {
        str(call.args[0].value): read.beside(call)
        for call in node.value.args
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Column"
        and isinstance(call.args[0], ast.Constant)
    }
    rows = [
        (code(column.name), _type(column), _key(column), comments.get(column.name, ""))
        for column in tables[name].columns
    ]
    return table(("column", "type", "key", "note"), rows)


def _type(column: Column[Any]) -> str:
    dialects = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]
    kinds = [column.type.compile(dialect=dialect).lower() for dialect in dialects]
    null = ", may be null" if column.nullable else ""
    return " / ".join(dict.fromkeys(kinds)) + null


def _key(column: Column[Any]) -> str:
    said = ["primary"] if column.primary_key else []
    said += [f"→ {key.target_fullname}" for key in column.foreign_keys]
    said += ["unique"] if column.unique else []
    said += ["indexed"] if column.index else []
    return ", ".join(said)
