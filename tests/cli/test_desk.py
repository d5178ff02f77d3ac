"""`nouvelles desk`: accounts from the command line, the password asked for or piped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nouvelles.cli.main import cli
from nouvelles.errors import InputError

PASSWORD = "four words beside a river"


@pytest.fixture
def paper(tmp_path: Path) -> str:
    folder = str(tmp_path / "paper")
    assert CliRunner().invoke(cli, ["init", folder]).exit_code == 0
    return folder


def run(paper: str, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, ["--paper", paper, "desk", *words], input=typed)


def test_accounts_from_first_to_last(paper: str) -> None:
    twice = f"{PASSWORD}\n{PASSWORD}\n"
    made = run(paper, "add", "Ada", "--role", "editor", typed=twice)
    assert made.exit_code == 0
    assert PASSWORD not in made.output
    piped = run(paper, "add", "Miloš", "--password-stdin", typed=f"{PASSWORD}\n")
    assert "Miloš may sign in at /desk as moderator." in piped.output
    assert (
        run(paper, "reset", "ada", typed=twice.replace("four", "five")).exit_code == 0
    )
    assert "disabled." in run(paper, "disable", "Ada").output
    assert "was disabled before" in run(paper, "disable", "Ada").output
    listed = json.loads(run(paper, "list", "--json").output)
    assert [(one["name"], one["role"]) for one in listed] == [
        ("Ada", "editor"), ("Miloš", "moderator"),
    ]  # fmt: skip
    assert listed[0]["disabled"]
    assert "password" not in listed[0]
    assert "disabled since" in run(paper, "list").output
    assert run(paper, "enable", "Ada").exit_code == 0


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (("add", "Ada", "--password-stdin"), "short\n"),
        (("add", "filter", "--password-stdin"), f"{PASSWORD}\n"),
        (("reset", "Nobody"), ""),
        (("disable", "Nobody"), ""),
    ],
)
def test_what_cannot_be_is_said(paper: str, words: tuple[str, ...], typed: str) -> None:
    failed = run(paper, *words, typed=typed)
    assert failed.exit_code == 1
    assert isinstance(failed.exception, InputError)
    assert failed.exception.advice
