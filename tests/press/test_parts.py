"""The parts of a page: who is named on a line, where a jump leads, what a caption's credit is,
columns in turns.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wxreader.press import jumps, persons, weave
from wxreader.press.abreast import unpicked
from wxreader.press.captions import take_credit
from wxreader.press.lines import _non_blank, _turned, read_lines
from wxreader.press.page import analyse
from wxreader.press.states import LABELS, STATES, WAYS, path_states

GOLD = Path(__file__).parents[1] / "gold"
STORIES = [a for f in sorted(GOLD.glob("*.json")) for a in json.loads(f.read_text("utf-8"))["articles"]]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("本报记者 沈小晓 任 彦 黄培昭", ("沈小晓", "任彦", "黄培昭")),
        ("李庚洧　报道", ("李庚洧",)),
        ("本报记者　刘敏珍/文　陈帆/图", ("刘敏珍", "陈帆")),
        ("□ 任伟", ("任伟",)),
        ("（首席记者　曹丽娟　摄）", ("曹丽娟",)),
        ("南都记者 王五 发自北京", ("王五",)),
        ("記者 黃俊碩", ("黃俊碩",)),
        ("（记者葛晓红朱然美尤鹏）", ("葛晓红", "朱然美", "尤鹏")),
    ],
)
def test_a_byline_in_any_form_gives_its_names(line: str, names: tuple[str, ...]) -> None:
    found = persons.line_of_names(line)
    assert found is not None
    assert found.names == names


@pytest.mark.parametrize("line", ["责任编辑：金茹", "我国政治环境稳定良好", "要闻", "短波", "资料图片"])
def test_other_lines_name_nobody(line: str) -> None:
    assert persons.line_of_names(line) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("（上接第一版）", "in"),
        ("下转第4版", "out"),
        ("→A5", "out"),
        ("◀上接7版", "in"),
        ("（未完，转5版）", "out"),
        ("A03", ""),
        ("第3版", ""),
    ],
)
def test_a_jump_line_says_where_it_leads(line: str, kind: str) -> None:
    assert jumps.jump_of(line) == kind


def test_a_jump_at_a_body_s_end_or_beginning_is_no_part_of_it() -> None:
    assert jumps.at_end("公司负责人(下转第4版)") == ("第4版", len("(下转第4版)"))
    assert jumps.at_end("由南京中转3版") == ("", 0)
    assert jumps.take_jumps("（上接第1版）天津市已设立", whole=False)[::2] == ("第1版", len("（上接第1版）"))
    assert jumps.take_jumps("（上海）今天", whole=False) == (None, None, 0)


@pytest.mark.parametrize(
    ("caption", "words", "credit"),
    [
        ("■现场检获的名种猫狗。", "■现场检获的名种猫狗。", ""),
        ("当地小学生体验风筝制作。 新华社记者 王一 摄", "当地小学生体验风筝制作。", "新华社记者 王一 摄"),
        ("出席者包括职总秘书长（左三）。（邝启聪摄）", "出席者包括职总秘书长（左三）。", "邝启聪摄"),
        ("图为启用仪式。 资料图片", "图为启用仪式。", "资料图片"),
    ],
)
def test_a_caption_is_parted_from_its_credit(caption: str, words: str, credit: str) -> None:
    assert take_credit(caption) == (words, credit)


def test_a_vertical_headline_is_one_line() -> None:
    page = read_lines("好\n生\n态\n引\n来\n\n天气转暖，候鸟北迁，近日成群的候鸟返回。")
    assert page.lines[0].text == "好生态引来"
    assert page.lines[0].more == (2, 3, 4, 5)


def test_every_label_can_be_reached_and_a_crosshead_begins_no_page() -> None:
    assert {STATES[j][0] for _, j, _ in WAYS} == set(LABELS)
    assert path_states(["X", "P"]) is None
    assert path_states(["H", "S", "G", "g", "C", "Y"]) is not None


def set_in_columns(text: str, width: int) -> list[str]:
    return [text[k : k + width] for k in range(0, len(text), width)]


def test_columns_in_turns_are_put_right() -> None:
    """Two bodies printed four lines at a time in turns: each is whole again."""
    bodies = [set_in_columns("".join(a["paragraphs"]), 18)[:60] for a in STORIES[3:5]]
    turns = [body[k : k + 4] for k in range(0, 60, 4) for body in bodies]
    rows = _turned(_non_blank("\n\n".join("\n".join(x) for x in turns)))
    text = "".join(r.text for r in weave.unwoven(rows).rows)
    halves = ["".join(b) for b in bodies]
    kept = sum(h[k : k + 72] + h[k + 72 : k + 90] in text for h in halves for k in range(0, 1000, 72))
    assert kept >= 0.6 * 2 * len(range(0, 1000, 72))


def test_a_page_in_order_is_left_alone() -> None:
    lines = set_in_columns("".join(STORIES[3]["paragraphs"]), 18)
    rows = _turned(_non_blank("\n\n".join("\n".join(lines[k : k + 20]) for k in range(0, len(lines), 20))))
    assert weave.unwoven(rows).rows is rows


def test_crosshead_caption_and_jump_are_in_no_paragraph() -> None:
    """A story of this project's own gold, set with the parts of another paper's page."""
    story = STORIES[3]
    first, second, third = story["paragraphs"][:3]
    dump = "\n\n".join(
        [
            "\n".join(story["headline"]),
            "■本报记者 张一鸣 李小文",
            *("\n".join(set_in_columns("　　" + p, 20)) for p in (first, second)),
            "图为会议现场。 本报记者 王五 摄",
            "\n".join(set_in_columns("　　" + third, 20)),
            "（下转第四版）",
        ]
    )
    found = analyse(dump)
    article = found.articles[0]
    assert article.byline == ("张一鸣", "李小文")
    assert article.continued is not None
    assert article.continued.to == "第四版"
    assert [(c, w) for c, w, _ in found.captions] == [("图为会议现场。", "本报记者 王五 摄")]
    assert "图为会议现场" not in "".join(p.text for p in article.paragraphs)


def test_columns_abreast_are_put_one_under_the_other() -> None:
    """Two stories side by side, as `pdftotext -layout` prints them; the left one is longer."""
    left, right = (
        set_in_columns("".join(a["paragraphs"]), width)
        for a, width in zip(STORIES[3:5], (16, 20), strict=True)
    )
    left, right = left[:30], right[:24]
    abreast = [f"{a}{'　' * (16 - len(a))}    {b}" for a, b in zip(left, right, strict=False)] + left[24:]
    rows = unpicked(_non_blank("\n".join(["标题一行", "", *abreast, "", "另一篇标题"])))
    assert [r.text for r in rows] == ["标题一行", *left, *right, "另一篇标题"]
    assert [r.number for r in rows[1:25]] == list(range(3, 27))


def test_a_list_of_names_and_a_headline_of_two_phrases_stay_on_their_lines() -> None:
    text = "市财政局  王五\n市环保局  李四\n红星村  张三\n第一中学  赵六\n\n坚持高质量发展  推进现代化建设"
    rows = _non_blank(text)
    assert unpicked(rows) == rows
