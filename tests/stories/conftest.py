"""The encoder that comes along, opened once."""

from __future__ import annotations

import pytest

from nouvelles.stories.embed import Encoder, open_encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    found = open_encoder("")
    assert found is not None
    return found
