"""Rows that were gathered to agreements, and these to a registry; what does not fit is left out and told."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mainland_coop.dates import Day
from mainland_coop.errors import InvalidRegistryError, Problem
from mainland_coop.intake.bodies import Bodies
from mainland_coop.intake.building import Builder, NoRecordError
from mainland_coop.intake.gathering import Gathered
from mainland_coop.intake.report import TableProblem, TableProblemKind
from mainland_coop.integrity import find_problems
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party
from mainland_coop.records.provenance import Source
from mainland_coop.references import references
from mainland_coop.registry import Registry

__all__ = ["Records"]


class Records:
    """The agreements of a table by id.

    Attributes:
        agreements: Those that are sound.
    """

    def __init__(
        self, gathered: Gathered, builder: Builder, given: Registry, bodies: tuple[Bodies[Party], Bodies[Area]]
    ) -> None:
        self.agreements: dict[str, Agreement] = {}
        self._gathered = gathered
        self._builder = builder
        self._given = given
        self._bodies = bodies
        self._chains: dict[str, list[int]] = {}
        chains = list(gathered.sound()) if gathered.left_out else gathered.sound()
        for chain in chains:
            try:
                record = builder.agreement([(gathered.numbers[row], gathered.values(row)) for row in chain])
            except NoRecordError as error:
                gathered.problems += error.problems
                gathered.leave_out(chain, error.problems)
            else:
                self.agreements[record.id] = record
                self._chains[record.id] = chain

    def made(self, bodies: Bodies[Any]) -> Iterator[tuple[str, str]]:
        """Yield id and name of the parties, or the areas, that are made because agreements name them."""
        used: set[str] = set()
        for record in self.agreements.values():
            if bodies.what == "areas":
                used.update(record.areas)
                for renewal in record.renewals:
                    used.update(renewal.areas)
            else:
                used.update(record.parties)
                used.update(record.authorised_by)
        return bodies.missing(used)

    def registry(self, *, sources: Sequence[Source], version: str | None, verified_through: Day | None) -> Registry:
        """Return the registry; agreements that refer to what is not there, or in circles, are left out and told."""
        self._leave_out_dependents(self._gathered.ids_left_out())
        given = self._given
        people, fields = self._bodies
        while True:
            parties = [*given.parties, *(Party(id=id, name=name) for id, name in self.made(people))]
            areas = [*given.areas, *(Area(id=id, name=name) for id, name in self.made(fields))]
            try:
                return Registry(
                    parties=parties,
                    agreements=[*given.agreements, *self.agreements.values()],
                    conferences=given.conferences,
                    programmes=given.programmes,
                    areas=areas,
                    sources=sources,
                    version=version,
                    verified_through=verified_through,
                )
            except InvalidRegistryError:
                if not self._refused(parties, areas, sources):
                    raise

    # --- What does not fit ---------------------------------------------------------------------------------------

    def _refused(self, parties: Iterable[Party], areas: Iterable[Area], sources: Iterable[Source]) -> bool:
        """Leave out the agreements that do not fit; return whether there were any."""
        given = self._given
        ids: dict[str, Mapping[str, object]] = {
            "parties": {party.id: party for party in parties},
            "areas": {area.id: area for area in areas},
            "sources": {source.id: source for source in sources},
            "agreements": {**given.agreements.by_id, **self.agreements},
            "conferences": given.conferences.by_id,
            "programmes": given.programmes.by_id,
            "sessions": given.sessions.by_id,
        }
        order = list(self.agreements)
        at = {id: str(index) for index, id in enumerate(order)}
        faulty: dict[str, list[TableProblem]] = {}
        for problem in find_problems(ids, lambda kind, key: at.get(key, "-") if kind == "agreements" else "-"):
            index, _, path = problem.path.partition(".")
            if index != "-":
                id = order[int(index)]
                faulty.setdefault(id, []).append(self._told(id, path, problem))
        for id, problems in faulty.items():
            self._gathered.problems += problems
            self._gathered.leave_out(self._chains[id], problems)
            del self.agreements[id]
        self._leave_out_dependents(faulty)
        return bool(faulty)

    def _told(self, id: str, path: str, problem: Problem) -> TableProblem:
        rows = self._chains[id]
        field = re.sub(r"\[\d+\]", "", path)
        row = rows[-1] if field.startswith("ending") else rows[0]
        column = self._builder.names.get(field, field)
        kind = (
            TableProblemKind.CIRCLE
            if "leads back" in problem.expected
            else TableProblemKind.DANGLING
            if "no record" in problem.expected
            else TableProblemKind.CONTRADICTION
        )
        return TableProblem(kind, self._gathered.numbers[row], column, problem.value, problem.expected)

    def _leave_out_dependents(self, gone: Iterable[str]) -> None:
        """Leave out whatever refers to agreements that are not there, and what refers to that, and so on."""
        queue = deque(gone)
        if not queue:
            return
        referring: dict[str, list[str]] = {}
        for record in self.agreements.values():
            for _, kinds, target in references(record):
                if "agreements" in kinds:
                    referring.setdefault(target, []).append(record.id)
        while queue:
            target = queue.popleft()
            for id in referring.get(target, ()):
                if self.agreements.pop(id, None) is not None:
                    self._gathered.leave_out(self._chains[id], (), f"it refers to {target!r}, which is left out")
                    queue.append(id)
