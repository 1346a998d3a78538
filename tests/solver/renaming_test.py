#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and the order of rows carry no meaning: an event with other names and shuffled rows has the same optimum.

  event  ->  every id, group, tag, feature and site renamed  ->  rows, columns and items of lists shuffled  ->  event'
  solve both with the same limit of work: both proven, served and matched the same, and what brute force found

What has a meaning stays: the order of slots that start together, of the votes of one pair, of the items of `before`.

Usage: renaming_test.py [NUMBER [SEED]]   (needs CAMP_PROGRAM; NUMBER of events, 48 unless told)
"""
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "brute_cases.txt")
PROGRAM = os.environ["CAMP_PROGRAM"]
WORK = "400000"
LETTERS = "abcdefghijklmnopqrstuvwxyzäéßøλж"
# What a cell of a column names; a column that is not here is copied.
NAMES = {"slot": "slot", "slots": "slot", "room": "room", "rooms": "room", "site": "site", "features": "feature",
         "needs": "feature", "session": "session", "sessions": "session", "presenters": "person", "tags": "tag",
         "audience": "group", "groups": "group", "person": "person", "people": "person", "must_attend": "session"}


def read_cases():
    """Yields (name, {file: text}, best) of the cases; best is None or (served, matched)."""
    with open(CASES, encoding="utf-8") as file:
        parts = file.read().split("=== ")[1:]
    for part in parts:
        name, _, rest = part.partition("\n")
        files = {}
        for piece in rest.split("--- ")[1:]:
            file_name, _, text = piece.partition("\n")
            files[file_name] = text
        best = files.pop("expect").split("\n")[0].split()[1:]
        yield name, files, None if best == ["none"] else (int(best[0]), float(best[1]))


def make_tally(rng):
    """Dots on cards: no ballots, so no brute force either; the expected voters come from counts, tags and people."""
    sessions = "session,tags,presenters,must_run,sections\n"
    votes = "session,votes\n"
    for i in range(1, 6):
        sessions += f"S{i},{rng.choice(['x', 'y', 'x;y', ''])},{rng.choice(['', '', 'p1', 'p2'])},,{rng.choice('112')}\n"
        votes += "".join(f"S{i},{rng.randint(1, 9)}\n" for _ in range(rng.choice((1, 1, 2)))) # two rows add up
    return {"event.json": json.dumps({"people": rng.randint(8, 20), "seats": rng.choice(["limited", "open"])}),
            "slots.csv": "slot,start,end\nT1,9:00,10:00\nT2,10:10,11:00\n",
            "rooms.csv": f"room,capacity\nR1,{rng.randint(3, 9)}\nR2,{rng.randint(3, 9)}\n",
            "sessions.csv": sessions, "votes.csv": votes,
            "rules.csv": "rule,sessions,people,limit\n" + rng.choice(["apart,S1;S2,,\n", "place_at_least,tag:x,,1\n"])}


class Renamer:
    """An event with other names and in another order."""

    def __init__(self, rng):
        self.rng, self.names, self.used = rng, {}, set()

    def new_name(self, kind, old, ends=("", " ", " & ")):
        """The name that stands for an old one, the same each time."""
        if (kind, old) not in self.names:
            name = None
            while name is None or name.casefold() in self.used:
                name = "".join(self.rng.choices(LETTERS, k=5)) + self.rng.choice(ends) + self.rng.choice("XYZ")
            self.used.add(name.casefold())
            self.names[kind, old] = name
        return self.names[kind, old]

    def new_item(self, kind, item):
        word, colon, value = item.partition(":")
        # A label that nothing carries would be split at an &: rules.csv is read last.
        return f"{word}:{self.new_name(word, value, ('', ' '))}" if colon else self.new_name(kind, item)

    def new_cell(self, column, cell, keep_order):
        items = [self.new_item(NAMES[column], item) for item in cell.split(";") if item]
        if not keep_order:
            self.rng.shuffle(items)
        return ("; " if self.rng.random() < 0.5 else ";").join(items)

    def new_order(self, rows, key):
        """Shuffled; rows with the same key stay in their order."""
        places = list(range(len(rows)))
        self.rng.shuffle(places)
        of_key = {}
        for place in places:
            of_key.setdefault(key(rows[place]), []).append(place)
        for same in of_key.values():
            same.sort(reverse=True)
        return [rows[of_key[key(rows[place])].pop()] for place in places]

    def new_table(self, name, text):
        rows = list(csv.DictReader(io.StringIO(text)))
        columns = text.split("\n")[0].split(",")
        keys = {"slots.csv": lambda row: (row.get("day"), row["start"]),
                "votes.csv": lambda row: (row.get("person"), row["session"])}
        together = keys.get(name)
        order = self.new_order(list(enumerate(rows)), lambda row: together(row[1]) if together else row[0])
        self.rng.shuffle(columns)
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        for _, row in order:
            before = row.get("rule") == "before"
            writer.writerow([self.new_cell(c, row[c], before) if c in NAMES else row[c] for c in columns])
        return out.getvalue()

    def new_event(self, files):
        made = {name: self.new_table(name, text) for name, text in files.items() if name.endswith(".csv")}
        options = json.loads(files["event.json"])
        for way in options.get("travel", []):
            way["from"], way["to"] = self.new_name("site", way["to"]), self.new_name("site", way["from"])
        keys = list(options)
        self.rng.shuffle(keys)
        made["event.json"] = json.dumps({key: options[key] for key in keys}, ensure_ascii=False)
        return made


def solve(files):
    """(served, matched) of the proven best board; None where no board is possible."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
                file.write(text)
        out = os.path.join(folder, "out")
        done = subprocess.run([PROGRAM, "solve", folder, "-o", out, "--quiet", "--work", WORK], capture_output=True,
                              text=True, encoding="utf-8", timeout=300, check=False)
        if done.returncode == 1 and "No board keeps all the rules" in done.stderr:
            return None
        if done.returncode:
            raise AssertionError(f"exit code {done.returncode}: {done.stderr}")
        with open(os.path.join(out, "board.json"), encoding="utf-8") as file:
            score = json.load(file)["score"]
    if not score["proven"]:
        raise AssertionError(f"not proven with {WORK} units of work: {score}")
    if score["bound"] != score["matched"] or score["gap"] != 0:
        raise AssertionError(f"proven, but the bound is not exactly what is matched: {score}")
    return score["served"], score["matched"]


