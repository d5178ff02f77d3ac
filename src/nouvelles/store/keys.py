"""Keys of this paper, made when they are first needed."""

from __future__ import annotations

import secrets

from sqlalchemy import select

from nouvelles.store.database import Store
from nouvelles.store.schema import facts


def key_of(store: Store, purpose: str) -> bytes:
    """The 32 random bytes that this paper uses for a purpose."""
    name = f"key of {purpose}"
    query = select(facts.c.value).where(facts.c.name == name)
    with store.read() as connection:
        found = connection.execute(query).scalar()
    if found is None:
        row = {"name": name, "value": secrets.token_hex(32)}
        with store.write() as connection:
            store.dialect.insert_new(connection, facts, [row])
            found = connection.execute(query).scalar_one()
    return bytes.fromhex(found)
