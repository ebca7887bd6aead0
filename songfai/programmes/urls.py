from django.urls import path

from songfai.programmes.pages import answering, commitments, editing, lists, readings, signing

app_name = "programmes"
urlpatterns = [
    path("", lists.programmes, name="list"),
    path("new/", readings.new, name="new"),
    path("readings/<uuid:key>/", readings.reading, name="reading"),
    path("readings/<uuid:key>/confirm/", readings.confirm_lines, name="confirm_lines"),
    path("readings/<uuid:key>/add/<slug:slot>/", readings.add_line, name="add_line"),
    path("readings/<uuid:key>/parts/", readings.dismiss_part, name="dismiss_part"),
    path("readings/<uuid:key>/programme/", readings.make_draft, name="make_draft"),
    path("readings/<uuid:key>/lines/<int:pk>/", readings.line, name="line"),
    path("readings/<uuid:key>/lines/<int:pk>/confirm/", readings.confirm_line, name="confirm_line"),
    path("readings/<uuid:key>/lines/<int:pk>/year/", readings.set_year, name="set_year"),
    path("readings/<uuid:key>/lines/<int:pk>/delete/", readings.delete_line, name="delete_line"),
    path("readings/<uuid:key>/lines/<int:pk>/restore/", readings.restore_line, name="restore_line"),
    path("<slug:slug>/draft/", editing.edit, name="edit"),
    path("<slug:slug>/draft/general/", editing.edit_general, name="edit_general"),
    path("<slug:slug>/draft/sides/<int:position>/", editing.edit_side, name="edit_side"),
    path("<slug:slug>/draft/texts/prevailing/", editing.set_prevailing, name="set_prevailing"),
    path("<slug:slug>/draft/texts/<slug:language>/", editing.edit_text, name="edit_text"),
    path("<slug:slug>/draft/texts/<slug:language>/remove/", editing.remove_text, name="remove_text"),
    path("<slug:slug>/draft/commitments/new/", commitments.add_commitment, name="add_commitment"),
    path("<slug:slug>/draft/commitments/<uuid:key>/", commitments.edit_commitment, name="edit_commitment"),
    path(
        "<slug:slug>/draft/commitments/<uuid:key>/delete/",
        commitments.delete_commitment,
        name="delete_commitment",
    ),
    path(
        "<slug:slug>/draft/commitments/<uuid:key>/move/", commitments.move_commitment, name="move_commitment"
    ),
    path("<slug:slug>/draft/dates/new/", editing.add_obligation, name="add_obligation"),
    path("<slug:slug>/draft/dates/<int:pk>/", editing.edit_obligation, name="edit_obligation"),
    path("<slug:slug>/draft/dates/<int:pk>/delete/", editing.delete_obligation, name="delete_obligation"),
    path("<slug:slug>/commitments/", lists.commitments, name="commitments"),
    path("<slug:slug>/commitments/<uuid:key>/answerable/", answering.answerable, name="answerable"),
    path("<slug:slug>/contact/", answering.focal, name="focal"),
    path("<slug:slug>/document/", signing.document, name="document"),
    path("<slug:slug>/document/keys/", signing.make_keys, name="make_keys"),
    path("<slug:slug>/document/offer/", signing.offer, name="offer"),
    path("<slug:slug>/document/approve/", signing.approve, name="approve"),
    path("<slug:slug>/document/return/", signing.return_, name="return"),
    path("<slug:slug>/document/withdraw/", signing.withdraw, name="withdraw"),
]
