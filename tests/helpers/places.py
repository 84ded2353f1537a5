"""Where the files of the library are."""

from __future__ import annotations

from pathlib import Path

import mainland_coop

DATA = Path(mainland_coop.__file__).parent / "data"
"""The folder of the bundled dataset."""
