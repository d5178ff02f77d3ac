"""Counting without tracking: how often a page was read on a day, and nothing else.

What is counted is a sum in memory until `take` hands it on to be kept. Of who reads
nothing is asked, noted or told: no address, no cookie, no order of pages.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request

from nouvelles.records import Ad
from nouvelles.web.answers import HTML, Answer

#: What programs call themselves that read for nobody, by the words that most of them
#: have in common; a browser's name has none of these.
_PROGRAM = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|fetch|monitor|preview|scan|curl|wget|python|java/"
    r"|go-http|okhttp|headless|facebookexternalhit|whatsapp|lighthouse",
)
#: Without one of these there is none of those: looking for them takes a tenth of the time.
_HINTS = (
    "bot", "crawl", "spider", "slurp", "fetch", "monitor", "preview", "scan", "curl",
    "wget", "python", "java/", "go-http", "okhttp", "headless", "external", "whatsapp",
    "lighthouse",
)  # fmt: skip


#: Kinds of reports that wait to be kept, at most.
_MOST_REPORTS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was counted on one day since it was last taken."""

    day: date
    pages: Mapping[str, int]
    ads: Mapping[int, int]


class Tally:
    """Views that are not kept yet, with those of advertisements that are; safe between
    threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: dict[date, Counter[str]] = {}
        self._ads: dict[date, Counter[int]] = {}
        self._kept: dict[date, Mapping[int, int]] = {}
        self._reports: Counter[tuple[str, str, str]] = Counter()

    def note(self, day: date, page: str, ads: Iterable[int] = ()) -> None:
        """Count one view of a page with what advertisements it showed."""
        with self._lock:
            self._pages.setdefault(day, Counter())[page] += 1
            self._ads.setdefault(day, Counter()).update(ads)

    def spent(self, day: date, ads: Iterable[Ad]) -> frozenset[int]:
        """Those advertisements that were shown as often as they may on a day."""
        with self._lock:
            kept = self._kept.get(day, {})
            new: Mapping[int, int] = self._ads.get(day, {})
            return frozenset(
                ad.id
                for ad in ads
                if ad.cap and kept.get(ad.id, 0) + new.get(ad.id, 0) >= ad.cap
            )

    def note_report(self, article: str, language: str, reason: str) -> None:
        """Count one report of a translation; what comes without end is not counted."""
        with self._lock:
            key = article, language, reason
            if key in self._reports or len(self._reports) < _MOST_REPORTS:
                self._reports[key] += 1

    def take_reports(self) -> Mapping[tuple[str, str, str], int]:
        """The reports by article, language and reason, and forget them."""
        with self._lock:
            found, self._reports = self._reports, Counter()
            return found

    def give_back_reports(self, counted: Mapping[tuple[str, str, str], int]) -> None:
        """Count again what could not be kept."""
        with self._lock:
            self._reports.update(counted)

    def take(self) -> list[Counted]:
        """What was counted, day by day, and forget it; whoever takes it keeps it."""
        with self._lock:
            found = [
                Counted(day=day, pages=pages, ads=self._ads.get(day, {}))
                for day, pages in sorted(self._pages.items())
            ]
            self._pages, self._ads = {}, {}
            return found

    def give_back(self, counted: Counted) -> None:
        """Count again what could not be kept."""
        with self._lock:
            self._pages.setdefault(counted.day, Counter()).update(counted.pages)
            self._ads.setdefault(counted.day, Counter()).update(counted.ads)

    def learn(self, day: date, kept: Mapping[int, int]) -> None:
        """How often advertisements were shown on a day, as far as it is kept."""
        with self._lock:
            self._kept = {day: dict(kept)}


def is_view(request: Request, answer: Answer) -> bool:
    """Whether somebody was shown a page: not a program, nor a browser that looks ahead.

    What a request calls itself is looked at here, and nowhere noted.
    """
    if request.method != "GET" or answer.status != 200 or answer.media_type != HTML:
        return False
    return is_reader(request.headers)


def is_reader(headers: Mapping[str, str]) -> bool:
    """Whether somebody asks, by headers with lower-case names."""
    ahead = headers.get("sec-purpose", headers.get("purpose", ""))
    name = headers.get("user-agent", "").lower()
    if "prefetch" in ahead or not name:
        return False
    return not any(hint in name for hint in _HINTS) or not _PROGRAM.search(name)
