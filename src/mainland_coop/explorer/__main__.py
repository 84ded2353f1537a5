"""`python -m mainland_coop.explorer FOLDER`: write the page that shows what was in force on any day."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from mainland_coop.display.plain_text import clean
from mainland_coop.explorer.page import write_explorer
from mainland_coop.files.register_files import load
from mainland_coop.foundation.errors import MainlandCoopError


def main(argv: Sequence[str] | None = None) -> int:
    """Write the page and return the exit code: 0, or 2 for an error, which goes to standard error.

    Args:
        argv: The arguments without the program's name; those of the process if not given.

    Raises:
        SystemExit: With code 2 for wrong usage, with code 0 after `--help`; as argparse does.
    """
    parser = argparse.ArgumentParser(
        prog="python -m mainland_coop.explorer",
        description="Write a page, offline and without a server, on which to see what was in force on any day.",
        allow_abbrev=False,
    )
    parser.add_argument("folder", metavar="FOLDER", help="where to write it; made if it is not there")
    parser.add_argument("--data", metavar="PATH", help="a register in a file or folder (default: the bundled one)")
    parser.add_argument("--title", metavar="TEXT", help="what the register is called on the page")
    options = parser.parse_args(argv)
    try:
        page = write_explorer(load(options.data), options.folder, title=options.title)[-1]
    except MainlandCoopError as error:
        sys.stderr.writelines(f"mainland_coop.explorer: {clean(line)}\n" for line in str(error).splitlines())
        return 2
    sys.stdout.write(f"{page}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
