"""A conditional random field over lines, fitted with NumPy: what `fit_line_weights` calls.

Pages are padded into batches; forward and backward run over all pages of a batch at once. AdaGrad
steps, a penalty on
large weights, and cues dropped at random so that none carries a page alone. Needs numpy and scipy (not
the package's).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from wxreader.press.states import BEGINNINGS, LABELS, STATES, TRANSITIONS, WAYS

NONE = -1e9
_LABEL_OF = np.array([LABELS.index(label) for label, _ in STATES])
_WAY = np.full((len(STATES), len(STATES)), -1)
for _i, _j, _t in WAYS:
    _WAY[_i, _j] = _t
_BEGIN = np.full(len(STATES), -1)
for _j, _t in BEGINNINGS:
    _BEGIN[_j] = _t
_FROM, _TO = np.nonzero(_WAY >= 0)
_EDGE_T = _WAY[_FROM, _TO]


@dataclass
class Coded:
    """A page whose cues are numbers."""

    name: str
    own: sparse.csr_matrix
    joins: sparse.csr_matrix
    states: np.ndarray
    weight: float = 1.0


def code(rows: list[list[str]], index: dict[str, int]) -> sparse.csr_matrix:
    """Cues as numbers: a row a line, a one for each cue that has a weight."""
    pointers, columns = [0], []
    for cues in rows:
        columns += [index[c] for c in set(cues) if c in index]
        pointers.append(len(columns))
    return sparse.csr_matrix(
        (np.ones(len(columns), np.float32), np.array(columns, np.int32), np.array(pointers)),
        shape=(len(rows), len(index)),
    )


def _potentials(labels: np.ndarray, joins: np.ndarray) -> np.ndarray:
    """Scores of the ways into each line: lines x states before x states."""
    out = np.full((len(labels), len(STATES), len(STATES)), NONE)
    out[:, _FROM, _TO] = joins[:, _EDGE_T] + labels[:, _LABEL_OF[_TO]]
    return out


def _first(labels: np.ndarray, joins: np.ndarray) -> np.ndarray:
    return np.where(_BEGIN >= 0, labels[_LABEL_OF] + joins[_BEGIN], NONE)


def expected(batch: list[tuple[np.ndarray, np.ndarray]]) -> tuple[list[np.ndarray], list[np.ndarray], float]:
    """For each page how often each label and transition is expected, and the log of all paths' sum.

    Forward and backward in probabilities, each line scaled by its sum.
    """
    sizes = [len(x) for x, _ in batch]
    most, count, size = max(sizes), len(batch), len(STATES)
    ways = np.zeros((most, count, size, size))
    tops = np.zeros((most, count))
    alpha = np.zeros((most, count, size))
    scale = np.ones((most, count))
    for b, (labels, joins) in enumerate(batch):
        scores = joins[:, _EDGE_T] + labels[:, _LABEL_OF[_TO]]
        tops[: sizes[b], b] = scores.max(1)
        ways[: sizes[b], b, _FROM, _TO] = np.exp(scores - tops[: sizes[b], b, None])
        first = _first(labels[0], joins[0])
        tops[0, b] = first.max()
        alpha[0, b] = np.exp(first - first.max())
    scale[0] = alpha[0].sum(1)
    alpha[0] /= scale[0][:, None]
    for t in range(1, most):
        step = np.matmul(alpha[t - 1][:, None, :], ways[t])[:, 0, :]
        total = step.sum(1)
        total[total <= 0] = 1.0
        scale[t] = total
        alpha[t] = step / total[:, None]
    beta = np.zeros((most, count, size))
    ends = np.array(sizes) - 1
    for t in range(most - 1, -1, -1):
        beta[t, ends == t] = 1.0
        if t < most - 1:
            step = np.matmul(ways[t + 1], beta[t + 1][:, :, None])[:, :, 0] / scale[t + 1][:, None]
            beta[t] = np.where((ends > t)[:, None], step, beta[t])
    out_labels, out_joins, log_sum = [], [], 0.0
    by_label = np.zeros((size, len(LABELS)))
    by_label[np.arange(size), _LABEL_OF] = 1
    by_way = np.zeros((len(_EDGE_T), len(TRANSITIONS)), np.float32)
    by_way[np.arange(len(_EDGE_T)), _EDGE_T] = 1
    for b in range(count):
        n = sizes[b]
        log_sum += float(np.log(scale[:n, b]).sum() + tops[:n, b].sum())
        states = alpha[:n, b] * beta[:n, b]
        join = np.zeros((n, len(TRANSITIONS)))
        if n > 1:
            edges = (
                alpha[: n - 1, b][:, _FROM]
                * ways[1:n, b][:, _FROM, _TO]
                * beta[1:n, b][:, _TO]
                / scale[1:n, b][:, None]
            )
            join[1:] = edges.astype(np.float32) @ by_way
        join[0, _BEGIN[_BEGIN >= 0]] = states[0, _BEGIN >= 0]
        out_labels.append(states @ by_label)
        out_joins.append(join)
    return out_labels, out_joins, log_sum


def observed(states: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How often each label and transition stands in a path that is known."""
    labels = np.zeros((len(states), len(LABELS)))
    labels[np.arange(len(states)), _LABEL_OF[states]] = 1
    joins = np.zeros((len(states), len(TRANSITIONS)))
    joins[0, _BEGIN[states[0]]] = 1
    if len(states) > 1:
        joins[np.arange(1, len(states)), _WAY[states[:-1], states[1:]]] = 1
    return labels, joins


