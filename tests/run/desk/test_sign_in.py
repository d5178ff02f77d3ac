"""Sitting down at the desk, on both databases."""

from __future__ import annotations

import pytest

from nouvelles.errors import InputError
from nouvelles.records.desk import Role
from nouvelles.run.desk.accounts import add_account, reset_password, set_disabled
from nouvelles.run.desk.sign_in import (
    IDLE_S,
    LONGEST_S,
    NOTED_S,
    Refused,
    SignedIn,
    session_of,
    sign_in,
    sign_out,
)
from nouvelles.run.desk.throttle import LIMITS, Counted
from nouvelles.store import Store
from nouvelles.store.audit import audit_lines
from nouvelles.store.schema_desk import sessions, sign_in_tries
from nouvelles.testing import Clock

pytestmark = pytest.mark.usefixtures("light_hashing")

PASSWORD = "four words beside a river"
HERE, ELSEWHERE = "192.0.2.0/24", "198.51.100.0/24"


@pytest.fixture
def ada(store: Store, clock: Clock) -> Store:
    add_account(store, "Ada", PASSWORD, Role.EDITOR, who="test", clock=clock)
    return store


def enter(
    store: Store, clock: Clock, password: str = PASSWORD, network: str = HERE,
    former: str = "", name: str = "Ada",
) -> SignedIn | Refused:  # fmt: skip
    return sign_in(store, name, password, network, former, int(clock()))


def entered(store: Store, clock: Clock, former: str = "") -> SignedIn:
    found = enter(store, clock, former=former)
    assert isinstance(found, SignedIn)
    return found


def test_a_session_lasts_while_it_is_used(ada: Store, clock: Clock) -> None:
    token = entered(ada, clock).token
    clock.now += IDLE_S - 1
    session = session_of(ada, token, int(clock()))
    assert session is not None
    assert (session.account.name, session.account.role) == ("Ada", Role.EDITOR)
    clock.now += IDLE_S - 1
    assert session_of(ada, token, int(clock())) is not None
    clock.now += IDLE_S
    assert session_of(ada, token, int(clock())) is None
    clock.now -= IDLE_S  # it is gone, whatever the clock says
    assert session_of(ada, token, int(clock())) is None


def test_a_session_ends_in_any_case(ada: Store, clock: Clock) -> None:
    token = entered(ada, clock).token
    for _ in range(0, LONGEST_S - NOTED_S, IDLE_S // 2):
        assert session_of(ada, token, int(clock())) is not None
        clock.now += IDLE_S // 2
    assert session_of(ada, token, int(clock())) is None


def test_only_a_digest_of_the_token_is_kept(ada: Store, clock: Clock) -> None:
    found = entered(ada, clock)
    with ada.read() as connection:
        (row,) = connection.execute(sessions.select())
    assert found.token.encode() not in (row.token, row.secret)
    assert len(row.token) == 16
    assert session_of(ada, row.token.hex(), int(clock())) is None


def test_whoever_signs_in_anew_has_another_session(ada: Store, clock: Clock) -> None:
    """Else somebody could plant a session of their own (fixation)."""
    first = entered(ada, clock).token
    second = entered(ada, clock, former=first).token
    assert second != first
    assert session_of(ada, first, int(clock())) is None
    assert session_of(ada, second, int(clock())) is not None


def test_signing_out(ada: Store, clock: Clock) -> None:
    found = entered(ada, clock)
    sign_out(ada, found.session, int(clock()))
    assert session_of(ada, found.token, int(clock())) is None
    with ada.read() as connection:
        acts = [line.act for _, line in audit_lines(connection, 9)]
    assert acts == ["sign out", "sign in", "add account"]


@pytest.mark.parametrize("name", ["Ada", "Nobody", "ADA", "", "a" * 5_000, "\0"])
def test_a_wrong_guess_says_nothing(ada: Store, clock: Clock, name: str) -> None:
    assert enter(ada, clock, "wrong", name=name) == Refused()


def test_guesses_are_slowed(ada: Store, clock: Clock) -> None:
    for _ in range(LIMITS[Counted.PAIR].free):
        assert enter(ada, clock, "wrong") == Refused(0)
    first = LIMITS[Counted.PAIR].first_s
    assert enter(ada, clock) == Refused(first)  # the right one too
    # Who waits is not counted further, and another network is not held up.
    assert enter(ada, clock) == Refused(first)
    assert isinstance(enter(ada, clock, network=ELSEWHERE), SignedIn)
    clock.now += first
    assert isinstance(enter(ada, clock), SignedIn)


def test_an_account_of_ones_own_buys_no_guesses(ada: Store, clock: Clock) -> None:
    add_account(ada, "Mal", PASSWORD, Role.MODERATOR, who="test", clock=clock)
    found: list[SignedIn | Refused] = []
    for n in range(LIMITS[Counted.NETWORK].free + 1):
        found.append(enter(ada, clock, "wrong", name=f"Guess {n}"))
        if not isinstance(found[-1], Refused) or found[-1].wait_s:
            break
        enter(ada, clock, name="Mal")
    last = found[-1]
    assert isinstance(last, Refused)
    assert last.wait_s > 0


def test_no_address_and_no_name_is_kept(ada: Store, clock: Clock) -> None:
    enter(ada, clock, "wrong")
    with ada.read() as connection:
        rows = connection.execute(sign_in_tries.select()).all()
    assert len(rows) == 3
    assert all(len(row.who) == 16 for row in rows)
    clock.now += 3_600
    enter(ada, clock, "wrong", network=ELSEWHERE, name="Other")
    with ada.read() as connection:
        assert len(connection.execute(sign_in_tries.select()).all()) == 3


def test_a_disabled_account_is_out_at_once(ada: Store, clock: Clock) -> None:
    token = entered(ada, clock).token
    assert set_disabled(ada, "ada", True, who="test", clock=clock)
    assert not set_disabled(ada, "Ada", True, who="test", clock=clock)
    assert session_of(ada, token, int(clock())) is None
    assert enter(ada, clock) == Refused()
    assert set_disabled(ada, "Ada", False, who="test", clock=clock)
    assert isinstance(enter(ada, clock), SignedIn)


def test_another_password_ends_the_sessions_of_the_old(
    ada: Store, clock: Clock
) -> None:
    token = entered(ada, clock).token
    reset_password(ada, "Ada", "other words at the harbour", who="test", clock=clock)
    assert session_of(ada, token, int(clock())) is None
    assert enter(ada, clock) == Refused()
    assert isinstance(enter(ada, clock, "other words at the harbour"), SignedIn)


@pytest.mark.parametrize("name", ["", "filter", "Author", "a\nb", "x" * 60, "-", "<b>"])
def test_names_that_cannot_be(store: Store, clock: Clock, name: str) -> None:
    with pytest.raises(InputError, match="name"):
        add_account(store, name, PASSWORD, Role.EDITOR, who="test", clock=clock)


def test_a_name_is_given_once(ada: Store, clock: Clock) -> None:
    with pytest.raises(InputError, match="one already"):
        add_account(ada, "ADA", PASSWORD, Role.EDITOR, who="test", clock=clock)
    with pytest.raises(InputError, match="Known: Ada"):
        reset_password(ada, "Bob", PASSWORD, who="test", clock=clock)
