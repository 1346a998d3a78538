#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs the build into a folder of its own and builds samples/library/minimal.c against what lies there, by
pkg-config alone, with the shared and with the static library; both print the board that is right by hand:

  two slots, one room of 2; Reading seats 2 of 3 (3 + 3), Maths both of its voters (1 + 1), Art is left out: 8.

  install.py CC...
"""
import csv
import io
import os
import subprocess
import sys
import tempfile

SOURCE, BUILD = os.environ["CAMP_SOURCE_ROOT"], os.environ["CAMP_BUILD_ROOT"]
FLAGS = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


def find(folder, name):
    hits = [os.path.join(where, name) for where, _, names in os.walk(folder) if name in names]
    assert len(hits) == 1, f"{name} is installed {len(hits)} times"
    return hits[0]


def prefix_bin(root):
    """The folder of programs: the completion for bash has the program's name too."""
    hits = [where for where, _, _ in os.walk(root) if os.path.basename(where) == "bin"]
    assert len(hits) == 1, f"programs are in {hits}"
    return hits[0]


def check_board(text, how):
    rows = list(csv.DictReader(io.StringIO(text)))
    seated = {row["title"]: int(row["seated"]) for row in rows}
    assert seated == {"Reading": 2, "Maths": 2}, f"{how}: {text}"
    assert {row["room"] for row in rows} == {"Library"} and {row["start"] for row in rows} == {"09:00", "10:00"}, text


def main():
    compiler = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        root, program = os.path.join(folder, "root"), os.path.join(folder, "minimal")
        run("meson", "install", "--no-rebuild", "-C", BUILD, "--destdir", root)
        description = find(root, "campboard.pc")
        header, shared, static = find(root, "campboard.h"), find(root, "libcampboard.so"), find(root, "libcampboard.a")
        prefix = os.path.dirname(os.path.dirname(header))
        environment = dict(os.environ, PKG_CONFIG_PATH=os.path.dirname(description))

        def package(*options):
            return run("pkg-config", f"--define-variable=prefix={prefix}", *options, "campboard", env=environment).split()

        source = os.path.join(SOURCE, "samples", "library", "minimal.c")
        run(*compiler, *FLAGS, source, *package("--cflags", "--libs"), "-o", program)
        with_shared = run(program, env=dict(os.environ, LD_LIBRARY_PATH=os.path.dirname(shared)))
        check_board(with_shared, "shared")
        assert "libcampboard.so.0" in run("readelf", "-d", program), "the program does not use the shared library"

        libraries = [static if word == "-lcampboard" else word for word in package("--static", "--libs")]
        assert static in libraries, libraries
        run(*compiler, *FLAGS, source, *package("--cflags"), *libraries, "-o", program)
        check_board(run(program), "static")
        assert "libcampboard" not in run("readelf", "-d", program), "the program needs the shared library"

        assert run(find(prefix_bin(root), "campboard"), "--version").startswith("campboard "), "the program does not run"
        find(root, "campboard.1")
    print("installed, linked both ways, and run")


if __name__ == "__main__":
    main()
