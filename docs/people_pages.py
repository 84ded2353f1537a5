"""The people whom the records name: who signed, chaired or attended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import mainland_coop as mc
from mainland_coop.collections.spelling import fold, words
from mainland_coop.questions.people import PersonRole, people_of


class Person(NamedTuple):
    """All mentions of one name."""

    slug: str
    name: mc.Name
    roles: tuple[PersonRole, ...]


def slug_of(name: mc.Name) -> str:
    """Return how the page of a person is called: by the English name, or by the numbers of the Chinese characters.

    One name in other spellings, or in the other Chinese script, is called the same.
    """
    told = words(fold(name.text))
    return "-".join(word if word.isascii() else "-".join(f"u{ord(one):x}" for one in word) for word in told)


def people(registry: mc.Registry) -> list[Person]:
    """Return the people of a registry by name, each with the forms of the name that the records have."""
    found: dict[str, list[PersonRole]] = {}
    for role in people_of(registry.agreements, registry.programmes, registry.conferences):
        found.setdefault(slug_of(role.name), []).append(role)
    merged = [Person(slug, _merged(role.name for role in roles), _dated(roles)) for slug, roles in found.items()]
    return sorted(merged, key=lambda person: (not person.name.text.isascii(), fold(person.name.text)))


def _merged(names: Iterable[mc.Name]) -> mc.Name:
    given = list(dict.fromkeys(names))
    main = {
        script: next((form for name in given if (form := getattr(name, script))), None)
        for script in ("en", "zh_hant", "zh_hans")
    }
    others = dict.fromkeys(form for name in given for form in name if form not in main.values())
    return mc.Name(**main, alternatives=list(others))


def _dated(roles: Iterable[PersonRole]) -> tuple[PersonRole, ...]:
    return tuple(
        sorted(roles, key=lambda role: (role.date is None, role.date.sort_key[:2] if role.date else (), role.id))
    )
