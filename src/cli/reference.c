/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reference.c - the table (table.c) as help for the terminal, as docs/reference.md and as the manual page. */
#include "campboard.h"
#include "cli/options.h"
#include <string.h>

#define HELP_COLUMNS 79

static const char intro[] = "Makes the session board of an Edcamp, an unconference or a PD day: which "
                            "session runs when and where, and who "
                            "sits in it, so that people get as much as possible of what they asked for. An "
                            "event is a folder of small CSV "
                            "files; `campboard new DIR` makes one to begin with.\n";

static const struct {
    const char *code, *meaning;
} exit_codes[] = {
    {"0", "done"},
    {"1", "the answer is no: no valid board exists, none was found in the time, or the board breaks rules; "
          "the message "
          "says which"},
    {"2", "bad input or usage, or a file could not be read or written"},
    {"3", "a mistake inside Campboard, or memory ran out"},
};

static const struct {
    const char *name, *meaning;
} environment[] = {
    {"NO_COLOR", "when set and not empty: no colours"},
    {"COLUMNS", "width of the grid where the output is no terminal; else 100"},
    {"SOURCE_DATE_EPOCH", "seconds since 1970 that calendars, PDF and workbooks say they were made; else the "
                          "event's date"},
    {"TMPDIR", "folder for a passing file of `model` without -o and of xlsx; else /tmp"},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---------------------------------------------------------------- terminal */

/* Writes a paragraph in lines of HELP_COLUMNS, indented; the first line has `used` columns already. */
static void write_wrapped(FILE *to, const char *text, size_t n, int indent, int used) {
    const char *end = text + n;
    int column = used;
    bool first = true;
    while (text < end) {
        size_t word = strcspn(text, " \n");
        if (word > (size_t)(end - text)) word = (size_t)(end - text);
        if (!first && column + 1 + (int)word > HELP_COLUMNS) {
            (void)putc('\n', to);
            column = 0;
            first = true;
        }
        if (first && column < indent) {
            (void)fprintf(to, "%*s", indent - column, "");
            column = indent;
        } else if (!first) {
            (void)putc(' ', to);
            column++;
        }
        (void)fwrite(text, 1, word, to);
        column += (int)word;
        first = false;
        text += word;
        while (text < end && (*text == ' ' || *text == '\n'))
            text++;
    }
    (void)putc('\n', to);
}

/* Calls write_wrapped for each paragraph (a line of the text). */
static void write_paragraphs(FILE *to, const char *text, int indent) {
    for (const char *end; *text; text = end + 1) {
        end = strchr(text, '\n');
        write_wrapped(to, text, (size_t)(end - text), indent, 0);
    }
}

/* "-o, --output DIR" */
static void option_text(char *text, size_t size, const camp_option *option) {
    int n = option->letter ? snprintf(text, size, "-%c, ", option->letter) : snprintf(text, size, "    ");
    (void)snprintf(text + n, size - (size_t)n, "--%s%s%s", option->name, option->value ? " " : "",
                   option->value ? option->value : "");
}

/* "a|b|c" as "a, b, c:", wrapped. */
static void write_listed(FILE *to, const char *choices, int used) {
    char text[400];
    size_t n = 0;
    for (const char *c = choices; *c && n + 3 < sizeof text; c++) {
        text[n++] = *c == '|' ? ',' : *c;
        if (*c == '|') text[n++] = ' ';
    }
    text[n++] = '.';
    write_wrapped(to, text, n, 22, used);
}

static void write_options(FILE *to, const camp_command *command) {
    (void)fputs("\nOptions:\n", to);
    for (size_t i = 0; i < camp_options_n; i++) {
        const camp_option *option = &camp_options[i];
        if (!camp_option_of(option, command)) continue;
        char text[60];
        option_text(text, sizeof text, option);
        int used = fprintf(to, "  %-18s  ", text);
        if (option->choices) {
            write_listed(to, option->choices, used);
            used = 0;
        }
        write_wrapped(to, option->text, strlen(option->text), 22, used);
    }
}

static void write_program_help(FILE *to) {
    write_wrapped(to, intro, strlen(intro), 0, 0);
    (void)fputs("\nUsage: campboard COMMAND ...\n\n", to);
    for (size_t i = 0; i < camp_commands_n; i++) {
        const camp_command *command = &camp_commands[i];
        if (command->hidden) continue;
        char usage[60];
        (void)snprintf(usage, sizeof usage, "%s %s", command->name, command->words);
        (void)fprintf(to, "  %-21s %s\n", usage, command->brief);
    }
    (void)fputs("\n`campboard help COMMAND` tells more. --version tells the version.\n\nExit codes:\n", to);
    for (size_t i = 0; i < COUNT(exit_codes); i++) {
        int used = fprintf(to, "  %s  ", exit_codes[i].code);
        write_wrapped(to, exit_codes[i].meaning, strlen(exit_codes[i].meaning), 5, used);
    }
}

void camp_help_write(FILE *to, const camp_command *command) {
    if (!command) {
        write_program_help(to);
        return;
    }
    (void)fprintf(to, "Usage: campboard %s [OPTIONS] %s\n\n", command->name, command->words);
    write_paragraphs(to, command->text, 0);
    write_options(to, command);
    if (!command->example[0]) return;
    (void)fputs("\nExamples:\n", to);
    for (const char *line = command->example, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        (void)fprintf(to, "  %.*s\n", (int)(end - line), line);
    }
}

/* ---------------------------------------------------------------- Markdown */

/* The range of a number option, "" for others. */
static void range_of(const camp_option *option, char *text, size_t size) {
    text[0] = '\0';
    if (option->kind == CAMP_OPTION_NUMBER || option->kind == CAMP_OPTION_WHOLE)
        (void)snprintf(text, size, option->most >= 1000 ? "%g to %.0f" : "%g to %g", option->least,
                       option->most);
}

/* "json|csv" -> "`json`, `csv`" */
static void write_choices(FILE *to, const char *choices, const char *open, const char *close) {
    for (const char *c = choices, *end; *c; c = *end ? end + 1 : end) {
        end = c + strcspn(c, "|");
        (void)fprintf(to, "%s%s%.*s%s", c == choices ? "" : ", ", open, (int)(end - c), c, close);
    }
}

static void markdown_options(FILE *to, const camp_command *command) {
    (void)fputs("\n| option | value | meaning |\n|---|---|---|\n", to);
    for (size_t i = 0; i < camp_options_n; i++) {
        const camp_option *option = &camp_options[i];
        if (!camp_option_of(option, command)) continue;
        char range[80];
        range_of(option, range, sizeof range);
        if (option->letter)
            (void)fprintf(to, "| `-%c`, `--%s` | ", option->letter, option->name);
        else
            (void)fprintf(to, "| `--%s` | ", option->name);
        if (option->choices)
            write_choices(to, option->choices, "`", "`");
        else if (option->value)
            (void)fprintf(to, "%s%s%s", option->value, range[0] ? ", " : "", range);
        (void)fprintf(to, " | %s%s |\n", option->text, option->required ? " Required." : "");
    }
}

void camp_reference_markdown(FILE *to) {
    (void)fprintf(to,
                  "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"
                  "<!-- Written by `ninja -C build reference` from src/cli/table.c: change that file. -->\n"
                  "# Commands\n\n%s",
                  intro);
    (void)fputs("\nOptions may stand anywhere behind the command; `--name value` and `--name=value` mean "
                "the same; "
                "`--` ends the options.\n",
                to);
    for (size_t i = 0; i < camp_commands_n; i++) {
        const camp_command *command = &camp_commands[i];
        if (command->hidden) continue;
        (void)fprintf(to, "\n## campboard %s %s\n\n%s.\n\n", command->name, command->words, command->brief);
        for (const char *line = command->text, *end; *line; line = end + 1) {
            end = strchr(line, '\n');
            (void)fprintf(to, "%s%.*s\n", line == command->text ? "" : "\n", (int)(end - line), line);
        }
        if (command->example[0]) (void)fprintf(to, "\n```sh\n%s```\n", command->example);
        markdown_options(to, command);
    }
    (void)fputs("\n## Exit codes\n\n| code | meaning |\n|---|---|\n", to);
    for (size_t i = 0; i < COUNT(exit_codes); i++)
        (void)fprintf(to, "| %s | %s |\n", exit_codes[i].code, exit_codes[i].meaning);
    (void)fputs("\n## Environment\n\n| variable | meaning |\n|---|---|\n", to);
    for (size_t i = 0; i < COUNT(environment); i++)
        (void)fprintf(to, "| `%s` | %s |\n", environment[i].name, environment[i].meaning);
}

/* ---------------------------------------------------------------- manual page */

/* Text as troff reads it: hyphens that may be copied, backslashes, no request at the start of a line. */
static void man_text(FILE *to, const char *text, size_t n) {
    if (n && (text[0] == '.' || text[0] == '\'')) (void)fputs("\\&", to);
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '-')
            (void)fputs("\\-", to);
        else if (text[i] == '\\')
            (void)fputs("\\e", to);
        else if (text[i] == '`')
            (void)putc('"', to);
        else
            (void)putc(text[i], to);
    }
}

