"""Public names: each stands in one place, the stub of its package, and is imported when it is first asked for.

A package whose names are public has an `__init__.pyi` with a line such as `from mainland_coop.dates.truth import Truth
as Truth`; a name with an underscore is there for pickles alone. Type checkers read it as it is; here it is read once,
as text, to know where a name lives. So importing the library loads no module of it, and each name loads what it needs
and nothing else.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import mainland_coop

_FROM = re.compile(r"^from (mainland_coop[\w.]*) import (\([^)]*\)|.+)$", re.MULTILINE)
_NAME = re.compile(r"(\w+) as (_?\1)\b")

_listeners: list[Callable[[str, object], None]] = []


@cache
def homes(package: str) -> Mapping[str, str]:
    """Return the module in which each public name of a package lives, as its stub has it.

    Example:
        >>> homes("mainland_coop")["Truth"]
        'mainland_coop.dates.truth'
    """
    stub = packaged(package, "__init__.pyi").decode()
    return {name: module for module, names in _FROM.findall(stub) for _, name in _NAME.findall(names)}


def packaged(package: str, *name: str) -> bytes:
    """Return the content of a file of a package, wherever that was imported from: a folder, or a zip on the path.

    The loader is asked itself: `importlib.resources` asks it too, and its own import takes 11 ms.

    Args:
        package: The package; it is imported if it was not.
        name: The folders below it, and the file.

    Example:
        >>> len(packaged("mainland_coop", "py.typed"))
        0
    """
    module = import_module(package)
    loader: Any = module.__spec__.loader if module.__spec__ else None
    data: bytes = loader.get_data(os.path.join(os.path.dirname(str(module.__file__)), *name))  # noqa: PTH118, PTH120
    return data


def public_name(package: str, name: str) -> object:
    """Return what a public name of a package means, imported if it was not: the `__getattr__` of the package.

    Raises:
        AttributeError: If the package has no such name.
    """
    if name == "__all__":
        return listed(package)
    if name not in homes(package):
        raise AttributeError(f"module {package!r} has no attribute {name!r}")
    value: object = getattr(import_module(homes(package)[name]), name.removeprefix("_"))
    setattr(sys.modules[package], name, value)
    if package == mainland_coop.__name__:
        for listener in _listeners:
            listener(name, value)
    return value


def listed(package: str) -> list[str]:
    """Return the public names of a package, sorted: its `__all__`."""
    own = {"__version__"} & set(vars(sys.modules[package]))
    return sorted(own.union(name for name in homes(package) if not name.startswith("_")))


def when_loaded(listener: Callable[[str, object], None]) -> None:
    """Tell a listener of each public name of the library, once it is loaded; of those that are loaded, at once.

    Hypothesis runs such a listener to know the strategies of the classes. To import all the classes for it would cost
    0.17 s of processor time in every program that imports Hypothesis where the library is installed; this costs 3 ms.
    """
    if listener not in _listeners:
        _listeners.append(listener)
    for name in homes(mainland_coop.__name__):
        if name in vars(mainland_coop):
            listener(name, vars(mainland_coop)[name])


_WEAKLY = ("__weakref__",)


class Public:
    """What is pickled by its public name, so that a pickle says nothing of where its class lives.

    Classes of users that build on such a class are pickled as Python does it, by their own names.
    """

    # Here and not in each class, for objects of two classes can change places only then (`foundation.blanks`). In a
    # name, for type checkers take a slot for one that no class may inherit beside others.
    __slots__ = _WEAKLY

    def __reduce_ex__(self, protocol: Any) -> Any:
        return named_publicly(type(self), super().__reduce_ex__(max(protocol, 2)))

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        # Only pydantic asks, and then it is there.
        return import_module("mainland_coop.form.pydantic_schema").schema_for(cls)


class Choice(Public):
    """A member of an enum; what is none of them is told with those that there are."""

    __slots__ = ()

    @classmethod
    def _missing_(cls: Any, value: object) -> Any:
        from mainland_coop.foundation.errors import InvalidArgumentError, shorten  # they stand on this module

        members = ", ".join(repr(member.value) for member in cls)
        raise InvalidArgumentError(f"{shorten(value)} is no {cls.__name__}; use one of {members}")


class ShownByName(Choice):
    """A member of an enum that is shown by its name, such as `<Truth.TRUE>`."""

    __slots__ = ()

    def __repr__(self: Any) -> str:
        return f"<{type(self).__name__}.{self.name}>"


def named_publicly(cls: type, reduced: Any) -> Any:
    """Return how an object is pickled, with the public name of its class in place of the class, if it has one."""
    made, arguments, *rest = reduced
    for name in (cls.__name__, f"_{cls.__name__}"):
        if getattr(mainland_coop, name, None) is cls:
            values = (argument for argument in arguments if argument is not cls)
            return mainland_coop._unpickled, (name, *values), *rest  # noqa: SLF001 - pickles name it
    return made, arguments, *rest
