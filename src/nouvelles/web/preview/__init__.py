"""Previews: the picture that networks show beside a link to one of our pages.

A headline, its outlet and the paper's name, drawn by us in whatever script they are
written, with the open fonts that the system has (Noto, else DejaVu); nobody is asked
for anything. Takes a `Preview` of ready strings, gives the bytes of a PNG.

    draw_preview(Preview(paper="Nouvelles du Monde", title="…", language="ar"))
"""

from typing import TYPE_CHECKING

from nouvelles.door import door

if TYPE_CHECKING:
    from nouvelles.web.preview.draw import HEIGHT, WIDTH, draw_preview
    from nouvelles.web.preview.kept import KeptPreviews
    from nouvelles.web.preview.words import Preview

__all__ = ["HEIGHT", "WIDTH", "KeptPreviews", "Preview", "draw_preview"]

__getattr__ = door(
    __name__,
    {
        "draw": ["HEIGHT", "WIDTH", "draw_preview"],
        "kept": ["KeptPreviews"],
        "words": ["Preview"],
    },
)
