"""Works as people open them: the whole way by its pages, refusals, papers, exports, fragments of what is hidden."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Council, Regulation, Submission, Vote, Work, WorkField
from songfai.works.states import PartKind, Stage
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit()


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = "2026-03-10"


def text_of(response):
    return response.content.decode()


def form_data(**fields):
    given = {
        "title_vi": "Khung sấy ngô",
        "type": "technical",
        "fields_of": [WorkField.objects.get(slug="mechanics").pk],
        "first_applied": "01/2026",
        "ip_status": "none",
    }
    for kind in PartKind:
        given[f"part_{kind}_vi"] = f"Phần {kind}"
    return given | fields


def as_(client, seat):
    client.force_login(seat.account)
    return client


def step(client, key, name, seat, code=302, **data):
    seen = Submission.objects.filter(work__key=key).order_by("-id").first().revision
    response = as_(client, seat).post(reverse("works:step", args=[key, name]), {"seen": seen} | data)
    assert response.status_code == code, text_of(response)
    return response


def test_from_the_first_idea_to_the_certificate(client, made):
    as_(client, made.author)
    assert client.post("/works/new/", {"title_vi": "", "ip_status": "none"}).status_code == 422
    assert client.post("/works/new/", {"title_vi": "Khung", "ip_status": "none"}).status_code == 302
    work = Work.objects.get()
    here = reverse("works:work", args=[work.key])
    assert client.post(f"{here}file/").status_code == 422, "a draft with a title alone is not filed"
    response = client.post(f"{here}edit/", form_data(seen=work.revision, hidden_content="on"))
    assert response.status_code == 302, text_of(response)
    data = {"year": "2025", "kind": "measured", "amount": "80.000.000", "currency": "VND"}
    assert client.post(f"{here}benefit/new/?language=vi", data).status_code == 302
    upload = SimpleUploadedFile(*making.PDF)
    assert client.post(f"{here}files/new/", {"file": upload, "confidential": "on"}).status_code == 302
    response = client.post(f"{here}file/")
    assert response["Location"] == f"{here}receipt/"
    receipt = text_of(client.get(f"{here}receipt/?language=vi"))
    assert "0001/2026" in receipt
    assert "10/7/2026" in receipt or "10/07/2026" in receipt
    step(client, work.key, "accept", made.clerk)
    step(client, work.key, "convene", made.clerk, council=made.council.pk)
    step(client, work.key, "open", made.secretary)
    for seat in made.members[:4]:
        assert as_(client, seat).post(f"{here}vote/", {"choice": "for"}).status_code == 302
    assert as_(client, made.members[4]).post(f"{here}vote/", {}).status_code == 422
    assert as_(client, made.chair).get(f"{here}vote/").status_code == 422, "voted already"
    as_(client, made.secretary)
    criteria = Submission.objects.get().regulation.criteria.all()
    assert client.post(f"{here}findings/", {f"met_{one.pk}": "yes" for one in criteria}).status_code == 302
    step(client, work.key, "close", made.secretary, minutes="03/BB")
    assert "4" in text_of(client.get(here))
    decision = {"decision": "45/QĐ", "decided_on": "10/03/2026"}
    step(client, work.key, "recognise", made.clerk, code=403, **decision)
    step(client, work.key, "recognise", made.leader, code=422, **decision)
    seen = Submission.objects.get().revision
    told = {"found": "no", "paper": "Giấy xác nhận 3", "seen": seen}
    assert as_(client, made.clerk).post(f"{here}marks/state_funded/", told).status_code == 302
    step(client, work.key, "recognise", made.leader, **decision)
    step(client, work.key, "certify", made.clerk, signer="Nguyễn Văn A", dated="10/03/2026")
    submission = Submission.objects.get()
    certificate = reverse("works:certificate", args=[work.key, submission.certificates.get().pk])
    page = text_of(as_(client, made.author).get(f"{certificate}?language=vi"))
    assert "Khung sấy ngô" in page
    assert "45/QĐ" in page
    use = {"on": "10/03/2026", "place": "Xưởng 3"}
    step(client, work.key, "apply", made.unit_officer, **use)
    step(client, work.key, "transfer", made.unit_officer, **use, amount="5.000.000", currency="VND")
    step(client, work.key, "revoke", made.leader, reason="Copied")
    page = text_of(as_(client, made.author).get(f"{certificate}?language=en"))
    assert "void" in page


def test_a_work_of_which_a_part_is_confidential(client, made):
    name, data = making.PDF
    work = making.ready(made, hidden=(PartKind.CONTENT,))
    paper = actions.add_paper(
        work=work, title="Secretplan", confidential=True, name=name, data=data, by=made.author, at=make.NOW
    )
    making.filed(made, Work.objects.get(pk=work.pk))
    here = reverse("works:work", args=[work.key])
    address = reverse("works:paper", args=[work.key, paper.pk])
    for seat, reads in (
        (made.author, True),
        (made.clerk, True),
        (made.reader, False),
        (made.unit_officer, False),
    ):
        page = text_of(as_(client, seat).get(f"{here}?language=en"))
        assert ("Phần content" in page) is reads
        assert ("Secretplan" in page) is reads
        assert "Phần known" in page
        assert client.get(address).status_code == (200 if reads else 404)
    for seat in (made.second, make.seat(made.there), make.seat(made.here, Role.ADMINISTRATOR)):
        assert as_(client, seat).get(here).status_code == 404
        assert client.get(address).status_code == 404


def test_co_authors_confirm_and_the_lead_sees_it(client, made):
    work = making.ready(made)
    here = reverse("works:work", args=[work.key])
    as_(client, made.author)
    seen = Work.objects.get().revision
    co = {
        "role": "co",
        "name_vi": "Lò Thị B",
        "share": "30",
        "email": made.second.account.email,
        "seen": seen,
    }
    assert client.post(f"{here}authors/new/", co | {"email": "nobody@example.org"}).status_code == 422
    assert client.post(f"{here}authors/new/", co | {"share": "33,333"}).status_code == 422
    assert client.post(f"{here}authors/new/?language=vi", co).status_code == 302
    row = work.authors.get(role="co")
    lead = work.authors.get(role="lead")
    change = {"role": "lead", "name_vi": "Nguyễn A", "share": "70", "email": made.author.account.email}
    stale = client.post(f"{here}authors/{lead.pk}/", change | {"seen": seen})
    assert stale.status_code == 409
    seen = Work.objects.get().revision
    assert client.post(f"{here}authors/{lead.pk}/", change | {"seen": seen}).status_code == 302
    assert client.post(f"{here}authors/{row.pk}/confirm/").status_code == 403, "for somebody else"
    assert client.post(f"{here}authors/{lead.pk}/confirm/").status_code == 302
    as_(client, made.second)
    assert "/works/" in text_of(client.get("/works/own/"))
    assert client.post(f"{here}authors/{row.pk}/confirm/").status_code == 302
    assert client.post(f"{here}file/").status_code == 302
    assert client.post(f"{here}authors/{row.pk}/remove/").status_code == 422


def test_a_union_officer_enters_a_work_for_an_author_without_account(client, made):
    as_(client, made.unit_officer)
    data = form_data(on_behalf="on")
    assert client.post("/works/new/", data).status_code == 302
    work = Work.objects.get()
    here = reverse("works:work", args=[work.key])
    lead = {
        "role": "lead",
        "name_vi": "Lò Văn C",
        "share": "100",
        "seen": work.revision,
        "union_member": "on",
    }
    assert client.post(f"{here}authors/new/", lead).status_code == 302
    author = work.authors.get()
    assert client.post(f"{here}authors/{author.pk}/paper/", {"paper": ""}).status_code == 422
    assert client.post(f"{here}authors/{author.pk}/paper/", {"paper": "Đơn 05/3"}).status_code == 302
    client.post(f"{here}benefit/new/", {"year": "2025", "kind": "not_computable"})
    assert client.post(f"{here}file/").status_code == 302
    assert "Đơn 05/3" in text_of(client.get(here))


def test_mending_from_the_notice_to_the_new_file(client, made):
    submission = making.filed(made)
    key = submission.work.key
    here = reverse("works:work", args=[key])
    step(client, key, "defects", made.clerk, code=422, reason="")
    step(client, key, "defects", made.clerk, reason="Thiếu bản vẽ")
    page = text_of(as_(client, made.author).get(f"{here}?language=en"))
    assert "Thiếu bản vẽ" in page
    assert "To be handed in anew by" in page
    seen = Work.objects.get().revision
    assert client.post(f"{here}edit/", form_data(seen=seen)).status_code == 302
    step(client, key, "mend", made.author)
    assert Submission.objects.get().stage == Stage.RECEIVED
    step(client, key, "accept", made.clerk)
    step(client, key, "mend", made.author, code=422)
    assert as_(client, made.author).get(f"{here}steps/nothing/").status_code == 404
    assert client.get(f"{here}steps/accept/").status_code == 403


def test_the_ballot_is_for_who_is_on_its_list(client, made):
    submission = making.voting(made)
    here = reverse("works:work", args=[submission.work.key])
    for seat in (made.leader, made.clerk, made.author):
        assert as_(client, seat).get(f"{here}vote/").status_code == 404
        assert client.post(f"{here}vote/", {"choice": "for"}).status_code == 404
        assert client.post(f"{here}recuse/", {"reason": "x"}).status_code == 404
    assert Vote.objects.count() == 0
    as_(client, made.chair)
    assert here in text_of(client.get("/works/"))
    assert client.post(f"{here}recuse/", {"reason": ""}).status_code == 422
    assert client.post(f"{here}recuse/", {"reason": "Anh em"}).status_code == 302
    assert client.get(f"{here}vote/").status_code == 403
    assert "Anh em" not in text_of(as_(client, made.leader).get(here)), "the reason is the council's"


@pytest.mark.parametrize(("votes_for", "offered"), [(4, ["recognise", "refuse"]), (3, ["refuse"])])
def test_what_the_council_has_not_voted_for_can_only_be_refused(client, made, votes_for, offered):
    submission = making.voted(made, votes_for=votes_for)
    as_(client, made.leader)
    here = f"/works/{submission.work.key}/"
    page = client.get(here).content.decode()
    assert [name for name in ("recognise", "send_up", "refuse") if f"{here}steps/{name}/" in page] == offered
    # The page that recognises asserts nothing of this ballot.
    assert "The council has voted for it" not in client.get(f"{here}steps/recognise/").content.decode()


def test_the_step_names_the_council_by_its_decision_in_whatever_language(client, made):
    submission = making.before_council(made)
    assert [one.note for one in submission.moves.filter(step="convene")] == [made.council.decision]


def test_councils_are_kept_by_the_office(client, made):
    as_(client, made.clerk)
    data = {"title_vi": "Hội đồng 2", "decision": "2/QĐ", "decided_on": "01/03/2026"}
    assert client.post("/works/councils/new/", data).status_code == 302
    council = Council.objects.get(decision="2/QĐ")
    here = reverse("works:council", args=[council.key])
    member = {"email": made.chair.account.email, "role": "chair"}
    assert client.post(f"{here}members/new/", member | {"email": "no@example.org"}).status_code == 422
    assert client.post(f"{here}members/new/", member).status_code == 302
    assert client.post(f"{here}members/new/", member).status_code == 422
    changed = data | {"valid_to": "01/02/2026", "seen": Council.objects.get(pk=council.pk).revision}
    assert client.post(f"{here}edit/", changed).status_code == 422
    assert as_(client, made.chair).get(here).status_code == 200
    assert client.post(f"{here}members/new/", member).status_code == 403
    assert as_(client, make.seat(made.there)).get(here).status_code == 404
    as_(client, made.clerk)
    assert client.post(f"{here}members/{council.members.get().pk}/remove/").status_code == 302
    assert council.members.count() == 0
    assert client.post("/works/councils/new/", data | {"title_vi": ""}).status_code == 422


def test_a_unit_enters_rules_of_its_own(client, made):
    as_(client, made.clerk)
    data = {
        "title_vi": "Quy chế", "basis_vi": "QĐ 3060", "certainty": "sourced", "valid_from": "01/04/2026",
        "agree_of": "70", "agree_whole": "100", "counted_of": "members", "quorum_of": "2", "quorum_whole": "3",
        "least_members": "5", "union_sits": "on", "scheme": "base", "scope": "unit", "least_places": "0",
        "superior_when": "funded", "certifies_investor": "on", "investor_first": "on",
    }  # fmt: skip
    assert client.post("/works/rules/new/", data | {"agree_of": "101"}).status_code == 422
    assert client.post("/works/rules/new/", data).status_code == 302
    own = Regulation.objects.get(institution=made.here)
    here = reverse("works:regulation", args=[own.key])
    assert own.criteria.count() == 5
    assert client.post(f"{here}criteria/new/", {"text_vi": "Sáng tạo", "must": ""}).status_code == 302
    last = own.criteria.order_by("-position").first()
    assert (last.text.vi, last.must) == ("Sáng tạo", False)
    assert client.post(f"{here}criteria/{last.pk}/", {"text_vi": "Sáng tạo 2"}).status_code == 302
    assert client.post(f"{here}criteria/{last.pk}/remove/").status_code == 302
    own.refresh_from_db()
    assert client.post(f"{here}edit/", data | {"seen": own.revision, "agree_of": "60"}).status_code == 302
    general = Regulation.objects.get(institution=None, country="VN")
    other = reverse("works:regulation", args=[general.key])
    assert client.get(other).status_code == 200
    assert client.get(f"{other}edit/").status_code == 403
    assert as_(client, made.author).get(f"{here}edit/").status_code == 403


def test_the_list_narrows_and_is_exported(client, made):
    making.filed(made)
    making.filed(made, making.ready(made, title=make.words("Water pump")))
    as_(client, made.leader)
    page = text_of(client.get("/works/?q=pump&language=en"))
    assert "Water pump" in page
    assert "Drying frame" not in page
    assert "Nothing" not in page
    csv = b"".join(client.get("/works/?export=csv&language=en")).decode("utf-8-sig")
    assert csv.count("\n") == 4 + 3, "what it is, an empty line, the heading and two works"
    assert "0002/2026" in csv
    assert client.get("/works/?export=xlsx").status_code == 200
    assert "Water pump" not in text_of(
        client.get("/works/?q=frame&type=technical&field=mechanics&language=en")
    )


def test_lists_exports_and_councils_cost_the_same_for_one_and_for_three(client, made, queries):
    making.voting(made)
    as_(client, made.chair)
    paths = ("/works/", "/works/?export=csv", "/works/councils/")
    asked = []
    for more in (0, 2):
        for _n in range(more):
            making.voting(made)
        client.get("/works/")
        asked.append([queries(lambda path=path: b"".join(client.get(path))) for path in paths])
    assert asked[0] == asked[1]
    assert asked[0][0] <= 14 and asked[0][2] <= 8


def test_a_draft_is_thrown_away(client, made):
    work = making.ready(made)
    as_(client, made.author)
    assert client.post(f"/works/{work.key}/benefit/{work.benefits.get().pk}/remove/").status_code == 302
    name, data = making.PDF
    client.post(f"/works/{work.key}/files/new/", {"file": SimpleUploadedFile(name, data)})
    assert client.post(f"/works/{work.key}/files/{work.papers.get().pk}/remove/").status_code == 302
    bad = SimpleUploadedFile("x.exe", b"MZ")
    assert client.post(f"/works/{work.key}/files/new/", {"file": bad}).status_code == 422
    assert client.post(f"/works/{work.key}/discard/").status_code == 302
    assert Work.objects.count() == 0


def test_a_benefit_is_confirmed_by_the_unit(client, made):
    work = making.ready(made)
    making.filed(made, work)
    row = work.benefits.get()
    address = reverse("works:confirm_benefit", args=[work.key, row.pk])
    assert as_(client, made.author).get(address).status_code == 403
    as_(client, made.unit_officer)
    assert client.post(address, {"paper": ""}).status_code == 422
    assert client.post(address, {"paper": "BB 7"}).status_code == 302
    assert "BB 7" in text_of(client.get(f"/works/{work.key}/"))


def test_the_desk_of_an_author_is_the_own_works_and_a_members_desk_tells_of_the_ballot(client, made):
    response = as_(client, made.author).get("/desk/")
    assert response["Location"] == "/works/own/"
    page = text_of(client.get("/works/own/?language=en"))
    assert "/programmes/" not in page, "an author has nothing to do with programmes"
    programme = make.programme_in_force(body_a=made.here).programme
    assert client.get(f"/desk/programmes/{programme.slug}/").status_code == 404
    assert programme.slug not in text_of(client.get("/programmes/"))
    council = making.council(made, [*made.members, made.reader], (*making.ROLES, "expert"))
    submission = making.accepted(made)
    actions.convene(submission=submission, council=council, by=made.clerk, at=make.NOW)
    actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
    as_(client, made.reader)
    assert reverse("works:vote", args=[submission.work.key]) in text_of(client.get("/desk/"))
    client.post(reverse("works:vote", args=[submission.work.key]), {"choice": "blank"})
    assert reverse("works:vote", args=[submission.work.key]) not in text_of(client.get("/desk/"))
