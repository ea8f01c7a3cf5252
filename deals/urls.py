"""deals / urls: pages."""

from django.conf import settings
from django.urls import path

from deals.api.custodian import CustodianCallback
from deals.views import closing, desk, home, payments, projects, rounds

urlpatterns = [
    path("", home.home, name="home"),
    path("projects/", projects.projects, name="projects"),
    path("projects/new", projects.NewProject.as_view(), name="project_new"),
    path("projects/<uuid:project_id>/", projects.project, name="project"),
    path("projects/<uuid:project_id>/rounds/new", rounds.DraftRound.as_view(), name="round_new"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/<uuid:round_id>/", rounds.round_page, name="round"),
    path("rounds/<uuid:round_id>/edit", rounds.EditRound.as_view(), name="round_edit"),
    path("rounds/<uuid:round_id>/submit", rounds.SubmitRound.as_view(), name="round_submit"),
    path("rounds/<uuid:round_id>/open", rounds.OpenRound.as_view(), name="round_open"),
    path("rounds/<uuid:round_id>/close", closing.CloseRound.as_view(), name="round_close"),
    path("rounds/<uuid:round_id>/cap-table/", closing.cap_table, name="cap_table"),
    path("payments/", payments.payments, name="payments"),
    path("callbacks/custodian/", CustodianCallback.as_view(), name="custodian_callback"),
    path("desk/", desk.desk, name="desk"),
    path("desk/custody/", payments.custody_page, name="custody"),
    path("desk/rounds/<uuid:round_id>/approve", desk.ApproveRound.as_view(), name="round_approve"),
    path("desk/rounds/<uuid:round_id>/return", desk.ReturnRound.as_view(), name="round_return"),
]
if settings.IS_SANDBOX:
    urlpatterns += [
        path("payments/<uuid:payment_id>/pay-in-sandbox", payments.PayInSandbox.as_view(), name="pay_in_sandbox")
    ]
