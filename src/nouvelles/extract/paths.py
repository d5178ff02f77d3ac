"""From an XPath, as blocks and what was left out have it, back to the element."""

from __future__ import annotations

from typing import Final

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

#: One step: the n-th element below, of any name (`*`) or of one.
_STEP: Final = regex.compile(
    r"/(?P<name>\*|[a-z][\w.-]*)(?:\[(?P<place>[0-9]{1,9})\])?"
)


def path_of(node: LexborNode) -> str:
    """The path of an element: its own place and those of all above it."""
    steps: list[str] = []
    above = node.parent
    while above is not None and above.tag != "html" and above.is_element_node:
        places = [child.mem_id for child in above.iter() if child.is_element_node]
        steps.append(f"/*[{places.index(node.mem_id) + 1}]")
        node, above = above, above.parent
    name = "" if node.tag == "html" else f"/{node.tag}"
    return f"/html{name}{''.join(reversed(steps))}"


class Paths:
    """The elements of one tree by their paths (/html/body/*[3]/*[1]).

    Steps count elements only, from 1; a step without a number is the first of its name.
    The children of an element are looked up once, so many paths take time in the sum of
    their lengths. The tree must not be changed meanwhile.
    """

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._root = tree.root
        self._children: dict[int, list[LexborNode]] = {}

    def find(self, path: str) -> LexborNode | None:
        """The element at a path, or None where there is none, or it is no such path."""
        steps = list(_STEP.finditer(path))
        if "".join(step[0] for step in steps) != path:
            return None
        node = None
        for step in steps:
            found = self._below(node)
            if step["name"] != "*":
                found = [one for one in found if one.tag == step["name"]]
            place = int(step["place"] or 1)
            if not 1 <= place <= len(found):
                return None
            node = found[place - 1]
        return node

    def _below(self, node: LexborNode | None) -> list[LexborNode]:
        if node is None:
            return [self._root] if self._root is not None else []
        known = self._children.get(node.mem_id)
        if known is None:
            known = [child for child in node.iter() if child.is_element_node]
            self._children[node.mem_id] = known
        return known
