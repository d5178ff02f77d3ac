"""The reference pages are those of today's code, and leave nothing out."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import get_args

import pytest

from nouvelles.config import SENTENCES
from nouvelles.extract import Reason
from nouvelles.ingest import FaultReason
from nouvelles.ingest.troubles import Word
from nouvelles.rights import LICENCES, Why
from tools.reference import answers, article, reasons, schema
from tools.reference.__main__ import DOCS, HOW, main, pages
from tools.reference.commands import command_names
from tools.reference.comments import sentence

SOURCES = DOCS.parent / "src" / "nouvelles"

PAGES = pages()


def page(name: str) -> str:
    return (DOCS / "reference" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_is_stale(path: Path) -> None:
    is_fresh = path.exists() and path.read_text(encoding="utf-8") == PAGES[path]
    assert is_fresh, f"{path.name} is stale: {HOW}"


def test_check_says_so_by_its_exit_code() -> None:
    assert main(["--check"]) == 0
    assert main(["--unknown"]) == 2


def test_every_setting_is_there() -> None:
    text = page("settings.md")
    for name, said in SENTENCES.items():
        assert f"| `{name}` |" in text
        assert said in text


def test_every_command_is_there() -> None:
    text = page("commands.md")
    names = command_names()
    assert "nouvelles names add" in names
    for name in names:
        assert re.search(rf"^#+ {name}$", text, re.MULTILINE)
        assert f"Usage: {name} " in text


def test_every_command_has_examples() -> None:
    text = page("commands.md")
    for name, section in zip(
        command_names(),
        re.split(r"^#+ nouvelles.*$", text, flags=re.M)[1:],
        strict=True,
    ):
        assert "Example" in section, f"{name} --help has no example"


def test_every_reason_is_there() -> None:
    text = page("reasons.md")
    words = {*map(str, Reason), *map(str, Why), *map(str, Word), *get_args(FaultReason)}
    assert [word for word in sorted(words) if f"| `{word}` |" not in text] == []


def test_every_licence_and_table_is_there() -> None:
    for spdx in LICENCES:
        assert f"`{spdx}`" in page("licences.md")
    for name in schema.table_names():
        assert f"### {name}\n" in page("schema.md")


def test_every_field_of_an_article_is_there() -> None:
    text = page("article.md")
    for record in article.RECORDS:
        section = text.partition(f"## {record.__name__}\n")[2].partition("\n## ")[0]
        for name in inspect.signature(record).parameters:
            assert f"| `{name}` |" in section


def test_no_sentence_is_kept_twice() -> None:
    """What the code says by now is taken out of the tools' own tables."""
    assert reasons.superfluous() == []
    assert schema.superfluous() == []


def test_words_given_in_passing_are_listed() -> None:
    """`Reject("word")`, `Retry("word")` and the runner's own, anywhere in the code."""
    listed = {*reasons.RUNNER, *reasons.SAID}
    found = {
        word
        for path in SOURCES.rglob("*.py")
        for word in words_given(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert {"worker-killed", "bytes-gone", "bug"} <= found
    assert found - listed == set()


def words_given(tree: ast.Module) -> set[str]:
    """String constants that stand where a reason is given."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = {"Reject": 0, "Retry": 0, "_blame": 1}.get(name)
            if place is not None and len(node.args) > place:
                given = node.args[place]
                if isinstance(given, ast.Constant):
                    found.add(str(given.value))
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                is_reason = isinstance(key, ast.Constant) and key.value == "reason"
                if is_reason and isinstance(value, ast.Constant):
                    found.add(str(value.value))
    return found


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rights\.md needs"):
        answers.answers_page("no marks")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a text, too short", "A text, too short."),
        ("tdm-reservation: 1; only this", "tdm-reservation: 1; only this."),
        ("Ends already?", "Ends already?"),
        ("", ""),
    ],
)
def test_a_comment_becomes_a_sentence(words: str, said: str) -> None:
    assert sentence(words) == said
