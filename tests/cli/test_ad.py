"""`nouvelles ad` and `nouvelles views`, as an editor uses them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from nouvelles.cli import main
from nouvelles.config import Settings, load_settings
from nouvelles.run.ads import today
from nouvelles.run.clock import system_clock
from nouvelles.store import open_store, views

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


def day() -> date:
    return today(Settings(), system_clock)


ADD = ("ad", "add", "--advertiser", "Atelier du Quai", "--link", "https://quai.example")


def test_an_advertisement_from_its_beginning_to_its_end(run: Run) -> None:
    until = (day() + timedelta(days=9)).isoformat()
    words = ("--text", "Cartes.", "--until", until, "--cap", "100", "--language", "fr")
    code, out, err = run(*ADD, *words)
    assert (code, err) == (0, "")
    assert out == f"Advertisement 1: {day()} to {until}.\n"
    code, out, _ = run("ad", "list")
    assert "running" in out
    assert "0/100 today" in out
    assert f"Atelier du Quai  ({day()} to {until}, fr)" in out
    assert run("ad", "stop", "1", "--why", "paid")[1] == "Advertisement 1: stopped.\n"
    assert "before" in run("ad", "stop", "1")[1]
    (told,) = json.loads(run("ad", "list", "--json")[1])
    assert told["ad"]["words"] == "Cartes."
    assert told["stopped"] is not None


def test_a_picture_and_a_time_to_come(run: Run, tmp_path: Path) -> None:
    Image.new("RGB", (600, 150), "#a2281e").save(tmp_path / "p.png")
    code, _, err = run(
        *ADD, "--picture", str(tmp_path / "p.png"), "--alt", "Atelier du Quai",
        "--from", "2099-01-01", "--until", "2099-02-01", "--section", "culture",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "to come" in run("ad", "list")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--until", "2099-01-01"), "nouvelles: the advertisement: is of words or a"),
        (("--text", "x", "--until", "2020-01-01"), "nouvelles: --until: 2020-01-01 is"),
        (("--text", "x", "--until", "tomorrow"), "does not match the format"),
        (("--text", "x"), "Missing option '--until'"),
        (
            ("--text", "x", "--until", "2099-01-01", "--section", "gossip"),
            "Known: politics",
        ),
    ],
)
def test_mistakes_are_told(run: Run, words: tuple[str, ...], said: str) -> None:
    code, _, err = run(*ADD, *words)
    assert code != 0
    assert said in err
    assert "Traceback" not in err
    assert run("ad", "list")[1] == ""


def test_views_by_day_and_page(run: Run, tmp_path: Path) -> None:
    assert run("views", "--days", "2")[0] == 0
    store = open_store(tmp_path / "paper", load_settings(tmp_path / "paper"))
    views.add_views(store, day(), {"/fr/": 12, "/fr/article/x-a1": 3}, {})
    store.close()
    code, out, _ = run("views", "--days", "2", "--pages", "1")
    assert code == 0
    lines = out.splitlines()
    assert [line.split() for line in lines[:2]] == [
        [(day() - timedelta(days=1)).isoformat(), "0"],
        [day().isoformat(), "15"],
    ]
    assert [line.split() for line in lines[3:]] == [["12", "/fr/"]]
    told = json.loads(run("views", "--json")[1])
    assert told["days"] == {day().isoformat(): 15}
    assert told["pages"][1] == {"page": "/fr/article/x-a1", "count": 3}
