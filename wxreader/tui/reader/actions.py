"""What each command does: the one table in which keys and the palette find a command's action."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from wxreader.model import Colour
from wxreader.tui.keymap import color_command

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen

Action = Callable[[], object]
"""What a key does."""


def actions_of(screen: MainScreen) -> dict[str, Action]:
    """Actions by the names of `keymap.COMMANDS`."""
    return {**_anywhere(screen), **_in_list(screen), **_in_text(screen), **_in_entities(screen)}


def _anywhere(screen: MainScreen) -> dict[str, Action]:
    moving = screen.moving
    return {
        "help": moving.to_help,
        "palette": moving.to_palette,
        "back": moving.back,
        "leave": moving.leave,
        "next_pane": moving.next_pane,
        "previous_pane": moving.previous_pane,
        "show_list": moving.to_list,
        "show_text": moving.to_text,
        "show_entities": moving.to_entities,
        "annotations": moving.to_annotations,
        "codebook": moving.to_codebook,
        "zen": moving.toggle_zen,
        "search": screen.search.open_bar,
        "concordance": screen.concordance.open,
        "undo": screen.changes.undo,
        "redo": screen.changes.redo,
        "suspend": moving.suspend,
        "go_back": moving.go_back,
        "theme": moving.to_themes,
        "quit": moving.quit,
        "reload": screen.morning.reload,
    }


def _in_list(screen: MainScreen) -> dict[str, Action]:
    return {
        "open": screen.moving.open,
        "search_here": screen.search.open_bar,
        "filter": screen.listing.choose_filter,
        "order": screen.listing.reorder,
        "save_search": screen.search.keep,
        "bookmark_article": screen.bookmarks.article,
        "unread": screen.bookmarks.unread,
        "next_unread": screen.morning.next_unread,
        "all_read": screen.morning.all_read,
        "what_is_new": screen.morning.what_is_new,
        "date_page": screen.dating.ask,
    }


def _in_text(screen: MainScreen) -> dict[str, Action]:
    return {
        "next_article": partial(screen.steps.article, 1),
        "previous_article": partial(screen.steps.article, -1),
        "next_paragraph": partial(screen.view.move_paragraph, 1),
        "previous_paragraph": partial(screen.view.move_paragraph, -1),
        "next_crosshead": partial(screen.view.move_crosshead, 1),
        "previous_crosshead": partial(screen.view.move_crosshead, -1),
        "next_sentence": partial(screen.steps.move, "sentence", 1),
        "previous_sentence": partial(screen.steps.move, "sentence", -1),
        "left": partial(screen.steps.move, "char", -1),
        "right": partial(screen.steps.move, "char", 1),
        "line_start": partial(screen.view.go_to_line_end, -1),
        "line_end": partial(screen.view.go_to_line_end, 1),
        "next_word": partial(screen.steps.move, "word", 1),
        "search_word": screen.steps.search_word,
        "next_highlight": partial(screen.steps.highlight, 1),
        "previous_highlight": partial(screen.steps.highlight, -1),
        "find": screen.search.find,
        "next_hit": screen.next_hit,
        "previous_hit": partial(screen.search.step, -1),
        "hint_sentences": screen.hints.sentences,
        "hint_mentions": screen.hints.mentions,
        "select": screen.selecting.from_here,
        "select_paragraph": screen.selecting.paragraph,
        "open_note": screen.parts.enter,
        "edit_note": screen.highlights.edit_note,
        "tag_highlight": screen.highlights.tags,
        "remove_highlight": screen.highlights.remove,
        "hide_others": screen.sharing.hide_others,
        "bookmarks": screen.bookmarks.choose,
        "next_mention": partial(screen.names.step, 1),
        "previous_mention": partial(screen.names.step, -1),
        "card": screen.names.card_here,
        "bookmark_place": screen.bookmarks.place,
        "join_next": screen.correcting.join_next,
        "split_here": screen.correcting.split_here,
        "move_headline": screen.correcting.move_headline,
        "edit_paragraph": screen.correcting.edit_paragraph,
        "mark_crosshead": screen.correcting.mark_crosshead,
        "mark_aside": screen.correcting.mark_aside,
        "mend_name": screen.mending.here,
        "raw": screen.moving.toggle_raw,
        "pictures": screen.parts.toggle_pictures,
    }


def _in_entities(screen: MainScreen) -> dict[str, Action]:
    return {
        "entity_card": screen.names.card_listed,
        "next_entity_mention": partial(screen.names.step_listed, 1),
        "previous_entity_mention": partial(screen.names.step_listed, -1),
        "toggle_mentions": screen.shown.toggle_mentions,
    }


def selection_actions_of(screen: MainScreen) -> dict[str, Action]:
    """Actions by the names of `keymap.SELECTION_KEYS`; the mode that they act on is asked when they run."""
    return {
        "select_highlight": screen.highlights.make,
        **{color_command(colour): partial(screen.highlights.make, colour) for colour in Colour},
        "select_note": screen.highlights.make_with_note,
        "select_tags": screen.highlights.make_with_tags,
        "select_copy": screen.highlights.copy,
        "select_search": screen.search.search_for_selection,
        "select_find": lambda: screen.selecting.find(),
        "select_swap": lambda: screen.selecting.swap(),
        "select_leave": lambda: screen.selecting.leave(),
    }
