"""files / tasks: examining what waits, woken after a commit and by beat; removing what nobody needs."""

import structlog
from celery import shared_task

from crowdfund.db.clock import business_now
from crowdfund.files import vault
from crowdfund.files.actions import clean_file as cleaning
from crowdfund.files.actions import drop_leftovers as dropping
from crowdfund.files.cleaning.runner import clean
from crowdfund.files.core.limits import ORPHAN_AFTER
from crowdfund.files.core.results import Clean, Interrupted
from crowdfund.files.queries import files_to_clean
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.clock import system_now

log = structlog.get_logger(__name__)
_BATCH = 5


@shared_task(name="files.clean_files", bind=True)
def clean_files(task: object, **_: object) -> None:
    """Examine files that wait, the oldest first; one that can't be examined now keeps none of the others waiting."""
    limits = vault.limits()
    examine: Clean = lambda original: clean(original, limits=limits)  # noqa: E731  (two names for one function)
    for file_id in files_to_clean(limit=_BATCH):
        try:
            cleaning.clean_file(actor=_examiner(task), now=business_now(), file_id=file_id, clean=examine)
        except Interrupted as error:
            log.warning("file_not_examined", file=str(file_id), why=str(error))
        except Exception:
            log.exception("file_not_examined", file=str(file_id))


@shared_task(name="files.drop_leftovers", bind=True)
def drop_leftovers(task: object, **_: object) -> None:
    """Remove originals that no waiting file owns."""
    dropping.drop_leftovers(actor=_examiner(task), before=system_now() - ORPHAN_AFTER)


def _examiner(task: object) -> Actor:
    """Return the part of the platform that examines, with the task's number as the number of the request."""
    return Actor.system("files.examiner", str(getattr(getattr(task, "request", None), "id", None) or "files"))
