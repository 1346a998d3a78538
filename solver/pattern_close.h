/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_close.h - the gap of the patterns closed by enumeration (closing.h), and the board that it finds.
 */
#ifndef CAMP_PATTERN_CLOSE_H
#define CAMP_PATTERN_CLOSE_H

#include "pattern.h"

typedef struct camp_pattern_closing {
    bool complete;     /* all that patterns know is said: `bound` is their best, or `best` is */
    double bound;      /* no board matches more; INFINITY where nothing was proven */
    camp_board *board; /* of its own, and better than `best` as patterns count; not checked; or NULL */
    uint64_t work;
} camp_pattern_closing;

/* best: matched of the best board; whole: every board's is a whole number. Starts from the duals of the best
 * bound and needs no other state, so it can be called again with larger limits, at any moment of the column
 * generation; the nearer the bound, the less work. Call it in a thread of the library's own. */
camp_pattern_closing camp_patterns_close(const camp_patterns *patterns, double best, bool whole,
                                         const camp_program_limits *limits, camp_arena *arena);

#endif
