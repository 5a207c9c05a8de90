"""Lines of a dump with what is measured of them: widths, columns, blanks, brackets left open."""

from __future__ import annotations

import pytest

from wxreader.press.lines import em, read_lines


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0.0), ("太湖", 2.0), ("GDP", 1.5), ("３月", 2.0), ("3月8日", 3.0), ("“太湖”", 4.0)],
    ids=["nothing", "hanzi", "latin", "full-width digit", "digits", "quotation marks"],
)
def test_width_in_em(text: str, width: float) -> None:
    assert em(text) == width


COLUMN = "本报讯　昨日，市长到梁溪区调研\n，强调要办好民生实事，改善水质。\n各部门要各司其职，抓好落实。"
LONG = "本报讯 昨日，市长到梁溪区调研，强调要办好民生实事。" * 6


@pytest.mark.parametrize(
    ("text", "form"),
    [(COLUMN, "columns"), (f"{LONG}\n{LONG}", "long")],
    ids=["hard-wrapped", "a line a text"],
)
def test_the_form_of_a_page(text: str, form: str) -> None:
    assert read_lines(text).form == form


@pytest.mark.parametrize(
    ("between", "mode"),
    [("\n", "none"), ("\n\n", "every"), ("\n\n\n", "every")],
    ids=["no blank anywhere", "a blank after every line", "two of them"],
)
def test_how_much_blanks_say(between: str, mode: str) -> None:
    assert read_lines(between.join(["太湖水质持续改善，市民点赞。"] * 20)).blank_mode == mode


def test_few_blanks_are_taken_to_speak() -> None:
    assert read_lines("太湖\n\n水质").blank_mode == "normal"


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("他说：“要改善\n水质，要快。”\n大家同意。", [True, False, False]),
        ("（一）太湖\n水质", [False, False]),
        ("水质”改善\n太湖", [False, False]),
    ],
    ids=["over two lines", "closed on its line", "a closer alone"],
)
def test_marks_that_are_open_at_a_line_s_end(text: str, states: list[bool]) -> None:
    assert [line.is_open for line in read_lines(text).lines] == states


def test_numbers_blanks_and_indents_are_the_dump_s() -> None:
    first, second = read_lines("\n太湖水质改善\n\n　　本报讯 昨日发布。").lines
    assert (first.number, first.blanks, first.indent) == (2, 1, 0.0)
    assert (second.number, second.blanks, second.indent) == (4, 1, 2.0)
