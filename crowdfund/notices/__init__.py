"""Notices: telling people what happened that concerns them, on the platform and by e-mail.

Purpose: turns deliveries of events into notices and e-mails in the reader's language, as far as the reader wants them.
Words: notice, message, wording, topic, preference, letterhead.
Doors: pages under /notices/, tasks `notices.deliver_notices` and `notices.deliver_emails`.
May enter: kernel, db, web, accounts, audit.
Invariants: one notice per event and reader; every verb has words in both languages; security can't be switched off.
"""
