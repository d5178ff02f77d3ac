"""py3langid's identifier with the same answers in a quarter of the memory: 27 MB.

The package holds 105 MB (version 0.4.0, 2026-11-30): half are the steps of an automaton,
38,000 rows of 256, of which all but 56 on average are those of the first row; half are
the features' weights, of which a text asks for some hundred rows. Here only the steps that
differ are kept (12 MB), and weights are read from the unpacked model, a temporary file
without a name, as the package makes one to load it. The layout is that of
`py3langid.modelio`: an NPZ archive of stored arrays.
"""

from __future__ import annotations

import lzma
import os
import shutil
import tempfile
import weakref
import zipfile
from array import array
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt
from numpy.lib import format as npy
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

#: Bytes that are unpacked, and rows of the automaton that are read, at once.
_PIECE: Final = 1 << 16
_ROWS: Final = 1 << 8
#: Steps from each state: one for each byte.
_BYTES: Final = 256


def frugal_identifier() -> LanguageIdentifier:
    """The identifier of all labels of the model, with probabilities.

    Raises:
        ValueError: the model has another layout than is known here.
    """
    with tempfile.TemporaryFile(suffix=".npz") as file:
        with lzma.open(Path(MODEL_DIR) / MODEL_FILE) as packed:
            shutil.copyfileobj(packed, file, _PIECE)
        file.flush()
        with zipfile.ZipFile(file) as archive:
            wanted = {"ptc", "pc", "classes", "nextmove", "nextmove_row", "out_feat"}
            if missing := wanted - {n.removesuffix(".npy") for n in archive.namelist()}:
                raise ValueError(f"py3langid's model lacks {sorted(missing)}")
            return LanguageIdentifier(
                Weights(file, archive),
                _whole(archive, "pc"),
                _whole(archive, "classes").tolist(),
                Steps(archive),
                array("i", _whole(archive, "out_feat").astype(np.int32).tobytes()),
                norm_probs=True,
                tk_row=array(
                    "I", _whole(archive, "nextmove_row").astype("u4").tobytes()
                ),
            )


class Steps:
    """The automaton: `steps[row * 256 + byte]` is the state that follows."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        letters, steps, starts = bytearray(), array("I"), array("I", [0])
        first: npt.NDArray[Any] | None = None
        with archive.open("nextmove.npy") as source:
            (length,), kind = _header(source)
            for start in range(0, length, _ROWS * _BYTES):
                count = min(_ROWS * _BYTES, length - start)
                read = source.read(count * kind.itemsize)
                rows = np.frombuffer(read, kind).reshape(-1, _BYTES)
                first = rows[0].copy() if first is None else first
                differ = rows != first
                ends = starts[-1] + np.cumsum(differ.sum(axis=1), dtype=np.uint32)
                starts.frombytes(ends.tobytes())
                letters += np.nonzero(differ)[1].astype(np.uint8).tobytes()
                steps.frombytes(rows[differ].astype(np.uint32).tobytes())
        assert first is not None
        self._first: list[int] = first.tolist()
        #: Of each row the letters, in order, by which its steps differ, and these steps;
        #: `starts` is where a row's begin.
        self._letters, self._steps, self._starts = bytes(letters), steps, starts

    def __getitem__(self, place: int) -> int:
        row, letter = place >> 8, place & 255
        starts = self._starts
        found = self._letters.find(letter, starts[row], starts[row + 1])
        return self._first[letter] if found < 0 else self._steps[found]


class Weights:
    """The rows of a table in a file, each read when it is asked for."""

    def __init__(self, file: IO[bytes], archive: zipfile.ZipFile) -> None:
        member = archive.getinfo("ptc.npy")
        if member.compress_type != zipfile.ZIP_STORED:
            raise ValueError("py3langid's weights are compressed")
        with archive.open(member) as source:
            (_, self._columns), self._kind = _header(source)
            before = source.tell()
        # The name and the extra field before the data have their lengths in front.
        lengths = os.pread(file.fileno(), 4, member.header_offset + 26)
        name, extra = np.frombuffer(lengths, "<u2").tolist()
        self._start = member.header_offset + 30 + name + extra + before
        #: Of its own: the file is closed when all has been read.
        self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)

    def __getitem__(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[Any]:
        size = self._columns * self._kind.itemsize
        file, start = self._file, self._start
        read = [os.pread(file, size, start + size * row) for row in rows.tolist()]
        return np.frombuffer(b"".join(read), self._kind).reshape(-1, self._columns)


def _header(source: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and kind of an array that follows, by rows."""
    if npy.read_magic(source) != (1, 0):
        raise ValueError("py3langid's model has arrays of another version")
    shape, by_columns, kind = npy.read_array_header_1_0(source)
    if by_columns and len(shape) > 1:
        raise ValueError("py3langid's model has arrays by columns")
    return shape, kind


def _whole(archive: zipfile.ZipFile, name: str) -> npt.NDArray[Any]:
    with archive.open(f"{name}.npy") as source:
        shape, kind = _header(source)
        return np.frombuffer(source.read(), kind).reshape(shape)
