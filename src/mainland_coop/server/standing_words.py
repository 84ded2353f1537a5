"""How firmly an answer stands, in words that cannot be taken for a plain yes or no."""

from __future__ import annotations

from mainland_coop.records.claims import SomeDaysClaim
from mainland_coop.records.explanation import Finding
from mainland_coop.validity.possible_worlds import Status
from mainland_coop.validity.standing import Standing

IN_WORDS = {
    Standing.STATED: "In force by stated dates.",
    Standing.PRESUMED: (
        "Only presumed to be in force: no end is stated, so it may have ended without the register knowing. "
        "Say that it is presumed, not that it is in force."
    ),
    Standing.POSSIBLE: (
        "Not settled: the record allows both that it was in force and that it was not. Say that it is open; "
        "it is neither a yes nor a no."
    ),
    Standing.NOT_IN_FORCE: "Not in force by the dates of the record.",
}
"""What each standing means, for who is to pass it on."""

_ENDED = {
    Status.NOT_YET_IN_FORCE: "By the dates of the record it had not started yet.",
    Status.LAPSED: (
        "By the dates of the record it had lapsed: it had run out, and no renewal that covers the day is known. "
        "That is a statement about the dates on record. It does not say that nothing applied, and a renewal that the "
        "register does not know would change it."
    ),
    Status.TERMINATED: "By the dates of the record it had been ended before.",
    Status.SUPERSEDED: "By the dates of the record another instrument had taken its place.",
}


_SOME_DAYS = (
    "In force on some of these days and not on others, by the record. That is no doubt of the record: "
    "ask about one day, and say on which days it was in force."
)


def standing_words(finding: Finding) -> str:
    """Return the standing in words; of what is not in force, why; of days that differ, that they do."""
    if any(isinstance(claim, SomeDaysClaim) for claim in finding.claims):
        return _SOME_DAYS
    if finding.standing is Standing.NOT_IN_FORCE:
        return f"Not in force. {_ENDED.get(finding.status, IN_WORDS[Standing.NOT_IN_FORCE])}"
    return IN_WORDS[finding.standing]
