"""py3langid's identifier with the same answers in an eighth of the memory: 8 to 13 MB.

The package holds 105 MB (version 0.4.0, 2026-11-30): the steps of an automaton, of whose
38,000 rows a text goes through some hundred, and the features' weights, of which it asks
for as many rows. Here both are read, row by row, from the unpacked model: a temporary
file without a name, as the package makes one to load it. Steps that were read are
remembered, 6 MB of them; what the file keeps in memory is the system's to give back. The
layout is that of `py3langid.modelio`: an NPZ archive of stored arrays.
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

#: Bytes that are unpacked at once.
_PIECE: Final = 1 << 16
#: Rows of the automaton that are remembered, 1 KB each: so many, and so many before them.
#: (Short texts of two languages go through 7,000. Of 2,048, all forgotten at once, half
#: were read anew for each text, which took twice the time; 2026-12.)
_ROWS: Final = 3072
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
            made = LanguageIdentifier(
                Weights(Table(file, archive, "ptc")),
                _whole(archive, "pc"),
                _whole(archive, "classes").tolist(),
                Steps(Table(file, archive, "nextmove")),
                array("i", _whole(archive, "out_feat").astype(np.int32).tobytes()),
                norm_probs=True,
                tk_row=array(
                    "I", _whole(archive, "nextmove_row").astype("u4").tobytes()
                ),
            )
    # Where the states' rows begin: a list of 4 MB, packed.
    made._rowbase = array("I", made._rowbase)
    return made


class Steps:
    """The automaton: `steps[row * 256 + byte]` is the state that follows."""

    def __init__(self, table: Table) -> None:
        self._rows = _Remembered(table)

    def __getitem__(self, place: int) -> int:
        return self._rows[place >> 8][place & 255]


class _Remembered(dict[int, "array[int]"]):
    """Rows that were read; bounded. The usual ones stay, those of rare texts go."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._before: dict[int, array[int]] = {}

    def __missing__(self, row: int) -> array[int]:
        if len(self) >= _ROWS:
            self._before = dict(self)
            self.clear()
        found = self._before.get(row)
        if found is None:
            read = self._table.read(row * _BYTES, _BYTES)
            found = array(
                "I", np.frombuffer(read, self._table.kind).astype("u4").tobytes()
            )
        self[row] = found
        return found


class Weights:
    """The rows of the table of weights, each read when it is asked for."""

    def __init__(self, table: Table) -> None:
        self._table, (_, self._columns) = table, table.shape

    def __getitem__(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[Any]:
        columns, read = self._columns, self._table.read
        found = b"".join(read(columns * row, columns) for row in rows.tolist())
        return np.frombuffer(found, self._table.kind).reshape(-1, columns)


class Table:
    """An array in a file, of which nothing is held in memory."""

    def __init__(self, file: IO[bytes], archive: zipfile.ZipFile, name: str) -> None:
        member = archive.getinfo(f"{name}.npy")
        if member.compress_type != zipfile.ZIP_STORED:
            raise ValueError(f"py3langid's {name} is compressed")
        with archive.open(member) as source:
            self.shape, self.kind = _header(source)
            before = source.tell()
        # The name and the extra field before the data have their lengths in front.
        lengths = os.pread(file.fileno(), 4, member.header_offset + 26)
        of_name, extra = np.frombuffer(lengths, "<u2").tolist()
        self._start = member.header_offset + 30 + of_name + extra + before
        #: Of its own: the file is closed when all has been read.
        self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)

    def read(self, first: int, count: int) -> bytes:
        """So many numbers of `kind` from a place on, whatever the shape."""
        size = self.kind.itemsize
        return os.pread(self._file, size * count, self._start + size * first)


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
