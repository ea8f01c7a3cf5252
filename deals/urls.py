"""deals / urls: pages."""

from django.conf import settings
from django.urls import path

from deals.api.custodian import CustodianCallback
from deals.views import (
    call_backs,
    closing,
    desk,
    filings,
    home,
    lead_money,
    leads,
    payments,
    projects,
    rounds,
    subscriptions,
    suitability,
    suspense,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("projects/", projects.projects, name="projects"),
    path("projects/new", projects.NewProject.as_view(), name="project_new"),
    path("projects/<uuid:project_id>/", projects.project, name="project"),
    path("projects/<uuid:project_id>/edit", projects.EditProject.as_view(), name="project_edit"),
    path("projects/<uuid:project_id>/rounds/new", rounds.DraftRound.as_view(), name="round_new"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/<uuid:round_id>/", rounds.round_page, name="round"),
    path("rounds/<uuid:round_id>/edit", rounds.EditRound.as_view(), name="round_edit"),
    path("rounds/<uuid:round_id>/submit", rounds.SubmitRound.as_view(), name="round_submit"),
    path("rounds/<uuid:round_id>/open", rounds.OpenRound.as_view(), name="round_open"),
    path("rounds/<uuid:round_id>/close", closing.CloseRound.as_view(), name="round_close"),
    path("rounds/<uuid:round_id>/cap-table/", closing.cap_table, name="cap_table"),
    path("rounds/<uuid:round_id>/filing", filings.RecordFiling.as_view(), name="filing_record"),
    path("rounds/<uuid:round_id>/lead", leads.OfferLead.as_view(), name="lead_offer_new"),
    path("rounds/<uuid:round_id>/lead/review", leads.lead_review, name="lead_review"),
    path("lead-offers/<uuid:offer_id>/", leads.lead_offer, name="lead_offer"),
    path("lead-offers/<uuid:offer_id>/accept", leads.AcceptLeadOffer.as_view(), name="lead_offer_accept"),
    path("lead-offers/<uuid:offer_id>/decline", leads.DeclineLeadOffer.as_view(), name="lead_offer_decline"),
    path("lead-offers/<uuid:offer_id>/withdraw", leads.WithdrawLeadOffer.as_view(), name="lead_offer_withdraw"),
    path("rounds/<uuid:round_id>/suitability", suitability.RequestDespiteWarning.as_view(), name="suitability_request"),
    path("lead-offers/<uuid:offer_id>/money/", lead_money.lead_money, name="lead_money"),
    path("lead-offers/<uuid:offer_id>/money/declare", lead_money.DeclareSources.as_view(), name="lead_money_declare"),
    path(
        "lead-offers/<uuid:offer_id>/money/sources/<int:position>/evidence",
        lead_money.ProveSource.as_view(),
        name="lead_money_evidence",
    ),
    path("lead-offers/<uuid:offer_id>/money/ask", lead_money.AskAboutSources.as_view(), name="lead_money_ask"),
    path("lead-offers/<uuid:offer_id>/money/accept", lead_money.AcceptSources.as_view(), name="lead_money_accept"),
    path("lead-offers/<uuid:offer_id>/money/refuse", lead_money.RefuseSources.as_view(), name="lead_money_refuse"),
    path("lead-offers/<uuid:offer_id>/money/return", lead_money.ReturnLeadMoney.as_view(), name="lead_money_return"),
    path("desk/money/", lead_money.leads_money, name="leads_money"),
    path("rounds/<uuid:round_id>/subscribe", subscriptions.Subscribe.as_view(), name="subscribe"),
    path("subscriptions/", subscriptions.subscriptions, name="subscriptions"),
    path(
        "subscriptions/<uuid:subscription_id>/cancel",
        subscriptions.CancelSubscription.as_view(),
        name="subscription_cancel",
    ),
    path(
        "subscriptions/<uuid:subscription_id>/rescind",
        subscriptions.RescindSubscription.as_view(),
        name="subscription_rescind",
    ),
    path("payments/", payments.payments, name="payments"),
    path("callbacks/custodian/", CustodianCallback.as_view(), name="custodian_callback"),
    path("desk/", desk.desk, name="desk"),
    path("desk/call-backs/", call_backs.call_backs, name="call_backs"),
    path("desk/call-backs/<uuid:subscription_id>/", call_backs.RecordCallBack.as_view(), name="call_back"),
    path("desk/custody/", payments.custody_page, name="custody"),
    path("desk/custody/strays/<uuid:order_id>/return", suspense.ReturnStray.as_view(), name="stray_return"),
    path("desk/custody/strays/<uuid:order_id>/confirm", suspense.ConfirmStrayReturn.as_view(), name="stray_confirm"),
    path("desk/rounds/<uuid:round_id>/approve", desk.ApproveRound.as_view(), name="round_approve"),
    path("desk/rounds/<uuid:round_id>/return", desk.ReturnRound.as_view(), name="round_return"),
]
if settings.IS_SANDBOX:
    urlpatterns += [
        path("payments/<uuid:payment_id>/pay-in-sandbox", payments.PayInSandbox.as_view(), name="pay_in_sandbox")
    ]
