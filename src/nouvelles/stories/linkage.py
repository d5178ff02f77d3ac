"""Groups of what is likely to belong together: average linkage."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

#: Never together, whatever the rest says.
NEVER: Final = -1e6

#: A telling by itself, and an event that so many told at least: each of its pairs is a
#: guess, and what is nearly like all of so many is most often badly understood (a language
#: that is not known, a few sentences). It gets so much of a credit.
TOLD: Final = 4
CREDIT: Final = 1.2
#: Two groups of so many tellings each: their mean is no guess any more, and what is no
#: nearer than that is most often the next day of one matter. So much more is asked of it.
GROUPS: Final = 3
DOUBT: Final = 1.0


def asked(
    ones: npt.NDArray[np.float64], others: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The log-odds that the mean of the pairs across two groups must exceed, by how many
    tellings with a body are in each: what headlines alone say differs too little."""
    fewer, more = np.minimum(ones, others), np.maximum(ones, others)
    alone = (fewer == 1) & (more >= TOLD)
    return np.where(alone, -CREDIT, np.where(fewer >= GROUPS, DOUBT, 0.0))


def average_linkage(
    sums: npt.NDArray[np.float64],
    sizes: npt.NDArray[np.float64],
    bodies: npt.NDArray[np.float64],
) -> list[list[int]]:
    """The places of what belongs together, by the mean log-odds of all pairs across two
    groups: the highest above what is `asked` first, as long as there is one.

    `sums` (square) are those of the pairs across each two, `sizes` how many are in each,
    `bodies` how many of them have a body. All three are changed.
    """
    means = sums / np.outer(sizes, sizes) - asked(bodies[:, None], bodies)
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
        bodies[a] += bodies[b]
        alive[b] = False
        means[b] = means[:, b] = best[b] = NEVER
        above = sums[a] / (sizes[a] * sizes) - asked(bodies[a], bodies)
        means[a] = np.where(alive, above, NEVER)
        means[a, a] = NEVER
        means[:, a] = means[a]
        nearer = means[a] > best
        best[nearer], nearest[nearer] = means[a, nearer], a
        lost = alive & ((nearest == b) | (nearest == a) & ~nearer)
        lost[a] = True
        best[lost], nearest[lost] = means[lost].max(axis=1), means[lost].argmax(axis=1)
    return [places for places in groups if places]
