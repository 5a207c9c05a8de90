"""The reading screen: its panes, and an object a subject for what its keys do.

`screen.MainScreen` holds the widgets and makes the objects; each owns its state, and the others ask it:

| object | module | owns |
|---|---|---|
| `listing` | `listing` | which articles the list holds: order, filter, marks |
| `shown` | `article` | the article in the text pane: hits found in it, the mention stepped to |
| `changes` | `changes` | making, undoing and keeping changes to the user's own words |
| `search` | `search` | the session of a library search (`session.SearchSession`) and its threads |
| `names` | `names` | cards, concordances, stepping through mentions; the way back from them |
| `highlights`, `bookmarks`, `correcting`, `mending`, `dating` | the same | nothing: they make changes |
| `hints`, `selecting` | `modes` | a mode's keys, while it has the view's `key_hook` |
| `moving` | `moving` | nothing: it goes between panes and articles |

Keys and the palette find their action by the command's name in the table that `actions` makes. Messages of
widgets reach the screen's `on_*` methods, which hand them on. Textual calls the `on_*` methods of every class
of a widget's bases, which is one more reason for none of ours having two of ours.
"""
