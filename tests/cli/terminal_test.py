#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a terminal gets: one progress line that is rewritten, colours unless NO_COLOR, a grid of its width. What a
pipe gets: plain lines."""
import unittest

from program import SMALL, ProgramTest, hard, on_terminal


class Terminal(ProgramTest):
    def on_terminal(self, *arguments, columns=90, env=None):
        return on_terminal(self.folder, *arguments, columns=columns, env=env)

    def test_progress_is_one_line(self):
        self.make_event(hard(voters=80, sessions=25, slots=4, rooms=5))
        text = self.on_terminal("solve", "ev", "--time", "3")
        self.assertIn("\r", text)
        self.assertIn("\033[K", text)
        self.assertEqual(text.count("\n   0."), 0, "progress lines must not scroll")

    def test_a_dumb_terminal_gets_plain_lines(self):
        self.make_event(hard(voters=80, sessions=25, slots=4, rooms=5))
        text = self.on_terminal("solve", "ev", "--time", "3", env={"TERM": "dumb"})
        self.assertNotIn("\r", text)
        self.assertNotIn("\033", text)
        self.assertIn(" bound ", text)

    def test_progress_fits_the_terminal(self):
        self.make_event(hard(voters=80, sessions=25, slots=4, rooms=5))
        for columns in (40, 80, 200):
            text = self.on_terminal("solve", "ev", "--time", "2", columns=columns)
            shown = [part.split("\033[K")[0] for part in text.split("\r")[1:] if "\033[K" in part]
            self.assertGreater(len(shown), 0)
            self.assertTrue(all(len(line) < columns for line in shown), shown)

    def test_pipe_gets_plain_lines(self):
        self.make_event(hard(voters=80, sessions=25, slots=4, rooms=5))
        result = self.run_program("solve", "ev", "--time", "3")
        self.assertNotIn("\r", result.stderr)
        self.assertNotIn("\033", result.stdout + result.stderr)
        lines = [line for line in result.stderr.split("\n") if " bound " in line]
        self.assertGreaterEqual(len(lines), 1)
        self.assertLessEqual(len(lines), 8)

    def test_no_color(self):
        self.make_event(SMALL, **{"rooms.csv": "room,capacity,colour\nR,2,red\n"})
        self.assertIn("\033[33m", self.on_terminal("check", "ev"))
        self.assertNotIn("\033[", self.on_terminal("check", "ev", env={"NO_COLOR": "1"}))
        self.assertIn("\033[33m", self.on_terminal("check", "ev", env={"NO_COLOR": ""}))
        self.assertNotIn("\033[", self.on_terminal("check", "ev", env={"TERM": "dumb"}))

    def test_width(self):
        self.make_event(SMALL, **{"rooms.csv": "room,capacity\n" + "".join(f"Room number {i},9\n" for i in range(12)),
                                  "sessions.csv": "session,title\nx,A title that goes on and on for a long while\ny\nz\n"})
        self.run_program("solve", "ev", "-o", "out", "-q")
        for columns in (50, 90, 160):
            text = self.on_terminal("export", "ev", "out/board.json", "--format", "grid", columns=columns,
                                    env={"NO_COLOR": "1"})
            lines = text.split("\n")
            self.assertGreater(len(lines), 3)
            self.assertLessEqual(max(map(len, lines)), columns)

    def test_the_summary_is_wrapped(self):
        self.make_event(SMALL, **{"sessions.csv": "session,title\nx,Reading\ny,Maths\nz," + "A long title " * 4 + "\n"})
        self.run_program("solve", "ev", "-o", "out", "-q")
        plain = self.run_program("export", "ev", "out/board.json", "--format", "summary").stdout
        self.assertGreater(max(map(len, plain.split("\n"))), 60)
        narrow = self.on_terminal("export", "ev", "out/board.json", "--format", "summary", columns=60,
                                  env={"NO_COLOR": "1"})
        self.assertLessEqual(max(map(len, narrow.split("\n"))), 60)
        self.assertEqual(narrow.split(), plain.split())
        self.assertRegex(narrow, "\n    [^ ]") # what continues stands further in
        self.on_terminal("export", "ev", "out/board.json", "--format", "summary", "-o", "summary.txt", columns=60)
        self.assertEqual(self.read("summary.txt").decode(), plain)


if __name__ == "__main__":
    unittest.main()
