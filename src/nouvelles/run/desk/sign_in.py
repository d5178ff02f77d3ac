"""Sitting down at the desk: name and password against patience, then a session.

A session is always new: the browser's former one ends, so nobody can plant one. It ends
after `IDLE_S` without an act, after `LONGEST_S` in any case, and when its account is
disabled or gets another password.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from nouvelles.discussion import keyed, today_of
from nouvelles.run.desk import passwords
from nouvelles.run.desk.throttle import WINDOW_S, Counted, wait_s
from nouvelles.run.discussion.key import load_key
from nouvelles.store import Store, accounts, tries
from nouvelles.store.accounts import Session
from nouvelles.store.audit import note_audit
from nouvelles.store.codec import digest16

IDLE_S = 2 * 3_600
LONGEST_S = 12 * 3_600
#: A session's last use is noted when it is older than this: not every page is a write.
NOTED_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """`token` is for the cookie alone; the database has its digest."""

    token: str
    session: Session


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody may sit down; `wait_s` says for how long not to try, 0 for a wrong guess."""

    wait_s: int = 0


def sign_in(
    store: Store, name: str, password: str, network: str, former: str, now: int
) -> SignedIn | Refused:
    """Let an account in, or say why not. `former` is the token of the browser's cookie.

    A wrong name and a wrong password are answered alike, after the same time.
    """
    name = name.replace("\0", "")[:100]
    keys = _keys(store, name, network, now)
    pause = _count_try(store, keys, now)
    if pause:
        return Refused(pause)
    with store.read() as connection:
        account, kept = accounts.account_named(connection, name) or (None, None)
    is_right = passwords.is_password(kept, password)
    if not is_right or account is None or kept is None or account.disabled:
        return Refused()
    if passwords.is_outdated(kept):
        accounts.renew_hash(store, account.id, passwords.hash_password(password))
    # The network's count is only taken back by one: an account of one's own must not buy
    # guesses at others.
    tries.forget_tries(store, [keys[Counted.PAIR], keys[Counted.NAME]])
    tries.take_back(store, keys[Counted.NETWORK])
    token = secrets.token_urlsafe(32)
    session = Session(
        digest=digest16(token.encode()),
        account=account,
        secret=secrets.token_bytes(32),
        used=now,
        expires=now + LONGEST_S,
    )
    instead_of = digest16(former.encode()) if former else None
    accounts.open_session(store, session, instead_of=instead_of)
    with store.write() as connection:
        note_audit(connection, account.name, "sign in", now=now)
    return SignedIn(token=token, session=session)


def _count_try(store: Store, keys: dict[Counted, bytes], now: int) -> int:
    """Seconds that somebody has to wait; 0: go on, and the attempt is counted already.

    It counts before the password is looked at, so that many at once gain nothing.
    """
    with store.write() as connection:
        counted = tries.tries_of(connection, list(keys.values()))
        waits = [
            wait_s(what, times, last, now)
            for what, (times, last) in zip(keys, counted, strict=True)
        ]
        if not any(waits):
            tries.note_tries(store, connection, list(keys.values()), now, WINDOW_S)
    return max(waits)


def session_of(store: Store, token: str, now: int) -> Session | None:
    """Whose session a cookie's token is, while it lasts."""
    if not token:
        return None
    digest = digest16(token.encode("utf-8", errors="replace"))
    with store.read() as connection:
        session = accounts.find_session(connection, digest)
    if session is None:
        return None
    if now >= session.expires or now - session.used >= IDLE_S:
        accounts.close_session(store, digest)
        return None
    if now - session.used >= NOTED_S:
        accounts.touch_session(store, digest, now)
    return session


def sign_out(store: Store, session: Session, now: int) -> None:
    """Leave the desk."""
    accounts.close_session(store, session.digest)
    with store.write() as connection:
        note_audit(connection, session.account.name, "sign out", now=now)


def _keys(store: Store, name: str, network: str, now: int) -> dict[Counted, bytes]:
    """The keyed hashes under which failures of today are counted."""
    key, day = load_key(store.folder).derived("desk"), today_of(now)
    given = name.lower()
    told = {
        Counted.PAIR: f"{given}@{network}",
        Counted.NETWORK: network,
        Counted.NAME: given,
    }
    return {what: keyed(key, day, what, value) for what, value in told.items()}
