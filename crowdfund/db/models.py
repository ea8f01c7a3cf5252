"""db / models: the rows that belong to the machine rather than to the business."""

from django.db import models


class Heartbeat(models.Model):
    """When a process last showed that it works, written by the work itself and not by a timer beside it."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField(help_text="Real time (UTC), not business time.")

    def __str__(self) -> str:
        return self.name
