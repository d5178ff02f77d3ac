"""Previews that were drawn, kept a while by their words."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from nouvelles.forgetting import hold
from nouvelles.web.preview.words import Preview

#: Previews that are kept, each of some 20 kB.
KEPT = 100


class KeptPreviews:
    """The previews drawn last, by their words; one is drawn at a time.

    Networks ask for a preview when a link is shared, and then often: what strangers can
    have drawn is bounded by one processor and this many pictures.
    """

    def __init__(
        self, draw: Callable[[Preview], bytes] | None = None, size: int = KEPT
    ):
        self._draw = draw or _draw
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[Preview, bytes] = OrderedDict()
        hold(self)

    def forget(self) -> None:
        """Keep none of them."""
        with self._lock:
            self._kept.clear()

    def get(self, preview: Preview) -> bytes:
        with self._lock:
            if preview not in self._kept:
                self._kept[preview] = self._draw(preview)
                while len(self._kept) > self._size:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(preview)
            return self._kept[preview]


def _draw(preview: Preview) -> bytes:
    # Loaded with the first preview: many papers are read for hours before one is shared.
    from nouvelles.web.preview.draw import draw_preview

    return draw_preview(preview)
