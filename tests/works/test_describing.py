"""What belongs into each part of a work, and when a superior body approves first: data of a unit's rules, with dates."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import PartHelp, Regulation, Work
from songfai.works.queries import part_helps, part_helps_here, part_helps_of, superior_when
from songfai.works.states import Mark, PartKind, Stage, SuperiorWhen
from tests import factories as make
from tests.works import making
from tests.works.making import refused
from tests.works.test_regulations import values_of

pytestmark = pytest.mark.django_db
OWN = Trilingual(en="Say what the foreman did before <b>you</b>", vi="Nêu cách làm cũ")


@pytest.fixture
def made(settings):
    settings.TODAY = make.TODAY.isoformat()
    return making.unit(country="VN")


def helped(made, regulation, text=OWN, kind=PartKind.KNOWN, by=None):
    return actions.save_part_helps(
        regulation=regulation, texts={kind: text}, by=by or made.clerk, at=make.NOW
    )


# ---------------------------------------------------------------- the texts


def test_without_rules_of_its_own_a_unit_has_the_usual_texts_in_each_language(made):
    usual = part_helps_here(made.here, make.TODAY)
    assert list(usual) == list(PartKind)
    assert all(text.languages() == ("lo", "vi", "en") for text in usual.values())


def test_own_texts_go_before_the_usual_and_an_empty_one_gives_them_back(made):
    own = making.own_rules(made, valid_from=date(2026, 1, 1))
    usual = part_helps(None)
    helped(made, own)
    assert part_helps_here(made.here, make.TODAY) == usual | {PartKind.KNOWN: OWN}
    assert part_helps_here(made.there, make.TODAY) == usual
    helped(made, own, usual[PartKind.CONTENT], PartKind.CONTENT)
    assert PartHelp.objects.filter(regulation=own).count() == 1, "the usual text is not kept a second time"
    helped(made, own, Trilingual())
    assert part_helps(own) == usual
    assert Line.objects.filter(verb="works.save_part_helps").count() == 3


def test_a_version_keeps_its_texts_and_the_next_takes_them_over(made):
    own = making.own_rules(made, valid_from=date(2026, 1, 1))
    helped(made, own)
    submission = making.filed(made)
    with refused("regulation_used"):
        helped(made, own, Trilingual(vi="Khác"))
    assert part_helps(own)[PartKind.KNOWN] == OWN
    tomorrow = make.TODAY + timedelta(days=1)
    new = actions.replace_regulation(
        regulation=own, values=values_of(own, valid_from=tomorrow), by=made.clerk, at=make.NOW
    )
    helped(made, new, Trilingual(vi="Mới"))
    assert part_helps_here(made.here, make.TODAY)[PartKind.KNOWN] == OWN
    assert part_helps_here(made.here, tomorrow)[PartKind.KNOWN] == Trilingual(vi="Mới")
    # A work to be mended stays under the rules it was filed under.
    day = submission.filed_on
    actions.ask_for_mending(submission=making.fresh(submission), reason="A page", by=made.clerk, at=make.NOW)
    work = Work.objects.get(pk=submission.work_id)
    assert work.stage == Stage.DEFECTS
    assert part_helps_of(work, day + timedelta(days=2))[PartKind.KNOWN] == OWN


def test_rules_of_a_level_describe_no_work(made):
    up = making.above_of(made)
    with refused("not_of_a_description"):
        helped(up, up.rules)
    assert not PartHelp.objects.filter(regulation=up.rules).exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.LEADER, True), (Role.COORDINATOR, True), (Role.CLERK, True), (Role.UNIT_OFFICER, False),
     (Role.READER, False), (Role.AUTHOR, False), (Role.ADMINISTRATOR, False)],
)  # fmt: skip
def test_who_words_them(made, role, may):
    own = making.own_rules(made, valid_from=date(2026, 1, 1))
    seat = make.seat(made.here, role)
    if may:
        helped(made, own, by=seat)
    else:
        with pytest.raises(NotPermitted):
            helped(made, own, by=seat)
    assert PartHelp.objects.filter(regulation=own).exists() is may


def test_nobody_words_those_of_another_unit_or_of_the_law(made):
    own = making.own_rules(made, valid_from=date(2026, 1, 1))
    other = making.unit(country="VN")
    general = Regulation.objects.get(institution=None, country="VN", scheme="base")
    for regulation, by in ((own, other.clerk), (general, made.clerk)):
        with pytest.raises(NotPermitted):
            helped(made, regulation, by=by)


# ---------------------------------------------------------------- the pages


def test_the_office_words_them_on_a_page_and_the_author_reads_them(client, made):
    own = making.own_rules(made, valid_from=date(2026, 1, 1))
    here = reverse("works:part_helps", args=[own.key])
    client.force_login(made.clerk.account)
    page = client.get(here + "?language=en")
    assert page.context["form"].initial["help_known"] == part_helps(None)[PartKind.KNOWN]
    typed = {
        "help_known_en": OWN.en,
        "help_known_vi": OWN.vi,
        "seen": Regulation.objects.get(pk=own.pk).revision,
    }
    stale = client.post(here, typed | {"seen": 99})
    assert stale.status_code == 409
    assert "foreman" in stale.content.decode(), "what was typed is kept"
    assert client.post(here, typed).status_code == 302
    assert (
        "foreman" in client.get(reverse("works:regulation", args=[own.key]) + "?language=en").content.decode()
    )
    client.force_login(made.author.account)
    page = client.get(reverse("works:new") + "?language=en").content.decode()
    assert "Say what the foreman did before &lt;b&gt;you&lt;/b&gt;" in page
    assert "<b>you</b>" not in page, "a hint is text"
    assert client.get(here).status_code == 403
    page = client.get(reverse("works:edit", args=[making.draft(made).key]) + "?language=vi").content.decode()
    assert "Nêu cách làm cũ" in page


def test_too_long_a_text_is_said_at_its_field(client, made):
    own = making.own_rules(made, valid_from=date(2026, 1, 1))
    client.force_login(made.clerk.account)
    answer = client.post(
        reverse("works:part_helps", args=[own.key]), {"help_known_en": "x" * 1001, "seen": own.revision}
    )
    assert answer.status_code == 422
    assert "help_known" in answer.context["form"].errors
    assert not PartHelp.objects.filter(regulation=own).exists()


def test_rules_of_a_level_have_no_such_page(client, made):
    up = making.above_of(made)
    client.force_login(up.clerk.account)
    assert client.get(reverse("works:part_helps", args=[up.rules.key])).status_code == 404
    assert client.get(reverse("works:regulation", args=[up.rules.key])).context["helps"] == []


def test_the_template_of_a_sheet_explains_the_parts_as_the_unit_does(client, made):
    helped(made, making.own_rules(made, valid_from=date(2026, 1, 1)))
    client.force_login(made.clerk.account)
    data = client.get(reverse("works:sheet_template", args=["vi"])).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    told = dict(row[:2] for row in book.get_sheet_by_index(1).to_python())
    assert "Nêu cách làm cũ" in told.values()
    assert part_helps(None)[PartKind.CONTENT].vi in told.values()


# ---------------------------------------------------------------- the superior body


def voted_by_head(made, when):
    """A work whose author heads the unit and that the State did not pay for, with the council's votes."""
    making.own_rules(
        made, valid_from=date(2026, 1, 1), superior_when=when, least_members=5, agree_of=2, agree_whole=3
    )  # fmt: skip
    submission = making.voted(made)
    for mark, found in ((Mark.HEAD, True), (Mark.STATE_FUNDED, False)):
        actions.check_mark(
            submission=making.fresh(submission), mark=mark, found=found, paper="QĐ 1", by=made.clerk, at=make.NOW
        )  # fmt: skip
    return making.fresh(submission)


