"""web / pagination: lists are read by cursor, so that rows added meanwhile are neither missed nor repeated."""

from uuid import UUID

from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request


class CursorPages(CursorPagination):
    """Newest first by id (ids sort by time); a page has 50 rows unless asked otherwise, and never more than 200."""

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200
    ordering = "-id"

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Return the place that the request names; a place that is none does not exist.

        :raises NotFound: somebody made the cursor up.
        """
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None:
            try:
                UUID(str(cursor.position))
            except ValueError:
                raise NotFound(self.invalid_cursor_message) from None
        return cursor
