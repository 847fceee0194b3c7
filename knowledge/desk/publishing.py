"""Steps that append publications: now, later, in an emergency, back again, or never after all."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from knowledge.accounts.accounts import acting
from knowledge.accounts.model import APPROVER, Account
from knowledge.desk import draft as steps
from knowledge.desk import drafts, publications
from knowledge.desk.draft import Draft, StepRefused
from knowledge.desk.one_at_a_time import Moment, OneAtATime
from knowledge.desk.sentences import sentence
from knowledge.desk.texts import manifest_in
from knowledge.desk.timeline import (
    PUBLISH,
    ROLLBACK,
    URGENT,
    WITHDRAW,
    Plan,
    Planned,
    Publication,
    in_time,
    planned_draft,
    refuse_to_set_back,
    with_those_behind,
)


class Publishing(OneAtATime):
    """Refusals as at Desk."""

    def publish(
        self, number: int, by: str, at: datetime, effective_at: datetime | None = None
    ) -> Draft:
        """Bring an approved draft into force, now or at a later instant."""
        def step(moment: Moment, draft: Draft, person: Account) -> Draft:
            after = steps.published(draft, person, moment.at, effective_at or moment.at)
            drafts.refuse_unapproved(moment.session, draft)
            self.demand_signed(moment, draft, person.name)
            plan = planned_draft(draft, moment.manifest, moment.pending, after.effective_at, PUBLISH)
            refuse_to_set_back(plan)
            for planned in plan.append:
                self.demand(moment.session, planned.manifest)
                self.demand_held(planned.manifest)
            publications.append(moment.session, plan, person.name, "", self.model, moment.at)
            return after
        return self.stepped(number, by, "published", "", at, step, publishes=True)

    def publish_urgently(self, number: int, by: str, why: str, at: datetime) -> Draft:
        """Bring a draft into force now without approval."""
        why = sentence(why, "why")

        def step(moment: Moment, draft: Draft, person: Account) -> Draft:
            after = steps.published_urgently(draft, person, moment.at)
            first = Planned(draft.over(moment.manifest), moment.at, URGENT, number)
            self.demand(moment.session, first.manifest, strict=False)
            self._at_once(moment, first, moment.pending, person.name, why)
            return after
        return self.stepped(number, by, "urgent", why, at, step, publishes=True)

    def withdraw(self, number: int, by: str, at: datetime) -> Draft:
        """It is not to be published; one that is scheduled never comes."""
        def step(moment: Moment, draft: Draft, person: Account) -> Draft:
            after = steps.withdrawn(draft, person)
            if draft.state == steps.SCHEDULED:
                first = Planned(moment.manifest, moment.at, WITHDRAW, number)
                behind = [other for other in moment.pending if other.number != number]
                self._at_once(moment, first, behind, person.name, "")
            return after
        return self.stepped(number, by, "withdrawn", "", at, step, publishes=True)

    def roll_back(self, release: str, by: str, why: str, at: datetime) -> Publication:
        """A new publication of a release that was current before."""
        why = sentence(why, "why")

        def work(moment: Moment) -> Publication:
            person = acting(moment.session, by).having(APPROVER)
            manifest = manifest_in(moment.session, release)
            refuse_to_go_back(moment, release)
            self.demand(moment.session, manifest, strict=False)
            first = Planned(manifest, moment.at, ROLLBACK)
            return self._at_once(moment, first, moment.pending, person.name, why)
        return self.taken(at, work, publishes=True)

    def _at_once(
        self, moment: Moment, first: Planned, behind: Sequence[Draft], by: str, why: str
    ) -> Publication:
        """What cannot wait; scheduled drafts that no longer fit behind it go back to their editors."""
        self.demand_held(first.manifest)
        plan, misfits = self._fitting(moment, first, behind)
        for draft in misfits:
            drafts.save(moment.session, draft, steps.set_back(draft), by, "set_back", why, moment.at)
        return publications.append(moment.session, plan, by, why, self.model, moment.at)[0]

    def _fitting(self, moment: Moment, first: Planned, behind: Sequence[Draft]) -> tuple[Plan, list[Draft]]:
        """The plan with those of the drafts behind it whose releases are whole, and those that are none."""
        fits: list[Draft] = []
        for draft in in_time(behind):
            plan = with_those_behind(first, [*fits, draft])
            if not plan.set_back and self.is_sound(moment.session, plan.append[-1].manifest):
                fits.append(draft)
        return with_those_behind(first, fits), [draft for draft in behind if draft not in fits]


def refuse_to_go_back(moment: Moment, release: str) -> None:
    """Raises StepRefused for the release that is current, and for one that never was."""
    if publications.current_in(moment.session, moment.at).release == release:
        raise StepRefused(f"Release {release} is current.")
    if not publications.was_current(moment.session, release, moment.at):
        raise StepRefused(f"Release {release} was never current; publish the draft that it is of.")
