"""Rows of lines, shifted and summed around each line."""

from __future__ import annotations

import numpy as np
import pytest

from nouvelles.extract.features.windows import around, moved, running

ROW = np.array([1, 2, 3, 4], np.float32)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (1, [-9, 1, 2, 3]), (2, [-9, -9, 1, 2]), (3, [-9, -9, -9, 1]), (4, [-9] * 4),
        (7, [-9] * 4), (-1, [2, 3, 4, -9]), (-3, [4, -9, -9, -9]), (-4, [-9] * 4),
        (-7, [-9] * 4),
    ],
)  # fmt: skip
def test_moved(by: int, expected: list[float]) -> None:
    assert moved(ROW, by, -9).tolist() == expected
    assert moved(np.stack((ROW, ROW)), by, -9).tolist() == [expected, expected]


def test_running_sums() -> None:
    assert running(ROW).tolist() == [0, 1, 3, 6, 10]
    assert running(np.stack((ROW, -ROW))).tolist() == [
        [0, 1, 3, 6, 10], [0, -1, -3, -6, -10],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reach", "sums", "sizes"),
    [
        (0, [1, 2, 3, 4], [1, 1, 1, 1]),
        (1, [3, 6, 9, 7], [2, 3, 3, 2]),
        (9, [10] * 4, [4] * 4),
    ],
)
def test_around(reach: int, sums: list[float], sizes: list[float]) -> None:
    found, counted = around(running(ROW), reach)
    assert found.tolist() == sums
    assert counted.tolist() == sizes
