"""chrF and BLEU by sacrebleu, for the bench: `bleu_peer.py < texts > scores`.

It runs under the interpreter in which the peers are installed (bench/peers.txt). The input
is JSON: {name: {"made": [texts], "wanted": [texts]}}; so is the output: {name: [chrF2,
BLEU], "signatures": [chrF's, BLEU's]}.
"""

from __future__ import annotations

import json
import sys

from sacrebleu.metrics import BLEU, CHRF


def main() -> None:
    chrf, bleu = CHRF(), BLEU()
    found: dict[str, object] = {
        name: [
            metric.corpus_score(texts["made"], [texts["wanted"]]).score
            for metric in (chrf, bleu)
        ]
        for name, texts in json.load(sys.stdin).items()
    }
    found["signatures"] = [str(one.get_signature()) for one in (chrf, bleu)]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
