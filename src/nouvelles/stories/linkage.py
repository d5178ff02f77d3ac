"""Groups of what is likely to belong together: average linkage."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

#: Never together, whatever the rest says.
NEVER: Final = -1e6


def average_linkage(
    sums: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64]
) -> list[list[int]]:
    """The places of what belongs together, by the mean log-odds of all pairs across two
    groups: the highest first, as long as it is above zero.

    `sums` (square) are those of the pairs across each two, `sizes` how many are in each.
    Both are changed.
    """
    means = sums / np.outer(sizes, sizes)
    np.fill_diagonal(means, NEVER)
    groups = [[at] for at in range(len(sizes))]
    alive = np.ones(len(sizes), bool)
    # Of each the nearest other, which is looked for anew only where it changed.
    nearest, best = means.argmax(axis=1), means.max(axis=1)
    while best.max() > 0:
        found = int(best.argmax())
        a, b = sorted((found, int(nearest[found])))
        groups[a] += groups[b]
        groups[b] = []
        sums[a] += sums[b]
        sums[:, a] += sums[:, b]
        sizes[a] += sizes[b]
        alive[b] = False
        means[b] = means[:, b] = best[b] = NEVER
        means[a] = np.where(alive, sums[a] / (sizes[a] * sizes), NEVER)
        means[a, a] = NEVER
        means[:, a] = means[a]
        nearer = means[a] > best
        best[nearer], nearest[nearer] = means[a, nearer], a
        lost = alive & ((nearest == b) | (nearest == a) & ~nearer)
        lost[a] = True
        best[lost], nearest[lost] = means[lost].max(axis=1), means[lost].argmax(axis=1)
    return [places for places in groups if places]
