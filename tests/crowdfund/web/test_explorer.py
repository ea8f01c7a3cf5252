"""tests / web: developers who are signed in, and every client, read the API's description."""

import re

import pytest
from django.contrib.staticfiles import finders
from rest_framework.test import APIClient

from tests.factories.partners import make_program

pytestmark = pytest.mark.django_db


def test_a_visitor_reads_neither():
    assert APIClient().get("/api/v1/openapi.json").status_code == 401
    assert APIClient().get("/api/docs/").status_code == 302


def test_every_client_reads_the_description_whatever_its_scopes():
    assert make_program(scopes=["events:read"]).api().get("/api/v1/openapi.json").status_code == 200


def test_the_page_carries_no_script_and_no_style_of_its_own(stranger):
    page = stranger.client.get("/api/docs/").content.decode()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\bsrc=)", page)
    assert 'data-description="/api/v1/openapi.json"' in page
    assert re.search(r'data-csrf="\w{32,}"', page)


def test_everything_the_page_asks_for_comes_from_here(stranger):
    page = stranger.client.get("/api/docs/").content.decode()
    asked = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert any("swagger-ui-bundle.js" in address for address in asked)
    assert [address for address in asked if finders.find(address.removeprefix("/static/")) is None] == []
    assert "//" not in re.sub(r"https?://www\.w3\.org/\S+", "", " ".join(re.findall(r'(?:src|href)="([^"]+)"', page)))
