"""tests / architecture: foreign keys point down, leave nothing behind, and the migrations say what the models say."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test.utils import isolate_apps

SIBLINGS = ("files", "ledger", "notices", "partners", "sweeps")
ARROW = ("db", "web", "accounts", "audit", SIBLINGS, "compliance", "deals", "exits")
RANK = {label: rank for rank, entry in enumerate(ARROW) for label in ((entry,) if isinstance(entry, str) else entry)}
"""Height of each room; what comes from packages stands below all of them."""


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in RANK]


def own_relations(model: type[models.Model]) -> list[Any]:
    return [
        field
        for field in model._meta.get_fields()
        if field.is_relation and getattr(field, "remote_field", None) and not field.auto_created
    ]


def wrong_relations(model: type[models.Model]) -> list[str]:
    """Name the relations that point up or sideways, or by which another room could come back without an import."""
    found = []
    here = model._meta.app_label
    for field in own_relations(model):
        there = field.related_model._meta.app_label
        if there == here:
            continue
        if RANK.get(there, -1) >= RANK[here]:
            found.append(f"{model.__name__}.{field.name} points up to {there}")
        if not field.remote_field.hidden:
            found.append(f"{model.__name__}.{field.name} can be walked back from {there}")
        if field.remote_field.on_delete is not models.PROTECT:
            found.append(f"{model.__name__}.{field.name} does not protect what it points to")
    return found


def test_relations_between_rooms_point_down_and_leave_nothing_behind():
    assert [line for model in our_models() for line in wrong_relations(model)] == []


def test_a_relation_that_points_up_is_noticed():
    with isolate_apps():

        class Round(models.Model):
            class Meta:
                app_label = "deals"

        class Person(models.Model):
            round = models.ForeignKey(Round, on_delete=models.CASCADE)

            class Meta:
                app_label = "accounts"

        assert [line.partition("round ")[2] for line in wrong_relations(Person)] == [
            "points up to deals",
            "can be walked back from deals",
            "does not protect what it points to",
        ]


def test_every_room_with_rows_has_a_height():
    rooms = {
        model._meta.app_label
        for model in apps.get_models()
        if model.__module__.split(".")[0] in {"crowdfund", "compliance", "deals", "exits"}
    }
    assert rooms <= set(RANK)


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_no_row_holds_a_fraction_of_a_binary_computer_or_an_order_of_its_own(model):
    assert not any(isinstance(field, models.FloatField) for field in model._meta.get_fields())
    assert not model._meta.ordering


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_columns_are_named_for_what_they_hold(model):
    for field in model._meta.get_fields():
        if field.name == "last_login":  # Django's own
            continue
        if isinstance(field, models.DateTimeField):
            assert field.name.endswith(("_at", "_until")), f"{field.name} is an instant"
        elif isinstance(field, models.DateField):
            assert field.name.endswith(("_on", "_by")) or field.name in {"as_of", "day"}, f"{field.name} is a legal day"


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say(capsys):
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    assert "No changes detected" in capsys.readouterr().out
