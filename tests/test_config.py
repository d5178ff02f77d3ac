"""Settings: read once, nothing unknown, everything documented."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from nouvelles.config import FILE_NAME, SENTENCES, TABLES, Settings, load_settings
from nouvelles.errors import ConfigError


def write(folder: Path, text: str) -> Path:
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return folder


def test_every_setting_has_its_sentence() -> None:
    declared = {
        f"{table}.{field.name}"
        for table in TABLES
        for field in fields(getattr(Settings(), table))
    }
    assert declared == set(SENTENCES)


def test_defaults_stand_where_nothing_is_said(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, ""), {}) == Settings()


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    write(tmp_path, "[worker]\nprocesses = 3\n[paper]\nname = 'Le Phare'\n")
    environ = {
        "NOUVELLES_WORKER_PROCESSES": "5",
        "NOUVELLES_PAPER_EDITIONS": "en,fr",
        "NOUVELLES_NETWORK_PICTURES": "no",
        "NOUVELLES_NETWORK_PORTS": "80,8080",
    }
    settings = load_settings(tmp_path, environ)
    assert settings.worker.processes == 5
    assert settings.paper.name == "Le Phare"
    assert settings.paper.editions == ("en", "fr")
    assert settings.network.pictures is False
    assert settings.network.ports == (80, 8080)


def test_an_edition_has_what_is_its_own_and_else_the_papers(tmp_path: Path) -> None:
    text = (
        "[paper]\nname = 'Le Phare'\n[front]\nhalf_life_h = 6\n"
        "[editions.en]\nname = 'The Lamp'\nsections = ['sport']\n"
    )
    environ = {"NOUVELLES_EDITIONS_EN_TIMEZONE": "Europe/London"}
    settings = load_settings(write(tmp_path, text), environ)
    english, french = settings.of_edition("en"), settings.of_edition("fr")
    assert (english.paper.name, french.paper.name) == ("The Lamp", "Le Phare")
    assert english.paper.timezone == "Europe/London"
    assert english.front.sections == ("sport",)
    assert english.front.half_life_h == 6
    assert french == settings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[papers]\nname = 'x'\n", "Did you mean `paper`"),
        ("[paper]\nnmae = 'x'\n", "Did you mean `paper.name`"),
        ("[worker]\nprocesses = 'many'\n", "'many' is not of type int"),
        ("[worker]\nprocesses = true\n", "True is not of type int"),
        ("[network]\npictures = 'perhaps'\n", "'perhaps' is not of type bool"),
        ("[paper]\nname = 3\n", "3 is not of type str"),
        ("[paper]\neditions = [1, {}]\n", "1 is not of type str"),
        ("paper = 3\n", "unknown setting `paper`"),
        ("[editions.de]\nname = 'x'\n", "Write `de` in paper.editions"),
        ("[editions.en]\nzone = 'x'\n", "Did you mean `editions.en.timezone`"),
        ("[editions.en]\nsections = 3\n", "editions.en.sections: 3 is not of type"),
        ("[editions]\nen = 3\n", "`editions.en` is no table"),
        ("editions = ['en']\n", "unknown setting `editions`"),
        ("[paper\n", "cannot be read"),
        ("\x00", "cannot be read"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        load_settings(write(tmp_path, text), {})
    assert str(tmp_path) in str(caught.value)


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path, {})


def test_a_folder_without_a_paper_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nouvelles init"):
        load_settings(tmp_path, {})
