"""Accounts of the desk: made, and changed, from the command line."""

from __future__ import annotations

import re

from nouvelles.errors import InputError
from nouvelles.records.desk import Account, Role
from nouvelles.run.clock import Clock
from nouvelles.run.desk.passwords import hash_password
from nouvelles.store import Store
from nouvelles.store import accounts as kept
from nouvelles.store.audit import note_audit

_NAME = re.compile(r"[^\W_](?:[\w .'’-]{0,38}[\w.])?\Z")

#: Who else stands in the log of acts.
NOBODYS = ("author", "filter", "reader", "newsroom")


def add_account(
    store: Store, name: str, password: str, role: Role, *, who: str, clock: Clock
) -> Account:
    """Let somebody sign in.

    Raises:
        InputError: the name or the password cannot be taken.
    """
    if not _NAME.match(name) or name.lower() in NOBODYS:
        raise InputError(
            f"account `{name}`",
            "it cannot be a name here",
            "Choose 1 to 40 letters and digits; spaces, dots, apostrophes and hyphens "
            "may stand between them.",
        )
    now = int(clock())
    made = kept.add_account(store, name, hash_password(password), role, now)
    if made is None:
        raise InputError(
            f"account `{name}`",
            "there is one already",
            "Choose another name, or `nouvelles desk reset` for a new password.",
        )
    _note(store, who, "add account", name, role.value, clock)
    return made


def reset_password(
    store: Store, name: str, password: str, *, who: str, clock: Clock
) -> None:
    """Give an account another password; whoever was signed in with the old one is out.

    Raises:
        InputError: there is no such account, or the password cannot be taken.
    """
    account = find_account(store, name)
    kept.set_password(store, account.id, hash_password(password))
    _note(store, who, "reset password", account.name, "", clock)


def set_disabled(
    store: Store, name: str, disabled: bool, *, who: str, clock: Clock
) -> bool:
    """Keep an account out, at once, or let it in again; whether that is a change.

    Raises:
        InputError: there is no such account.
    """
    account = find_account(store, name)
    if (account.disabled is not None) == disabled:
        return False
    kept.set_disabled(store, account.id, int(clock()) if disabled else None)
    act = "disable account" if disabled else "enable account"
    _note(store, who, act, account.name, "", clock)
    return True


def find_account(store: Store, name: str) -> Account:
    """The account of a name, whatever its capitals.

    Raises:
        InputError: there is none.
    """
    with store.read() as connection:
        found = kept.account_named(connection, name)
        others = [one.name for one in kept.all_accounts(connection)]
    if found is None:
        known = f"Known: {', '.join(others)}." if others else "There is none yet."
        raise InputError(f"account `{name}`", "there is none of this name", known)
    return found[0]


def _note(
    store: Store, who: str, act: str, about: str, detail: str, clock: Clock
) -> None:
    now = int(clock())
    with store.write() as connection:
        note_audit(connection, who, act, about=about, detail=detail, now=now)
