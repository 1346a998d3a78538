#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Symbols: the shared library exports exactly the functions of campboard.h; the static one has no global symbol that
does not start with camp_, and no writable variable (the library keeps no global state).

  symbols.py libcampboard.so libcampboard.a
"""
import os
import re
import subprocess
import sys

# What compilers add: sanitizers, coverage, profiles.
FOREIGN = re.compile(r"^(_|\.|asan|__asan|__odr_asan|__sanitizer|llvm)")
API = re.compile(r"CAMP_API[^;(]*?\b(camp_\w+)\s*\(", re.S)


def symbols(library, *options):
    text = subprocess.run(["nm", "-P", *options, library], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in text.split("\n")]
    return [(row[0], row[1]) for row in rows if len(row) >= 2 and len(row[1]) == 1]


def writable(library):
    """Names of objects in sections that can be written to after loading."""
    text = subprocess.run(["nm", "-f", "sysv", "--defined-only", library], capture_output=True, text=True, check=True).stdout
    rows = [[cell.strip() for cell in line.split("|")] for line in text.split("\n")]
    rows = [row for row in rows if len(row) == 7 and row[3] == "OBJECT"]
    assert rows, "nm lists no objects"
    return [row[0] for row in rows if re.match(r"^\.t?(data|bss)(\.(?!rel\.ro)|$)|^\*COM\*", row[6])]


def main():
    shared, static = sys.argv[1:]
    problems = []
    with open(os.path.join(os.environ["CAMP_SOURCE_ROOT"], "include", "campboard.h"), encoding="utf-8") as file:
        api = set(API.findall(file.read()))
    exported = {name for name, kind in symbols(shared, "-D", "--defined-only") if not FOREIGN.match(name)}
    if len(api) < 10:
        problems.append(f"only {len(api)} functions found in campboard.h")
    problems += [f"{name} is in campboard.h, but the shared library has it not" for name in sorted(api - exported)]
    problems += [f"{name} is exported, but not in campboard.h" for name in sorted(exported - api)]
    inner = [(n, k) for n, k in symbols(static, "-g", "--defined-only") if not FOREIGN.match(n)]
    problems += [f"{name} in the static library does not start with camp_" for name, _ in inner
                 if not name.startswith("camp_")]
    variables = [n for n in writable(static) if not FOREIGN.match(n)]
    problems += [f"{name} in the static library is a variable that can change" for name in variables]
    print("\n".join(problems) or f"{len(api)} functions exported, {len(inner)} inside, all called camp_")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
