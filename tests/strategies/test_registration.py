"""Hypothesis finds the strategies by the types, and a project without Hypothesis is told what to install."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest
from hypothesis import HealthCheck, find, given, settings, strategies as st

import mainland_coop as mc
from mainland_coop import hypothesis_registration as registration

registration.register()
QUICK = settings(max_examples=10)
INSTALLED = any(
    entry.value == "mainland_coop.hypothesis_registration:register" for entry in entry_points(group="hypothesis")
)


@pytest.mark.parametrize("name", [*registration.STRATEGIES, *registration.COLLECTIONS])
def test_values_are_drawn_for_each_type(name: str) -> None:
    kind = getattr(mc, name)

    @settings(QUICK)
    @given(st.from_type(kind))
    def drawn(value: object) -> None:
        assert isinstance(value, kind)

    drawn()


def test_every_record_class_has_a_strategy() -> None:
    from helpers.samples import RECORDS

    assert set(RECORDS) <= set(registration.STRATEGIES)


def test_types_that_hold_them_are_drawn_too() -> None:
    assert find(st.from_type(mc.Truth), lambda truth: truth is mc.Truth.UNKNOWN) is mc.Truth.UNKNOWN
    assert find(st.from_type(list[mc.Term]), lambda terms: len(terms) == 1) == [mc.Term.parse("P1D")]


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)


def test_the_library_loads_no_hypothesis_and_the_hook_no_strategies() -> None:
    code = """
import sys, mainland_coop
assert "hypothesis" not in sys.modules
import hypothesis, mainland_coop.hypothesis_registration
mainland_coop.hypothesis_registration.register()
loaded = [name for name in sys.modules if name.startswith("mainland_coop.")]
assert not [name for name in loaded if "strategies" in name or "files.reading" in name], loaded
assert not {"cattrs", "pendulum"} & set(sys.modules)
"""
    done = run(code)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_hypothesis_the_error_says_what_to_install() -> None:
    code = """
import sys
sys.modules["hypothesis"] = None
import mainland_coop as mc
try:
    import mainland_coop.strategies
except mc.MissingExtraError as error:
    print(error)
"""
    done = run(code)
    assert 'pip install "mainland-coop[hypothesis]"' in done.stdout, done.stderr


@pytest.mark.skipif(not INSTALLED, reason="the distribution is not installed with its entry point")
def test_importing_hypothesis_is_enough_where_the_distribution_is_installed() -> None:
    code = """
from hypothesis import find, strategies as st
import mainland_coop as mc
print(find(st.from_type(mc.Term), lambda term: True))
"""
    done = run(code)
    assert (done.returncode, done.stdout) == (0, "P1D\n"), done.stderr


def test_examples_that_fail_are_shown_as_code() -> None:
    @settings(max_examples=50, suppress_health_check=list(HealthCheck))
    @given(st.from_type(mc.Agreement))
    def never_renewed(pact: mc.Agreement) -> None:
        assert not pact.renewals

    with pytest.raises(AssertionError) as caught:
        never_renewed()
    shown = "\n".join(caught.value.__notes__)
    assert "Agreement(" in shown
    assert "renewals=[" in shown
    code = shown[shown.index("Agreement(") : shown.rindex(",\n)")]
    assert eval(code, vars(mc)).renewals
