"""Whether there is a network at all: our own trouble is not the sources'."""

from __future__ import annotations

from dataclasses import dataclass, field

from nouvelles.ingest.troubles import Word

#: Faults that every host has at once when our own line is down.
LINE = frozenset({Word.DNS, Word.UNREACHABLE})

#: So many different hosts in a row without an answer: the line is down. Fewer may all be
#: dead; more would blame more sources for nothing.
MOST = 12
FEWEST = 5


@dataclass(slots=True, kw_only=True)
class Network:
    """Counts hosts that could not be reached since the last answer."""

    down: bool = False
    probing: bool = False  # after the line was down, until somebody answers
    _silent: dict[str, None] = field(default_factory=dict)

    def note(self, host: str, word: Word | None, *, hosts: int) -> bool:
        """Take in how a request ended (None: with an answer); whether the line is down.

        `hosts` is how many are read at the moment: of few, all must be silent.
        """
        if word not in LINE:
            self._silent.clear()
            self.down = self.probing = False
            return False
        self._silent[host] = None
        self.down = len(self._silent) >= max(FEWEST, min(MOST, hosts))
        return self.down

    @property
    def doubtful(self) -> bool:
        """Whether the last hosts were all silent: what they are blamed for can wait."""
        return bool(self._silent)

    def try_again(self) -> None:
        """Forget the silence, so that a few hosts are asked again."""
        self._silent.clear()
        self.down, self.probing = False, True