def viterbi(labels: np.ndarray, joins: np.ndarray) -> np.ndarray:
    """The best path's states, given what speaks for each label and transition."""
    ways = _potentials(labels, joins)
    best = _first(labels[0], joins[0])
    came = np.zeros((len(labels), len(STATES)), np.int32)
    for t in range(1, len(labels)):
        values = best[:, None] + ways[t]
        came[t] = values.argmax(0)
        best = values.max(0)
    path = [int(best.argmax())]
    for t in range(len(labels) - 1, 0, -1):
        path.append(int(came[t, path[-1]]))
    return np.array(path[::-1])


@dataclass
class Model:
    """The weights of one reading."""

    own: np.ndarray
    """Cues of a line x labels."""
    joins: np.ndarray
    """Cues of a break x transitions."""

    def scores(self, page: Coded) -> tuple[np.ndarray, np.ndarray]:
        """What speaks for each label and each transition, a row a line."""
        return page.own @ self.own, page.joins @ self.joins


def _dropped(matrix: sparse.csr_matrix, share: float, rng: np.random.Generator) -> sparse.csr_matrix:
    copy = matrix.copy()
    copy.data = (rng.random(len(copy.data)) > share).astype(np.float32) / (1 - share)
    return copy


def fit(
    pages: list[Coded],
    epochs: int,
    *,
    size: int = 12,
    rate: float = 0.25,
    decay: float = 2e-5,
    drop: float = 0.1,
    cost: float = 0.7,
    seed: int = 7,
    say: bool = True,
) -> Model:
    """Fit weights; `cost` is added to every wrong label while fitting, so that the right one must win
    clearly.
    """
    rng = np.random.default_rng(seed)
    shapes = [(pages[0].own.shape[1], len(LABELS)), (pages[0].joins.shape[1], len(TRANSITIONS))]
    weights = [np.zeros(s) for s in shapes]
    squares = [np.full(s, 1e-2) for s in shapes]
    average = [np.zeros(s) for s in shapes]
    kept = 0
    for epoch in range(epochs):
        order = sorted(range(len(pages)), key=lambda k: len(pages[k].states) + 40 * rng.random())
        batches = [order[k : k + size] for k in range(0, len(order), size)]
        rng.shuffle(batches)
        loss = lines = 0.0
        for chosen in batches:
            own = [_dropped(pages[k].own, drop, rng) for k in chosen]
            joins = [_dropped(pages[k].joins, drop, rng) for k in chosen]
            batch = []
            for a, b, k in zip(own, joins, chosen, strict=True):
                labels = a @ weights[0]
                labels += cost
                labels[np.arange(len(labels)), _LABEL_OF[pages[k].states]] -= cost
                batch.append((labels, b @ weights[1]))
            wanted_labels, wanted_joins, total = expected(batch)
            gradients = [np.zeros(s) for s in shapes]
            for n, k in enumerate(chosen):
                seen_labels, seen_joins = observed(pages[k].states)
                gradients[0] += pages[k].weight * (own[n].T @ (seen_labels - wanted_labels[n]))
                gradients[1] += pages[k].weight * (joins[n].T @ (seen_joins - wanted_joins[n]))
                total -= float((batch[n][0] * seen_labels).sum() + (batch[n][1] * seen_joins).sum())
                lines += len(pages[k].states)
            loss += total
            for i in range(2):
                gradients[i] -= decay * lines * 0 + decay * 100 * weights[i]
                squares[i] += gradients[i] ** 2
                weights[i] += rate * gradients[i] / np.sqrt(squares[i])
            if epoch >= epochs // 2:
                kept += 1
                for i in range(2):
                    average[i] += (weights[i] - average[i]) / kept
        if say:
            print(f"epoch {epoch + 1}: loss a line {loss / lines:.4f}", flush=True)
    return Model(*average)
