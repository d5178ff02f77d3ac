"""A paper for the tests of translating, on each database."""

from __future__ import annotations

import pytest

from nouvelles.store import Store
from nouvelles.testing import Clock
from tests.run.translating.paper import ANSWERS, Paper, answers_of, with_settings


@pytest.fixture
def paper(store: Store, clock: Clock) -> Paper:
    name = answers_of(store.folder, ANSWERS)
    return Paper(with_settings(store, engine="recorded", recorded=name), clock)