def same(a, b):
    if a is None or b is None:
        return a is b
    return a[0] == b[0] and abs(a[1] - b[1]) <= 1e-9 * max(1, abs(a[1]))


def compare(name, files, best, rng):
    """What is wrong with one event, or an empty text. `best` is what brute force found; () where it was not asked."""
    found = ()
    changed = Renamer(rng).new_event(files)
    try:
        found = solve(files)
        again = solve(changed)
    except AssertionError as error:
        return f"{name}: {error}\n{changed}"
    if best != () and (found is None) != (best is None) or best and not (
            found[0] == best[0] and abs(found[1] - best[1]) <= 1e-6 * max(1, best[1])):
        return f"{name}: found {found}, but the best is {best}"
    return "" if same(found, again) else f"{name}: {found} becomes {again}\n{changed}"


def main():
    number, seed = int(sys.argv[1]) if len(sys.argv) > 1 else 48, int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = random.Random(seed)
    cases = list(read_cases())
    chosen = rng.sample(cases, min(number, len(cases)))
    faults = [compare(f"case {name}", files, best, rng) for name, files, best in chosen]
    faults += [compare(f"dots {i}", make_tally(rng), (), rng) for i in range(max(3, number // 8))]
    faults = [fault for fault in faults if fault]
    for fault in faults:
        print(fault)
    with_board = sum(best is not None for _, _, best in chosen)
    rules = sum("\n" in files["rules.csv"].strip() for _, files, _ in chosen)
    print(f"{len(chosen)} events, {with_board} of them with a board, {rules} with rules; {len(faults)} faults")
    return 1 if faults or with_board < len(chosen) / 2 or rules < len(chosen) / 2 else 0


if __name__ == "__main__":
    sys.exit(main())
