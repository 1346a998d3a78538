#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""board.pdf and signs.pdf, read by pdftotext and pdfinfo of poppler: every word is there and inside the margins."""
import random
import re
import shutil
import subprocess
import sys
import unittest
from xml.etree import ElementTree

from program import ProgramTest, lacks

if lacks("pdf") or not shutil.which("pdftotext") or not shutil.which("pdfinfo"):
    print("skipped: this build writes no PDF, or poppler-utils is not installed")
    sys.exit(77)

MARGIN = 36
WORDS = ["Reading", "aloud", "in", "every", "grade", "without", "homework", "Differentiation", "for", "busy", "teachers", "a",
         "collaborative", "professional", "learning", "community", "Grundschulpädagogik", "naïve", "Œuvre", "of", "maths", "&", "(part)"]


def event_of(sessions, rooms, slots, days=1, seed=1, longest=9):
    """A board that is full: as many sessions as cells, each with a title of its own."""
    chance = random.Random(seed)
    titles = [" ".join([f"T{i}x"] + chance.choices(WORDS, k=chance.randint(1, longest)) + [f"E{i}x"]) for i in range(sessions)]
    day = [f"2026-03-{14 + d}" for d in range(days)]
    return titles, {
        "event.json": '{"name": "Board of %d"}' % sessions,
        "slots.csv": "slot,day,start,end,open\n" + "".join(f"{d}-{s},{d},{8 + s}:00,{8 + s}:50,\n" for d in day for s in range(slots))
                     + "".join(f"L{d},{d},{8 + slots}:00,{9 + slots}:00,no\n" for d in day),
        "rooms.csv": "room\n" + "".join(f"Room {r}\n" for r in range(rooms)),
        "sessions.csv": "session,title,presenters\n" + "".join(f'{i},"{t}",Ana Ruiz {i};Bo Li {i}\n' for i, t in enumerate(titles)),
    }


