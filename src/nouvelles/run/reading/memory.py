"""What hosts asked of us, between the database and the client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nouvelles.ingest.network.hosts import HostFacts


@dataclass(slots=True)
class Memory:
    """Loaded with the work of a host, saved with its results. A `HostMemory`."""

    known: dict[str, HostFacts] = field(default_factory=dict)
    learned: dict[str, HostFacts] = field(default_factory=dict)

    def load(self, origin: str) -> HostFacts | None:
        """What is known of an origin (`https://host:port`)."""
        return self.known.get(origin)

    def save(self, facts: HostFacts) -> None:
        """Keep what was learned; it is written with the next results."""
        self.known[facts.origin] = self.learned[facts.origin] = facts

    def remember(self, facts: Mapping[str, HostFacts]) -> None:
        """What the database knows of the hosts at hand; what is newer here stays."""
        self.known = {**facts, **self.known}

    def forget(self, host: str) -> None:
        """A host is done with: the database knows the rest."""
        for scheme in ("http", "https"):
            if f"{scheme}://{host}" not in self.learned:
                self.known.pop(f"{scheme}://{host}", None)

    def take_learned(self) -> list[HostFacts]:
        """What has to be written."""
        taken = list(self.learned.values())
        self.learned.clear()
        return taken
