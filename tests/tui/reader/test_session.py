"""A library search as it stands: every step a new one; no app."""

from __future__ import annotations

from wxreader.tui.reader.session import DATE, RELEVANCE, SearchSession


def test_one_comes_back_to_where_the_first_search_began() -> None:
    session = (
        SearchSession()
        .begun("a")
        .answered("无锡", 3, ("无锡",))
        .begun("b")
        .answered("长三角", 2, ("长三角",))
    )
    assert (session.query, session.found, session.before) == ("长三角", 2, "a")


def test_an_ended_search_keeps_order_and_place() -> None:
    session = SearchSession().begun("a").reordered().answered("无锡", 3, ("无锡",)).ended()
    assert session == SearchSession(order=DATE, before="a")


def test_in_an_empty_library_there_is_no_place_to_come_back_to() -> None:
    assert SearchSession().begun("") == SearchSession()


def test_two_orders_in_turn() -> None:
    assert SearchSession().reordered().reordered().order == RELEVANCE


def test_blanks_around_a_query_do_not_matter() -> None:
    assert SearchSession().answered(" 无锡 ", 1, ()).query == "无锡"
