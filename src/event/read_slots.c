/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_slots.c - slots.csv, and the order of the day.
 *
 *     A  9:00-10:00   B 10:10-11:00   (12:00 Lunch)   C 13:00-14:00
 *     A.next = B  when B starts at A's end or up to gap_minutes later, on the same day and in the same block
 */
#include "event/read.h"
#include <stdlib.h>
#include <string.h>

enum { SLOT, START, END, DAY, BLOCK, OPEN, LABEL };
static const char *const columns[] = {"slot", "start", "end", "day", "block", "open", "label"};

/* Minutes of a time cell, or -1 after an error. */
static int time_of(const camp_sheet *sheet, int column) {
    camp_span cell = camp_cell(sheet, column);
    int minutes;
    if (camp_parse_time(cell, &minutes) && (minutes < 1440 || column == END)) return minutes;
    if (cell.n == 0)
        camp_sheet_error(sheet, column, "E_EMPTY_CELL", "%s is empty; expected a time such as 9:05 or 13:30",
                         columns[column]);
    else if (camp_parse_time(cell, &minutes))
        camp_sheet_error(sheet, column, "E_TIME",
                         "24:00 is only possible as an end; expected a start such as 0:00");
    else
        camp_sheet_error(sheet, column, "E_TIME",
                         "%s %s is not a time; expected one such as 9:05, 13:30 or 1:30 pm", columns[column],
                         camp_quoted(&sheet->reading->scratch, cell));
    return -1;
}

/* Day of the slot as text; its days after 2000-01-01 in *days (0 without a day). */
static const char *day_of(const camp_sheet *sheet, int *days) {
    camp_span cell = camp_cell(sheet, DAY);
    *days = 0;
    if (cell.n == 0) {
        const char *date = sheet->reading->event->date;
        if (*date) camp_parse_date(camp_span_of(date), days);
        return date;
    }
    if (camp_parse_date(cell, days)) return camp_cell_text(sheet, DAY);
    camp_sheet_error(sheet, DAY, "E_DATE", "day %s is not a date; expected one such as 2026-03-14",
                     camp_quoted(&sheet->reading->scratch, cell));
    return sheet->reading->event->date;
}

/* Number of a block: slots of one day and one block share it. Without a block the day itself is the block. */
static int block_of(const camp_sheet *sheet, const char *day) {
    camp_reading *reading = sheet->reading;
    camp_span block = camp_text_fold(&reading->scratch, camp_cell(sheet, BLOCK));
    const char *name = block.n ? block.at : day;
    /* A day has no line end, so the two parts cannot run together. */
    const char *key = camp_arena_printf(&reading->scratch, "%s\n%s", day, name);
    return camp_labels_number(&reading->blocks, camp_span_of(key));
}

static void check_times(const camp_sheet *sheet, const camp_slot *slot) {
    int start = slot->start_clock, end = slot->end_clock;
    if (start < 0 || end < 0 || end > start) return;
    const char *name = camp_quoted(&sheet->reading->scratch, camp_span_of(slot->id));
    const char *hint = end < 720 && end + 720 > start ? "; is the end meant as pm?" : "";
    if (end == start)
        camp_sheet_error(sheet, END, "E_SLOT_TIMES", "%s ends when it starts (%d:%02d)", name, end / 60,
                         end % 60);
    else
        camp_sheet_error(sheet, END, "E_SLOT_TIMES", "%s ends (%d:%02d) before it starts (%d:%02d)%s", name,
                         end / 60, end % 60, start / 60, start % 60, hint);
}

static void read_slot(camp_sheet *sheet) {
    camp_reading *reading = sheet->reading;
    camp_event *event = reading->event;
    CAMP_ROOM_FOR_ONE(reading->arena, event->slots, event->n_slots, reading->cap_slots);
    camp_slot *slot = &event->slots[event->n_slots];
    slot->line = sheet->row->line;
    slot->id = camp_cell_text(sheet, SLOT);
    slot->label = camp_cell(sheet, LABEL).n ? camp_cell_text(sheet, LABEL) : slot->id;
    slot->open = camp_cell_yes(sheet, OPEN, true);
    int days, start = time_of(sheet, START), end = time_of(sheet, END);
    slot->day = day_of(sheet, &days);
    slot->block = block_of(sheet, slot->day);
    slot->start_clock = start;
    slot->end_clock = end;
    slot->start_min = days * 1440L + start;
    slot->end_min = days * 1440L + end;
    slot->next = -1;
    check_times(sheet, slot);
    if (!*slot->id) {
        camp_sheet_error(sheet, SLOT, "E_EMPTY_CELL", "the slot has no id; write one, such as A or 1");
        return;
    }
    int there = camp_names_add(&reading->slots, slot->id, event->n_slots);
    if (there != event->n_slots)
        camp_sheet_error(sheet, SLOT, "E_REPEATED_ID",
                         "slot %s stands twice, first in line %ld; every slot needs its own id",
                         camp_quoted(&reading->scratch, camp_span_of(slot->id)), event->slots[there].line);
    event->n_slots++;
    if (event->n_slots == CAMP_MOST_SLOTS + 1)
        camp_sheet_error(sheet, -1, "E_TOO_MANY", "there are more than %d slots", CAMP_MOST_SLOTS);
}

void camp_read_slots(camp_reading *reading, const camp_file *file) {
    camp_sheet sheet = {
        .reading = reading, .columns = columns, .n_columns = LABEL + 1, .n_required = 3, .read = read_slot};
    reading->slots.complete = camp_sheet_read(&sheet, file);
}

/* ---- the order of the day */

static bool overlap(const camp_slot *a, const camp_slot *b) {
    return strcmp(a->day, b->day) == 0 && a->start_min < b->end_min && b->start_min < a->end_min;
}

/* The open slot that follows; of several that start together the first in the file. */
static int follower(const camp_event *event, int s) {
    const camp_slot *slot = &event->slots[s];
    int best = -1;
    for (int t = 0; t < event->n_slots; t++) {
        const camp_slot *other = &event->slots[t];
        if (t == s || !other->open || other->block != slot->block) continue;
        if (other->start_min < slot->end_min || other->start_min > slot->end_min + event->gap_minutes)
            continue;
        if (best < 0 || other->start_min < event->slots[best].start_min) best = t;
    }
    return best;
}

/* Open slots by start; equal ones stay in the order of the file. */
static const int *open_slots(camp_reading *reading, int *n) {
    const camp_event *event = reading->event;
    int *open = CAMP_NEW(reading->arena, int, event->n_slots);
    *n = 0;
    for (int t = 0; t < event->n_slots; t++) {
        if (!event->slots[t].open) continue;
        int i = (*n)++;
        for (; i > 0 && event->slots[open[i - 1]].start_min > event->slots[t].start_min; i--)
            open[i] = open[i - 1];
        open[i] = t;
    }
    return open;
}

void camp_link_slots(camp_reading *reading) {
    camp_event *event = reading->event;
    int n = event->n_slots;
    if (n > CAMP_MOST_SLOTS) return;
    bool *matrix = CAMP_NEW(reading->arena, bool, (size_t)n *(size_t)n);
    for (int s = 0; s < n; s++)
        for (int t = 0; t < n; t++)
            matrix[s * n + t] = overlap(&event->slots[s], &event->slots[t]);
    event->overlap = matrix;
    for (int s = 0; s < n; s++)
        event->slots[s].next = follower(event, s);
    event->open = open_slots(reading, &event->n_open);
}
