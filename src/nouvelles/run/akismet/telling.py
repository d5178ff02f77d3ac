"""Telling a server where a moderator decided otherwise than its second opinion was.

Nothing is told of a comment that the server had not been asked about, so that the notice
beside the form stays true; and nothing of what the filter decided by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Final

from nouvelles.akismet import Comment
from nouvelles.errors import StoreError
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.run.akismet.asked_again import opinion_in
from nouvelles.run.akismet.second_opinion import SecondOpinion
from nouvelles.run.beside import beside
from nouvelles.store import Store
from nouvelles.store.corrections import decided_since, last_decision

#: Seconds between two looks at what was decided.
EVERY_S: Final = 10.0


@contextmanager
def telling(second: SecondOpinion, store: Store) -> Iterator[None]:
    """Tell what is decided from now on, in a thread, where somebody is asked at all."""
    if second.sent is None:
        yield
        return
    with store.read() as connection:
        last = last_decision(connection)

    def run(stop: Event) -> None:
        number = last
        while not stop.wait(EVERY_S):
            try:
                number = tell_since(second, store, number)
            except StoreError as error:
                log.warning(Logged.NO_SECOND_OPINION, host=second.host, why=str(error))

    with beside("second opinion", run):
        yield


def tell_since(second: SecondOpinion, store: Store, number: int) -> int:
    """Tell what was decided after a decision; the last that was looked at. What the server
    does not take is not told again.

    Raises:
        StoreError: decisions cannot be read.
    """
    with store.read() as connection:
        found, last = decided_since(connection, number)
    for one in found:
        opinion = opinion_in(one.verdict)
        if opinion is not None and opinion is not one.spam:
            said = one.comment
            told = Comment(text=said.text, author=said.name, language=said.language)
            second.report(told, spam=one.spam)
    return last
