"""`nouvelles translate memory`: TMX in and out of a paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from nouvelles.cli import main
from nouvelles.records import Unit
from nouvelles.translate.tmx import read_tmx, write_tmx

UNITS = [
    Unit(
        source="one", target="un", language="en", target_language="fr", by="Ada", at=9
    ),
    Unit(
        source="two", target="zwei", language="en", target_language="de", by="B", at=9
    ),
]


def run(capfd: pytest.CaptureFixture[str], *words: str | Path) -> tuple[str, str]:
    capfd.readouterr()
    with pytest.raises(SystemExit):
        main([*map(str, words)])
    return capfd.readouterr()


def test_a_memory_goes_from_paper_to_paper(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    given, taken = tmp_path / "given.tmx", tmp_path / "taken.tmx"
    given.write_bytes(write_tmx(UNITS, "1"))
    paper = ("--paper", tmp_path / "paper")
    run(capfd, "init", tmp_path / "paper")
    memory = (*paper, "translate", "memory")
    assert run(capfd, *memory, "show")[0] == "Nothing is remembered yet.\n"
    assert "2 pairs, 2 new" in run(capfd, *memory, "import", given)[0]
    assert "2 pairs, 0 new" in run(capfd, *memory, "import", given)[0]
    assert "1 pair" in run(capfd, *memory, "export", taken, "--to", "fr")[0]
    assert read_tmx(taken.read_bytes(), "x") == UNITS[:1]
    assert "is there already" in run(capfd, *memory, "export", taken)[1]
    assert run(capfd, *memory, "show")[0].splitlines() == [
        "       1  en → de  supplied",
        "       1  en → fr  supplied",
    ]


def test_a_file_that_is_none_is_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(capfd, "init", tmp_path / "paper")
    (tmp_path / "bad.tmx").write_text("no xml")
    for name, said in (("bad.tmx", "is no XML"), ("none.tmx", "cannot be read")):
        words = ("translate", "memory", "import", tmp_path / name)
        assert said in run(capfd, "--paper", tmp_path / "paper", *words)[1]
