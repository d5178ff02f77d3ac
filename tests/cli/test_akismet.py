"""`nouvelles akismet key`, as whoever runs the server uses it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nouvelles.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command on a new paper: exit code, standard output, standard error."""
    folder = tmp_path / "paper"

    def call(*words: str) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--paper", str(folder), *words])
        out, err = capfd.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), out, err

    assert call("init", str(folder))[0] == 0
    return call


def test_a_key_from_its_beginning_to_its_end(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("akismet", "key", "list")[1] == "No key was given out yet.\n"
    code, out, err = run("akismet", "key", "add", "https://www.Blog.example/fr/")
    assert (code, err) == (0, "")
    found = re.match(r"([0-9a-f]{12})  for blog\.example\n", out)
    assert found
    assert "set akismet.serve to true" in out
    monkeypatch.setenv("NOUVELLES_AKISMET_SERVE", "true")
    assert "akismet.serve" not in run("akismet", "key", "add", "two.example")[1]
    told = json.loads(run("akismet", "key", "list", "--json")[1])
    assert sorted(one["key"]["site"] for one in told) == ["blog.example", "two.example"]
    done = run("akismet", "key", "disable", "blog.example")[1]
    assert done == f"Taken back: {found[1]} for blog.example\n"
    assert "before" in run("akismet", "key", "disable", found[1])[1]
    out = run("akismet", "key", "list")[1]
    assert re.search(r"taken back 20\d\d-\d\d-\d\d .* 0 lessons  blog\.example", out)
    assert re.search(r"holds .* two\.example", out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", ""), "is no site. Write it as https://blog.example."),
        (("add", "http://a b"), "is no site"),
        (
            ("disable", "nobody.example"),
            "nobody.example: is no key and no site with one",
        ),
    ],
)
def test_what_cannot_be_done(run: Run, words: tuple[str, ...], said: str) -> None:
    code, out, err = run("akismet", "key", *words)
    assert (code, out) == (1, "")
    assert said in err
