/*
 * emit.h - model and diagnostics to bytes.
 *
 * An emitter writes one project to a stream and touches nothing else; whether the stream took all
 * of it is asked by the caller, who also puts the bytes in their place whole. Same input, same bytes.
 */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

#include "base/diag.h"
#include "sema/model.h"
#include "sema/portfolio.h"

#include <stdio.h>

/* One project, or a portfolio, with what its file's check found. */
struct emit_input {
    const struct project *project;
    const struct portfolio *portfolio; /* not NULL: this, and no project */
    const struct diags
        *diags; /* sorted: within the project or portfolio, and outside of every one */
    struct arena *scratch;
    enum language language; /* of captions around the form, and of messages first */
    bool is_draft;          /* has errors and was asked for all the same: every page says so */
    unsigned elsewhere;     /* how many diagnostics the others of the file have */
};

/* Writes the project; false if memory ran out. */
typedef bool emit_function(FILE *out, const struct emit_input *input);

struct emitter {
    const char *word;
    const char *ending;
    emit_function *emit;
};

enum emitter_id {
#define EMITTER(name, word, ending, function) EMITTER_##name,
#include "emit/emitters.def"
#undef EMITTER
    EMITTER_COUNT
};

#define EMITTER(name, word, ending, function) emit_function function;
#include "emit/emitters.def"
#undef EMITTER

/* The row of a format, and the format with this word (EMITTER_COUNT if none). */
const struct emitter *emitter_info(enum emitter_id id);
enum emitter_id emitter_find(struct str word);

/* A row of the overview of a run: a project, or a file whose errors left none of it. */
struct emit_summary {
    struct str file; /* the report's path from the overview, '/' between folders */
    struct str path; /* the spec's path as the user gave it */
    struct str name, unit_name, category, framework, amount; /* as printed; empty if unknown */
    struct str yuan; /* the year's amount in 元 as a decimal, for sorting and adding; or empty */
    struct rational year_amount; /* denominator 0 if unknown */
    int year;
    unsigned errors, warnings, hints, waivers; /* of the whole file */
    unsigned indicators, lines;
    bool is_draft;
    bool
        is_portfolio; /* `amount` is its total, `category` its ceiling, `indicators` its projects */
    bool is_failed;   /* has errors and no report: `file` is empty, and totals leave it out */
    bool is_unread;   /* failed, and no project at all: only `path` and the counts are known */
};

/* What the overview of a run is made of. */
struct emit_index_input {
    const struct emit_summary *rows; /* of projects */
    size_t count;
    const struct emit_summary *portfolios;
    size_t portfolio_count;
    enum language language;
};

/* The overview of a run as one page: portfolios, a table of projects, totals, a chart. */
bool emit_index(FILE *out, const struct emit_index_input *input, struct arena *scratch);

/* The JSON Schema (2020-12) of what emit_json writes, made from vocabulary.def. */
bool emit_schema(FILE *out);

#endif
