"""deals / urls: the API."""

from django.urls import path

from deals.api import (
    call_backs,
    closing,
    filings,
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
    path("projects", projects.Projects.as_view(), name="api_projects"),
    path("projects/<uuid:project_id>", projects.OneProject.as_view(), name="api_project"),
    path("payments", payments.Payments.as_view(), name="api_payments"),
    path("stray-money", suspense.Strays.as_view(), name="api_strays"),
    path("stray-money/<uuid:order_id>/return", suspense.ReturnStray.as_view(), name="api_stray_return"),
    path("stray-money/<uuid:order_id>/confirm", suspense.ConfirmStrayReturn.as_view(), name="api_stray_confirm"),
    path("rounds", rounds.Rounds.as_view(), name="api_rounds"),
    path("rounds/<uuid:round_id>", rounds.OneRound.as_view(), name="api_round"),
    path("rounds/<uuid:round_id>/submit", rounds.SubmitRound.as_view(), name="api_round_submit"),
    path("rounds/<uuid:round_id>/approve", rounds.ApproveRound.as_view(), name="api_round_approve"),
    path("rounds/<uuid:round_id>/return", rounds.ReturnRound.as_view(), name="api_round_return"),
    path("rounds/<uuid:round_id>/open", rounds.OpenRound.as_view(), name="api_round_open"),
    path("rounds/<uuid:round_id>/close", closing.CloseRound.as_view(), name="api_round_close"),
    path("rounds/<uuid:round_id>/cap-table", closing.CapTable.as_view(), name="api_cap_table"),
    path("rounds/<uuid:round_id>/filing", filings.Filing.as_view(), name="api_filing"),
    path("rounds/<uuid:round_id>/lead-offers", leads.LeadOffers.as_view(), name="api_round_lead_offers"),
    path("rounds/<uuid:round_id>/suitability", suitability.RoundSuitability.as_view(), name="api_round_suitability"),
    path("lead-offers/<uuid:offer_id>", leads.OneLeadOffer.as_view(), name="api_lead_offer"),
    path("lead-offers/<uuid:offer_id>/money", lead_money.LeadMoney.as_view(), name="api_lead_money"),
    path(
        "lead-offers/<uuid:offer_id>/money/declare",
        lead_money.DeclareSources.as_view(),
        name="api_lead_money_declare",
    ),
    path(
        "lead-offers/<uuid:offer_id>/money/sources/<int:position>/evidence",
        lead_money.ProveSource.as_view(),
        name="api_lead_money_evidence",
    ),
    path("lead-offers/<uuid:offer_id>/money/ask", lead_money.AskAboutSources.as_view(), name="api_lead_money_ask"),
    path("lead-offers/<uuid:offer_id>/money/accept", lead_money.AcceptSources.as_view(), name="api_lead_money_accept"),
    path("lead-offers/<uuid:offer_id>/money/refuse", lead_money.RefuseSources.as_view(), name="api_lead_money_refuse"),
    path(
        "lead-offers/<uuid:offer_id>/money/return", lead_money.ReturnLeadMoney.as_view(), name="api_lead_money_return"
    ),
    path("lead-offers/<uuid:offer_id>/accept", leads.AcceptLeadOffer.as_view(), name="api_lead_offer_accept"),
    path("lead-offers/<uuid:offer_id>/decline", leads.DeclineLeadOffer.as_view(), name="api_lead_offer_decline"),
    path("lead-offers/<uuid:offer_id>/withdraw", leads.WithdrawLeadOffer.as_view(), name="api_lead_offer_withdraw"),
    path(
        "rounds/<uuid:round_id>/subscriptions",
        subscriptions.RoundSubscriptions.as_view(),
        name="api_round_subscriptions",
    ),
    path("subscriptions", subscriptions.Subscriptions.as_view(), name="api_subscriptions"),
    path("subscriptions/<uuid:subscription_id>", subscriptions.OneSubscription.as_view(), name="api_subscription"),
    path(
        "subscriptions/<uuid:subscription_id>/cancel",
        subscriptions.CancelSubscription.as_view(),
        name="api_subscription_cancel",
    ),
    path(
        "subscriptions/<uuid:subscription_id>/rescind",
        subscriptions.RescindSubscription.as_view(),
        name="api_subscription_rescind",
    ),
    path(
        "subscriptions/<uuid:subscription_id>/call-backs",
        call_backs.CallBacks.as_view(),
        name="api_subscription_call_backs",
    ),
    path("call-backs", call_backs.CallBacksDue.as_view(), name="api_call_backs"),
]
