#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder for the wall: what is public, what is for staff, and that a mistake writes nothing."""
import re
import subprocess
import unittest
import zipfile

from program import DONE, SMALL, USAGE, ProgramTest, lacks

PAGES = ["board.html", "index.html", "list.html", "signs.html"]
# Each of them needs a library: a build without it leaves them out, and the tests of their own are skipped there.
FORMS = {"board.ics": "ics", "board.pdf": "pdf", "board.xlsx": "xlsx", "schedule.json": "schedule-json",
         "schedule.xml": "schedule-xml", "signs.pdf": "signs-pdf"}
OTHERS = [name for name, form in FORMS.items() if not lacks(form)]
PUBLIC = sorted(PAGES + OTHERS)
STAFF = ["staff/agendas.html", "staff/board.csv", "staff/board.html", "staff/board.json", "staff/index.html",
         "staff/report.html", "staff/seats.csv"]
# Each secret is a text that stands nowhere else: addresses, people who only vote, groups, weights, costs, capacities.
SECRETS = ["ana@secret-school.org", "secret-school.org", "Voter Vera", "voter7", "GroupGamma", "7719", "8841", "6637", "5531",
           "cheap-person"]
PRIVATE = {
    "event.json": '{"name": "A <b>day</b>", "date": "2026-03-14", "timezone": "Europe/Berlin"}',
    "slots.csv": "slot,start,end,open\nA,9:00,9:50,\nLunch,9:50,10:00,no\nB,10:00,10:50,\n",
    "rooms.csv": "room,capacity\nR,7719\n<Room>,8841\n",
    "sessions.csv": "session,title,presenters,cost,capacity,description,sections\n"
                    "x,<script>alert(1)</script>,ana@secret-school.org; Ben <ben@secret-school.org>,6637,,Bring & see,1\n"
                    "y,Maths,p9,,,,1\nz,Art,,,5531,,1\nq,Left out,,,,,0\n",
    "people.csv": "person,name,email,groups\nvoter7,Voter Vera,vera@secret-school.org,GroupGamma\n"
                  "p9,,cy@secret-school.org,\n",
    "votes.csv": "person,session,weight\nvoter7,x,3\nvoter7,y,2\ncheap-person,z,1\n",
}


