"""compliance: the law as dated data, whether something may go on, and who is a qualified investor.

Purpose: answers a legal question from frozen facts with a verdict that names article, limit and remedy.
Words: fact, provision, release, rule, finding, determination (合规判定), certification (认定), clearance (解除).
Doors: pages, API: determinations, clearances, certifications, assessments, screenings, calculators; board; book.
May enter: kernel, db, web, accounts, audit. Knows no deal: deals and exits bring their facts and ask.
Invariants: every value is dated and cited; nothing defaults; a determination is never edited and replays for ever.
"""
