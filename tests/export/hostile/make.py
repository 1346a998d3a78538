#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An event whose texts attack whoever writes them down: markup, formulas, control characters, titles of 10,000
characters, writing from right to left, wide and combining characters, names that a worksheet may not have.

  make.py DIR
"""
import csv
import json
import os
import sys

LONG = " ".join(f"Wort{i}" for i in range(1, 1200))[:10000].rsplit(" ", 1)[0]
UNBROKEN = "Ωx" * 5000
TITLES = [
    "<script>alert('1')</script>", "</title><img src=x onerror=alert(2)>", "]]> <!-- --> &amp; &lt;b&gt; \"q\" 'a'",
    "=HYPERLINK(\"http://example.org\";\"x\")", "+1+1", "-2", "@SUM(A1)", "'quoted", "0042", "1e5", "2026-03-14", "TRUE", "#REF!",
    "bell \x07 escape \x1b[31mred\x1b[0m \x01\x02", "c1 \x9b31m next\x85line", "\ufffe\uffff nonchars", "tab\tand\nline\r\nbreaks\u2028here",
    LONG, UNBROKEN, "שלום עולם: איך מתחילים", "مرحبا بالعالم: كيف نبدأ", "\u202eturned around\u202c", "mixed עברית and English 123",
    "日本語の長い題名はどこで折り返すのだろうか、たぶん文字の間で", "한국어 제목", "हिन्दी में शीर्षक", "ไทยไม่มีช่องว่างระหว่างคำ", "👩‍👩‍👧‍👦 families 🇩🇪 👍🏽",
    "e\u0301\u0301\u0301\u0301\u0301 zalgo", "\u200b\u200bzero\u200bwidth", "\\n \\, \\; BEGIN:VEVENT", "x;TZID=a:b,c", "%PDF-1.4 (%s %n)", ".", "   spaces   ",
    "ask me (title1@example.org) first",
]
ROOMS = ["[Room]:*?/\\", "'Gym'", "History", "A room with a name that is longer than thirty-one characters", "A room with a name that is longer than thirty-one CHARACTERS too",
         "<b>&\"", "=1+1", "\x03ctl", "غرفة", "部屋", "007", "Board", "List", "r" * 300]


def write(folder, name, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "event.json"), "w", encoding="utf-8") as file:
        json.dump({"name": "<b>Hostile</b> & \x01 =1+1 \"day\", يوم", "timezone": "Australia/Lord_Howe", "seats": "open"}, file)
    write(folder, "slots.csv", [["slot", "start", "end", "day", "open", "label"],
                                ["=A", "8:00", "8:45", "2026-04-04", "yes", "<i>A</i>"], ["B", "9:00", "9:45", "2026-04-04", "", "=B"],
                                ["L", "9:45", "10:30", "2026-04-04", "no", "Lunch </table> \x02 " + "l" * 500],
                                ["C", "23:00", "24:00", "2026-04-04", "", ""], ["D", "8:00", "9:00", "2026-04-05", "", "\u202edlrow"]])
    write(folder, "rooms.csv", [["room", "site", "capacity"]] + [[room, "Ha<u>s & '" if i % 2 else "=site", 5 + i] for i, room in enumerate(ROOMS)])
    rows = [["session", "title", "presenters", "tags", "length", "description", "sections"]]
    for i, title in enumerate(TITLES):
        rows.append([f"s{i}", title, f"p{i}" if i % 3 else f"p{i};secret{i}@example.org", "<tag>;=tag;tag1@example.org" if i % 4 else "", 2 if i == 2 else 1,
                     LONG if i == 3 else f"<p>\x0b=desc {i}</p>\n\u2029 mail me: hidden{i}@example.org", 2 if i == 0 else 1])
    write(folder, "sessions.csv", rows)
    people = [["person", "name", "email"]]
    for i in range(len(TITLES)):
        people.append([f"p{i}", ["Zoë <script>", "=cmd|' /C calc'!A0", "محمد", f"p{i}@example.org", "\x1b[1mBold", "N" * 400][i % 6] + (f" {i}" if i % 6 != 3 else ""),
                       f"private{i}@example.org"])
    write(folder, "people.csv", people)
    write(folder, "votes.csv", [["person", "session", "weight"]] + [[f"p{i}", f"s{(i + k) % len(TITLES)}", k] for i in range(len(TITLES)) for k in (1, 2, 3)])


if __name__ == "__main__":
    main(sys.argv[1])
