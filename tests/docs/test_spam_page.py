"""What the page on spam tells to do is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from nouvelles.cli.spam import spam

PAGE = Path(__file__).parents[2].joinpath("docs/how-to/spam.md").read_text("utf-8")


def test_every_command_is_there_and_no_option_is_invented() -> None:
    commands = set(re.findall(r"nouvelles spam ([a-z]+)", PAGE))
    assert commands == set(spam.commands)
    known = {
        option
        for command in spam.commands.values()
        for one in command.params
        for option in one.opts
    }
    assert set(re.findall(r"--[a-z]+", PAGE)) <= known
