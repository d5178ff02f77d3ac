"""Rules for single sites in a paper: they reach its workers, and what they change is
made again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from nouvelles.errors import InputError
from nouvelles.pipeline import STAGES, extract
from nouvelles.records import Article
from nouvelles.run.prepare import prepare
from nouvelles.run.sites import read_rules
from nouvelles.store import Store
from nouvelles.store.outputs import outputs_in_force
from nouvelles.store.schema import captures
from nouvelles.testing import Clock
from tests.run.pages import page, take

RULE = "[[rule]]\nuntil = 2026-03-31\nstrip = 'article p:nth-of-type(2)'\n"


def write(store: Store, name: str, text: str) -> Path:
    folder = store.folder / "sites"
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def held(store: Store, clock: Clock) -> dict[str, Article]:
    """The articles of a paper by address."""
    plan = prepare(store, STAGES, clock)
    with store.read() as connection:
        urls = {r.id: r.url for r in connection.execute(select(captures))}
        made = outputs_in_force(connection, plan, "extract", sorted(urls), Article)
    return {urls[number]: output.record for number, output in made.items()}


def says(article: Article, words: str) -> bool:
    return any(words in block.text for block in article.body)


def test_a_rule_reaches_the_workers_and_makes_articles_again(
    sqlite_store: Store, clock: Clock
) -> None:
    store = sqlite_store
    urls = ["https://journal.example/a", "https://other.example/b"]
    take(store, clock, "day", *(page(url, f"Titre {url[-1]}") for url in urls))
    first = held(store, clock)
    assert all(says(first[url], "Le maire a remercié") for url in urls)

    write(store, "journal.example.toml", RULE)
    take(store, clock, "more", page("https://journal.example/c", "Titre c"))
    second = held(store, clock)
    assert not says(second[urls[0]], "Le maire a remercié")
    assert not says(second["https://journal.example/c"], "Le maire a remercié")
    assert second[urls[1]] == first[urls[1]]

    write(store, "journal.example.toml", RULE.replace("2026-03-31", "2026-02-28"))
    take(store, clock, "last", page("https://other.example/d", "Titre d"))
    assert held(store, clock)[urls[0]] == first[urls[0]]


def test_the_version_names_the_rules(sqlite_store: Store, clock: Clock) -> None:
    def version() -> str:
        return prepare(sqlite_store, STAGES, clock).stage("extract").version

    bare = version()
    assert next(s for s in STAGES if s.name == "extract").version == bare
    file = write(sqlite_store, "journal.example.toml", RULE)
    ruled = version()
    assert ruled.startswith(f"{bare} sites-")
    write(sqlite_store, "journal.example.toml", f"# a remark\n{RULE}note = 'x'\n")
    assert version() == ruled
    write(sqlite_store, "other.example.toml", RULE)
    assert version() not in (bare, ruled)
    file.unlink()
    (sqlite_store.folder / "sites" / "other.example.toml").unlink()
    assert version() == bare


def test_other_lines_of_stages_are_left_alone(
    sqlite_store: Store, clock: Clock
) -> None:
    write(sqlite_store, "journal.example.toml", RULE)
    line = tuple(
        replace(stage, function=len) if stage.function is extract else stage
        for stage in STAGES
    )
    assert prepare(sqlite_store, line, clock).stages == line


def test_rules_that_are_wrong_stop_the_paper_with_their_name(
    sqlite_store: Store, clock: Clock
) -> None:
    file = write(sqlite_store, "journal.example.toml", "[[rule]]\nbdy = 'p'\n")
    with pytest.raises(InputError, match="unknown field `bdy`") as raised:
        prepare(sqlite_store, STAGES, clock)
    assert raised.value.about == str(file)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="cannot be read"):
        prepare(sqlite_store, STAGES, clock)


def test_a_paper_without_rules(tmp_path: Path) -> None:
    assert read_rules(tmp_path) == {}
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "README.md").touch()
    assert read_rules(tmp_path) == {}
