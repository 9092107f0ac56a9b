/*
 * diag_format.h - what the formats of diag_formats.def share.
 *
 * A format is two functions that write to `page->out`; both return false only if there was no
 * memory that is not an arena's.
 */
#ifndef EMIT_DIAG_FORMAT_H
#define EMIT_DIAG_FORMAT_H

#include "emit/diag_print.h"
#include "emit/position.h"

/* The printing of one file's entries. */
struct diag_page {
    FILE *out;
    struct arena *a;
    const struct diag_print_options *options;
    struct positions positions;
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
#include "emit/diag_formats.def"
#undef DIAG_FORMAT

/* “错误” and so on. */
const char *diag_severity_word(enum diag_severity severity, enum language language);

/* The one of two literals that is in the page's language. */
const char *diag_page_text(const struct diag_page *page, const char *chinese, const char *english);

/* Writes “path:line:column”, with the terminal's column. */
void diag_write_place(struct diag_page *page, struct source *source, uint32_t offset);

/* Writes “还有 3 条没有显示……” and a line's end. */
void diag_write_omitted(struct diag_page *page, const struct diag_omitted *omitted);

#endif
