#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long free texts where ticks are expected: read in little time and memory. Needs CAMP_PROGRAM."""
import os
import resource
import subprocess
import sys
import tempfile

PROGRAM = os.environ["CAMP_PROGRAM"]
MOST_SECONDS, MOST_KB = 20, 600_000  # a sanitized build on a busy machine; it takes 0.2 s and 16 MB

ESSAYS = {
    "sentences": ", ".join(f"Sentence {i} of an Essay about the School" for i in range(600)),
    "one sentence": "Why do We always Talk about the School and Never of its People? " * 450,
    "open brackets": "(" * 30000,
    "commas without blanks": "A," * 15000,
}


def main():
    bad = 0
    for name, text in ESSAYS.items():
        with tempfile.TemporaryDirectory() as work:
            with open(os.path.join(work, "a.csv"), "w", encoding="utf-8") as file:
                file.write(f'Name,Which sessions?\nAna,"{text}"\n')
            try:
                done = subprocess.run([PROGRAM, "import", "forms", "a.csv", "-o", "event"], cwd=work, capture_output=True, text=True,
                                      timeout=MOST_SECONDS, check=False)
                problem = done.stderr if done.returncode else ""
            except subprocess.TimeoutExpired:
                problem = f"takes more than {MOST_SECONDS} s"
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        if used > MOST_KB:
            problem += f" takes {used} KB"
        if problem:
            bad += 1
            print(f"FAILED {name}: {problem}")
    print(f"{len(ESSAYS) - bad} essays good, {bad} bad")
    return bad > 0


sys.exit(main())
