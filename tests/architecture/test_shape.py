"""tests / architecture: sizes, room cards, first lines, and a test file beside each verb and each decision."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOMS, ROOT, Module, modules

MODULE_LINES = 400
FUNCTION_LINES = 60
CARD = ("Purpose", "Words", "Doors", "May enter", "Invariants")


def sources() -> list[Module]:
    """Return the product, the tests and what else is Python in the tree."""
    others = [
        Module(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8"))
        for place in ("tests", "benchmarks")
        for file in sorted((ROOT / place).rglob("*.py"))
    ]
    return [*modules(), *others]


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def too_long(module: Module) -> list[str]:
    """Name what is too long in a module, itself included."""
    found = [f"{module.path}: {lines} lines" for lines in [len(module.text.splitlines())] if lines > MODULE_LINES]
    for function in functions(module.tree):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > FUNCTION_LINES:
            found.append(f"{module.path}: {function.name} has {length} lines")
    return found


def test_nothing_is_too_long():
    assert [line for module in sources() for line in too_long(module)] == []


def test_what_is_too_long_is_noticed():
    assert too_long(Module("deals/x.py", "\n" * 401))
    assert too_long(Module("deals/x.py", "def f():\n" + "    1\n" * 60))
    assert not too_long(Module("deals/x.py", "def f():\n" + "    1\n" * 59))


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_has_its_card(room):
    text = (ROOT / room / "__init__.py").read_text(encoding="utf-8")
    tree = ast.parse(text)
    card = (ast.get_docstring(tree) or "").splitlines()
    assert [line.partition(":")[0] for line in card[2:]] == list(CARD)
    assert all(line.partition(":")[2].strip() for line in card[2:])
    assert len(tree.body) == 1, "a room's card stands alone"


def test_the_package_itself_is_a_docstring_and_imports_nothing():
    assert len(ast.parse((ROOT / "crowdfund" / "__init__.py").read_text(encoding="utf-8")).body) == 1


def first_line(module: Module) -> str:
    return (ast.get_docstring(module.tree) or "").partition("\n")[0]


def names_its_floor(module: Module) -> bool:
    """Tell whether the first line begins with the room's name (`web / middleware: ...`)."""
    room = "roof" if module.room == "roof" else module.room.rpartition("/")[2]
    begins = re.match(r"([a-z]+) / [\w ,/-]+:", first_line(module))
    return begins is not None and begins[1] in {room, *(["demo"] if module.path.startswith("crowdfund/demo/") else [])}


def test_each_module_names_its_floor_in_its_first_line():
    named = [module for module in modules() if not module.path.endswith("__init__.py")]
    assert [f"{module.path}: {first_line(module)}" for module in named if not names_its_floor(module)] == []


def test_each_package_says_what_it_is():
    packages = [module for module in modules() if module.path.endswith("__init__.py")]
    assert [module.path for module in packages if not first_line(module)] == []


def test_a_first_line_without_its_floor_is_noticed():
    assert not names_its_floor(Module("deals/views.py", '"""Views."""'))
    assert not names_its_floor(Module("deals/views.py", '"""web / views: pages."""'))
    assert names_its_floor(Module("deals/views.py", '"""deals / views: pages."""'))


def mirror_of(path: str) -> Path:
    """Return where the test file of a module stands."""
    source = Path(path)
    return ROOT / "tests" / source.parent / f"test_{source.stem}.py"


def test_each_verb_has_a_test_file():
    verbs = [module for module in modules() if module.floor == "actions" and not module.path.endswith("__init__.py")]
    assert len(verbs) > 20
    assert [module.path for module in verbs if not mirror_of(module.path).exists()] == []


def test_each_folder_of_tests_mirrors_a_folder_of_the_house():
    """A test that stands nowhere is found by nobody; journeys, races and the like have folders of their own."""
    folders = {test.parent for package in PACKAGES for test in (ROOT / "tests" / package).rglob("test_*.py")}
    inside = {folder.relative_to(ROOT / "tests") for folder in folders}
    assert [str(folder) for folder in sorted(inside) if not (ROOT / folder).is_dir()] == []


def test_every_folder_of_tests_is_a_package():
    folders = {file.parent for file in (ROOT / "tests").rglob("test_*.py")}
    assert [str(folder.relative_to(ROOT)) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
