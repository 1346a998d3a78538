/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.c - tables of words, compared case folded. Google Forms writes its own headers ("Timestamp", "Email
 * Address") in the language of the form; the rest is what people call things. */
#include "import/words.h"
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const time_words[] = {"timestamp",
                                         "zeitstempel",
                                         "horodateur",
                                         "marca temporal",
                                         "informazioni cronologiche",
                                         "carimbo de data/hora",
                                         "carimbo de data hora",
                                         "carimbo data/hora",
                                         "tijdstempel",
                                         "sygnatura czasowa",
                                         "tidsstempel",
                                         "tidstämpel",
                                         "aikaleima",
                                         "časová značka",
                                         "časové razítko",
                                         "časová pečiatka",
                                         "időbélyeg",
                                         "marcă temporală",
                                         "marcaj de timp",
                                         "отметка времени",
                                         "позначка часу",
                                         "zaman damgası",
                                         "タイムスタンプ",
                                         "타임스탬프",
                                         "时间戳记",
                                         "时间戳",
                                         "時間戳記",
                                         "χρονική σήμανση",
                                         "طابع زمني",
                                         "חותמת זמן",
                                         "dấu thời gian",
                                         "marca de temps",
                                         "vremenska oznaka",
                                         "completion time",
                                         "abschlusszeit",
                                         "fertigstellungszeit",
                                         "heure de fin",
                                         "hora de finalización",
                                         "submitted at",
                                         "submission date",
                                         "date submitted",
                                         "date"};
static const char *const email_words[] = {"email",
                                          "e-mail",
                                          "email address",
                                          "e-mail address",
                                          "your email",
                                          "mail",
                                          "e-mail-adresse",
                                          "email-adresse",
                                          "e-mail adresse",
                                          "mailadresse",
                                          "adresse e-mail",
                                          "adresse email",
                                          "adresse mail",
                                          "courriel",
                                          "correo electrónico",
                                          "dirección de correo electrónico",
                                          "direccion de correo electronico",
                                          "correo",
                                          "indirizzo email",
                                          "indirizzo e-mail",
                                          "endereço de e-mail",
                                          "endereço de email",
                                          "e-mailadres",
                                          "adres e-mail",
                                          "adres email",
                                          "e-postadress",
                                          "e-postadresse",
                                          "e-post",
                                          "sähköpostiosoite",
                                          "sähköposti",
                                          "e-mailová adresa",
                                          "e-mail-cím",
                                          "e-mail cím",
                                          "adresă de e-mail",
                                          "адрес электронной почты",
                                          "электронная почта",
                                          "адреса електронної пошти",
                                          "e-posta adresi",
                                          "e-posta",
                                          "メールアドレス",
                                          "이메일 주소",
                                          "이메일",
                                          "电子邮件地址",
                                          "電子郵件地址",
                                          "电子邮箱",
                                          "διεύθυνση ηλεκτρονικού ταχυδρομείου",
                                          "البريد الإلكتروني",
                                          "عنوان البريد الإلكتروني",
                                          "כתובת אימייל",
                                          "địa chỉ email",
                                          "username"};
static const char *const name_words[] = {"name",
                                         "full name",
                                         "your name",
                                         "your full name",
                                         "first and last name",
                                         "first name and last name",
                                         "first & last name",
                                         "first name last name",
                                         "name (first and last)",
                                         "name (first, last)",
                                         "what is your name?",
                                         "what is your name",
                                         "what's your name?",
                                         "who are you?",
                                         "teacher name",
                                         "teacher",
                                         "participant",
                                         "participant name",
                                         "attendee",
                                         "attendee name",
                                         "staff name",
                                         "person",
                                         "voter",
                                         "dein name",
                                         "ihr name",
                                         "vor- und nachname",
                                         "vorname und nachname",
                                         "vorname, nachname",
                                         "vorname nachname",
                                         "wie heißt du?",
                                         "nom et prénom",
                                         "prénom et nom",
                                         "votre nom",
                                         "nom complet",
                                         "nombre",
                                         "nombre completo",
                                         "nombre y apellidos",
                                         "nombre y apellido",
                                         "nome",
                                         "nome completo",
                                         "nome e cognome",
                                         "nome e sobrenome",
                                         "naam",
                                         "voor- en achternaam",
                                         "volledige naam",
                                         "imię i nazwisko",
                                         "navn",
                                         "fulde navn",
                                         "fullt navn",
                                         "namn",
                                         "för- och efternamn",
                                         "nimi",
                                         "jméno",
                                         "jméno a příjmení",
                                         "név",
                                         "teljes név",
                                         "nume",
                                         "nume și prenume",
                                         "имя",
                                         "фио",
                                         "имя и фамилия",
                                         "ім'я",
                                         "прізвище та ім'я",
                                         "ad soyad",
                                         "adınız soyadınız",
                                         "氏名",
                                         "名前",
                                         "お名前",
                                         "이름",
                                         "성명",
                                         "姓名",
                                         "名字",
                                         "ονοματεπώνυμο",
                                         "الاسم",
                                         "الاسم الكامل",
                                         "שם",
                                         "שם מלא",
                                         "họ và tên",
                                         "display name"};
static const char *const first_words[] = {
    "first name", "firstname", "first",   "given name", "vorname", "prénom",         "prenom",
    "voornaam",   "fornavn",   "förnamn", "etunimi",    "imię",    "jméno (křestní)"};
static const char *const last_words[] = {
    "last name", "lastname",       "last",      "surname",   "family name", "nachname",  "familienname",
    "nom",       "nom de famille", "apellido",  "apellidos", "cognome",     "sobrenome", "achternaam",
    "efternavn", "etternavn",      "efternamn", "sukunimi",  "nazwisko",    "příjmení",  "фамилия"};
static const char *const ignored_words[] = {
    "id",        "start time",   "last modified time", "startzeit", "response id", "score",
    "punktzahl", "total points", "quiz feedback",      "language",  "ip address",  "user agent"};
static const char *const asking_words[] = {
    "session",   "sessions",  "workshop",    "workshops",     "topic",      "topics",       "attend",
    "choose",    "choice",    "choices",     "vote",          "votes",      "interested",   "interest",
    "interests", "pick",      "talk",        "talks",         "prefer",     "cards",        "sesión",
    "sesiones",  "taller",    "talleres",    "tema",          "temas",      "atelier",      "ateliers",
    "séance",    "séances",   "thema",       "themen",        "workshops,", "interessiert", "interessieren",
    "wahl",      "wähle",     "sessione",    "sessioni",      "laboratori", "sessões",      "sessão",
    "oficinas",  "sessies",   "onderwerpen", "sesje",         "warsztaty",  "sesjon",       "økt",
    "økter",     "sessioner", "секции",      "мастер-классы", "セッション", "세션"};

static bool is_one_of(camp_span text, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (camp_span_equal(text, camp_span_of(words[i]))) return true;
    return false;
}

/* The header folded, without what forms put behind it: * : . and blanks. */
static camp_span plain(camp_arena *arena, camp_span text) {
    text = camp_import_key(arena, text);
    while (text.n > 0 && strchr("*:. ", text.at[text.n - 1]))
        text.n--;
    return text;
}

camp_role camp_word_role(camp_arena *arena, camp_span header) {
    static const struct {
        camp_role role;
        const char *const *words;
        size_t n;
    } roles[] = {{CAMP_ROLE_TIME, time_words, COUNT(time_words)},
                 {CAMP_ROLE_EMAIL, email_words, COUNT(email_words)},
                 {CAMP_ROLE_NAME, name_words, COUNT(name_words)},
                 {CAMP_ROLE_FIRST, first_words, COUNT(first_words)},
                 {CAMP_ROLE_LAST, last_words, COUNT(last_words)},
                 {CAMP_ROLE_IGNORED, ignored_words, COUNT(ignored_words)}};
    header = plain(arena, header);
    for (size_t i = 0; i < COUNT(roles); i++)
        if (is_one_of(header, roles[i].words, roles[i].n)) return roles[i].role;
    return CAMP_ROLE_NONE;
}

/* The next word of letters, digits and bytes of other scripts; false at the end. */
static bool next_word(camp_span *rest, camp_span *word) {
    const char *at = rest->at, *end = at + rest->n;
    while (at < end && strchr(" ,.;:!?()[]{}/\"#*-_&+'", *at))
        at++;
    word->at = at;
    while (at < end && !strchr(" ,.;:!?()[]{}/\"#*-_&+'", *at))
        at++;
    word->n = (size_t)(at - word->at);
    *rest = (camp_span){at, (size_t)(end - at)};
    return word->n > 0;
}

bool camp_word_asks(camp_arena *arena, camp_span header) {
    camp_span rest = plain(arena, header), word;
    while (next_word(&rest, &word))
        if (is_one_of(word, asking_words, COUNT(asking_words))) return true;
    return false;
}

/* ---- ranks */

static const struct {
    const char *word;
    int rank;
} ordinals[] = {{"first", 1},    {"second", 2},   {"third", 3},    {"fourth", 4},    {"fifth", 5},
                {"sixth", 6},    {"erste", 1},    {"zweite", 2},   {"dritte", 3},    {"vierte", 4},
                {"fünfte", 5},   {"erster", 1},   {"zweiter", 2},  {"dritter", 3},   {"premier", 1},
                {"première", 1}, {"deuxième", 2}, {"second", 2},   {"troisième", 3}, {"quatrième", 4},
                {"primera", 1},  {"segunda", 2},  {"tercera", 3},  {"cuarta", 4},    {"quinta", 5},
                {"primer", 1},   {"primeira", 1}, {"terceira", 3}, {"quarta", 4},    {"prima", 1},
                {"seconda", 2},  {"terza", 3},    {"eerste", 1},   {"tweede", 2},    {"derde", 3},
                {"vierde", 4},   {"pierwszy", 1}, {"drugi", 2},    {"trzeci", 3}};
static const char *const rank_words[] = {
    "st",        "nd",       "rd",      "th",         "choice",   "choices",     "wahl",   "wunsch",
    "priorität", "priority", "pick",    "preference", "pref",     "rank",        "place",  "option",
    "choix",     "opción",   "opcion",  "elección",   "eleccion", "preferencia", "scelta", "escolha",
    "opção",     "keuze",    "val",     "valg",       "wybór",    "er",          "ère",    "ere",
    "e",         "ème",      "eme",     "º",          "ª",        "°",           "o",      "a",
    "my",        "your",     "meine",   "no",         "nr",       "number",      "vote",   "favorite",
    "favourite", "most",     "session", "workshop",   "valinta",  "выбор",       "희망",   "志望",
    "希望",      "志愿",     "选择",    "순위",       "지망",     "第"};

/* The digits at the front of a word and what stands behind: "1st" -> 1, "st". */
static int split_number(camp_span *word) {
    int value = 0;
    while (word->n > 0 && *word->at >= '0' && *word->at <= '9' && value < 1000) {
        value = value * 10 + (*word->at - '0');
        word->at++;
        word->n--;
    }
    return value;
}

int camp_word_rank(camp_arena *arena, camp_span text, bool plain_too) {
    camp_span rest = plain(arena, text), word;
    int rank = 0, words = 0;
    bool marked = rest.n > 0 && (*rest.at == '#' || (text.n && text.at[text.n - 1] == '.'));
    while (next_word(&rest, &word)) {
        if (word.n > 3 && memcmp(word.at, "第", 3) == 0) {
            word.at += 3;
            word.n -= 3;
        }
        size_t before = word.n;
        int number = split_number(&word);
        if (word.n < before && number == 0) return 0; /* "9:00" */
        for (size_t i = 0; i < COUNT(ordinals) && !number && word.n; i++)
            if (camp_span_equal(word, camp_span_of(ordinals[i].word))) {
                number = ordinals[i].rank;
                word.n = 0;
                words++;
            }
        if (number && rank) return 0;
        if (number) rank = number;
        if (word.n == 0) continue;
        if (!is_one_of(word, rank_words, COUNT(rank_words))) return 0;
        words++;
    }
    return rank >= 1 && rank <= 99 && (words || marked || plain_too) ? rank : 0;
}

/* ---- answers */

static const struct {
    const char *word;
    int level;
} levels[] = {{"no", 0},
              {"n", 0},
              {"false", 0},
              {"not interested", 0},
              {"no interest", 0},
              {"not at all", 0},
              {"not at all interested", 0},
              {"no thanks", 0},
              {"skip", 0},
              {"never", 0},
              {"won't attend", 0},
              {"will not attend", 0},
              {"nein", 0},
              {"non", 0},
              {"não", 0},
              {"nee", 0},
              {"nie", 0},
              {"nej", 0},
              {"nei", 0},
              {"ei", 0},
              {"нет", 0},
              {"kein interesse", 0},
              {"pas intéressé", 0},
              {"no me interesa", 0},
              {"いいえ", 0},
              {"☐", 0},
              {"maybe", 1},
              {"perhaps", 1},
              {"possibly", 1},
              {"somewhat", 1},
              {"somewhat interested", 1},
              {"slightly interested", 1},
              {"a little", 1},
              {"a little interested", 1},
              {"neutral", 1},
              {"if possible", 1},
              {"nice to have", 1},
              {"might attend", 1},
              {"vielleicht", 1},
              {"peut-être", 1},
              {"quizás", 1},
              {"tal vez", 1},
              {"quizá", 1},
              {"forse", 1},
              {"talvez", 1},
              {"misschien", 1},
              {"może", 1},
              {"kanske", 1},
              {"måske", 1},
              {"kanskje", 1},
              {"ehkä", 1},
              {"возможно", 1},
              {"unsure", 1},
              {"not sure", 1},
              {"etwas interessiert", 1},
              {"yes", 2},
              {"y", 2},
              {"true", 2},
              {"x", 2},
              {"✓", 2},
              {"✔", 2},
              {"☑", 2},
              {"✅", 2},
              {"interested", 2},
              {"want", 2},
              {"i want this", 2},
              {"would attend", 2},
              {"will attend", 2},
              {"i will attend", 2},
              {"attend", 2},
              {"interesting", 2},
              {"ja", 2},
              {"oui", 2},
              {"si", 2},
              {"sí", 2},
              {"sì", 2},
              {"sim", 2},
              {"tak", 2},
              {"kyllä", 2},
              {"да", 2},
              {"はい", 2},
              {"interessiert", 2},
              {"intéressé", 2},
              {"me interesa", 2},
              {"selected", 2},
              {"checked", 2},
              {"very interested", 3},
              {"extremely interested", 3},
              {"definitely", 3},
              {"absolutely", 3},
              {"must", 3},
              {"must have", 3},
              {"must see", 3},
              {"must attend", 3},
              {"love it", 3},
              {"yes!", 3},
              {"sehr interessiert", 3},
              {"unbedingt", 3},
              {"très intéressé", 3},
              {"muy interesado", 3},
              {"me interesa mucho", 3}};

int camp_word_level(camp_arena *arena, camp_span text) {
    camp_span key = camp_import_key(arena, text);
    for (int pass = 0; pass < 2; pass++, key = plain(arena, text))
        for (size_t i = 0; i < COUNT(levels); i++)
            if (camp_span_equal(key, camp_span_of(levels[i].word))) return levels[i].level;
    return -1;
}

bool camp_word_none(camp_arena *arena, camp_span text) {
    static const char *const words[] = {"none",
                                        "none of these",
                                        "none of the above",
                                        "n/a",
                                        "na",
                                        "-",
                                        "–",
                                        "—",
                                        "nothing",
                                        "keine",
                                        "keins",
                                        "nichts",
                                        "aucun",
                                        "aucune",
                                        "ninguno",
                                        "ninguna",
                                        "nessuno",
                                        "nenhum",
                                        "geen",
                                        "żaden",
                                        "нет",
                                        "no preference"};
    return is_one_of(plain(arena, text), words, COUNT(words)) ||
           is_one_of(camp_import_key(arena, text), words, COUNT(words));
}
