"""Bylines and datelines in the forms that dailies use."""

from __future__ import annotations

import pytest

from wxreader.press.credits import closing_start, names_in, take_opening


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("（惠晓婧）", ("惠晓婧",)),
        ("(惠晓婧、朱冬娅)", ("惠晓婧", "朱冬娅")),
        ("（高美梅、惠晓婧）", ("高美梅", "惠晓婧")),
        ("(记者 张三 通讯员 李四)", ("张三", "李四")),
        ("（本报记者 王 五）", ("王五",)),
        ("（记者 谢 宇 吴美娜）", ("谢宇", "吴美娜")),
        ("质量完成各项任务。 （惠晓婧）", ("惠晓婧",)),
    ],
)
def test_a_closing_byline_gives_its_names(line: str, names: tuple[str, ...]) -> None:
    found = closing_start(line)
    assert found is not None
    assert found[1] == names


@pytest.mark.parametrize(
    "line", ["松下电器（中国）", "（下转第2版）", "会议结束。（完）", "在大阪（东京", "无锡（东京）经贸文化"]
)
def test_other_brackets_are_no_byline(line: str) -> None:
    assert closing_start(line) is None


@pytest.mark.parametrize(
    ("text", "dateline", "names", "rest"),
    [
        ("本报讯 5月12日，市委", "本报讯", (), "5月12日，市委"),
        ("本报讯（记者 王五）昨天", "本报讯", ("王五",), "昨天"),
        ("本报讯 （记者邹雨）近来", "本报讯", ("邹雨",), "近来"),
        ("新华社北京6月6日电（记者张三、李四）国务院", "新华社北京6月6日电", ("张三", "李四"), "国务院"),
        ("据新华社南京 2 月8日电 记者获悉", "据新华社南京2月8日电", (), "记者获悉"),
        ("无锡正在大力布局", "", (), "无锡正在大力布局"),
    ],
)
def test_an_opening_gives_dateline_and_names(
    text: str, dateline: str, names: tuple[str, ...], rest: str
) -> None:
    opening = take_opening(text)
    assert (opening.dateline, opening.byline, text[opening.length :]) == (dateline, names, rest)


def test_a_list_with_other_words_is_no_names() -> None:
    assert names_in("资料图片") is None
    assert names_in("见图") is None
