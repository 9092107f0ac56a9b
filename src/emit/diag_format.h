/*
 * diag_format.h - what the formats of diag_formats.def share.
 *
 * A format is two functions that write to `page->out`; both return false only if there was no
 * memory that is not an arena's.
 */
#ifndef EMIT_DIAG_FORMAT_H
#define EMIT_DIAG_FORMAT_H

#include "base/map.h"
#include "emit/diag_print.h"
#include "emit/position.h"

/* The printing of one file's entries. */
struct diag_page {
    FILE *out;
    struct arena *a;
    const struct diag_print_options *options;
    struct positions positions;
    /* For documents alone: */
    const struct diag_roots *roots;
    struct source *checked; /* the file that was checked */
    bool fails;             /* the entry at hand makes the run fail */
    struct map seen;        /* names of entries that must be told from each other */
};

/* How many entries a page left out; `source`, which may be NULL, is the one they are about. */
struct diag_omitted {
    const struct source *source;
    unsigned errors, warnings, hints;
};

typedef bool diag_entry_function(struct diag_page *page, const struct diag *diag);
typedef bool diag_omitted_function(struct diag_page *page, const struct diag_omitted *omitted);

/* The functions of the formats. */
#define DIAG_FORMAT(name, word, entry, omitted) \
    diag_entry_function entry;                  \
    diag_omitted_function omitted;
#define DIAG_DOCUMENT(name, word, entry, write, limit, waived, by_file)
#include "emit/diag_formats.def"
#undef DIAG_FORMAT
#undef DIAG_DOCUMENT

/* How many entries of each severity to print, of so many at most: errors before warnings and these
 * before hints. A limit of 0 is none. */
struct diag_quota {
    unsigned of[DIAG_ERROR + 1];
};
struct diag_quota diag_quota_make(const struct diags *d, unsigned limit);

/* “错误” and so on. */
const char *diag_severity_word(enum diag_severity severity, enum language language);

/* What a line has room for: the sentence, and what a rule found. (diag_short.c) */
struct str diag_sentence(struct diag_page *page, const struct diag *diag);

/* The one of two literals that is in the page's language. */
const char *diag_page_text(const struct diag_page *page, const char *chinese, const char *english);

/* Writes “path:line:column”, with the terminal's column. */
void diag_write_place(struct diag_page *page, struct source *source, uint32_t offset);

/* Writes “还有 3 条没有显示……” and a line's end; and the same as a text without its end. */
void diag_write_omitted(struct diag_page *page, const struct diag_omitted *omitted);
struct str diag_omitted_text(struct arena *a, const struct diag_omitted *omitted,
                             enum language language);

#endif
