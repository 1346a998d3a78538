/* SPDX-License-Identifier: GPL-3.0-or-later */
/* question_words.c - what the words of a question ask for: a ranking, a grade, or what is on at a time. */
#include "import/words.h"
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool has_word(camp_span text, const char *const *words, size_t n) {
    static const char between[] = " ,.;:!?()[]{}/\"#*-_&+'";
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        while (i < text.n && !strchr(between, text.at[i]))
            i++;
        for (size_t k = 0; k < n; k++)
            if (camp_span_equal((camp_span){text.at + from, i - from}, camp_span_of(words[k]))) return true;
        while (i < text.n && strchr(between, text.at[i]))
            i++;
    }
    return false;
}

bool camp_word_asks_order(camp_arena *arena, camp_span header) {
    static const char *const words[] = {"rank",       "ranking",   "rangfolge", "reihenfolge", "rangordnung",
                                        "classez",    "classer",   "classe",    "classement",  "ordena",
                                        "ordenar",    "ordene",    "clasifica", "clasifique",  "ordina",
                                        "classifica", "rangschik", "ranger",    "rangordna",   "順位"};
    camp_span key = camp_import_key(arena, header);
    return has_word(key, words, COUNT(words)) || strstr(key.at, "in order of");
}

bool camp_word_asks_grade(camp_arena *arena, camp_span header) {
    static const char *const words[] = {
        "rate",      "rating",    "score", "please",    "interesse", "bitte",    "bewerte", "bewerten",
        "bewertung", "évaluez",   "notez", "intérêt",   "interés",   "califica", "valora",  "valuta",
        "avalie",    "beoordeel", "oceń",  "betygsätt", "interest",  "оцените"};
    camp_span key = camp_import_key(arena, header);
    return camp_word_asks(arena, header) || has_word(key, words, COUNT(words)) || strchr(key.at, '?') ||
           strstr(key.at, "？");
}

bool camp_word_asks_slot(camp_arena *arena, camp_span header) {
    static const char *const slots[] = {"session", "workshop"};
    static const char *const choices[] = {
        "choice",     "choices",     "wahl",   "wunsch",   "priorität", "priority", "pick",
        "preference", "pref",        "rank",   "choix",    "opción",    "opcion",   "elección",
        "eleccion",   "preferencia", "scelta", "escolha",  "opção",     "keuze",    "val",
        "valg",       "wybór",       "vote",   "favorite", "favourite"};
    camp_span key = camp_import_key(arena, header);
    return has_word(key, slots, COUNT(slots)) && !has_word(key, choices, COUNT(choices));
}
