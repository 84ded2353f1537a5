"""`python -m mainland_coop`, and the program `mainland-coop`: the command line as a process."""

from __future__ import annotations

import atexit
import gc
import os
import sys


def run() -> int:
    """Run the command line for a process; a reader that goes away (`| head`) is no error."""
    # What answers once gives its memory back at its end; looking for circles in it takes a tenth of its time, and the
    # interpreter looks once more when it ends, which takes twice that, unless nothing is left to look at.
    collected = gc.isenabled()
    gc.disable()
    atexit.register(gc.freeze)
    try:
        from mainland_coop.cli.command_line import main

        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes standard output once more when it exits; that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        if collected:
            gc.enable()
    return code


if __name__ == "__main__":
    sys.exit(run())
