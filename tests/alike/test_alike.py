"""A story printed again is found by its features, with up to a fifth changed; what differs is shown."""

from __future__ import annotations

import random

import pytest

from tests.conftest import SEEDS
from wxreader.alike.features import KEPT, LEAST, features, letters
from wxreader.alike.groups import Groups, collapsed
from wxreader.alike.likeness import ALIKE, differences, likeness
from wxreader.search.matching import Result

STORIES = [
    p.read_text("utf-8", "replace")[200:900] for p in sorted(SEEDS.glob("*.txt"))[:5]
]  # five stories of five days


def changed(text: str, share: float, seed: int) -> str:
    """A text with a share of its characters replaced by others of it."""
    rng = random.Random(seed)
    chars = list(text)
    for at in rng.sample(range(len(chars)), round(share * len(chars))):
        chars[at] = rng.choice(text)
    return "".join(chars)


@pytest.mark.parametrize("share", [0.01, 0.05, 0.1, 0.2])
def test_a_story_with_changed_characters_shares_features_and_is_alike(share: float) -> None:
    for n, story in enumerate(STORIES):
        one, other = letters(story), letters(changed(story, share, n))
        assert set(features(one)) & set(features(other))
        assert likeness(one, other) >= ALIKE


def test_other_stories_are_not_alike() -> None:
    bare = [letters(s) for s in STORIES]
    assert all(likeness(a, b) == 0 for a in bare for b in bare if a is not b)


def test_marks_blanks_and_widths_are_another_setting_of_the_same_story() -> None:
    assert letters("本报讯（记者 陈菁菁）ＡＩ，\n来了。") == letters("本报讯 记者陈菁菁 AI来了")


def test_few_letters_have_no_features_and_many_only_a_few() -> None:
    assert features("字" * (LEAST - 1)) == ()
    assert len(features(letters("".join(STORIES)))) == KEPT


def test_what_differs_reads_in_order_and_is_whole() -> None:
    one, other = "市委书记杜小刚六月一日到会。", "市委书记赵建军八月一日到会讲话。"
    pieces = differences(one, other)
    assert "".join(p.one for p in pieces) == one
    assert "".join(p.other for p in pieces) == other
    assert [(p.one, p.other) for p in pieces if not p.same] == [("杜小刚六", "赵建军八"), ("", "讲话")]


def test_pairs_join_into_groups_and_each_story_is_listed_once() -> None:
    groups = Groups()
    for pair in (("a", "b"), ("c", "d"), ("b", "c")):
        groups.join(*pair)
    assert sorted(groups.of("d")) == ["a", "b", "c", "d"]
    assert groups.of("x") == ("x",)
    found = [Result(article=i, score=1.0, snippet="", snippet_hits=(), hits=()) for i in ("x", "c", "a", "d")]
    kept, others = collapsed(found, groups)
    assert [r.article for r in kept] == ["x", "c"]
    assert others == {"c": 2}
    assert groups.repeats(["x", "c", "a", "d"]) == 2
