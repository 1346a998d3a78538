#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Broken inputs, one kind of mistake each: the right exit code, the right place, and nothing written.

A case is a folder: its files are laid over those of base/ (a good event with a good board), and `expect` says what
must come out. Lines of `expect`:

    # text                       what the mistake is
    exit 2                       the exit code
    rooms.csv:3:2 E_NUMBER "60 seats" "number"
                                 a problem at line 3, cell 2 of rooms.csv (rooms.csv:3: the row, rooms.csv: the file),
                                 and words that its message has. These problems are told and no others, in this order.
    ...                          more problems may follow from it
    total 24                     how many errors are counted in all, where not all are listed
    omit votes.csv               leaves a file of base/ out
    rename votes.csv Votes.csv   gives a file another name
    append slots.csv 3 s{i},9:00,10:00
                                 so many rows more, {i} from 1
    folder people.csv            makes a folder of that name in place of the file
    verify                       the command is `verify`; otherwise it is `check`, and then `solve`
    run solve {event} -o         the command is this one; {out} is a folder with files, {no} a path where nothing is
    says "needs a value"         words that are told, for `run`

A case that exits with 0 is a warning: with --strict it must be an error at the same place. Lines and columns were
counted by hand. Usage: run.py [NAME ...]   (needs CAMP_PROGRAM)
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
PROGRAM = os.environ["CAMP_PROGRAM"]
LEAST_CASES = 60
LONGEST_MESSAGE = 300
# Told only to callers of the library, see tests/event and tests/service.
NOT_FROM_A_FOLDER = {"E_FILE_TWICE"}
PROBLEM = re.compile(r"^(?:ev/)?(?P<place>[\w.-]+(?::\d+(?::\d+)?)?): (?P<warning>warning: )?(?P<message>.*) "
                     r"\[(?P<code>[EWV]_[A-Z0-9_]+)\]$")


class Case:
    """What stands in a case's `expect`."""

    def __init__(self, name):
        self.name = name
        self.exit = None
        self.total = None
        self.problems = []
        self.more = False
        self.says = []
        self.changes = []
        self.verify = False
        self.run = None
        with open(os.path.join(HERE, name, "expect"), encoding="utf-8") as file:
            for line in file.read().splitlines():
                if line and not line.startswith("#"):
                    self.read(line)
        if self.exit is None or not (self.problems or self.says):
            raise ValueError(f"{name}/expect: no exit code, or nothing expected")

    def read(self, line):
        word, _, rest = line.partition(" ")
        texts = re.findall(r'"((?:[^"\\]|\\.)*)"', rest)
        texts = [re.sub(r"\\(.)", r"\1", text) for text in texts]
        if word in ("exit", "total"):
            setattr(self, word, int(rest))
        elif word in ("omit", "rename", "append", "folder"):
            self.changes.append((word, *rest.split(" ", 2)))
        elif word == "verify":
            self.verify = True
        elif word == "...":
            self.more = True
        elif word == "run":
            self.run = rest.split(" ")
        elif word == "says":
            self.says += texts
        elif re.fullmatch(r"[EWV]_[A-Z0-9_]+", rest.split(" ")[0]):
            self.problems.append((word, rest.split(" ")[0], texts))
        else:
            raise ValueError(f"{self.name}/expect: cannot read {line!r}")


def make_event(case, folder):
    """The files of base/ and over them those of the case."""
    shutil.copytree(os.path.join(HERE, "base"), folder)
    for kind, *rest in case.changes:
        path = os.path.join(folder, rest[0])
        if kind == "omit":
            os.remove(path)
        elif kind == "rename":
            os.rename(path, os.path.join(folder, rest[1]))
        elif kind == "folder":
            os.remove(path)
            os.mkdir(path)
    for name in os.listdir(os.path.join(HERE, case.name)):
        if name != "expect":
            shutil.copyfile(os.path.join(HERE, case.name, name), os.path.join(folder, name))
    for kind, *rest in case.changes:
        if kind == "append":
            name, count, row = rest
            with open(os.path.join(folder, name), "a", encoding="utf-8", newline="") as file:
                file.writelines(row.replace("{i}", str(i)) + "\n" for i in range(1, int(count) + 1))


def make_results(folder):
    """Results of an earlier run, which must stay."""
    os.mkdir(folder)
    for name in ("board.json", "board.csv", "seats.csv", "notes.txt"):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(f"this was in {name} before\n")


def everything_below(folder):
    found = {}
    for where, folders, files in os.walk(folder):
        for name in folders:
            found[os.path.relpath(os.path.join(where, name), folder)] = None
        for name in files:
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


