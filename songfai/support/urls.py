from django.urls import path

from songfai.support.pages import balance, giving, paying, rates

app_name = "support"
HERE = "programmes/<slug:slug>/support/"
ONE = HERE + "<uuid:key>/"
urlpatterns = [
    path(HERE, giving.index, name="list"),
    path(HERE + "new/", giving.edit, name="new"),
    path(ONE, giving.support, name="support"),
    path(ONE + "edit/", giving.edit, name="edit"),
    path(ONE + "approve/", giving.approve, name="approve"),
    path(ONE + "deliver/", giving.deliver, name="deliver"),
    path(ONE + "take-back/", giving.take_back, name="take_back"),
    path(ONE + "receive/", giving.receive, name="receive"),
    path(ONE + "take-receipt-back/", giving.take_receipt_back, name="take_receipt_back"),
    path(ONE + "cancel/", giving.cancel, name="cancel"),
    path(ONE + "promise/", giving.promise_again, name="promise"),
    path(ONE + "papers/", giving.add_paper, name="add_paper"),
    path(ONE + "papers/<int:number>/remove/", giving.remove_paper, name="remove_paper"),
    path(ONE + "payments/new/", paying.pay, name="pay"),
    path(ONE + "payments/<int:number>/remove/", paying.remove, name="remove_payment"),
    path("programmes/<slug:slug>/balance/", balance.balance, name="balance"),
    path("programmes/<slug:slug>/balance/units/", balance.units, name="units"),
    path("programmes/<slug:slug>/balance/units/<slug:measure>/", balance.propose, name="propose_unit"),
    path("programmes/<slug:slug>/balance/units/<int:number>/agree/", balance.agree, name="agree_unit"),
    path(
        "programmes/<slug:slug>/balance/units/<int:number>/withdraw/", balance.withdraw, name="withdraw_unit"
    ),
    path("rates/", rates.index, name="rates"),
    path("rates/new/", rates.edit, name="new_table"),
    path("rates/<slug:slug>/", rates.table, name="table"),
    path("rates/<slug:slug>/edit/", rates.edit, name="edit_table"),
    path("rates/<slug:slug>/versions/new/", rates.version, name="new_version"),
    path("rates/<slug:slug>/versions/<uuid:key>/", rates.version, name="version"),
]
