#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""README.md: what it links to is there, its commands exist, and its picture is what the program prints. The boards of
two versions differ, so of the picture only what all boards share is compared: rooms, times, sizes, sums, words."""
import csv
import os
import re
import unittest

from program import SOURCE, ProgramTest, on_terminal

with open(os.path.join(SOURCE, "README.md"), encoding="utf-8") as _file:
    README = _file.read()
EVENT = os.path.join(SOURCE, "samples", "edcamp")
LABEL = 10  # columns of the times
PICTURE = next(block for block in re.findall(r"(?s)```\n(.*?)```", README) if block.startswith("$ campboard solve"))


def rows(name):
    with open(os.path.join(EVENT, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text.replace(",", ""))


def paragraphs(lines):
    """Lines of the summary as they were before they were wrapped."""
    whole = []
    for line in lines:
        deeper = len(line) - len(line.lstrip()) - 2
        if whole and deeper >= 0 and deeper == len(whole[-1]) - len(whole[-1].lstrip()) and not line.startswith('  "'):
            whole[-1] += " " + line.strip()
        else:
            whole.append(line)
    return whole


class Readme(ProgramTest):
    def test_links(self):
        links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", README)
        self.assertGreater(len(links), 8)
        for link in links:
            self.assertTrue(os.path.exists(os.path.join(SOURCE, link)), link)

    def test_scripts(self):
        scripts = re.findall(r"(?m)^sh (\S+)", README)
        self.assertEqual(len(scripts), 2)
        for script in scripts:
            self.assertTrue(os.path.isfile(os.path.join(SOURCE, script)), script)

    def test_commands(self):
        """Every `campboard ...` of the page, in its order, in one folder."""
        os.symlink(os.path.join(SOURCE, "samples"), self.path("samples"))
        commands = re.findall(r"[`$] ?(?:build/)?campboard (\w[^`\n]*)", README)
        self.assertGreater(len(commands), 2)
        for command in commands:
            words = command.split()
            limit = ["--work", "2000"] if words[0] == "solve" and "--work" not in words else []
            self.run_program(*words, *limit)

    def picture(self):
        """(lines of the grid, lines of the summary), of README and of the program on a terminal of 100 columns."""
        text = on_terminal(self.folder, "solve", EVENT, "--work", "4000", "--quiet", "-o", "out", columns=100)
        self.assertEqual(text, "")
        printed = "\n".join(on_terminal(self.folder, "export", EVENT, "out/board.json", "--format", form, columns=100,
                                        env={"NO_COLOR": "1"})
                            for form in ("grid", "summary"))
        both = []
        for text in (PICTURE.split("\n", 1)[1], printed):
            lines = text.rstrip("\n").split("\n")
            at = next(i for i, line in enumerate(lines) if line.startswith("Matched "))
            both.append(([line.rstrip() for line in lines[:at]], paragraphs(lines[at:])))
        return both

    def test_grid(self):
        (shown, _), (printed, _) = self.picture()
        shown = shown[:shown.index("…")]
        self.assertEqual(shown[:3], printed[:3])    # day, rooms, lines below them
        closed = [line for line in shown if " ── " in line]
        self.assertEqual(closed, [line for line in printed if " ── " in line][:len(closed)])
        labels = [[line[:LABEL].strip() for line in lines[3:] if line[:LABEL].strip()] for lines in (shown, printed)]
        self.assertEqual(labels[0], labels[1][:len(labels[0])])
        self.assertGreater(len(labels[0]), 5)

    def test_cells(self):
        """What stands in the cells: a title once, as it is written, and seats of a room of that size."""
        (shown, _), _ = self.picture()
        starts = [match.start() for match in re.finditer("─+", shown[2])]
        rooms = re.split(r" {2,}", shown[1].strip())
        self.assertEqual(rooms, [row["room"] for row in rows("rooms.csv")][:len(rooms)])
        sizes = {row["room"]: row["capacity"] for row in rows("rooms.csv")}
        titles = [row["title"] for row in rows("sessions.csv")]
        found = []
        for room, start, end in zip(rooms, starts, [*starts[1:], 200]):
            words = ""
            for line in shown[3:shown.index("…")]:
                part = "" if " ── " in line else line[start:end].strip()
                seats = re.fullmatch(r"(\d+) of (\d+)( full)?", part)
                if not seats:
                    words = f"{words} {part}".strip()
                    continue
                self.assertEqual(seats[2], sizes[room])
                self.assertLessEqual(int(seats[1]), int(seats[2]))
                self.assertEqual(bool(seats[3]), seats[1] == seats[2])
                found += [title for title in titles if title == words or words[-1] == "…" and title.startswith(words[:-1])]
                words = ""
            self.assertEqual(words, "")
        self.assertEqual(len(found), len(set(found)))
        self.assertEqual(len(found), 3 * len(rooms))    # three slots before lunch

    def test_summary(self):
        (_, shown), (_, printed) = self.picture()
        form = r"Matched ([\d,.]+) of ([\d,.]+) that everybody asked for \(([\d.]+) %\)\."
        of_readme, of_program = re.fullmatch(form, shown[0]), re.fullmatch(form, printed[0])
        self.assertTrue(of_readme and of_program, shown[0])
        self.assertEqual(of_readme[2], of_program[2])
        matched, possible = number(of_readme[1]), number(of_readme[2])
        self.assertEqual(int(of_readme[3]), round(100 * matched / possible))
        proven = "Proven: no board can match more."
        bounds = []
        for line, own in ((shown[1], matched), (printed[1], number(of_program[1]))):
            told = re.fullmatch(r"No board can match more than ([\d,.]+), which is ([\d.]+) % above this one; more time may "
                                r"bring them closer\.", line)
            self.assertTrue(told or line == proven, line)
            bounds.append(number(told[1]) if told else own)
            if told:
                self.assertAlmostEqual(float(told[2]), 100 * (number(told[1]) / own - 1), delta=0.6)
        # What no board can exceed, neither of the two does.
        self.assertLessEqual(max(matched, number(of_program[1])), min(bounds))
        words = [re.sub(r"[\d,.]+|\(.*\)|people|person", "N", line) for line in (shown[3], printed[3])]
        self.assertEqual(words[0], words[1])            # runs on the board, seats taken
        left_out = re.fullmatch(r"(\d+) sessions were left out:", shown[4])
        self.assertEqual(len(rows("sessions.csv")) - int(left_out[1]), int(shown[3].split()[0]))
        for line in shown[5:]:
            told = re.match(r'  "(.*)" \(\d+ votes?\): \S', line)
            self.assertTrue(line == "…" or told and told[1] in [row["title"] for row in rows("sessions.csv")], line)


if __name__ == "__main__":
    unittest.main()
