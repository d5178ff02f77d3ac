"""Cards that were drawn, kept a while by their words."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from nouvelles.web.cards.draw import Card, draw_card

#: Cards that are kept, each of some 20 kB.
KEPT = 100


class KeptCards:
    """The cards drawn last, by their words; one is drawn at a time.

    Networks ask for a card when a link is shared, and then often: what strangers can
    have drawn is bounded by one processor and this many pictures.
    """

    def __init__(self, draw: Callable[[Card], bytes] = draw_card, size: int = KEPT):
        self._draw = draw
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[Card, bytes] = OrderedDict()

    def get(self, card: Card) -> bytes:
        with self._lock:
            if card not in self._kept:
                self._kept[card] = self._draw(card)
                while len(self._kept) > self._size:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(card)
            return self._kept[card]
