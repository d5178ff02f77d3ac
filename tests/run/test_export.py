"""Exports: no more text than rights allow, citations, and cells that stay text."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.errors import InputError
from nouvelles.records import Entry
from nouvelles.run.export import (
    ExportRow,
    csv_lines,
    export_row,
    json_lines,
)
from nouvelles.run.writing import write_whole
from nouvelles.store import Store, held, people
from nouvelles.store.entries import add_entries
from nouvelles.store.held import count_articles, each_article
from nouvelles.testing import Clock
from tests.run.small_paper import NOW, drain, filled, keep, page

LONG = "Word after word. " * 40


def rows(store: Store) -> dict[str, ExportRow]:
    made = [export_row(one, lambda id, _: f"/a/{id}") for one in each_article(store)]
    return {row.headline: row for row in made}


def test_text_is_whole_only_where_rights_allow(store: Store, clock: Clock) -> None:
    filled(
        store,
        clock,
        page("free", text=LONG.strip(), licence="CC-BY-4.0"),
        page("closed", text=LONG),
    )
    found = rows(store)
    assert found["free"].text == LONG.strip()
    assert found["free"].text_rights == "full-text: licensed"
    assert found["free"].licence == "CC-BY-4.0"
    assert 0 < len(found["closed"].text) <= 200
    assert found["closed"].text_rights == "extract: quotation"


def test_the_newest_capture_is_cited(store: Store, clock: Clock) -> None:
    first, last = page("one"), page("one", hour=1, text="Corrected.")
    filled(store, clock, first, last)
    row = rows(store)["one"]
    sums = [f"sha256:{hashlib.sha256(c.body).hexdigest()}" for c in (first, last)]
    assert row.capture_digest == sums[1]
    assert row.captured == last.at.isoformat()
    assert row.revisions == tuple(sums)
    assert (row.host, row.address) == ("a.example", f"/a/{row.id}")


def test_what_is_only_announced(store: Store, clock: Clock) -> None:
    plan = filled(store, clock)
    entry = Entry(feed="f", guid="g", url="https://a.example/n", title="N", summary="S")
    add_entries(store, [entry], NOW)
    drain(store, plan, clock)
    row = rows(store)["N"]
    assert (row.text, row.text_rights) == ("S", "extract: quotation")
    assert (row.captured, row.capture_digest, row.revisions) == ("", "", ())


def test_hidden_names_are_marked(store: Store, clock: Clock) -> None:
    plan = filled(store, clock)
    people.hide_name(store, "Ada Example", "minor", "ed", NOW)
    keep(store, plan, page("one", text="By Ada Example."), page("two"))
    drain(store, plan, clock)
    assert {name: row.hidden for name, row in rows(store).items()} == {
        "one": True,
        "two": False,
    }


def test_every_article_once_however_many(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "CHUNK", 3)
    filled(store, clock, *(page(f"p{number}") for number in range(10)))
    ids = [one.shown.listed.id for one in each_article(store)]
    assert len(ids) == len(set(ids)) == count_articles(store) == 10


ROW = ExportRow(
    id="0",
    url="https://a.example/1",
    outlet='The "Outlet", of\r\nthe day',
    host="a.example",
    country="",
    language="en",
    headline="=cmd|' /C calc'!A0",
    byline=("A", "B"),
    published="",
    modified="",
    captured="",
    capture_digest="",
    revisions=(),
    licence="",
    text="-1 degree\nand falling",
    text_rights="",
    hidden=False,
    address="",
)


def parsed(*made: ExportRow) -> list[list[str]]:
    text = b"".join(csv_lines(made)).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_reads_back_with_guarded_cells() -> None:
    header, row = parsed(ROW)
    assert header == [field.name for field in fields(ExportRow)]
    found = dict(zip(header, row, strict=True))
    assert found["outlet"] == ROW.outlet
    assert found["headline"] == "'" + ROW.headline
    assert found["text"] == "'" + ROW.text
    assert (found["byline"], found["hidden"]) == ("A; B", "false")


def test_csv_lines_end_as_the_standard_says() -> None:
    assert all(line.endswith(b"\r\n") for line in csv_lines([ROW]))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_no_cell_is_a_formula(text: str) -> None:
    _, row = parsed(replace(ROW, headline=text))
    cell = row[6]
    assert cell in (text, "'" + text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(st.characters(codec="utf-8")))
def test_json_lines_are_lines(text: str) -> None:
    (line,) = json_lines([replace(ROW, text=text)])
    assert line.count(b"\n") == 1
    assert json.loads(line)["text"] == text


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    with pytest.raises(ZeroDivisionError):
        write_whole(target, (b"x" if n else 1 // n for n in (1, 0)))  # type: ignore[misc]
    assert list(tmp_path.iterdir()) == []
    write_whole(target, [b"a\n", b"b\n"])
    assert target.read_bytes() == b"a\nb\n"
    with pytest.raises(InputError, match="there already"):
        write_whole(target, [b"c\n"])
