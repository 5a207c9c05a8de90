"""Fits the tagger's network with JAX, on one thread, so that the same arrays give the same weights to the
byte.

Adam with a rate that warms up and falls like a cosine; cross-entropy of the labels, doubtful characters left
out. Characters, pairs and words are hidden at random, so that the network learns to do without any of them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
import jax
import jax.numpy as jnp
import numpy as np

from wxreader.entities.features import ALL_LISTS, PAIR_BITS, WORD_BITS
from wxreader.entities.network import DISTANCES, LABELS, UNKNOWN_HAN, numbers_of

jax.config.update("jax_default_prng_impl", "rbg")

SEED = 15
STEPS, BATCH, LENGTH = 2800, 32, 256
"""Steps; stretches a step, characters a stretch (chosen: an hour of one core)."""
HIDDEN = 80
"""Outputs of each layer (chosen)."""
SIZES = {"c": 48, "b": 32, "w": 24, "p": 16, "g": 8}
"""Weights a row of the tables of characters, pairs, words, positions and lists."""
POSITION_ROWS = 200
RATE, WARM, LAST = 3e-3, 200, 0.02
"""Adam's rate at its highest, the steps up to there, the share of it at the end."""
HIDE_CHARACTER, HIDE_OTHER, DROP = 0.02, 0.2, 0.2
LEAST_OFTEN = 8
"""How often a character must stand in the corpus to have a row of its own."""
Weights = dict[str, Any]
Arrays = dict[str, np.ndarray]


def vocabulary_of(points: np.ndarray) -> str:
    """The characters of a corpus that are frequent enough, in the order of their code points."""
    unique, counts = np.unique(points, return_counts=True)
    return "".join(
        chr(int(point)) for point, times in zip(unique, counts, strict=True) if times >= LEAST_OFTEN and point
    )


def first_weights(characters: int, chance: np.random.Generator) -> Weights:
    """Weights to start from."""

    def table(rows: int, columns: int) -> np.ndarray:
        return (chance.standard_normal((rows, columns)) * 0.1).astype("f")

    def layer(inputs: int, outputs: int, scale: float = 1.0) -> np.ndarray:
        weights: np.ndarray = chance.standard_normal((inputs, outputs)) * scale * np.sqrt(2 / inputs / 3)
        return weights.astype("f")

    weights = {
        "Ec": table(characters, SIZES["c"]),
        "Eb": table(1 << PAIR_BITS, SIZES["b"]) * 0.5,
        "Ew": table(1 << WORD_BITS, SIZES["w"]) * 0.5,
        "Ep": table(POSITION_ROWS, SIZES["p"]),
        "Eg": table(ALL_LISTS + 1, SIZES["g"]),
        "W0": layer(sum(SIZES.values()), 3 * HIDDEN, 1.5),
        "b0": np.zeros(HIDDEN, "f"),
    }
    for n in range(1, len(DISTANCES)):
        weights[f"W{n}"] = layer(HIDDEN, 3 * HIDDEN, 0.5)
        weights[f"b{n}"] = np.zeros(HIDDEN, "f")
    weights["Wo"], weights["bo"] = layer(HIDDEN, LABELS), np.zeros(LABELS, "f")
    return {k: jnp.asarray(v) for k, v in weights.items()}


def _shifted(rows: jax.Array, distance: int) -> jax.Array:
    """Rows that come from a distance to the right, or to the left where it is negative."""
    if distance > 0:
        return jnp.pad(rows[:, distance:], ((0, 0), (0, distance), (0, 0)))
    return jnp.pad(rows[:, :distance], ((0, 0), (-distance, 0), (0, 0)))


def _layer(rows: jax.Array, weights: jax.Array, bias: jax.Array, distance: int) -> jax.Array:
    sums = rows @ weights
    size = weights.shape[1] // 3
    left, own, right = sums[..., :size], sums[..., size : 2 * size], sums[..., 2 * size :]
    return _shifted(left, -distance) + own + _shifted(right, distance) + bias


