/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table.c - every command and option once: what the parser accepts is what the help and the manual say.
 * After a change: `ninja -C build reference` writes docs/reference.md, man/campboard.1 and completions/ anew
 * (a test compares). */
#include "cli/commands.h"
#include "cli/options.h"

const char camp_import_kinds[] = "forms|sheet|dots|sessionize|frab|ak";

const camp_command camp_commands[] = {
    {"new", "DIR", 1, 1, "Write a small example event to edit",
     "Makes the folder DIR with an example event: one file for the slots, rooms, sessions, people, votes, "
     "rules and "
     "locks, and README.txt, which explains every file and column. A folder that has something in it already "
     "is left "
     "alone.\n",
     "campboard new monday\n", false, camp_command_new},
    {"check", "EVENT", 1, 1, "Read an event and tell every mistake in it",
     "Reads the folder EVENT as `solve` would and tells, for every mistake, the file, the line, the cell and "
     "what was "
     "expected there.\n",
     "campboard check monday\n", false, camp_command_check},
    {"solve", "EVENT", 1, 1, "Make the best board of an event",
     "Reads the folder EVENT, gives every session it can a slot and a room and every voter seats, and shows "
     "the board "
     "as a grid with a summary. With -o it also writes board.json, board.csv and seats.csv.\n"
     "Without --time and --work it stops when the board is proven to be best, or after 30 seconds; with "
     "--work alone "
     "there is no time limit. Ctrl-C (or SIGTERM) ends the search early with the best board found so far; a "
     "second "
     "Ctrl-C ends the program at once. Every board is checked against all rules of the event before it is "
     "shown or "
     "written. When there is none, nothing is written and old files stay as they were.\n",
     "campboard solve monday -o out\n"
     "campboard solve monday -o out --time 120 --gap 0.01\n"
     "campboard solve monday -o out --work 500000 --seed 7\n",
     false, camp_command_solve},
    {"verify", "EVENT BOARD", 2, 2, "Check a board.json against its event",
     "Checks the file BOARD (a board.json) from the files alone: every rule, every lock, every seat and the "
     "score. "
     "Each violation is told.\n",
     "campboard verify monday out/board.json\n", false, camp_command_verify},
    {"export", "EVENT BOARD", 2, 2, "Write a checked board in another form",
     "Checks the file BOARD (a board.json) and writes it in the form that --format names: json, csv (one row "
     "a run), "
     "seats (one row a seat), grid or summary (text); html (the board as a page for everyone), signs (a sign "
     "for each room's door) and list (all sessions, one below the other) are pages, and for staff only staff "
     "(the board with seats and a filter by person) agendas (everybody's own day) and "
     "report (pictures of how good the board is); pdf (the grid for the "
     "wall) and signs-pdf are to print, ics is a calendar, schedule-json and schedule-xml are for conference "
     "apps, xlsx is a workbook with the grid, the list and a sheet a room.\n"
     "A calendar that is written over an earlier export carries it on: what changed gets a higher SEQUENCE, "
     "and what is gone is cancelled.\n",
     "campboard export monday out/board.json --format grid\n"
     "campboard export monday out/board.json --format csv --bom -o board.csv\n"
     "campboard export monday out/board.json --format ics --room Gym -o gym.ics\n",
     false, camp_command_export},
    {"publish", "EVENT BOARD", 2, 2, "Write all that hangs on the wall or goes online, as a folder",
     "Checks the file BOARD (a board.json) and writes pages into the folder DIR: the board, a plain list, "
     "signs for the "
     "doors, the grid and the signs as PDF, a calendar, schedules for conference apps, a workbook, and an "
     "index.html that leads to "
     "all of them. They show sessions and presenters only: no votes, "
     "seats, costs, "
     "e-mail addresses or agendas. What names people goes to DIR/staff, and only with --staff.\n"
     "Everything is made before anything is written. A form that this build or this event cannot have is "
     "left out, and "
     "told.\n",
     "campboard publish monday out/board.json -o wall\n"
     "campboard publish monday out/board.json -o wall --staff --link https://school.org/board\n",
     false, camp_command_publish},
    {"model", "EVENT", 1, 1, "Write the event as an integer program for other solvers",
     "Writes the event as one integer program, in the LP format of CPLEX or in free MPS, that any solver "
     "reads: its "
     "optimum is the best board. It grows fast with the event; it is meant for checking small ones "
     "independently.\n",
     "campboard model monday --format mps -o monday.mps\n", false, camp_command_model},
    {"import", "KIND FILE...", 2, CAMP_MAX_WORDS, "Make or complete an event from what people bring",
     "Reads the files and writes what they say into the folder EVENT: a new event, or the one that is there, "
     "whose "
     "sessions are matched by their titles. Nobody's rows or columns are lost, a person's new answer "
     "replaces the old "
     "one, and the same file twice changes nothing. KIND is one of\n"
     "forms: answers to a Google or Microsoft form (tick boxes, grids, ranked choices, linear scales), CSV "
     "or .xlsx;\n"
     "sheet: a list of sessions or a board, CSV or .xlsx, or sheets named like the files of an event;\n"
     "dots: titles and numbers of dots, CSV or .xlsx;\n"
     "sessionize: \"All data\" as JSON; frab: schedule.json of frab or pretalx; ak: JSON of the AK "
     "planners.\n"
     "What is not understood is told with its cell. Names that are nearly alike are never joined in silence: "
     "they are "
     "written to questions.csv, and the next import reads the answers.\n",
     "campboard import forms answers.csv -o monday\n"
     "campboard import forms answers.csv -o monday --weights 5,3,1\n"
     "campboard import sheet cards.xlsx -o monday\n",
     false, camp_command_import},
    {"merge", "EVENT SESSION...", 3, CAMP_MAX_WORDS, "Make one card of two that say the same",
     "The first session keeps the presenters and the votes of all that are named (the larger weight of each "
     "person; "
     "dots are added); rules, locks and must_attend that name the others name it from then on.\n",
     "campboard merge monday S3 S17\n", false, camp_command_merge},
    {"help", "[COMMAND]", 0, 1, "Explain the program or one command",
     "Lists the commands, or explains one of them with all its options.\n", "campboard help solve\n", false,
     camp_command_help},
    {"reference", "FORM", 1, 1,
     "Write docs/reference.md (markdown), the manual page (man) or completions (bash, zsh, fish)",
     "For the makers of the program.\n", "", true, camp_command_reference},
};
const size_t camp_commands_n = sizeof camp_commands / sizeof camp_commands[0];

