#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every form of the hostile event (tests/export/hostile/make.py) and of an empty one: written, well-formed, the same twice,
and nothing of what only staff may see in what hangs on the wall."""
import csv
import importlib.util
import io
import json
import os
import re
import unittest
import zipfile
from xml.etree import ElementTree

from program import SOURCE, ProgramTest, lacks

spec = importlib.util.spec_from_file_location("make_hostile", os.path.join(SOURCE, "tests", "export", "hostile", "make.py"))
hostile = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hostile)

FORMS = ["json", "csv", "seats", "grid", "summary"] + [form for form in ("html", "list", "signs", "staff", "agendas", "report", "pdf", "signs-pdf", "ics", "schedule-json", "schedule-xml", "xlsx")
                                                       if not lacks(form)]
PUBLIC = {"html", "list", "signs", "pdf", "signs-pdf", "ics", "schedule-json", "schedule-xml", "xlsx"}
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")


def text_of(form, data):
    """All text of a form as one, for looking for what may not be there."""
    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            for name in book.namelist():
                if name.endswith((".xml", ".rels")):
                    ElementTree.fromstring(book.read(name))
            return "".join(book.read(name).decode() for name in book.namelist())
    if form in ("pdf", "signs-pdf"):
        return ""
    return data.decode()


class Hostile(ProgramTest):
    def export_all(self, event):
        self.run_program("solve", event, "-o", "out", "-q", "--work", "20000")
        made = {}
        for form in FORMS:
            # what lays out text for paper takes seconds with these titles; pdf_test.py makes its files twice
            for file in ("first",) if "pdf" in form else ("first", "second"):
                self.run_program("export", event, "out/board.json", "--format", form, "-o", f"{file}.{form}", "-q")
            made[form] = self.read("first." + form)
            if "pdf" not in form:
                self.assertEqual(made[form], self.read("second." + form), form)
        return made

    def check(self, made):
        for form, data in made.items():
            text = text_of(form, data)
            if form in PUBLIC:
                self.assertNotRegex(text, r"[a-z]+[0-9]*@example\.org", form)
            if form not in ("json", "csv", "seats"):
                self.assertNotRegex(text, FORBIDDEN, form)
            if form == "schedule-xml":
                ElementTree.fromstring(data)
            elif form in ("json", "schedule-json"):
                json.loads(data)
            elif form in ("pdf", "signs-pdf"):
                self.assertTrue(data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF"))

    def test_hostile(self):
        hostile.main(self.path("ev"))
        made = self.export_all("ev")
        self.check(made)
        runs = json.loads(made["json"])["runs"]
        self.assertGreater(len(runs), 20)
        self.assertEqual(len(list(csv.reader(io.StringIO(made["csv"].decode()), strict=True))), len(runs) + 1)
        if "schedule-xml" in made:
            root = ElementTree.fromstring(made["schedule-xml"])
            titles = [e.findtext("title") for e in root.iter("event")]
            self.assertEqual(len(titles), len(runs))
            placed = {run["session"] for run in runs}
            for i in (0, 2, 19):  # markup and right to left come through as they are
                if f"s{i}" in placed:
                    self.assertIn(hostile.TITLES[i], titles)
            talks = [t for d in json.loads(made["schedule-json"])["schedule"]["conference"]["days"] for r in d["rooms"].values() for t in r]
            self.assertEqual(sorted(t["title"] for t in talks), sorted(titles))
            self.assertEqual(len({t["guid"] for t in talks}), len(runs))
            self.assertEqual(len({t["slug"] for t in talks}), len(runs))
        if "ics" in made:
            self.assertEqual(made["ics"].count(b"\r\nBEGIN:VEVENT\r\n"), len(runs))
            self.assertTrue(all(len(line) <= 75 for line in made["ics"].split(b"\r\n")))

    def test_nothing(self):
        for date in ("", ', "date": "2026-03-14"'):
            self.make_event({"slots.csv": "slot,start,end\n", "rooms.csv": "room\n", "sessions.csv": "title\n",
                             "event.json": '{"name": ""%s}' % (date or ', "date": "2026-03-14", "timezone": "Europe/Berlin"')})
            self.check(self.export_all("ev"))

    def test_no_session_and_no_seat(self):
        self.make_event({"slots.csv": "slot,start,end\nA,9:00,10:00\n", "rooms.csv": "room\nR\n", "sessions.csv": "title,sections\nx,0\n",
                         "event.json": '{"date": "2026-03-14"}'})
        self.check(self.export_all("ev"))


if __name__ == "__main__":
    unittest.main()
