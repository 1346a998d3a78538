/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule_xml.c - schedule.xml of frab and pretalx (https://c3voc.de/schedule/schema.xsd), which
 * EventFahrplan and Giggity read. */
#include "export/schedule.h"
#include "export/uid.h"
#include "export/xml.h"

typedef struct writer {
    const camp_schedule *from;
    camp_arena *arena;
    camp_xml xml;
} writer;

static void put_number(writer *w, const char *name, unsigned value) {
    camp_xml_attribute(&w->xml, name, camp_arena_printf(w->arena, "%u", value));
}

static void put_conference(writer *w) {
    const camp_schedule *from = w->from;
    camp_xml *xml = &w->xml;
    camp_xml_begin(xml, "conference");
    camp_xml_text(xml, "acronym", from->acronym);
    camp_xml_text(xml, "title", from->title);
    camp_xml_text(xml, "start", from->days[0].date);
    camp_xml_text(xml, "end", from->days[from->n_days - 1].date);
    camp_xml_text(xml, "days", camp_arena_printf(w->arena, "%d", from->n_days));
    camp_xml_text(xml, "timeslot_duration", from->timeslot);
    if (from->time_zone) camp_xml_text(xml, "time_zone_name", from->time_zone);
    for (int i = 0; i < from->n_tracks; i++) {
        camp_xml_begin(xml, "track");
        camp_xml_attribute(xml, "name", from->tracks[i]);
        camp_xml_end(xml, "track");
    }
    camp_xml_end(xml, "conference");
}

static void put_persons(writer *w, const camp_talk *talk) {
    camp_xml_begin(&w->xml, "persons");
    for (int i = 0; i < talk->n_persons; i++) {
        camp_xml_begin(&w->xml, "person");
        camp_xml_attribute(&w->xml, "guid", camp_uid(w->arena, "person", talk->persons[i]));
        camp_xml_end_text(&w->xml, "person", talk->persons[i]);
    }
    camp_xml_end(&w->xml, "persons");
}

static void put_talk(writer *w, const camp_talk *talk) {
    camp_xml *xml = &w->xml;
    camp_xml_begin(xml, "event");
    put_number(w, "id", talk->id);
    camp_xml_attribute(xml, "guid", talk->guid);
    camp_xml_text(xml, "date", talk->date);
    camp_xml_text(xml, "start", talk->start);
    camp_xml_text(xml, "duration", talk->duration);
    camp_xml_text(xml, "room", w->from->rooms[talk->room]);
    camp_xml_text(xml, "slug", talk->slug);
    camp_xml_text(xml, "title", talk->title);
    camp_xml_text(xml, "subtitle", talk->subtitle);
    camp_xml_text(xml, "track", talk->track);
    camp_xml_text(xml, "type", "other");
    camp_xml_text(xml, "language", "");
    camp_xml_text(xml, "abstract", "");
    camp_xml_text(xml, "description", talk->description);
    put_persons(w, talk);
    camp_xml_begin(xml, "links");
    camp_xml_end(xml, "links");
    camp_xml_end(xml, "event");
}

static void put_day(writer *w, int d) {
    const camp_schedule *from = w->from;
    camp_xml *xml = &w->xml;
    camp_xml_begin(xml, "day");
    put_number(w, "index", (unsigned)d + 1);
    camp_xml_attribute(xml, "date", from->days[d].date);
    camp_xml_attribute(xml, "start", from->days[d].start);
    camp_xml_attribute(xml, "end", from->days[d].end);
    for (int r = 0; r < from->n_rooms; r++) {
        camp_xml_begin(xml, "room");
        camp_xml_attribute(xml, "name", from->rooms[r]);
        camp_xml_attribute(xml, "guid", from->room_guids[r]);
        for (int i = 0; i < from->n_talks; i++)
            if (from->talks[i].room == r && from->talks[i].day == d) put_talk(w, &from->talks[i]);
        camp_xml_end(xml, "room");
    }
    camp_xml_end(xml, "day");
}

camp_status camp_export_schedule_xml(const camp_event *event, const camp_board *board,
                                     const camp_export_options *options, camp_report *report,
                                     camp_arena *arena, camp_span *text) {
    camp_arena scratch;
    camp_schedule schedule;
    (void)options;
    camp_arena_init_like(&scratch, arena);
    camp_status status = camp_schedule_make(event, board, report, &scratch, &schedule);
    if (status == CAMP_OK) {
        writer w = {.from = &schedule, .arena = &scratch};
        camp_xml_init(&w.xml, arena);
        camp_xml_begin(&w.xml, "schedule");
        camp_xml_begin(&w.xml, "generator");
        camp_xml_attribute(&w.xml, "name", "campboard");
        camp_xml_attribute(&w.xml, "version", camp_version());
        camp_xml_end(&w.xml, "generator");
        camp_xml_text(&w.xml, "version", schedule.version);
        put_conference(&w);
        for (int d = 0; d < schedule.n_days; d++)
            put_day(&w, d);
        camp_xml_end(&w.xml, "schedule");
        camp_buffer_text(&w.xml.out, "\n");
        *text = camp_buffer_span(&w.xml.out);
    }
    camp_arena_free(&scratch);
    return status;
}
