"""Whether there is a network at all: our own trouble is not the sources'."""

from __future__ import annotations

from dataclasses import dataclass, field

from nouvelles.ingest.troubles import Word

#: Faults that every host has at once when our own line is down.
_LINE = frozenset({Word.DNS, Word.UNREACHABLE})

#: So many different hosts in a row without an answer: the line is down. Fewer may all be
#: dead; more would blame more sources for nothing.
MOST = 12
FEWEST = 5


@dataclass(slots=True, kw_only=True)
class Network:
    """Counts hosts that could not be reached since the last answer.

    While it is `down` nothing is asked; `try_again` lets some hosts be asked. `doubtful`
    is from its fall to the next answer.
    """

    down: bool = False
    doubtful: bool = False
    _silent: dict[str, None] = field(default_factory=dict)

    def note(self, host: str, word: Word | None, *, hosts: int) -> bool:
        """Take in how a request ended (None: with an answer); whether the line is down.

        `hosts` is how many are read at the moment: of few, all must be silent.
        """
        if word not in _LINE:
            self._silent.clear()
            self.down = self.doubtful = False
            return False
        self._silent[host] = None
        few = min(MOST, hosts)
        if self.doubtful or len(self._silent) >= max(FEWEST, few):
            self.down = self.doubtful = True
        return self.down

    def try_again(self) -> None:
        """Ask again: the first host without an answer tells that it is down still."""
        self.down = False
