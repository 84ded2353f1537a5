"""A typed model of Hong Kong – Mainland co-operation, with exact date logic and a bundled, cited dataset.

The public names, and where each lives, stand in `__init__.pyi`; a name is imported when it is first asked for.

Example:
    >>> import mainland_coop as mc
    >>> registry = mc.load()
    >>> registry.agreements["doj-shenzhen-legal-matters-2011"].active_on("2023-04-10")
    <Truth.UNKNOWN>
"""

from __future__ import annotations

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    from mainland_coop.foundation.public_names import public_name

    return public_name(__name__, name)


def __dir__() -> list[str]:
    from mainland_coop.foundation.public_names import listed

    return sorted({*globals(), *listed(__name__)})


def _unpickled(name: str, *values: object) -> object:
    """Return an object of a public class, made of its values, or empty where its state comes later: for pickles."""
    cls = globals()[name] if name in globals() else __getattr__(name)
    return cls(*values) if values else cls.__new__(cls)  # type: ignore[operator,call-overload,arg-type]  # a class
