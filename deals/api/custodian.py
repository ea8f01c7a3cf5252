"""deals / api: where the custodian (托管银行) reports; its signature opens this door and nothing else does."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.clock import system_now
from crowdfund.web.request import behind
from crowdfund.web.rest import ApiView
from deals import custody
from deals.actions.receive_custodian_message import receive_custodian_message


class CustodianCallback(ApiView):
    """Takes the custodian's messages. Nobody signs in here, and a bank that reports a lot at once is not slowed."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()

    @extend_schema(exclude=True)
    def post(self, request: Request) -> Response:
        """Keep the message and do what follows from it; anything but 2xx makes the custodian say it again.

        The age of the signature is measured in real time, everything else happens in business time.
        """
        behind_it = behind(request)
        message = custody.message_from(headers=behind_it.headers, body=behind_it.body, at=system_now())
        actor = Actor.system("deals.custodian", behind_it.request_id)
        receive_custodian_message(actor=actor, now=self.now, message=message)
        return Response(status=204)
