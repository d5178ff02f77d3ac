"""Outputs of an unchanged version do not change; `tests/golden.py` says how it is told."""

from __future__ import annotations

from dataclasses import replace

from nouvelles.pipeline import STAGES
from nouvelles.records import Capture, Claims
from tests import golden

LINE = STAGES[:1]
RECORDED = {"extract": {"1": {"in": "a"}}}


def other_claims(_capture: Capture) -> Claims:
    """A stage's function after somebody worked on it."""
    return Claims(licence="CC0-1.0")


def test_every_stage_gives_what_its_version_was_recorded_with() -> None:
    recorded, measured = golden.load(), golden.measure()
    wrong = golden.compare(recorded, measured)
    assert not wrong, "\n".join(wrong)
    assert golden.record(recorded, measured) == recorded, golden.HOW


def test_the_same_is_silent() -> None:
    assert golden.compare(RECORDED, RECORDED) == []


def test_other_outputs_of_the_same_version_ask_for_a_new_version() -> None:
    (said,) = golden.compare(RECORDED, {"extract": {"1": {"in": "b", "new": "c"}}})
    assert "bump the version of stage extract" in said
    assert "python -m tests.golden" in said


def test_a_new_version_asks_to_be_recorded() -> None:
    (said,) = golden.compare(RECORDED, {"extract": {"2": {"in": "b"}}})
    assert "extract [2] is not recorded yet" in said
    assert "python -m tests.golden" in said


def test_new_inputs_ask_to_be_recorded() -> None:
    """The sample day grew, or an earlier stage gives something new."""
    (said,) = golden.compare(RECORDED, {"extract": {"1": {"in": "a", "new": "c"}}})
    assert "not recorded yet for 1 of 2 inputs" in said


def test_recording_never_writes_over_a_line_of_the_same_version() -> None:
    measured = {"extract": {"1": {"in": "b", "new": "c"}}}
    after = golden.record(RECORDED, measured)
    assert after == {"extract": {"1": {"in": "a", "new": "c"}}}
    assert golden.compare(after, measured)


def test_recording_forgets_what_is_no_longer_made() -> None:
    measured = {"extract": {"2": {"in": "b"}}}
    assert golden.record(RECORDED, measured) == measured


def test_a_change_in_a_stage_is_seen() -> None:
    changed = (replace(LINE[0], function=other_claims),)
    before = golden.measure(LINE)
    assert golden.measure(LINE) == before
    (said,) = golden.compare(before, golden.measure(changed))
    assert "bump the version of stage claims" in said
