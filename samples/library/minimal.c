/* SPDX-License-Identifier: GPL-3.0-or-later */
/* minimal.c - the library in forty lines: an event from memory, its board, board.csv on standard output.
 *
 *   cc minimal.c $(pkg-config --cflags --libs campboard) -o minimal && ./minimal
 */
#include <campboard.h>
#include <stdio.h>
#include <string.h>

static const char slots[] = "slot,start,end\nA,9:00,9:50\nB,10:00,10:50\n";
static const char rooms[] = "room,capacity\nLibrary,2\n";
static const char sessions[] = "title\nReading\nMaths\nArt\n";
static const char votes[] =
    "person,session,weight\n"
    "Ana,Reading,3\nAna,Maths,1\nBen,Reading,3\nCleo,Reading,2\nCleo,Maths,1\nCleo,Art,1\n";

static int fail(const camp_report *report) {
    for (size_t i = 0; i < camp_report_size(report); i++)
        fprintf(stderr, "%s\n", camp_report_get(report, i)->message);
    return 1;
}

int main(void) {
    const camp_file files[] = {{"slots.csv", slots, strlen(slots)},
                               {"rooms.csv", rooms, strlen(rooms)},
                               {"sessions.csv", sessions, strlen(sessions)},
                               {"votes.csv", votes, strlen(votes)}};
    camp_report *report = camp_report_new();
    camp_event *event = NULL;
    camp_board *board = NULL;
    camp_outcome outcome;
    char *text;
    size_t size;
    int code = 0;
    if (!report) return 1;
    if (camp_event_from_memory("minimal", files, 4, false, report, &event) != CAMP_OK ||
        camp_solve(event, NULL, report, &outcome, &board) != CAMP_OK || outcome != CAMP_FOUND ||
        camp_export(event, board, CAMP_BOARD_CSV, NULL, NULL, &text, &size) != CAMP_OK) {
        code = fail(report);
    } else {
        fwrite(text, 1, size, stdout);
        camp_bytes_free(text);
    }
    camp_board_free(board);
    camp_event_free(event);
    camp_report_free(report);
    return code;
}
