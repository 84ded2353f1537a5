"""The picture on the page of a conference: when its sessions were held. It takes the colours of the page around it."""

from __future__ import annotations

import mainland_coop as mc


def picture_of(conference: mc.Conference, registry: mc.Registry) -> str:
    """Return the picture of the sessions of a conference as SVG, if it has more than one with a date."""
    if sum(session.held is not None for session in conference.sessions) < 2:
        return ""
    figure = registry.plot.sessions([conference.id], labels="short", width=7, title="When its sessions were held")
    return f'<div class="mainland-coop mc-picture">{figure.svg("page")}</div>'
