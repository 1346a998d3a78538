/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.c - a board as bytes in memory, one call for every format. */
#include "export/export.h"
#include "base/report.h"
#include "export/qr.h"
#include "service/forms.h"
#include "service/guard.h"
#include <stdlib.h>
#include <string.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF";

typedef struct board_writing {
    const camp_event *event;
    const camp_board *board;
    camp_format format;
    const camp_export_options *options;
    camp_report *report;
    char *bytes; /* of malloc: the caller's */
    size_t size;
} board_writing;

static camp_status write_text(const board_writing *w, camp_arena *arena, camp_span *text) {
    if (!camp_form_takes(w->format, w->options, w->report)) return CAMP_BAD_ARGUMENT;
    switch (w->format) {
    case CAMP_BOARD_JSON:
        *text = camp_export_board_json(w->event, w->board, arena);
        return CAMP_OK;
    case CAMP_BOARD_CSV:
        *text = camp_export_board_csv(w->event, w->board, arena);
        return CAMP_OK;
    case CAMP_SEATS_CSV:
        *text = camp_export_seats_csv(w->event, w->board, arena);
        return CAMP_OK;
    case CAMP_GRID:
        *text = camp_export_grid(w->event, w->board, w->options, arena);
        return CAMP_OK;
    case CAMP_SUMMARY:
        *text = camp_export_summary(w->event, w->board, w->options, arena);
        return CAMP_OK;
    case CAMP_BOARD_HTML:
        *text = camp_export_board_html(w->event, w->board, w->options, arena);
        return CAMP_OK;
    case CAMP_STAFF_HTML:
        *text = camp_export_staff_html(w->event, w->board, w->options, arena);
        return CAMP_OK;
    case CAMP_SIGNS_HTML:
        *text = camp_export_signs_html(w->event, w->board, w->options, arena);
        return CAMP_OK;
    case CAMP_LIST_HTML:
        *text = camp_export_list_html(w->event, w->board, w->options, arena);
        return CAMP_OK;
    case CAMP_AGENDAS_HTML:
        *text = camp_export_agendas_html(w->event, w->board, w->options, arena);
        return CAMP_OK;
    case CAMP_REPORT_HTML:
        *text = camp_export_report_html(w->event, w->board, w->options, arena);
        return CAMP_OK;
    default:
        return camp_form_write(w->format, w->event, w->board, w->options, w->report, arena, text);
    }
}

/* A link that is no address would be dead on the page, or worse than dead. */
static camp_status check_link(const char *link, camp_report *report) {
    if (!link) return CAMP_OK;
    camp_link_state state = camp_link_look(link);
    if (state == CAMP_LINK_NO_URL)
        camp_guard_say(report, "E_LINK",
                       "the link \"%.200s\" is no address; expected one such as https://school.org/board",
                       link);
    else if (state == CAMP_LINK_LONG)
        camp_guard_say(report, "E_LINK",
                       "the link is longer than the 1200 characters that a QR code carries well");
    else if (!camp_qr_there() && report)
        camp_report_add(
            report, CAMP_WARNING, "W_NO_QR", (camp_place){.file = ""},
            "this build makes no QR codes (it lacks libqrencode); the link stands there in letters");
    return state == CAMP_LINK_GOOD ? CAMP_OK : CAMP_BAD_ARGUMENT;
}

/* The text as bytes of the caller. */
static camp_status hand_over(camp_span text, bool marked, char **bytes, size_t *size) {
    size_t mark = marked ? sizeof byte_order_mark - 1 : 0;
    char *copy = malloc(mark + text.n + 1);
    if (!copy) return CAMP_NO_MEMORY;
    memcpy(copy, byte_order_mark, mark);
    memcpy(copy + mark, text.at, text.n);
    copy[mark + text.n] = '\0';
    *bytes = copy, *size = mark + text.n;
    return CAMP_OK;
}

static camp_status write_board(void *user, camp_arena *arena) {
    board_writing *w = user;
    camp_span text;
    camp_status status = check_link(w->options ? w->options->link : NULL, w->report);
    if (status == CAMP_OK) status = write_text(w, arena, &text);
    if (status != CAMP_OK) return status;
    bool csv = w->format == CAMP_BOARD_CSV || w->format == CAMP_SEATS_CSV;
    return hand_over(text, csv && w->options && w->options->bom, &w->bytes, &w->size);
}

camp_status camp_export(const camp_event *event, const camp_board *board, camp_format format,
                        const camp_export_options *options, camp_report *report, char **bytes, size_t *size) {
    camp_report *own = report ? NULL : camp_report_new(); /* the writers of forms always have one */
    board_writing w = {event, board, format, options, report ? report : own, NULL, 0};
    camp_status status = w.report ? camp_guard(write_board, &w) : CAMP_NO_MEMORY;
    (void)camp_guard_tell(report, status, "exporting the board");
    camp_report_free(own);
    if (status != CAMP_OK) return status;
    *bytes = w.bytes;
    *size = w.size;
    return CAMP_OK;
}

typedef struct index_writing {
    const camp_event *event;
    const camp_index_entry *entries;
    size_t n;
    bool staff;
    const char *link;
    camp_report *report;
    char *bytes; /* of malloc: the caller's */
    size_t size;
} index_writing;

static camp_status write_index(void *user, camp_arena *arena) {
    index_writing *w = user;
    camp_status status = check_link(w->link, w->report);
    if (status != CAMP_OK) return status;
    camp_span text = camp_export_index_html(w->event, w->entries, w->n, w->staff, w->link, arena);
    return hand_over(text, false, &w->bytes, &w->size);
}

camp_status camp_index_page(const camp_event *event, const camp_index_entry *entries, size_t n, bool staff,
                            const char *link, camp_report *report, char **bytes, size_t *size) {
    index_writing w = {event, entries, n, staff, link, report, NULL, 0};
    camp_status status = camp_guard_tell(report, camp_guard(write_index, &w), "writing the index");
    if (status != CAMP_OK) return status;
    *bytes = w.bytes;
    *size = w.size;
    return CAMP_OK;
}
