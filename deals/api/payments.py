"""deals / api: movements of money over REST."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from crowdfund.web.rest import ApiView
from crowdfund.web.schema import PAGE_PARAMETERS, page_of
from deals import queries
from deals.core.policy import READ_ROUNDS
from deals.serializers import PaymentOut


class Payments(ApiView):
    """Movements of money through the custodian."""

    scopes = {"GET": READ_ROUNDS}

    @extend_schema(
        operation_id="list_payments",
        summary="List payments through the custodian",
        parameters=PAGE_PARAMETERS,
        responses=page_of("PaymentPage", PaymentOut),
    )
    def get(self, request: Request) -> Response:
        """Return the movements of the caller's subscriptions and of their companies' raises, newest first."""
        return self.listed(queries.payments_seen_by(self.actor), PaymentOut)
