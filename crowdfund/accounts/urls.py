"""accounts / urls: the room's pages; signing in and second factors have allauth's addresses under /accounts/."""

from django.urls import path

from crowdfund.accounts import views

app_name = "accounts"

urlpatterns = [
    path("account/", views.my_account, name="my_account"),
    path("account/language/", views.ChooseLanguage.as_view(), name="choose_language"),
    path("account/identity/", views.DeclareIdentity.as_view(), name="declare_identity"),
    path("organisations/new/", views.CreateOrganisation.as_view(), name="create_organisation"),
    path("organisations/<uuid:organisation_id>/", views.OrganisationPage.as_view(), name="organisation"),
    path(
        "organisations/<uuid:organisation_id>/members/<uuid:user_id>/remove/",
        views.RemoveMember.as_view(),
        name="remove_member",
    ),
    path(
        "organisations/<uuid:organisation_id>/invitations/<uuid:invitation_id>/withdraw/",
        views.WithdrawInvitation.as_view(),
        name="withdraw_invitation",
    ),
    path("invitations/<str:token>/", views.AcceptInvitation.as_view(), name="accept_invitation"),
    path("people/", views.people, name="people"),
    path("people/<uuid:person_id>/", views.DecideOnPerson.as_view(), name="person"),
    path("roles/", views.Roles.as_view(), name="roles"),
    path("roles/<uuid:user_id>/<slug:role>/revoke/", views.RevokeRole.as_view(), name="revoke_role"),
]
