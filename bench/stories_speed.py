"""What it costs to put articles into stories: time, memory, snapshots.

`python -m bench.stories_speed --stories 10000 --articles 100000` measures a smaller week,
and leaves the results file alone.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

# Before numpy is loaded: the figures are those of one core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from bench.memory import megabytes
from bench.stories_world import FOLDER, Event, Real, World, read_real
from bench.table import Table, count, number
from nouvelles.records import ActKind, Reason, StoryAct
from nouvelles.run.grouping import kept
from nouvelles.run.grouping.group import SLICE
from nouvelles.stories import Arrival, Stories
from nouvelles.stories.standing import story_id

#: The issue's sizes.
STORIES, ARTICLES = 100_000, 1_000_000

#: Tellings of a story that are no copies: log-normal, with a mean of 4.1.
MEDIAN, SIGMA = 2.2, 1.1

#: Articles that are decided on when all of those are there, in the slices in which they
#: would come; every so many, what came lately is looked at again. Of those, the part that
#: tells of an event which has a story.
DECIDED, LOOKED_AT_AGAIN, JOINING = 4_800, 240, 0.6

BEGIN = datetime(2026, 11, 2, tzinfo=UTC)
END = BEGIN + timedelta(days=6)


def measure(stories: int = STORIES, articles: int = ARTICLES) -> list[Table]:
    if not FOLDER.exists():
        return []
    week = Week(read_real(), stories, articles)
    week.fill()
    rows = [
        ("lines of the log played/s", number(articles / week.playing_s)),
        *week.decide(),
        ("tellings that are compared", count(len(week.state.live.row_of_article))),
        *week.keep(),
    ]
    return [
        Table(
            title="Stories: speed and memory",
            how=f"A made-up week (`bench/stories_world.py`): {count(stories)} live stories "
            f"of {count(articles)} articles, most of them copies. Then "
            f"{count(DECIDED)} others come, no copy among them, with clues and vectors "
            f"found already, {SLICE} at a time. CPU seconds of one core; memory is that of "
            "a process that opens the state from its file, without that of the program.",
            header=("what", "figure"),
            rows=tuple(rows),
        )
    ]


class Week:
    """The state of an engine, filled with what came in a week."""

    def __init__(self, real: Real, stories: int, articles: int) -> None:
        self.world = World(real)
        self.state = Stories(real.vectors.shape[-1], real.languages)
        self.stories, self.articles = stories, articles
        self.events: list[tuple[Event, str]] = []  # some, with their stories
        self.playing_s = 0.0

    def fill(self) -> None:
        """Play a log: stories come one after the other, at random times of the week;
        copies make up what is missing to the number of articles."""
        random, played = self.world.random, 0
        own = np.maximum(
            1, np.rint(random.lognormal(np.log(MEDIAN), SIGMA, self.stories))
        )
        for place, tellings in enumerate(own.astype(int).tolist()):
            event = self.world.event()
            at = BEGIN + random.random() * (END - BEGIN)
            first = self.world.telling(event, at)
            story = story_id(first.telling.article)
            self._play("begin", story, first)
            for _ in range(tellings - 1):
                self._play("join", story, self.world.telling(event, at))
            played += tellings
            while played < self.articles * (place + 1) // self.stories:
                self._play("join", story, self.world.copy(first.telling, at))
                played += 1
            self.events.append((event, story))
            if len(self.events) > 2 * DECIDED:
                del self.events[::2]

    def _play(self, kind: ActKind, story: str, one: Arrival) -> None:
        article, at = one.telling.article, one.telling.at
        assert at is not None
        copied = (
            Reason(code="copy", words=(one.copy.kind, one.copy.of))
            if one.copy
            else None
        )
        act = StoryAct(
            kind=kind,
            story=story,
            article=article,
            at=at,
            reasons=(copied,) if copied else (),
        )
        began = time.process_time()
        self.state.replay(act, one)
        self.playing_s += time.process_time() - began

    def decide(self) -> list[tuple[str, str]]:
        """Put others into stories, and look again at them."""
        placed, repairs, right, joining = 0.0, [], 0, 0
        for start in range(0, DECIDED, SLICE):
            told = [self._next() for _ in range(SLICE)]
            began = time.process_time()
            self.state.place([one for one, _ in told], END)
            placed += time.process_time() - began
            for one, story in told:
                joining += bool(story)
                right += self.state.story_of(one.telling.article) == story
            if start % LOOKED_AT_AGAIN == 0:
                began = time.process_time()
                self.state.repair(END)
                repairs.append(time.process_time() - began)
        return [
            ("decisions/s", number(DECIDED / placed)),
            ("of those whose event has a story, into it", f"{right / joining:.1%}"),
            (
                "a look at what came lately, ms",
                number(1000 * sum(repairs) / len(repairs)),
            ),
        ]

    def _next(self) -> tuple[Arrival, str]:
        """What comes next, and the story of its event, if it has one."""
        random = self.world.random
        if random.random() > JOINING:
            return self.world.telling(self.world.event(), END), ""
        event, story = self.events[int(random.integers(len(self.events)))]
        return self.world.telling(event, END), story

    def keep(self) -> list[tuple[str, str]]:
        """Write the state down, and open it again in another process."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "stories.state"
            peak = _most_mb()
            began = time.process_time()
            head = kept.Head(program="", line=0, last=b"", epoch=0)
            kept.write(path, head, self.state.parts())
            wrote = time.process_time() - began
            more = _most_mb() - peak
            size = path.stat().st_size / 2**20
            asked = [sys.executable, "-m", "bench.stories_speed", "--open", str(path)]
            told = subprocess.run(asked, check=True, capture_output=True).stdout
            found = json.loads(told)
            again = Path(folder) / "again"
            assert filecmp.cmp(path, again, shallow=False)
        return [
            ("snapshot, MB", number(size)),
            ("snapshot: s to write", number(wrote)),
            ("snapshot: MB that writing takes besides", number(more)),
            ("snapshot: s to open", number(found["seconds"])),
            ("memory when it is opened, MB", number(found["memory"])),
            ("memory while it is opened, at most, MB", number(found["most"])),
        ]


def opened(path: Path) -> dict[str, float]:
    """What it takes to open a state; it is written down again beside it."""
    before, most = megabytes(os.getpid())[0], _most_mb()
    began = time.process_time()
    with path.open("rb") as file:
        head = kept.read(file)
        assert head is not None
        state = Stories.read(file)
    seconds = time.process_time() - began
    memory = megabytes(os.getpid())[0] - before
    most = _most_mb() - most
    kept.write(path.with_name("again"), head, state.parts())
    return {"seconds": seconds, "memory": memory, "most": most}


def _most_mb() -> float:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.open:
        print(json.dumps(opened(given.open)))
        return
    for table in measure(given.stories, given.articles):
        print(table.markdown())


if __name__ == "__main__":
    main()
