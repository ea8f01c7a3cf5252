"""tests / links: follows what pages lead to, as somebody does who presses everything."""

from html.parser import HTMLParser

from django.test import Client


class _Links(HTMLParser):
    """Collects where a page leads to inside the house."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href") or ""
        if tag == "a" and target.startswith("/") and not target.startswith("//"):
            self.found.append(target.partition("#")[0])


def dead_links(client: Client, *, start: str, most: int) -> list[str]:
    """Open up to `most` pages that one leads to, the nearest first; name those that do not open, and who led there.

    A page may ask for a second factor or be for checked people only (403); it may not be missing, wrong or broken.
    """
    led_by, waiting, dead = {start: ""}, [start], []
    for number, page in enumerate(waiting):
        if number == most:
            break
        answer = client.get(page, follow=True)
        if answer.status_code not in {200, 403}:
            dead.append(f"{page} ({answer.status_code}), from {led_by[page]}")
        if answer["Content-Type"].startswith("text/html"):
            links = _Links()
            links.feed(answer.content.decode())
            fresh = [link for link in dict.fromkeys(links.found) if link not in led_by]
            led_by |= dict.fromkeys(fresh, page)
            waiting += fresh
    return dead
