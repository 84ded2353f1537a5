"""The explorer: a page on which anyone drags a date and sees what was in force, made from any registry.

The page is a folder of a few files that needs no server, no network and no build step. Its answers are the runs of the
registry's timelines, and its explanations are those of `Registry.explain`: the script of the page only compares numbers
of days.

Example:
    >>> import tempfile
    >>> import mainland_coop as mc
    >>> from mainland_coop import explorer
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     explorer.write_explorer(mc.load(), folder)[-1].name
    'index.html'
"""

from mainland_coop.explorer.notebook import explored
from mainland_coop.explorer.page import write_explorer

__all__ = ["explored", "write_explorer"]
