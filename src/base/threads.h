/* SPDX-License-Identifier: GPL-3.0-or-later */
/* threads.h - the one place that knows threads. Without them (option `threads` of the build) everything runs
 * in the calling thread, one after the other, with the same results. */
#ifndef CAMP_THREADS_H
#define CAMP_THREADS_H

#include <stdbool.h>
#include <stdint.h>

/* Processors that can be used, at least 1. */
int camp_threads_count(void);

/* Runs n jobs, job(user, i) for i = 0..n-1, at most `threads` at a time, and returns when all have ended.
 * Each job runs in a thread of the library's own, never in the caller's (where threads exist). While it waits
 * the calling thread calls wait(user) about every 50 ms, where wait is not NULL. Without threads the jobs run
 * in order. */
bool camp_threads_run(int n, int threads, void (*job)(void *user, int i), void (*wait)(void *user),
                      void *user);

/* A flag that one thread sets and others read, and a counter. */
typedef struct camp_flag {
    _Atomic(uint64_t) value;
} camp_flag;
static inline void camp_flag_set(camp_flag *flag, uint64_t value) {
    flag->value = value;
}
static inline uint64_t camp_flag_get(camp_flag *flag) {
    return flag->value;
}

typedef struct camp_lock camp_lock;
camp_lock *camp_lock_new(void); /* NULL when memory runs out */
void camp_lock_free(camp_lock *lock);
void camp_lock_take(camp_lock *lock);
void camp_lock_give(camp_lock *lock);

#endif
