"""Preview cards: the picture that networks show beside a link to one of our pages.

A headline, its outlet and the paper's name, drawn by us in whatever script they are
written, with the open fonts that the system has (Noto, else DejaVu); nobody is asked
for anything. Takes a `Card` of ready strings, gives the bytes of a PNG.

    draw_card(Card(paper="Nouvelles du Monde", title="…", language="ar"))
"""

from nouvelles.web.cards.draw import HEIGHT, WIDTH, Card, draw_card
from nouvelles.web.cards.kept import KeptCards

__all__ = ["HEIGHT", "WIDTH", "Card", "KeptCards", "draw_card"]
