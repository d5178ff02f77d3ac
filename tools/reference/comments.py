"""Comments of a module as the sentences that they are."""

from __future__ import annotations

import ast
import inspect
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True, slots=True, kw_only=True)
class Commented:
    """A module's syntax tree, and its comments by line."""

    tree: ast.Module
    comments: dict[int, str]
    alone: frozenset[int]  # lines that hold nothing but a comment

    def beside(self, node: ast.stmt | ast.expr) -> str:
        """The comments on the lines of a node."""
        lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
        return " ".join(self.comments[n] for n in lines if n in self.comments)

    def above(self, node: ast.stmt) -> str:
        """The block of `#:` comments right above a node."""
        found: list[str] = []
        line = node.lineno - 1
        while line in self.alone and self.comments[line].startswith(":"):
            found.insert(0, self.comments[line].removeprefix(":").strip())
            line -= 1
        return " ".join(found)

    def sections(self) -> Iterator[tuple[int, str]]:
        """The headings `# ---- words ----` with their lines."""
        for line, words in sorted(self.comments.items()):
            if line in self.alone and words.startswith("----"):
                yield line, words.strip("- ")


def read_comments(module: ModuleType) -> Commented:
    """The comments of a module, without their marks."""
    source = inspect.getsource(module)
    comments: dict[int, str] = {}
    alone: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            line = token.start[0]
            comments[line] = token.string.removeprefix("#").strip()
            if token.line.lstrip().startswith("#"):
                alone.add(line)
    return Commented(tree=ast.parse(source), comments=comments, alone=frozenset(alone))


def member_comments(module: ModuleType, name: str) -> dict[str, str]:
    """The members of a class of words, by value, each with its comment or ""."""
    read = read_comments(module)
    (found,) = (
        node
        for node in read.tree.body
        if isinstance(node, ast.ClassDef) and node.name == name
    )
    members: dict[str, str] = {}
    for node in found.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            members[str(node.value.value)] = read.beside(node) or read.above(node)
    return members


def sentence(words: str) -> str:
    """Words of a comment as a sentence: a capital at its head, a stop at its end.

    Names of directives ("noimageindex, …", "tdm-reservation: 1") keep their spelling.
    """
    if not words:
        return ""
    is_prose = words.split()[0].isalpha()
    text = words[0].upper() + words[1:] if is_prose else words
    return text if text[-1] in ".!?" else f"{text}."
