"""Comments from WordPress and back: nothing twice, nothing dangerous, all states."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from nouvelles.cli.main import cli
from nouvelles.config import Settings
from nouvelles.discussion.from_html import to_markdown
from nouvelles.discussion.wxr import read_wxr
from nouvelles.errors import InputError
from nouvelles.run.discussion.key import load_key
from nouvelles.run.discussion.wordpress import Tally, import_wxr
from nouvelles.store import Store, open_store
from nouvelles.store.comment_lists import each_comment

HEAD = (
    '<?xml version="1.0"?><rss version="2.0" '
    'xmlns:wp="http://wordpress.org/export/1.1/"><channel>'
)


def said(id: int, text: str, **more: str) -> str:
    fields = {
        "id": str(id),
        "author": "Amal",
        "author_email": "amal@example.org",
        "author_url": "https://amal.example",
        "author_IP": "192.0.2.7",
        "date_gmt": f"2026-03-12 09:{id:02}:00",
        "content": f"<![CDATA[{text}]]>",
        "approved": "1",
        "parent": "0",
        **more,
    }
    inner = "".join(f"<wp:comment_{k}>{v}</wp:comment_{k}>" for k, v in fields.items())
    return f"<wp:comment>{inner}</wp:comment>"


def post(*comments: str, link: str = "https://blog.example/a") -> str:
    return f"<item><title>T</title><link>{link}</link>{''.join(comments)}</item>"


def written(tmp_path: Path, *posts: str, end: str = "</channel></rss>") -> Path:
    path = tmp_path / "export.xml"
    path.write_text(HEAD + "".join(posts) + end)
    return path


def taken(store: Store, path: Path, page: str = "article:a") -> Tally:
    return import_wxr(store, load_key(store.folder), path, page)


def test_all_comes_once_in_its_place_and_state(store: Store, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        post(
            said(1, "Bonjour <b>tous</b>\x08\n\nune suite"),
            said(2, "Une <em>réponse</em>", parent="1"),
            said(3, "casino", approved="spam"),
            said(4, "en attente", approved="0"),
            said(5, "jeté", approved="trash"),
            said(6, "ping", type="pingback"),
            said(7, " "),
        ),
    )
    tally = taken(store, path)
    assert (tally.taken, tally.pings, tally.empty) == (5, 1, 1)
    assert taken(store, path).known == 5
    with store.read() as connection:
        found = list(each_comment(connection))
    states = [one.comment.state.value for one in found]
    assert states == ["shown", "shown", "spam", "queued", "removed"]
    assert found[0].comment.text == "Bonjour **tous**\n\nune suite"
    assert found[1].comment.parent == found[0].comment.id
    assert found[0].comment.at.isoformat() == "2026-03-12T09:01:00+00:00"
    assert load_key(store.folder).decrypt(found[0].email or b"") == "amal@example.org"


def test_posts_that_the_paper_does_not_have_are_told(
    sqlite_store: Store, tmp_path: Path
) -> None:
    from nouvelles.store import readtables

    readtables.ensure(sqlite_store)
    path = written(
        tmp_path, post(said(1, "a")), post(said(2, "b"), link="no address at all")
    )
    tally = taken(sqlite_store, path, "")
    assert dict(tally.unknown) == {"https://blog.example/a": 1, "no address at all": 1}
    assert tally.taken == 0


def test_a_file_that_breaks_off_says_so_and_keeps_what_came(
    sqlite_store: Store, tmp_path: Path
) -> None:
    path = written(tmp_path, post(said(1, "a")), "<item><ti", end="")
    with pytest.raises(InputError, match="no export of WordPress that can be read"):
        taken(sqlite_store, path)
    with pytest.raises(InputError, match="cannot be read"):
        taken(sqlite_store, tmp_path / "none.xml")


def test_entities_and_outside_files_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    bomb = "".join(
        f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(8)
    )  # a billion laughs
    path = tmp_path / "evil.xml"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">'
        f'<!ENTITY e0 "ha">{bomb}]>'
        + HEAD.partition("?>")[2]
        + post(said(1, "a", author="&x;&e8;"))
        + "</channel></rss>"
    )
    with path.open("rb") as file:
        try:
            authors = [one.author for one in read_wxr(file, "evil.xml")]
        except InputError:
            authors = []
    assert all("geheim" not in one and len(one) < 100 for one in authors)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b<br>c</p>", "a\n\nb\nc"),
        ('<a href="https://a.example/x_(y)">b</a>', "[b](https://a.example/x_%28y%29)"),
        ('<a href="https://a.example">https://a.example</a>', "https://a.example"),
        ('<a href="javascript:b">c</a><script>d</script>', "c"),
        ("<blockquote>a\nb</blockquote>c", "> a\n> b\n\nc"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("2 * 3 * 4 [a] <b>c", "2 \\* 3 \\* 4 \\[a\\] **c**"),
        ("<b>" * 5000 + "a", "a"),
    ],
)
def test_html_becomes_light_markdown(html: str, text: str) -> None:
    made = to_markdown(html)
    assert made == text or (len(html) > 5000 and text in made)


def test_the_commands_list_export_and_take_in_again(tmp_path: Path) -> None:
    folder, other = tmp_path / "paper", tmp_path / "other"
    for path in (folder, other):
        path.mkdir()
        (path / "nouvelles.toml").write_text("")
        open_store(path, Settings(), create=True).close()
    run = CliRunner()

    def command(paper: Path, *words: str) -> str:
        done = run.invoke(cli, ["--paper", str(paper), "comments", *words])
        assert done.exit_code == 0, done.output
        return done.output

    export = written(tmp_path, post(said(1, "a *b* [c]"), said(2, "d", parent="1")))
    assert "2 taken in" in command(folder, "import", str(export), "--page", "article:a")
    assert "2 shown" in command(folder, "list")
    command(folder, "answer", "2", "--name", "Claire", "--text", "e", "--feature")
    path = tmp_path / "out.xml"
    command(folder, "export", "--output", str(path))
    # A paper's own export brings it nothing that is still there.
    again = command(folder, "import", str(path))
    assert again.startswith("0 taken in, 3 known before")
    assert "3 taken in" in command(other, "import", str(path))
    rows = [
        [
            json.loads(line)
            for line in command(one, "export", "--format", "json").split("\n")[:-1]
        ]
        for one in (folder, other)
    ]
    for one in rows[0] + rows[1]:
        del one["staff"], one["featured"]
    assert rows[0] == rows[1]
    assert rows[0][0]["email"] == "amal@example.org"
