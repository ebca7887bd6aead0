"""Entries of a campaign with nearly the same text: noted by the machine when one is entered, for people to decide on."""

from collections.abc import Collection

from django.db import transaction

from songfai.novelty import queries as novelty
from songfai.works.actions.holding import written_of
from songfai.works.models import Entry, EntryPair
from songfai.works.queries.campaigns import NEARLY
from songfai.works.queries.partner import doubles
from songfai.works.states import EntryState, Scheme


@transaction.atomic
def note_alike(*, entry: Entry) -> int:
    """Note which other entries of the campaign have nearly the same text as this one; how many were noted.

    One look-up by fingerprints, however many entries there are; the machine decides nothing, so nobody's right is asked.
    What is confidential is compared and never shown: the share alone is kept, in tens.
    """
    submission = entry.work.submissions.filter(scheme=Scheme.BASE).order_by("-id").first()
    if submission is None or entry.state == EntryState.WITHDRAWN:
        return 0
    others = Entry.objects.filter(campaign=entry.campaign_id).exclude(pk=entry.pk)
    others = others.exclude(state=EntryState.WITHDRAWN)

    def among(keys: Collection[str]) -> Collection[str]:
        return {str(key) for key in others.filter(work__key__in=keys).values_list("work__key", flat=True)}

    besides = [str(entry.work.key), *doubles()]
    found = novelty.similar(written_of(submission), besides=besides, readable=list, among=among)
    shares = {
        one.key: round(100 * (one.counted + one.greyed + one.hidden) / found.syllables)
        for one in found.similar
    }
    # What many have is not counted against anybody; of such a text those who had it first are told.
    round_ = round(100 * sum(one.syllables for one in found.handed_round) / max(found.syllables, 1))
    for key in {key for one in found.handed_round for key in one.first}:
        shares[key] = max(shares.get(key, 0), round_)
    near = {key: min(share, 100) // 10 * 10 for key, share in shares.items() if share >= NEARLY}
    rows = {str(one.work.key): one for one in others.filter(work__key__in=near).select_related("work")}
    pairs = [
        EntryPair(
            campaign_id=entry.campaign_id,
            one_id=min(entry.pk, rows[key].pk),
            other_id=max(entry.pk, rows[key].pk),
            percent=share,
        )
        for key, share in near.items()
        if key in rows
    ]
    EntryPair.objects.bulk_create(pairs, ignore_conflicts=True)
    return len(pairs)
