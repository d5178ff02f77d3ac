"""Lighthouse on a phone: front page, story, article, search, comments and their form."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench.pages import (
    add_comments,
    find_article,
    find_story,
    sample_paper,
    served,
)
from bench.table import Table, number

LIGHTHOUSE = Path(".venv/checkers/node_modules/lighthouse/cli/index.js")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
RUNS = 5
#: What it says when the browser's trace, not the page, is at fault.
_AGAIN = "Please run Lighthouse again"

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")


def measure() -> list[Table]:
    chromium = shutil.which("chromium")
    if not LIGHTHOUSE.exists() or chromium is None:
        return []
    with tempfile.TemporaryDirectory(prefix="nouvelles-bench-") as name:
        paper = sample_paper(Path(name))
        with served(paper, 256) as (address, _):
            pages = {
                "front": "/fr/",
                "story": find_story(address),
                "article": find_article(address),
                "search": "/fr/recherche",
            }
            rows = [
                (page, *_look(address + path, chromium)) for page, path in pages.items()
            ]
        add_comments(Path(paper), pages["article"])
        with served(paper, 256, talks=True) as (address, _):
            talk = {
                "article, 30 comments": pages["article"],
                "comments": f"{pages['article']}/commentaires",
                "form of a comment": f"{pages['article']}/commenter",
            }
            rows += [
                (page, *_look(address + path, chromium)) for page, path in talk.items()
            ]
    return [
        Table(
            title="Lighthouse",
            how=f"Lighthouse 12.8 as it comes: a slow telephone on a slow line; medians "
            f"of {RUNS}; the sample day, on the same cores. Pages that search engines "
            "are asked to pass over (an article’s leads them to its outlet) lose in the "
            "last column for that alone: what else is missing stands in the one behind.",
            header=(
                "page", "performance", "accessibility", "best practices", "SEO",
                "first paint, ms", "largest paint, ms", "blocked, ms", "faults",
            ),
            rows=tuple(rows),
        )
    ]  # fmt: skip


def _look(address: str, chromium: str) -> tuple[str, ...]:
    reports = [_report(address, chromium) for _ in range(RUNS)]
    scores = [
        median(100 * one["categories"][name]["score"] for one in reports)
        for name in CATEGORIES
    ]
    times = [
        median(one["audits"][name]["numericValue"] for one in reports) for name in TIMES
    ]
    faults = sorted(
        {
            ref["id"]
            for one in reports
            for name in CATEGORIES[1:]
            for ref in one["categories"][name]["auditRefs"]
            if ref["weight"] and one["audits"][ref["id"]]["score"] == 0
        }
    )
    return (
        *(f"{score:.0f}" for score in scores),
        *map(number, times),
        ", ".join(faults) or "–",
    )


def _report(address: str, chromium: str) -> dict[str, Any]:
    done = _run(address, chromium)
    if _AGAIN in done.stderr:
        done = _run(address, chromium)
    if done.returncode:
        raise RuntimeError(f"lighthouse at {address}: {done.stderr[-500:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _run(address: str, chromium: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", LIGHTHOUSE, address, "--output=json", "--quiet",
         f"--chrome-flags={FLAGS}"],
        capture_output=True,
        text=True,
        env={**os.environ, "CHROME_PATH": chromium},
    )  # fmt: skip
