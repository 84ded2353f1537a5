"""What each form holds of a registry is what the page of the documentation says: measured with others' readers."""

from __future__ import annotations

import pytest

import mainland_coop as mc
from helpers import forms, samples
from helpers.form_readers import FORMS, Form

forms_by_name = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


@forms_by_name
def test_the_page_tells_what_a_form_holds(form: Form) -> None:
    form.need()
    made = forms.section(form)
    page = forms.PAGE.read_text(encoding="utf-8")
    assert made in page, f"{forms.PAGE.name} is not up to date: run python -m helpers.forms in tests/, or put\n\n{made}"


def test_the_page_tells_of_these_forms_and_no_others() -> None:
    page = forms.PAGE.read_text(encoding="utf-8")
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == [form.name for form in FORMS]


@pytest.mark.parametrize("form", [form for form in FORMS if form.name.startswith("JSON ") or form.name == "JSON"])
def test_json_comes_back_as_an_equal_registry(form: Form) -> None:
    assert forms.read_back(form, samples.REGISTRY) == samples.REGISTRY


def test_every_field_is_looked_for() -> None:
    every = {forms.field_name(path) for path, value in forms.leaves(forms.filled())}
    unasked = every - set(forms.pairs())
    assert {name.rpartition(".")[2] or name for name in unasked} == set(forms.WITHOUT_OTHER)


def test_the_measure_tells_the_four_cases_apart() -> None:
    """On a form made for it, which keeps a number, writes dates as text, rounds, and forgets notes."""

    def written(registry: mc.Registry, folder: object) -> mc.Registry:
        return registry

    def read(registry: mc.Registry) -> list[object]:
        found: list[object] = [(one.id, str(one.signed), str(one.term)[:2]) for one in registry.agreements]
        return found + [(session.id, session.n_documents) for session in registry.sessions]

    form = Form("made up", "nobody", written, read)
    told = {kind.name: held for kind, held in forms.of_kinds(form).items()}
    assert told["a whole number"] == forms.Held("value")
    assert told["a month"] == forms.Held("text")
    assert told["a term"] == forms.Held("other", ("P1",))
    assert told["text that looks like a number"] == forms.Held("lost")
