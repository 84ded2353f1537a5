"""The public names of the library, each with its home. They stand here and nowhere else.

Names with an underscore are not public: pickles of public classes hold objects of theirs.
"""

from mainland_coop.collections.collection import Collection as Collection

# Not public: what pickles of public classes hold.
from mainland_coop.collections.kinds import (
    Agreements as Agreements,
    Areas as Areas,
    Conferences as Conferences,
    ContextOf as _ContextOf,
    Parties as Parties,
    Programmes as Programmes,
    Sessions as Sessions,
    Sources as Sources,
)
from mainland_coop.collections.matches import Match as Match, Matches as Matches, MatchKind as MatchKind
from mainland_coop.dates.edtf import Precision as Precision
from mainland_coop.dates.partial_dates import Day as Day, PartialDate as PartialDate, Qualifier as Qualifier
from mainland_coop.dates.periods import Held as Held, Period as Period, PeriodLike as PeriodLike
from mainland_coop.dates.terms import Term as Term
from mainland_coop.dates.truth import Truth as Truth
from mainland_coop.display.blocks import (
    Bullets as _Bullets,
    Facts as _Facts,
    Foreign as _Foreign,
    Heading as _Heading,
    Link as _Link,
    Listing as _Listing,
    Paragraph as _Paragraph,
    Strong as _Strong,
    Table as _Table,
)
from mainland_coop.display.row_strips import RowStrip as _RowStrip
from mainland_coop.display.story import Story as Story
from mainland_coop.display.strips import GapMark as _GapMark, Strip as _Strip
from mainland_coop.files.register_files import dump as dump, dumps as dumps, load as load, loads as loads
from mainland_coop.form.codec import register_hooks as register_hooks
from mainland_coop.form.plain import from_dict as from_dict, to_dict as to_dict
from mainland_coop.foundation.errors import (
    DateError as DateError,
    FileError as FileError,
    InvalidArgumentError as InvalidArgumentError,
    InvalidFileError as InvalidFileError,
    InvalidRecordError as InvalidRecordError,
    InvalidRegistryError as InvalidRegistryError,
    MainlandCoopError as MainlandCoopError,
    MissingExtraError as MissingExtraError,
    MissingFileError as MissingFileError,
    Problem as Problem,
    TermError as TermError,
    UncertainTruthError as UncertainTruthError,
    UnknownIdError as UnknownIdError,
    WrongTypeError as WrongTypeError,
)
from mainland_coop.foundation.vocabularies import (
    AgreementKind as AgreementKind,
    EndBasis as EndBasis,
    EndingReason as EndingReason,
    FigureQualifier as FigureQualifier,
    PartyKind as PartyKind,
    ProgrammeKind as ProgrammeKind,
    SourceKind as SourceKind,
    StartBasis as StartBasis,
    SuccessionKind as SuccessionKind,
)
from mainland_coop.intake.inspection import Inspection as Inspection, inspect_table as inspect_table
from mainland_coop.intake.proposals import Proposal as Proposal, Undecided as Undecided, Unread as Unread
from mainland_coop.intake.read_table import Intake as Intake, read_table as read_table
from mainland_coop.intake.report import (
    LeftOutRow as LeftOutRow,
    TableError as TableError,
    TableProblem as TableProblem,
    TableProblemKind as TableProblemKind,
    TableReport as TableReport,
)
from mainland_coop.questions.changes import Change as Change, Changes as Changes
from mainland_coop.questions.events import Expiry as Expiry, RecordGap as RecordGap
from mainland_coop.questions.occurrences import Event as Event, EventKind as EventKind
from mainland_coop.questions.people import PersonRole as PersonRole
from mainland_coop.questions.relations import (
    Counterpart as Counterpart,
    Family as Family,
    Lineage as Lineage,
    Succession as Succession,
)
from mainland_coop.records.agreements import (
    Agreement as Agreement,
    PartialSupersession as PartialSupersession,
    Stage as Stage,
)
from mainland_coop.records.claims import (
    BeforeClaim as _BeforeClaim,
    CheckedClaim as _CheckedClaim,
    DisagreementClaim as _DisagreementClaim,
    Doubt as _Doubt,
    DoubtClaim as _DoubtClaim,
    EndedClaim as _EndedClaim,
    EndingClaim as _EndingClaim,
    GapClaim as _GapClaim,
    LapsedClaim as _LapsedClaim,
    LaterSourceClaim as _LaterSourceClaim,
    LinkClaim as _LinkClaim,
    NeverBeganClaim as _NeverBeganClaim,
    NoteClaim as _NoteClaim,
    OpenQuestionClaim as _OpenQuestionClaim,
    OverClaim as _OverClaim,
    PartialSupersessionClaim as _PartialSupersessionClaim,
    PresumedClaim as _PresumedClaim,
    Presumption as Presumption,
    SomeDaysClaim as _SomeDaysClaim,
    StageClaim as _StageClaim,
    StagesClaim as _StagesClaim,
    WithinClaim as _WithinClaim,
)
from mainland_coop.records.conferences import Conference as Conference, Interval as Interval, Session as Session
from mainland_coop.records.explanation import Finding as Finding
from mainland_coop.records.figures import Figure as Figure
from mainland_coop.records.instruments import Ending as Ending, Renewal as Renewal
from mainland_coop.records.mappings import FrozenMapping as _FrozenMapping
from mainland_coop.records.memberships import Membership as Membership
from mainland_coop.records.names import Area as Area, Name as Name, Signatory as Signatory
from mainland_coop.records.parties import Party as Party, Predecessor as Predecessor
from mainland_coop.records.programmes import Edition as Edition, Programme as Programme
from mainland_coop.records.provenance import Citation as Citation, Origin as _Origin, Source as Source
from mainland_coop.registry.differences import (
    DiffAnswer as _DiffAnswer,
    DiffChange as _DiffChange,
    DiffRecord as _DiffRecord,
    RegistryDiff as RegistryDiff,
)
from mainland_coop.registry.notices import Notice as Notice
from mainland_coop.registry.registry import Registry as Registry
from mainland_coop.validity.chain import Link as Link, RenewalChain as RenewalChain
from mainland_coop.validity.links import ChainTerms as _ChainTerms, Cut as Cut, End as End, LinkTerms as _LinkTerms
from mainland_coop.validity.possible_worlds import Gap as Gap, Status as Status
from mainland_coop.validity.standing import Standing as Standing, StandingRun as StandingRun
from mainland_coop.validity.timeline import Run as Run, Timeline as Timeline

__version__: str

def _unpickled(name: str, *values: object) -> object: ...
