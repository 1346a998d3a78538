#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An event -> simulated answers to a form -> import -> the same optimum.

Random small events, a quarter of them for each kind of question, with the votes that the kind can carry: ticks (1),
grids and linear scales (1 to 5), ranked choices (n, n-1, ...). The answers are written as Google Forms does, in a random
dress: separators, encodings, line ends, headers of other languages, earlier answers of the same people, titles with
commas, white space. They are imported
  - into the event without its votes, and every second time
  - into a new folder, where only slots and rooms are those of the event (its sessions have no presenters then).
Both events are solved to the proven optimum, which must be the same; a second import must change nothing.

Usage: round_trip_test.py [NUMBER [SEED]]   (needs CAMP_PROGRAM; 40 events unless told)
"""
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile

PROGRAM = os.environ["CAMP_PROGRAM"]
WORK = "6000000"
TITLES = ["AI in grade 5", "Reading, writing, and math", "Quiet kids", 'The "good" test', "Schüler führen", "Labs (physics, chemistry)",
          "1,000 ideas", "Chess", "Ça marche", "=SUM of us", "Garden; outside"]
NAMES = ["Ana Ruiz", "Ben Oyelaran", "Zoë Groß", "Dmitri K.", "Efua, Mensah", "Fatima", "Gustavo", "Hana", "Ivo"]
DRESSES = [("Timestamp", "Name", "Email Address"), ("Zeitstempel", "Vor- und Nachname", "E-Mail-Adresse"),
           ("Horodateur", "Nom et prénom", "Adresse e-mail"), ("Marca temporal", "Nombre y apellidos", "Correo electrónico")]


def table(rows, separator=",", line_end="\n"):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(rows)
    return text.getvalue()


def make_event(rng, kind, fresh):
    """(files without votes, {person: {title: weight}})"""
    titles = rng.sample(TITLES[:-1], rng.randint(4, 7))
    voters = rng.sample(NAMES, rng.randint(4, 8))
    presenters = ["" if fresh or rng.random() < 0.5 else rng.choice([v for v in voters if "," not in v] or [""]) for _ in titles]
    slots = rng.randint(2, 3)
    files = {
        "slots.csv": table([["slot", "start", "end"]] + [[f"T{i}", f"{9 + i}:00", f"{9 + i}:50"] for i in range(slots)]),
        "rooms.csv": table([["room", "capacity"]] + [[f"R{i}", rng.choice(["", 3, 4, 6])] for i in range(rng.randint(1, 3))]),
        "event.json": json.dumps({"name": "trip", "seats": rng.choice(["limited", "open"]), "ballots": rng.choice(["raw", "equal"]),
                                  "floor": rng.choice([0, 0, 1])}),
    }
    if not fresh:
        ids = rng.random() < 0.5
        rows = [[f"S{i}" if ids else "", t, p] for i, (t, p) in enumerate(zip(titles, presenters), 1)]
        files["sessions.csv"] = table([["session", "title", "presenters"]] + rows)
    most = rng.randint(2, min(4, len(titles)))
    ballots = {}
    for voter in voters:
        chosen = rng.sample(titles, rng.randint(1, most if kind == "ranked" else len(titles)))
        if kind == "ranked":
            ballots[voter] = {t: most - k for k, t in enumerate(chosen)}
        else:
            ballots[voter] = {t: 1 if kind == "ticks" else rng.randint(1, 5) for t in chosen}
    return files, titles, ballots, most


def cells_of(rng, kind, titles, ballot, most):
    if kind == "ticks":
        return [", ".join(t for t in titles if t in ballot)]
    if kind in ("grid", "scale"):
        return [str(ballot.get(t, "")) for t in titles]
    by_rank = {most - w: t for t, w in ballot.items()}
    return [by_rank.get(k, "") for k in range(most)]


def form(rng, kind, titles, ballots, most):
    """The bytes of the export, and its rows told in words for a failure."""
    time, name, email = rng.choice(DRESSES)
    question = rng.choice(["Which sessions would you attend?", "Sessions, please:", "Welche Themen\ninteressieren Sie?"])
    header = {"ticks": [question], "grid": [f"{question} [{t}]" for t in titles], "scale": list(titles),
              "ranked": [f"{rng.choice([question, ''])} [{k}{('st', 'nd', 'rd', 'th')[min(k - 1, 3)]} Choice]" for k in range(1, most + 1)]}[kind]
    if kind == "ranked":
        start = header[0].rsplit(" [", 1)[0]
        header = [start + h[h.rindex(" ["):] for h in header]
    rows = []
    for i, (voter, ballot) in enumerate(ballots.items()):
        if rng.random() < 0.3: # somebody who thought again
            other = {titles[0]: most} if kind == "ranked" else {titles[0]: 1}
            rows.append((f"2026/09/20 {9 + i % 3}:{i:02}:00 AM GMT+3", voter.upper() if rng.random() < 0.5 else voter, other))
        rows.append((f"2026/09/20 {1 + i % 3}:{i:02}:00 PM GMT+3", voter, ballot))
    rng.shuffle(rows)
    lines = [[time, name] + header] + [[t, v] + cells_of(rng, kind, titles, b, most) for t, v, b in rows]
    text = table(lines, rng.choice(",,;\t"), rng.choice(["\n", "\r\n"]))
    return text.encode(rng.choice(["utf-8", "utf-8-sig", "utf-16"])), text


def write(folder, files):
    os.makedirs(folder, exist_ok=True)
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)


def run(*args):
    done = subprocess.run([PROGRAM, *args], capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        raise AssertionError(f"{' '.join(args)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def optimum(event, out):
    run("solve", event, "-o", out, "--work", WORK, "--quiet")
    with open(os.path.join(out, "board.json"), encoding="utf-8") as file:
        score = json.load(file)["score"]
    return (score["served"], round(score["matched"], 6)) if score["proven"] else None


def snapshot(folder):
    found = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            found[name] = file.read()
    return found


def trip(number, seed):
    rng = random.Random(f"{seed}.{number}")
    kind, fresh = ("ticks", "grid", "scale", "ranked")[number % 4], number // 4 % 2 == 1
    if kind == "ticks":
        fresh = False # titles with commas are known only where sessions.csv tells them
    files, titles, ballots, most = make_event(rng, kind, fresh)
    data, text = form(rng, kind, titles, ballots, most)
    votes = [["person", "session", "weight"]] + [[v, t, w] for v, b in ballots.items() for t, w in b.items()]
    with tempfile.TemporaryDirectory() as work:
        given, made, answers = (os.path.join(work, n) for n in ("given", "made", "answers.csv"))
        write(given, {**files, "votes.csv": table(votes)})
        if fresh:
            write(given, {"sessions.csv": table([["title"]] + [[t] for t in titles])})
        write(made, files)
        with open(answers, "wb") as file:
            file.write(data)
        run("import", "forms", answers, "-o", made)
        before = snapshot(made)
        run("import", "forms", answers, "-o", made)
        assert snapshot(made) == before, f"event {number}: the second import changed something\n{text}"
        wanted, found = optimum(given, os.path.join(work, "a")), optimum(made, os.path.join(work, "b"))
        if wanted is None or found is None: # nothing to compare
            return "not proven"
        assert wanted == found, f"event {number} ({kind}): {wanted} became {found}\n{text}\n{before['votes.csv'].decode()}"
    return kind


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    kinds = [trip(i, seed) for i in range(n)]
    if 4 * kinds.count("not proven") > n:
        sys.exit(f"{kinds.count('not proven')} of {n} optima were not proven")
    print(", ".join(f"{kinds.count(k)} {k}" for k in sorted(set(kinds))) + ": the same optimum")


if __name__ == "__main__":
    main()
