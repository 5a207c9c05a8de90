"""Fit wxreader/data/line_weights.json: averaged structured perceptron over gold pages.

    python tools/fit_line_weights.py [--epochs 12] [--hold-out NAME] [--output FILE] DUMPS:GOLD [DUMPS:GOLD...]

Each pair names a folder of dumps and a folder of gold pages (the article object's JSON). Prints the
share of lines labelled right on what was fitted and on what was held out. Method: Collins 2002,
"Discriminative Training Methods for Hidden Markov Models", with averaging.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from make_pages import make_page

from wxreader.press import credits, cues, labels
from wxreader.press.lines import Line, Lines, read_lines

Example = tuple[str, Lines, list[list[str]], list[str]]


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def _without_credits(text: str) -> str:
    """A line's text without dateline and bylines, squeezed."""
    opening = credits.take_opening(text)
    text = text[opening.length :]
    closing = credits.closing_start(text)
    return squeeze(text[: closing[0]] if closing else text)


def _overlap(bare: str, body: str, at: int) -> int:
    """How many characters of a line stand at this place of the body; a byline cut by the line's end may follow."""
    if body.startswith(bare, at):
        return len(bare)
    left = body[at:]
    if left and len(left) < len(bare) and bare.startswith(left) and bare[len(left)] in "（(":
        return len(left)
    return 0


def gold_labels(page: Lines, articles: list[dict]) -> list[str] | None:
    """A state for each line, by walking the dump along the gold bodies; None where they do not meet."""
    bodies = ["".join(squeeze(p) for p in a["paragraphs"]) for a in articles]
    breaks = []
    for a in articles:
        at, marks = 0, {0}
        for p in a["paragraphs"]:
            at += len(squeeze(p))
            marks.add(at)
        breaks.append(marks)
    whole = {
        n: squeeze("".join("".join(a[r]) for r in ("kicker", "headline", "subhead")))
        for n, a in enumerate(articles)
    }
    out: list[str] = []
    current, at, head_of = -1, 0, -1
    used: set[int] = set()
    taken = dict.fromkeys(whole, "")
    for place, line in enumerate(page.lines):
        text, bare = squeeze(line.text), _without_credits(line.text)
        if current >= 0 and (size := _overlap(bare, bodies[current], at)):
            out.append("P" if at in breaks[current] and at else "C")
            at += size
            continue
        ended = current >= 0 and at >= len(bodies[current])
        if (
            out
            and out[-1] in "SPCY"
            and ended
            and (
                not bare
                or re.fullmatch(r"[^（(。]{1,16}[）)]", line.text)
                or re.match(r"[（(][^）)]*$", line.text)
            )
        ):
            out.append(
                "Y" if out[-1] == "Y" or not re.search(r"[（(][^）)]*$", page.lines[place - 1].text) else "C"
            )
            continue
        joined = "".join(x.text for x in page.lines[place : place + 3])
        start = None
        for tried in (line.text, joined):
            after = _without_credits(tried)
            for n, body in enumerate(bodies):
                if (
                    n not in used
                    and after
                    and len(after) >= 4
                    and (body.startswith((after, after[:12])) or after.startswith(body))
                ):
                    start = n
                    break
            if start is not None:
                break
        if start is not None and text not in whole[start]:
            used.add(start)
            current = start
            opening = credits.take_opening(joined).length
            kept = squeeze(line.text[opening:])
            at = _overlap(_without_credits(line.text), bodies[start], 0) if opening < len(line.text) else 0
            if not at and kept:
                at = next((k for k in range(len(kept), 0, -1) if bodies[start].startswith(kept[:k])), 0)
            out.append("S")
            continue
        if out and out[-1] == "S" and at == 0 and current >= 0:
            kept = re.sub(r"^[^）)]*[）)]", "", text)
            if bodies[current].startswith(kept):
                out.append("C")
                at = len(kept)
                continue
        owners = [n for n, h in whole.items() if text in h]
        if owners:
            same = (
                head_of in owners
                and out
                and out[-1] in "Hh"
                and text in whole[head_of][len(taken[head_of]) :]
            )
            fresh = [n for n in owners if not taken[n]] or owners
            head_of = head_of if same else fresh[0]
            taken[head_of] += text
            out.append("h" if same else "H")
            continue
        return None
    return out


def examples(pair: str) -> list[Example]:
    dumps, gold = map(Path, pair.split(":"))
    out, lost = [], 0
    for path in sorted(gold.glob("*.json")):
        page = json.loads(path.read_text("utf-8"))
        text = (dumps / page["source"]).read_bytes().decode("utf-8-sig")
        lines = read_lines(text)
        path_labels = gold_labels(lines, page["articles"])
        if path_labels is None:
            lost += 1
            print("left out:", path.name, file=sys.stderr)
            continue
        quarters = labels.quarter_points(lines, path_labels)
        out.append((path.stem, lines, cues.page_cues(lines, cues.page_bigrams(lines), quarters), path_labels))
    print(f"{pair}: {len(out)} pages, {lost} left out", file=sys.stderr)
    return out


