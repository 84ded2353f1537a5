"""`python -m mainland_coop`: the command line."""

from __future__ import annotations

import sys

from mainland_coop.cli.command_line import run

if __name__ == "__main__":
    sys.exit(run())