class Runner:
    """Runs the cases and keeps what was wrong."""

    def __init__(self):
        self.faults = []
        self.codes = set()

    def fault(self, case, text):
        self.faults.append(f"{case.name}: {text}")

    def call(self, case, where, code, *arguments):
        """Runs the program; the folder must be as it was before. Returns what it said."""
        before = everything_below(where)
        environment = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1")
        result = subprocess.run([PROGRAM, *arguments], cwd=where, env=environment, stdin=subprocess.DEVNULL,
                                capture_output=True, timeout=300, check=False)
        command = " ".join(arguments)
        said = result.stderr.decode("utf-8", "backslashreplace")
        if result.returncode != code:
            self.fault(case, f"`{command}` exits with {result.returncode}, expected {code}\n{said}")
        if code == 2 and result.stdout:
            self.fault(case, f"`{command}` writes to standard output: {result.stdout[:200]!r}")
        if everything_below(where) != before:
            self.fault(case, f"`{command}` changed files")
        return said

    def compare(self, case, said, strict=False):
        """The problems that were told are those that were expected."""
        told = [match for match in map(PROBLEM.match, said.splitlines()) if match]
        got = [(m["place"], m["code"]) for m in told]
        expected = [(place, code) for place, code, _ in case.problems]
        if (got[:len(expected)] if case.more else got) != expected:
            self.fault(case, f"told {got}, expected {expected}\n{said}")
            return
        for match, (place, code, words) in zip(told, case.problems):
            self.codes.add(code)
            message = match["message"]
            for word in words:
                if word not in message:
                    self.fault(case, f"{place} {code} does not say {word!r}: {message}")
            if len(message) > LONGEST_MESSAGE:
                self.fault(case, f"{place} {code} is {len(message)} characters long: {message}")
            if bool(match["warning"]) != (code[0] == "W" and not strict):
                self.fault(case, f"{place} {code} is a warning or an error by mistake: {message}")
        errors = case.total or sum(strict or code[0] != "W" for _, code, _ in case.problems)
        unread = any(code == "E_READ" for _, code, _ in case.problems)  # no mistake inside a file
        if errors and not case.verify and not unread and not re.search(rf"(?m)^{errors} errors?\b", said):
            self.fault(case, f"does not count {errors} errors:\n{said}")

    def run_case(self, name, where):
        case = Case(name)
        make_event(case, os.path.join(where, "ev"))
        make_results(os.path.join(where, "out"))
        if case.run:
            names = {"{event}": "ev", "{board}": "ev/board.json", "{out}": "out", "{no}": "nothing/here"}
            said = self.call(case, where, case.exit, *(names.get(word, word) for word in case.run))
            for text in case.says:
                if text not in said:
                    self.fault(case, f"does not say {text!r}:\n{said}")
        elif case.verify:
            self.compare(case, self.call(case, where, case.exit, "verify", "ev", "ev/board.json"))
            self.call(case, where, case.exit, "export", "ev", "ev/board.json", "--format", "csv", "-o", "out/board.csv")
        else:
            self.compare(case, self.call(case, where, case.exit, "check", "ev"))
            strict = ("--strict",) if case.exit == 0 else ()
            if strict:
                self.compare(case, self.call(case, where, 2, "check", "ev", "--strict"), strict=True)
            self.compare(case, self.call(case, where, 2, "solve", "ev", "-o", "out", "--work", "100", *strict),
                         strict=bool(strict))


def codes_of_source():
    """Codes that readers of an event may tell."""
    text = ""
    for folder in ("src/base", "src/event"):
        for name in sorted(os.listdir(os.path.join(SOURCE, folder))):
            if name.endswith((".c", ".h")):
                with open(os.path.join(SOURCE, folder, name), encoding="utf-8") as file:
                    text += file.read()
    found = set(re.findall(r'"([EW]_[A-Z0-9]+(?:_[A-Z0-9]+)*)"', text))
    names = re.findall(r'camp_names_init\([^"]*"([a-z]+)"', text)
    for start in re.findall(r'"(E_[A-Z0-9_]+_)"', text):  # "E_UNKNOWN_" and what is meant
        found |= {start + name.upper() for name in names}
    return found - {"E_AMBIGUOUS_SLOT", "E_AMBIGUOUS_ROOM"}  # they have ids only


def main():
    every = sorted(name for name in os.listdir(HERE) if os.path.isfile(os.path.join(HERE, name, "expect")))
    names = sys.argv[1:] or every
    runner = Runner()
    for name in names:
        with tempfile.TemporaryDirectory() as where:
            runner.run_case(name, where)
    if not sys.argv[1:]:
        if len(names) < LEAST_CASES:
            runner.faults.append(f"only {len(names)} cases were run, expected at least {LEAST_CASES}")
        for code in sorted(codes_of_source() - runner.codes - NOT_FROM_A_FOLDER):
            runner.faults.append(f"no case tells {code}")
    for fault in runner.faults:
        print(fault)
    print(f"{len(names)} cases, {len(runner.faults)} faults")
    return 1 if runner.faults else 0


if __name__ == "__main__":
    sys.exit(main())
