"""Which articles have the text of an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from nouvelles.dedupe.held import Held, hold, is_other_language, minutes_of
from nouvelles.dedupe.kinds import LEAST_WORDS
from nouvelles.dedupe.layout import is_translation
from nouvelles.dedupe.likeness import Likeness, compare, is_as_long
from nouvelles.dedupe.shingles import Hashes, cut
from nouvelles.dedupe.snapshot import State, pack, unpack
from nouvelles.dedupe.texts import Hits, Texts
from nouvelles.records import Copy, Telling

#: Of the articles whose text is held, the part that goes when there are too many.
_PART: Final = 16


class Copies:
    """All articles seen, and which of them have the text of another.

    Args:
        window: for how long after an article came its text is held; then a digest
            stays, by which the same text of the same day is known again.
        most_texts: how many texts are held at most; the oldest go first.
    """

    def __init__(
        self, *, window: timedelta = timedelta(days=14), most_texts: int = 100_000
    ) -> None:
        self.window = window
        self.most_texts = most_texts
        self._texts = Texts()
        self._lasting: dict[int, str] = {}
        self._origins: dict[str, str] = {}
        self._marks: list[tuple[int, int]] = []  # a time, and the number that was next

    def look(
        self,
        telling: Telling,
        *,
        alternates: Collection[str] = (),
        similar: Collection[str] = (),
    ) -> Copy | None:
        """What an article is a copy of. It is remembered, whatever it is.

        An article that comes again is compared anew and takes the place of what was
        held of it.

        Args:
            telling: the article.
            alternates: articles of which the page itself says that they are this one
                in another language; believed where they are held, and of like length.
            similar: articles in other languages whose meaning somebody found very near;
                of these, less of the layout must agree.
        """
        pieces = cut(telling.text)
        held = hold(telling, pieces)
        if (known := self._texts.number_of(held.article)) is not None:
            self._texts.drop([known])
        is_new = self._texts.holder(held.digest) is None
        hits = self._texts.search(pieces) if is_new else None
        copy = None
        if held.words >= LEAST_WORDS:
            copy = self._judge(held, hits)
            if copy is None:
                held = held.laid_out(telling.text)
                copy = self._translated(held, alternates, similar)
        if copy is None:
            self._origins.pop(held.article, None)
        else:
            self._origins[held.article] = copy.of
        self._remember(held, hits, copy)
        return copy

    def origin(self, article: str) -> str:
        """The first article with this text: itself, unless it is a copy."""
        return self._origins.get(article, article)

    def forget(self, article: str) -> None:
        """Take an article out. The earliest of its copies becomes the others' origin."""
        if (number := self._texts.number_of(article)) is not None:
            self._texts.drop([number])
        self._origins.pop(article, None)
        for digest in [d for d, name in self._lasting.items() if name == article]:
            del self._lasting[digest]
        copies = [name for name, of in self._origins.items() if of == article]
        held = self._texts.numbers_of(copies)
        if not copies:
            return
        heir = self._texts.held[min(held)].article if held else copies[0]
        del self._origins[heir]
        for name in copies:
            if name != heir:
                self._origins[name] = heir
        if held:
            self._texts.find_whole(min(held))

    def tidy(self, now: datetime) -> int:
        """Let go of texts that came longer than the window ago; how many went.

        To be called now and then; articles that came between two calls go together. It
        also clears the index of what was forgotten.
        """
        minutes = minutes_of(now) or 0
        if not self._marks or minutes > self._marks[-1][0]:
            self._marks.append((minutes, self._texts.following))
        before = minutes - self.window // timedelta(minutes=1)
        over = [mark for mark in self._marks if mark[0] <= before]
        self._marks = self._marks[len(over) :]
        first = over[-1][1] if over else 0
        return self._expire([n for n in self._texts.held if n < first])

    def snapshot(self) -> bytes:
        """All that is remembered; `restore` gives a `Copies` that answers the same."""
        return pack(
            State(
                window_s=self.window.total_seconds(),
                most_texts=self.most_texts,
                held=self._texts.held,
                following=self._texts.following,
                passages=self._texts.passages.dump(),
                layouts=self._texts.layouts.dump(),
                lasting=self._lasting,
                origins=self._origins,
                marks=self._marks,
            )
        )

    @classmethod
    def restore(cls, data: bytes) -> Copies:
        """The `Copies` of a snapshot.

        Raises:
            InputError: the bytes are no snapshot, or one of another version.
        """
        state = unpack(data)
        window = timedelta(seconds=state.window_s)
        copies = cls(window=window, most_texts=state.most_texts)
        copies._texts = Texts(state.held, state.following)
        copies._texts.passages.load(state.passages)
        copies._texts.layouts.load(state.layouts)
        copies._lasting = state.lasting
        copies._origins = state.origins
        copies._marks = state.marks
        return copies

    def __len__(self) -> int:
        """How many texts are held."""
        return len(self._texts.held)

    def _judge(self, held: Held, hits: Hits | None) -> Copy | None:
        """The best of all that the article may be a copy of."""
        last = self._lasting.get(held.lasting)
        if last is not None and last != held.article:
            of = self.origin(last)
            return Copy(
                article=held.article, of=of, kind="same", jaccard=1.0, containment=1.0
            )
        if hits is None:
            numbers, common = [self._texts.holder(held.digest)], None
        else:
            numbers, common = [*hits.likely()], hits.common()
        likest: tuple[Likeness, Held] | None = None
        for number in numbers:
            other = self._texts.held[number] if number is not None else None
            if other is None or self.origin(other.article) == held.article:
                continue  # its own copy
            like = compare(held, other, common)
            if like and (likest is None or like.degree > likest[0].degree):
                likest = like, other
        return self._copy_of(held, *likest, common) if likest else None

    def _copy_of(
        self, held: Held, like: Likeness, other: Held, common: Hashes | None
    ) -> Copy:
        """The copy that is like another article: of it, or of what that is a copy of.

        An article that has only the other's own additions is a copy of the other.
        """
        of = other.article
        root = self.origin(of)
        if root != of:
            first = self._texts.whole(root)
            by_root = compare(held, first, common) if first else None
            if by_root or first is None or held.outlet == other.outlet:
                like, of = by_root or like, root
        return Copy(
            article=held.article,
            of=of,
            kind=like.kind,
            jaccard=like.overlap.jaccard,
            containment=like.overlap.containment,
            agency=like.agency,
        )

    def _translated(
        self, held: Held, alternates: Collection[str], similar: Collection[str]
    ) -> Copy | None:
        """What an article is a translation of, as far as that can be said for certain."""
        parts = held.layout()
        stated = self._texts.numbers_of(alternates)
        likely = self._texts.numbers_of(similar)
        for number in sorted({*stated, *likely, *self._texts.search_layout(held)}):
            other = self._texts.held[number]
            of = self.origin(other.article)
            if of == held.article or not is_other_language(held, other):
                continue
            if (number in stated and is_as_long(held, other)) or is_translation(
                parts, other.layout(), is_likely=number in likely
            ):
                return Copy(article=held.article, of=of, kind="translation")
        return None

    def _remember(self, held: Held, hits: Hits | None, copy: Copy | None) -> None:
        fresh: list[int] = []
        if hits is not None:
            fresh = hits.fresh(self._has_text_of(copy) if copy else None)
        self._texts.add(held, fresh)
        if len(self) > self.most_texts:
            self._expire(list(islice(self._texts.held, len(self) // _PART + 1)))

    def _has_text_of(self, copy: Copy) -> Callable[[int], bool]:
        """Of a number, whether its article is the copy's origin or another copy of it."""
        root, held = self.origin(copy.of), self._texts.held
        return lambda number: self.origin(held[number].article) == root

    def _expire(self, numbers: list[int]) -> int:
        """Let texts go. A digest of each stays."""
        gone: set[str] = set()
        for number in numbers:
            held = self._texts.held[number]
            gone.add(held.article)
            if held.words >= LEAST_WORDS:
                self._lasting.setdefault(held.lasting, held.article)
        self._texts.drop(numbers)
        for number, held in self._texts.held.items():
            # The first that is left of an origin's copies stands for its text.
            if (of := self._origins.get(held.article)) in gone:
                gone.discard(of)
                self._texts.find_whole(number)
        self._texts.sweep()
        return len(numbers)
