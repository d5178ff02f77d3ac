"""Which article is in which story, and what editors said of both.

The state is what the acts of the log make of it, one after the other; nothing else
changes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from nouvelles.errors import InputError
from nouvelles.records import StoryAct

#: Bytes of a story's id: among a million stories, two ids would be one once in two.
_ID_BYTES = 5

#: What an editor does to a story, and not to one of its articles.
_OF_STORIES = frozenset(
    {"merge", "split", "hide", "unhide", "sensitive", "unsensitive", "unlead"}
)


def story_id(article: str) -> str:
    """The id of the story that an article begins: ten characters of its digest."""
    return blake2b(article.encode(), digest_size=_ID_BYTES).hexdigest()


@dataclass(slots=True)
class Standing:
    """Stories by their articles.

    `home` is the story of each article, `members` the articles of each story in order of
    arrival, `led_to` where merged stories' ids lead. `fixed` are articles that an editor
    placed or pinned; `apart` pairs of stories that an editor parted, which the engine
    does not merge. `copy_of` is what each copy copies: it goes where that goes. `bias`
    is what editors taught: above 0, stories join more readily.
    """

    home: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    led_to: dict[str, str] = field(default_factory=dict)
    fixed: set[str] = field(default_factory=set)
    apart: set[tuple[str, str]] = field(default_factory=set)
    leads: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    sensitive: set[str] = field(default_factory=set)
    copy_of: dict[str, str] = field(default_factory=dict)
    bias: float = 0.0

    def resolve(self, story: str) -> str:
        """Where a story's id leads now: itself, unless it was merged."""
        while story in self.led_to:
            story = self.led_to[story]
        return story

    def are_apart(self, one: str, other: str) -> bool:
        """Whether an editor parted two stories."""
        return (min(one, other), max(one, other)) in self.apart

    def is_fixed(self, story: str) -> bool:
        """Whether an editor placed any of a story's articles."""
        return not self.fixed.isdisjoint(self.members.get(story, ()))

    def copies(self, article: str) -> list[str]:
        """The copies of an article that stand in its story, and that no editor placed."""
        inside = self.members.get(self.home.get(article, ""), ())
        return [
            one
            for one in inside
            if self.copy_of.get(one) == article and one not in self.fixed
        ]

    def new_id(self, article: str) -> str:
        """An id for a story that begins with an article; ids are never used again."""
        found = story_id(article)
        number = 1
        while found in self.members or found in self.led_to:
            number += 1
            found = story_id(f"{article} {number}")
        return found

    def apply(self, act: StoryAct) -> None:
        """What an act changes. It must be one that can be done: see `check`."""
        if act.kind in ("begin", "join"):
            self._put(act.article, act.story)
            for reason in act.reasons:
                if reason.code == "copy":
                    self.copy_of[act.article] = reason.words[1]
        elif act.kind == "move":
            self._leave(act.article, act.into)
            self._put(act.article, act.into)
            self._part(act, act.story, act.into)
        elif act.kind == "merge":
            self._merge(act.story, act.into, fixed=bool(act.by))
        elif act.kind == "split":
            for article in act.articles:
                self._leave(article, act.into)
                self._put(article, act.into)
            self._part(act, act.story, act.into)
        elif act.kind == "lead":
            self.leads[act.story] = act.article
        elif act.kind == "unlead":
            self.leads.pop(act.story, None)
        else:
            about = act.article if act.kind in ("pin", "unpin") else act.story
            marked = {"pin": self.fixed, "hide": self.hidden}.get(
                act.kind.removeprefix("un"), self.sensitive
            )
            (marked.discard if act.kind.startswith("un") else marked.add)(about)
        if act.by and act.kind in ("move", "split"):
            self.fixed.update(act.articles or (act.article,))

    def check(self, act: StoryAct) -> None:
        """Whether an editor's act can be done.

        Raises:
            InputError: a story or article is not known, or the act makes no sense.
        """
        if act.kind in ("begin", "join"):
            raise InputError(act.kind, "is the engine's own act", "use move or merge")
        if act.story not in self.members:
            raise InputError(
                act.story, "is no story", "`nouvelles story list` names them"
            )
        inside = self.members[act.story]
        about = () if act.kind in _OF_STORIES else (act.article,)
        for article in act.articles or about:
            if article not in inside:
                raise InputError(
                    article, f"is not in story {act.story}", "see `story show`"
                )
        if act.kind == "merge" and (
            act.into not in self.members or act.into == act.story
        ):
            raise InputError(
                act.into, "is no other story", "name the story to merge into"
            )
        if act.kind == "move" and act.into:
            self._check_move(act)
        if act.kind == "split":
            self._check_split(act, len(inside))

    def _check_move(self, act: StoryAct) -> None:
        if act.into == act.story:
            raise InputError(
                act.article, "is in this story", "use pin to keep it there"
            )
        if act.into not in self.members:
            raise InputError(act.into, "is no story", "name the story to move into")

    def _check_split(self, act: StoryAct, inside: int) -> None:
        if act.into:
            raise InputError(act.into, "cannot be chosen", "use move for each article")
        if len(set(act.articles)) < len(act.articles):
            twice = next(a for a in act.articles if act.articles.count(a) > 1)
            raise InputError(twice, "is named twice", "name each article once")
        if not 0 < len(act.articles) < inside:
            raise InputError(
                act.story, "cannot be split so", "name some of its articles, not all"
            )

    def forget(self, article: str) -> None:
        """An article was removed from the paper."""
        if article in self.home:
            story = self.home[article]
            self._leave(article)
            self.fixed.discard(article)
            self.copy_of.pop(article, None)
            if self.leads.get(story) == article:
                del self.leads[story]

    def _put(self, article: str, story: str) -> None:
        self.home[article] = story
        self.members.setdefault(story, []).append(article)

    def _leave(self, article: str, into: str = "") -> None:
        """Out of its story; where it was the last, the story's id leads on to `into`."""
        story = self.home.pop(article)
        inside = self.members[story]
        inside.remove(article)
        if self.leads.get(story) == article:
            del self.leads[story]
        if not inside:
            del self.members[story]
            if into and into != story:
                self.led_to[story] = into

    def _merge(self, story: str, into: str, *, fixed: bool) -> None:
        moved = self.members.pop(story)
        for article in moved:
            self.home[article] = into
        self.members[into] += moved
        if fixed:
            self.fixed.update(self.members[into])
        self.led_to[story] = into
        self.leads.pop(story, None)
        for marked in (self.hidden, self.sensitive):
            if story in marked:
                marked.discard(story)
                marked.add(into)
        for one, other in [pair for pair in self.apart if story in pair]:
            self.apart.discard((one, other))
            rest = other if one == story else one
            if rest != into:
                self.apart.add((min(rest, into), max(rest, into)))

    def _part(self, act: StoryAct, one: str, other: str) -> None:
        if act.by and one and one != other:
            self.apart.add((min(one, other), max(one, other)))
