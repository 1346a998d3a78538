#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl-C and SIGTERM end a solve with the best board so far; a second one ends the program at once."""
import signal
import subprocess
import time
import unittest

from program import PROGRAM, RESULTS, ProgramTest, hard


class Signals(ProgramTest):
    def start(self, *options):
        event = self.make_event(hard(voters=900, sessions=120, rooms=15))
        return subprocess.Popen([PROGRAM, "solve", event, "-o", "out", "--time", "400", *options], cwd=self.folder,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1)

    def wait_for_board(self, process):
        for line in process.stderr:
            if " matched " in line:
                return
        self.fail("no board was told of")

    def finish(self, sent):
        process = self.start()
        self.wait_for_board(process)
        self.assertIsNone(process.poll(), "the event is too easy for this test")
        start = time.monotonic()
        process.send_signal(sent)
        out, err = process.communicate(timeout=200)
        self.assertLess(time.monotonic() - start, 120)
        self.assertEqual(process.returncode, 0, err)
        self.assertIn("Written: out/board.json", out)
        self.assertEqual(self.files_below("out"), sorted(RESULTS))
        self.run_program("verify", "ev", "out/board.json")

    def test_interrupt(self):
        self.finish(signal.SIGINT)

    def test_terminate(self):
        self.finish(signal.SIGTERM)

    def test_twice(self):
        process = self.start()
        self.wait_for_board(process)
        process.send_signal(signal.SIGINT)
        time.sleep(0.02)
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=200)
        # Ended by the second signal, or already done by the first one.
        self.assertIn(process.returncode, (-signal.SIGINT, 0))
        self.assertIn(self.files_below("out") if process.returncode == 0 else sorted(RESULTS), [sorted(RESULTS)])


if __name__ == "__main__":
    unittest.main()
