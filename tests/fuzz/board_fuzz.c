/* SPDX-License-Identifier: GPL-3.0-or-later */
/* board_fuzz.c - any bytes as board.json of two small events (ballots, anonymous dots): verified, refused or
 * found wrong; never a crash. A board that is valid is written again in every form and read back. */
#include "fuzz.h"
#include <string.h>

#define DAY                                                                                                  \
    {"slots.csv", "slot,start,end,block,open\nA,9:00,9:45,,\nB,9:55,10:40,,\nLunch,10:40,11:30,,no\nC,11:"   \
                  "30,12:15,pm,\n"},                                                                         \
        {"rooms.csv",                                                                                        \
         "room,capacity,site,features,slots\nGym,3,High,,\n204,2,Annex,lab,A; B\nLibrary,,High,,\n"},        \
        {"event.json", "{\"name\": \"Fuzz\", \"floor\": 1, \"gap_minutes\": 10,"                             \
                       " \"travel\": [{\"from\": \"High\", \"to\": \"Annex\", \"minutes\": 10}]}"},          \
    {                                                                                                        \
        "sessions.csv",                                                                                      \
            "session,title,presenters,length,needs,sections,must_run,audience,cost,credit\n"                 \
            "S1,AI in grade 5,ana,,lab,2,yes,,5,1\nS2,Quiet kids,ben,2,,,,,,\nS3,Chess,,,,,,t,,2\n"          \
    }

static const char *const ballots[][2] = {
    DAY,
    {"people.csv", "person,groups,slots,must_attend\nana,t,,\nben,t; n,A; B,\ncleo,n,,S1\nana-2,t,,\n"},
    {"votes.csv",
     "person,session,weight\nana,S2,3\nben,S1,2\ncleo,S1,1\ncleo,S2,2.5\nana-2,S3,1\nana-2,S1,0\n"},
    {"rules.csv",
     "rule,sessions,people,limit,priority\napart,S1;S2,,,\nbefore,S1;S3,,,2\nslot_at_most,*,,2,\n"
     "attend_at_most,*,group:t,2,\naway_at_most,,*,3,\nrun_at_most,*,*,3,\nseries,S1;S3,ana-2,,\n"
     "same_run,S1,cleo;ben,,\nbusy_at_least,*,cleo,1,\ncredit_at_least,*,cleo,1,\nbudget,*,,20,\n"
     "together,S1,,,\nplace_at_least,*,,1,\n"},
    {"lock.csv", "session,slot,room,person\nS1,A,204,\n"},
    {NULL, NULL}};
static const char *const dots[][2] = {DAY, {"votes.csv", "session,votes\nS1,5\nS2,3\nS3,1\n"}, {NULL, NULL}};

static camp_event *event_of(const char *const texts[][2]) {
    camp_file files[10];
    size_t n = 0;
    camp_event *event = NULL;
    for (; texts[n][0]; n++)
        files[n] = (camp_file){texts[n][0], texts[n][1], strlen(texts[n][1])};
    camp_report *report = camp_report_new();
    if (!report || camp_event_from_memory("fuzz", files, n, false, report, &event) != CAMP_OK) abort();
    camp_report_free(report);
    return event;
}

/* Every form; board.json must be read back as a valid board. */
static void write_again(const camp_event *event, const camp_board *board) {
    for (int form = CAMP_BOARD_JSON; form <= CAMP_SUMMARY; form++) {
        char *bytes = NULL;
        size_t size = 0;
        FUZZ_ASSERT(camp_export(event, board, (camp_format)form, NULL, NULL, &bytes, &size) == CAMP_OK);
        bool valid = false;
        if (form == CAMP_BOARD_JSON)
            FUZZ_ASSERT(camp_verify(event, "again", bytes, size, NULL, &valid, NULL) == CAMP_OK && valid);
        camp_bytes_free(bytes);
    }
}

static void verify(const camp_event *event, const uint8_t *data, size_t size) {
    camp_report *report = camp_report_new();
    camp_board *board = NULL;
    bool valid = false;
    if (!report) abort();
    camp_status status = camp_verify(event, "board.json", data, size, report, &valid, &board);
    FUZZ_ASSERT(status == CAMP_OK || status == CAMP_BAD_INPUT);
    FUZZ_ASSERT((board != NULL) == (status == CAMP_OK && valid));
    FUZZ_ASSERT(valid == (camp_report_count(report, CAMP_ERROR) == 0));
    camp_fuzz_report(report);
    if (board) write_again(event, board);
    camp_board_free(board);
    camp_report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uint8_t *copy = malloc(size ? size : 1); /* of just this size, so that a byte too far is noticed */
    camp_event *with_ballots = event_of(ballots), *with_dots = event_of(dots);
    if (!copy) abort();
    if (size) memcpy(copy, data, size);
    verify(with_ballots, copy, size);
    verify(with_dots, copy, size);
    camp_event_free(with_ballots);
    camp_event_free(with_dots);
    free(copy);
    return 0;
}
