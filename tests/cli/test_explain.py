"""The tables of `extract --explain`: everything said, nothing obeyed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nouvelles.cli.explain import explain
from nouvelles.records import Doubt, LeftOut, Statement
from tests.extract.render.articles import FULL

MADE = replace(
    FULL,
    paywalled=True,
    free_blocks=2,
    doubts=(Doubt(code="dates-differ", detail="a day apart"),),
    statements=(Statement(name="license", value="CC-BY-4.0"),),
    left_out=(
        LeftOut(
            reason="share", path="/html/body/*[3]/*[2]", words="[bold]Share[/bold]"
        ),
        LeftOut(
            reason="newsletter", path="/html/body/*[9]", words="Sign up \x1b[2J:wave:"
        ),
    ),
)


def test_every_part_has_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    explain("page.html", MADE)
    out = capsys.readouterr().out
    rows = [line for line in out.splitlines() if "│" in line]

    def row(*cells: str) -> bool:
        return any(all(cell in line for cell in cells) for line in rows)

    assert out.startswith("page.html\n")
    assert row("dates-differ", "a day apart")
    assert row("license", "CC-BY-4.0")
    assert row("share", "[bold]Share[/bold]", "/html/body/*[3]/*[2]")
    assert row("newsletter", "Sign up \N{REPLACEMENT CHARACTER}[2J:wave:")
    assert row("paywalled", "yes, 2 of 10 blocks are free")
    assert row("body", "2 paragraph", "1 table")
    assert row("published", "2026-03-12 06:40 +05:30")
    assert "Left out: 2" in out
    assert "\x1b" not in out


def test_what_is_not_known_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    explain("page.html", replace(MADE, doubts=(), published=None, paywalled=False))
    out = capsys.readouterr().out
    assert "Doubts: nothing" in out
    assert "published" not in out
    assert "paywalled" not in out
