"""tests / celery: beat wakes tasks that exist."""

from crowdfund.celery import EVERY_SECONDS, app


def test_each_scheduled_task_is_one_that_a_worker_knows():
    app.loader.import_default_modules()
    assert set(EVERY_SECONDS) <= set(app.tasks)


def test_a_message_that_nobody_took_by_the_next_turn_expires():
    for entry in app.conf.beat_schedule.values():
        assert entry["options"]["expires"] == entry["schedule"].run_every.total_seconds()
