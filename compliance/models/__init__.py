"""compliance / models: what the room stores."""

from compliance.models.assessment_reminder import AssessmentReminder
from compliance.models.certification import Certification
from compliance.models.clearance import Clearance
from compliance.models.determination import Determination
from compliance.models.exhibit import CertificationExhibit
from compliance.models.replay import Replay
from compliance.models.risk_assessment import RiskAssessment
from compliance.models.screening import ListsVersion, Screening, ScreeningMessage

__all__ = [
    "AssessmentReminder",
    "Certification",
    "CertificationExhibit",
    "Clearance",
    "Determination",
    "ListsVersion",
    "Replay",
    "RiskAssessment",
    "Screening",
    "ScreeningMessage",
]
