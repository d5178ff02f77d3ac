"""Previews: the picture that networks show beside a link to one of our pages.

A headline, its outlet and the paper's name, drawn by us in whatever script they are
written, with the open fonts that the system has (Noto, else DejaVu); nobody is asked
for anything. Takes a `Preview` of ready strings, gives the bytes of a PNG.

    draw_preview(Preview(paper="Nouvelles du Monde", title="…", language="ar"))
"""

from nouvelles.web.preview.draw import HEIGHT, WIDTH, Preview, draw_preview
from nouvelles.web.preview.kept import KeptPreviews

__all__ = ["HEIGHT", "WIDTH", "KeptPreviews", "Preview", "draw_preview"]
