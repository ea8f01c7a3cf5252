"""tests / architecture: which words a line may use follows from where it stands; each rule has a breach."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.architecture.source import DOORS, Module, modules

PURE = frozenset({"core"})
INSIDE = frozenset({"core", "models", "queries", "locks", "facts", "actions", "library", "words"})
GROUND = frozenset({"crowdfund/kernel", "crowdfund/db", "crowdfund/web", "crowdfund/embedded"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A word that is kept out of some places; `breaks` is a line that the rule must notice, and where."""

    name: str
    is_said: Callable[[ast.AST], bool]
    is_allowed: Callable[[Module], bool]
    breaks: tuple[str, str]


def attribute(*names: str) -> Callable[[ast.AST], bool]:
    return lambda node: isinstance(node, ast.Attribute) and node.attr in names


def method_call(*names: str) -> Callable[[ast.AST], bool]:
    return lambda node: isinstance(node, ast.Call) and attribute(*names)(node.func)


def name(*names: str) -> Callable[[ast.AST], bool]:
    def is_said(node: ast.AST) -> bool:
        if isinstance(node, ast.Name):
            return node.id in names
        if isinstance(node, ast.alias):
            return node.name.rsplit(".", 1)[-1] in names
        return isinstance(node, ast.arg) and node.arg in names

    return is_said


def imports(module: str) -> Callable[[ast.AST], bool]:
    def is_said(node: ast.AST) -> bool:
        if isinstance(node, ast.ImportFrom):
            return node.level == 0 and (node.module or "").split(".")[: module.count(".") + 1] == module.split(".")
        return isinstance(node, ast.Import) and any(alias.name == module for alias in node.names)

    return is_said


def either(*rules: Callable[[ast.AST], bool]) -> Callable[[ast.AST], bool]:
    return lambda node: any(rule(node) for rule in rules)


def a_float(node: ast.AST) -> bool:
    return (isinstance(node, ast.Constant) and isinstance(node.value, float)) or name("float")(node)


def queryset_extra(node: ast.AST) -> bool:
    """`.extra(...)` of a queryset; pages have a method of that name, called on themselves."""
    if not method_call("extra")(node):
        return False
    owner = node.func.value  # type: ignore[attr-defined]
    return not (isinstance(owner, ast.Name) and owner.id == "self") and not (
        isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) and owner.func.id == "super"
    )


def raw_query(node: ast.AST) -> bool:
    return method_call("raw")(node) and attribute("objects")(node.func.value)  # type: ignore[attr-defined]


def stands_on(*floors: str) -> Callable[[Module], bool]:
    return lambda module: module.floor in floors


def is_file(*paths: str) -> Callable[[Module], bool]:
    return lambda module: module.path in paths


def is_door(module: Module) -> bool:
    return module.floor in DOORS or module.room in {"roof", "crowdfund/web"}


