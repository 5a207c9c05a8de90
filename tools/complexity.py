"""Count what ruff cannot see, and hold it under the house's limits: `make lint` runs it.

    python tools/complexity.py [--all] [--list N] [FOLDER...]

Branches of a function: one, and one more for each if, for, while, except, ternary, `for` of a
comprehension, and further `and` or `or`; those of functions inside it too. Beside them: ternaries
inside ternaries, arithmetic on comparisons, the length of modules, and classes of the screen with
more than one of our own classes among their bases.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "wxreader"

FEW_BRANCHES = 10
"""Branches that a function may have without a thought (chosen: ruff's C901 has the same)."""
MOST_BRANCHES = 20
"""Branches that no function has (chosen)."""
SHARE_OVER_FEW = 0.02
"""Share of functions that may have more (chosen; measured: hike 0%, Textual's widgets and harlequin 2.1%)."""
MODULE_LINES = 400
"""Lines that a module stays under (chosen: what one reads at a sitting)."""
OWN_BASES = 1
"""Classes of ours that a class in `tui/` may inherit from, by whatever way."""
KNOWN = ROOT / "tools" / "complexity_known.txt"
"""What is over a limit and still to be mended, a line each. It only shrinks: nothing is added to it."""
SHARE_APART = "entities"
"""The room that the share does not count: rules over language are lists of cases."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.comprehension)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A function with its branches."""

    path: Path
    """File it stands in."""
    line: int
    """Line of its `def`."""
    name: str
    """Its name."""
    branches: int
    """How many it has."""


def weight(node: ast.AST) -> int:
    """Branches that one node stands for: `a and b and c` stands for two, a `match` for its cases."""
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.Match):
        return len(node.cases)
    return int(isinstance(node, BRANCHES))


def functions(path: Path, tree: ast.Module) -> list[Counted]:
    """Every function of a module."""
    return [
        Counted(path=path, line=node.lineno, name=node.name, branches=1 + sum(map(weight, ast.walk(node))))
        for node in ast.walk(tree)
        if isinstance(node, Function)
    ]


def nested_ternaries(tree: ast.Module) -> list[int]:
    """Lines of ternaries that stand inside another one."""
    outer = [node for node in ast.walk(tree) if isinstance(node, ast.IfExp)]
    return sorted(
        {
            inner.lineno
            for node in outer
            for part in ast.iter_child_nodes(node)
            for inner in ast.walk(part)
            if isinstance(inner, ast.IfExp)
        }
    )


def sums_of_comparisons(tree: ast.Module) -> list[int]:
    """Lines that add or subtract a comparison: `count + (a < b)`, `n += a == b`."""
    arithmetic = (ast.Add, ast.Sub, ast.Mult)
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, arithmetic):
            sides = (node.left, node.right)
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, arithmetic):
            sides = (node.value, node.value)
        else:
            continue
        if any(isinstance(side, ast.Compare) for side in sides):
            lines.append(node.lineno)
    return lines


def bases_of(trees: dict[Path, ast.Module]) -> dict[str, tuple[str, ...]]:
    """Names of the direct bases of every class of ours."""
    return {
        node.name: tuple(ast.unparse(base).split("[")[0].split(".")[-1] for base in node.bases)
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


def own_ancestors(name: str, bases: dict[str, tuple[str, ...]]) -> set[str]:
    """Every class of ours that a class inherits from."""
    direct = {base for base in bases[name] if base in bases}
    return direct.union(*(own_ancestors(base, bases) for base in direct)) if direct else direct


def towers(trees: dict[Path, ast.Module]) -> list[str]:
    """Classes in `tui/` that inherit from more of our own classes than is allowed."""
    bases = bases_of(trees)
    complaints = []
    for path, tree in trees.items():
        if "tui" not in path.relative_to(PACKAGE).parts:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                ancestors = own_ancestors(node.name, bases)
                if len(ancestors) > OWN_BASES:
                    names = ", ".join(sorted(ancestors))
                    complaints.append(f"{shown(path)}:{node.lineno}: {node.name} inherits from {names}")
    return complaints


def shown(path: Path) -> str:
    """A path as it is printed: from the repository's root where it is in it."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def module_complaints(path: Path, tree: ast.Module, length: int) -> list[str]:
    """What is wrong with one module as a whole."""
    complaints = [f"{shown(path)}:{n}: a ternary inside a ternary" for n in nested_ternaries(tree)]
    complaints += [f"{shown(path)}:{n}: arithmetic on a comparison" for n in sums_of_comparisons(tree)]
    if length >= MODULE_LINES:
        complaints.append(f"{shown(path)}: {length} lines, under {MODULE_LINES} are allowed")
    return complaints


def share_complaints(counted: Sequence[Counted]) -> list[str]:
    """Functions over the limit, and a sentence where too many have more than a few branches."""
    complaints = [
        f"{shown(c.path)}:{c.line}: {c.name} has {c.branches} branches, {MOST_BRANCHES} are allowed"
        for c in counted
        if c.branches > MOST_BRANCHES
    ]
    outside = [c for c in counted if SHARE_APART not in c.path.parts]
    many = [c for c in outside if c.branches > FEW_BRANCHES]
    if len(many) > SHARE_OVER_FEW * len(outside):
        complaints.append(
            f"{len(many)} of {len(outside)} functions outside {SHARE_APART}/ have more than "
            f"{FEW_BRANCHES} branches ({len(many) / len(outside):.1%}); {SHARE_OVER_FEW:.0%} are allowed"
        )
    return complaints


def nameless(complaint: str) -> str:
    """A complaint without its numbers, which change with every edit: as `KNOWN` has it."""
    return re.sub(r"\b\d+(\.\d+)?%?", "N", re.sub(r":\d+:", ":", complaint))


def unknown(complaints: Sequence[str]) -> list[str]:
    """The complaints that `KNOWN` does not have; says which of its lines are mended and can go."""
    known = {line for line in KNOWN.read_text("utf-8").split("\n") if line and not line.startswith("#")}
    for line in sorted(known - set(map(nameless, complaints))):
        print(f"{shown(KNOWN)}: mended, take it away: {line}")
    return [complaint for complaint in complaints if nameless(complaint) not in known]


def main() -> int:
    """Print what is over a limit; exit status 1 where anything is that is not known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[PACKAGE], metavar="FOLDER")
    parser.add_argument("--all", action="store_true", help="print also what is known")
    parser.add_argument("--list", type=int, default=0, metavar="N", help="print the N largest functions")
    args = parser.parse_args()
    paths = sorted(path.resolve() for folder in args.folders for path in folder.rglob("*.py"))
    texts = {path: path.read_text("utf-8") for path in paths}
    trees = {path: ast.parse(source) for path, source in texts.items()}
    counted = [c for path, tree in trees.items() for c in functions(path, tree)]
    for c in sorted(counted, key=lambda c: -c.branches)[: args.list]:
        print(f"{c.branches:>4}  {shown(c.path)}:{c.line} {c.name}")
    complaints = share_complaints(counted)
    for path, tree in trees.items():
        complaints += module_complaints(path, tree, texts[path].count("\n"))
    complaints += towers({path: tree for path, tree in trees.items() if path.is_relative_to(PACKAGE)})
    if not args.all:
        complaints = unknown(complaints)
    print(*complaints, sep="\n", end="\n" if complaints else "")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
