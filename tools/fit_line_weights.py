"""Fit wxreader/data/line_weights.json: a conditional random field over gold pages and made ones.

    python tools/fit_line_weights.py [--stories FILE.jsonl] [--made 1200] [--hold-out NAME]... [--output FILE]
    DUMPS:GOLD...

Each pair names a folder of dumps and a folder of gold pages (the article object's JSON). `--stories` names
further texts ({"headline", "paragraphs", ...} a line) that pages are made of. Prints the share of lines
labelled right on what was fitted and on each pair that was held out. Needs numpy and scipy beside the
package's own dependencies. Method: Lafferty, McCallum, Pereira 2001, "Conditional Random Fields", with
softmax-margin costs.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import crf
import numpy as np
from gold_lines import gold_labels
from make_pages import make_page

from wxreader.press import cues, habits, labels, states
from wxreader.press.lines import Lines, read_lines

SEEN = 4
"""Times that a cue must show before it gets a weight."""
OLD = 2.0
"""Weight of made pages of one paper's habits, which must not fall."""
SEEDS = 5.0
"""Weight of the seeds' pages, which must come out exactly."""
SMALL = 0.015
"""Weights below this are left out of the file: chosen, no label changes."""


def _worth(pair: str) -> float:
    """How much more a folder's pages count."""
    return (
        SEEDS
        if pair.startswith("/") and "/seeds:" in pair and "made" not in pair
        else OLD
        if "elements" not in pair and "real" not in pair
        else 1.0
    )


class Example(NamedTuple):
    """A page with the labels that its lines should get."""

    name: str
    seen: cues.Seen
    active: list[cues.LineCues]
    """The cues of each line."""
    path: list[str]
    """The label of each line."""
    weight: float
    """How much the page counts, against 1.0 of an ordinary one."""

    @property
    def lines(self) -> Lines:
        """The page's lines."""
        return self.seen.page


def _example(name: str, text: str, labels: list[str] | None, lines: Lines, weight: float) -> Example | None:
    if labels is None or "" in labels or states.path_states(labels) is None:
        return None
    seen = cues.see(lines)
    return Example(name, seen, cues.page_cues(seen), labels, weight)


def gold_examples(pair: str, weight: float) -> list[Example]:
    """The pages of a folder whose gold can be laid over their lines."""
    dumps, gold = map(Path, pair.split(":"))
    out, lost = [], 0
    for path in sorted(gold.glob("*.json")):
        page = json.loads(path.read_text("utf-8"))
        if page.get("interleaved"):
            continue
        text = (dumps / page["source"]).read_bytes().decode("utf-8-sig")
        lines = read_lines(text)
        made = _example(path.stem, text, gold_labels(lines, page), lines, weight)
        lost += made is None
        out += [made] if made else []
    print(f"{pair}: {len(out)} pages, {lost} left out", file=sys.stderr, flush=True)
    return out


def gold_stories(pair: str) -> list[dict[str, Any]]:
    """The articles of a folder's gold that pages can be made of."""
    found = [
        a
        for f in sorted(Path(pair.split(":")[1]).glob("*.json"))
        for a in json.loads(f.read_text("utf-8"))["articles"]
    ]
    return [a for a in found if a["paragraphs"] and a["headline"] and not a.get("crossheads")]


def made_examples(stories: list[dict[str, Any]], count: int, seed: int) -> list[Example]:
    """Pages set from texts in drawn house styles."""
    rng = random.Random(seed)
    out = []
    for n in range(count):
        rows = make_page(rng.sample(stories, min(9, len(stories))), rng)
        lines = read_lines("\n".join(r.text for r in rows))
        made = _example(f"made-{n}", "", [rows[x.number - 1].label for x in lines.lines], lines, 1.0)
        out += [made] if made else []
    return out


class Index(NamedTuple):
    """The number of each cue that gets weights: of lines, and of breaks."""

    own: dict[str, int]
    joins: dict[str, int]


def make_index(pages: list[Example]) -> Index:
    """Number the cues that show often enough."""
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for page in pages:
        for line in page.active:
            counts[0].update(set(line.own))
            counts[1].update(set(line.joins))
    own, joins = ({c: i for i, c in enumerate(sorted(c for c, n in x.items() if n >= SEEN))} for x in counts)
    return Index(own, joins)


def coded(page: Example, index: Index) -> crf.Coded:
    """A page whose cues are numbers."""
    return crf.Coded(
        page.name,
        crf.code([x.own for x in page.active], index.own),
        crf.code([x.joins for x in page.active], index.joins),
        np.array(states.path_states(page.path)),
        page.weight,
    )


def _mistake(page: Example, i: int, got: str) -> str:
    """A line whose label was read wrong, with the end of the line before it."""
    lines = page.lines.lines
    before = lines[i - 1].text[-14:] if i else ""
    number, opening = lines[i].number, lines[i].text[:24]
    return f"  {page.name} line {number}: gold {page.path[i]}, got {got}: …{before} | {opening}"


