"""What the pages on extraction tell to do is what the code does."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest

from nouvelles.cli.extract import extract
from nouvelles.extract.sites import SiteRule, parse_rules

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
SITE_RULE = (HOW_TO / "site-rule.md").read_text(encoding="utf-8")


def test_the_example_of_a_rule_can_be_used() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", SITE_RULE, re.DOTALL)
    first, second = parse_rules(block, "outlet.example.toml").rules
    assert first.until == date(2026, 5, 31)
    assert second.body == (".story-lead", ".story-rest")


def test_every_field_of_a_rule_is_explained() -> None:
    written = {"since": "from"}
    for field in dataclasses.fields(SiteRule):
        assert f"`{written.get(field.name, field.name)}`" in SITE_RULE


@pytest.mark.parametrize("name", ["extract.md", "site-rule.md"])
def test_every_option_is_there(name: str) -> None:
    known = {option for one in extract.params for option in one.opts}
    text = (HOW_TO / name).read_text(encoding="utf-8")
    told = set(re.findall(r"--[a-z]+(?:-[a-z]+)*", text))
    assert told <= known
