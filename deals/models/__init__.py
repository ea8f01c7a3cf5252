"""deals / models: projects and raises as rows."""

from deals.models.call_back import CallBack
from deals.models.capacity import RoundCapacity
from deals.models.filing import VehicleFiling
from deals.models.lead_money import LeadPayer, MoneyDeclaration, MoneyReview, MoneySource
from deals.models.lead_offer import LeadOffer
from deals.models.payment import CustodianMessage, Payment
from deals.models.project import Project
from deals.models.round import Round
from deals.models.stray import StrayMoney
from deals.models.subscription import Subscription
from deals.models.suitability_request import SuitabilityRequest
from deals.models.vehicle import Vehicle

__all__ = [
    "CallBack",
    "CustodianMessage",
    "LeadOffer",
    "LeadPayer",
    "MoneyDeclaration",
    "MoneyReview",
    "MoneySource",
    "Payment",
    "Project",
    "Round",
    "RoundCapacity",
    "StrayMoney",
    "Subscription",
    "SuitabilityRequest",
    "Vehicle",
    "VehicleFiling",
]
