"""The interface's two languages: gettext catalogues, chosen by locale, setting or `--lang`.

The message ids are the English texts. Whole sentences only, with named places for values, because
word order differs; `tools/messages.py` keeps the catalogues.
"""

from __future__ import annotations

import gettext
import os
from importlib import resources

LANGUAGES = ("zh", "en")
_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def detect(environment: dict[str, str] | None = None) -> str:
    """The language that the locale asks for: `zh` where it begins with zh, else `en`."""
    env = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = env.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def set_language(wanted: str) -> None:
    """Speak `zh` or `en` from now on; `auto` follows the locale."""
    global _current, _language
    _language = detect() if wanted not in LANGUAGES else wanted
    if _language == "en":
        _current = gettext.NullTranslations()
        return
    with (
        resources.files("wxreader")
        .joinpath(f"locale/{_language}/LC_MESSAGES/wxreader.mo")
        .open("rb") as catalogue
    ):
        _current = gettext.GNUTranslations(catalogue)


def language() -> str:
    """The language spoken now."""
    return _language


def _(message: str, /, **values: object) -> str:
    """The message in the language spoken now, `{name}` replaced by values."""
    text = _current.gettext(message)
    return text.format(**values) if values else text


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The message for a count; `{n}` is the count."""
    return _current.ngettext(one, many, count).format(n=count, **values)


def N_(message: str) -> str:  # noqa: N802  gettext's own name for it
    """Mark a message that is translated later, where it is shown."""
    return message
