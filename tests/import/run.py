#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases of `campboard import` and `campboard merge`: each says what goes in and, by hand, what must come out.

A case is a text file of sections that begin with `--- `:

  --- args              what stands behind `campboard`; EVENT is the folder. Default: import forms answers.csv -o EVENT
  --- answers.csv       a source; `--- answers.csv utf-16 crlf` writes it in that encoding, with these line ends
  --- book.xlsx [Name]  a sheet of a workbook, as CSV (made.py turns it into one)
  --- before/votes.csv  a file of the event before
  --- after/votes.csv   what it must be afterwards, byte for byte; `--- after/votes.csv absent`: it is not there
  --- told              every problem told: place and code, such as answers.csv:3:2 W_IMPORT_ANSWER
  --- out               a text that must stand on stdout
  --- code              exit code, 0 when missing

Every case that ends with 0 is run twice: the second time nothing may change. Usage: run.py FOLDER...
"""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import made  # noqa: E402

PROGRAM = os.environ["CAMP_PROGRAM"]
TOLD = re.compile(r"^(?:.*/)?([^/:\s]*(?: \[[^\]]*\])?(?::\d+){0,2}): (?:warning: )?.*\[([EW]_[A-Z_0-9]+)\]$")
PLACELESS = re.compile(r".*\[([EW]_[A-Z_0-9]+)\]$")


def read_case(path):
    """[(head, text)] of the sections."""
    with open(path, encoding="utf-8", newline="") as file:
        parts = re.split(r"(?m)^--- (.*)\n", file.read())
    return list(zip(parts[1::2], parts[2::2]))


def encoded(text, words):
    """The bytes of a text: words are crlf, cut (no line end at the end), bom, or names of encodings."""
    encoding = "utf-8"
    for word in words:
        if word == "crlf":
            text = text.replace("\n", "\r\n")
        elif word == "cr":
            text = text.replace("\n", "\r")
        elif word == "cut":
            text = text.rstrip("\n")
        elif word == "bom":
            encoding += "-sig"
        else:
            encoding = word
    return text.encode(encoding)


def told_by(stderr):
    told = []
    for line in stderr.splitlines():
        found = TOLD.match(line)
        if found:
            told.append(f"{found.group(1)} {found.group(2)}")
        elif PLACELESS.match(line):
            told.append(PLACELESS.match(line).group(1))
    return told


def snapshot(folder):
    if not os.path.isdir(folder):
        return {}
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            found[name] = file.read()
    return found


def write_inputs(sections, work):
    books = {}
    for head, text in sections:
        name, *words = head.split(" ")
        if name in ("args", "told", "out", "code") or name.startswith("after/"):
            continue
        if name.endswith(".xlsx") and words:
            books.setdefault(name, []).append((" ".join(words).strip("[]"), text))
            continue
        path = os.path.join(work, name.replace("before/", "event/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(encoded(text, words))
    for name, sheets in books.items():
        made.workbook(os.path.join(work, name), sheets)


def run(args, work):
    return subprocess.run([PROGRAM, *args], cwd=work, capture_output=True, text=True, timeout=60, check=False)


def check_case(path):
    """Problems of a case, and whether it cannot be run in this build."""
    sections = read_case(path)
    one = {head.split(" ")[0]: text for head, text in sections}
    args = [a.replace("EVENT", "event").replace("_", " ") if a.startswith("\"") else a.replace("EVENT", "event")
            for a in one.get("args", "import forms answers.csv -o EVENT").split()]
    args = [a.strip("\"") for a in args]
    problems = []
    with tempfile.TemporaryDirectory() as work:
        write_inputs(sections, work)
        folder = os.path.join(work, "event")
        before = snapshot(folder)
        done = run(args, work)
        if "cannot read workbooks" in done.stderr:
            return [], True
        after = snapshot(folder)
        if done.returncode != int(one.get("code", "0")):
            problems.append(f"exit code {done.returncode}:\n{done.stdout}{done.stderr}")
        told, wanted = sorted(told_by(done.stderr)), sorted(one.get("told", "").split("\n"))
        if told != [w for w in wanted if w]:
            problems.append("told " + "\n     ".join(told) + f"\nstderr: {done.stderr}")
        for line in one.get("out", "").splitlines():
            if line not in done.stdout:
                problems.append(f"stdout lacks {line!r}: {done.stdout}")
        for head, text in sections:
            name, *words = head.split(" ")
            if not name.startswith("after/"):
                continue
            name = name[len("after/"):]
            wanted = None if words == ["absent"] else encoded(text, words)
            if after.get(name) != wanted:
                problems.append(f"{name} is\n{(after.get(name) or b'absent').decode('utf-8', 'replace')}")
        if done.returncode and after != before:
            problems.append("an import that failed changed the folder")
        if done.returncode == 0 and args[0] == "import":
            again = run(args, work)
            if snapshot(folder) != after or again.returncode:
                changed = [n for n, b in snapshot(folder).items() if after.get(n) != b]
                problems.append(f"the second time changed {changed}: {again.stdout}{again.stderr}")
            checked = run(["check", "event"], work)
            if checked.returncode:
                problems.append(f"no event: {checked.stderr}")
    return problems, False


def main():
    good = bad = skipped = 0
    for folder in sys.argv[1:]:
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".case"):
                continue
            problems, missing = check_case(os.path.join(folder, name))
            skipped += missing
            if problems:
                bad += 1
                print(f"FAILED {os.path.basename(folder)}/{name}: " + "\n  ".join(problems))
            else:
                good += not missing
    print(f"{good} cases good, {bad} bad, {skipped} not for this build")
    if bad or good + skipped == 0:
        return 1
    return 77 if good == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
