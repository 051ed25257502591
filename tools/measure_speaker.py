"""What the small transformer of chapter 12 says, and what its head is good for.

``python tools/measure_speaker.py`` prints the numbers of sections 12.2, 12.7 and 12.8;
``--record`` trains the net that is kept, and the letters on the plane, anew.
"""

from __future__ import annotations

import argparse
import json

import numpy as np
from measure_attention import LastLetters

import mathdl as dl
from mathdl.plots.attention import language, reversal
from mathdl.plots.attention.letter_plane import MOMENTS, best_cut
from mathdl.plots.attention.speak import spoken
from mathdl.plots.kit.records import path

NAMES = 400


def record() -> None:
    """Keep the net after 1,000 steps, and five seeds of letters as points."""
    kept = language.names_run().at(language.STEPS)
    small = {str(k): value.astype(np.float16) for k, value in enumerate(kept)}
    np.savez_compressed(language.FILE, **small)
    learnt, tables = language.encoded(language.parted()[0]), {}
    for seed in range(5):
        net = LastLetters(3, 2, 100, np.random.default_rng(seed))
        moments = [net.table.weight.data.copy()]
        for step in language.train(net, learnt, MOMENTS[-1], seed):
            if step in MOMENTS:
                moments.append(net.table.weight.data.copy())
        tables[str(seed)] = np.round(np.array(moments, float), 3).tolist()
    kept = {"moments": MOMENTS, "tables": tables}
    path("attention/letters").write_text(json.dumps(kept, separators=(",", ":")))


def loss_with(weights: np.ndarray, data: language.Data) -> float:
    """Return the loss when the head looks as it is told, and all the rest stays."""
    net, (x, y, inside) = language.ready_made(), data
    block = net.blocks[0]
    stream = net.letters(x) + net.places(np.arange(x.shape[1]))
    told = np.broadcast_to(weights, (len(x), x.shape[1], x.shape[1])).astype(np.float32)
    stream = stream + block.attention.out(told @ block.attention.value(block.norm1(stream)).data)
    stream = stream + block.mlp(block.norm2(stream))
    return dl.cross_entropy(net.head(net.norm(stream))[inside], y[inside]).item()


def interventions() -> None:
    """Put other weights in place of the head's own."""
    data = language.encoded(language.parted()[2])
    net, (x, _, inside) = language.ready_made(), data
    block, places = net.blocks[0], x.shape[1]
    own = block.attention.weights(block.norm1(net.letters(x) + net.places(np.arange(places))))[:, 0]
    average = np.stack([own[inside[:, k], k].sum(0) / max(1, inside[:, k].sum())
                        for k in range(places)])  # fmt: skip
    alike = np.tril(np.ones((places, places)))
    before = np.eye(places, k=-1)
    before[0, 0] = 1
    for what, weights in {
        "its own": own, "averaged over names": average,
        "all alike": alike / alike.sum(1, keepdims=True), "the letter before": before,
        "itself": np.eye(places),
    }.items():  # fmt: skip
        print(f"the head looks at {what}: {loss_with(weights, data):.3f}")
    print(
        "how much it looks back by one, in the middle:", average[range(4, 9), range(3, 8)].round(2)
    )


def main() -> None:
    """Print what the chapter says."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--record", action="store_true")
    if parser.parse_args().record:
        record()
    for seed in range(5):
        parted = [best_cut(k, seed)[0] for k in range(len(MOMENTS))]
        print(f"letters parted, seed {seed}: {parted} after {MOMENTS}")
    known = set(language.parted()[0])
    for temperature, top in ((1, 27), (0.5, 27), (1, 3), (1, 1)):
        said = [spoken(language.ready_made(), "", temperature, top, seed, language.T).rstrip(".")
                for seed in range(NAMES)]  # fmt: skip
        share = np.mean([name in known for name in said])
        print(f"temperature {temperature}, top {top}: {100 * share:.0f} % stand in the list")
    interventions()
    for places in (True, False):
        for seed in range(3):
            shares = [reversal.share_right(places, step, seed) for step in (0, 20, 40, 160)]
            print(f"backwards, places {places}, seed {seed}: {np.round(shares, 3)}")


if __name__ == "__main__":
    main()
