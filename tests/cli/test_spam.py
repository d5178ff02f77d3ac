"""`nouvelles spam`: anyone's own comments, with no paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nouvelles.cli import main
from tests.comments.remarks import GENUINE, SPAM

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def call(*words: object) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["spam", *map(str, words)])
        out, err = capfd.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), out, err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "comments.jsonl"
    rows = [{"id": f"g{n}", "text": text, "label": 0} for n, text in enumerate(GENUINE)]
    rows += [
        {"id": f"s{n}", "text": text.replace("spin", f"spin{n}"), "label": 1}
        for n, text in enumerate(SPAM)
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_check_gives_a_band_a_line(run: Run, file: Path) -> None:
    code, out, err = run("check", file)
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, err, len(rows)) == (0, "", 24)
    assert {row["band"] for row in rows[:12]} == {"publish"}
    # Each of the twelve is another advertisement; one may pass, not more.
    assert sum(row["band"] == "publish" for row in rows[12:]) <= 2
    assert sum(row["band"] == "spam" for row in rows[12:]) >= 6


def test_bad_lines_are_told_and_the_others_done(run: Run, file: Path) -> None:
    file.write_text(file.read_text() + '\n{"text": 1}\nnonsense')
    code, out, err = run("check", file)
    assert code == 1
    assert len(out.splitlines()) == 24
    assert "line 25: no `text`" in err
    assert "2 lines left out" in err


def test_explain_speaks_the_moderators_language(run: Run, file: Path) -> None:
    code, out, _ = run("explain", file, "--language", "fr", "--rings")
    assert code == 0
    assert "lien vers lucky-spin" in out
    assert run("explain", file, "--language", "xx")[0] == 2


def test_learn_then_check_then_undo(run: Run, file: Path, tmp_path: Path) -> None:
    site = tmp_path / "decisions.jsonl"
    code, out, _ = run("learn", file, "--site", site)
    assert code == 0
    assert "12 decisions of spam, 12 of genuine comments" in out
    learned = run("check", file, "--site", site)[1]
    assert learned != run("check", file)[1]
    assert run("learn", "--undo", "s3", "--site", site)[1].startswith(f"{site}: 11 ")
    assert run("check", file, "--site", site)[1] != learned
    code, _, err = run("learn", "--undo", "s3", "--site", site)
    assert (code, "no decision about `s3`" in err) == (1, True)


def test_the_last_decision_on_a_comment_counts(
    run: Run, file: Path, tmp_path: Path
) -> None:
    site, changed = tmp_path / "decisions.jsonl", tmp_path / "changed.jsonl"
    run("learn", file, "--site", site)
    assert "12 decisions of spam, 12 of" in run("learn", file, "--site", site)[1]
    spam = [
        row
        for row in map(json.loads, file.read_text().splitlines())
        if row["id"] == "s3"
    ]
    changed.write_text(json.dumps({**spam[0], "label": 0}))
    assert "11 decisions of spam, 13 of" in run("learn", changed, "--site", site)[1]
    # Other words under the same id are another comment: files without ids number theirs.
    changed.write_text(json.dumps({**spam[0], "text": "other words", "label": 0}))
    assert "11 decisions of spam, 14 of" in run("learn", changed, "--site", site)[1]


def test_learn_wants_labels(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"text": "a"}')
    code, _, err = run("learn", file, "--site", tmp_path / "s.jsonl")
    assert code == 1
    assert "no `label`" in err
    assert run("learn", "--site", tmp_path / "s.jsonl")[0] == 2


def test_a_spoilt_file_of_decisions_is_an_error(
    run: Run, file: Path, tmp_path: Path
) -> None:
    site = tmp_path / "decisions.jsonl"
    site.write_text("nonsense")
    code, _, err = run("check", file, "--site", site)
    assert code == 1
    assert "line 1: not JSON" in err


def test_eval_counts(run: Run, file: Path) -> None:
    code, out, _ = run("eval", file)
    assert code == 0
    assert "12 genuine comments: 0.0% hidden" in out
    found = json.loads(run("eval", file, "--json")[1])
    assert (found["genuine"], found["spam"]) == (12, 12)
    assert found["recall"]["0.01"] > 0.8
