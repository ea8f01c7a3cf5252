"""deals / models: projects and raises as rows."""

from deals.models.project import Project
from deals.models.round import Round

__all__ = ["Project", "Round"]
