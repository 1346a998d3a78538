#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random small events with every pair of rules: no bound below the best board, no board above it, `proven` never wrong.

  random_test.py [NUMBER [FIRST]] [--jobs N] [--keep FILE]       (in a build folder: meson test --suite solver)

  random event  ->  campboard model  ->  cbc: the best board there is  ->  a file of cases  ->  random_test.c

cbc shares nothing with Campboard but the written program, and direct_test.c compares that program with brute force.
NUMBER events, 25 unless told; FIRST is the number of the first one, 1 unless told: event 17 is always the same. What each
event is made of goes round through no rule, every single kind and every two kinds, with more kinds, and what else the
format has, by chance. One event in twelve has a crowd, which makes its direct program too large to be solved whole
(solver/solve.c), so that bound and board come from patterns, relaxation and search alone.

Needs CAMP_PROGRAM (campboard), CAMP_RANDOM (the program random_test) and cbc.
"""
import argparse
import concurrent.futures
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from types import SimpleNamespace as Record

import brute
from brute import INF, RULES, some

SEATS = set("attend_at_most attend_at_least credit_at_least busy_at_least away_at_most run_at_most run_at_least same_run "
            "series".split())
COMBINATIONS = [()] + [(kind,) for kind in RULES] + list(itertools.combinations(RULES, 2))
SHUFFLED = random.Random(1).sample(COMBINATIONS, len(COMBINATIONS))    # a small run has something of everything
FOUND = (63, 149, 213, 456, 474, 488)   # events that found a mistake once: looked at in every run
CROWD = 12              # one event in so many has a crowd
NO_BOARD = 8            # one event in so many may have no board; the others are made again until there is one
TRIES = 25
CBC_SECONDS = 20        # cbc does not always keep it; twice as long, and it is ended


# ---------------------------------------------------------------- a random event

def make_slots(rng):
    if rng.random() < 0.6:
        return brute.make_slots(rng)
    times = [(540, 600), (605, 660), (675, 735), (735, 795)]
    return [Record(id=f"T{i + 1}", start=a, end=b, open=True, block="") for i, (a, b) in enumerate(times)]


def make_event(number, attempt):
    """Event `number`, made for the `attempt`-th time."""
    rng = random.Random(f"{number} {attempt}")
    crowd = number % CROWD == 0
    event = Record(slots=make_slots(rng), limited=rng.random() < 0.6, equal=rng.random() < 0.2,
                   floor=0 if crowd else rng.choice([0, 0, 0, 1, 2]), gap=rng.choice([5, 15, 30]), travel={}, dots=None)
    sites = ["North", "South"] if rng.random() < 0.3 else [""]
    if len(sites) == 2:
        event.travel = {frozenset(sites): rng.choice([0, 10, 20, 45])}
    slot_ids = [slot.id for slot in event.slots]
    event.rooms = [Record(id=f"R{i + 1}", capacity=rng.choice([INF, INF, 1, 2, 3, 4]), site=sites[i % len(sites)],
                          features=some(rng, ["piano"]) if rng.random() < 0.5 else [],
                          slots=some(rng, slot_ids, 1) if rng.random() < 0.1 else []) for i in range(rng.randint(2, 3))]
    people, ids = [f"p{i + 1}" for i in range(rng.randint(3, 9))], [f"S{i + 1}" for i in range(rng.randint(3, 8))]
    event.people = [Record(id=p, groups=some(rng, ["red", "blue"], 0, 2),
                           slots=some(rng, slot_ids, 1) if rng.random() < 0.12 else [],
                           must=some(rng, ids, 1, 1) if rng.random() < 0.04 else [], votes={}, voter=False)
                    for p in people]
    event.sessions = [brute.make_session(rng, s, people, slot_ids) for s in ids]
    for person in event.people:
        if rng.random() < 0.9:
            for s in some(rng, ids, 1):
                person.votes[s] = rng.choice([0, 0.5, 1, 1, 1, 2, 3, 5])
    add_rules(rng, event, ids, people, SHUFFLED[number % len(SHUFFLED)])
    event.locks = [brute.make_lock(rng, event, ids, people) for _ in range(rng.choice([0, 0, 0, 1]))]
    if crowd:
        add_crowd(rng, event, ids)
    elif not SEATS & {rule.kind for rule in event.rules} and rng.random() < 0.15:
        make_dots(rng, event)
    return event


def add_rules(rng, event, ids, people, kinds):
    kinds = list(kinds) + rng.choices(RULES, k=rng.choice([0, 0, 0, 1, 2]))
    event.rules = [brute.make_rule(rng, event, ids, people, kind) for kind in kinds]
    for rule in event.rules:
        if rule.limit is not None and rule.kind.startswith(("slot", "place")) and rng.random() < 0.5:
            rule.limit += 1


def add_crowd(rng, event, ids):
    """People who want one session each: easy to solve, and yet 2,500 columns and more."""
    columns = sum(len(event.slots) for s in event.sessions for _ in event.rooms)
    number = (2600 - columns) // max(1, sum(t.open for t in event.slots) - 1)
    for i in range(number):
        event.people.append(Record(id=f"c{i + 1}", groups=["red"], slots=[], must=[], voter=True,
                                   votes={rng.choice(ids): rng.choice([1, 1, 2])}))
    for room in event.rooms:
        room.capacity = room.capacity if room.capacity == INF else room.capacity * rng.choice([10, 30])


def make_dots(rng, event):
    """Anonymous dots instead of ballots."""
    event.dots = {s.id: rng.randint(0, 6) for s in event.sessions}
    event.equal, event.floor = False, 0
    for person in event.people:
        person.must = []
    event.locks = [lock for lock in event.locks if lock.person is None]


def files(event):
    for name, text in brute.files(event):
        if name == "votes.csv" and event.dots is not None:
            text = brute.table(["session", "votes"], list(event.dots.items()))
        yield name, text


# ---------------------------------------------------------------- its best board, by cbc

def run(command):
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=2 * CBC_SECONDS, check=False)


def best_board(folder, made):
    """What cbc says of the written model: "none", (served, matched), or None when it did not end."""
    for name, text in made:
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    model = os.path.join(folder, "model.mps")
    done = run([os.environ["CAMP_PROGRAM"], "model", folder, "--format", "mps", "-o", model, "--quiet"])
    if done.returncode:
        raise RuntimeError(f"campboard model ended with {done.returncode}: {done.stderr}")
    with open(model, encoding="utf-8") as file:
        head = "".join(itertools.takewhile(lambda line: line.startswith("*"), file))
    found = re.search(r": (?:(\S+) \* served \+ )?matched(?:, less (\S+))?$", head, re.M)
    factor, less = float(found[1] or 0), float(found[2] or 0)
    log = run(["cbc", model, "-sec", str(CBC_SECONDS), "-ratioGap", "0", "-allowableGap", "0", "-increment", "0", "-solve",
               "-quit"]).stdout
    if re.search(r"infeasible", log, re.I) and "Optimal solution found" not in log:
        return "none"
    value = re.search(r"^Objective value: +(\S+)", log, re.M) or re.search(r"^Optimal - objective value (\S+)", log, re.M)
    if not value or "Stopped on time" in log:
        return None
    value = less - float(value[1])
    served = int((value + 1e-6) // factor) if factor else 0
    return served, value - served * factor


def make_case(number):
    """(text of the case, kinds of its rules, None) or ("", (), why there is none)."""
    for attempt in range(TRIES):
        event = make_event(number, attempt)
        made = list(files(event))
        with tempfile.TemporaryDirectory() as folder:
            try:
                best = best_board(folder, made)
            except subprocess.TimeoutExpired:
                best = None
        if best is None:
            return "", (), f"event {number}.{attempt}: cbc did not end in {CBC_SECONDS} s"
        if best != "none" or number % NO_BOARD == 0:
            break
    told = best if best == "none" else f"{best[0]} {best[1]:.12g}"
    text = f"=== {number}.{attempt}\n" + "".join(f"--- {name}\n{body}" for name, body in made)
    return text + f"--- expect\nbest {told}\n", tuple(sorted({rule.kind for rule in event.rules})), None


# ---------------------------------------------------------------- all together

def check(path):
    """What random_test counted, as a dictionary, and what it blames."""
    done = subprocess.run([os.environ["CAMP_RANDOM"], path], capture_output=True, text=True, encoding="utf-8", check=False)
    counted, binding, blamed = {}, {}, []
    for line in done.stdout.splitlines():
        words = line.split()
        if line.startswith("event "):
            blamed.append(line)
        elif words[0] == "rule":
            binding[words[1]] = int(words[3])
        else:
            counted[words[0]] = int(words[1])
    if done.returncode not in (0, 1) or done.stderr or "faults" not in counted:
        blamed.append(f"random_test ended with {done.returncode}: {done.stderr[:2000]}")
    return counted, binding, blamed


def too_little(options, counted, binding, pairs, skipped):
    """What was looked at too seldom to prove anything."""
    n = options.number
    least = {"events": n - skipped, "boards": n * 2 // 3, "large": n // 20, "direct": n * 3 // 4, "proven": n // 2, "none": n // 50,
             "pattern_bounds": 20 * n, "tighter": n, "cut": n, "closed": 10 * n, "search_boards": n // 2, "lines": 3 * n}
    for what, number in least.items():
        if counted.get(what, 0) < number:
            yield f"{what}: {counted.get(what, 0)}, expected at least {number}"
    if skipped > n // 50:
        yield f"{skipped} events that cbc did not solve"
    for kind in RULES if n >= 150 else []:
        if binding.get(kind, 0) < max(1, n // 400):
            yield f"{kind} changes the best board of {binding.get(kind, 0)} events only"
    for pair in itertools.combinations(RULES, 2) if n >= len(COMBINATIONS) else []:
        if pairs[frozenset(pair)] < n // len(COMBINATIONS) * 3 // 4:
            yield f"{pair[0]} and {pair[1]} are together in {pairs[frozenset(pair)]} events only"


def arguments():
    parser = argparse.ArgumentParser(description="Bounds, boards and proofs against the best boards of random events.")
    parser.add_argument("number", nargs="?", type=int, default=25, metavar="NUMBER", help="of events (25)")
    parser.add_argument("first", nargs="?", type=int, default=1, metavar="FIRST", help="number of the first event (1)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="events solved by cbc at a time (1)")
    parser.add_argument("--keep", metavar="FILE", help="write the cases here and keep them")
    return parser.parse_args()


def main():
    options = arguments()
    if not shutil.which("cbc"):
        print("cbc is not installed (Debian: coinor-cbc), so nothing can be compared.")
        return 1
    numbers = set(range(options.first, options.first + options.number)) | set(FOUND if options.number > 1 else ())
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        cases = list(pool.map(make_case, sorted(numbers)))
    pairs = {frozenset(pair): 0 for pair in itertools.combinations(RULES, 2)}
    for text, kinds, _ in cases:
        for pair in itertools.combinations(kinds, 2):
            pairs[frozenset(pair)] += 1
    skipped = [why for _, _, why in cases if why]
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or os.path.join(folder, "cases.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(text for text, _, _ in cases))
        counted, binding, blamed = check(path)
    faults = blamed + list(too_little(options, counted, binding, pairs, len(skipped)))
    print(*skipped, *faults, sep="\n")
    print(", ".join(f"{what} {number}" for what, number in counted.items() if what != "faults"))
    print("rules that change the best board:", ", ".join(f"{kind} {number}" for kind, number in binding.items()))
    print(f"every two kinds of rules together: in {min(pairs.values())} events and more")
    print(f"{counted.get('events', 0)} events, {len(skipped)} skipped; {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
