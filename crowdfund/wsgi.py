"""roof / wsgi: the entry that the web server loads."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from crowdfund.db.management.commands.compile_messages import compile_messages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crowdfund.settings")

application = get_wsgi_application()

if settings.IS_SANDBOX:
    # On a first start the web comes up beside the set-up, and its first page must speak Chinese. Images are built
    # with the translations in them.
    compile_messages(settings.BASE_DIR)
