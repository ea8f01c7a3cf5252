"""web / charts: the figure around each picture, with the same numbers as a table."""

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from crowdfund.web.components.tables import Table


def framed(*, title: str | Promise, picture: SafeString, table: Table, note: str | Promise = "") -> SafeString:
    """Return the whole figure: title, picture, note, and the text alternative in a `details` element."""
    return render_to_string("_parts/chart.html", {"title": title, "picture": picture, "table": table, "note": note})
