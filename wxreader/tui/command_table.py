"""Every command of the reader, said once: name, help, keys, where they hold, other words for it."""

from __future__ import annotations

from dataclasses import dataclass

from wxreader.model import Colour

ANY, LIST, TEXT, ENTITIES, SELECTION = "any", "list", "text", "entities", "selection"
CARD, LINES, NOTES, CODES = "card", "concordance", "annotations", "codebook"


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the reader can do."""

    name: str
    """Name in the settings, and in the table of actions (`reader/actions`)."""
    help: str
    """What it does, an English message id."""
    keys: tuple[str, ...]
    """Default keys."""
    where: str
    """One of the places above."""
    also: str = ""
    """Other words by which people look for it, in both languages."""


def N_(text: str) -> str:
    """Mark a text for the catalogue."""
    return text


COMMANDS = (
    Command("help", N_("help for this place"), ("?",), ANY, "keys manual 帮助 按键 手册"),
    Command("palette", N_("command palette"), ("ctrl+p", ":"), ANY, "menu commands 命令 菜单"),
    Command("back", N_("back; at the top level quit"), ("q",), ANY, "quit exit close q q! wq 退出 返回"),
    Command("leave", N_("leave the mode"), ("escape",), ANY),
    Command("next_pane", N_("next pane"), ("tab",), ANY, "window focus 窗格"),
    Command("previous_pane", N_("previous pane"), ("shift+tab",), ANY),
    Command("show_list", N_("article list"), ("1",), ANY, "articles 列表"),
    Command("show_text", N_("text"), ("2",), ANY),
    Command("show_entities", N_("people, organisations, places"), ("3",), ANY, "sidebar names 侧栏 人名"),
    Command(
        "annotations",
        N_("highlights, notes and bookmarks of the library"),
        ("a",),
        ANY,
        "highlights notes export 标注 导出 批注",
    ),
    Command(
        "codebook",
        N_("the tags of the library: rename, merge, nest, colour"),
        ("T",),
        ANY,
        "tags codebook codes labels 标签 编码本",
    ),
    Command("zen", N_("text alone, and back"), ("z",), ANY, "fullscreen distraction 全屏 专注"),
    Command("search", N_("search the library"), ("s",), ANY, "find query grep 搜索 检索 查找"),
    Command(
        "concordance",
        N_("every hit of the search on a line of its own, and when there were how many"),
        ("c",),
        ANY,
        "kwic context lines chart csv 语境 索引 关键词 上下文 导出",
    ),
    Command("undo", N_("undo what was annotated or corrected"), ("u",), ANY, "revert 撤销"),
    Command("redo", N_("make again what was undone"), ("ctrl+r", "R"), ANY, "repeat 重做"),
    Command("suspend", N_("put the reader into the background"), ("ctrl+z",), ANY, "background shell 后台"),
    Command(
        "go_back", N_("back to where you jumped from"), ("ctrl+o",), ANY, "jump return previous 返回 跳回"
    ),
    Command("theme", N_("choose a theme"), ("ctrl+t",), ANY, "colours colors dark light paper 主题 颜色"),
    Command("quit", N_("quit"), ("ctrl+q",), ANY, "exit close q q! wq x 退出"),
    Command(
        "reload",
        N_("load what is new in the folders of the library"),
        ("ctrl+l",),
        ANY,
        "refresh update R 重新载入 刷新",
    ),
    Command("open", N_("go into the text"), ("enter",), LIST),
    Command("search_here", N_("search the library"), ("/",), LIST),
    Command(
        "filter", N_("filter the list"), ("F",), LIST, "unread month person source narrow 筛选 未读 月份"
    ),
    Command(
        "order",
        N_("order by date or by page; of a search by date or the best first"),
        ("o",),
        LIST,
        "sort date page 排序 日期",
    ),
    Command(
        "save_search",
        N_("keep this search in the palette, or take it out again"),
        ("S",),
        LIST,
        "remember saved 收藏 保存",
    ),
    Command(
        "bookmark_article",
        N_("bookmark the article, or take the bookmark away"),
        ("m",),
        LIST,
        "star mark 书签 收藏",
    ),
    Command("unread", N_("mark as unread, or as read"), ("U",), LIST, "read mark 已读 未读"),
    Command(
        "date_page",
        N_("set the day of the paper, of this page or of all that are listed"),
        ("D",),
        LIST,
        "date issue day 日期 出版",
    ),
    Command("next_unread", N_("next unread article"), ("n",), LIST, "new 未读"),
    Command("all_read", N_("mark all that is listed as read"), ("A",), LIST, "catch up mark all 全部已读"),
    Command(
        "what_is_new",
        N_("what was loaded since last time, or all"),
        ("N",),
        LIST,
        "today morning since new 新 今天",
    ),
    Command("next_article", N_("next article"), ("J",), TEXT),
    Command("previous_article", N_("previous article"), ("K",), TEXT),
    Command("next_paragraph", N_("next paragraph"), ("}",), TEXT),
    Command("previous_paragraph", N_("previous paragraph"), ("{",), TEXT),
    Command("next_crosshead", N_("next crosshead"), ("%",), TEXT, "subheading section 小标题"),
    Command("previous_crosshead", N_("previous crosshead"), ("&",), TEXT, "subheading section 小标题"),
    Command("next_sentence", N_("next sentence"), (")",), TEXT),
    Command("previous_sentence", N_("previous sentence"), ("(",), TEXT),
    Command("left", N_("a character to the left"), ("h", "left"), TEXT),
    Command("right", N_("a character to the right"), ("l", "right"), TEXT),
    Command("line_start", N_("beginning of the line"), ("0",), TEXT),
    Command("line_end", N_("end of the line"), ("$",), TEXT),
    Command("next_word", N_("next word"), ("w",), TEXT),
    Command(
        "search_word", N_("search the library for the name or word here"), ("*",), TEXT, "find word 搜索"
    ),
    Command("next_highlight", N_("next highlight"), (">",), TEXT, "annotation 下一处划线"),
    Command("previous_highlight", N_("previous highlight"), ("<",), TEXT, "annotation 上一处划线"),
    Command("find", N_("find in this article"), ("/",), TEXT, "search text 查找"),
    Command("next_hit", N_("next hit; on a highlight its note"), ("n",), TEXT),
    Command("previous_hit", N_("previous hit"), ("N",), TEXT),
    Command(
        "hint_sentences",
        N_("select a sentence in view by its letter"),
        ("f",),
        TEXT,
        "highlight mark sentence underline 划线 高亮",
    ),
    Command(
        "hint_mentions", N_("go to a mention in view by its letter"), ("F",), TEXT, "names jump 人名 跳转"
    ),
    Command("select", N_("select from here"), ("v",), TEXT, "visual mark highlight copy 选取 复制"),
    Command("select_paragraph", N_("select the paragraph"), ("V",), TEXT),
    Command(
        "open_note",
        N_("note of the highlight under the cursor; at a jump line its other half"),
        ("enter",),
        TEXT,
        "comment 批注",
    ),
    Command(
        "edit_note",
        N_("edit that note in an editor ($EDITOR; in a browser on a screen)"),
        ("e",),
        TEXT,
        "editor 编辑器",
    ),
    Command("tag_highlight", N_("tags of the highlight under the cursor"), ("t",), TEXT),
    Command("remove_highlight", N_("take the highlight under the cursor away"), ("x",), TEXT),
    Command(
        "hide_others", N_("hide others' notes, or show them"), ("H",), TEXT, "shared author 他人批注 隐藏"
    ),
    Command("bookmarks", N_("bookmarks of the library"), ("'",), TEXT, "marks 书签"),
    Command("next_mention", N_("next mention"), ("]",), TEXT),
    Command("previous_mention", N_("previous mention"), ("[",), TEXT),
    Command(
        "card",
        N_("card of the person, organisation or place under the cursor"),
        ("i",),
        TEXT,
        "person profile 名片 人物",
    ),
    Command(
        "bookmark_place", N_("bookmark this place, or take the bookmark away"), ("m",), TEXT, "star mark 书签"
    ),
    Command("join_next", N_("join with the next article of the page"), ("+",), TEXT, "merge correct 合并"),
    Command("split_here", N_("split the article before the cursor"), ("|",), TEXT, "cut correct 拆分"),
    Command(
        "move_headline",
        N_("move the headline to another article of the page"),
        ("^",),
        TEXT,
        "swap title correct 标题",
    ),
    Command(
        "edit_paragraph",
        N_("edit the paragraph in an editor ($EDITOR; in a browser on a screen)"),
        ("E",),
        TEXT,
        "correct fix 更正 修改",
    ),
    Command(
        "mark_crosshead",
        N_("the paragraph is a crosshead, or is none"),
        ("#",),
        TEXT,
        "subheading correct 小标题",
    ),
    Command(
        "mark_aside",
        N_("the paragraph is a caption, or furniture of the page"),
        ("~",),
        TEXT,
        "correct picture leftover 图片说明 更正",
    ),
    Command(
        "pictures",
        N_("captions of the article's pictures, or none"),
        ("P",),
        TEXT,
        "photo image caption 图片",
    ),
    Command(
        "mend_name",
        N_("the name here is none, something else, longer or shorter"),
        ("M",),
        TEXT,
        "correct person organisation place 更正 人名 机构 地名",
    ),
    Command("raw", N_("the raw dump beside the article"), ("r",), TEXT, "dump source original 原文 原始"),
    Command(
        "entity_card",
        N_("its card: offices over time, articles, who it appears with"),
        ("enter", "i"),
        ENTITIES,
        "person profile 名片 人物",
    ),
    Command("next_entity_mention", N_("its next mention"), ("n",), ENTITIES),
    Command("previous_entity_mention", N_("its previous mention"), ("N",), ENTITIES),
    Command(
        "toggle_mentions",
        N_("show mentions in the text, or hide them"),
        ("space",),
        ENTITIES,
        "hide underline names 隐藏",
    ),
)
_COLOURS = {
    Colour.YELLOW: N_("highlight in yellow"),
    Colour.GREEN: N_("highlight in green"),
    Colour.BLUE: N_("highlight in blue"),
    Colour.RED: N_("highlight in red"),
    Colour.PURPLE: N_("highlight in purple"),
}

_TAG_COLOURS = (
    N_("its passages in yellow"),
    N_("its passages in green"),
    N_("its passages in blue"),
    N_("its passages in red"),
    N_("its passages in purple"),
)


def color_command(colour: Colour) -> str:
    """Name of the command that highlights in a colour."""
    return f"select_color_{list(Colour).index(colour) + 1}"


SELECTION_KEYS = (
    Command("select_highlight", N_("highlight"), ("enter",), SELECTION),
    *(
        Command(color_command(colour), says, (str(number),), SELECTION)
        for number, (colour, says) in enumerate(_COLOURS.items(), 1)
    ),
    Command("select_note", N_("highlight with a note"), ("n",), SELECTION),
    Command("select_tags", N_("highlight with tags"), ("t",), SELECTION),
    Command(
        "select_copy", N_("copy with its citation"), ("y",), SELECTION, "copy quote cite citation 复制 引用"
    ),
    Command("select_search", N_("search the library for it"), ("s",), SELECTION),
    Command("select_find", N_("select up to a text"), ("/", "slash"), SELECTION),
    Command("select_swap", N_("move the other end"), ("o",), SELECTION),
    Command("select_leave", N_("select nothing"), ("escape", "q"), SELECTION),
)
"""Keys of a selection; h l w b ( ) { } j k move its end."""
OVER_KEYS = (
    Command("card_go", N_("go there; on a folded list unfold it"), ("enter",), CARD),
    Command("card_search", N_("search the library for this name"), ("s",), CARD, "find 搜索"),
    Command("card_lines", N_("concordance of this name"), ("c",), CARD, "kwic 语境"),
    Command("card_next", N_("next part"), ("}", "tab"), CARD, "section jump"),
    Command("card_previous", N_("previous part"), ("{", "shift+tab"), CARD, "section jump"),
    Command("card_leave", N_("back"), ("q", "escape", "i"), CARD),
    Command("lines_go", N_("go to the hit"), ("enter",), LINES),
    Command("lines_order", N_("next order"), ("o",), LINES, "sort 排序"),
    Command("lines_date", N_("newest first"), ("d",), LINES, "sort date 日期"),
    Command(
        "lines_left", N_("by the 1st, 2nd, 3rd character to the left"), ("l",), LINES, "sort L1 L2 L3 左"
    ),
    Command(
        "lines_right", N_("by the 1st, 2nd, 3rd character to the right"), ("r",), LINES, "sort R1 R2 R3 右"
    ),
    Command("lines_copy", N_("copy the lines"), ("y",), LINES, "clipboard 复制"),
    Command(
        "lines_export", N_("write the lines into a file: text or CSV"), ("e",), LINES, "export csv save 导出"
    ),
    Command("lines_leave", N_("back"), ("q", "escape", "c"), LINES),
    Command("notes_go", N_("go to the passage"), ("enter",), NOTES),
    Command("notes_note", N_("its note"), ("n",), NOTES),
    Command("notes_tags", N_("its tags"), ("t",), NOTES),
    Command("notes_delete", N_("take it away"), ("x",), NOTES, "remove delete 删除"),
    Command("notes_undo", N_("undo"), ("u",), NOTES),
    Command("notes_redo", N_("make again what was undone"), ("ctrl+r", "R"), NOTES),
    Command("notes_filter", N_("filter: words, tag: color: date: person: is:"), ("/",), NOTES, "search 筛选"),
    Command("notes_order", N_("newest first, or by article"), ("o",), NOTES, "sort group 排序 分组"),
    Command("notes_export", N_("export what is listed"), ("e",), NOTES, "markdown csv json save 导出"),
    Command("notes_codebook", N_("the tags of the library"), ("T",), NOTES, "codebook 标签 编码本"),
    Command("notes_leave", N_("back"), ("q", "escape", "a"), NOTES),
    Command("codes_go", N_("list the annotations that have it"), ("enter",), CODES),
    Command(
        "codes_rename", N_("rename; merge with another; nest: A/B"), ("r",), CODES, "merge nest 合并 嵌套"
    ),
    *(
        Command(f"codes_color_{number}", says, (str(number),), CODES, "color colour 颜色")
        for number, says in enumerate(_TAG_COLOURS, 1)
    ),
    Command("codes_plain", N_("no colour of its own"), ("0",), CODES, "color 颜色"),
    Command("codes_describe", N_("say when it is to be used"), ("d",), CODES, "description 说明"),
    Command("codes_remove", N_("take it off every annotation"), ("x",), CODES, "delete 删除"),
    Command("codes_undo", N_("undo"), ("u",), CODES),
    Command("codes_redo", N_("make again what was undone"), ("ctrl+r", "R"), CODES),
    Command("codes_leave", N_("back"), ("q", "escape", "T"), CODES),
)
"""Keys of what opens over the reader."""
MOVES = (
    Command("down", N_("down"), ("j", "down"), ANY),
    Command("up", N_("up"), ("k", "up"), ANY),
    Command("first", N_("top"), ("g", "home"), ANY),
    Command("last", N_("end"), ("G", "end"), ANY),
    Command("page_down", N_("a page down"), ("space", "pagedown", "ctrl+f"), ANY),
    Command("page_up", N_("a page up"), ("b", "pageup", "ctrl+b"), ANY),
    Command("half_down", N_("half a page down"), ("ctrl+d",), ANY),
    Command("half_up", N_("half a page up"), ("ctrl+u",), ANY),
)
"""Moving, the same in every pane."""


EVERY_COMMAND = (*COMMANDS, *SELECTION_KEYS, *OVER_KEYS, *MOVES)
"""Everything that help and palette list."""
