"""tests / mutation: every small mistake that mutmut knows to make in the functions of some files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import libcst as cst
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider
from mutmut.mutation.file_mutation import Mutation, create_mutations

_PROSE_MAKERS = frozenset({"Sentence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One mistake: in which function of which module, on which line, what stood there and what stands there now."""

    file: str
    module: str
    function: str
    line: int
    before: str
    after: str
    original: cst.Module = field(repr=False, compare=False)
    mutation: Mutation = field(repr=False, compare=False)

    @property
    def source(self) -> str:
        """Return the whole module with the mistake in it."""
        replaced = self.original.deep_replace(self.mutation.original_node, self.mutation.mutated_node)
        return cast("cst.Module", replaced).code

    def __str__(self) -> str:
        before, after = _difference(" ".join(self.before.split()), " ".join(self.after.split()))
        return f"{self.file}:{self.line}  {self.function}: {before}  ->  {after}"


def mutants_of(files: Iterable[Path]) -> Iterator[Mutant]:
    """Yield the mutants of some files, file by file and in the order of the text.

    Sentences for people are no decision: a mutant inside one, or in a text with blanks or Chinese, is left out.
    """
    for file in files:
        yield from _mutants_of(file)


def _mutants_of(file: Path) -> Iterator[Mutant]:
    module, mutations, *_ = create_mutations(str(file), file.read_text(encoding="utf-8"))
    positions = MetadataWrapper(module, unsafe_skip_copy=True)
    places = positions.resolve(PositionProvider)
    parents = positions.resolve(ParentNodeProvider)
    for mutation in mutations:
        function = mutation.contained_by_top_level_function
        if not isinstance(function, cst.FunctionDef) or _is_prose(mutation.original_node, parents):
            continue
        yield Mutant(
            file=str(file),
            module=".".join(file.with_suffix("").parts),
            function=_name_of(function, parents),
            line=places[mutation.original_node].start.line,
            before=module.code_for_node(mutation.original_node),
            after=module.code_for_node(mutation.mutated_node),
            original=module,
            mutation=mutation,
        )


def _name_of(function: cst.FunctionDef, parents: object) -> str:
    """Return the function's name, with its class before it."""
    for node in _ancestors(function, parents):
        if isinstance(node, cst.ClassDef):
            return f"{node.name.value}.{function.name.value}"
    return function.name.value


def _is_prose(node: cst.CSTNode, parents: object) -> bool:
    if isinstance(node, cst.SimpleString) and _is_text_for_people(node.value):
        return True
    return any(
        (isinstance(each, cst.Call) and isinstance(each.func, cst.Name) and each.func.value in _PROSE_MAKERS)
        or isinstance(each, cst.FormattedString)
        for each in (node, *_ancestors(node, parents))
    )


def _is_text_for_people(literal: str) -> bool:
    return " " in literal.strip("'\"") or not literal.isascii()


def _ancestors(node: cst.CSTNode, parents: object) -> Iterator[cst.CSTNode]:
    known = cast("dict[cst.CSTNode, cst.CSTNode]", parents)
    while node in known:
        node = known[node]
        yield node


def _difference(before: str, after: str, *, around: int = 40, limit: int = 120) -> tuple[str, str]:
    """Return what differs between two lines with a little of what stands around it."""
    same = _alike(before, after)
    rest = min(len(before), len(after)) - same
    tail = min(rest, _alike(before[::-1], after[::-1]))
    return _window(before, same, tail, around, limit), _window(after, same, tail, around, limit)


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _window(line: str, same: int, tail: int, around: int, limit: int) -> str:
    first, last = max(0, same - around), min(len(line), len(line) - tail + around)
    shown = line[first : min(last, first + limit)]
    return f"{'…' if first else ''}{shown}{'…' if first + len(shown) < len(line) else ''}"
