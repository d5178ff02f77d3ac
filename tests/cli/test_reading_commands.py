"""The commands by which the press is read, at a real outlet on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiohttp import web

from nouvelles.cli import main
from nouvelles.config import FILE_NAME, load_settings
from nouvelles.ingest.finding.opml import parse_opml
from nouvelles.run.lock import only_reader
from nouvelles.store import open_store
from tests.run.reading.outlet import Outlet, serving

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    made = Outlet()
    with serving(made):
        for number in range(3):
            made.publish(f"/a/{number}", f"The bridge, part {number}")
        made.special["/"] = lambda _o, _r: web.Response(
            text="<!doctype html><html><head>"
            "<link rel=alternate type=application/rss+xml title=All href=/feed>"
            "<link rel=alternate type=application/rss+xml title=Sport href=/sport>"
            "</head><body></body></html>",
            content_type="text/html",
        )
        made.special["/sport"] = lambda o, _r: web.Response(
            body=o.feed().replace(b"The Outlet", b"The Outlet: Sport")
        )
        yield made


@pytest.fixture
def paper(outlet: Outlet, tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / FILE_NAME).write_text(
        "[network]\nallow_private = true\ndelay_s = 0\npictures = false\n"
        f"ports = [{outlet.base.rpartition(':')[2]}]\n[worker]\nprocesses = 1\n"
    )
    open_store(folder, load_settings(folder), create=True).close()
    return folder


@pytest.fixture
def run(paper: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the paper: exit code, standard output, standard error."""

    def call(*words: str) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--paper", str(paper), *words])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        code = ended.value.code
        return (code if isinstance(code, int) else 0), out, err

    return call


def checked(run: Run, *more: str) -> list[dict[str, object]]:
    code, out, _ = run("source", "check", "--json", *more)
    assert code == 0
    found: list[dict[str, object]] = json.loads(out)
    return found


def feeds(run: Run) -> list[tuple[str, str]]:
    """Path and state of each feed."""
    return [
        (feed["url"].rpartition("/")[2], feed["state"])
        for one in checked(run)
        for feed in one["feeds"]  # type: ignore[attr-defined]
    ]


# ---- add ----


def test_a_preview_adds_nothing(run: Run, outlet: Outlet) -> None:
    code, out, _ = run("source", "add", "--preview", outlet.base)
    assert code == 0
    assert f"+ {outlet.base}/feed" in out
    assert f"- {outlet.base}/sport" in out
    assert "The bridge, part 2" in out
    assert "3 entries" in out
    assert feeds(run) == []


def test_the_best_is_added_or_all(run: Run, outlet: Outlet) -> None:
    code, out, _ = run("source", "add", outlet.base)
    assert code == 0
    assert "1  read from now on" in out
    assert feeds(run) == [("feed", "read")]
    _, out, _ = run("source", "add", "--all", outlet.base)
    assert "1  read from now on" in out
    assert "1  read already" in out
    assert feeds(run) == [("feed", "read"), ("sport", "read")]


def test_json_for_machines(run: Run, outlet: Outlet) -> None:
    code, out, _ = run("source", "add", "--preview", "--json", outlet.base)
    (search,) = json.loads(out)
    assert code == 0
    assert [offer["url"] for offer in search["offers"]] == [
        f"{outlet.base}/feed",
        f"{outlet.base}/sport",
    ]


def test_headlines_only(run: Run, outlet: Outlet) -> None:
    run("source", "add", "--headlines", f"{outlet.base}/feed")
    assert run("read")[0] == 0
    assert not any(outlet.hits[path] for path in outlet.pages)
    _, out, _ = run("source", "check")
    assert "headlines only" in out


