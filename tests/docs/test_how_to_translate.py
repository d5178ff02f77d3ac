"""What the page on translating tells to do is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from nouvelles.cli.translate_file import translate_file as translate
from nouvelles.engines import Engines

PAGE = Path(__file__).parents[2].joinpath("docs/how-to/translate.md").read_text("utf-8")


def test_every_option_and_engine_is_there() -> None:
    known = {option for one in translate.params for option in one.opts}
    told = set(re.findall(r"--[a-z]+", PAGE))
    assert told == {option for option in known if option.startswith("--")}
    with Engines() as engines:
        told = set(re.findall(r"^\| `([a-z0-9]+)`", PAGE, re.MULTILINE))
        assert told == set(engines.by_name)
