"""`python -m mainland_coop`: the command line."""

from __future__ import annotations

import sys

from mainland_coop.cli.parser import run

if __name__ == "__main__":
    sys.exit(run())