class Pdf(ProgramTest):
    def make(self, event, form="pdf", *options, solve=True, **more):
        if solve:
            self.run_program("solve", event, "-o", "out", "-q", "--work", "3000")
        return self.run_program("export", event, "out/board.json", "--format", form, "-o", "file.pdf", "-q", *options, **more)

    def words(self):
        """(page, word, box) of everything; checks that nothing is outside of the margins."""
        text = subprocess.run(["pdftotext", "-bbox", "file.pdf", "-"], cwd=self.folder, capture_output=True, check=True).stdout
        found = []
        pages = [e for e in ElementTree.fromstring(re.sub(rb"<!DOCTYPE.*?>", b"", text, flags=re.S)).iter() if e.tag.endswith("}page")]
        for number, page in enumerate(pages):
            width, height = float(page.get("width")), float(page.get("height"))
            for word in page:
                box = [float(word.get(k)) for k in ("xMin", "yMin", "xMax", "yMax")]
                self.assertGreaterEqual(box[0], MARGIN - 1, word.text)
                self.assertGreaterEqual(box[1], MARGIN - 4, word.text)
                self.assertLessEqual(box[2], width - MARGIN + 1, word.text)
                self.assertLessEqual(box[3], height - MARGIN + 4, word.text)
                found.append((number, word.text, box))
        return len(pages), found

    def info(self):
        text = subprocess.run(["pdfinfo", "file.pdf"], cwd=self.folder, capture_output=True, text=True, check=True,
                              env={"TZ": "UTC", "PATH": "/usr/bin:/bin"}).stdout
        return dict(line.split(":", 1) for line in text.split("\n") if ":" in line)

    def check_titles(self, titles, found):
        there = [word for _, word, _ in found]
        for title in titles:
            for word in set(title.split()):
                self.assertIn(word, there)
        wanted = [word for title in titles for word in title.split()]
        for word in WORDS:
            self.assertGreaterEqual(there.count(word), wanted.count(word), word)
        # no word of a column comes over one of the next
        for page in {p for p, _, _ in found}:
            boxes = [box for p, _, box in found if p == page]
            for i, a in enumerate(boxes):
                for b in boxes[i + 1:]:
                    over_x, over_y = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
                    self.assertFalse(over_x > 1 and over_y > 7, (a, b))

    def test_boards_of_40_100_and_more(self):
        # how many pages it may take with DejaVu Sans, which is wide; narrower letters take fewer
        for sessions, rooms, slots, days, longest, most_pages in ((40, 8, 5, 1, 5, 2), (102, 17, 6, 1, 5, 5), (100, 10, 5, 2, 9, 8), (60, 30, 2, 1, 4, 8)):
            titles, files = event_of(sessions, rooms, slots, days, longest=longest)
            self.make(self.make_event(files))
            pages, found = self.words()
            self.check_titles(titles, found)
            self.assertLessEqual(pages, most_pages)
            for page in range(pages): # the head of every page
                on_page = [word for p, word, _ in found if p == page]
                self.assertIn("Room", on_page)
                self.assertIn("8:00", on_page)

    def test_titles_that_go_over_pages(self):
        titles = [" ".join(f"{letter}{i}x" for i in range(1800)) for letter in "ab"]
        event = self.make_event({"slots.csv": "slot,start,end\nA,9:00,10:00\nB,10:00,11:00\n", "rooms.csv": "room\nR\nS\nT\n",
                                 "sessions.csv": "title\n" + "\n".join(titles) + "\nshort\n"})
        self.make(event)
        pages, found = self.words()
        self.check_titles(titles, found)
        self.assertGreater(pages, 1)
        self.make(event, "signs-pdf", solve=False)
        self.check_titles(titles, self.words()[1])

    def test_every_script(self):
        titles = ["שלום", "مرحبا", "日本語", "한국어", "हिन्दी", "Ελληνικά", "Привет"]
        event = self.make_event({"slots.csv": "slot,start,end\nA,9:00,10:00\n", "rooms.csv": "room\n" + "".join(f"r{i}\n" for i in range(7)),
                                 "sessions.csv": "title\n" + "\n".join(titles) + "\n"})
        self.make(event)
        fonts = subprocess.run(["pdffonts", "file.pdf"], cwd=self.folder, capture_output=True, text=True, check=True).stdout
        self.assertNotIn(" no  ", "".join(line[40:75] for line in fonts.split("\n")[2:3]))
        self.assertEqual(self.words()[0], 1)

    def test_paper(self):
        _, files = event_of(4, 2, 2)
        event = self.make_event(files)
        sizes = {"a4": "841.89 x 595.28", "a3": "1190.55 x 841.89", "letter": "792 x 612", "tabloid": "1224 x 792"}
        self.make(event)
        self.assertIn(sizes["a4"], self.info()["Page size"])
        for paper, size in sizes.items():
            self.make(event, "pdf", "--paper", paper, solve=False)
            self.assertIn(size, self.info()["Page size"])
        self.make(event, "signs-pdf", "--paper", "letter", solve=False)
        self.assertIn("612 x 792", self.info()["Page size"])
        self.make(event, "pdf", "--paper", "a5", solve=False, code=2)
        self.make(event, "grid", "--paper", "a4", solve=False, code=2)

    def test_the_same_bytes(self):
        _, files = event_of(12, 3, 4)
        event = self.make_event(files)
        self.make(event)
        first = self.read("file.pdf")
        self.make(event, solve=False)
        self.assertEqual(self.read("file.pdf"), first)
        info = self.info()
        self.assertEqual(info["Title"].strip(), "Board of 12")
        self.assertEqual(info["Tagged"].strip(), "yes")
        self.assertIn("Mar 14 00:00:00 2026", info["CreationDate"])
        self.make(event, solve=False, env={"SOURCE_DATE_EPOCH": "1000000000"})
        self.assertIn("Sep  9 01:46:40 2001", self.info()["CreationDate"])

    def test_signs(self):
        titles, files = event_of(12, 3, 4)
        files["rooms.csv"] += "Unused\n"
        event = self.make_event(files)
        self.make(event, "signs-pdf")
        pages, found = self.words()
        self.assertEqual(pages, 3)
        self.check_titles(titles, found)
        self.make(event, "signs-pdf", "--room", "room 1", solve=False)
        pages, found = self.words()
        self.assertEqual(pages, 1)
        self.assertEqual([word for _, word, _ in found if word in ("0", "1", "2")][:1], ["1"])
        self.make(event, "signs-pdf", "--room", "room 7", solve=False, code=2)

    def test_only_what_may_hang_on_the_wall(self):
        event = self.make_event({"slots.csv": "slot,start,end\nA,9:00,10:00\n", "rooms.csv": "room,capacity\nR,77\n",
                                 "sessions.csv": "title,presenters,cost\nOne,ana@example.org;Bo,4321\n",
                                 "votes.csv": "person,session,weight\nVera,One,5\n"})
        for form in ("pdf", "signs-pdf"):
            self.make(event, form)
            there = [word for _, word, _ in self.words()[1]]
            self.assertIn("ana,", there)
            self.assertFalse({"77", "4321", "Vera"} & set(there))
            self.assertNotIn("@", "".join(there))

    def test_nothing_at_all(self):
        event = self.make_event({"slots.csv": "slot,start,end\n", "rooms.csv": "room\n", "sessions.csv": "title\n"})
        for form in ("pdf", "signs-pdf"):
            self.make(event, form)
            self.assertEqual(self.words()[0], 1)


if __name__ == "__main__":
    unittest.main()
