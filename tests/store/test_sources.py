"""Sources of addresses: one for all hosts of an outlet, known or not."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from nouvelles.records import Source
from nouvelles.store import Store
from nouvelles.store.schema import sources
from nouvelles.store.sources import save_sources, source_for, sources_for


def count(store: Store) -> int:
    with store.read() as connection:
        return int(
            connection.execute(select(func.count()).select_from(sources)).scalar_one()
        )


def test_hosts_of_one_outlet_that_nobody_named_are_one_source(store: Store) -> None:
    hosts = ("news.quay.example", "quay.example", "www.quay.example")
    addresses = {host: f"https://{host}/a" for host in hosts}
    with store.write() as connection:
        found = sources_for(connection, addresses)
        again = sources_for(connection, addresses)
    assert len(set(found.values())) == 1
    assert again == found
    assert count(store) == 1


@pytest.mark.parametrize("host", ["www.quay.example", "www.co.uk", "www.example"])
def test_a_source_that_was_made_is_found_again(store: Store, host: str) -> None:
    with store.write() as connection:
        first = source_for(connection, f"https://{host}/a")
        assert source_for(connection, f"https://{host}/b") == first
        assert sources_for(connection, {host: f"https://{host}/c"}) == {host: first}
    assert count(store) == 1


def test_a_named_source_is_that_of_its_hosts_alone(store: Store) -> None:
    named = Source(
        host="news.quay.example", name="Quay", home="https://news.quay.example/"
    )
    assert save_sources(store, [named]) == 1
    with store.write() as connection:
        own = source_for(connection, "https://www.news.quay.example/a")
        other = source_for(connection, "https://sport.quay.example/a")
    assert own != other
    assert count(store) == 2
