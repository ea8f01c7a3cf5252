"""tests / sweeps: the platform's Celery application for real processes, with the sweep over lots installed.

Started as `celery -A tests.crowdfund.sweeps.working_app worker` (or `beat`); the schedule is the platform's own for
the sweeps, only faster.
"""

from datetime import timedelta

from celery.schedules import schedule

from crowdfund.celery import app

SECONDS = 1


@app.on_after_finalize.connect
def install(**_):
    """Install the sweep once models exist, and let beat wake nothing else."""
    from crowdfund.sweeps.core.sweep import install_sweep
    from tests.crowdfund.sweeps.lots import lot_sweep

    install_sweep(lot_sweep(batch=2, every=timedelta(hours=1)))
    usual = app.conf.beat_schedule
    app.conf.beat_schedule = {
        name: {**entry, "schedule": schedule(SECONDS), "options": {}}
        for name, entry in usual.items()
        if entry["task"].startswith("sweeps.")
    }
