"""compliance: the law as dated data, and whether something may go on.

Purpose: answers a legal question from frozen facts with a verdict that names article, limit and remedy.
Words: fact, provision, parameter, release, rule, finding, outcome, verdict, determination (合规判定).
Doors: a determination's page and API, the page that prints the book; `manage.py rulebook`, `manage.py compliance`.
May enter: kernel, db, web, accounts, audit. Knows no deal: deals and exits bring their facts and ask.
Invariants: every value is dated and cited; nothing defaults; a determination is never edited and replays for ever.
"""
