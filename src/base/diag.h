/*
 * diag.h - telling the user about their text.
 *
 * Whoever finds a mistake calls diag_report and carries on; no function returns an error code for
 * what is wrong with the user's text. Nothing is printed here: the entries of a file are sorted by
 * place and handed to an emitter, so what the user sees never depends on which thread was first.
 *
 * Every sentence stands in diag.def, in Chinese and in English; a call names the sentence and gives
 * its arguments, which are typed. The language is chosen when the sentence is read, not before.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"
#include "base/source.h"

/* A hint never fails a check, even with --deny warnings. */
enum diag_severity { DIAG_HINT, DIAG_WARNING, DIAG_ERROR };

enum language { LANGUAGE_CHINESE, LANGUAGE_ENGLISH };

enum diag_code {
#define DIAG(code, name, severity, category, arguments, chinese, english) DIAG_##name,
#define NOTE(name, arguments, chinese, english)
#include "base/diag.def"
#undef DIAG
#undef NOTE
    DIAG_CODE_COUNT
};

enum diag_note {
#define DIAG(code, name, severity, category, arguments, chinese, english)
#define NOTE(name, arguments, chinese, english) NOTE_##name,
#include "base/diag.def"
#undef DIAG
#undef NOTE
    DIAG_NOTE_COUNT
};

/* A word or phrase that differs between the two languages of the messages. */
struct bilingual {
    struct str chinese, english;
};

/* An argument of a sentence: the user's own text, a count, or a phrase in both languages. */
struct diag_argument {
    char type; /* 't', 'n' or 'b', as in the sentence's row */
    struct bilingual text;
    long long number;
    struct str known_by; /* what a fingerprint has of it if that is not the whole text */
};

#define DIAG_NONE ((struct diag_argument){0})
#define DIAG_TEXT(s) ((struct diag_argument){.type = 't', .text.chinese = (s)})
#define DIAG_NUMBER(n) ((struct diag_argument){.type = 'n', .number = (n)})
#define DIAG_PHRASE(b) ((struct diag_argument){.type = 'b', .text = (b)})

/* A row of diag.def. */
struct diag_info {
    const char *code; /* "JX0301"; empty for a note */
    const char *name; /* the enumerator without its prefix */
    const char *category;
    const char *arguments; /* one letter an argument */
    struct bilingual text; /* with {0}, {1} … where the arguments go */
    enum diag_severity severity;
};

/*
 * Whether a fix may be applied without being asked for: SAFE changes no amount, unit, target or
 * name; NAMED does, and is applied only when its code is given; SKETCH has holes for the author.
 */
enum diag_applicability { FIX_SAFE, FIX_NAMED, FIX_SKETCH };

/* The worst of the edits of `diag`, since they are made together; SAFE if it has none. */
struct diag;
enum diag_applicability diag_applicability(const struct diag *diag);

/* Replace the text of `span` by `text`. */
struct diag_fix {
    struct span span;
    struct str text;
    enum diag_applicability applicability;
    struct diag_fix *next;
};

/* A second place with a few words, or (span.source NULL) a note under the excerpt. */
struct diag_remark {
    enum diag_note note;
    bool is_plain; /* of a note: it says what was found, and is no help */
    struct span span;
    struct diag_argument *arguments;
    unsigned argument_count;
    struct diag_remark *next;
};

/*
 * The rule that a finding comes from, if it is not one of the compiler's own: what is printed where
 * else the code of the row stands, and the sentence. It outlives the diagnostic.
 */
struct diag_origin {
    struct str code; /* "C3"; of a rule without one its name */
    struct bilingual name, title;
    struct bilingual criterion; /* 完整性 …; empty if none is named */
};

struct diag;

/* Why some entries do not count: somebody answers for them. */
struct diag_waiver {
    struct span span;                    /* of what it waives */
    struct str rule;                     /* as written: a code or a name */
    struct str reason, approver, expiry; /* the last empty if it holds for good */
    struct diag *first, *last;           /* the entries that it silences */
    unsigned count;
    struct diag_waiver *next;
};

/*
 * One of the things that a finding is about, if there may be several: it may come or go while the
 * others stay. The places that are shown are not all of them, and not all of those are at fault.
 */
