"""web / pagination: lists are read by cursor, so that rows added meanwhile are neither missed nor repeated."""

from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    """Newest first by id (ids sort by time); a page has 50 rows unless asked otherwise, and never more than 200."""

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200
    ordering = "-id"