#define AT(field) offsetof(camp_arguments, field)

const camp_option camp_options[] = {
    {"output", 'o', " solve ", CAMP_OPTION_PATH, "DIR", 0, 0, NULL, AT(output), 0, false,
     "Folder for board.json, board.csv and seats.csv; it is made when it is missing. Without it nothing is "
     "written."},
    {"output", 'o', " export model ", CAMP_OPTION_PATH, "FILE", 0, 0, NULL, AT(output), 0, false,
     "File to write, whole or not at all. Without it the text goes to standard output."},
    {"output", 'o', " import ", CAMP_OPTION_PATH, "EVENT", 0, 0, NULL, AT(output), 0, true,
     "Folder of the event; it is made when it is missing."},
    {"weights", 0, " import ", CAMP_OPTION_PATH, "LIST", 0, 0, NULL, AT(weights), 0, false,
     "What the first, second, ... choice of a ranked question counts, such as 5,3,1; later ones count "
     "nothing. Default: "
     "the k-th of n choices counts n - k + 1."},
    {"question", 0, " import ", CAMP_OPTION_PATH, "TEXT", 0, 0, NULL, AT(question), 0, false,
     "Read only the questions of a form whose text begins so. Default: all that are about sessions."},
    {"encoding", 0, " import ", CAMP_OPTION_PATH, "NAME", 0, 0, NULL, AT(encoding), 0, false,
     "Encoding of the files, such as WINDOWS-1252. Default: it is detected."},
    {"keep-places", 0, " import ", CAMP_OPTION_FLAG, NULL, 0, 0, NULL, AT(places), 0, false,
     "Write what the source has placed already (a board, a schedule) to lock.csv, so that it stays there."},
    {"link", 0, " export publish ", CAMP_OPTION_PATH, "URL", 0, 0, NULL, AT(link), 0, false,
     "Address of the board for everyone, such as https://school.org/board: the pages show it as a QR code."},
    {"format", 'f', " export ", CAMP_OPTION_CHOICE, "FORM", 0, 0,
     "json|csv|seats|grid|summary|html|staff|signs|list|agendas|pdf|signs-pdf|ics|schedule-json|schedule-xml|"
     "xlsx|report",
     AT(format), 0, true, "Form of the output."},
    {"room", 0, " export ", CAMP_OPTION_PATH, "R", 0, 0, NULL, AT(room), 0, false,
     "Only room R (ics, signs-pdf)."},
    {"person", 0, " export ", CAMP_OPTION_PATH, "P", 0, 0, NULL, AT(person), 0, false,
     "Only what person P attends and presents (ics). P is an id, a name or an e-mail address."},
    {"paper", 0, " export ", CAMP_OPTION_CHOICE, "SIZE", 0, 0, "a4|a3|letter|tabloid", AT(paper), 0, false,
     "Paper of pdf and signs-pdf. Default: a4."},
    {"bom", 0, " export ", CAMP_OPTION_FLAG, NULL, 0, 0, NULL, AT(bom), 0, false,
     "Begin csv and seats with a byte order mark, by which Excel knows that the text is UTF-8."},
    {"progress", 0, " solve ", CAMP_OPTION_PATH, "FILE", 0, 0, NULL, AT(progress), 0, false,
     "Also write how bound and best board went over the seconds, as a CSV for the report. Unlike the results "
     "it depends on "
     "the clock."},
    {"progress", 0, " export publish ", CAMP_OPTION_PATH, "FILE", 0, 0, NULL, AT(progress), 0, false,
     "The file of `solve --progress`, to show it in the report."},
    {"output", 'o', " publish ", CAMP_OPTION_PATH, "DIR", 0, 0, NULL, AT(output), 0, true,
     "Folder for the pages; it is made when it is missing."},
    {"staff", 0, " publish ", CAMP_OPTION_FLAG, NULL, 0, 0, NULL, AT(staff), 0, false,
     "Also write what is for staff only, into DIR/staff: the board with people and seats, personal agendas, "
     "tables."},
    {"format", 'f', " model ", CAMP_OPTION_CHOICE, "FORM", 0, 0, "lp|mps", AT(format), 0, true,
     "Form of the output."},
    {"time", 't', " solve ", CAMP_OPTION_NUMBER, "S", 0.001, 31536000, NULL, AT(time_s), AT(time_given),
     false, "Stop after S seconds. Default: 30, or no limit where --work is given."},
    {"gap", 'g', " solve ", CAMP_OPTION_NUMBER, "G", 0, 1, NULL, AT(gap), 0, false,
     "Stop as soon as no board can match more than this part above the one found: 0.01 is 1 %. Default: 0, "
     "go on "
     "until the board is proven best."},
    {"work", 'w', " solve ", CAMP_OPTION_WHOLE, "N", 1, 9e15, NULL, AT(work), AT(work_given), false,
     "Stop after N units of work. Unlike a time limit it gives the same board, byte for byte, on every run "
     "of the "
     "same program. Default: no limit."},
    {"seed", 's', " solve ", CAMP_OPTION_WHOLE, "N", 0, 9e15, NULL, AT(seed), 0, false,
     "Start the random numbers elsewhere: another seed may find another board that is as good. Default: 1."},
    {"threads", 'j', " solve ", CAMP_OPTION_WHOLE, "N", 0, 1024, NULL, AT(threads), 0, false,
     "Use at most N processors; 0: as many as the machine has. Never changes the result of a run that ends "
     "by proof or "
     "by work. Default: 0."},
    {"strict", 0, " check solve verify export publish model ", CAMP_OPTION_FLAG, NULL, 0, 0, NULL, AT(strict),
     0, false, "Treat every warning about the event as an error."},
    {"quiet", 'q', " check solve verify export publish model import merge ", CAMP_OPTION_FLAG, NULL, 0, 0,
     NULL, AT(quiet), 0, false, "Say nothing but errors; the exit code tells the answer."},
    {"help", 'h', " new check solve verify export publish model import merge help reference ",
     CAMP_OPTION_FLAG, NULL, 0, 0, NULL, AT(help), 0, false, "Explain the command and its options."},
};
const size_t camp_options_n = sizeof camp_options / sizeof camp_options[0];
