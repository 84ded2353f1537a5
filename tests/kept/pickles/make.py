"""Writes a pickle of each record class, once; the tests hold later versions to reading them.

Run `python tests/kept/pickles/make.py NAME...` for classes that are new. A file that is there is left alone, for that
it can still be read is what it is kept for; delete it first if a class has changed so that it no longer can be.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

HERE = Path(__file__).parent
PROTOCOL = 4


def main(names: list[str]) -> None:
    sys.path.insert(0, str(HERE.parents[1]))
    from helpers.samples import EVERY

    for name in names or EVERY:
        file = HERE / f"{name}.pickle"
        if not file.exists():
            file.write_bytes(pickle.dumps(EVERY[name], protocol=PROTOCOL))
            print(f"wrote {file.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
