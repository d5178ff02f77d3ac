"""`nouvelles group`: anyone's own articles, with no paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nouvelles.cli import main
from tests.run.grouping.papers import TEXTS

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the command: exit code, standard output, standard error."""

    def call(*words: str) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["group", *words])
        out, err = capfd.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), out, err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Five articles; with fields that nobody asks for."""
    path = tmp_path / "articles.jsonl"
    lines = [
        {
            "id": name,
            "title": text[:40],
            "text": text,
            "lang": "en",
            "date": f"2026-03-12T{hour:02}:00:00Z",
            "source": f"{name}.example",
            "section": ["x"],
        }
        for hour, (name, text) in enumerate(TEXTS.items())
    ]
    path.write_text("\n".join(map(json.dumps, lines)))
    return path


def test_a_line_an_article(run: Run, file: Path) -> None:
    code, out, err = run(str(file))
    assert (code, err) == (0, "")
    found = [json.loads(line) for line in out.splitlines()]
    assert [one["id"] for one in found] == list(TEXTS)
    assert all(set(one) == {"id", "story"} and one["story"] for one in found)
    by_id = {one["id"]: one["story"] for one in found}
    assert len({by_id[name] for name in ("dam", "comet", "vote")}) == 3
    assert run(str(file))[1] == out


def test_stories_with_their_articles(run: Run, file: Path) -> None:
    found = [json.loads(line) for line in run(str(file))[1].splitlines()]
    code, out, _ = run(str(file), "--format", "json")
    assert code == 0
    stories = json.loads(out)
    assert {
        one["id"]: story["story"] for story in stories for one in story["articles"]
    } == {one["id"]: one["story"] for one in found}
    sizes = [len(story["articles"]) for story in stories]
    assert sizes == sorted(sizes, reverse=True)
    code, out, _ = run(str(file), "--format", "table")
    assert code == 0
    for story in stories:
        assert f"{story['story']}: {len(story['articles'])} article" in out
    assert "2026-03-12 03:00+00:00  en  comet.example  A comet" in out


def test_without_an_encoder(run: Run, file: Path) -> None:
    code, out, _ = run(str(file), "--encoder", "none")
    assert (code, len(out.splitlines())) == (0, len(TEXTS))


BAD = (
    b'{"id": 1, "title": "A dam broke"}',
    b"nonsense",
    b'{"id": 1}',
    b'{"id": "x", "date": "soon"}',
    b'{"title": "no id"}',
    b'["id", 2]',
    b'{"id": "y", "title": 7}',
    b'{"id": true}',
    b'{"id": "z", "title": "\xff"}',
    b"",
    b'{"id": 9, "text": null, "date": 1773313200, "lang": ""}',
    b'{"id": "w", "date": 1e30}',
)


def test_bad_lines_are_told_by_number_and_left_out(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_bytes(b"\n".join(BAD))
    code, out, err = run(str(file))
    assert code == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["1", "9"]
    *said, total = err.splitlines()
    numbers = [int(line.split("line ")[1].split(":")[0]) for line in said]
    assert numbers == [2, 3, 4, 5, 6, 7, 8, 9, 12]
    assert total.endswith("9 lines left out")
    assert "stands on line 1 already" in said[1]
    assert "`date` 'soon' is no date" in said[2]


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    code, out, err = run(str(tmp_path / "none.jsonl"))
    assert (code, out) == (2, "")
    assert "No such file" in err


def test_an_empty_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "empty.jsonl"
    file.write_bytes(b"\n\n")
    assert run(str(file)) == (0, "", "")
    assert run(str(file), "--format", "json") == (0, "[]\n", "")
