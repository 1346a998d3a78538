/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_people.c - people.csv, and people who are first named elsewhere. */
#include "event/read.h"

enum { PERSON, NAME, EMAIL, GROUPS, SLOTS, MUST_ATTEND, CAN_LEAD };
static const char *const columns[] = {"person", "name",        "email",   "groups",
                                      "slots",  "must_attend", "can_lead"};

/* An empty person at the end; the row counts only when n_people grows. */
static camp_person *new_person(camp_reading *reading) {
    camp_event *event = reading->event;
    CAMP_ROOM_FOR_ONE(reading->arena, event->people, event->n_people, reading->cap_people);
    camp_person *person = &event->people[event->n_people];
    *person = (camp_person){.id = "", .name = "", .email = "", .mass = 1.0};
    return person;
}

int camp_add_person(camp_reading *reading, const char *shown) {
    camp_person *person = new_person(reading);
    person->id = shown;
    camp_names_add(&reading->people, shown, reading->event->n_people);
    return reading->event->n_people++;
}

/* Sessions are read after people, so what people must attend waits. */
static void keep_wishes(camp_sheet *sheet, int person) {
    camp_reading *reading = sheet->reading;
    camp_span rest = camp_cell(sheet, MUST_ATTEND), item;
    while (camp_next_item(&rest, &item)) {
        CAMP_ROOM_FOR_ONE(&reading->scratch, reading->wishes, reading->n_wishes, reading->cap_wishes);
        camp_place place = camp_sheet_place(sheet, MUST_ATTEND);
        place.header = columns[MUST_ATTEND];
        const char *text = camp_text_shown(&reading->scratch, item).at;
        reading->wishes[reading->n_wishes++] = (camp_wish){person, text, place};
    }
}

static void read_person(camp_sheet *sheet) {
    camp_reading *reading = sheet->reading;
    camp_event *event = reading->event;
    camp_person *person = new_person(reading);
    person->line = sheet->row->line;
    person->listed = true;
    person->id = camp_cell_text(sheet, PERSON);
    person->name = camp_cell_text(sheet, NAME);
    person->email = camp_cell_text(sheet, EMAIL);
    person->groups = camp_cell_labels(sheet, GROUPS, &reading->groups);
    person->slots = camp_cell_rows(sheet, SLOTS, &reading->slots);
    person->can_lead = camp_cell_labels(sheet, CAN_LEAD, &reading->topics);
    if (!*person->id) {
        camp_sheet_error(sheet, PERSON, "E_EMPTY_CELL", "the person has no id; write one (a name will do)");
        return;
    }
    int row = event->n_people, there = camp_names_add(&reading->people, person->id, row);
    if (there != row)
        camp_sheet_error(sheet, PERSON, "E_REPEATED_ID",
                         "person %s stands twice, first in line %ld; every person needs an id of their own",
                         camp_quoted(&reading->scratch, camp_span_of(person->id)), event->people[there].line);
    camp_names_also(&reading->people, person->name, row);
    camp_names_also(&reading->people, person->email, row);
    keep_wishes(sheet, row);
    event->n_people++;
}

void camp_read_people(camp_reading *reading, const camp_file *file) {
    camp_sheet sheet = {.reading = reading,
                        .columns = columns,
                        .n_columns = CAN_LEAD + 1,
                        .n_required = 1,
                        .read = read_person};
    reading->people.complete = camp_sheet_read(&sheet, file);
    reading->n_had_groups = reading->groups.n;
}
