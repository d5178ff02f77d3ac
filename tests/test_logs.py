"""What is logged, and that nothing is loaded for what is not."""

import json
import subprocess
import sys

import pytest

from nouvelles.logs import Event, log, set_up


@pytest.fixture(autouse=True)
def _quiet_again() -> None:
    set_up()


def test_an_event_is_a_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    log.info(Event.READ, outlet="Le Phare")
    written = json.loads(capsys.readouterr().err)
    assert (written["event"], written["level"]) == ("read", "info")
    assert written["outlet"] == "Le Phare"


def test_each_batch_is_written_only_when_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log.debug(Event.BATCH)
    assert capsys.readouterr().err == ""
    set_up(verbose=True)
    log.debug(Event.BATCH)
    set_up()
    assert json.loads(capsys.readouterr().err)["level"] == "debug"


def test_an_exception_brings_its_trace(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise OSError("a full disk")
    except OSError:
        log.exception(Event.FAULT)
    assert "OSError: a full disk" in json.loads(capsys.readouterr().err)["exception"]


def test_nothing_is_loaded_for_what_is_not_written() -> None:
    code = (
        "import sys; from nouvelles.logs import Event, log; log.debug(Event.READ); "
        "sys.exit('structlog' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