RULES = [
    Rule(
        "the database is spoken to by rows' own queries and mutators",
        attribute("objects"),
        lambda module: (
            module.floor in {"models", "queries", "locks"}
            # The objects of a PDF; a contract keeps Django out of this floor.
            or is_file("crowdfund/files/cleaning/pdf.py", "crowdfund/files/cleaning/measuring.py")(module)
            or is_file("crowdfund/web/health.py", "crowdfund/web/idempotency.py")(module)
        ),
        ("deals/views.py", "Round.objects.all()"),
    ),
    Rule(
        "rows are written by mutators of their model",
        method_call("save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "force_insert"),
        lambda module: (
            module.floor == "models"
            # Bytes, not rows: documents and images in memory, and the storage they are kept in.
            or (module.room == "crowdfund/files" and module.floor in {"cleaning", "vault"})
            or is_file("crowdfund/web/idempotency.py", "crowdfund/accounts/adapter.py")(module)
        ),
        ("deals/actions/open_round.py", "row.save()"),
    ),
    Rule(
        "only the unit of work and the snapshot open transactions",
        either(name("atomic"), attribute("atomic", "on_commit")),
        # The adapter records what allauth has changed, in the transaction that allauth has opened.
        is_file("crowdfund/db/work.py", "crowdfund/db/snapshot.py", "crowdfund/accounts/adapter.py"),
        ("deals/actions/open_round.py", "transaction.atomic()"),
    ),
    Rule(
        "locks are taken by the functions that return instances",
        attribute("select_for_update"),
        lambda module: is_file("crowdfund/db/locks.py")(module) or module.floor == "locks",
        ("deals/queries.py", "rows.select_for_update()"),
    ),
    Rule(
        "the clock is read by doors only",
        name("system_now", "business_now"),
        lambda module: is_door(module) or is_file("crowdfund/kernel/clock.py", "crowdfund/db/clock.py")(module),
        ("deals/actions/open_round.py", "from crowdfund.kernel.clock import system_now"),
    ),
    Rule(
        "the clock of the machine is read in one place",
        method_call("now", "utcnow", "today", "time", "time_ns"),
        lambda module: (
            is_file("crowdfund/kernel/clock.py")(module)
            or module.room == "crowdfund/embedded"
            or module.path.startswith("crowdfund/management/")
            or module.path.startswith("crowdfund/demo/")
        ),
        ("deals/core/round.py", "datetime.now()"),
    ),
    Rule(
        "inside of the doors nobody knows of requests",
        either(name("request", "HttpRequest", "HttpResponse", "PageRequest"), imports("django.http")),
        lambda module: module.floor not in INSIDE or module.room in GROUND,
        ("deals/actions/open_round.py", "def open_round(request): ..."),
    ),
    Rule(
        "no fraction of a binary computer near money or law",
        a_float,
        lambda module: not (module.floor in INSIDE or module.room in {"crowdfund/kernel", "crowdfund/db"}),
        ("compliance/core/rule.py", "0.1"),
    ),
    Rule(
        "decisions have no dice",
        either(imports("random"), imports("secrets"), attribute("urandom")),
        lambda module: module.floor not in PURE,
        ("deals/core/round.py", "import random"),
    ),
    Rule(
        "decisions read no file and print nothing",
        lambda node: isinstance(node, ast.Call) and name("open", "print", "input")(node.func),
        lambda module: module.floor not in PURE,
        ("deals/core/round.py", "print(1)"),
    ),
    Rule(
        "settings are read on the roof, the ground floor and by doors",
        imports("django.conf"),
        lambda module: (
            module.floor not in {"core", "models", "queries", "locks", "facts", "actions"}
            or module.room in GROUND
            # Foreign keys to the user are declared through the settings; nothing else is read there.
            or (module.floor == "models" and "settings.AUTH_USER_MODEL" in module.text)
        ),
        ("deals/actions/open_round.py", "from django.conf import settings"),
    ),
    Rule(
        "the queue is spoken to by the one who wakes",
        method_call("delay", "apply_async", "send_task", "delay_on_commit"),
        stands_on("wake"),
        ("deals/actions/open_round.py", "task.delay()"),
    ),
    Rule(
        "no signals and no models by name",
        either(name("receiver", "get_model"), attribute("get_model"), imports("django.dispatch"), imports("blinker")),
        lambda module: False,  # noqa: ARG005
        ("deals/apps.py", "apps.get_model('deals', 'Round')"),
    ),
    Rule(
        "no SQL by pieces of text",
        either(queryset_extra, name("RawSQL"), raw_query),
        lambda module: False,  # noqa: ARG005
        ("deals/queries.py", "Round.objects.extra(where=['1=1'])"),
    ),
    Rule(
        "nothing is switched off by an argument",
        lambda node: (
            isinstance(node, ast.arg) and (node.arg.startswith("skip_") or node.arg in {"force", "notify_off"})
        ),
        lambda module: module.floor != "actions",
        ("deals/actions/open_round.py", "def open_round(*, skip_rules): ..."),
    ),
]


def breaches(rule: Rule, module: Module) -> Iterator[str]:
    if rule.is_allowed(module):
        return
    for node in ast.walk(module.tree):
        if rule.is_said(node):
            yield f"{module.path}:{getattr(node, 'lineno', 0)}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_house_keeps_the_rule(rule):
    assert [breach for module in modules() for breach in breaches(rule, module)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rule_notices_what_breaks_it(rule):
    path, line = rule.breaks
    assert list(breaches(rule, Module(path, line)))


PLACES = {
    "crowdfund/audit/actions/record_denial.py": ("crowdfund/audit", "actions"),
    "crowdfund/web/idempotency.py": ("crowdfund/web", "idempotency"),
    "deals/views.py": ("deals", "views"),
    "compliance/core/rules/ticket.py": ("compliance", "core"),
    "crowdfund/settings.py": ("roof", "settings"),
    "crowdfund/kernel/money.py": ("crowdfund/kernel", "money"),
}


@pytest.mark.parametrize(("path", "place"), PLACES.items())
def test_a_module_knows_its_room_and_floor(path, place):
    module = Module(path, "")
    assert (module.room, module.floor) == place
