"""files / core: where files are kept, by the environment."""

import pytest

from crowdfund.files.core.configuration import NoPlaceForFiles, configured


def given(is_production=False, **variables):
    return configured(variables.get, home="/home", is_production=is_production)


def test_a_laptop_keeps_them_beside_the_rest_unless_told_otherwise():
    assert given().storage["OPTIONS"]["location"] == "/home/files"
    assert given(FILES_PATH="/elsewhere").storage["OPTIONS"]["location"] == "/elsewhere"
    assert "bucket" not in given(FILES_BUCKET="bucket").storage["BACKEND"]


def test_production_has_no_default_place():
    with pytest.raises(NoPlaceForFiles, match="FILES_PATH nor FILES_BUCKET"):
        given(is_production=True)
    assert given(is_production=True, FILES_PATH="/var/files").storage["OPTIONS"]["location"] == "/var/files"


def test_a_bucket_is_private_and_replaces_what_it_holds():
    found = given(is_production=True, FILES_BUCKET="bucket", FILES_ENDPOINT="https://s3.example.com", FILES_REGION="cn")
    assert found.storage["BACKEND"] == "crowdfund.files.bucket.Bucket"
    assert found.storage["OPTIONS"] == {
        "bucket_name": "bucket",
        "endpoint_url": "https://s3.example.com",
        "region_name": "cn",
        "default_acl": None,
        "querystring_auth": True,
        "file_overwrite": True,
    }


def test_limits_are_named_settings_and_a_request_is_hardly_larger_than_a_file():
    found = given(FILES_MAX_BYTES="5", FILES_MAX_PAGES="6", FILES_MAX_PIXELS="7", FILES_CLEANING_SECONDS="8")
    assert (found.limits.size, found.limits.pages, found.limits.pixels, found.limits.seconds) == (5, 6, 7, 8)
    assert found.request_bytes == 1_000_005