static void man_line(FILE *to, const char *text) {
    man_text(to, text, strcspn(text, "\n"));
    (void)putc('\n', to);
}

static void man_command(FILE *to, const camp_command *command) {
    (void)fprintf(to, ".SS campboard %s [OPTIONS] %s\n", command->name, command->words);
    for (const char *line = command->text, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        if (line != command->text) (void)fputs(".PP\n", to);
        man_line(to, line);
    }
    for (size_t i = 0; i < camp_options_n; i++) {
        const camp_option *option = &camp_options[i];
        if (!camp_option_of(option, command)) continue;
        char text[60], range[80];
        option_text(text, sizeof text, option);
        range_of(option, range, sizeof range);
        (void)fputs(".TP\n.B ", to);
        man_line(to, text + (option->letter ? 0 : 4));
        man_line(to, option->text);
        if (option->choices) {
            (void)fputs("One of ", to);
            write_choices(to, option->choices, "", "");
            (void)fputs(".\n", to);
        }
        if (range[0]) (void)fprintf(to, "Range: %s.\n", range);
    }
    if (command->example[0]) {
        (void)fputs(".PP\n.nf\n", to);
        for (const char *line = command->example, *end; *line; line = end + 1) {
            end = strchr(line, '\n');
            man_line(to, line);
        }
        (void)fputs(".fi\n", to);
    }
}

