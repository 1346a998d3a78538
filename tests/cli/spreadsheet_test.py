#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""board.csv and board.xlsx in a spreadsheet: everything arrives as the text it was. The workbook is looked at as XML, and
both are opened by LibreOffice where it is installed."""
import csv
import glob
import io
import os
import re
import shutil
import subprocess
import unittest
import zipfile
from xml.etree import ElementTree

from program import ProgramTest, lacks

TITLES = ["Zoë & Øystein: “naïve” 日本", "=1+1", "+4", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://x.example\",\"y\")", "0042", "1e5", "3/4", "TRUE",
          "9:05", "plain, with comma"]
EVENT = {
    "event.json": '{"name": "Tag der =Ideen", "date": "2026-03-14"}',
    "slots.csv": "slot,start,end,open\nA,9:05,9:50,\nB,10:00,10:45,\nL,10:45,11:30,no\nC,11:30,12:15,\nD,12:15,13:00,\n",
    "rooms.csv": "room\n007\nA [very] long: name of a room/hall?\nA [very] long: name of a room/hall!\n",
    "sessions.csv": "session,title,presenters,tags\n" + "".join('%04d,"%s",%s,%s\n' % (i, t.replace('"', '""'), "Ana;bo@example.org" if i == 0 else "", "=tag") for i, t in enumerate(TITLES)),
}
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Spreadsheet(ProgramTest):
    def setUp(self):
        super().setUp()
        self.event = self.make_event(EVENT)
        self.run_program("solve", self.event, "-o", "out", "-q", "--work", "2000")

    def export(self, form, file, *options, **more):
        self.run_program("export", self.event, "out/board.json", "--format", form, "-o", file, *options, **more)
        return self.read(file)

    def open(self, file, choose):
        """The sheets of a file as LibreOffice shows them: name -> rows."""
        if not shutil.which("soffice"):
            self.skipTest("LibreOffice is not installed")
        subprocess.run(["soffice", f"-env:UserInstallation=file://{self.path('profile')}", "--headless", *choose, "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", self.path("lo"), self.path(file)],
                       check=True, capture_output=True, timeout=300)
        sheets = {}
        for path in glob.glob(self.path("lo", "*.csv")):
            with open(path, encoding="utf-8", newline="") as text:
                sheets[os.path.basename(path)[len(file.split(".")[0]) + 1:-4]] = list(csv.reader(text))
        return sheets

    def test_byte_order_mark(self):
        for form in ("csv", "seats"):
            plain, marked = self.export(form, "a.csv"), self.export(form, "b.csv", "--bom")
            self.assertEqual(marked, b"\xef\xbb\xbf" + plain)
        self.run_program("export", self.event, "out/board.json", "--format", "json", "--bom", code=2)

    def test_csv_in_libreoffice(self):
        text = self.export("csv", "board.csv", "--bom").decode("utf-8-sig")
        rows, = self.open("board.csv", ["--infilter=CSV:44,34,76,1,,0,false,false"]).values()
        found = {row[5].lstrip("'"): row for row in rows[1:]}
        self.assertEqual(len(found), len(TITLES))
        for row in csv.reader(io.StringIO(text)):
            if row[5] == "session":
                continue
            # an import without questions asked takes zeros off an id; the title and the time stay what they are
            opened = next(r for r in rows[1:] if r[3:5] and r[1:2] == row[1:2] and r[4].lstrip("0") == row[4].lstrip("0"))
            if row[7][:1] == "'":
                self.assertIn(opened[7], (row[7], row[7][1:]))
                self.assertNotIn("Err", opened[7])
        self.assertIn(TITLES[0], [row[7] for row in rows])
        self.assertTrue(all(re.fullmatch(r"(09:05|10:00|11:30|12:15)(:00)?", row[2]) for row in rows[1:]))

    @unittest.skipIf(lacks("xlsx"), "this build has no workbooks")
    def test_workbook_in_libreoffice(self):
        self.export("xlsx", "board.xlsx")
        sheets = self.open("board.xlsx", [])
        self.assertEqual(sorted(sheets), ["007", "A -very- long- name of (2)", "A -very- long- name of a room-h", "Board", "List"])
        rows = sheets["List"]
        self.assertEqual(rows[0], ["Day", "Start", "End", "Slot", "Room", "Session", "Run", "Title", "Presenters", "Tags", "Level", "Description"])
        self.assertEqual(sorted((row[5], row[7]) for row in rows[1:]), [("%04d" % i, t) for i, t in enumerate(TITLES)])
        self.assertEqual({row[1] for row in rows[1:]}, {"09:05", "10:00", "11:30", "12:15"})
        self.assertEqual({row[4] for row in rows[1:]}, {"007", "A [very] long: name of a room/hall?", "A [very] long: name of a room/hall!"})
        self.assertEqual({row[9] for row in rows[1:]}, {"=tag"})
        self.assertEqual([row[8] for row in rows if row[5] == "0000"], ["Ana, bo"])
        board = sheets["Board"]
        self.assertEqual(board[0][0], "Tag der =Ideen")
        self.assertEqual(board[1], ["Time", "007", "A [very] long: name of a room/hall?", "A [very] long: name of a room/hall!"])
        self.assertEqual([row[0] for row in board[2:]],
                         ["Saturday 14 March 2026", "9:05–9:50\nA", "10:00–10:45\nB", "10:45–11:30", "11:30–12:15\nC", "12:15–13:00\nD"])
        self.assertEqual(sorted(cell.split("\n")[0] for row in board[3:] for cell in row[1:] if cell and cell != "L"), sorted(TITLES))
        self.assertEqual(sum(len(rows) - 2 for name, rows in sheets.items() if name not in ("Board", "List")), len(TITLES))

    @unittest.skipIf(lacks("xlsx"), "this build has no workbooks")
    def test_workbook_as_xml(self):
        os.mkdir(self.path("passing"))
        data = self.export("xlsx", "board.xlsx", env={"TMPDIR": self.path("passing")})
        self.assertEqual(os.listdir(self.path("passing")), [], "a passing file was left behind")
        self.assertEqual(self.export("xlsx", "again.xlsx"), data)
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            self.assertIn(b"2026-03-14T00:00:00Z", book.read("docProps/core.xml"))
            n_sheets = 0
            for name in book.namelist():
                if not name.startswith("xl/worksheets/sheet"):
                    continue
                n_sheets += 1
                sheet = ElementTree.fromstring(book.read(name))
                self.assertEqual(sheet.findall(f".//{NS}f"), [], "a formula")
                self.assertEqual({c.get("t") for c in sheet.iter(NS + "c")} - {"s", None}, set(), "a cell that is no text")
                self.assertTrue(all(c.get("t") == "s" or c.find(NS + "v") is None for c in sheet.iter(NS + "c")))
                setup = sheet.find(NS + "pageSetup")
                self.assertEqual((setup.get("orientation"), setup.get("fitToHeight")), ("landscape", "0"))
            self.assertEqual(n_sheets, 5)
            titles = re.findall(rb"Print_Titles", book.read("xl/workbook.xml"))
            self.assertEqual(len(titles), 5, "the header on every page")

    @unittest.skipIf(lacks("xlsx"), "this build has no workbooks")
    def test_where_nothing_can_be_written(self):
        result = self.run_program("export", self.event, "out/board.json", "--format", "xlsx", "-o", "b.xlsx", code=2, env={"TMPDIR": "/nowhere"})
        self.assertIn("TMPDIR", result.stderr)
        self.assertNotIn("b.xlsx", self.files_below("."))

    @unittest.skipIf(lacks("xlsx"), "this build has no workbooks")
    def test_texts_that_are_too_long_for_a_cell(self):
        long = "é" * 40000
        self.event = self.make_event({"slots.csv": "slot,start,end\nA,9:00,10:00\n", "rooms.csv": "room\nR\n",
                                      "sessions.csv": f"title,description\nOne,{long}\n"}, name="long")
        self.run_program("solve", self.event, "-o", "out", "-q")
        result = self.run_program("export", self.event, "out/board.json", "--format", "xlsx", "-o", "b.xlsx")
        self.assertIn("W_CELL_LENGTH", result.stderr)
        with zipfile.ZipFile(self.path("b.xlsx")) as book:
            self.assertIn("é" * 32766 + "…<", book.read("xl/sharedStrings.xml").decode())


if __name__ == "__main__":
    unittest.main()
