"""tests / partners: a token admits its client within today's scopes, until it or the client ends."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import path
from oauth2_provider.models import AccessToken
from rest_framework.response import Response
from rest_framework.test import APIClient

from crowdfund.kernel.clock import system_now
from crowdfund.partners.authentication import ClientScopes
from crowdfund.partners.core.scopes import Scope
from crowdfund.partners.models import PartnerClient
from crowdfund.web.rest import ApiView
from tests.crowdfund.web.doors import opened
from tests.factories.partners import make_program

pytestmark = pytest.mark.django_db


class WhoAmI(ApiView):
    """Tells who asks; reading needs one scope, writing another, deleting is closed to clients."""

    scopes = {"GET": "events:read", "POST": "rounds:write"}

    def get(self, request):
        actor = self.actor
        return Response(
            {
                "kind": actor.kind,
                "id": str(actor.id),
                "roles": sorted(actor.roles),
                "scopes": sorted(actor.scopes),
                "memberships": {str(key): value for key, value in actor.memberships.items()},
                "on_behalf_of": actor.on_behalf_of,
                "is_checked": actor.is_checked,
                "is_stepped_up": actor.is_stepped_up,
            }
        )

    def post(self, request):
        return Response({"done": True})

    def delete(self, request):
        return Response(status=204)


@pytest.fixture(autouse=True)
def _doors():
    with opened(path("api/v1/who", WhoAmI.as_view())):
        yield


def bearer(token):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


class TestAdmission:
    def test_the_actor_is_the_client_of_its_organisation(self):
        program = make_program(scopes=["events:read", "rounds:read"])
        answer = program.api().get("/api/v1/who")
        assert answer.status_code == 200
        assert answer.json() == {
            "kind": "client",
            "id": str(program.id),
            "roles": ["partner"],
            "scopes": ["events:read", "rounds:read"],
            "memberships": {str(program.organisation.id): "member"},
            "on_behalf_of": None,
            "is_checked": False,
            "is_stepped_up": False,
        }

    def test_a_change_needs_no_csrf_token_because_no_browser_sends_the_token_by_itself(self):
        program = make_program(scopes=["rounds:write"])
        api = APIClient(enforce_csrf_checks=True)
        api.credentials(HTTP_AUTHORIZATION=f"Bearer {program.ask_for_token().json()['access_token']}")
        assert api.post("/api/v1/who", {}, format="json").status_code == 200

    def test_admission_costs_one_query(self):
        api = make_program().api()
        with CaptureQueriesContext(connection) as queries:
            api.get("/api/v1/who")
        asked = [query["sql"] for query in queries if "partners_" in query["sql"] or "oauth2_" in query["sql"]]
        assert len(asked) == 1


class TestNoToken:
    def test_without_a_token_the_challenge_names_the_scheme_only(self):
        answer = APIClient().get("/api/v1/who")
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == 'Bearer realm="api"'
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "not_authenticated"

    @pytest.mark.parametrize("token", ["nonsense", "", "x" * 5000, "\u00e9"])
    def test_an_unknown_token_is_refused_and_the_challenge_says_so(self, token):
        answer = bearer(token).get("/api/v1/who")
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == 'Bearer realm="api", error="invalid_token"'

    def test_an_expired_token_is_refused(self):
        api = make_program().api()
        assert api.get("/api/v1/who").status_code == 200
        AccessToken.objects.update(expires=system_now())
        assert api.get("/api/v1/who").status_code == 401

    def test_a_token_ends_after_an_hour(self):
        make_program().ask_for_token()
        left = AccessToken.objects.get().expires - datetime.now(UTC)
        assert timedelta(minutes=59) < left <= timedelta(hours=1)

    def test_a_disabled_clients_token_is_refused_even_if_its_row_survived(self):
        program = make_program()
        api = program.api()
        PartnerClient.objects.filter(id=program.id).update(disabled_at=system_now())
        assert AccessToken.objects.count() == 1
        assert api.get("/api/v1/who").status_code == 401

    def test_a_bad_token_beside_a_good_session_is_refused(self, founder):
        founder.api.credentials(HTTP_AUTHORIZATION="Bearer nonsense")
        assert founder.api.get("/api/v1/who").status_code == 401

    def test_a_token_in_the_address_is_not_read(self):
        token = make_program().ask_for_token().json()["access_token"]
        assert APIClient().get(f"/api/v1/who?access_token={token}").status_code == 401

    def test_another_scheme_is_no_token(self):
        answer = APIClient().get("/api/v1/who", headers={"Authorization": "Basic dTpw"})
        assert answer["WWW-Authenticate"] == 'Bearer realm="api"'


class TestScopes:
    @pytest.mark.parametrize(("method", "status"), [("get", 200), ("post", 403), ("delete", 403)])
    def test_each_method_needs_its_scope_and_some_are_closed_to_clients(self, method, status):
        api = make_program().api(scope="events:read")
        answer = getattr(api, method)("/api/v1/who")
        assert answer.status_code == status
        if status == 403:
            assert answer.json()["code"] == "not_authorised"

    def test_a_token_has_the_scopes_it_asked_for_and_no_others(self):
        program = make_program(scopes=["events:read", "rounds:write"])
        answer = program.ask_for_token(scope="events:read")
        assert answer.json()["scope"] == "events:read"

    def test_without_a_wish_a_token_has_what_its_client_is_allowed(self):
        program = make_program(scopes=["events:read", "rounds:write"])
        assert sorted(program.ask_for_token().json()["scope"].split()) == ["events:read", "rounds:write"]

    @pytest.mark.parametrize("wish", ["rounds:write", "events:read rounds:write", "root", "events:read root"])
    def test_a_token_for_more_than_allowed_is_not_issued(self, wish):
        answer = make_program(scopes=["events:read"]).ask_for_token(scope=wish)
        assert answer.status_code in {400, 401}
        assert answer.json()["error"] == "invalid_scope"
        assert not AccessToken.objects.exists()

    def test_a_scope_that_is_taken_from_the_client_is_gone_from_its_tokens(self):
        program = make_program(scopes=["events:read", "rounds:write"])
        api = program.api()
        PartnerClient.objects.filter(id=program.id).update(scopes=["rounds:write"])
        assert api.get("/api/v1/who").status_code == 403
        assert api.post("/api/v1/who").status_code == 200

    def test_a_scope_written_into_the_tokens_row_gives_nothing(self):
        api = make_program(scopes=["events:read"]).api()
        AccessToken.objects.update(scope="events:read rounds:write")
        assert api.get("/api/v1/who").json()["scopes"] == ["events:read"]
        assert api.post("/api/v1/who").status_code == 403

    def test_the_provider_offers_each_client_its_own_scopes_only(self):
        client = PartnerClient.objects.get(id=make_program(scopes=["events:read"]).id)
        backend = ClientScopes()
        assert backend.get_available_scopes(client.application) == ["events:read"]
        assert backend.get_default_scopes(client.application) == ["events:read"]
        assert backend.get_available_scopes() == []
        assert set(backend.get_all_scopes()) == set(Scope)

    def test_two_clients_never_share_a_token(self):
        one, other = (make_program(scopes=["events:read"]) for _ in range(2))
        ids = [program.api().get("/api/v1/who").json()["id"] for program in (one, other)]
        assert ids == [str(one.id), str(other.id)]


class TestTokenEndpoint:
    def test_the_answer_is_not_kept_by_caches(self):
        answer = make_program().ask_for_token()
        assert answer.status_code == 200
        assert answer.json()["token_type"] == "Bearer"
        assert "refresh_token" not in answer.json()
        assert "no-store" in answer["Cache-Control"]

    def test_a_wrong_secret_is_refused(self):
        answer = make_program().ask_for_token(secret="cfs_wrong")
        assert answer.status_code == 401
        assert answer.json()["error"] == "invalid_client"

    @pytest.mark.parametrize("grant", ["password", "authorization_code", "refresh_token", "implicit", ""])
    def test_no_other_grant_exists(self, grant):
        answer = make_program().ask_for_token(grant=grant)
        assert answer.status_code in {400, 401}
        assert not AccessToken.objects.exists()

    def test_a_client_without_an_issued_secret_can_not_guess_it(self, operator):
        program = make_program()
        PartnerClient.objects.get(id=program.id)
        for guess in ("!", "", "cfs_"):
            assert program.ask_for_token(secret=guess or " ").status_code == 401

    def test_it_answers_only_to_post(self):
        assert APIClient().get("/o/token/").status_code == 405

    def test_an_address_may_ask_only_so_often(self):
        program = make_program()
        answers = [program.ask_for_token(secret="cfs_wrong").status_code for _ in range(31)]
        assert answers == [401] * 30 + [429]
        late = program.ask_for_token()
        assert late.status_code == 429
        assert late.json()["code"] == "too_many_requests"
        assert 0 < int(late["Retry-After"]) <= 61

    def test_a_revoked_token_is_dead_and_only_its_own_client_may_revoke_it(self):
        mine, theirs = make_program(), make_program()
        token = mine.ask_for_token().json()["access_token"]

        def revoke(program):
            words = {"client_id": program.issued.public_name, "client_secret": program.issued.secret, "token": token}
            return APIClient().post("/o/revoke_token/", words, format=None)

        revoke(theirs)
        assert bearer(token).get("/api/v1/who").status_code == 200
        assert revoke(mine).status_code == 200
        assert bearer(token).get("/api/v1/who").status_code == 401

    @pytest.mark.parametrize(
        "address", ["/o/authorize/", "/o/applications/", "/o/introspect/", "/o/authorized_tokens/"]
    )
    def test_nothing_else_of_the_provider_exists(self, operator, address):
        assert operator.client.get(address).status_code == 404


def test_pairs_of_scopes_intersect_and_never_unite():
    for wish in combinations([scope.value for scope in Scope], 2):
        program = make_program(scopes=[wish[0]])
        assert program.ask_for_token(scope=" ".join(wish)).status_code in {400, 401}
