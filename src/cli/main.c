/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - campboard: arguments -> one command (commands.c) -> exit code. */
#include "cli/options.h"
#include "cli/terminal.h"
#include <errno.h>
#include <string.h>

int main(int argc, char **argv) {
    camp_arguments arguments;
    int code = CAMP_EXIT_DONE;
    if (camp_arguments_read(argc, argv, &arguments, &code)) code = arguments.command->run(&arguments);
    /* What stdout could not take (a full disk, a closed pipe) must not look like success. */
    errno = 0;
    if ((fflush(stdout) != 0 || ferror(stdout)) && code == CAMP_EXIT_DONE) {
        camp_terminal_complain("cannot write to standard output%s%s", errno ? ": " : "",
                               errno ? strerror(errno) : "");
        code = CAMP_EXIT_USAGE;
    }
    return code;
}