def made_examples(pairs: list[str], count: int, seed: int) -> list[Example]:
    """Pages set from the gold texts in other habits (`make_pages`)."""
    rng = random.Random(seed)
    pools = []
    for pair in pairs:
        gold = Path(pair.split(":")[1])
        pools.append(
            [
                a
                for f in sorted(gold.glob("*.json"))
                for a in json.loads(f.read_text("utf-8"))["articles"]
                if a["paragraphs"] and a["headline"]
            ]
        )
    out = []
    for n in range(count):
        pool = rng.choice(pools)
        rows = make_page(rng.sample(pool, rng.randint(2, 5)), rng)
        page = read_lines("\n".join(text for text, _ in rows))
        path = [rows[line.number - 1][1] for line in page.lines]
        if "" in path:
            continue
        quarters = labels.quarter_points(page, path)
        out.append((f"made-{n}", page, cues.page_cues(page, cues.page_bigrams(page), quarters), path))
    return out


def fit(pages: list[Example], epochs: int, drop: float = 0.08) -> labels.Weights:
    """Averaged perceptron; some cues are dropped at random so that none carries a page alone."""
    size = len(labels.TRANSITIONS)
    weights: labels.Weights = {}
    total: dict[str, list[float]] = defaultdict(lambda: [0.0] * size)
    rng = random.Random(7)
    step = 0
    for _ in range(epochs):
        rng.shuffle(pages)
        for _, _, active, gold in pages:
            step += 1
            seen = [[c for c in row if rng.random() > drop] for row in active]
            guess, _ = labels.best_path(seen, weights)
            if guess == gold:
                continue
            for row, right, wrong in zip(
                seen, labels.transitions(gold), labels.transitions(guess), strict=True
            ):
                if right == wrong:
                    continue
                for cue in row:
                    w = weights.setdefault(cue, [0.0] * size)
                    t = total[cue]
                    w[right] += 1
                    w[wrong] -= 1
                    t[right] += step
                    t[wrong] -= step
    return {
        c: [round(w - t / (step + 1), 2) for w, t in zip(weights[c], total[c], strict=True)] for c in weights
    }


def report(name: str, pages: list[Example], weights: labels.Weights, show: int = 0) -> None:
    right = count = whole = 0
    confusion: Counter[str] = Counter()
    for stem, lines, active, gold in pages:
        guess, _ = labels.best_path(active, weights)
        right += sum(a == b for a, b in zip(guess, gold, strict=True))
        count += len(gold)
        whole += guess == gold
        confusion.update(f"{g}>{p}" for g, p in zip(gold, guess, strict=True) if g != p)
        for i, (g, p) in enumerate(zip(gold, guess, strict=True)):
            if g != p and show > 0:
                show -= 1
                before: Line | None = lines.lines[i - 1] if i else None
                print(
                    f"  {stem} line {lines.lines[i].number}: gold {g}, got {p}: …{before.text[-14:] if before else ''} | {lines.lines[i].text[:20]}"
                )
    print(
        f"{name}: {right / max(1, count):.4f} of {count} lines, {whole} of {len(pages)} pages whole; {confusion.most_common(8)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", nargs="+")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--hold-out", default="")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--made", type=int, default=400, help="pages to make from the gold texts")
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    fitted, held = [], []
    for pair in args.pairs:
        (held if args.hold_out and args.hold_out in pair else fitted).extend(examples(pair))
    used = [p for p in args.pairs if not (args.hold_out and args.hold_out in p)]
    made = made_examples(used, args.made, 1)
    weights = fit(fitted * 2 + made, args.epochs)
    report("made, unseen", made_examples(args.pairs, 60, 2), weights)
    report("fitted", fitted, weights, 0 if held else args.show)
    if held:
        report("held out", held, weights, args.show)
    if args.output:
        body = ",\n".join(f"  {json.dumps(c)}: {json.dumps(w)}" for c, w in sorted(weights.items()) if any(w))
        note = "cue -> weight for each transition; made by tools/fit_line_weights.py (averaged structured perceptron)"
        args.output.write_text(
            f'{{"about": {json.dumps(note)},\n"transitions": {json.dumps(labels.TRANSITIONS)},\n"weights": {{\n{body}\n}}}}\n',
            "utf-8",
        )


if __name__ == "__main__":
    main()
