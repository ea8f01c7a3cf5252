"""Room card: files.

Purpose: what people upload: told by its content, written anew without anything active, kept, handed out.
Words: file, kind, purpose, waiting, clean, quarantined, reason, original, clean version, vault, cleaning.
Doors: pages (own files, upload, one file, its bytes), API (the same), the tasks that beat wakes.
May enter: kernel, db, web, accounts, audit.
Invariants: only a clean version is served, to whom may read; what came in is parsed only in a child with limits.
"""
