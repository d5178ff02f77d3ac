"""`nouvelles story`: the editor's hand, on the sample day."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nouvelles.cli import main
from nouvelles.cli.story import story as group
from nouvelles.config import FILE_NAME
from nouvelles.store import Store, copies

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], paper: Path) -> Run:
    """Run a command on the paper: exit code, standard output, standard error."""

    def call(*words: str) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--paper", str(paper), *words])
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
    (folder / FILE_NAME).write_text("[store]\npage_days = 100000\n")
    return folder


def listed(run: Run, *words: str) -> dict[str, list[str]]:
    """The articles of stories by their ids, those with the newest telling first."""
    code, out, _ = run("story", "list", "--limit", "500", "--json", *words)
    assert code == 0
    return {
        one["id"]: [told["listed"]["id"] for told in one["told"]]
        for one in json.loads(out)
    }


def shown(run: Run, name: str) -> dict[str, Any]:
    code, out, _ = run("story", "show", name, "--json")
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    return found


def small_and_large(run: Run) -> tuple[str, str]:
    """A story of one article or few, and the one of the most."""
    found = listed(run)
    order = sorted(found, key=lambda id: (len(found[id]), id))
    return order[0], order[-1]


def test_every_command_has_an_example(run: Run) -> None:
    for name in group.commands:
        code, out, _ = run("story", name, "--help")
        assert code == 0
        assert f"nouvelles story {name}" in out


def test_list_and_show(run: Run) -> None:
    found = listed(run)
    assert sum(map(len, found.values())) == 83
    _, large = small_and_large(run)
    code, out, _ = run("story", "list", "--limit", "500")
    assert code == 0
    assert all(id in out for id in found)
    assert list(listed(run, "--tellings", "5")) == [
        id for id in found if len(found[id]) >= 5
    ]
    code, out, _ = run("story", "show", large)
    assert code == 0
    assert all(id in out for id in found[large])
    assert "engine: begin" in out
    assert len(shown(run, large)["log"]) >= len(found[large])
    # The address of its page leads there too.
    code, again, _ = run("story", "show", f"https://paper.example/fr/dossier/x-{large}")
    assert again == out
    assert listed(run, "--hidden") == {}


def test_why(run: Run) -> None:
    found = listed(run)
    _, large = small_and_large(run)
    for article in found[large]:
        code, out, _ = run("story", "why", article, "--json")
        assert code == 0
        why = json.loads(out)
        assert (why["article"], why["story"]) == (article, large)
        act = why["lines"][-1]["act"]
        code, out, _ = run("story", "why", why["url"])
        assert code == 0
        assert f"story {large}" in out
        for reason in act["reasons"]:
            said = {"closest": "closest telling", "second": "next best story"}
            assert said.get(reason["code"], reason["code"]) in out
            assert all(word in out for word in reason["words"])
        code, out, _ = run("trace", article)
        assert f"story {large} ({len(found[large])} articles)" in out


def test_merge_and_split(run: Run) -> None:
    before = listed(run)
    small, large = small_and_large(run)
    code, out, _ = run("story", "merge", small, large, "--why", "one event")
    assert code == 0
    assert out.startswith(f"{small} is in {large} now")
    document = shown(run, small)
    assert document["story"]["id"] == large
    assert small in document["story"]["former"]
    act = document["log"][-1]["act"]
    assert (act["kind"], act["why"]) == ("merge", "one event")
    assert act["by"]
    code, _, err = run("story", "merge", small, large)
    assert (code, "same story" in err) == (1, True)
    code, out, _ = run("story", "split", large, *before[small], "--by", "Ada", "--json")
    assert code == 0
    assert json.loads(out)[0]["by"] == "Ada"
    after = listed(run)
    assert sorted(after[large]) == sorted(before[large])
    assert sorted(before[small]) in [sorted(some) for some in after.values()]


def test_a_decision_holds_when_all_is_made_anew(run: Run) -> None:
    before = listed(run)
    small, large = small_and_large(run)
    article = before[large][0]
    assert run("story", "move", article, small)[0] == 0
    assert run("story", "pin", article)[0] == 0
    assert run("story", "lead", article)[0] == 0
    assert run("story", "sensitive", small)[0] == 0
    assert run("rebuild")[0] == 0
    code, said, _ = run("archive", "--sample")  # groups what was made again
    assert code == 0
    assert "write close_days = 0 below [comments]" in said  # the day is an old one
    assert article in listed(run)[small]
    story = shown(run, small)["story"]
    assert (story["lead"], story["sensitive"]) == (article, True)
    code, out, _ = run("doctor", "--json")
    assert (code, json.loads(out)["healthy"]) == (0, True)
    for kind, name in (("unpin", article), ("unlead", small), ("unsensitive", small)):
        assert run("story", kind, name)[0] == 0
    story = shown(run, small)["story"]
    assert (story["lead"], story["sensitive"]) == ("", False)


def test_hide_and_show(run: Run) -> None:
    small, _ = small_and_large(run)
    assert run("story", "hide", small)[0] == 0
    assert small not in listed(run)
    assert small in listed(run, "--hidden")
    assert "kept off the paper" in run("story", "show", small)[1]
    assert run("story", "unhide", small)[0] == 0
    assert small in listed(run)


def test_a_removed_article_leaves_its_story(run: Run) -> None:
    before = listed(run)
    small, large = small_and_large(run)
    article = before[large][0]
    assert run("remove", article, "--reason", "Asked")[0] == 0
    assert article not in shown(run, large)["story"]["told"]
    assert article not in listed(run)[large]
    code, _, err = run("story", "why", article)
    assert (code, "was removed" in err) == (1, True)
    for one in before[small]:
        assert run("remove", one, "--reason", "Asked")[0] == 0
    code, _, err = run("story", "show", small)
    assert (code, "its articles were removed" in err) == (1, True)
    code, out, _ = run("doctor", "--json")
    assert (code, json.loads(out)["healthy"]) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "zzzzzzzz"), "there is no such story"),
        (("show", ""), "there is no such story"),
        (("why", "https://nowhere.example/x"), "has never met this address"),
        (("why", "nonsense"), "not an http or https address"),
        (("merge", "zzzzzzzz", "yyyyyyyy"), "there is no such story"),
        (("pin", "0000000000000"), "has never met this address"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    code, out, err = run("story", *words)
    assert (code, out) == (1, "")
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_an_article_of_another_story_cannot_be_split_off(run: Run) -> None:
    found = listed(run)
    small, large = small_and_large(run)
    code, out, err = run("story", "split", large, found[small][0])
    assert (code, out) == (1, "")
    assert found[small][0] in err
    assert listed(run) == found
