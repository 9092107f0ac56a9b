/*
 * diag_print.h - diagnostics as a person or another program reads them.
 *
 * Callers sort first (diag_sort). Lines and columns are those of position.h: the text and short
 * forms show the column of the terminal, from 1, so that carets stand under Chinese text and the
 * number is where they stand; JSON counts code points.
 *
 *   text   the sentence, the lines in question with carets, what helps; an empty line after each
 *   short  path:line:column: severity[code] sentence
 *   json   an object a line (NDJSON): code, severity ("error", "warning", "hint"), category,
 *          message (in the chosen language), messages {zh, en}, a place, labels [{a place,
 * message}] (the primary one first), notes ["…"], fixes [{applicability ("safe", "named",
 * "sketch"), edits [{a place, text}]}]. A place is path, line, column, end_line, end_column,
 *          byte_start, byte_end; all null if it is nowhere. Lines and columns count from 1, ends
 * are just behind the last character, bytes count from 0. What was left out is the object {path,
 * omitted {errors, warnings, hints}}; what was there before, and is hidden, is {path, hidden {errors,
 * warnings, hints}}. Behind them stands what is waived, each with waived {rule, reason,
 * approved_by, valid_until}; the other forms leave it out.
 */
#ifndef EMIT_DIAG_PRINT_H
#define EMIT_DIAG_PRINT_H

#include "base/diag.h"

#include <stdio.h>

enum diag_format {
#define DIAG_FORMAT(name, word, entry, omitted) DIAG_FORMAT_##name,
#define DIAG_DOCUMENT(name, word, entry, write, limit, waived, by_file) DIAG_FORMAT_##name,
#include "emit/diag_formats.def"
#undef DIAG_FORMAT
#undef DIAG_DOCUMENT
    DIAG_FORMAT_COUNT
};

struct diag_print_options {
    enum language language;
    bool color;               /* ANSI colours, in the text form and the verdict */
    unsigned ambiguous_width; /* 1 or 2 (0 counts as 1), see utf8_width */
    enum diag_format format;
    unsigned limit_per_file; /* 100 unless told; 0 is no limit */
    bool is_compared;        /* only what was not there before is told */
};

/* What a run found, all files together. */
struct diag_verdict {
    unsigned files, projects; /* that were checked */
    unsigned errors, warnings, hints, waivers;
    unsigned hidden; /* that were there before, and are none of these */
};

/* The format that this word of --format stands for; DIAG_FORMAT_COUNT if it is none. */
enum diag_format diag_format_find(struct str word);

/* Whether the format is a document: not for diag_print, but for diag_document.h. */
bool diag_format_is_document(enum diag_format format);

/* Whether what is printed in it is read by a program, which may keep and compare it: that or JSON. */
bool diag_format_is_for_programs(enum diag_format format);

/*
 * Prints the entries of one file, by place. Of more than the limit the errors are printed before
 * warnings and those before hints; how many more there are is said at the end, if there are any.
 * `scratch` may be reset afterwards. Returns false if there was no memory for JSON; whether `out`
 * took everything is the caller's to ask of it.
 */
bool diag_print(FILE *out, const struct diags *d, struct arena *scratch,
                const struct diag_print_options *options);

/* Prints the line that ends a check, such as “结论：3 个错误，2 个警告，1 项豁免”. It is for
 * people: of the options only language, color and is_compared count. */
void diag_print_verdict(FILE *out, const struct diag_verdict *verdict,
                        const struct diag_print_options *options);

#endif
