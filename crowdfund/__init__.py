"""The project package: ground floor (kernel, db, web and the shared rooms) and roof (settings, urls, celery)."""
