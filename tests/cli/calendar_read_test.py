#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calendars read by Python's icalendar, their times compared with zoneinfo's and with ones reckoned by hand, on both sides
of a change of clocks. Skipped where icalendar is not installed."""
import datetime
import os
import sys
import unittest
import zoneinfo

try:
    import icalendar
except ImportError:
    # a distribution's package belongs to its own Python
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3") and "CAMP_OTHER_PYTHON" not in os.environ:
        os.environ["CAMP_OTHER_PYTHON"] = "1"
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    print("skipped: Python's icalendar is not installed")
    sys.exit(77)

from program import ProgramTest, lacks

if lacks("ics"):
    print("skipped: this build has no calendars")
    sys.exit(77)

# zone: day -> when it is 9:00 there, by hand
NINE = {
    "Europe/Berlin": {"2026-03-28": "2026-03-28 08:00", "2026-03-29": "2026-03-29 07:00", "2026-10-24": "2026-10-24 07:00",
                      "2026-10-25": "2026-10-25 08:00"},
    "America/New_York": {"2026-03-07": "2026-03-07 14:00", "2026-03-08": "2026-03-08 13:00", "2026-10-31": "2026-10-31 13:00",
                         "2026-11-01": "2026-11-01 14:00"},
    "Asia/Kathmandu": {"2026-01-01": "2026-01-01 03:15", "2026-07-01": "2026-07-01 03:15"},
    "Australia/Lord_Howe": {"2026-04-04": "2026-04-03 22:00", "2026-04-05": "2026-04-04 22:30", "2026-10-03": "2026-10-02 22:30",
                            "2026-10-04": "2026-10-03 22:00"},
}
# no hand knows these; zoneinfo does: a negative summer time, one that ends for Ramadan, a year far off
OTHERS = {"Europe/Dublin": ["2026-03-28", "2026-03-29"], "Africa/Casablanca": ["2026-02-14", "2026-02-15", "2026-03-22"],
          "America/St_Johns": ["2026-03-07", "2026-11-02"], "Pacific/Chatham": ["2026-04-04", "2026-04-05"],
          "America/Chicago": ["2044-03-12", "2044-03-14", "2044-12-31"], "Asia/Tokyo": ["1999-12-31", "2000-01-01"]}


class Reading(ProgramTest):
    def calendar(self, zone, days):
        names = [f"s{i}" for i in range(len(days))]
        event = self.make_event({
            "event.json": '{"timezone": "%s"}' % zone,
            "slots.csv": "slot,day,start,end\n" + "".join(f"{n},{d},9:00,9:30\n" for n, d in zip(names, days)),
            "rooms.csv": "room\nHalle <ä>\n", "sessions.csv": "session,slots\n" + "".join(f"{n},{n}\n" for n in names)})
        self.run_program("solve", event, "-o", "out", "-q", "--work", "2000")
        self.run_program("export", event, "out/board.json", "--format", "ics", "-o", zone.replace("/", "-") + ".ics")
        return icalendar.Calendar.from_ical(self.read(zone.replace("/", "-") + ".ics"))

    def check(self, zone, days, expected):
        calendar = self.calendar(zone, days)
        self.assertEqual([e for part in calendar.walk() for e in part.errors], [])
        found = calendar.walk("VEVENT")
        self.assertEqual(len(found), len(days))
        told = calendar.walk("VTIMEZONE")[0].to_tz()
        for entry, day, when in zip(found, days, expected):
            start = entry.decoded("dtstart").replace(tzinfo=None)
            self.assertEqual(entry["dtstart"].params["TZID"], zone)
            # by what the calendar itself says of its zone, and by the name of the zone
            by_calendar = told.localize(start).astimezone(datetime.timezone.utc)
            by_name = start.replace(tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(datetime.timezone.utc)
            self.assertEqual(by_name.strftime("%Y-%m-%d %H:%M"), when, (zone, day))
            self.assertEqual(by_calendar, by_name, (zone, day))

    def test_by_hand(self):
        for zone, days in NINE.items():
            self.check(zone, list(days), list(days.values()))

    def test_by_zoneinfo(self):
        for zone, days in OTHERS.items():
            nine = [datetime.datetime.fromisoformat(day + "T09:00").replace(tzinfo=zoneinfo.ZoneInfo(zone)) for day in days]
            self.check(zone, days, [t.astimezone(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M") for t in nine])


if __name__ == "__main__":
    unittest.main()
