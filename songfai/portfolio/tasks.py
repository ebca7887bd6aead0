"""What is left of a large change is carried out by the worker, so that no page waits for a thousand rows."""

from django_tasks import task

from songfai.kit.clock import now
from songfai.portfolio.actions import changes
from songfai.portfolio.models import Change
from songfai.portfolio.states import Step


@task()
def go_on(change_id: int) -> None:
    """Carry a change out, or undo it, from where it stands."""
    change = Change.objects.select_related("seat__account", "seat__institution").get(pk=change_id)
    if change.step == Step.RUNNING:
        changes.carry_out(change=change, at=now())
    elif change.step == Step.UNDOING:
        changes.carry_back(change=change, at=now())
