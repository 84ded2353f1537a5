"""Without the extra `plot`: nothing is imported early, and errors name the command that installs it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

import mainland_coop as mc
from mainland_coop.foundation.errors import MissingExtraError

REGISTRY = mc.load()
PACT = REGISTRY.agreements["doj-shenzhen-legal-matters-2011"]


PROMISED = [
    lambda: REGISTRY.plot.timeline(),
    lambda: PACT.chain.plot(),
    lambda: REGISTRY.plot.sessions(),
    lambda: REGISTRY.plot.standings(),
    lambda: REGISTRY.plot.gaps(),
    lambda: REGISTRY.plot.expiring(),
    lambda: REGISTRY.plot.counterparts(),
]


@pytest.mark.parametrize("draw", PROMISED)
def test_without_matplotlib_the_error_says_how_to_install_it(draw: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("matplotlib", "matplotlib.figure"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r'pip install "mainland-coop\[plot\]"') as caught:
        draw()
    assert isinstance(caught.value, ImportError)


def test_no_plotting_library_is_imported_before_a_picture_is_made() -> None:
    code = (
        "import sys, mainland_coop as mc; r = mc.load(); r.plot; r.agreements._repr_html_(); str(r); r.plot.timeline\n"
        "print(sorted({'matplotlib', 'numpy', 'networkx', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
