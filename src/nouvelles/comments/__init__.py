"""Comments: is a remark spam, why, and what becomes of it (docs/explanation/comments.md).

`Filter(site).judge(remark)` gives the verdict; `Site(prior, lessons)` is what a site's
moderators taught, each `Lesson` made of `taught(prior, remark)`, which holds no word;
`Rings().note(sketch(remark), at)` counts what comes again.

Whoever only reads verdicts (`records`) loads nothing of the filter.
"""

from typing import TYPE_CHECKING

from nouvelles.door import door

if TYPE_CHECKING:
    from nouvelles.comments.features import Sketch, sketch
    from nouvelles.comments.judge import Before, Filter
    from nouvelles.comments.lesson import taught
    from nouvelles.comments.prior import VERSION, Prior, shipped
    from nouvelles.comments.records import (
        Band,
        Lesson,
        Reason,
        Remark,
        Taught,
        Verdict,
    )
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

__getattr__ = door(
    __name__,
    {
        "features": ["Sketch", "sketch"],
        "judge": ["Before", "Filter"],
        "lesson": ["taught"],
        "prior": ["VERSION", "Prior", "shipped"],
        "records": ["Band", "Lesson", "Reason", "Remark", "Taught", "Verdict"],
        "rings": ["Rings"],
        "site": ["Site"],
    },
)
