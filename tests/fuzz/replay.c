/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay.c - runs a fuzz target over stored inputs, without libFuzzer: every file of the named folders.
 *
 *     fuzz-event tests/fuzz/corpus/event
 *
 * None may crash, and one of less than 20 kB may not take longer than a second of the processor.
 */
#include "base/file.h"
#include "fuzz.h"
#include <string.h>
#include <time.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

#ifdef SANITIZED
static const double most_s = 10; /* sanitizers are slow */
#else
static const double most_s = 1;
#endif
enum { SMALL_BYTES = 20000 };

static double processor_s(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

static int replay(camp_arena *arena, const char *path) {
    char *bytes;
    size_t size;
    if (camp_file_read(arena, path, &bytes, &size) != CAMP_OK) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        return 1;
    }
    (void)printf("%s\n", path);
    (void)fflush(stdout); /* the last line names the input of a crash */
    double start_s = processor_s();
    (void)LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
    double took_s = processor_s() - start_s;
    if (size >= SMALL_BYTES || took_s <= most_s) return 0;
    (void)fprintf(stderr, "%s: took %.1f s, expected at most %.0f s\n", path, took_s, most_s);
    return 1;
}

/* Files that were run, and those that took too long. */
typedef struct count {
    int files, bad;
} count;

static bool replay_folder(camp_arena *arena, const char *folder, count *n) {
    char **names;
    size_t n_names;
    if (camp_folder_list(arena, folder, &names, &n_names) != CAMP_OK) {
        (void)fprintf(stderr, "%s: no such folder\n", folder);
        return false;
    }
    for (size_t i = 0; i < n_names; i++, n->files++)
        n->bad += replay(arena, camp_path_join(arena, folder, names[i]));
    return true;
}

int main(int argc, char **argv) {
    camp_arena arena;
    count n = {0, 0};
    camp_arena_init(&arena);
    if (setjmp(arena.recover)) return 1;
    bool good = true;
    for (int i = 1; i < argc; i++)
        good = replay_folder(&arena, argv[i], &n) && good;
    camp_arena_free(&arena);
    (void)printf("%d inputs, %d bad\n", n.files, n.bad);
    return !good || n.bad || n.files == 0;
}
