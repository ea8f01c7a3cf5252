"""accounts / core: the languages that a user may read the platform in."""

from enum import StrEnum


class Language(StrEnum):
    """Django's language codes of the interface; Simplified Chinese is the default."""

    ZH_HANS = "zh-hans"
    EN = "en"
