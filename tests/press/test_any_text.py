"""What must hold for any text: analysis ends, raises nothing, loses nothing, says the same twice."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import SEEDS
from wxreader.errors import DecodeError
from wxreader.press.decode import CANDIDATES, Decoded, decode
from wxreader.press.page import read_page
from wxreader.press.pairing import solve
from wxreader.text import split_lines

SEED_TEXTS = [p.read_text("utf-8") for p in sorted(SEEDS.glob("*.txt"))]
HAN = st.text(
    st.sampled_from("市委书记会议强调无锡发展，。、；：“”《》（）0123456789年月日 　\n本报讯（记者张三）电"),
    max_size=300,
)


@st.composite
def mutated_seed(draw: st.DrawFn) -> str:
    """A piece of a seed with lines dropped, doubled, joined, or noise put in."""
    text = draw(st.sampled_from(SEED_TEXTS))
    start = draw(st.integers(0, len(text)))
    text = text[start : start + draw(st.integers(0, 1500))]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        kind = draw(st.sampled_from(["noise", "cut", "lines", "double"]))
        if kind == "noise":
            text = text[:at] + draw(st.text(max_size=8)) + text[at:]
        elif kind == "cut":
            text = text[:at] + text[at + draw(st.integers(0, 60)) :]
        elif kind == "lines":
            text = text[:at] + "\n" * draw(st.integers(1, 4)) + text[at:]
        else:
            text = text[:at] + text[max(0, at - 50) : at] + text[at:]
    return text


def kept_of(text: str) -> str:
    page = read_page(Decoded(text=text, encoding="utf-8", confidence="certain", replaced=0), "t", "0", "t")
    parts = [
        x for a in page.articles for x in (a.heading, a.dateline, *(p.text for p in a.paragraphs), *a.byline)
    ]
    captions = [x for c in page.source.captions for x in (c.text, c.credit)]
    return "".join((*parts, *captions, *page.source.leftover))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=400), HAN, mutated_seed()))
@example("本报讯")
@example("（惠晓婧）")
@example("本报讯（记者 ")
@example("标题\n\n\n标题二")
@example("第01版：要闻")
def test_nothing_is_lost_but_byline_words(text: str) -> None:
    """Words around reporters' names (记者, brackets, separators) go;
    every other character stays, none is made up.
    """
    separators = "()（）、，,;；:：/／|和"
    bare = Counter(c for c in text if not c.isspace() and c not in separators)
    kept = Counter(c for c in kept_of(text) if not c.isspace() and c not in separators)
    made_up = kept - bare
    assert not made_up
    lost = bare - kept
    roles = Counter(
        "".join(
            re.findall(
                r"本报|新华社|本台|全媒体|融媒体?|首席|特约|特派|见习|实习|驻地|资深|记者|通讯员|实习生|撰稿人",
                text,
            )
        )
        * 2
        + "文图摄影并报道整理采写撰编译综合" * 40
    )
    assert not lost - roles


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), mutated_seed()))
def test_the_same_text_gives_the_same_page(text: str) -> None:
    decoded = Decoded(text=text, encoding="utf-8", confidence="certain", replaced=0)
    assert read_page(decoded, "t", "0", "t") == read_page(decoded, "t", "0", "t")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, "noise.txt")
    except DecodeError:
        return
    assert decoded.text.encode("utf-8", "strict") is not None


def test_what_is_no_text_is_refused_by_name() -> None:
    with pytest.raises(DecodeError, match=r"noise\.txt: not text"):
        decode(bytes(range(256)) * 40, "noise.txt")
    with pytest.raises(DecodeError, match=r"a\.gz: compressed"):
        decode(b"\x1f\x8b\x08" + b"\0" * 20, "a.gz")


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SEED_TEXTS),
    st.sampled_from([c for c in CANDIDATES if c != "big5hkscs"]),
    st.integers(0, 900),
    st.integers(0, 255),
)
def test_one_damaged_byte_never_flips_the_family(text: str, encoding: str, at: int, byte: int) -> None:
    data = bytearray(text[:1000].encode(encoding))
    data[min(at, len(data) - 1)] = byte
    assert decode(bytes(data), "t").encoding in (encoding, "utf-8-sig" if encoding == "utf-8" else encoding)


@given(st.text(max_size=200))
def test_lines_end_at_cr_and_lf_alone(text: str) -> None:
    assert split_lines(text) == re.split(r"\r\n|\r|\n", text)


@given(st.integers(1, 5), st.integers(0, 3), st.data())
def test_the_assignment_is_the_cheapest(rows: int, more: int, data: st.DataObject) -> None:
    from itertools import permutations

    columns = rows + more
    cost = [[data.draw(st.integers(-9, 9)) / 2 for _ in range(columns)] for _ in range(rows)]
    chosen = solve(cost)
    assert len(set(chosen)) == rows
    best = min(sum(cost[i][j] for i, j in enumerate(p)) for p in permutations(range(columns), rows))
    assert abs(sum(cost[i][j] for i, j in enumerate(chosen)) - best) < 1e-9
