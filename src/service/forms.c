/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forms.c - the forms of a board that need further libraries, each a feature of the build
 * (meson_options.txt). */
#include "service/forms.h"
#include "export/calendar.h"
#include "export/card.h"
#include "export/schedule.h"
#include "export/workbook.h"
#include "service/guard.h"

#ifdef CAMP_CALENDAR
#define CALENDAR(write) write
#else
#define CALENDAR(write) NULL
#endif

#ifdef CAMP_PDF
#define PDF(write) write
#else
#define PDF(write) NULL
#endif

#ifdef CAMP_XLSX
#define XLSX(write) write
#else
#define XLSX(write) NULL
#endif

typedef camp_status form_writer(const camp_event *event, const camp_board *board,
                                const camp_export_options *options, camp_report *report, camp_arena *arena,
                                camp_span *text);

typedef struct form {
    camp_format format;
    const char *name, *library, *feature; /* as messages call it; what it needs; the option of the build */
    form_writer *write;                   /* NULL: this build lacks the library */
    bool rooms, people;                   /* of one room, of one person */
} form;

static const form forms[] = {
    {CAMP_BOARD_XLSX, "board.xlsx", "libxlsxwriter", "xlsx", XLSX(camp_export_board_xlsx), false, false},
    {CAMP_BOARD_PDF, "board.pdf", "cairo and pango", "pdf", PDF(camp_export_board_pdf), false, false},
    {CAMP_SIGNS_PDF, "signs.pdf", "cairo and pango", "pdf", PDF(camp_export_signs_pdf), true, false},
    {CAMP_BOARD_ICS, "a calendar", "libical", "calendar", CALENDAR(camp_export_calendar), true, true},
    {CAMP_SCHEDULE_JSON, "schedule.json", "libical", "calendar", CALENDAR(camp_export_schedule_json), false,
     false},
    {CAMP_SCHEDULE_XML, "schedule.xml", "libical", "calendar", CALENDAR(camp_export_schedule_xml), false,
     false},
};

static bool refuse_option(camp_report *report, const char *option, const char *goes_with) {
    camp_guard_say(report, "E_ARGUMENT", "%s goes with %s only", option, goes_with);
    return false;
}

bool camp_form_takes(camp_format format, const camp_export_options *options, camp_report *report) {
    bool csv = format == CAMP_BOARD_CSV || format == CAMP_SEATS_CSV;
    bool pages = format == CAMP_BOARD_PDF || format == CAMP_SIGNS_PDF;
    if (!options) return true;
    if (options->bom && !csv) return refuse_option(report, "a byte order mark", "csv and seats");
    if (options->paper && !pages) return refuse_option(report, "a size of paper", "pdf and signs-pdf");
    bool html = format == CAMP_BOARD_HTML || format == CAMP_LIST_HTML || format == CAMP_SIGNS_HTML ||
                format == CAMP_STAFF_HTML || format == CAMP_AGENDAS_HTML || format == CAMP_REPORT_HTML;
    if (options->link && !html && format != CAMP_SIGNS_PDF)
        return refuse_option(report, "a link", "html, list, signs, signs-pdf, staff and agendas");
    if (format > CAMP_REPORT_HTML) return true;
    if (options->room) return refuse_option(report, "one room", "ics and signs-pdf");
    if (options->person) return refuse_option(report, "one person", "ics");
    return true;
}

static camp_status refuse(camp_report *report, const form *found, const char *what) {
    camp_guard_say(report, "E_ARGUMENT", "%s cannot be written for one %s alone", found->name, what);
    return CAMP_BAD_ARGUMENT;
}

camp_status camp_form_write(camp_format format, const camp_event *event, const camp_board *board,
                            const camp_export_options *options, camp_report *report, camp_arena *arena,
                            camp_span *text) {
    static const camp_export_options none = {0};
    const form *found = NULL;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].format == format) found = &forms[i];
    if (!found) {
        camp_guard_say(report, "E_ARGUMENT", "there is no form number %d of a board", (int)format);
        return CAMP_BAD_ARGUMENT;
    }
    if (!found->write) {
        camp_guard_say(
            report, "E_NOT_BUILT",
            "this build of Campboard cannot write %s: it was built without %s (the option -D%s of meson)",
            found->name, found->library, found->feature);
        return CAMP_BAD_ARGUMENT;
    }
    if (!options) options = &none;
    if (options->room && !found->rooms) return refuse(report, found, "room");
    if (options->person && !found->people) return refuse(report, found, "person");
    return found->write(event, board, options, report, arena, text);
}
