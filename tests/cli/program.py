# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as the tests call it, a folder of its own for each test, and small events."""
import fcntl
import os
import pty
import struct
import subprocess
import tempfile
import termios
import unittest

PROGRAM = os.environ["CAMP_PROGRAM"]
SOURCE = os.environ["CAMP_SOURCE_ROOT"]
DONE, NO, USAGE, INTERNAL = 0, 1, 2, 3
RESULTS = ("board.json", "board.csv", "seats.csv")

# Two slots, one room of 2. x seats 2 of its 3 voters (3 + 3), y both of its (1 + 1): 8. With z instead of y: 7.
SMALL = {
    "slots.csv": "slot,start,end\nA,9:00,9:50\nB,10:00,10:50\n",
    "rooms.csv": "room,capacity\nR,2\n",
    "sessions.csv": "session,title\nx,Reading\ny,Maths\nz,Art\n",
    "votes.csv": "person,session,weight\np1,x,3\np1,y,1\np2,x,3\np3,x,2\np3,y,1\np3,z,1\n",
}
# Three sessions must run in two cells.
IMPOSSIBLE = dict(SMALL, **{"sessions.csv": "session,title,must_run\nx,Reading,yes\ny,Maths,yes\nz,Art,yes\n"})


def lacks(form):
    """Whether this build cannot write a form of a board."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in SMALL.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        subprocess.run([PROGRAM, "solve", folder, "-q", "-o", folder], check=True)
        made = subprocess.run([PROGRAM, "export", folder, folder + "/board.json", "--format", form], capture_output=True,
                              check=False)
    return b"E_NOT_BUILT" in made.stderr


def hard(voters=260, sessions=60, slots=6, rooms=8):
    """An event that takes long to prove: small rooms, many wishes; the same on every machine."""
    state = 12345

    def draw(n):
        nonlocal state
        state = (state * 1103515245 + 12345) % 2**31
        return (state >> 8) % n

    votes = [f"p{p},s{s},{1 + draw(9)}" for p in range(voters) for s in sorted({draw(sessions) for _ in range(12)})]
    return {
        "slots.csv": "slot,start,end\n" + "".join(f"t{t},{8 + t}:00,{8 + t}:50\n" for t in range(slots)),
        "rooms.csv": "room,capacity\n" + "".join(f"r{r},{5 + 5 * r}\n" for r in range(rooms)),
        "sessions.csv": "session,sections\n" + "".join(f"s{s},{1 + s % 3 // 2}\n" for s in range(sessions)),
        "votes.csv": "person,session,weight\n" + "\n".join(votes) + "\n",
    }


def on_terminal(folder, *arguments, columns, env=None):
    """What the program writes to a terminal."""
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = dict(os.environ, TERM="xterm")
    environment.pop("NO_COLOR", None)
    environment.update(env or {})
    process = subprocess.Popen([PROGRAM, *arguments], cwd=folder, stdin=other, stdout=other, stderr=other, env=environment)
    os.close(other)
    text = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError: # the other end is closed
            break
        if not part:
            break
        text += part
    os.close(main)
    if process.wait() != 0:
        raise AssertionError(text)
    return text.decode().replace("\r\n", "\n")


class ProgramTest(unittest.TestCase):
    """Runs in a new folder, self.folder."""

    def setUp(self):
        keep = tempfile.TemporaryDirectory()
        self.addCleanup(keep.cleanup)
        self.folder = keep.name

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def run_program(self, *arguments, code=DONE, **options):
        """Runs the program in self.folder and checks the exit code."""
        environment = dict(os.environ, LC_ALL="C.UTF-8", COLUMNS="100")
        environment.pop("NO_COLOR", None)
        environment.update(options.pop("env", {}))
        options.setdefault("stdout", subprocess.PIPE)
        result = subprocess.run([PROGRAM, *arguments], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True, encoding="utf-8", timeout=500, check=False, **options)
        self.assertEqual(result.returncode, code, f"{arguments}\n{result.stdout}\n{result.stderr}")
        return result

    def write(self, name, text):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def read(self, *names):
        with open(self.path(*names), "rb") as file:
            return file.read()

    def make_event(self, files, name="ev", **changed):
        for file, text in dict(files, **changed).items():
            self.write(f"{name}/{file}", text)
        return name

    def files_below(self, name):
        return sorted(os.path.relpath(os.path.join(where, file), self.path(name))
                      for where, _, files in os.walk(self.path(name)) for file in files)
