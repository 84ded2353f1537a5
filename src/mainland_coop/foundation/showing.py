"""What people choose where something is shown to them: the language of names and words, and light or dark."""

from __future__ import annotations

from typing import Literal, TypeAlias

Language: TypeAlias = Literal["en", "zh_hant", "zh_hans"]
"""A language in which there are names and words."""

LanguageChoice: TypeAlias = Language | Literal["zh"]
"""A language, or Chinese in the script that most of the names have."""

Theme: TypeAlias = Literal["light", "dark"]
"""The surroundings of what is shown."""