void camp_reference_man(FILE *to) {
    (void)fprintf(to,
                  ".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n"
                  ".\\\" Written by `ninja -C build reference` from src/cli/table.c: change that file.\n"
                  ".TH CAMPBOARD 1 \"\" \"campboard %s\" \"User Commands\"\n"
                  ".SH NAME\ncampboard \\- makes the session board of an Edcamp, unconference or PD day\n"
                  ".SH SYNOPSIS\n.B campboard\nCOMMAND ...\n.br\n.B campboard\n\\-\\-version | \\-\\-help\n"
                  ".SH DESCRIPTION\n",
                  camp_version());
    man_line(to, intro);
    (void)fputs(".SH COMMANDS\n", to);
    for (size_t i = 0; i < camp_commands_n; i++)
        if (!camp_commands[i].hidden) man_command(to, &camp_commands[i]);
    (void)fputs(".SH EXIT STATUS\n", to);
    for (size_t i = 0; i < COUNT(exit_codes); i++) {
        (void)fprintf(to, ".TP\n.B %s\n", exit_codes[i].code);
        man_line(to, exit_codes[i].meaning);
    }
    (void)fputs(".SH ENVIRONMENT\n", to);
    for (size_t i = 0; i < COUNT(environment); i++) {
        (void)fprintf(to, ".TP\n.B %s\n", environment[i].name);
        man_line(to, environment[i].meaning);
    }
}
