"""A typed model of Hong Kong – Mainland co-operation, with exact date logic and a bundled, cited dataset.

Example:
    >>> import mainland_coop as mc
    >>> registry = mc.load()
    >>> registry.agreements["doj-shenzhen-legal-matters-2011"].active_on("2023-04-10")
    <Truth.UNKNOWN>
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mainland_coop.collection import Collection
from mainland_coop.dates import Day, PartialDate, Qualifier
from mainland_coop.edtf import Precision
from mainland_coop.errors import (
    DateError,
    FileError,
    InvalidFileError,
    InvalidRecordError,
    InvalidRegistryError,
    MainlandCoopError,
    MissingFileError,
    Problem,
    TermError,
    UncertainTruthError,
    UnknownIdError,
    WrongTypeError,
)
from mainland_coop.integrity import Notice
from mainland_coop.kinds import Agreements, Areas, Conferences, Parties, Programmes, Sessions, Sources
from mainland_coop.periods import Held, Period, PeriodLike
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.figures import Figure
from mainland_coop.records.finding import Finding, Presumption
from mainland_coop.records.in_force import Ending, Renewal
from mainland_coop.records.instruments import Agreement, PartialSupersession, Stage
from mainland_coop.records.names import Area, Name, Signatory
from mainland_coop.records.parties import Party, Predecessor
from mainland_coop.records.programmes import Edition, Programme
from mainland_coop.records.provenance import Citation, Source
from mainland_coop.registry import Registry
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

if TYPE_CHECKING:
    from mainland_coop.files import dump, dumps, load, loads

__all__ = [
    "Agreement",
    "AgreementKind",
    "Agreements",
    "Area",
    "Areas",
    "Citation",
    "Collection",
    "Conference",
    "Conferences",
    "Cut",
    "DateError",
    "Day",
    "Edition",
    "End",
    "EndBasis",
    "Ending",
    "EndingReason",
    "Figure",
    "FigureQualifier",
    "FileError",
    "Finding",
    "Gap",
    "Held",
    "InvalidFileError",
    "InvalidRecordError",
    "InvalidRegistryError",
    "Link",
    "MainlandCoopError",
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
    "SuccessionKind",
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
]

__version__ = "0.1.0"

_FILES = ("dump", "dumps", "load", "loads")


def __getattr__(name: str) -> object:
    # Reading files needs cattrs; a program that only builds records should not pay for its import.
    if name in _FILES:
        from mainland_coop import files

        value: object = getattr(files, name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_FILES})
