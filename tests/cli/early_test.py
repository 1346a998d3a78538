#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A solve that ends before it has come far: Ctrl-C at once, no time, no board. Results are whole or as they were."""
import os
import signal
import subprocess
import time
import unittest

from program import DONE, NO, PROGRAM, RESULTS, SOURCE, ProgramTest, hard

OLD = {name: f"{name} of last week\n" for name in (*RESULTS, "notes.txt")}


def tight(slots=6, rooms=8):
    """As many sessions that must run as cells, each in its room, and many of them share a presenter: there is a board,
    but hardly two."""
    state, people = 2, 0

    def draw(n):
        nonlocal state
        state = (state * 1103515245 + 12345) % 2**31
        return (state >> 8) % n

    cells = [(t, r) for t in range(slots) for r in range(rooms)]    # of the board that there is
    cells = [cells.pop(draw(len(cells))) for _ in range(slots * rooms)]
    presenters = [[] for _ in cells]
    for i, cell in enumerate(cells):
        for j in range(i):
            if cell[0] != cells[j][0] and draw(10) < 3:
                presenters[i].append(f"p{people}")
                presenters[j].append(f"p{people}")
                people += 1
    return {
        "slots.csv": "slot,start,end\n" + "".join(f"t{t},{8 + t}:00,{8 + t}:50\n" for t in range(slots)),
        "rooms.csv": "room\n" + "".join(f"r{r}\n" for r in range(rooms)),
        "sessions.csv": "session,must_run,presenters,rooms\n" + "".join(
            f"s{i},yes,{';'.join(presenters[i])},r{room}\n" for i, (_, room) in enumerate(cells)),
    }


class Early(ProgramTest):
    def write_old_results(self):
        for name, text in OLD.items():
            self.write(f"out/{name}", text)

    def old_results(self):
        return {name: self.read("out", name).decode() for name in self.files_below("out")}

    def interrupt(self, event, delay_s):
        """Starts a long solve and interrupts it; returns the exit code."""
        process = subprocess.Popen([PROGRAM, "solve", event, "-o", "out", "--time", "400"], cwd=self.folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(delay_s)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=300)
        # Done, or no board yet, or interrupted while the event was still being read.
        self.assertIn(process.returncode, (DONE, NO, -signal.SIGINT), err)
        if process.returncode == NO:
            self.assertIn("Stopped before a board was found", err)
            self.assertTrue(err.endswith("Nothing was written.\n"), err)
        return process.returncode

    def test_interrupted_at_once(self):
        event = self.make_event(hard(voters=900, sessions=120, rooms=15))
        for delay_ms in (0, 5, 10, 20, 40, 80, 120, 200):
            with self.subTest(delay_ms=delay_ms):
                if self.interrupt(event, delay_ms / 1000) == DONE:
                    self.assertEqual(self.files_below("out"), sorted(RESULTS))
                    self.run_program("verify", event, "out/board.json")
                    for name in RESULTS:
                        os.remove(self.path("out", name))
                    os.rmdir(self.path("out"))
                self.assertFalse(os.path.exists(self.path("out")))

    def test_interrupted_over_old_results(self):
        for event in (self.make_event(hard(voters=900, sessions=120, rooms=15)), self.make_event(tight(), "tight")):
            for delay_ms in (0, 15, 30, 60):
                with self.subTest(event=event, delay_ms=delay_ms):
                    self.write_old_results()
                    if self.interrupt(event, delay_ms / 1000) == DONE:
                        self.run_program("verify", event, "out/board.json")
                        self.assertEqual(self.files_below("out"), sorted(OLD))
                    else:
                        self.assertEqual(self.old_results(), OLD)

    def test_none_found_leaves_old_results(self):
        event = self.make_event(tight())
        self.write_old_results()
        times = {name: os.stat(self.path("out", name)).st_mtime_ns for name in OLD}
        result = self.run_program("solve", event, "-o", "out", "--work", "1", code=NO)
        self.assertIn("No board was found within the limits; there may still be one", result.stderr)
        self.assertTrue(result.stderr.endswith("Nothing was written.\n"), result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertEqual(self.old_results(), OLD)
        self.assertEqual({name: os.stat(self.path("out", name)).st_mtime_ns for name in OLD}, times)

    def test_none_found_makes_no_folder(self):
        self.run_program("solve", self.make_event(tight()), "-o", "a/b", "--work", "1", "-q", code=NO)
        self.assertFalse(os.path.exists(self.path("a")))

    def test_no_time(self):
        """With hardly any time there is a valid board, or none and a word about it."""
        for event in (os.path.join(SOURCE, "samples", "edcamp"), self.make_event(hard()), self.make_event(tight(), "tight")):
            for limit in ("0.001", "0.01", "0.1"):
                with self.subTest(event=event, limit=limit):
                    done = subprocess.run([PROGRAM, "solve", event, "-o", "out", "--time", limit], cwd=self.folder,
                                          capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
                    self.assertIn(done.returncode, (DONE, NO), done.stderr)
                    if done.returncode == DONE:
                        self.run_program("verify", event, "out/board.json")
                        for name in RESULTS:
                            os.remove(self.path("out", name))
                        continue
                    self.assertIn("No board was found within the limits", done.stderr)
                    self.assertTrue(not os.path.exists(self.path("out")) or not self.files_below("out"))


if __name__ == "__main__":
    unittest.main()
