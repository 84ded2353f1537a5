"""A typed model of Hong Kong – Mainland co-operation, with exact date logic and a bundled, cited dataset.

Example:
    >>> import mainland_coop as mc
    >>> registry = mc.load()
    >>> registry.agreements["doj-shenzhen-legal-matters-2011"].active_on("2023-04-10")
    <Truth.UNKNOWN>
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mainland_coop.collections.base import Collection
    from mainland_coop.collections.kinds import Agreements, Areas, Conferences, Parties, Programmes, Sessions, Sources
    from mainland_coop.dates import Day, PartialDate, Qualifier
    from mainland_coop.edtf import Precision
    from mainland_coop.errors import (
        DateError,
        FileError,
        InvalidArgumentError,
        InvalidFileError,
        InvalidRecordError,
        InvalidRegistryError,
        MainlandCoopError,
        MissingExtraError,
        MissingFileError,
        Problem,
        TermError,
        UncertainTruthError,
        UnknownIdError,
        WrongTypeError,
    )
    from mainland_coop.files.reading import dump, dumps, load, loads
    from mainland_coop.history.changes import Change, Changes
    from mainland_coop.history.ends import Expiry, RecordGap
    from mainland_coop.history.happenings import Event, EventKind
    from mainland_coop.intake.reading import Intake, read_table
    from mainland_coop.intake.report import LeftOutRow, TableError, TableProblem, TableProblemKind, TableReport
    from mainland_coop.integrity import Notice
    from mainland_coop.periods import Held, Period, PeriodLike
    from mainland_coop.records.conferences import Conference, Interval, Session
    from mainland_coop.records.figures import Figure
    from mainland_coop.records.finding import Finding, Presumption
    from mainland_coop.records.in_force import Ending, Renewal
    from mainland_coop.records.instruments import Agreement, PartialSupersession, Stage
    from mainland_coop.records.names import Area, Name, Signatory
    from mainland_coop.records.parties import Party, Predecessor
    from mainland_coop.records.programmes import Edition, Programme
    from mainland_coop.records.provenance import Citation, Source
    from mainland_coop.registry import Registry
    from mainland_coop.relations.instruments import Counterpart, Family
    from mainland_coop.relations.lineage import Lineage, Succession
    from mainland_coop.rendering.story import Story
    from mainland_coop.search.matches import Match, Matches, MatchKind
    from mainland_coop.terms import Term
    from mainland_coop.truth import Truth
    from mainland_coop.validity.chain import Link, RenewalChain
    from mainland_coop.validity.links import Cut, End, EndBasis, StartBasis
    from mainland_coop.validity.questions import Gap, Status
    from mainland_coop.validity.timeline import Run, Timeline
    from mainland_coop.vocabulary import (
        AgreementKind,
        EndingReason,
        FigureQualifier,
        PartyKind,
        ProgrammeKind,
        SourceKind,
        SuccessionKind,
    )

__all__ = [
    "Agreement",
    "AgreementKind",
    "Agreements",
    "Area",
    "Areas",
    "Change",
    "Changes",
    "Citation",
    "Collection",
    "Conference",
    "Conferences",
    "Counterpart",
    "Cut",
    "DateError",
    "Day",
    "Edition",
    "End",
    "EndBasis",
    "Ending",
    "EndingReason",
    "Event",
    "EventKind",
    "Expiry",
    "Family",
    "Figure",
    "FigureQualifier",
    "FileError",
    "Finding",
    "Gap",
    "Held",
    "Intake",
    "Interval",
    "InvalidArgumentError",
    "InvalidFileError",
    "InvalidRecordError",
    "InvalidRegistryError",
    "LeftOutRow",
    "Lineage",
    "Link",
    "MainlandCoopError",
    "Match",
    "MatchKind",
    "Matches",
    "MissingExtraError",
    "MissingFileError",
    "Name",
    "Notice",
    "PartialDate",
    "PartialSupersession",
    "Parties",
    "Party",
    "PartyKind",
    "Period",
    "PeriodLike",
    "Precision",
    "Predecessor",
    "Presumption",
    "Problem",
    "Programme",
    "ProgrammeKind",
    "Programmes",
    "Qualifier",
    "RecordGap",
    "Registry",
    "Renewal",
    "RenewalChain",
    "Run",
    "Session",
    "Sessions",
    "Signatory",
    "Source",
    "SourceKind",
    "Sources",
    "Stage",
    "StartBasis",
    "Status",
    "Story",
    "Succession",
    "SuccessionKind",
    "TableError",
    "TableProblem",
    "TableProblemKind",
    "TableReport",
    "Term",
    "TermError",
    "Timeline",
    "Truth",
    "UncertainTruthError",
    "UnknownIdError",
    "WrongTypeError",
    "__version__",
    "dump",
    "dumps",
    "load",
    "loads",
    "read_table",
]

__version__ = "0.1.0"

# Where each public name lives: it is imported when it is first asked for, with what it needs and nothing else.
_HOMES = {
    "Agreement": "records.instruments",
    "AgreementKind": "vocabulary",
    "Agreements": "collections.kinds",
    "Area": "records.names",
    "Areas": "collections.kinds",
    "Change": "history.changes",
    "Changes": "history.changes",
    "Citation": "records.provenance",
    "Collection": "collections.base",
    "Conference": "records.conferences",
    "Conferences": "collections.kinds",
    "Counterpart": "relations.instruments",
    "Cut": "validity.links",
    "DateError": "errors",
    "Day": "dates",
    "Edition": "records.programmes",
    "End": "validity.links",
    "EndBasis": "validity.links",
    "Ending": "records.in_force",
    "EndingReason": "vocabulary",
    "Event": "history.happenings",
    "EventKind": "history.happenings",
    "Expiry": "history.ends",
    "Family": "relations.instruments",
    "Figure": "records.figures",
    "FigureQualifier": "vocabulary",
    "FileError": "errors",
    "Finding": "records.finding",
    "Gap": "validity.questions",
    "Held": "periods",
    "Intake": "intake.reading",
    "Interval": "records.conferences",
    "InvalidArgumentError": "errors",
    "InvalidFileError": "errors",
    "InvalidRecordError": "errors",
    "InvalidRegistryError": "errors",
    "LeftOutRow": "intake.report",
    "Lineage": "relations.lineage",
    "Link": "validity.chain",
    "MainlandCoopError": "errors",
    "Match": "search.matches",
    "MatchKind": "search.matches",
    "Matches": "search.matches",
    "MissingExtraError": "errors",
    "MissingFileError": "errors",
    "Name": "records.names",
    "Notice": "integrity",
    "PartialDate": "dates",
    "PartialSupersession": "records.instruments",
    "Parties": "collections.kinds",
    "Party": "records.parties",
    "PartyKind": "vocabulary",
    "Period": "periods",
    "PeriodLike": "periods",
    "Precision": "edtf",
    "Predecessor": "records.parties",
    "Presumption": "records.finding",
    "Problem": "errors",
    "Programme": "records.programmes",
    "ProgrammeKind": "vocabulary",
    "Programmes": "collections.kinds",
    "Qualifier": "dates",
    "RecordGap": "history.ends",
    "Registry": "registry",
    "Renewal": "records.in_force",
    "RenewalChain": "validity.chain",
    "Run": "validity.timeline",
    "Session": "records.conferences",
    "Sessions": "collections.kinds",
    "Signatory": "records.names",
    "Source": "records.provenance",
    "SourceKind": "vocabulary",
    "Sources": "collections.kinds",
    "Stage": "records.instruments",
    "StartBasis": "validity.links",
    "Status": "validity.questions",
    "Story": "rendering.story",
    "Succession": "relations.lineage",
    "SuccessionKind": "vocabulary",
    "TableError": "intake.report",
    "TableProblem": "intake.report",
    "TableProblemKind": "intake.report",
    "TableReport": "intake.report",
    "Term": "terms",
    "TermError": "errors",
    "Timeline": "validity.timeline",
    "Truth": "truth",
    "UncertainTruthError": "errors",
    "UnknownIdError": "errors",
    "WrongTypeError": "errors",
    "dump": "files.reading",
    "dumps": "files.reading",
    "load": "files.reading",
    "loads": "files.reading",
    "read_table": "intake.reading",
}


_WHEN_LOADED: list[Callable[[str, object], None]] = []
"""Who is told of each public name that is loaded: Hypothesis, if it is there."""


def __getattr__(name: str) -> object:
    if name in _HOMES:
        from importlib import import_module

        value: object = getattr(import_module(f"mainland_coop.{_HOMES[name]}"), name)
        globals()[name] = value
        for told in _WHEN_LOADED:
            told(name, value)
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
