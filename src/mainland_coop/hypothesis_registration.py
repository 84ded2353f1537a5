"""What Hypothesis runs when it is imported: it registers the strategies, so that `st.from_type` finds them.

Nothing is loaded for it: a class is registered when it is loaded, and its strategy imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mainland_coop.foundation.public_names import homes, when_loaded

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy


STRATEGIES = {
    "Agreement": "instruments.agreements",
    "Area": "parties.areas",
    "Citation": "provenance.citations",
    "Conference": "conferences.conferences",
    "Cut": "derived.cuts",
    "Edition": "instruments.editions",
    "Ending": "renewals.endings",
    "Figure": "provenance.figures",
    "Finding": "derived.findings",
    "Gap": "derived.found_gaps",
    "Link": "derived.links",
    "Membership": "instruments.memberships",
    "Name": "names.names",
    "PartialDate": "dates.partial_dates",
    "PartialSupersession": "renewals.partial_supersessions",
    "Party": "parties.parties",
    "Period": "dates.periods",
    "Predecessor": "parties.predecessors",
    "Programme": "instruments.programmes",
    "Registry": "registries.registries",
    "Renewal": "renewals.renewals",
    "RenewalChain": "derived.chains",
    "Run": "derived.runs",
    "Session": "conferences.sessions",
    "Signatory": "parties.signatories",
    "Source": "provenance.sources",
    "Stage": "renewals.stages",
    "Term": "dates.terms",
    "Timeline": "derived.timelines",
}
"""The public classes that have a strategy, and where it is."""

COLLECTIONS = ("Agreements", "Areas", "Conferences", "Parties", "Programmes", "Sessions", "Sources")
SHOWN_AS_THEY_ARE = ("Cut", "Finding", "Gap", "Link", "RenewalChain", "Run", "Timeline")


def register() -> None:
    """Register the strategies of all classes; Hypothesis calls it through the entry point `hypothesis`.

    It loads no class: one that is loaded is registered at once, any other when it is first asked for.
    """
    when_loaded(_register)
    _show_as_code()


def _register(name: str, cls: Any) -> None:
    from hypothesis.strategies import register_type_strategy

    if name in STRATEGIES:
        register_type_strategy(cls, _first_asked_for(STRATEGIES[name]))
    elif name in COLLECTIONS:
        register_type_strategy(cls, _of_a_registry(name.lower()))


def _first_asked_for(home: str) -> Callable[[type], SearchStrategy[Any]]:
    module, _, name = home.partition(".")

    def strategy(_: type) -> SearchStrategy[Any]:
        made: SearchStrategy[Any] = getattr(import_module(f"mainland_coop.strategies.{module}"), name)()
        return made

    return strategy


def _of_a_registry(kind: str) -> Callable[[type], SearchStrategy[Any]]:
    def strategy(_: type) -> SearchStrategy[Any]:
        return _first_asked_for("registries.registries")(object).map(lambda registry: getattr(registry, kind))

    return strategy


def _show_as_code() -> None:
    """Let Hypothesis show examples as code. Its printer is not among what it promises; without it, `repr` is shown."""
    try:
        from hypothesis.vendor.pretty import for_type_by_name
    except ImportError:  # pragma: no cover - no version that was tried lacks it
        return

    def show(record: object, printer: Any, _: bool) -> None:
        from mainland_coop.strategies.code import print_as_code

        print_as_code(record, printer)

    def show_briefly(value: object, printer: Any, _: bool) -> None:
        printer.text(repr(value))

    for name in STRATEGIES:
        shown = show_briefly if name in SHOWN_AS_THEY_ARE else show
        for_type_by_name(homes("mainland_coop")[name], name, shown)
