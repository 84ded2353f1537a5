"""Findings for people to read: the answer, why, what it presumes, and who says so."""

from __future__ import annotations

from mainland_coop.collections.base import Collection
from mainland_coop.records.explanation import when
from mainland_coop.records.finding import Finding, Presumption
from mainland_coop.records.provenance import Source
from mainland_coop.rendering.blocks import Block, Bullets, Heading, Paragraph, Strong
from mainland_coop.rendering.citing import source_blocks
from mainland_coop.rendering.story import Story
from mainland_coop.truth import Truth

__all__ = ["PRESUMED", "finding_html", "finding_markdown", "finding_story"]

PRESUMED = {
    Presumption.CONTINUITY: "Continuity: an end that is not stated is presumed not to have come.",
    Presumption.START_FROM_SIGNATURE: (
        "Start from signature: where no entry into force is stated, it is presumed to start on the day of signature."
    ),
}
"""What each presumption means, in a sentence."""

_ANSWERS = {
    Truth.TRUE: "In force",
    Truth.FALSE: "Not in force",
    Truth.UNKNOWN: "Not settled by the record",
}


def finding_story(finding: Finding, sources: Collection[Source], *, title: str | None = None) -> Story:
    """Return a finding as a story.

    Args:
        finding: The finding.
        sources: The sources that its citations name; one that is not there is named by its id.
        title: What to call the instrument; its id if not given.

    Example:
        >>> import mainland_coop as mc
        >>> registry = mc.load()
        >>> finding = registry.explain("doj-shenzhen-legal-matters-2011", "2017-01-01")
        >>> print(finding_story(finding, registry.sources).text.splitlines()[1])
        Not in force (FALSE; lapsed).
    """
    blocks: list[Block] = [
        Heading(f"{title or finding.id}, {when(finding.on)}", level=1),
        Paragraph((Strong(_ANSWERS[finding.truth]), f" ({finding.truth.name}; {finding.status.value}).")),
    ]
    if finding.beyond_verified:
        blocks.append(
            Paragraph(
                (Strong("Beyond the check:"), " the day lies after the last one to which the register was checked.")
            )
        )
    blocks += [Heading("Why"), Bullets(tuple((reason,) for reason in finding.reasons))]
    if finding.presumptions:
        blocks += [Heading("Presumed"), Bullets(tuple((PRESUMED[each],) for each in finding.presumptions))]
    blocks += [Heading("Sources"), *source_blocks(finding.citations, sources)]
    return Story(tuple(blocks))


def finding_markdown(finding: Finding, sources: Collection[Source], *, title: str | None = None) -> str:
    """Return a finding as Markdown; see `finding_story`."""
    return finding_story(finding, sources, title=title).markdown


def finding_html(finding: Finding, sources: Collection[Source], *, title: str | None = None) -> str:
    """Return a finding as an HTML `article`; see `finding_story`."""
    return finding_story(finding, sources, title=title).html
