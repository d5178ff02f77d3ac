"""Shares of what is stopped, with intervals over articles."""

from __future__ import annotations

from typing import Any

from bench.draws import tell


def _row(number: int, article: int, fault: str, base: int) -> dict[str, Any]:
    row = {"id": str(number), "fault": fault, "base": str(base)}
    if fault == "none":
        row["origin"] = f"ntrex/paper.{article}/{number}:en-fr"
    return {**row, "src_lang": "en", "tgt_lang": "fr"}


def test_shares_are_told_with_intervals_over_articles() -> None:
    rows = [_row(n, n % 4, "none", n) for n in range(40)]
    rows += [_row(100 + n, n % 4, "name_swapped", n) for n in range(40)]
    flags = {
        row["id"]: ["names"]
        if row["fault"] != "none" or row["id"] in ("0", "4")
        else []
        for row in rows
    }
    found = {row[0]: row[1:] for row in tell(rows, flags).rows}
    assert found["name_swapped"] == ("40", "4", "100.0", "100.0–100.0")
    pairs, articles, share, interval = found["human, by names"]
    assert (pairs, articles, share) == ("40", "4", "5.0")
    # Both are of one article, which a draw may not have, or twice and more.
    low, high = map(float, interval.split("–"))
    assert low == 0.0
    assert high >= 10.0


def test_pairs_without_an_answer_are_left_out() -> None:
    rows = [_row(n, n, "none", n) for n in range(4)]
    found = {row[0]: row for row in tell(rows, {"0": [], "1": []}).rows}
    assert found["human"][1] == "2"
