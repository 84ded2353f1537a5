"""Fonts that have Chinese characters: which is installed, and what to do if none is."""

from __future__ import annotations

import inspect
import logging
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from mainland_coop.foundation.importing import require

CHINESE_FONTS = (
    *(f"{family} {place}" for place in ("HK", "TC", "SC", "JP") for family in ("Noto Sans CJK", "Noto Sans")),
    *(f"Source Han Sans {place}" for place in ("HK", "TC", "SC")),
    *(f"PingFang {place}" for place in ("HK", "TC", "SC")),
    *("Microsoft JhengHei", "Microsoft YaHei", "Heiti TC", "SimHei", "Arial Unicode MS"),
    *("WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback"),
)
"""Fonts with Chinese characters, the first that is installed is used."""

CHINESE_ON_PAGES = "'PingFang HK', 'Microsoft JhengHei', 'Noto Sans CJK HK', 'Noto Sans CJK SC', sans-serif"
"""What a picture of texts asks for where it is shown, as CSS."""


def is_chinese(text: str) -> bool:
    """Return whether a text has characters that common fonts for Latin lack.

    Example:
        >>> is_chinese("Shenzhen"), is_chinese("深圳")
        (False, True)
    """
    return any(character >= "\u2e80" for character in text)


def families() -> tuple[str, ...]:
    """Return the family that matplotlib is set to, then an installed one that has Chinese characters; else none."""
    manager = _module("font_manager").fontManager
    installed = {font.name for font in manager.ttflist}
    found = next((name for name in CHINESE_FONTS if name in installed), None)
    if found is None:
        return ()
    _hush()
    settings = require("matplotlib", "plot", "pictures").rcParams
    usual = [name for family in settings["font.family"] for name in settings.get(f"font.{family}", [family])]
    return (*[name for name in usual if name in installed][:1], found)


def tell_that_none_is_installed(instead: str) -> None:
    """Warn that no font has Chinese characters, with what is drawn instead and what to do about it."""
    new = _newer_than_the_list()
    if new is not None:
        told = f"matplotlib does not know {new} yet: delete its list of fonts, {_list()}, and start Python again"
    else:
        known = ", ".join(("Noto Sans CJK HK", "Source Han Sans HK", "PingFang HK", "WenQuanYi Zen Hei"))
        told = f"no font with Chinese characters is installed; install one such as {known}"
    warnings.warn(f"{told}; {instead}", UserWarning, stacklevel=_above_the_library())


def _above_the_library() -> int:
    """How far above the caller of this the code stands that asked for a picture."""
    level, frame = 0, inspect.currentframe()
    while frame is not None and frame.f_globals.get("__name__", "").startswith("mainland_coop."):
        level, frame = level + 1, frame.f_back
    return level


def _list() -> Path:
    folder = require("matplotlib", "plot", "pictures").get_cachedir()
    return Path(folder) / f"fontlist-v{_module('font_manager').FontManager.__version__}.json"


def _newer_than_the_list() -> str | None:
    """The Chinese font that was installed after matplotlib made its list of fonts, if there is one."""
    manager = _module("font_manager")
    known = {font.fname for font in manager.fontManager.ttflist}
    for path in sorted(set(manager.findSystemFonts()) - known):
        try:
            name = str(_module("ft2font").FT2Font(path).family_name)
        except (OSError, RuntimeError):
            continue  # what matplotlib cannot read is no font for it
        if name in CHINESE_FONTS:
            return name
    return None


@cache
def _hush() -> None:
    """Keep matplotlib from telling, at each text, that a Chinese font has one weight and not another."""

    def worth_telling(record: logging.LogRecord) -> bool:
        args = record.args if isinstance(record.args, tuple) else ()
        return not ("Failed to find font weight" in str(record.msg) and any(name in CHINESE_FONTS for name in args))

    logging.getLogger("matplotlib.font_manager").addFilter(worth_telling)


def _module(name: str) -> Any:
    return require(f"matplotlib.{name}", "plot", "pictures")
