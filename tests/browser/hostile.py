#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events for the browser tests: hostile texts with a board made by hand, a huge board, and nothing at all.

  hostile.py FOLDER     writes FOLDER/{hostile,huge,empty}/{event/,board.json}

Every address, group, cost and seat count of the hostile event is a secret that no public page may tell.
"""
import json
import os
import sys

LONG = "Long title " + "which goes on and on, " * 13  # 300 characters
TITLES = [
    "<script>window.hacked = 1</script>", "\"><img src=x onerror=window.hacked=1>", "&lt;b&gt; & 'quotes' \"here\"",
    "\U0001F3B8\U0001F468‍\U0001F469‍\U0001F467 emoji \U0001F1E9\U0001F1EA", "التعلم النشط في الصف الخامس",
    "כיתה הפוכה: מה עובד", "‮reversed override", "mixed עברית and English (1)", LONG[:300],
    "W" * 300, ("ten thousand " * 800)[:10000], "x" * 10000, "control \x01\x02\x1b[31m char", "​​", "日本語のとても長い題名" * 6,
    "Donaudampfschifffahrtsgesellschaftskapitänsmütze", "]]>--><!-- ${1} {{1}} %s%n", "=1+1", "a\nb\tc", "Plain",
]
SLOTS = [("A", "9:00", "9:45", "yes", ""), ("Lunch", "9:45", "10:00", "no", "<i>Lunch</i> & لغة"), ("B", "10:00", "10:45", "yes", "B & b"),
         ("C", "10:50", "11:35", "yes", ""), ("D", "11:40", "12:25", "yes", "")]
ROOMS = ["Gym", "<Room & 'one'>", "غرفة", "R" * 60, "Lab"]


def cell(text):
    return '"' + str(text).replace('"', '""') + '"'


def table(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(header + "\n" + "".join(",".join(cell(c) for c in row) + "\n" for row in rows))


def write(folder, event, board):
    os.makedirs(os.path.join(folder, "event"), exist_ok=True)
    for name, content in event.items():
        if name != "event.json":
            table(os.path.join(folder, "event", name), *content)
    with open(os.path.join(folder, "event", "event.json"), "w", encoding="utf-8") as file:
        json.dump(event.get("event.json", {}), file)
    with open(os.path.join(folder, "board.json"), "w", encoding="utf-8") as file:
        json.dump(board, file)


def board_of(name, runs, unplaced):
    return {"format": "campboard/1", "event": name,
            "runs": [{"session": s, "section": 1, "slot": t, "room": r, "seated": 0} for s, t, r in runs], "seats": [],
            "unplaced": [{"session": s, "reason": "secret-reason"} for s in unplaced],
            "score": {"matched": 0, "served": 0, "served_bound": 0, "bound": 0, "gap": 0, "proven": True},
            "made": {"version": "0", "seed": 1, "work": 0}}


def hostile(folder):
    name = "<h1>\U0001F3D5 Camp & \"friends\" يوم</h1>"
    open_slots = [s[0] for s in SLOTS if s[3] == "yes"]
    runs, sessions = [], []
    for i, title in enumerate(TITLES):
        length, slot = ("2", "C") if i == 18 else ("", open_slots[i // 5])
        presenters = f"who{i}@secret-address.org; Dr. <b>{i}</b> O'Neil" if i != 2 else ""
        sessions.append([f"s{i}", title, presenters, "external" if i % 4 == 0 else "teacher", "<tag>; اللغة; t" + str(i % 3),
                         "<level>" if i % 3 == 0 else "", length, "987654", "See <a href='x'>this</a>\nand " + "more " * (i * 5)])
        if i not in (13, 15, 18, 19):
            runs.append((f"s{i}", slot, ROOMS[i % 5]))
    runs += [("s18", "C", ROOMS[3])]
    write(folder, {
        "event.json": {"name": name, "date": "2026-10-25", "timezone": "Europe/Berlin", "seats": "limited"},
        "slots.csv": ("slot,start,end,open,label", SLOTS),
        "rooms.csv": ("room,capacity,site", [[r, 424242, "North & <South>" if i < 3 else "Süd"] for i, r in enumerate(ROOMS)]),
        "sessions.csv": ("session,title,presenters,kind,tags,level,length,cost,description", sessions),
        "people.csv": ("person,name,email,groups", [["v1", "Vera Secret", "vera@secret-address.org", "secret-group"]]),
    }, board_of(name, runs, ["s13", "s15", "s19"]))


def huge(folder):
    slots = [(f"T{t}", f"{8 + t}:00", f"{8 + t}:50") for t in range(12)]
    rooms = [f"Room {r + 1}" for r in range(84)]
    sessions = [[f"s{i}", f"Session {i}: what we tried in class and what the children made of it", f"Presenter {i % 700}; Guest {i % 90}",
                 f"topic {i % 40}; topic {i % 7 + 50}", ["beginner", "advanced", ""][i % 3],
                 "What we did, what went wrong, and three things to take home on Monday. " * 2] for i in range(1000)]
    runs = [(f"s{i}", slots[i // 84][0], rooms[i % 84]) for i in range(1000)]
    write(folder, {"event.json": {"name": "A thousand sessions", "date": "2026-04-18"}, "slots.csv": ("slot,start,end", slots),
                   "rooms.csv": ("room", [[r] for r in rooms]),
                   "sessions.csv": ("session,title,presenters,tags,level,description", sessions)},
          board_of("A thousand sessions", runs, []))


def empty(folder):
    write(folder, {"event.json": {"name": " "}, "slots.csv": ("slot,start,end,label", [["A", "9:00", "10:00", " "]]),
                   "rooms.csv": ("room", []), "sessions.csv": ("session,title,tags,level,description", [])},
          board_of(" ", [], []))


if __name__ == "__main__":
    for make in (hostile, huge, empty):
        make(os.path.join(sys.argv[1], make.__name__))
