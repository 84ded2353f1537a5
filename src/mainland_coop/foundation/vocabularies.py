"""Closed vocabularies: the field's own words for what a record is, and for what its dates are taken from."""

from __future__ import annotations

import enum

from mainland_coop.foundation.public_names import Choice

__all__ = [
    "AgreementKind",
    "EndBasis",
    "EndingReason",
    "FigureQualifier",
    "PartyKind",
    "ProgrammeKind",
    "SourceKind",
    "StartBasis",
    "SuccessionKind",
]


class SourceKind(Choice, enum.StrEnum):
    """Who speaks in a source, and whether it was read at that body's own address or as a copy elsewhere."""

    OFFICIAL = "official"
    OFFICIAL_COPY = "official copy"
    PRESS = "press"
    PRESS_COPY = "press copy"
    OTHER = "other"


class PartyKind(Choice, enum.StrEnum):
    """What a body is."""

    STATE = "state"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    DEPARTMENT = "department"
    BUREAU = "bureau"
    OFFICE = "office"
    COMMITTEE = "committee"
    LEGISLATURE = "legislature"
    COURT = "court"
    PROCURATORATE = "procuratorate"
    PARTY_ORGAN = "party organ"
    STATUTORY_BODY = "statutory body"
    PUBLIC_INSTITUTION = "public institution"
    PROFESSIONAL_BODY = "professional body"
    ACADEMIC_BODY = "academic body"
    COMMERCIAL_BODY = "commercial body"
    MUSEUM = "museum"
    GROUPING = "grouping"
    INTERNATIONAL_ORGANISATION = "international organisation"
    PERSON = "person"
    OTHER = "other"


class AgreementKind(Choice, enum.StrEnum):
    """What an instrument is called."""

    AGREEMENT = "agreement"
    ARRANGEMENT = "arrangement"
    SUPPLEMENTAL_ARRANGEMENT = "supplemental arrangement"
    FRAMEWORK_AGREEMENT = "framework agreement"
    FRAMEWORK_ARRANGEMENT = "framework arrangement"
    MEMORANDUM_OF_UNDERSTANDING = "memorandum of understanding"
    MEMORANDUM_OF_CO_OPERATION = "memorandum of co-operation"
    RECORD_OF_MEETING = "record of meeting"
    MINUTES = "minutes"
    LETTER_OF_INTENT = "letter of intent"
    EXCHANGE_OF_LETTERS = "exchange of letters"
    PROTOCOL = "protocol"
    SUPPLEMENT = "supplement"
    AMENDMENT_AGREEMENT = "amendment agreement"
    JOINT_DECLARATION = "joint declaration"
    JOINT_STATEMENT = "joint statement"
    WORK_PLAN = "work plan"
    ACTION_PLAN = "action plan"
    DECISION = "decision"
    RULES = "rules"
    TREATY = "treaty"
    CONVENTION = "convention"
    CONTRACT = "contract"
    OTHER = "other"


class ProgrammeKind(Choice, enum.StrEnum):
    """What a programme does."""

    TRAINING = "training"
    ATTACHMENT = "attachment"
    EXCHANGE = "exchange"
    PLATFORM = "platform"
    EXAMINATION = "examination"
    PILOT = "pilot"
    SEMINAR = "seminar"
    FORUM = "forum"
    EVENT = "event"
    INITIATIVE = "initiative"
    SCHEME = "scheme"
    SERVICE = "service"
    PUBLICATION = "publication"
    MECHANISM = "mechanism"
    PARTNERSHIP = "partnership"
    OTHER = "other"


class EndingReason(Choice, enum.StrEnum):
    """Why an instrument or programme ended before it ran out."""

    TERMINATED = "terminated"
    SUPERSEDED = "superseded"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class SuccessionKind(Choice, enum.StrEnum):
    """How one body came out of another."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    TRANSFERRED = "transferred"
    FORMED_ON_THE_BASIS_OF = "formed on the basis of"


class FigureQualifier(Choice, enum.StrEnum):
    """How exactly a source gives a figure; without one, as an exact number."""

    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    NOT_MORE_THAN = "not more than"


class StartBasis(Choice, enum.StrEnum):
    """What a link takes its first day from."""

    ENTRY_INTO_FORCE = "entry into force"
    SIGNATURE = "signature"
    EXPIRY_BEFORE = "expiry of the link before"
    START = "start"
    PERIOD = "period"
    NOT_STATED = "not stated"


class EndBasis(Choice, enum.StrEnum):
    """What a link takes its last day from."""

    STATED = "stated"
    TERM = "term"
    PERIOD = "period"
    TACIT_RENEWAL = "tacit renewal"
    OPEN = "open-ended"
    NOT_STATED = "not stated"
