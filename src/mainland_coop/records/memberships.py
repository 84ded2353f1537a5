"""When each party of an agreement joined and left: memberships, which are a chain of their own for each party."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from mainland_coop.dates.edtf import FIRST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.foundation.errors import brief, near, shorten
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import EndingReason, StartBasis
from mainland_coop.records.faults import telling_all
from mainland_coop.records.fields import as_day, as_id, invalid, located, parts_of
from mainland_coop.records.instruments import Ending, as_ending
from mainland_coop.records.provenance import Citation, as_citations
from mainland_coop.validity.bounds import NoWorldError, first_world
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.links import ChainTerms, LinkTerms


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Membership(Public):
    """That a party joined an agreement, and when it left, if it did.

    A party that joined more than once has several, in order. The first needs no start: the agreement alone then decides
    when the party is first bound.

    Attributes:
        party: Id of the party.
        signed: When it signed or acceded.
        in_force_from: From when it was bound, where that is stated.
        ending: When and why it left: terminated or withdrawn.
        citations: Where it stands.

    Raises:
        InvalidRecordError: If it ended for a reason that parties do not leave for, or `by` something.
    """

    party: str = attrs.field(converter=as_id)
    signed: PartialDate | None = attrs.field(default=None, converter=as_day)
    in_force_from: PartialDate | None = attrs.field(default=None, converter=as_day)
    ending: Ending | None = attrs.field(default=None, converter=as_ending)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __attrs_post_init__(self) -> None:
        if self.ending is None:
            return
        if self.ending.reason not in (EndingReason.TERMINATED, EndingReason.WITHDRAWN):
            reason = f"it is '{self.ending.reason}'; a membership of {self.party} is 'terminated' or 'withdrawn'"
            raise invalid("Membership.ending.reason", reason)
        if self.ending.by is not None:
            reason = f"it is {shorten(self.ending.by)}; a membership is not superseded: leave it out"
            raise invalid("Membership.ending.by", reason)

    @property
    def start(self) -> PartialDate | None:
        """Its entry into force if that is stated, else its signature."""
        return self.signed if self.in_force_from is None else self.in_force_from

    def __repr__(self) -> str:
        joined = f", from {self.start}" if self.start else ""
        left = f", to {self.ending.last_day}" if self.ending else ""
        return f"<Membership {brief(self.party)}{joined}{left}>"


def as_memberships(value: Iterable[Membership]) -> tuple[Membership, ...]:
    """Return a tuple of memberships."""
    return parts_of(Membership, value)


def membership_chain(memberships: Iterable[Membership], party: str) -> RenewalChain | None:
    """Return the memberships of a party as a chain, or None if it has none: it is bound by the agreement alone."""
    links = tuple(_link(membership) for membership in memberships if membership.party == party)
    return RenewalChain(ChainTerms(links)) if links else None


def _link(membership: Membership) -> LinkTerms:
    if membership.in_force_from is not None:
        basis = StartBasis.ENTRY_INTO_FORCE
    else:
        basis = StartBasis.NOT_STATED if membership.signed is None else StartBasis.SIGNATURE
    ending = membership.ending
    return LinkTerms.of(
        membership.start or PartialDate(FIRST_DAY, FIRST_DAY),
        basis,
        expires=None if ending is None else ending.last_day,
    )


def check_memberships(id: str, parties: Sequence[str], memberships: Sequence[Membership]) -> None:
    """Refuse memberships of no party, later ones without a start, and those of one party that no days can satisfy.

    Raises:
        InvalidRecordError: It names the membership and its party.
    """
    places: dict[str, list[int]] = {}
    known = frozenset(parties)
    for index, membership in enumerate(memberships):
        place = f"Agreement.memberships[{index}]"
        if membership.party not in known:
            guess = near(membership.party, parties, 1)
            remedy = f"did you mean {guess[0]!r}?" if guess else "add it to parties, or drop the membership"
            raise invalid(
                f"{place}.party", f"of {shorten(id)}: {shorten(membership.party)} is none of its parties; {remedy}"
            )
        if membership.start is None and membership.party in places:
            reason = f"of {shorten(id)}: {shorten(membership.party)} joined before; a later membership needs signed or"
            raise invalid(place, f"{reason} in_force_from")
        places.setdefault(membership.party, []).append(index)
    for party, found in places.items():
        terms = ChainTerms(tuple(_link(memberships[index]) for index in found))
        try:
            first_world(terms)
        except NoWorldError as error:
            index = found[error.link]
            membership = memberships[index]
            if error.what == "end":
                reason = f"it ends on {terms.links[error.link].end}, before it starts ({membership.start})"
            else:
                reason = f"it starts on {membership.start}, before memberships[{found[error.link - 1]}] does"
            place = f"Agreement.memberships[{index}]"
            raise invalid(place, f"of {shorten(id)}: of {shorten(party)}: {reason}") from None
