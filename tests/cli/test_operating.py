"""The commands for those who operate a paper, on the sample day."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nouvelles.cli import main
from nouvelles.cli.main import COMMANDS
from nouvelles.config import FILE_NAME
from nouvelles.store import Store, copies

Run = Callable[..., tuple[int, str, str]]

#: The commands of this part, with the shortest words that they take.
MINE = {
    "stages": [],
    "trace": ["x"],
    "export": ["articles"],
    "doctor": [],
    "backup": ["b.tar"],
    "restore": ["b.tar", "dir"],
    "names": ["list"],
    "source": ["list"],
    "remove": ["x", "--reason", "y"],
    "rebuild": [],
    "init": ["dir"],
}


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command: exit code, standard output, standard error."""

    def call(*words: str) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        out, err = capfd.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), out, err

    return call


@pytest.fixture
def paper(sample_paper: Store, tmp_path: Path) -> Path:
    """A copy of the sample paper that a test may change."""
    folder = tmp_path / "paper"
    folder.mkdir()
    copies.copy_database(sample_paper, folder / "nouvelles.db")
    shutil.copytree(sample_paper.folder / "warc", folder / "warc")
    # The sample was taken in by a clock that stands in March: keep its bytes.
    (folder / FILE_NAME).write_text("[store]\npage_days = 100000\n")
    return folder


@pytest.mark.parametrize("name", MINE)
def test_help_has_an_example(run: Run, name: str) -> None:
    assert name in COMMANDS
    code, out, _ = run(name, "--help")
    assert code == 0
    assert "Example" in out
    assert f"nouvelles {name}" in out.replace("--paper paper ", "")


@pytest.mark.parametrize(
    "name", [name for name in MINE if name not in ("init", "restore")]
)
def test_without_a_paper_that_is_said(run: Run, tmp_path: Path, name: str) -> None:
    code, out, err = run("--paper", str(tmp_path), name, *MINE[name])
    assert (code, out) == (2, "")
    assert "there is no paper here" in err


def test_stages(run: Run, paper: Path) -> None:
    code, out, _ = run("--paper", str(paper), "stages", "--json")
    found = json.loads(out)
    assert code == 0
    parts = ("articles", "again", "rejected", "open")
    assert found["captures"] == sum(found[part] for part in parts) > 90
    assert (found["open"], found["quarantined"]) == (0, 0)
    code, out, _ = run("--paper", str(paper), "stages")
    assert (code, out.splitlines()[0].split()[0]) == (0, str(found["captures"]))
    assert "tdm-reserved" in out


def exported(run: Run, paper: Path) -> list[dict[str, str]]:
    code, out, _ = run("--paper", str(paper), "export", "articles")
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


def test_export_and_trace_agree(run: Run, paper: Path) -> None:
    rows = exported(run, paper)
    assert len(rows) > 80
    cited = [row for row in rows if row["capture_digest"]]
    for row in cited[:5]:
        code, out, _ = run("--paper", str(paper), "trace", row["address"], "--json")
        assert code == 0
        found = json.loads(out)
        assert found["articles"][0]["headline"] == row["headline"]
        assert row["capture_digest"] in [one["digest"] for one in found["captures"]]
        code, out, _ = run("--paper", str(paper), "trace", row["url"] + "?utm_source=x")
        assert code == 0
        assert row["headline"] in out
    assert {row["text_rights"].split(":")[0] for row in rows} >= {
        "full-text",
        "extract",
    }
    closed = [row for row in rows if row["text_rights"].startswith("extract")]
    assert all(len(row["text"]) <= 200 for row in closed if not row["licence"])


def test_csv_and_json_lines_hold_the_same(
    run: Run, paper: Path, tmp_path: Path
) -> None:
    target = tmp_path / "a.csv"
    words = ("export", "articles", "--format", "csv", "--output", str(target))
    assert run("--paper", str(paper), *words)[0] == 0
    with target.open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    rows = exported(run, paper)
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    assert [row["text"].lstrip("'") for row in table] == [
        row["text"].lstrip("'") for row in rows
    ]
    code, _, err = run("--paper", str(paper), *words)
    assert (code, "there already" in err) == (1, True)


