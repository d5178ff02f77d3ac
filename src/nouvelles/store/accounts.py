"""Accounts of the desk, and who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from nouvelles.records.desk import Account, Role
from nouvelles.store.database import Store
from nouvelles.store.schema_desk import accounts, sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody at the desk: `digest` of the cookie's token, `secret` for its forms.

    Times are seconds since 1970.
    """

    digest: bytes
    account: Account
    secret: bytes
    used: int
    expires: int


def account_named(connection: Connection, name: str) -> tuple[Account, str] | None:
    """An account with the hash of its password, whether disabled or not."""
    query = select(accounts).where(func.lower(accounts.c.name) == name.lower())
    row = connection.execute(query).first()
    return (_account(row), row.password) if row else None


def all_accounts(connection: Connection) -> tuple[Account, ...]:
    """Every account by name."""
    query = select(accounts).order_by(accounts.c.name)
    return tuple(map(_account, connection.execute(query)))


def add_account(
    store: Store, name: str, password: str, role: Role, now: int
) -> Account | None:
    """A new account with the hash of its password; None where the name is taken."""
    with store.write() as connection:
        if account_named(connection, name) is not None:
            return None
        row = {"name": name, "password": password, "role": role.value, "created": now}
        made = connection.execute(accounts.insert().values(**row))
        (number,) = made.inserted_primary_key or (0,)
    created = datetime.fromtimestamp(now, UTC)
    return Account(id=number, name=name, role=role, created=created)


def set_password(store: Store, account: int, password: str) -> None:
    """Keep the hash of another password; whoever is signed in with the old one is out."""
    with store.write() as connection:
        connection.execute(
            update(accounts).where(accounts.c.id == account).values(password=password)
        )
        connection.execute(delete(sessions).where(sessions.c.account_id == account))


def renew_hash(store: Store, account: int, password: str) -> None:
    """The same password hashed with the parameters of now; nobody is signed out."""
    with store.write() as connection:
        connection.execute(
            update(accounts).where(accounts.c.id == account).values(password=password)
        )


def set_disabled(store: Store, account: int, since: int | None) -> None:
    """Let an account sign in no more, and out at once; None lets it in again."""
    with store.write() as connection:
        connection.execute(
            update(accounts).where(accounts.c.id == account).values(disabled=since)
        )
        if since is not None:
            connection.execute(delete(sessions).where(sessions.c.account_id == account))


def open_session(store: Store, session: Session, *, instead_of: bytes | None) -> None:
    """Somebody sits down; the session that the same browser had before ends."""
    row = {
        "token": session.digest,
        "account_id": session.account.id,
        "secret": session.secret,
        "created": session.used,
        "used": session.used,
        "expires": session.expires,
    }
    with store.write() as connection:
        connection.execute(delete(sessions).where(sessions.c.expires <= session.used))
        if instead_of is not None:
            connection.execute(delete(sessions).where(sessions.c.token == instead_of))
        connection.execute(sessions.insert().values(**row))


def find_session(connection: Connection, digest: bytes) -> Session | None:
    """The session of a cookie, of an account that is not disabled; expired ones too."""
    query = (
        select(sessions, accounts)
        .join_from(sessions, accounts, accounts.c.id == sessions.c.account_id)
        .where(sessions.c.token == digest, accounts.c.disabled.is_(None))
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Session(
        digest=digest,
        account=_account(row),
        secret=row.secret,
        used=row.used,
        expires=row.expires,
    )


def touch_session(store: Store, digest: bytes, now: int) -> None:
    """Note that somebody at the desk did something."""
    with store.write() as connection:
        connection.execute(
            update(sessions).where(sessions.c.token == digest).values(used=now)
        )


def close_session(store: Store, digest: bytes) -> None:
    """Somebody leaves."""
    with store.write() as connection:
        connection.execute(delete(sessions).where(sessions.c.token == digest))


def _account(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        created=datetime.fromtimestamp(row._mapping[accounts.c.created], UTC),
        disabled=datetime.fromtimestamp(row.disabled, UTC) if row.disabled else None,
    )
