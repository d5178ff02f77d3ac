"""Stories as they grow: articles arrive in any order, and each finds its event.

All that changes is said in acts; the state is what the acts make of it, and can be made
again from them (`replay`) or from a snapshot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from io import BufferedIOBase, BytesIO
from itertools import count
from typing import Any, Final

import numpy as np

from nouvelles.language.identify import primary
from nouvelles.records import Reason, StoryAct
from nouvelles.stories.arrival import Arrival, believed, sketched
from nouvelles.stories.assign import choose, say_several, tells_of_both
from nouvelles.stories.background import Background
from nouvelles.stories.bank import Bank
from nouvelles.stories.clues import clues
from nouvelles.stories.links import Links
from nouvelles.stories.live import Live
from nouvelles.stories.look import Look, candidates
from nouvelles.stories.model import PairModel, load_model
from nouvelles.stories.repair import Group, have_signals, regroup
from nouvelles.stories.sketch import Frequencies, Sketch
from nouvelles.stories.snapshot import fill, read
from nouvelles.stories.snapshot import parts as parts_of_state
from nouvelles.stories.sparse import prior
from nouvelles.stories.standing import Standing
from nouvelles.stories.why import are_signals, parts, parts_of, reasons, terms_of

#: Days after its last article from which a story is not joined any more.
LIVE_DAYS: Final = 7

#: After so many arrivals stories are looked at that may have grown too old.
_EXPIRED: Final = 64

#: Articles that are looked at together: each is compared with those before it.
_TOGETHER: Final = 32

#: What a round-up is called among the reasons: it tells of another story, too.
_MANY: Final = "many"

#: What an editor's act teaches: a step, and the most that all together may amount to.
_STEP: Final = 0.05
_MOST_BIAS: Final = 0.5


class Stories:
    """The state of all stories; `size` and `languages` are the encoder's."""

    def __init__(
        self,
        size: int = 512,
        languages: frozenset[str] = frozenset(),
        model: PairModel | None = None,
    ) -> None:
        self.size, self.languages = size, languages
        self.model = model or load_model()
        self.standing = Standing()
        self.live = Live(size)
        self.frequencies = Frequencies()
        self.background = Background(size)
        self.links = Links(self.live, self.model)
        self._fresh: set[int] = set()  # rows that came since the last repair

    # ---- what the engine does ----

    def place(self, arrivals: Sequence[Arrival], now: datetime) -> list[StoryAct]:
        """Each article joins a story or begins one, in this order; what was done.

        An article that is in a story stays there: nothing is said of it.
        """
        first: dict[str, Arrival] = {}
        for one in arrivals:
            if one.telling.article not in self.standing.home:
                first.setdefault(one.telling.article, believed(one, now))
        come = [*first.values()]
        acts = []
        for start in range(0, len(come), _TOGETHER):
            acts += self._place(come[start : start + _TOGETHER], now)
        return acts

    def repair(self, now: datetime) -> list[StoryAct]:
        """Look again at what came lately: merge stories, move tellings; what was done."""
        fresh = [row for row in self.live.lately if row in self._fresh]
        self._fresh.clear()
        self._recall()
        acts: list[StoryAct] = []
        groups = regroup(self.live, self.links, self.standing, fresh, self._bias)
        claimed = {name for group in groups for name in group.stories}
        for group in sorted(groups, key=lambda one: -len(one.rows)):
            acts += self._settle(group, claimed, now)
        return acts

    # ---- what editors do, and what was done ----

    def edit(self, act: StoryAct) -> list[StoryAct]:
        """Do what an editor says; what was done, with the ids of new stories.

        Raises:
            InputError: the story or article is not known, or the act cannot be done.
        """
        self.standing.check(act)
        if act.kind in ("split", "move") and not act.into:
            first = act.articles[0] if act.articles else act.article
            act = replace(act, into=self.standing.new_id(first))
        self._apply(act)
        return [act]

    def replay(self, act: StoryAct, arrival: Arrival | None = None) -> None:
        """Do again what the log says; `arrival` is the article of `begin` and `join`."""
        if arrival is not None:
            self._keep(believed(arrival, act.at), act.at)
        self._apply(act)

    def snapshot(self) -> bytes:
        """The state, which is the same bytes however it was come to."""
        return b"".join(self.parts())

    def parts(self) -> Iterator[bytes | memoryview]:
        """The bytes of a snapshot, some after others: they are to be written before
        anything else happens to the state."""
        return parts_of_state(self)

    @classmethod
    def restore(cls, data: bytes) -> Stories:
        """The stories of a snapshot; errors are those of `read`."""
        return cls.read(BytesIO(data))

    @classmethod
    def read(cls, file: BufferedIOBase) -> Stories:
        """The stories of the snapshot that comes next in a file.

        Raises:
            InputError: what comes is no snapshot, or one of another version.
        """
        state = read(file)
        stories = cls(state.size, frozenset(state.languages))
        fill(stories, state, file)
        stories._fresh = set(stories.live.lately)
        return stories

    def forget(self, article: str) -> None:
        """An article was removed from the paper: nothing of it is kept."""
        row = self.live.row_of_article.get(article)
        if row is not None:
            self.live.remove(row)
        self.standing.forget(article)

    # ---- what there is ----

    def story_of(self, article: str) -> str | None:
        """The story that an article is in."""
        return self.standing.home.get(article)

    def members(self, story: str) -> tuple[str, ...]:
        """The articles of a story in order of arrival; none if it is not there."""
        return tuple(self.standing.members.get(story, ()))

    def resolve(self, story: str) -> str:
        """Where a story's id leads now: itself, unless it was merged."""
        return self.standing.resolve(story)

    # ---- inside ----

    @property
    def _bias(self) -> float:
        """What editors and the stories so far taught, added to log-odds."""
        return self.standing.bias + prior(self.standing)

    def _place(self, come: Sequence[Arrival], now: datetime) -> list[StoryAct]:
        sketches = self._sketched(come)
        speaking = [kept for kept in sketches if kept is not None]
        look, places = Look(self.live, self.links, speaking), count()
        begun: list[str] = []
        acts = []
        for one, kept in zip(come, sketches, strict=True):
            act = self._of_copy(one, now)
            if kept is not None:
                place = next(places)
                self._came(look.take(place, one.telling.article), now)
                names = look.names(place, begun)
                act = act or self._joining(one, look, place, names, now)
            act = act or self._beginning(one, now)
            self._apply(act)
            if act.kind == "begin":
                begun.append(act.story)
            acts.append(act)
        return acts

    def _joining(
        self,
        one: Arrival,
        look: Look,
        place: int,
        names: Sequence[str],
        now: datetime,
    ) -> StoryAct | None:
        """An article joins the best of the stories that come into question, if that is
        likelier than not, and more than one signal or several tellings say so."""
        live, bias, row = self.live, self._bias, look.rows[-1]
        choice = choose(live, self.links, row, names)
        if choice is None or choice.odds + bias <= 0:
            return None
        found = parts_of(self.model, look.pair(place, choice.closest))
        if not are_signals(found) and not say_several(
            live, self.links, row, choice.story, bias
        ):
            return None
        terms = terms_of(one.clues or clues(one.telling), primary(one.telling.language))
        said = [
            *reasons(found, live.bank, row, choice.closest, terms),
            Reason(code="closest", words=(live.articles[choice.closest],)),
        ]
        if choice.second:
            odds, words = round(choice.second_odds, 3), (choice.second,)
            said.append(Reason(code="second", weight=odds, words=words))
        if tells_of_both(live, self.links, choice, bias):
            said.append(Reason(code=_MANY, words=(choice.second,)))
        return StoryAct(
            kind="join",
            story=choice.story,
            article=one.telling.article,
            at=now,
            odds=round(choice.odds, 3),
            reasons=tuple(said),
        )

    def _beginning(self, one: Arrival, now: datetime) -> StoryAct:
        article = one.telling.article
        story = self.standing.new_id(article)
        return StoryAct(kind="begin", story=story, article=article, at=now)

    def _of_copy(self, one: Arrival, now: datetime) -> StoryAct | None:
        """A copy is in the story of what it copies."""
        if one.copy is None:
            return None
        story = self.standing.home.get(one.copy.of)
        if story is None:
            return None
        said = Reason(code="copy", weight=0.0, words=(one.copy.kind, one.copy.of))
        return StoryAct(
            kind="join",
            story=story,
            article=one.telling.article,
            at=now,
            reasons=(said,),
        )

    def _sketched(self, arrivals: Sequence[Arrival]) -> list[Sketch | None]:
        seen = self.frequencies, self.background
        return sketched(arrivals, *seen, self.languages)

    def _keep(self, one: Arrival, now: datetime) -> int:
        """Keep what an article is compared by, in a row; -1 if it is not."""
        (kept,) = self._sketched([one])
        if kept is None:
            return -1
        bank = Bank(self.size, 1)
        bank.add(kept)
        row = self.live.add(one.telling.article, bank, 0, kept.finding)
        self._came(row, now)
        return row

    def _came(self, row: int, now: datetime) -> None:
        self._fresh.add(row)
        # By what the log has alone, so that it is the same when the log is played again.
        if self.live.arrived % _EXPIRED == 0:
            self.live.expire(now.timestamp() / 3600 - 24 * LIVE_DAYS)

    def _recall(self) -> None:
        """Compare again what came lately and is not remembered: after a restart."""
        live = self.live
        lost = [row for row in live.lately if row not in live.odds]
        lost = [row for row in lost if live.story_of(row) is not None]
        if lost:
            keys = [live.bank.keys[live.bank.clues(row)] for row in lost]
            projected = np.stack([live.projected(row) for row in lost])
            for row, names in zip(
                lost, candidates(live, projected, keys, lost), strict=True
            ):
                choose(live, self.links, row, names)

    def _settle(self, group: Group, claimed: set[str], now: datetime) -> list[StoryAct]:
        """Bring a group into one story: whole stories merge, single tellings move.

        The story is the one that stands in the group, else the one that most of it is in
        already, unless another group has it (`claimed`), else a new one.
        """
        live, home = self.live, self.standing.home
        homes = {row: name for row in group.rows if (name := live.story_of(row))}
        counted = Counter(homes.values())
        stand = [name for name in group.stories if name in live.stories]
        # What is not compared (copies, live blogs) goes where the rest goes.
        whole = [n for n, number in counted.items() if number == len(live.rows_of(n))]
        free = [name for name, _ in counted.most_common() if name not in claimed]
        into = min(stand, key=self._rank) if stand else next(iter(free), "")
        acts: list[StoryAct] = []
        apart = set(stand)
        for name in dict.fromkeys([*stand, *whole]):
            if name == into or not into:
                continue
            if self._are_one(name, into):
                acts.append(self._done(kind="merge", story=name, into=into, at=now))
            else:
                apart.add(name)
        for row in homes:
            if live.story_of(row) is None:  # others speak for it since a merge
                continue
            article = live.articles[row]
            if home[article] == into or home[article] in apart:
                continue
            into = into or self.standing.new_id(article)
            acts += self._move(article, row, into, now)
        claimed.update(apart, (into,))
        return acts

    def _move(self, article: str, row: int, into: str, now: datetime) -> list[StoryAct]:
        """Move a telling, and its copies with it."""
        story = self.standing.home[article]
        why: tuple[Reason, ...] = ()
        if into in self.live.stories:
            others = self.live.stories[into].rows
            odds = self.links.of(row, others)
            closest = others[max(range(len(others)), key=odds.__getitem__)]
            found = parts(self.model, self.live.bank, row, closest)
            bias = self._bias
            if not are_signals(found) and not say_several(
                self.live, self.links, row, into, bias
            ):
                return []
            why = reasons(found, self.live.bank, row, closest, {})
        moved = [(article, why)]
        for copy in self.standing.copies(article):
            said = Reason(code="copy", words=("", article))
            moved.append((copy, (said,)))
        return [
            self._done(
                kind="move", story=story, article=one, into=into, at=now, reasons=said
            )
            for one, said in moved
        ]

    def _done(self, **said: Any) -> StoryAct:
        act = StoryAct(**said)
        self._apply(act)
        return act

    def _rank(self, name: str) -> tuple[bool, int, int]:
        """The order in which stories stay: those that an editor had a hand in, then
        larger ones, then the one begun first."""
        first = self.live.stories[name].rows[0]
        return (
            not self.standing.is_fixed(name),
            -len(self.standing.members[name]),
            int(self.live.bank["arrival"][first]),
        )

    def _are_one(self, name: str, into: str) -> bool:
        standing = self.standing
        if name not in self.live.stories or standing.are_apart(name, into):
            return False
        if standing.is_fixed(name):  # what an editor placed stays there
            return False
        return have_signals(self.live, self.links, name, into, self._bias)

    def _apply(self, act: StoryAct) -> None:
        """Change the state as an act says, in the books and in what is compared."""
        live = self.live
        if act.kind == "merge":
            if act.story in live.stories and act.into in live.stories:
                live.merge(act.story, act.into)
            elif act.story in live.stories:
                live.rename(act.story, act.into)
        elif act.kind in ("begin", "join", "move", "split"):
            into = act.story if act.kind in ("begin", "join") else act.into
            for article in act.articles or (act.article,):
                row = live.row_of_article.get(article)
                if row is None:
                    continue
                if any(reason.code == _MANY for reason in act.reasons):
                    live.mark_many(row)
                if live.story_of(row) is not None:
                    live.leave(row)
                live.put(row, into, act.at.timestamp() / 3600)
        self._learn(act)
        self.standing.apply(act)

    def _learn(self, act: StoryAct) -> None:
        """What an editor joins, the engine had kept apart, and the other way round."""
        step = {"merge": _STEP, "split": -_STEP}.get(act.kind, 0.0) if act.by else 0.0
        bias = self.standing.bias + step
        self.standing.bias = min(max(bias, -_MOST_BIAS), _MOST_BIAS)
