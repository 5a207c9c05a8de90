"""Two people of one name stay apart when their offices tell them apart, and never on a guess."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from wxreader.library.library import Library
from wxreader.model import Article, EventDate, Mention
from wxreader.profiles.card import make_card
from wxreader.profiles.census import take_census
from wxreader.profiles.namesakes import Held, bodies_of, namesakes, states_of


def held(*rows: tuple[str, str]) -> list[Held]:
    """Articles a, b, c … with a date and offices parted by spaces."""
    return [Held(chr(ord("a") + n), date, frozenset(titles.split())) for n, (date, titles) in enumerate(rows)]


def test_offices_of_two_states_are_two_people() -> None:
    found = namesakes(held(("", "比利时国王"), ("", "比利时王国国王"), ("", "法国总理"), ("", "国王")))
    assert found == [frozenset("ab"), frozenset("c")]


def test_a_state_under_two_names_is_one() -> None:
    assert namesakes(held(("", "沙特外交大臣"), ("", "沙特阿拉伯外交大臣"))) == []


def test_an_ambassador_is_of_the_state_that_sent_him() -> None:
    assert states_of(["中国驻日本大使"]) == {"中国"}
    assert states_of(["我国驻日本大使"]) == frozenset()
    assert states_of(["美国转而支持新任总统"]) == frozenset()


def test_who_moves_up_stays_one() -> None:
    assert (
        namesakes(
            held(("2019-01-01", "苏州市市长"), ("2020-01-01", "苏州市市长"), ("2022-01-01", "无锡市市长"))
        )
        == []
    )


def test_two_bodies_by_turns_are_two_people() -> None:
    rows = (
        ("2019-01-01", "苏州市副市长"),
        ("2020-01-01", "太湖水泥有限公司总经理"),
        ("2021-01-01", "苏州市副市长"),
        ("2022-01-01", "主任"),
    )
    assert namesakes(held(*rows)) == [frozenset("ac"), frozenset("b")]


def test_offices_that_one_article_gives_together_are_one_persons() -> None:
    rows = (
        ("2019-01-01", "苏州市副市长"),
        ("2020-01-01", "太湖大学校长"),
        ("2021-01-01", "苏州市副市长 太湖大学校长"),
    )
    assert namesakes(held(*rows)) == []


def test_past_and_honorary_offices_tell_nothing() -> None:
    assert bodies_of(["太湖大学原校长", "中国工程院院士", "苏州市政协委员"]) == frozenset()
    assert bodies_of(["太湖大学副校长、苏州市副市长"]) == {"太湖大学", "苏州"}


TITLES = st.sampled_from(
    ["比利时国王", "法国总理", "苏州市副市长", "无锡市市长", "太湖大学校长", "总书记", "教授", "、", ""]
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "2019-01-01", "2020-01-01", "2021-01-01"]), st.frozensets(TITLES, max_size=3)
    ),
    max_size=10,
)


@given(ROWS, st.randoms())
def test_the_people_share_no_article_whatever_the_order(
    rows: list[tuple[str, frozenset[str]]], random: object
) -> None:
    articles = [Held(str(n), date, titles) for n, (date, titles) in enumerate(rows)]
    found = namesakes(articles)
    assert len(found) != 1
    assert sum(map(len, found)) == len(frozenset().union(*found))
    shuffled = list(articles)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert set(namesakes(shuffled)) == set(found)


def with_office(article: Article, title: str) -> Article:
    """An article whose first five characters are a person of an office."""
    day = EventDate(
        start=f"202{article.order}-01-01", end=f"202{article.order}-01-01", confidence="high", evidence=""
    )
    return replace(
        article,
        event_date=day,
        mentions=(
            Mention(
                type="PER",
                paragraph=0,
                start=0,
                end=3,
                text=article.paragraphs[0].text[:3],
                name="菲利普",
                title=title,
            ),
        ),
    )


def test_the_card_is_of_the_one_in_the_article_and_names_the_other(library: Library) -> None:
    first, second, third, *others = library.articles()
    articles = [
        with_office(first, "比利时国王"),
        with_office(second, "法国总理"),
        with_office(third, ""),
        *others,
    ]
    card = make_card("PER", "菲利普", articles, near=first.id)
    assert {a.article for a in card.appearances} == {first.id, third.id}
    assert [o.title for o in card.offices] == ["比利时国王"]
    assert [(n.title, n.article, n.articles) for n in card.namesakes] == [("法国总理", second.id, 1)]
    unsure = make_card("PER", "菲利普", articles, near=third.id)
    assert len(unsure.appearances) == 3
    assert len(unsure.namesakes) == 2
    entity = next(e for e in take_census(articles, "PER") if e.name == "菲利普")
    assert set(entity.people) == {frozenset({first.id}), frozenset({second.id})}
