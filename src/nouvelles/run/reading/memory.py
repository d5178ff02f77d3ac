"""What hosts asked of us, between the database and the client."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from nouvelles.ingest.network.hosts import HostFacts
from nouvelles.run.reading.take import origin_of
from nouvelles.store import Store
from nouvelles.store.hosts import load_hosts, save_hosts


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


@contextmanager
def remembered(store: Store, addresses: Iterable[str]) -> Iterator[Memory]:
    """The memory of a short visit, written at its end: the reader, which may come a
    moment later, keeps the pause that is owed to the hosts visited."""
    memory = Memory()
    with store.read() as connection:
        memory.remember(load_hosts(connection, {origin_of(one) for one in addresses}))
    yield memory
    learned = memory.take_learned()
    if learned:
        with store.write() as connection:
            save_hosts(store, connection, learned)
