"""A new paper has all its settings explained, and is one that opens."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.config import (
    FILE_NAME,
    OF_EDITIONS,
    SENTENCES,
    Settings,
    load_settings,
)
from nouvelles.errors import ConfigError, InputError, StoreError
from nouvelles.run.new import make_paper, settings_text, toml_value
from nouvelles.run.report import take_report
from nouvelles.store import Store, open_store
from nouvelles.testing import Clock


def test_a_new_paper_opens_and_is_empty(tmp_path: Path, clock: Clock) -> None:
    path = make_paper(
        tmp_path / "deep" / "paper", name="L’Écho “du soir”", language="en"
    )
    settings = load_settings(path.parent)
    assert settings.paper.name == "L’Écho “du soir”"
    assert settings.paper.editions == ("en", "fr")
    store = open_store(path.parent, settings)
    assert take_report(store, clock).sums.captures == 0
    store.close()


def test_without_options_all_is_default(tmp_path: Path) -> None:
    make_paper(tmp_path)
    assert load_settings(tmp_path, {}) == Settings()


def test_every_setting_stands_there_with_its_sentence() -> None:
    text = settings_text({})
    for key, sentence in SENTENCES.items():
        assert f"# {sentence}\n# {key.split('.')[1]} = " in text
    live = "\n".join(
        line.removeprefix("# ")
        for line in text.splitlines()
        if " = " in line or "[" in line
    )
    parsed = tomllib.loads(live)
    own = parsed.pop("editions")["en"]
    assert own.keys() <= OF_EDITIONS.keys()
    assert sum(map(len, parsed.values())) == len(SENTENCES)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_any_name_is_written_as_it_is(name: str) -> None:
    assert tomllib.loads(f"x = {toml_value(name)}")["x"] == name


def test_an_existing_paper_is_left_alone(tmp_path: Path) -> None:
    make_paper(tmp_path, name="Mine")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(InputError, match="already"):
        make_paper(tmp_path)
    (tmp_path / FILE_NAME).unlink()
    with pytest.raises(InputError, match="already"):
        make_paper(tmp_path)
    assert (tmp_path / "nouvelles.db").read_bytes() == before[tmp_path / "nouvelles.db"]


def test_a_database_in_use_is_refused(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = store.engine.url.render_as_string(False)
    monkeypatch.setenv("NOUVELLES_STORE_DATABASE", address)
    with pytest.raises(InputError, match="already"):
        make_paper(tmp_path / "other")
    assert not (tmp_path / "other" / FILE_NAME).exists()


def test_what_the_environment_spoils_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOUVELLES_STORE_DATABASE", "mysql://x")
    with pytest.raises(ConfigError):
        make_paper(tmp_path / "paper")
    assert list((tmp_path / "paper").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file"):
        make_paper(tmp_path / "file" / "paper")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="Permission"):
        make_paper(tmp_path / "paper")


def test_control_characters_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="control"):
        make_paper(tmp_path, name="a\x7fb")
