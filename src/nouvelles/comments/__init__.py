"""Comments: is a remark spam, why, and what becomes of it (docs/explanation/comments.md).

`Filter(site).judge(remark)` gives the verdict; `Site(prior, lessons)` is what a site's
moderators taught, each `Lesson` made of `taught(prior, remark)`, which holds no word;
`Rings().note(sketch(remark), at)` counts what comes again.
"""

from __future__ import annotations

from nouvelles.comments.features import Sketch, sketch
from nouvelles.comments.judge import Before, Filter
from nouvelles.comments.lesson import Lesson, Taught, taught
from nouvelles.comments.prior import VERSION, Prior, shipped
from nouvelles.comments.records import Band, Reason, Remark, Verdict
from nouvelles.comments.rings import Rings
from nouvelles.comments.site import Site

__all__ = [
    "VERSION",
    "Band",
    "Before",
    "Filter",
    "Lesson",
    "Prior",
    "Reason",
    "Remark",
    "Rings",
    "Site",
    "Sketch",
    "Taught",
    "Verdict",
    "shipped",
    "sketch",
    "taught",
]
