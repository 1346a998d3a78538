/* SPDX-License-Identifier: GPL-3.0-or-later */
/* completion.c - the table (table.c) as completions for bash, zsh and fish: commands, their options, the
 * choices of an option, and files where the word is one. */
#include "cli/options.h"
#include <string.h>

#define HEAD                                                                                                 \
    "# SPDX-License-Identifier: GPL-3.0-or-later\n# Written by `ninja -C build reference` from "             \
    "src/cli/table.c: change "                                                                               \
    "that file.\n"

/* The first sentence of an option's text, without what a quoted word of a shell would stumble over. An
 * ellipsis ends no sentence. */
static void write_brief(FILE *to, const char *text) {
    for (const char *c = text; *c && *c != '\n'; c++) {
        if (*c == '.' && (c[1] == ' ' || c[1] == '\0') && c[-1] != '.') return;
        if (!strchr("'\"`$\\[]", *c)) (void)putc(*c, to);
    }
}

static void write_choices(FILE *to, const char *choices) {
    for (const char *c = choices; *c; c++)
        (void)putc(*c == '|' ? ' ' : *c, to);
}

/* Whether a value of the option is a file or a folder. */
static bool is_file(const camp_option *option) {
    return option->kind == CAMP_OPTION_PATH &&
           (!strcmp(option->value, "FILE") || !strcmp(option->value, "DIR") ||
            !strcmp(option->value, "EVENT"));
}

static bool has_kinds(const camp_command *command) {
    return strcmp(command->name, "import") == 0;
}

static void write_commands(FILE *to) {
    bool first = true;
    for (size_t i = 0; i < camp_commands_n; i++) {
        if (camp_commands[i].hidden) continue;
        (void)fprintf(to, first ? "%s" : " %s", camp_commands[i].name);
        first = false;
    }
}

/* ---------------------------------------------------------------- bash */

static void bash_command(FILE *to, const camp_command *command) {
    (void)fprintf(to, "    %s)\n        case $previous in\n", command->name);
    for (size_t i = 0; i < camp_options_n; i++) {
        const camp_option *option = &camp_options[i];
        if (!camp_option_of(option, command) || option->kind == CAMP_OPTION_FLAG) continue;
        (void)fprintf(to, "        --%s", option->name);
        if (option->letter) (void)fprintf(to, " | -%c", option->letter);
        (void)fputs(")\n            ", to);
        if (option->choices) {
            (void)fputs("mapfile -t COMPREPLY < <(compgen -W '", to);
            write_choices(to, option->choices);
            (void)fputs("' -- \"$word\")\n", to);
        } else if (is_file(option))
            (void)fputs(
                "compopt -o filenames\n            mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n", to);
        else
            (void)fputs("COMPREPLY=()\n", to);
        (void)fputs("            return\n            ;;\n", to);
    }
    (void)fputs("        esac\n        options='", to);
    bool first = true;
    for (size_t i = 0; i < camp_options_n; i++) {
        if (!camp_option_of(&camp_options[i], command)) continue;
        (void)fprintf(to, first ? "--%s" : " --%s", camp_options[i].name);
        first = false;
    }
    (void)fputs("'\n", to);
    if (has_kinds(command)) {
        (void)fputs("        if [ \"$COMP_CWORD\" -eq 2 ] && [[ $word != -* ]]; then\n"
                    "            mapfile -t COMPREPLY < <(compgen -W '",
                    to);
        write_choices(to, camp_import_kinds);
        (void)fputs("' -- \"$word\")\n            return\n        fi\n", to);
    }
    (void)fputs("        ;;\n", to);
}

void camp_completion_bash(FILE *to) {
    (void)fputs(HEAD
                "# shellcheck shell=bash\n\n"
                "_campboard() {\n"
                "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} options=''\n"
                "    COMPREPLY=()\n"
                "    if [ \"$COMP_CWORD\" -eq 1 ] || [ \"${COMP_WORDS[1]}\" = help ]; then\n"
                "        mapfile -t COMPREPLY < <(compgen -W '",
                to);
    write_commands(to);
    (void)fputs(" --help --version' -- \"$word\")\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n",
                to);
    for (size_t i = 0; i < camp_commands_n; i++)
        if (!camp_commands[i].hidden && strcmp(camp_commands[i].name, "help") != 0)
            bash_command(to, &camp_commands[i]);
    (void)fputs("    esac\n"
                "    if [[ $word == -* ]]; then\n"
                "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n"
                "    else\n"
                "        compopt -o filenames\n"
                "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
                "    fi\n"
                "}\n"
                "complete -F _campboard campboard\n",
                to);
}

