#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong in writing: a clear message, no half of a file, and what was there stays."""
import os
import resource
import signal
import unittest

from program import RESULTS, SMALL, USAGE, ProgramTest


def small_files_only():
    """As on a full disk: no file can grow beyond 64 bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))


class Output(ProgramTest):
    def test_full_disk(self):
        ev = self.make_event(SMALL)
        self.write("out/board.json", "old")
        result = self.run_program("solve", ev, "-o", "out", "-q", code=USAGE, preexec_fn=small_files_only)
        self.assertIn("cannot write out/board.json: File too large", result.stderr)
        self.assertEqual(self.files_below("out"), ["board.json"])
        self.assertEqual(self.read("out", "board.json"), b"old")

    def test_full_standard_output(self):
        ev = self.make_event(SMALL)
        self.run_program("solve", ev, "-o", "out", "-q")
        for arguments in (["solve", ev], ["export", ev, "out/board.json", "--format", "csv"], ["check", ev], ["help"],
                          ["model", ev, "--format", "lp"]):
            with open("/dev/full", "w", encoding="utf-8") as full:
                result = self.run_program(*arguments, code=USAGE, stdout=full)
            self.assertIn("cannot write to standard output: No space left on device", result.stderr)

    def test_a_file_in_place_of_the_folder(self):
        ev = self.make_event(SMALL)
        self.write("out", "a file")
        for out in ("out", "out/", "out/deeper"):
            result = self.run_program("solve", ev, "-o", out, code=USAGE)
            self.assertIn("cannot write to the folder " + out, result.stderr)
            self.assertNotIn("Making the board", result.stderr, "told after the work, not before it")
        self.assertEqual(self.read("out"), b"a file")

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_folder_that_cannot_be_written(self):
        ev = self.make_event(SMALL)
        os.mkdir(self.path("out"), 0o555)
        self.assertIn("Permission denied", self.run_program("solve", ev, "-o", "out", code=USAGE).stderr)
        self.assertIn("Permission denied", self.run_program("solve", ev, "-o", "out/x", code=USAGE).stderr)

    def test_a_folder_that_cannot_be_made(self):
        ev = self.make_event(SMALL)
        result = self.run_program("solve", ev, "-o", "/proc/campboard", "-q", code=USAGE)
        self.assertIn("/proc/campboard", result.stderr)

    def test_a_folder_in_place_of_the_file(self):
        ev = self.make_event(SMALL)
        self.run_program("solve", ev, "-o", "out", "-q")
        export = ["export", ev, "out/board.json", "--format", "csv", "-o"]
        self.assertIn("it is a folder", self.run_program(*export, "out", code=USAGE).stderr)
        self.assertIn("there is no folder", self.run_program(*export, "nowhere/board.csv", code=USAGE).stderr)
        self.assertIn("there is no folder", self.run_program("model", ev, "--format", "lp", "-o", "no/x", code=USAGE).stderr)
        self.assertFalse(os.path.exists(self.path("nowhere")))

    def test_devices_stay_devices(self):
        ev = self.make_event(SMALL)
        self.run_program("solve", ev, "-o", "out", "-q")
        self.run_program("export", ev, "out/board.json", "--format", "csv", "-o", "/dev/null")
        self.assertFalse(os.path.isfile("/dev/null"))
        result = self.run_program("export", ev, "out/board.json", "--format", "csv", "-o", "/dev/stdout", "-q")
        self.assertEqual(result.stdout.encode(), self.read("out", "board.csv"))

    def test_links_are_followed(self):
        ev = self.make_event(SMALL)
        os.mkdir(self.path("real"))
        os.symlink("real", self.path("out"))
        self.run_program("solve", ev, "-o", "out", "-q")
        self.assertEqual(self.files_below("real"), sorted(RESULTS))
        self.assertTrue(os.path.islink(self.path("out")))

    def test_rights_of_new_files(self):
        ev = self.make_event(SMALL)
        self.run_program("solve", ev, "-o", "out", "-q", preexec_fn=lambda: os.umask(0o027))
        self.assertEqual(os.stat(self.path("out", "board.json")).st_mode & 0o777, 0o640)


if __name__ == "__main__":
    unittest.main()
