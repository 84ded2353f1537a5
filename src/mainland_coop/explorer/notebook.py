"""The explorer in a notebook: the same page, in one text."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from urllib.parse import urlencode

from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.display.framed_pages import FramedPage
from mainland_coop.explorer.data import Exporter
from mainland_coop.explorer.page import static, title_told
from mainland_coop.foundation.errors import InvalidArgumentError, shorten
from mainland_coop.foundation.garbage_collection import collection_held_off
from mainland_coop.foundation.progress import progress
from mainland_coop.records.agreements import Agreement
from mainland_coop.registry.registry import Registry, expect_registry

_STYLE = '<link rel="stylesheet" href="explorer.css">'
_SCRIPT = re.compile(r'<script src="([a-z.]+)" defer></script>\n')
_POLICY = re.compile(r"(script-src|style-src) 'self' file:")


def view_of(registry: Registry, on: Day | None, record: str | None) -> str:
    """Return a view of the page as its address has it: a day, and the record that is open.

    Example:
        >>> import mainland_coop as mc
        >>> view_of(mc.load(), "2016-12-01", "doj-shenzhen-legal-matters-2011")
        'on=2016-12-01&record=agreement%3Adoj-shenzhen-legal-matters-2011'
    """
    asked: dict[str, str] = {}
    if on is not None:
        asked["on"] = str(PartialDate.of(on))
    if record is not None:
        found = registry.record(record)
        asked["record"] = f"{'agreement' if isinstance(found, Agreement) else 'programme'}:{found.id}"
    return urlencode(asked)


def explored(
    registry: Registry,
    *,
    on: Day | None = None,
    record: str | None = None,
    title: str | None = None,
    height: int = 760,
) -> FramedPage:
    """Return the explorer of a registry for a notebook: one page with all that belongs to it, which writes no file.

    Args:
        registry: The registry.
        on: The day that it shows at first; else that to which the register was checked.
        record: The id of the agreement or programme that is open at first.
        title: What the register is called on the page.
        height: How high its frame is, in pixels.

    Raises:
        DateError: If `on` is a text that is no partial date.
        UnknownIdError: If no agreement or programme has the id (a KeyError).
        InvalidArgumentError: If the height is no whole number of pixels from 100 to 10,000 (a ValueError).
        WrongTypeError: If an argument is of another type.

    Example:
        >>> import mainland_coop as mc
        >>> explored(mc.load(), record="cepa-2003")
        <FramedPage What was in force?: a notebook shows it in a frame>
    """
    if type(height) is not int or not 100 <= height <= 10_000:
        raise InvalidArgumentError(f"height={shorten(height)}: give whole pixels, from 100 to 10,000")
    exporter = Exporter(expect_registry(registry), title_told(title))
    view = view_of(registry, on, record)
    with collection_held_off(), progress("exploring", exporter.n_items) as step:
        chunks = list(exporter.chunks(step))
    value = {"register": exporter.register(), "chunks": chunks, "view": view}
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()
    return FramedPage(_whole(packed), "What was in force?", height)


def _whole(packed: str) -> str:
    """Return the page with its style and scripts in it, which its policy names by their hashes; it has no others."""
    page, style = static("index.html"), static("explorer.css")
    scripts = [static(name) for name in _SCRIPT.findall(page) if name != "data.js"]
    script = f"(async () => {{\n{static('unpack.js')}{''.join(scripts)}}})();\n"
    hashes = {"script-src": _hash(script), "style-src": _hash(style)}
    page = _SCRIPT.sub("", page).replace(_STYLE, f"<style>{style}</style>")
    page = _POLICY.sub(lambda match: f"{match[1]} '{hashes[match[1]]}'", page)
    data = f'<script type="text/plain" id="packed">{packed}</script>'
    return page.replace("</body>", f"{data}\n<script>{script}</script>\n</body>")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
