/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arena.h - memory that is given back all at once.
 *
 * Every event, board and solve owns one arena. Allocation never returns NULL: when memory runs out it jumps
 * to arena.recover, which the boundary of the library (src/service) or a thread's first function has set:
 *
 *     camp_arena a;
 *     camp_arena_init(&a);
 *     if (setjmp(a.recover)) { camp_arena_free(&a); return CAMP_NO_MEMORY; }
 *
 * Whoever creates an arena on the way (scratch memory) lets it fail to where the first one fails:
 * camp_arena_init_like(&scratch, owner); in that case the scratch arena is a child and is freed with its
 * owner.
 */
#ifndef CAMP_ARENA_H
#define CAMP_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

typedef struct camp_arena_block camp_arena_block;
typedef struct camp_arena_owned camp_arena_owned;

typedef struct camp_arena {
    camp_arena_block *blocks; /* its own, newest first */
    camp_arena_block
        *all; /* blocks of this arena and of all scratch arenas under it; in the topmost one only */
    camp_arena_owned *owned;   /* what libraries made, newest first, of all; in the topmost one only */
    struct camp_arena *parent; /* whose `recover` is used; NULL: this one's */
    jmp_buf recover;
} camp_arena;

void camp_arena_init(camp_arena *arena);
/* A scratch arena that fails like `owner`; its memory dies with the topmost owner at the latest. Owner and
 * scratch arena belong to one thread. */
void camp_arena_init_like(camp_arena *arena, camp_arena *owner);
void camp_arena_free(camp_arena *arena);
/* Memory has run out elsewhere (in a library called): fails like an allocation of this arena. */
_Noreturn void camp_arena_fail(camp_arena *arena);

/* A place for something that a library makes: what is put there is given to `release` when the arena is
 * freed, in whatever way, the newest first; NULL is not. Asked for before the thing is made, so that nothing
 * can leak.
 */
void **camp_arena_own(camp_arena *arena, void (*release)(void *object));

/* n zeroed elements of `size` bytes, aligned for any type; n = 0 gives a valid address too. */
void *camp_arena_alloc(camp_arena *arena, size_t n, size_t size);
/* An array grown from old_n to new_n elements (new ones zeroed); the old address is dead afterwards. Cheap
 * when `old` was the arena's last allocation, else a copy. */
void *camp_arena_grow(camp_arena *arena, void *old, size_t old_n, size_t new_n, size_t size);
/* A copy of n bytes with a zero byte behind. */
char *camp_arena_text(camp_arena *arena, const char *text, size_t n);
/* printf into the arena. */
char *camp_arena_printf(camp_arena *arena, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;
char *camp_arena_vprintf(camp_arena *arena, const char *format, va_list args);

/* Typed shorthand: CAMP_NEW(arena, int, n). */
#define CAMP_NEW(arena, type, n) ((type *)camp_arena_alloc((arena), (size_t)(n), sizeof(type)))

#endif
