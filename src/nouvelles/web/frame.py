"""What is the same on every page of an edition, made once: a page costs less than half.

Head, sections and foot take more time to fill in than most articles. They hang on
settings and words alone; only the sections know on which of them one is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from minijinja import Environment

from nouvelles.config import Settings
from nouvelles.web.addresses import Addresses
from nouvelles.web.topics import TOPICS


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Markup of an edition: in the head, of the sections, and in the foot.

    `sections` has the same row of links for each of its paths, on which that link is
    marked as where one is; under "" none is.
    """

    head: Markup
    sections: Mapping[str, Markup]
    paper: Markup
    rules: Markup
    last: Markup

    def row(self, path: str) -> Markup:
        """The row of sections as the page of a path has it."""
        return self.sections.get(path) or self.sections[""]


def make_frame(
    templates: Environment, settings: Settings, addresses: Addresses, **files: str
) -> Frame:
    """The frame of an edition; `files` are the paths of sheet and icon."""
    at, names = addresses, settings.front.sections
    links = [(at.section(name), TOPICS[name].name) for name in names]
    paths = [at.front(), at.today(), at.sources(), at.search()]

    def fill(template: str, **more: Any) -> Markup:
        made = templates.render_template(
            template, paper=settings.paper, at=at, links=links, **files, **more
        )
        return Markup(made.strip())  # noqa: S704 - it comes from our own templates

    return Frame(
        head=fill("frame_head.html"),
        sections={
            here: fill("frame_sections.html", here=here)
            for here in ("", *paths, *(path for path, _ in links))
        },
        paper=fill("frame_paper.html"),
        rules=fill("frame_rules.html"),
        last=fill("frame_last.html"),
    )
