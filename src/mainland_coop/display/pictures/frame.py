"""What everybody may ask of a picture, whatever it shows: said once, and told by `help` of every method that draws."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, cast

import attrs

from mainland_coop.foundation.docstrings import told_of, with_arguments
from mainland_coop.foundation.showing import LanguageChoice, Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes

F = TypeVar("F", bound=Callable[..., Any])


@attrs.frozen
class Frame:
    """What everybody may ask of a picture, whatever it shows.

    Attributes:
        title: The title.
        language: The language of names and words: `en`, `zh_hant`, `zh_hans`, or `zh` for the script that most of the
            names have. A Chinese name that is missing is shown in the other script, and only then in English.
        theme: `light` or `dark`; what fits the ground that matplotlib is set to, or that of `ax`, if not given.
        width: How wide a new figure is, in inches; its height is made to fit.
        ax: The axes to draw in; a new figure is made if not given.
    """

    title: str | None = None
    language: LanguageChoice = "en"
    theme: Theme | None = None
    width: float = 10.0
    ax: Axes | None = None


class PictureOptions(TypedDict, total=False):
    """The keywords that become a `Frame`, for type checkers."""

    title: str | None
    language: LanguageChoice
    theme: Theme | None
    width: float
    ax: Axes | None


def with_frame(draw: F) -> F:
    """Let a function whose last keywords are those of a frame show, tell and check each of them, though it says `**`.

    Example:
        >>> @with_frame
        ... def drawn(*, on=None, **options):
        ...     "Draw."
        >>> list(inspect.signature(drawn).parameters)
        ['on', 'title', 'language', 'theme', 'width', 'ax']
        >>> drawn(titel="Who was bound")
        Traceback (most recent call last):
        TypeError: drawn() got an unexpected keyword argument 'titel'
    """
    own = inspect.signature(draw)
    shared = [
        each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in inspect.signature(Frame).parameters.values()
    ]
    named = [each for each in own.parameters.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]
    shown = own.replace(parameters=[*named, *shared])

    @functools.wraps(draw)
    def drawn(*args: Any, **options: Any) -> Any:
        try:
            shown.bind(*args, **options)
        except TypeError as error:  # as Python says it, of the function that was called
            raise TypeError(f"{draw.__qualname__}() {error}") from None
        return draw(*args, **options)

    vars(drawn)["__signature__"] = shown
    drawn.__doc__ = with_arguments(inspect.getdoc(draw) or "", told_of(draw) | told_of(Frame))
    return cast("F", drawn)