def recognise(made, submission):
    told = {"decision": "45/QĐ", "decided_on": make.TODAY, "by": made.leader, "at": make.NOW}
    return actions.recognise(submission=making.fresh(submission), **told)


def test_rules_of_a_unit_send_every_work_of_its_head_to_the_superior_body(made):
    submission = voted_by_head(made, "head")
    with refused("superior_first"):
        recognise(made, submission)
    actions.send_up(submission=making.fresh(submission), superior="Sở", by=made.clerk, at=make.NOW)
    actions.approve(submission=making.fresh(submission), paper="9/TB", by=made.clerk, at=make.NOW)
    recognise(made, submission)
    assert Work.objects.get(pk=submission.work_id).stage == Stage.RECOGNISED


def test_by_the_usual_rules_only_where_the_state_has_paid(made):
    submission = voted_by_head(made, "funded")
    with refused("superior_not_needed"):
        actions.send_up(submission=submission, superior="Sở", by=made.clerk, at=make.NOW)
    recognise(made, submission)
    assert Work.objects.get(pk=submission.work_id).stage == Stage.RECOGNISED


def test_no_unit_asks_for_less_than_the_law_but_where_there_is_none_it_may(made):
    with pytest.raises(Refused) as caught:
        making.own_rules(made, valid_from=date(2026, 1, 1), superior_when="never")
    assert caught.value.code == "less_than_law"
    assert not Regulation.objects.filter(institution=made.here).exists()
    lao = making.unit(country="LA")
    making.own_rules(lao, valid_from=date(2026, 1, 1), superior_when="never")


def test_what_a_submission_was_filed_under_decides_not_what_came_later(made):
    own = making.own_rules(made, valid_from=date(2026, 1, 1), superior_when="head")
    submission = making.filed(made)
    tomorrow = make.TODAY + timedelta(days=1)
    new = values_of(own, valid_from=tomorrow, superior_when="funded")
    actions.replace_regulation(regulation=own, values=new, by=made.clerk, at=make.NOW)
    later = actions.file(work=making.ready(made), by=made.author, at=make.NOW + timedelta(days=1))
    found = [superior_when(making.fresh(one)) for one in (submission, later)]
    assert found == [SuperiorWhen.HEAD, SuperiorWhen.FUNDED]