def test_a_section_page_by_rule(run: Run, outlet: Outlet) -> None:
    links = "".join(
        f"<li><a href='{path}'>One of them</a></li>" for path in outlet.pages
    )
    outlet.special["/world"] = lambda _o, _r: web.Response(
        text=f"<html><body><ul class=x>{links}</ul></body></html>",
        content_type="text/html",
    )
    code, out, _ = run("source", "add", f"{outlet.base}/world", "--links", ".x a | /a/")
    assert (code, "section" in out) == (0, True)
    assert run("read")[0] == 0
    assert all(outlet.hits[path] == 1 for path in outlet.pages)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add"], 2, "ADDRESS"),
        (["add", "http://127.0.0.1:9/"], 1, "must not be visited"),
        (["add", "--links", "h2 >> [", "{base}/"], 1, "selector"),
        (["add", "--links", "", "{base}/none"], 1, "nothing to read here"),
        (["pause", "nobody.example"], 1, "neither a source that is read"),
        (["resume", "nobody.example"], 1, "source check"),
        (["remove", "{base}/none"], 1, "neither a source that is read"),
        (["import"], 2, "--starter"),
        (["import", "none.opml"], 2, "does not exist"),
        (["import", "--starter", "all of them"], 2, "licensed"),
        (["check", "nobody.example"], 1, "nobody.example"),
    ],
)
def test_wrong_input_is_answered_with_what_to_do(
    run: Run, outlet: Outlet, words: list[str], code: int, said: str
) -> None:
    run("source", "add", f"{outlet.base}/feed")
    given = [word.format(base=outlet.base) for word in words]
    found, out, err = run("source", *given)
    assert found == code, (out, err)
    assert said in out + err
    assert feeds(run) == [("feed", "read")]


# ---- list, check ----


def test_list(run: Run, outlet: Outlet) -> None:
    run("source", "add", f"{outlet.base}/feed")
    run("read")
    code, out, _ = run("source", "list")
    assert (code, out.split()[:4]) == (0, ["3", "articles", "1", "feed"])
    assert "127.0.0.1" in out
    assert "The Outlet" in out


def test_check_shows_what_is_well(run: Run, outlet: Outlet) -> None:
    code, out, _ = run("source", "check")
    assert (code, "source add" in out) == (0, True)
    run("source", "add", f"{outlet.base}/feed")
    run("read")
    code, out, _ = run("source", "check")
    assert code == 0
    assert f"{outlet.base}/feed" in out
    assert "3 pages read" in out
    assert "1 well" in out
    (one,) = checked(run)
    assert one["pages"]["had"] == 3  # type: ignore[index]
    assert checked(run, "--trouble") == []
    assert run("source", "check", "--trouble")[1] == "No source is in trouble.\n"


def test_check_lets_a_stranger_see_what_is_wrong(run: Run, outlet: Outlet) -> None:
    run("source", "add", f"{outlet.base}/feed")
    outlet.special["/feed"] = lambda _o, _r: web.Response(status=403)
    run("read", "--now")
    code, out, _ = run("source", "check", "127.0.0.1")
    assert code == 0
    assert out.startswith("✗ The Outlet (127.0.0.1)")
    for words in (
        "in trouble: forbidden",
        "The outlet does not let us in",
        "[answers 403]",
        "Respect it, or ask the outlet",
        f"at {outlet.base}/feed",
        "never read",
        "1 in trouble",
    ):
        assert words in out
    (one,) = checked(run, "--trouble")
    assert one["faults"][0]["word"] == "forbidden"  # type: ignore[index]
    assert one["faults"][0]["advice"]  # type: ignore[index]


# ---- pause, resume, remove ----


def test_pause_resume_remove(run: Run, outlet: Outlet) -> None:
    run("source", "add", f"{outlet.base}/feed")
    assert run("source", "pause", "127.0.0.1")[1] == f"Paused: {outlet.base}/feed\n"
    assert feeds(run) == [("feed", "paused")]
    assert "paused" in run("source", "check")[1]
    asked = len(outlet.asked)
    assert "Nothing is due" in run("read", "--now")[1]
    assert len(outlet.asked) == asked
    _, out, _ = run("source", "resume", f"{outlet.base}/feed")
    assert out == f"Read again: {outlet.base}/feed\n"
    assert "3  pages kept" in run("read")[1]
    _, out, _ = run("source", "remove", "127.0.0.1")
    assert out == f"No longer read: {outlet.base}/feed\n"
    assert feeds(run) == []
    assert run("source", "list")[1].split()[0] == "3"  # what was read stays