struct diag_part {
    struct span span; /* nowhere: the text says which it is */
    struct str text;  /* what was found there */
    struct str fingerprint;
    struct diag_part *next;
};

struct diag {
    enum diag_code code;
    const struct diag_origin *origin; /* NULL: `code` says it */
    enum diag_severity severity;
    struct span span;
    struct diag_argument *arguments;
    unsigned argument_count;
    bool has_label; /* the words beside the primary carets: */
    struct diag_remark label;
    struct diag_remark *labels, *last_label; /* other places, in the order of adding */
    struct diag_remark *notes, *last_note; /* “= 帮助：…” lines, in the order of adding */
    struct diag_fix *fixes;
    const struct diag_origin *stands_for; /* the rule that the code stands for, or NULL */
    const struct diag_waiver *waiver;     /* that silences it, or NULL */
    struct str fingerprint; /* what it is known by in another version of the file; empty until
                             * fingerprints_give (sema/fingerprint.h) */
    struct diag_part *parts, *last_part;
    unsigned part_count;
    struct diag *next;
};

/* A file keeps this many entries of each severity, so that hints never crowd out errors; further
 * ones are only counted. A longer text in an argument is cut and ends with “…”. */
enum { DIAG_KEPT_LIMIT = 1000, DIAG_TEXT_LIMIT = 480 };

/* What the passes over one file found, in the order they found it. Used by one thread at a time. */
struct diags {
    struct arena *arena; /* owns the entries */
    struct diag *first, *last;
    struct diag ignored; /* what diag_report returns beyond the limit, and for a repetition */
    unsigned errors, warnings, hints; /* all, the ones not kept included */
    unsigned kept;
    struct diag_waiver *waivers, *last_waiver; /* that silence something; the entries are theirs */
    struct source *hidden_of;                  /* the file that entries were hidden of, or NULL */
    unsigned hidden[DIAG_ERROR + 1]; /* by severity: taken out for having been there before */
};

/* Whether nothing was found, nor waived, nor hidden. */
static inline bool diags_empty(const struct diags *d)
{
    return !d->first && !d->waivers && !d->hidden_of;
}

/* The row of a code or a note. */
const struct diag_info *diag_info(enum diag_code code);
const struct diag_info *diag_note_info(enum diag_note note);

/* The code as it is printed: "JX0301", or that of the rule. */
struct str diag_code_text(const struct diag *diag);

/* The code written as `text` ("JX0301", in any case), or DIAG_CODE_COUNT. */
enum diag_code diag_find(struct str text);

/*
 * Adds an entry at `span` and returns it, for labels, notes and fixes. The arguments are DIAG_TEXT,
 * DIAG_NUMBER, DIAG_PHRASE as the row of the code says, or DIAG_NONE. The same code, span and
 * arguments as the entry before are a repetition: it is not kept and not counted.
 */
#define diag_report(d, code, span, ...)                                        \
    diag_add((d), (code), (span), (const struct diag_argument[]){__VA_ARGS__}, \
             sizeof((const struct diag_argument[]){__VA_ARGS__}) / sizeof(struct diag_argument))

/* The words beside the primary carets; a second place with its words; a line under the excerpt. */
#define diag_label(d, diag, note, ...)                                               \
    diag_add_label((d), (diag), (note), (const struct diag_argument[]){__VA_ARGS__}, \
                   sizeof((const struct diag_argument[]){__VA_ARGS__}) /             \
                       sizeof(struct diag_argument))
#define diag_place(d, diag, span, note, ...)                                                 \
    diag_add_place((d), (diag), (span), (note), (const struct diag_argument[]){__VA_ARGS__}, \
                   sizeof((const struct diag_argument[]){__VA_ARGS__}) /                     \
                       sizeof(struct diag_argument))
#define diag_help(d, diag, note, ...)                                               \
    diag_add_help((d), (diag), (note), (const struct diag_argument[]){__VA_ARGS__}, \
                  sizeof((const struct diag_argument[]){__VA_ARGS__}) /             \
                      sizeof(struct diag_argument))

/* A line under the excerpt that says what was found, without the word “help” before it. */
#define diag_note(d, diag, note, ...)                                               \
    diag_add_note((d), (diag), (note), (const struct diag_argument[]){__VA_ARGS__}, \
                  sizeof((const struct diag_argument[]){__VA_ARGS__}) /             \
                      sizeof(struct diag_argument))

