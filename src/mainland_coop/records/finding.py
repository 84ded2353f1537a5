"""Findings: an answer about one day, with its reasons, what it presumes, and who says so."""

from __future__ import annotations

import enum

import attrs

from mainland_coop.dates import PartialDate
from mainland_coop.displaying import Displayed
from mainland_coop.errors import brief
from mainland_coop.records.provenance import Citation
from mainland_coop.truth import Truth
from mainland_coop.validity.questions import Status

__all__ = ["Finding", "Presumption"]


class Presumption(enum.StrEnum):
    """Something that an answer takes for granted because the record does not say otherwise."""

    CONTINUITY = "continuity"
    """An end that is not stated is presumed not to have come."""

    START_FROM_SIGNATURE = "start from signature"
    """Where no entry into force is stated, the link is presumed to start on the day of its signature."""


@attrs.frozen(kw_only=True, repr=False)
class Finding(Displayed):
    """What the record says about one instrument on one day.

    Attributes:
        id: Id of the agreement or programme.
        on: The day that was asked about.
        truth: Whether it is in force on that day.
        status: Where it stands on that day.
        conclusion: The one of the reasons that gives the answer.
        reasons: Why, in order, in plain English, one sentence each.
        presumptions: The presumptions that the answer rests on.
        citations: The citations that bear on the answer, in the order of the record.
        beyond_verified: Whether the day lies beyond the last day to which the register was checked while the answer
            rests on the presumption of continuity; only a registry can tell.
    """

    id: str
    on: PartialDate
    truth: Truth
    status: Status
    conclusion: str
    reasons: tuple[str, ...]
    presumptions: tuple[Presumption, ...] = ()
    citations: tuple[Citation, ...] = ()
    beyond_verified: bool = False

    def __str__(self) -> str:
        lines = [f"{self.id} on {self.on}: {self.truth.name} ({self.status.value})"]
        lines += [f"  - {reason}" for reason in self.reasons]
        if self.presumptions:
            lines.append(f"  presumed: {', '.join(self.presumptions)}")
        for citation in self.citations:
            place = f", {citation.locator}" if citation.locator else ""
            lines.append(f"  source: {citation.source}{place}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Finding {brief(self.id)} on {self.on}: {self.truth.name}, {self.status.value}>"
