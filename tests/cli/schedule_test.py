#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""schedule.json and schedule.xml, for conference apps: what stands in them, read by Python's json and xml."""
import json
import re
import unittest
import xml.etree.ElementTree as ElementTree

from program import ProgramTest, lacks

# Two days around the night in which Berlin's clocks go from 2:00 to 3:00; a long session, a pinned one, one of two runs.
TWO_DAYS = {
    "event.json": '{"name": "Tage für Ideen", "timezone": "Europe/Berlin"}',
    "slots.csv": "slot,start,end,day,open\nA,9:00,9:45,2026-03-28,\nB,9:55,10:40,2026-03-28,\nL,10:40,11:30,2026-03-28,no\n"
                 "N,23:00,24:00,2026-03-28,\nM,9:00,10:00,2026-03-29,\n",
    "rooms.csv": "room,site\nHall & <Stage>,Main\nUnused,Main\n204,Annex\n",
    "sessions.csv": "session,title,presenters,tags,length,slots,rooms,description,must_run,sections\n"
                    "long,Lange Sitzung,Ana Ruiz;bo@example.org,ai;art,2,A,204,\"Zwei Teile.\nMit Pause.\",yes,1\n"
                    "late,\"Tom & \"\"Jerry\"\" <script>\",,,1,N,204,,yes,1\n"
                    "sun,\x01bell,p3,,1,M,Hall & <Stage>,,yes,1\n"
                    "twice,Twice,,,1,A;B,Hall & <Stage>,,2,2\n",
    "people.csv": "person,name,email\np3,Cy,cy@example.org\nbo@example.org,,\n",
    "votes.csv": "person,session,weight\np3,long,2\n",
}
# as above: room, date, end, duration, title, subtitle, track, description, persons
TALKS = [
    ("Hall & <Stage>", "2026-03-28T09:00:00+01:00", "2026-03-28T09:45:00+01:00", "00:45", "Twice", "run 1", "", "", []),
    ("204", "2026-03-28T09:00:00+01:00", "2026-03-28T10:40:00+01:00", "01:40", "Lange Sitzung", "", "ai",
     "Zwei Teile.\nMit Pause.", ["Ana Ruiz", "bo"]),
    ("Hall & <Stage>", "2026-03-28T09:55:00+01:00", "2026-03-28T10:40:00+01:00", "00:45", "Twice", "run 2", "", "", []),
    ("204", "2026-03-28T23:00:00+01:00", "2026-03-29T00:00:00+01:00", "01:00", 'Tom & "Jerry" <script>', "", "", "", []),
    ("Hall & <Stage>", "2026-03-29T09:00:00+02:00", "2026-03-29T10:00:00+02:00", "01:00", "\ufffdbell", "", "", "", ["Cy"]),
]
UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@unittest.skipIf(lacks("schedule-json"), "this build has no calendars")
class Schedule(ProgramTest):
    def export(self, form, event=None, **options):
        if event is None:
            event = self.make_event(TWO_DAYS)
            self.run_program("solve", event, "-o", "out", "-q", "--work", "2000")
        result = self.run_program("export", event, "out/board.json", "--format", form, "-o", "file", **options)
        return self.read("file"), result

    def test_json(self):
        text, result = self.export("schedule-json")
        self.assertIn("W_CONTROL", result.stderr)
        self.assertIn("sessions.csv:5", result.stderr)
        schedule = json.loads(text)["schedule"]
        conference = schedule["conference"]
        self.assertEqual(conference["title"], "Tage für Ideen")
        self.assertEqual(conference["acronym"], "tage_f_r_ideen")
        self.assertEqual((conference["start"], conference["end"], conference["daysCount"]), ("2026-03-28", "2026-03-29", 2))
        self.assertEqual(conference["time_zone_name"], "Europe/Berlin")
        self.assertEqual(conference["timeslot_duration"], "00:05")
        self.assertEqual([room["name"] for room in conference["rooms"]], ["Hall & <Stage>", "204"])
        self.assertEqual([(day["index"], day["date"], day["day_start"], day["day_end"]) for day in conference["days"]],
                         [(1, "2026-03-28", "2026-03-28T09:00:00+01:00", "2026-03-29T00:00:00+01:00"),
                          (2, "2026-03-29", "2026-03-29T09:00:00+02:00", "2026-03-29T10:00:00+02:00")])
        talks = [talk for day in conference["days"] for room in day["rooms"].values() for talk in room]
        for day in conference["days"]:
            for name, list_of_room in day["rooms"].items():
                for talk in list_of_room:
                    self.assertEqual((talk["room"], talk["date"][:10]), (name, day["date"]))
                    self.assertEqual(talk["start"], talk["date"][11:16])
        found = [(t["room"], t["date"], t["end"], t["duration"], t["title"], t["subtitle"] or "", t["track"] or "",
                  t["description"] or "", [p["name"] for p in t["persons"]]) for t in talks]
        self.assertEqual(sorted(found), sorted(TALKS))
        self.assertEqual(len({t["id"] for t in talks} | {t["guid"] for t in talks}), 10)
        self.assertTrue(all(UUID.fullmatch(t["guid"]) for t in talks))
        self.assertNotIn(b"@", text)

    def test_xml_says_the_same(self):
        text, _ = self.export("schedule-xml")
        root = ElementTree.fromstring(text)
        self.assertEqual(root.findtext("conference/title"), "Tage für Ideen")
        self.assertEqual(root.findtext("conference/days"), "2")
        self.assertEqual([day.get("start") for day in root.iter("day")], ["2026-03-28T09:00:00+01:00", "2026-03-29T09:00:00+02:00"])
        found = []
        for day in root.iter("day"):
            for room in day.iter("room"):
                for talk in room.findall("event"):
                    self.assertEqual(talk.findtext("room"), room.get("name"))
                    self.assertEqual(talk.findtext("start"), talk.findtext("date")[11:16])
                    found.append((room.get("name"), talk.findtext("date"), talk.findtext("duration"), talk.findtext("title"),
                                  talk.findtext("subtitle"), talk.findtext("track"), talk.findtext("description"),
                                  [p.text for p in talk.findall("persons/person")]))
        self.assertEqual(sorted(found), sorted((t[0], t[1], *t[3:]) for t in TALKS))
        from_json, _ = self.export("schedule-json", "ev")
        talks = [t for day in json.loads(from_json)["schedule"]["conference"]["days"] for r in day["rooms"].values() for t in r]
        self.assertEqual(sorted((t["guid"], str(t["id"]), t["slug"]) for t in talks),
                         sorted((e.get("guid"), e.get("id"), e.findtext("slug")) for e in root.iter("event")))

    def test_guids_stay_when_a_run_moves_and_the_version_does_not(self):
        before, _ = self.export("schedule-json")
        event = self.make_event(TWO_DAYS, **{"sessions.csv": TWO_DAYS["sessions.csv"].replace(",1,N,204", ",1,N,Unused")})
        self.run_program("solve", event, "-o", "out", "-q", "--work", "2000")
        after, _ = self.export("schedule-json", event)
        before, after = json.loads(before)["schedule"], json.loads(after)["schedule"]
        self.assertNotEqual(before["version"], after["version"])

        def guids(schedule):
            return sorted(t["guid"] for day in schedule["conference"]["days"] for r in day["rooms"].values() for t in r)
        self.assertEqual(guids(before), guids(after))

    def test_other_hours_of_the_world(self):
        for zone, offset in (("America/New_York", "-04:00"), ("Asia/Kathmandu", "+05:45"), ("Australia/Lord_Howe", "+11:00")):
            event = self.make_event(TWO_DAYS, **{"event.json": '{"timezone": "%s"}' % zone})
            self.run_program("solve", event, "-o", "out", "-q", "--work", "2000")
            text, _ = self.export("schedule-json", event)
            self.assertIn(f'"2026-03-28T09:55:00{offset}"'.encode(), text)

    def test_without_a_date_or_a_zone(self):
        slots = "slot,start,end\nA,9:00,9:45\nB,9:55,10:40\n"
        event = self.make_event({"slots.csv": slots, "rooms.csv": "room\nR\n", "sessions.csv": "title\nOne\n"})
        self.run_program("solve", event, "-o", "out", "-q")
        for form in ("schedule-json", "schedule-xml"):
            result = self.run_program("export", event, "out/board.json", "--format", form, "-o", "none", code=2)
            self.assertIn('"date"', result.stderr)
            self.assertIn("event.json", result.stderr)
        self.assertNotIn("none", self.files_below("."))
        self.write("ev/event.json", '{"date": "2026-07-01"}')
        text, result = self.export("schedule-json", event)
        self.assertIn("W_NO_TIMEZONE", result.stderr)
        self.assertIn(b'"2026-07-01T09:00:00+00:00"', text)
        self.write("ev/event.json", '{"date": "2026-07-01", "timezone": "Nowhere/Town"}')
        result = self.run_program("export", event, "out/board.json", "--format", "schedule-xml", code=2)
        self.assertIn("E_UNKNOWN_TIMEZONE", result.stderr)

    def test_nothing_at_all(self):
        event = self.make_event({"slots.csv": "slot,start,end\n", "rooms.csv": "room\n", "sessions.csv": "title\n",
                                 "event.json": '{"name": "", "date": "2026-07-01", "timezone": "UTC"}'})
        self.run_program("solve", event, "-o", "out", "-q")
        text, _ = self.export("schedule-json", event)
        days = json.loads(text)["schedule"]["conference"]["days"]
        self.assertEqual([(d["date"], d["day_start"], d["rooms"]) for d in days], [("2026-07-01", "2026-07-01T00:00:00+00:00", {})])
        text, _ = self.export("schedule-xml", event)
        self.assertEqual(ElementTree.fromstring(text).find("day").get("date"), "2026-07-01")


if __name__ == "__main__":
    unittest.main()