/* Adds the finding of a rule, as diag_report does those of the compiler; `title` is its sentence. */
struct diag *diag_report_rule(struct diags *d, const struct diag_origin *origin,
                              enum diag_severity severity, struct span span,
                              struct bilingual title);

/* What the macros above call; the arguments are copied, texts included. Where one is called the
 * compiler takes for a seldom way, and puts it aside. */
struct diag *diag_add(struct diags *d, enum diag_code code, struct span span,
                      const struct diag_argument *arguments, size_t count) __attribute__((cold));
void diag_add_label(struct diags *d, struct diag *diag, enum diag_note note,
                    const struct diag_argument *arguments, size_t count);
void diag_add_place(struct diags *d, struct diag *diag, struct span span, enum diag_note note,
                    const struct diag_argument *arguments, size_t count);
void diag_add_help(struct diags *d, struct diag *diag, enum diag_note note,
                   const struct diag_argument *arguments, size_t count);
void diag_add_note(struct diags *d, struct diag *diag, enum diag_note note,
                   const struct diag_argument *arguments, size_t count);

/* Adds an edit that mends the mistake. A diagnostic may have several edits: all are made together. */
void diag_fix(struct diags *d, struct diag *diag, struct span span, struct str text,
              enum diag_applicability applicability);

/* Adds a part, in the order of finding them; the text is copied. */
void diag_add_part(struct diags *d, struct diag *diag, struct span span, struct str text);

/* Makes a kept entry count as something else, or (`drop`) forgets it; `before` is as for diag_waive. */
void diag_change(struct diags *d, struct diag *before, enum diag_severity severity, bool drop);

/* Forgets the entries of `code` whose place is within `span`: something that says more replaces them. */
void diags_drop(struct diags *d, enum diag_code code, struct span span);

/* The same of whatever code. */
void diags_drop_all(struct diags *d, struct span span);

/* Takes a kept entry, `before` being the one before it (NULL: it is the first), out of the list and
 * the counts: the waiver has it. */
void diag_waive(struct diags *d, struct diag *before, struct diag_waiver *waiver);

/* Takes a kept entry, `before` being as above, out of the list and the counts: it was there before, in
 * another version of `source`. */
void diag_hide(struct diags *d, struct diag *before, struct source *source);

/* The same for so many of a severity that were only counted. */
void diags_hide_more(struct diags *d, enum diag_severity severity, unsigned count,
                     struct source *source);

/* How many of a severity were counted, and not kept. */
unsigned diags_more(const struct diags *d, enum diag_severity severity);

/* How many were hidden, of all severities. */
unsigned diags_hidden(const struct diags *d);

/* How many waivers silence something. */
unsigned diags_waivers(const struct diags *d);

/* Adds an entry of another list, which must not be used any more and has the same arena. */
void diags_take(struct diags *d, struct diag *diag);

/* Whether the list has an entry of the same code or rule, place and arguments. */
bool diags_hold(const struct diags *d, const struct diag *diag);

/* Sorts the entries by source path, place, code; then drops repetitions, from the counts as well. */
void diag_sort(struct diags *d);

/* The sentence in `language`, its arguments filled in, in arena `a`. User's text is not escaped:
 * that is the printer's, for its format. */
struct str diag_message(struct arena *a, const struct diag *diag, enum language language);
struct str diag_remark_text(struct arena *a, const struct diag_remark *remark,
                            enum language language);

/* Adds an item to a list of phrases: “甲、乙” in Chinese, "a, b" in English. `list` may be empty. */
void bilingual_add(struct arena *a, struct bilingual *list, struct bilingual item);

/* The text of a phrase in `language`; the other one if that is empty. */
static inline struct str bilingual_text(struct bilingual b, enum language language)
{
    bool english = language == LANGUAGE_ENGLISH ? b.english.len > 0 : b.chinese.len == 0;
    return english ? b.english : b.chinese;
}

/* Whether one of the two names is `text`. */
static inline bool bilingual_is(struct bilingual name, struct str text)
{
    return str_equal(name.chinese, text) || str_equal(name.english, text);
}

#endif