# ---- import, export ----


def test_out_and_in_again(run: Run, outlet: Outlet, tmp_path: Path) -> None:
    run("source", "add", "--all", outlet.base)
    file = tmp_path / "list.opml"
    assert run("source", "export", str(file))[0] == 0
    found = parse_opml(file.read_bytes()).subscriptions
    assert [one.url.rpartition("/")[2] for one in found] == ["feed", "sport"]
    assert {one.home for one in found} == {f"{outlet.base}/"}
    code, out, _ = run("source", "export")
    assert (code, out.encode()[:5]) == (0, file.read_bytes()[:5])
    assert "2  read already" in run("source", "import", str(file))[1]
    run("source", "remove", "127.0.0.1")
    assert "2  read from now on" in run("source", "import", str(file))[1]


def test_what_is_no_feed_is_not_in_the_list_and_named(
    run: Run, outlet: Outlet, tmp_path: Path
) -> None:
    run("source", "add", f"{outlet.base}/feed")
    outlet.special["/news.xml"] = lambda o, _r: web.Response(
        text='<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<url><loc>{o.base}/a/1</loc></url></urlset>",
        content_type="application/xml",
    )
    assert "sitemap" in run("source", "add", f"{outlet.base}/news.xml")[1]
    file = tmp_path / "list.opml"
    code, _, err = run("source", "export", str(file))
    assert (code, err) == (
        0,
        f"Not in the list, for it is no feed: {outlet.base}/news.xml\n",
    )
    (one,) = parse_opml(file.read_bytes()).subscriptions
    assert one.url == f"{outlet.base}/feed"


def test_what_was_not_looked_at_is_not_called_well(run: Run, outlet: Outlet) -> None:
    run("source", "add", f"{outlet.base}/feed")
    out = run("source", "check")[1]
    assert out.startswith("○ ")
    assert out.splitlines()[-1] == (
        "1 source: 0 well (●), 0 well again after faults (◐), 0 in trouble (✗), "
        "1 not read yet (○)."
    )
    run("read")
    assert "1 well (●)" in run("source", "check")[1]
    assert "not read yet" not in run("source", "check")[1]


def test_what_is_no_list_is_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.opml"
    file.write_text("<html></html>")
    code, _, err = run("source", "import", str(file))
    assert code == 1
    assert "list.opml" in err
    assert "OPML" in err


def test_the_starter_lists(run: Run) -> None:
    code, out, _ = run("source", "import", "--starter", "headlines")
    assert code == 0
    number = int(out.split()[0])
    assert number >= 100
    assert (
        f"{number}  read already"
        in run("source", "import", "--starter", "headlines")[1]
    )
    found = checked(run)
    assert {one["mode"] for one in found} == {"headlines"}


# ---- read ----


def test_read_once_and_nothing_twice(run: Run, outlet: Outlet) -> None:
    assert "Nothing is due" in run("read")[1]
    run("source", "add", f"{outlet.base}/feed")
    code, out, _ = run("read")
    assert code == 0
    for line in ("1  looks at feeds", "3  new entries", "3  pages kept"):
        assert line in out
    assert "Nothing is due" in run("read")[1]
    code, out, _ = run("read", "--now", "--json")
    assert json.loads(out) == {
        "looks": 1, "unchanged": 1, "entries": 0, "pages": 0, "faults": 0,
        "no_network": False,
    }  # fmt: skip
    assert all(outlet.hits[path] == 1 for path in outlet.pages)


def test_a_second_reader_is_refused(run: Run, paper: Path, outlet: Outlet) -> None:
    run("source", "add", f"{outlet.base}/feed")
    store = open_store(paper, load_settings(paper))
    with only_reader(store) as alone:
        assert alone
        code, out, err = run("read")
    store.close()
    assert (code, out) == (1, "")
    assert "already being read" in err
    assert "process" in err
    assert "--no-read" in err