def report(name: str, pages: list[Example], index: Index, model: crf.Model, show: int = 0) -> float:
    """Print how many lines are labelled right, and some that are not."""
    right = count = whole = 0
    confusion: Counter[str] = Counter()
    gold_count: Counter[str] = Counter()
    for page in pages:
        guess = [states.STATES[s][0] for s in crf.viterbi(*model.scores(coded(page, index)))]
        right += sum(a == b for a, b in zip(guess, page.path, strict=True))
        count += len(guess)
        whole += guess == page.path
        gold_count.update(page.path)
        confusion.update(f"{g}>{p}" for g, p in zip(page.path, guess, strict=True) if g != p)
        for i, (g, p) in enumerate(zip(page.path, guess, strict=True)):
            if g != p and show > 0:
                show -= 1
                print(_mistake(page, i, p))
    share = right / max(1, count)
    wrong = confusion.most_common(14)
    print(
        f"{name}: {share:.4f} of {count} lines, {whole} of {len(pages)} pages whole; {wrong}",
        flush=True,
    )
    return right / max(1, count)


def second(pages: list[Example], index: Index, model: crf.Model) -> list[Example]:
    """The pages with the cues of their second reading, from a model that did not see them."""
    out = []
    for page in pages:
        found = labels.decode_scores(
            [labels.Scores(list(a), list(b)) for a, b in zip(*model.scores(coded(page, index)), strict=True)]
        )
        out.append(
            page._replace(active=habits.second_cues(page.seen, page.active, found.path, found.margins))
        )
    return out


def jackknifed(pages: list[Example], epochs: int) -> list[Example]:
    """The fitted pages read by models that were fitted on the other half."""
    halves = (pages[::2], pages[1::2])
    out: list[Example] = []
    for read, learnt in (halves, halves[::-1]):
        index = make_index(learnt)
        out += second(read, index, crf.fit([coded(x, index) for x in learnt], epochs))
    return out


def write(path: Path, readings: list[tuple[Index, crf.Model]]) -> None:
    """The weights as JSON: for each cue its numbers, for each reading."""

    def table(names: dict[str, int], values: np.ndarray) -> str:
        kept = {c: [round(float(v), 2) for v in values[i]] for c, i in names.items()}
        return ",\n".join(
            f" {json.dumps(c)}: {json.dumps(w).replace('.0,', ',').replace(' ', '')}"
            for c, w in sorted(kept.items())
            if max(map(abs, w)) > SMALL
        )

    note = (
        "cue -> weight for each label (own) and each transition (joins), for the first and second reading; "
        "made by tools/fit_line_weights.py"
    )
    parts = [
        f'"about": {json.dumps(note)}',
        f'"labels": {json.dumps(states.LABELS)}',
        f'"transitions": {json.dumps(states.TRANSITIONS)}',
    ]
    for n, (index, model) in enumerate(readings):
        ending = "2" if n else ""
        parts += [
            f'"own{ending}": {{\n{table(index.own, model.own)}\n}}',
            f'"joins{ending}": {{\n{table(index.joins, model.joins)}\n}}',
        ]
    path.write_text("{" + ",\n".join(parts) + "}\n", "utf-8")


def main() -> None:
    """Fit both readings, write them, and print how they do."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", nargs="+")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--hold-out", action="append", default=[])
    parser.add_argument("--stories", type=Path)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--made", type=int, default=1200, help="pages to make")
    parser.add_argument("--gold-weight", type=float, default=1.0)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    held = {p for p in args.pairs if any(h in p for h in args.hold_out)}
    gold = {p: gold_examples(p, args.gold_weight * (_worth(p))) for p in args.pairs}
    stories = [s for p in args.pairs if p not in held for s in gold_stories(p)]
    if args.stories:
        stories = [json.loads(line) for line in args.stories.read_text("utf-8").splitlines()]
    made = made_examples(stories, args.made, 1)
    fitted = [x for p, some in gold.items() if p not in held for x in some]
    index = make_index(fitted + made)
    print(
        f"{len(fitted)} gold pages, {len(made)} made ones, {len(index.own)} + {len(index.joins)} cues",
        flush=True,
    )
    unseen = made_examples(stories, 60, 2)
    model = crf.fit([coded(x, index) for x in fitted + made], args.epochs)
    if args.output:
        write(args.output, [(index, model)])
    show_all("first reading", unseen, gold, held, index, model)
    again = jackknifed(fitted + made, args.epochs)
    index2 = make_index(again)
    model2 = crf.fit([coded(x, index2) for x in again], args.epochs)
    if args.output:
        write(args.output, [(index, model), (index2, model2)])
    gold = {p: second(pages, index, model) for p, pages in gold.items()}
    show_all("second reading", second(unseen, index, model), gold, held, index2, model2)


def show_all(
    title: str,
    unseen: list[Example],
    gold: dict[str, list[Example]],
    held: set[str],
    index: Index,
    model: crf.Model,
) -> None:
    """Report made pages that were not fitted on, then each folder of gold."""
    print(title)
    report("made, unseen", unseen, index, model)
    for pair, pages in gold.items():
        report(("held out " if pair in held else "fitted ") + pair.split(":")[1], pages, index, model)


if __name__ == "__main__":
    main()