def _scores(weights: Weights, ids: tuple[jax.Array, ...], key: jax.Array) -> jax.Array:
    rows = jnp.concatenate([weights[f"E{k}"][i] for k, i in zip("cbwpg", ids, strict=True)], -1)
    higher = jax.nn.relu(_layer(rows, weights["W0"], weights["b0"], DISTANCES[0]))
    for n, distance in enumerate(DISTANCES[1:], 1):
        higher = higher + jax.nn.relu(_layer(higher, weights[f"W{n}"], weights[f"b{n}"], distance))
    higher = higher * jax.random.bernoulli(key, 1 - DROP, higher.shape) / (1 - DROP)
    return higher @ weights["Wo"] + weights["bo"]


def _loss(weights: Weights, batch: tuple[jax.Array, ...], key: jax.Array) -> jax.Array:
    *ids, labels, counted = batch
    likely = jax.nn.log_softmax(_scores(weights, tuple(ids), key))
    losses = -jnp.take_along_axis(likely, labels[..., None], -1)[..., 0]
    return (losses * counted).sum() / counted.sum()


@partial(jax.jit, donate_argnums=(0, 1, 2))
def _step(
    weights: Weights,
    mean: Weights,
    square: Weights,
    batch: tuple[jax.Array, ...],
    key: jax.Array,
    rate: jax.Array,
    step: jax.Array,
) -> tuple[Weights, Weights, Weights, jax.Array]:
    loss, slope = jax.value_and_grad(_loss)(weights, batch, key)
    b1, b2 = 0.9, 0.98
    mean = jax.tree.map(lambda m, g: b1 * m + (1 - b1) * g, mean, slope)
    square = jax.tree.map(lambda s, g: b2 * s + (1 - b2) * g * g, square, slope)
    weights = jax.tree.map(
        lambda p, m, s: p - rate * (m / (1 - b1**step)) / (jnp.sqrt(s / (1 - b2**step)) + 1e-8),
        weights,
        mean,
        square,
    )
    return weights, mean, square, loss


def _batches(arrays: Arrays, chance: np.random.Generator) -> Iterator[tuple[np.ndarray, ...]]:
    """Stretches of the corpus in a new order each time through."""
    stretches = len(arrays["c"]) // LENGTH
    while True:
        offset = int(chance.integers(LENGTH))
        order = chance.permutation(stretches - 1)
        for i in range(0, len(order) - BATCH + 1, BATCH):
            at = order[i : i + BATCH, None] * LENGTH + offset + np.arange(LENGTH)
            c, b, w, p, g = (arrays[k][at].astype("i4") for k in "cbwpg")
            c = np.where((chance.random(c.shape) < HIDE_CHARACTER) & (c > UNKNOWN_HAN), UNKNOWN_HAN, c)
            b = np.where(chance.random(b.shape) < HIDE_OTHER, 0, b)
            w = np.where(chance.random(w.shape) < HIDE_OTHER, 0, w)
            yield c, b, w, p, g, arrays["y"][at].astype("i4"), arrays["m"][at].astype("f")


def fit(arrays: Arrays, steps: int = STEPS) -> tuple[str, Weights]:
    """The vocabulary and the fitted weights.

    Args:
        arrays: Code points c, pairs b, words w, positions p, lists g, labels y, and m, 0 for what is left
            out.
        steps: Steps to take.
    """
    chance = np.random.default_rng(SEED)
    vocabulary = vocabulary_of(arrays["c"])
    numbers = numbers_of(vocabulary)
    arrays = {**arrays, "c": numbers[np.minimum(arrays["c"], len(numbers) - 1)].astype(np.uint16)}
    weights = first_weights(len(vocabulary) + 3, chance)
    mean, square = (jax.tree.map(jnp.zeros_like, weights) for _ in range(2))
    batches = _batches(arrays, chance)
    key = jax.random.PRNGKey(SEED)
    begun, total = time.time(), 0.0
    for step in range(1, steps + 1):
        key, mine = jax.random.split(key)
        rate = RATE * min(1, step / WARM) * (0.5 * (1 + np.cos(np.pi * step / steps)) * (1 - LAST) + LAST)
        weights, mean, square, loss = _step(
            weights, mean, square, next(batches), mine, np.float32(rate), np.float32(step)
        )
        total += float(loss)
        if step % 100 == 0:
            speed = step * BATCH * LENGTH / (time.time() - begun)
            print(f"step {step}, loss {total / 100:.4f}, {speed:.0f} characters a second", flush=True)
            total = 0.0
    return vocabulary, {k: np.asarray(v) for k, v in weights.items()}
