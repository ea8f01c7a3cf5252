"""audit / actions: store one event and its deliveries. The port `crowdfund.db.events.record` calls it."""

from uuid import UUID

from crowdfund.audit.core.documents import document_of
from crowdfund.audit.core.tickets import PERSONAL_CHANNELS
from crowdfund.audit.models import Delivery, Event
from crowdfund.audit.wake import wake
from crowdfund.db.events import EventDraft
from crowdfund.db.work import Work


def write_event(draft: EventDraft, work: Work) -> UUID:
    """Store `draft` in the transaction of `work` and return the event's id (one statement, two with deliveries).

    Deliveries are due at once; waking whoever sends them is a hint that may get lost, the rows are the truth.

    :raises PersonalDataInEvent: when `before` or `after` copies personal data.
    """
    before, after = document_of(draft.before), document_of(draft.after)
    event = Event.write(draft, before=before, after=after, actor=work.actor, now=work.now)
    if draft.notify:
        recipients = [(channel, user_id) for user_id in draft.notify for channel in PERSONAL_CHANNELS]
        Delivery.enqueue(event=event, recipients=recipients, now=work.now)
        work.after_commit(wake)
    return event.id