def test_an_unknown_address_fails_with_one_sentence(run: Run, paper: Path) -> None:
    code, out, err = run("--paper", str(paper), "trace", "https://x.example/none")
    assert (code, out) == (1, "")
    assert err.startswith("nouvelles: https://x.example/none: the paper has never met")
    assert err.count("\n") == 1


def test_remove(run: Run, paper: Path) -> None:
    row = next(row for row in exported(run, paper) if row["capture_digest"])
    words = ("remove", row["address"], "--reason", "Asked for", "--status", "451")
    code, out, _ = run("--paper", str(paper), *words, "--json")
    assert code == 0
    assert json.loads(out)["articles"] == [row["id"]]
    assert row["id"] not in [one["id"] for one in exported(run, paper)]
    code, out, _ = run("--paper", str(paper), "trace", row["url"])
    assert f"removed {row['id']}: 451, Asked for (erased)" in out
    code, out, _ = run("--paper", str(paper), "remove", row["url"], "--reason", "again")
    assert "Nothing was held" in out
    words = ("remove", row["url"], "--reason", " ")
    assert run("--paper", str(paper), *words)[0] == 2


def test_names(run: Run, paper: Path) -> None:
    words = ("--paper", str(paper), "names")
    assert (
        "hidden from now on" in run(*words, "add", "Ada Example", "--why", "minor")[1]
    )
    assert "already" in run(*words, "add", "Ada Example", "--why", "minor")[1]
    assert "minor" in run(*words, "list")[1]
    assert json.loads(run(*words, "list", "--json")[1])[0]["name"] == "Ada Example"
    assert run(*words, "remove", "Ada Example")[0] == 0
    assert run(*words, "remove", "Ada Example")[0] == 1


def test_source(run: Run, paper: Path) -> None:
    words = ("--paper", str(paper), "source")
    code, out, _ = run(*words, "list", "--json")
    sources = json.loads(out)
    assert (code, len(sources) >= 14) == (0, True)
    host = next(one["source"]["host"] for one in sources if one["articles"] > 2)
    assert "CC-BY-ND-4.0" in run(*words, "set", host, "--licence", "CC-BY-ND-4.0")[1]
    assert "CC-BY-ND-4.0" in run(*words, "list")[1]
    code, _, err = run(*words, "set", host, "--licence", "mine")
    assert (code, "not a licence that we know" in err) == (1, True)
    assert run(*words, "set", host)[0] == 2


def test_doctor(run: Run, paper: Path) -> None:
    code, out, _ = run("--paper", str(paper), "doctor", "--full", "--json")
    found = json.loads(out)
    assert (code, found["healthy"]) == (0, True), found
    (segment,) = (paper / "warc").rglob("*.warc.gz")
    segment.write_bytes(segment.read_bytes()[:-1])
    code, out, _ = run("--paper", str(paper), "doctor")
    assert code == 1
    assert "wrong   segments: warc/" in out


def test_backup_and_restore(run: Run, paper: Path, tmp_path: Path) -> None:
    file, back = str(tmp_path / "b.tar"), tmp_path / "back"
    code, out, _ = run("--paper", str(paper), "backup", file)
    assert (code, "written and verified" in out) == (0, True)
    code, out, _ = run("restore", file, str(back), "--json")
    assert (code, json.loads(out)["database"]) == (0, "sqlite")
    assert exported(run, back) == exported(run, paper)
    assert run("restore", file, str(back))[0] == 1


def test_rebuild(run: Run, paper: Path) -> None:
    before = exported(run, paper)
    code, out, _ = run("--paper", str(paper), "rebuild")
    assert (code, out) == (0, f"{len(before)} articles made anew.\n")
    assert exported(run, paper) == before


def test_init(run: Run, tmp_path: Path) -> None:
    target = str(tmp_path / "new")
    code, out, _ = run("init", target, "--name", "The Sheet", "--language", "en")
    assert (code, "Made a paper" in out) == (0, True)
    assert run("--paper", target, "stages")[1].startswith("0 captures")
    assert run("init", target)[0] == 1
    assert run("init", target, "--language", "xx")[0] == 2


def test_an_empty_export_has_its_header(run: Run, tmp_path: Path) -> None:
    run("init", str(tmp_path / "new"))
    words = ("export", "articles", "--format", "csv")
    _, out, _ = run("--paper", str(tmp_path / "new"), *words)
    (header,) = csv.reader(io.StringIO(out))
    assert header[0] == "id"
