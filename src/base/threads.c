/* SPDX-License-Identifier: GPL-3.0-or-later */
/* threads.c - a crew of POSIX threads that take jobs 0, 1, 2, ... in order; CAMP_NO_THREADS: a loop.
 *
 * POSIX threads, not C11's <threads.h>: they exist on every system we build for (macOS has no threads.h) and
 * can be given the stack size that GLPK's recursion needs.
 */
#define _POSIX_C_SOURCE 200809L
#include "base/threads.h"
#include <stdlib.h>

#if defined(CAMP_NO_THREADS)

struct camp_lock {
    int unused;
};

int camp_threads_count(void) {
    return 1;
}

bool camp_threads_run(int n, int threads, void (*job)(void *user, int i), void (*wait)(void *user),
                      void *user) {
    (void)threads;
    for (int i = 0; i < n; i++) {
        job(user, i);
        if (wait) wait(user);
    }
    return true;
}

camp_lock *camp_lock_new(void) {
    return calloc(1, sizeof(camp_lock));
}

void camp_lock_free(camp_lock *lock) {
    free(lock);
}

void camp_lock_take(camp_lock *lock) {
    (void)lock;
}

void camp_lock_give(camp_lock *lock) {
    (void)lock;
}

#else

#include <pthread.h>
#include <time.h>
#include <unistd.h>

struct camp_lock {
    pthread_mutex_t mutex;
};

enum { STACK_BYTES = 16 << 20, WAIT_NS = 50000000, MOST_THREADS = 256 };

int camp_threads_count(void) {
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (int)n;
}

typedef struct crew {
    pthread_mutex_t mutex;
    pthread_cond_t ended; /* a thread has ended */
    int next, n;          /* next job, number of jobs */
    int working;          /* threads that have not ended */
    void (*job)(void *user, int i);
    void *user;
} crew;

static void *work(void *user) {
    crew *all = user;
    pthread_mutex_lock(&all->mutex);
    while (all->next < all->n) {
        int i = all->next++;
        pthread_mutex_unlock(&all->mutex);
        all->job(all->user, i);
        pthread_mutex_lock(&all->mutex);
    }
    all->working--;
    pthread_cond_signal(&all->ended);
    pthread_mutex_unlock(&all->mutex);
    return NULL;
}

static struct timespec soon(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_nsec += WAIT_NS;
    if (t.tv_nsec >= 1000000000L) {
        t.tv_nsec -= 1000000000L;
        t.tv_sec++;
    }
    return t;
}

/* Waits until all threads have ended; wait(user) is called without the mutex, since it may take its time. */
static void wait_for_all(crew *all, void (*wait)(void *user)) {
    pthread_mutex_lock(&all->mutex);
    while (all->working > 0) {
        if (!wait) {
            pthread_cond_wait(&all->ended, &all->mutex);
            continue;
        }
        struct timespec until = soon();
        pthread_cond_timedwait(&all->ended, &all->mutex, &until);
        pthread_mutex_unlock(&all->mutex);
        wait(all->user);
        pthread_mutex_lock(&all->mutex);
    }
    pthread_mutex_unlock(&all->mutex);
}

/* Starts up to `threads` threads; returns how many could be started. */
static int start_all(crew *all, pthread_t *thread, int threads) {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes)) return 0;
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    int started = 0;
    for (; started < threads; started++) {
        pthread_mutex_lock(&all->mutex);
        all->working++;
        pthread_mutex_unlock(&all->mutex);
        if (pthread_create(&thread[started], &attributes, work, all)) {
            pthread_mutex_lock(&all->mutex);
            all->working--;
            pthread_mutex_unlock(&all->mutex);
            break;
        }
    }
    pthread_attr_destroy(&attributes);
    return started;
}

bool camp_threads_run(int n, int threads, void (*job)(void *user, int i), void (*wait)(void *user),
                      void *user) {
    if (n <= 0) return true;
    if (threads < 1) threads = 1;
    if (threads > n) threads = n;
    if (threads > MOST_THREADS) threads = MOST_THREADS;
    pthread_t thread[MOST_THREADS];
    crew all = {.n = n, .job = job, .user = user};
    if (pthread_mutex_init(&all.mutex, NULL)) return false;
    if (pthread_cond_init(&all.ended, NULL)) {
        pthread_mutex_destroy(&all.mutex);
        return false;
    }
    int started = start_all(&all, thread, threads);
    wait_for_all(&all, wait);
    for (int i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
    pthread_cond_destroy(&all.ended);
    pthread_mutex_destroy(&all.mutex);
    return started > 0; /* with fewer threads than wanted all jobs were done as well */
}

camp_lock *camp_lock_new(void) {
    camp_lock *lock = malloc(sizeof *lock);
    if (lock && pthread_mutex_init(&lock->mutex, NULL)) {
        free(lock);
        return NULL;
    }
    return lock;
}

void camp_lock_free(camp_lock *lock) {
    if (!lock) return;
    pthread_mutex_destroy(&lock->mutex);
    free(lock);
}

void camp_lock_take(camp_lock *lock) {
    pthread_mutex_lock(&lock->mutex);
}

void camp_lock_give(camp_lock *lock) {
    pthread_mutex_unlock(&lock->mutex);
}

#endif
