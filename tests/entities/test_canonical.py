"""One name for one thing, and never on a guess."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from wxreader.entities.canonical import canonical, load_aliases
from wxreader.entities.engine import get_engine
from wxreader.errors import SettingsError
from wxreader.library import loader
from wxreader.library.library import Library
from wxreader.library.loader import Recognition, load
from wxreader.model import Article, Mention, Paragraph


def article(text: str, *mentions: tuple[str, str, str]) -> Article:
    """An article of one paragraph; mentions are (type, text, office), wherever the text stands."""
    found = []
    for kind, name, office in mentions:
        at = text.find(name)
        while at >= 0:
            found.append(
                Mention(
                    type=kind, paragraph=0, start=at, end=at + len(name), text=name, name=name, title=office
                )
            )
            at = text.find(name, at + len(name))
    return Article(id="a", source="s", order=0, paragraphs=(Paragraph(text),), mentions=tuple(found))


def names(found: Article) -> list[tuple[str, str]]:
    assert all(found.text_of(m.paragraph)[m.start : m.end] == m.text for m in found.mentions)
    return [(m.text, m.name) for m in found.mentions]


def test_the_papers_city_is_one_under_all_its_names() -> None:
    text = "无锡市委召开会议。我市经济向好，无锡企业增多，无锡太湖水清，无锡人乐。"
    (got,) = canonical([article(text, ("LOC", "无锡市", ""), ("LOC", "无锡", ""))], load_aliases())
    assert {name for _text, name in names(got)} == {"无锡"}
    assert ("我市", "无锡") in names(got)


def test_our_city_stays_apart_where_two_cities_are_named_as_often() -> None:
    text = "无锡和苏州签约，无锡与苏州互补，无锡苏州同心，我市积极响应。"
    (got,) = canonical([article(text, ("LOC", "无锡", ""), ("LOC", "苏州", ""))], load_aliases())
    assert "我市" not in {t for t, _ in names(got)}


def test_an_office_alone_is_whoever_has_it_in_the_same_article() -> None:
    text = "习近平总书记发表讲话，总书记的重要指示为我们指明方向。"
    (got,) = canonical([article(text, ("PER", "习近平", "总书记"))], load_aliases())
    assert names(got).count(("总书记", "习近平")) == 2


def test_a_short_form_is_the_one_full_name_of_the_same_article() -> None:
    text = "杰弗里·戈德伯格提问，戈德伯格说。习近平出席，习主席致辞。李明和李强在座，李总理发言。"
    people = ("杰弗里·戈德伯格", "戈德伯格", "习近平", "习", "李明", "李强", "李")
    mentions = [
        Mention(type="PER", paragraph=0, start=text.rfind(p), end=text.rfind(p) + len(p), text=p, name=p)
        for p in people
    ]
    one = Article(id="a", source="s", order=0, paragraphs=(Paragraph(text),), mentions=tuple(mentions))
    (got,) = canonical([one], load_aliases())
    assert [m.name for m in got.mentions] == [
        *("杰弗里·戈德伯格", "杰弗里·戈德伯格", "习近平", "习近平", "李明", "李强", "李")
    ]


def test_a_short_form_of_two_people_is_neither() -> None:
    text = "约翰·肯尼迪和罗伯特·肯尼迪，肯尼迪家族。"
    (got,) = canonical(
        [article(text, ("PER", "约翰·肯尼迪", ""), ("PER", "罗伯特·肯尼迪", ""))], load_aliases()
    )
    (again,) = canonical(
        [
            replace(
                got,
                mentions=(
                    *got.mentions,
                    Mention(type="PER", paragraph=0, start=13, end=16, text="肯尼迪", name="肯尼迪"),
                ),
            )
        ],
        load_aliases(),
    )
    assert again.mentions[-1].name == "肯尼迪"


def test_an_office_alone_names_nobody_where_nobody_has_it() -> None:
    (got,) = canonical([article("总书记的重要指示为我们指明方向。")], load_aliases())
    assert names(got) == []


def test_a_company_is_one_with_its_suffix_and_without() -> None:
    text = "韩国吉佳蓝公司落户无锡，吉佳蓝公司总裁表示，吉佳蓝将扩大投资。"
    (got,) = canonical([article(text, ("LOC", "韩国", ""), ("ORG", "吉佳蓝公司", ""))], load_aliases())
    assert [n for t, n in names(got) if "吉佳蓝" in t] == ["吉佳蓝公司"] * 3


def test_two_companies_of_one_short_name_stay_apart() -> None:
    text = "大明集团与大明公司签约，大明表示欢迎。"
    (got,) = canonical([article(text, ("ORG", "大明集团", ""), ("ORG", "大明公司", ""))], load_aliases())
    assert {n for _t, n in names(got)} == {"大明集团", "大明公司"}
    assert "大明" not in {t for t, _n in names(got)}


def test_an_abbreviation_of_the_list_is_found_where_its_full_name_stands() -> None:
    (got,) = canonical(
        [article("我市与上海外国语大学签约，上外将设分校。", ("ORG", "上海外国语大学", ""))], load_aliases()
    )
    assert names(got) == [("上海外国语大学", "上海外国语大学"), ("上外", "上海外国语大学")]
    (got,) = canonical([article("马上外出。")], load_aliases())
    assert names(got) == []


def test_the_user_adds_aliases(tmp_path: Path) -> None:
    path = tmp_path / "aliases.txt"
    path.write_text("锡商银行\tORG\t锡银\n", "utf-8")
    (got,) = canonical(
        [article("锡商银行开业，锡银表示。", ("ORG", "锡商银行", ""))], load_aliases(str(path))
    )
    assert ("锡银", "锡商银行") in names(got)
    path.write_text("锡商银行 ORG 锡银\n", "utf-8")
    load_aliases.cache_clear()
    with pytest.raises(SettingsError, match="line 1"):
        load_aliases(str(path))
    with pytest.raises(SettingsError, match="cannot be read"):
        load_aliases(str(tmp_path / "none.txt"))


def test_the_library_remembers_its_engine_and_recognises_again_with_another(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {s.engine for s in library.sources()} == {"tagger"}
    monkeypatch.setattr(loader, "get_engine", lambda _name, userdict: get_engine(userdict=userdict))
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    assert len(load(library, [seeds], how=Recognition("another")).changed) == len(list(seeds.glob("*.txt")))
    assert {s.engine for s in library.sources()} == {"another"}
    assert load(library, [seeds], how=Recognition("another")).changed == []
