#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The arrows between the folders point one way, and every source file names its licence.

  base <- event <- board <- solver, export <- service      cli -> campboard.h alone

A folder may include the public header, itself and what is listed for it; a library's header stays in its one file.
Each check is first tried on a line that breaks it, so that it cannot pass by finding nothing.
"""
import os
import re
import subprocess
import sys

ROOT = os.environ.get("CAMP_SOURCE_ROOT") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# folder -> folders whose headers it may include besides its own
MAY = {
    "src/base": set(),
    "src/event": {"src/base"},
    "src/import": {"src/base", "src/event"},
    "src/board": {"src/base", "src/event"},
    "solver": {"src/base", "src/event", "src/board"},
    "src/export": {"src/base", "src/event", "src/board"},
    "src/service": {"src/base", "src/event", "src/import", "src/board", "src/export", "solver"},
    "src/cli": set(),
}
# header of a library -> most files that may include it, and in which folders
LIBRARY = {
    "glpk.h": (1, {"solver"}),
    "csv.h": (1, {"src/base"}),
    "utf8proc.h": (2, {"src/base"}),
    "cJSON.h": (99, {"src/event", "src/import", "src/board", "src/export"}),
    "qrencode.h": (1, {"src/export"}),
    "ical.h": (3, {"src/export"}),
    "cairo-pdf.h": (1, {"src/export"}),
    "pangocairo.h": (1, {"src/export"}),
    "xlsxwriter.h": (1, {"src/export"}),
    "uuid.h": (1, {"src/export"}),
    "uchardet.h": (1, {"src/import"}),
    "zip.h": (1, {"src/import"}),
    "expat.h": (1, {"src/import"}),
    "iconv.h": (1, {"src/import"}),
    "pthread.h": (1, {"src/base"}),
    "threads.h": (0, set()),
}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
SOURCE = re.compile(r"\.(c|h|py|sh|build)$|(^|/)(run|browser|meson_options\.txt|\.clang-tidy|\.clang-format)$")


def target_folder(folder, name):
    """The folder in which an included "name" lies, or None for a header of a library or the system."""
    if name == "campboard.h":
        return "include"
    for root in ("src", "solver", folder):
        path = os.path.normpath(os.path.join(root, name))
        if os.path.isfile(os.path.join(ROOT, path)):
            return os.path.dirname(path)
    return None


def check_includes(folder, path, text, users):
    problems = []
    for bracket, name in INCLUDE.findall(text):
        library = os.path.basename(name)
        if library in LIBRARY and not os.path.isfile(os.path.join(ROOT, "src", name)):
            users.setdefault(library, []).append(path)
            if folder not in LIBRARY[library][1]:
                problems.append(f"{path}: {folder} includes {name}")
            continue
        target = target_folder(folder, name)
        if target in (None, "include"):
            if target is None and bracket == '"' and folder != "tests":
                problems.append(f"{path}: \"{name}\" is nowhere in the tree")
            continue
        owner = next((f for f in MAY if target == f or target.startswith(f + "/")), target)
        if owner != folder and owner not in MAY[folder]:
            problems.append(f"{path}: {folder} must not know {owner} (\"{name}\")")
    return problems


def files_of(folder):
    for where, _, names in os.walk(os.path.join(ROOT, folder)):
        for name in sorted(names):
            if name.endswith((".c", ".h")):
                yield os.path.relpath(os.path.join(where, name), ROOT)


def all_sources():
    try:
        listed = subprocess.run(["git", "-C", ROOT, "ls-files"], capture_output=True, text=True, check=True).stdout.split("\n")
    except (OSError, subprocess.CalledProcessError):
        listed = [p for folder in MAY for p in files_of(folder)]
    return [p for p in listed if p and SOURCE.search(p) and os.path.isfile(os.path.join(ROOT, p))]


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def self_test():
    assert check_includes("src/base", "x.c", '#include "event/event.h"\n', {}), "base -> event is not noticed"
    assert check_includes("src/board", "x.c", '#include "solver.h"\n', {}), "board -> solver is not noticed"
    assert check_includes("src/cli", "x.c", '#include "base/arena.h"\n', {}), "cli -> base is not noticed"
    assert check_includes("src/export", "x.c", "#include <glpk.h>\n", {}), "glpk.h in export is not noticed"
    assert not check_includes("src/event", "x.c", '#include "base/arena.h"\n#include <stdio.h>\n', {})


def main():
    self_test()
    problems, users, n = [], {}, 0
    for folder in MAY:
        for path in files_of(folder):
            n += 1
            problems += check_includes(folder, path, read(path), users)
    for library, paths in users.items():
        if len(paths) > LIBRARY[library][0]:
            problems.append(f"{library} is included by {len(paths)} files: {', '.join(paths)}")
    sources = all_sources()
    for path in sources:
        if "SPDX-License-Identifier: GPL-3.0-or-later" not in read(path)[:300]:
            problems.append(f"{path}: no SPDX line at its head")
    if n < 20 or len(sources) < 20:
        problems.append(f"only {n} and {len(sources)} files were looked at")
    print("\n".join(problems) or f"{n} files, {len(sources)} licences: all arrows point one way")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