/* ---------------------------------------------------------------- zsh */

static void zsh_option(FILE *to, const camp_option *option) {
    (void)fputs("                '", to);
    if (option->letter)
        (void)fprintf(to, "(-%c --%s)'{-%c,--%s}'", option->letter, option->name, option->letter,
                      option->name);
    else
        (void)fprintf(to, "--%s", option->name);
    (void)fputs("[", to);
    write_brief(to, option->text);
    (void)fputs("]", to);
    if (option->choices) {
        (void)fprintf(to, ":%s:(", option->value);
        write_choices(to, option->choices);
        (void)fputs(")", to);
    } else if (option->kind != CAMP_OPTION_FLAG)
        (void)fprintf(to, ":%s:%s", option->value, is_file(option) ? "_files" : "");
    (void)fputs("' \\\n", to);
}

void camp_completion_zsh(FILE *to) {
    (void)fputs("#compdef campboard\n" HEAD "\n_campboard() {\n    local -a commands\n    commands=(\n", to);
    for (size_t i = 0; i < camp_commands_n; i++) {
        if (camp_commands[i].hidden) continue;
        (void)fprintf(to, "        '%s:", camp_commands[i].name);
        write_brief(to, camp_commands[i].brief);
        (void)fputs("'\n", to);
    }
    (void)fputs("    )\n"
                "    if (( CURRENT == 2 )); then\n"
                "        _describe command commands\n"
                "        return\n"
                "    fi\n"
                "    local command=$words[2]\n"
                "    (( CURRENT-- ))\n"
                "    shift words\n"
                "    case $command in\n",
                to);
    for (size_t i = 0; i < camp_commands_n; i++) {
        const camp_command *command = &camp_commands[i];
        if (command->hidden) continue;
        (void)fprintf(to, "        %s)\n", command->name);
        if (strcmp(command->name, "help") == 0) {
            (void)fputs("            _describe command commands\n            ;;\n", to);
            continue;
        }
        (void)fputs("            _arguments \\\n", to);
        for (size_t k = 0; k < camp_options_n; k++)
            if (camp_option_of(&camp_options[k], command)) zsh_option(to, &camp_options[k]);
        if (has_kinds(command)) {
            (void)fputs("                '1:KIND:(", to);
            write_choices(to, camp_import_kinds);
            (void)fputs(")' \\\n", to);
        }
        (void)fputs("                '*:file:_files'\n            ;;\n", to);
    }
    (void)fputs("    esac\n}\n\nif [ \"$funcstack[1]\" = _campboard ]; then\n    _campboard \"$@\"\nelse\n"
                "    compdef _campboard campboard\nfi\n",
                to);
}

/* ---------------------------------------------------------------- fish */

static void fish_option(FILE *to, const camp_option *option, const camp_command *command) {
    (void)fprintf(to, "complete -c campboard -n '__fish_seen_subcommand_from %s' -l %s", command->name,
                  option->name);
    if (option->letter) (void)fprintf(to, " -s %c", option->letter);
    if (option->choices) {
        (void)fputs(" -x -a '", to);
        write_choices(to, option->choices);
        (void)putc('\'', to);
    } else if (option->kind != CAMP_OPTION_FLAG)
        (void)fputs(is_file(option) ? " -r -F" : " -x", to);
    (void)fputs(" -d '", to);
    write_brief(to, option->text);
    (void)fputs("'\n", to);
}

void camp_completion_fish(FILE *to) {
    (void)fputs(HEAD "\nset -l commands ", to);
    write_commands(to);
    (void)fputs("\ncomplete -c campboard -n \"not __fish_seen_subcommand_from $commands\" -f\n"
                "complete -c campboard -n '__fish_seen_subcommand_from help' -f -a \"$commands\"\n",
                to);
    for (size_t i = 0; i < camp_commands_n; i++) {
        const camp_command *command = &camp_commands[i];
        if (command->hidden) continue;
        (void)fprintf(to, "complete -c campboard -n \"not __fish_seen_subcommand_from $commands\" -a %s -d '",
                      command->name);
        write_brief(to, command->brief);
        (void)fputs("'\n", to);
        if (has_kinds(command)) {
            (void)fputs("complete -c campboard -n '__fish_seen_subcommand_from import; and not "
                        "__fish_seen_subcommand_from ",
                        to);
            write_choices(to, camp_import_kinds);
            (void)fputs("' -f -a '", to);
            write_choices(to, camp_import_kinds);
            (void)fputs("'\n", to);
        }
        for (size_t k = 0; k < camp_options_n; k++)
            if (camp_option_of(&camp_options[k], command)) fish_option(to, &camp_options[k], command);
    }
}