class Publish(ProgramTest):
    def publish(self, files, *arguments, code=DONE):
        ev = self.make_event(files)
        self.run_program("solve", ev, "-o", "out", "-q", "--work", "2000")
        return self.run_program("publish", ev, "out/board.json", "-o", "wall", *arguments, code=code)

    def text_of(self, name):
        """What a file that is no page says."""
        path = self.path("wall", name)
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(path) as parts:
                return "".join(parts.read(part).decode() for part in parts.namelist())
        if name.endswith(".pdf"):
            return subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        return self.read("wall", name).decode()

    def test_public_files_tell_sessions_and_presenters_only(self):
        result = self.publish(PRIVATE)
        self.assertEqual(self.files_below("wall"), PUBLIC)
        self.assertIn("Written: wall/index.html", result.stdout)
        for name in OTHERS:
            text = self.text_of(name)
            self.assertIn("Maths", text, name)
            for secret in SECRETS:
                self.assertNotIn(secret, text, name)
        for name in PAGES:
            text = self.read("wall", name).decode()
            body = text[text.index("<body"):]
            for secret in SECRETS:
                self.assertNotIn(secret, text, name)
            self.assertNotRegex(re.sub(r"<script>.*</script>", "", body, flags=re.S), r"(?i)\bseats?\b|\bvotes?\b|@", name)
            self.assertNotIn("<script>alert", text)
            self.assertIn("A &lt;b&gt;day&lt;/b&gt;", text)
        for name in ("board.html", "list.html"):
            text = self.read("wall", name).decode()
            self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", text)
            for shown in ("<bdi>ana</bdi>", "<bdi>Ben</bdi>", "<bdi>cy</bdi>", "Bring &amp; see", "Left out"):
                self.assertIn(shown, text, name)

    def test_staff_files_are_apart(self):
        self.publish(PRIVATE, "--staff")
        self.assertEqual(self.files_below("wall"), sorted(PUBLIC + STAFF))
        self.assertIn(b"Voter Vera", self.read("wall", "staff", "board.html"))
        self.assertIn(b"Voter Vera", self.read("wall", "staff", "agendas.html"))
        self.assertNotIn(b"staff", self.read("wall", "index.html").split(b"<body")[1])

    def test_the_index_leads_to_every_file(self):
        self.publish(PRIVATE, "--staff")
        for folder, names in (("", PUBLIC), ("staff/", STAFF)):
            text = self.read("wall", folder + "index.html").decode()
            links = re.findall(r'<li><a href="([^"]+)"', text)
            self.assertEqual(sorted(folder + link for link in links), [n for n in names if not n.endswith("index.html")])

    def test_the_same_bytes_again(self):
        self.publish(PRIVATE, "--staff")
        first = {name: self.read("wall", name) for name in PUBLIC + STAFF}
        self.run_program("publish", "ev", "out/board.json", "-o", "wall", "--staff", "-q")
        self.assertEqual(first, {name: self.read("wall", name) for name in PUBLIC + STAFF})

    def test_a_bad_link_writes_nothing(self):
        for link in ("javascript:alert(1)", "school.org", "https://a b"):
            result = self.publish(SMALL, "--link", link, code=USAGE)
            self.assertIn("[E_LINK]", result.stderr)
            self.assertEqual(self.files_below("wall"), [])

    def test_the_folder_is_of_its_own(self):
        """What tells votes and seats must not lie beside pages that go online."""
        self.publish(SMALL)
        for folder in ("out", "ev"):
            before = self.files_below(folder)
            said = self.run_program("publish", "ev", "out/board.json", "-o", folder, code=USAGE).stderr
            self.assertIn("a folder of its own", said)
            self.assertEqual(before, self.files_below(folder))

    def test_a_link_goes_with_pages_and_signs(self):
        self.publish(SMALL)
        for form in ("ics", "xlsx", "pdf", "grid"):
            if not lacks(form):
                said = self.run_program("export", "ev", "out/board.json", "-f", form, "-o", "x", "--link", "https://school.org", code=USAGE)
                self.assertIn("a link goes with", said.stderr)

    @unittest.skipIf(lacks("signs-pdf"), "this build writes no PDF")
    def test_a_link_is_a_code_on_the_signs(self):
        self.publish(SMALL)
        sizes = []
        for more in ((), ("--link", "https://school.org/board")):
            self.run_program("export", "ev", "out/board.json", "-f", "signs-pdf", "-o", "signs.pdf", *more)
            sizes.append(len(self.read("signs.pdf")))
        self.assertGreater(sizes[1], sizes[0] + 500)

    def test_the_folder_must_be_named(self):
        result = self.run_program("publish", "ev", "out/board.json", code=USAGE)
        self.assertIn("`publish` needs --output DIR", result.stderr)

    def test_a_link_is_on_the_pages(self):
        self.publish(SMALL, "--link", "https://school.org/?a=1&b=2", "--staff")
        for name in ("board.html", "index.html", "signs.html", "staff/agendas.html", "staff/board.html"):
            self.assertIn(b'href="https://school.org/?a=1&amp;b=2"', self.read("wall", name), name)

    def test_an_older_staff_folder_is_told(self):
        self.publish(SMALL, "--staff")
        result = self.run_program("publish", "ev", "out/board.json", "-o", "wall")
        self.assertIn("keep it off the web", result.stderr)

    def test_each_warning_is_told_once(self):
        files = dict(PRIVATE, **{"event.json": '{"name": "A day", "date": "2026-03-14"}',
                                 "sessions.csv": "session,title\nx,a\u0001b\n"})
        files["votes.csv"] = "person,session\np1,x\n"
        said = self.publish(files).stderr
        self.assertEqual(said.count("[W_CONTROL]"), 1 if OTHERS else 0, said)
        for code in re.findall(r"\[(W_\w+)\]", said):
            self.assertEqual(said.count(f"[{code}]"), 1, said)
        if not lacks("schedule-xml"):
            self.assertIn("[W_NO_TIMEZONE]", said)

    def test_an_older_file_that_is_left_out_is_told(self):
        self.publish(PRIVATE)
        old = self.read("wall", "schedule.xml") if not lacks("schedule-xml") else b""
        self.write("ev/event.json", '{"name": "A day"}')
        self.run_program("solve", "ev", "-o", "out", "-q", "--work", "2000")
        said = self.run_program("publish", "ev", "out/board.json", "-o", "wall").stderr
        for name in ("board.ics", "schedule.json", "schedule.xml"):
            self.assertIn(f"Left out: {name}: ", said)
            self.assertEqual(f"wall/{name} is from an earlier time" in said, name in self.files_below("wall"), said)
        if old:
            self.assertEqual(old, self.read("wall", "schedule.xml"))

    @unittest.skipIf(lacks("ics"), "this build writes no calendars")
    def test_a_calendar_of_another_event_is_in_the_way(self):
        self.publish(PRIVATE)
        before = {name: self.read("wall", name) for name in PUBLIC}
        self.write("ev/event.json", PRIVATE["event.json"].replace("day", "other day"))
        self.run_program("solve", "ev", "-o", "out", "-q", "--work", "2000")
        said = self.run_program("publish", "ev", "out/board.json", "-o", "wall", code=USAGE).stderr
        self.assertIn("wall/board.ics cannot be written", said)
        self.assertIn("[E_CALENDAR]", said)
        self.assertEqual(before, {name: self.read("wall", name) for name in PUBLIC})

    def test_a_board_that_breaks_the_rules_writes_nothing(self):
        ev = self.make_event(SMALL)
        self.run_program("solve", ev, "-o", "out", "-q")
        self.write("out/board.json", self.read("out", "board.json").decode().replace('"room": "R"', '"room": "S"'))
        self.run_program("publish", ev, "out/board.json", "-o", "wall", code=1)
        self.assertEqual(self.files_below("wall"), [])

    def test_the_record_of_a_solve_is_in_the_report(self):
        ev = self.make_event(SMALL)
        self.run_program("solve", ev, "-o", "out", "-q", "--work", "2000", "--progress", "how.csv")
        rows = self.read("how.csv").decode().splitlines()
        self.assertEqual(rows[0], "seconds,matched,bound")
        self.assertEqual([float(cell) for cell in rows[-1].split(",")][1:], [8, 8])
        self.assertEqual(self.files_below("out"), ["board.csv", "board.json", "seats.csv"])
        self.write("how.csv", "seconds,matched,bound\n0.5,3,\n1.5,6,9.25\n2.5,8,8\n")
        text = self.run_program("export", ev, "out/board.json", "-f", "report", "--progress", "how.csv").stdout
        self.assertIn('<tr><th scope="row" dir="auto">1.5</th><td>6</td><td>9.25</td></tr>', text)
        self.assertIn('<path class="bound"', text)
        for wrong in ("", "seconds,matched,bound\n1,2\n", "seconds,matched,bound\n1,x,3\n", "seconds,matched,bound\n1,2,3"):
            self.write("how.csv", wrong)
            result = self.run_program("export", ev, "out/board.json", "-f", "report", "--progress", "how.csv", code=USAGE)
            self.assertIn("how.csv:", result.stderr)

    def test_figures_of_the_report(self):
        files = dict(SMALL, **{"people.csv": "person,groups\np1,red\np2,red\np3,blue\n"})
        ev = self.make_event(files)
        self.run_program("solve", ev, "-o", "out", "-q", "--work", "2000")
        text = self.run_program("export", ev, "out/board.json", "-f", "report").stdout
        # x seats p1 and p2, y seats p1 and p3. Most: p1 3 + 1, p2 3, p3 2 + 1.
        row = '<tr><th scope="row" dir="auto">{}</th>'
        self.assertIn(row.format("100 %") + "<td>2</td><td>67\u00a0%</td></tr>", text)
        self.assertIn(row.format("30\u201339 %") + "<td>1</td><td>33\u00a0%</td></tr>", text)
        self.assertIn(row.format("p3") + "<td>1</td><td>3</td><td>33\u00a0%</td></tr>", text)
        self.assertIn(row.format("red") + "<td>2</td><td>100\u00a0%</td><td>100\u00a0%</td></tr>", text)
        self.assertIn(row.format("Everybody") + "<td>3</td><td>80\u00a0%</td><td>33\u00a0%</td></tr>", text)
        self.assertIn(row.format("R") + "<td>2</td><td>4</td><td>4</td><td>100\u00a0%</td></tr>", text)
        self.assertIn("Nobody wants two sessions that are at the same time.", text)

    def test_conflicts_of_the_report(self):
        ev = self.make_event({"slots.csv": "slot,start,end\nA,9:00,9:50\n", "rooms.csv": "room\nR\nS\n",
                              "sessions.csv": "session,title\nx,Reading\ny,Maths\n",
                              "votes.csv": "person,session,weight\np1,x,3\np1,y,1\np2,x,2\np2,y,5\np3,x,2\n"})
        self.run_program("solve", ev, "-o", "out", "-q", "--work", "2000")
        text = self.run_program("export", ev, "out/board.json", "-f", "report").stdout
        # p1 loses 1, p2 loses 2.
        self.assertIn("<bdi>Reading</bdi> <i>and</i> <bdi>Maths</bdi></th><td>2</td><td>3</td></tr>", text)

    def test_no_styles_or_scripts_from_elsewhere(self):
        self.publish(PRIVATE, "--staff", "--link", "https://school.org/")
        for name in PAGES + [n for n in STAFF if n.endswith(".html")]:
            text = self.read("wall", name).decode()
            self.assertIn("default-src 'none'", text)
            self.assertNotRegex(text, r"(?i)<(link|iframe|object|embed|base)\b|\ssrc=|@import|url\((?!#)|\son[a-z]+=|\sstyle=")


if __name__ == "__main__":
    unittest.main()
