#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calendars: what stands in them, whose they are, and what happens to an earlier one. calendar_read_test.py has other
programs read them."""
import unittest

from program import ProgramTest, lacks

EVENT = {
    "event.json": '{"name": "Edcamp, Bend", "date": "2026-10-24", "timezone": "Europe/Berlin"}',
    "slots.csv": "slot,start,end\nA,9:00,9:45\nB,9:55,10:40\n",
    "rooms.csv": "room,site\nGym,Main; House\n204,Annex\n",
    "sessions.csv": "session,title,presenters,slots,rooms,must_run,description\n"
                    "one,\"Ideas, cheap; \\fast\",Ana Ruiz;bo@example.org,A,Gym,yes,\"Write to ana@example.org\nor come.\"\n"
                    "two,Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich und noch weiter bis nach 東京,,B,204,yes,\n",
    "people.csv": "person,name,email\nana,Ana Ruiz,ana@example.org\ncy,Cy,cy@example.org\n",
    "votes.csv": "person,session,weight\ncy,two,3\n",
}


def unfold(text):
    return text.decode().replace("\r\n ", "").split("\r\n")


def entries(text):
    """The entries as dictionaries, NAME or NAME;PARAMETER -> value as written."""
    found, entry = [], None
    for line in unfold(text):
        if line == "BEGIN:VEVENT":
            entry = {}
        elif line == "END:VEVENT":
            found.append(entry)
            entry = None
        elif entry is not None:
            name, value = line.split(":", 1)
            entry[name] = value
    return found


@unittest.skipIf(lacks("ics"), "this build has no calendars")
class Calendar(ProgramTest):
    def solve(self, **changed):
        event = self.make_event(EVENT, **changed)
        self.run_program("solve", event, "-o", "out", "-q", "--work", "2000")

    def export(self, *options, file="board.ics", code=0, **more):
        result = self.run_program("export", "ev", "out/board.json", "--format", "ics", "-o", file, *options, code=code, **more)
        return result if code else entries(self.read(file))

    def test_an_entry(self):
        self.solve()
        one, two = self.export()
        self.assertEqual(one["SUMMARY"], r"Ideas\, cheap\; \\fast")
        self.assertEqual(one["LOCATION"], r"Gym\, Main\; House")
        self.assertEqual(one["DTSTART;TZID=Europe/Berlin"], "20261024T090000")
        self.assertEqual(one["DTEND;TZID=Europe/Berlin"], "20261024T094500")
        self.assertEqual(one["DESCRIPTION"], r"With Ana Ruiz\, bo\nWrite to ana\nor come.")
        self.assertEqual((one["SEQUENCE"], one["STATUS"], one["DTSTAMP"]), ("0", "CONFIRMED", "20261024T000000Z"))
        self.assertIn("東京", two["SUMMARY"])
        text = self.read("board.ics")
        self.assertNotIn(b"@", text)
        self.assertEqual(text.count(b"\n"), text.count(b"\r\n"))
        for line in text.split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            line.decode() # no character is cut
        self.assertIn("X-WR-CALNAME:Edcamp, Bend", unfold(text))

    def test_the_stamp(self):
        self.solve()
        self.assertEqual(self.export(env={"SOURCE_DATE_EPOCH": "1000000000"})[0]["DTSTAMP"], "20010909T014640Z")

    def test_of_a_room_and_of_people(self):
        self.solve()
        self.assertEqual([e["LOCATION"] for e in self.export("--room", "gym", file="gym.ics")], [r"Gym\, Main\; House"])
        for who in ("ana", "Ana Ruiz", "ana@example.org"):
            own, = self.export("--person", who, file="ana.ics")
            self.assertTrue(own["DESCRIPTION"].startswith("You present this session."))
        seated, = self.export("--person", "Cy", file="cy.ics")
        self.assertTrue(seated["SUMMARY"].startswith("Zwölf"))
        self.assertEqual(seated["UID"], self.export()[1]["UID"])

    def test_who_is_not_there(self):
        self.solve()
        self.assertIn('did you mean "Gym"', self.export("--room", "Gim", code=2).stderr)
        self.assertIn("E_UNKNOWN_PERSON", self.export("--person", "Nobody", code=2).stderr)
        self.assertIn("not of both", self.export("--person", "Cy", "--room", "Gym", code=2).stderr)
        self.assertNotIn("board.ics", self.files_below("."))
        for form, option in (("grid", "--room"), ("csv", "--person"), ("schedule-xml", "--room")):
            self.run_program("export", "ev", "out/board.json", "--format", form, option, "Gym", code=2)
        self.run_program("export", "ev", "out/board.json", "--format", "ics", "--bom", code=2)

    def test_no_date(self):
        self.solve(**{"event.json": "{}"})
        result = self.export(code=2)
        self.assertIn("event.json", result.stderr)
        self.assertIn('"date"', result.stderr)

    def test_no_zone_is_local_time(self):
        self.solve(**{"event.json": '{"date": "2026-10-24"}'})
        self.assertEqual(self.export()[0]["DTSTART"], "20261024T090000")
        self.assertNotIn(b"VTIMEZONE", self.read("board.ics"))
        self.solve(**{"event.json": '{"date": "2026-10-24", "timezone": "UTC"}'})
        self.assertEqual(self.export(file="utc.ics")[0]["DTSTART"], "20261024T090000Z")

    def test_an_earlier_one_is_carried_on(self):
        self.solve()
        one, two = self.export()
        first = self.read("board.ics")
        self.export()
        self.assertEqual(self.read("board.ics"), first, "nothing changed")
        self.solve(**{"slots.csv": EVENT["slots.csv"].replace("9:55", "10:00")}) # two begins later
        again = self.export()
        self.assertEqual([e["SEQUENCE"] for e in again], ["0", "1"])
        self.assertEqual([e["UID"] for e in again], [one["UID"], two["UID"]])
        gone = EVENT["sessions.csv"].replace("one,", "three,", 1)
        self.solve(**{"sessions.csv": gone, "slots.csv": EVENT["slots.csv"].replace("9:55", "10:00")})
        third = self.export()
        self.assertEqual([(e["STATUS"], e["SEQUENCE"]) for e in third], [("CONFIRMED", "0"), ("CONFIRMED", "1"), ("CANCELLED", "1")])
        self.assertEqual(third[2]["UID"], one["UID"])
        before = self.read("board.ics")
        self.export()
        self.assertEqual(self.read("board.ics"), before, "a cancelled entry stays as it is")
        self.solve()
        back = self.export()
        self.assertEqual([(e["STATUS"], e["SEQUENCE"]) for e in back], [("CONFIRMED", "2"), ("CONFIRMED", "2"), ("CANCELLED", "1")])

    def test_another_zone(self):
        self.solve()
        self.export()
        self.solve(**{"event.json": EVENT["event.json"].replace("Berlin", "Paris"), "sessions.csv": EVENT["sessions.csv"].replace("one,", "three,", 1)})
        found = self.export()
        self.assertEqual([e["SEQUENCE"] for e in found], ["0", "1", "1"])
        zones = [line for line in unfold(self.read("board.ics")) if line.startswith("TZID:")]
        self.assertEqual(sorted(zones), ["TZID:Europe/Berlin", "TZID:Europe/Paris"])

    def test_what_cannot_be_carried_on_stays(self):
        self.solve()
        self.export("--room", "Gym", file="gym.ics")
        whole = self.read("gym.ics")
        foreign = whole.replace(b"-//Campboard//", b"-//Somebody//")
        for bytes_there, why in ((b"my notes\n", "no calendar"), (whole[:-40], "no calendar"), (foreign, "not made by Campboard"),
                                 (whole, "is of another event (or the event had another name then)"), (whole + b"\0", "no calendar")):
            with open(self.path("board.ics"), "wb") as file:
                file.write(bytes_there)
            result = self.export(code=2)
            self.assertIn("E_CALENDAR", result.stderr)
            self.assertIn(why, result.stderr)
            self.assertEqual(self.read("board.ics"), bytes_there)
        self.write("empty.ics", "")
        self.assertEqual(len(self.export(file="empty.ics")), 2)

    def test_nothing_at_all(self):
        self.make_event({"slots.csv": "slot,start,end\n", "rooms.csv": "room\n", "sessions.csv": "title\n",
                         "event.json": '{"date": "2026-07-01", "timezone": "Europe/Berlin"}'})
        self.run_program("solve", "ev", "-o", "out", "-q")
        self.assertEqual(self.export(), [])


if __name__ == "__main__":
    unittest.main()
