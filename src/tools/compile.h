/*
 * compile.h - the pipeline: the one place that knows the order of passes.
 *
 * Every command, the server, tests and fuzzers come through here. A compilation is one file and what
 * it imports; it owns its arena, shares nothing but the library, and may run beside others.
 */
#ifndef TOOLS_COMPILE_H
#define TOOLS_COMPILE_H

#include "sema/spec.h"
#include "sema/unit_cache.h"

/* Start with zeroes; use again after compilation_reset, which keeps memory for the next file. */
struct compilation {
    struct arena arena;
    struct diags diags; /* sorted once compile() is through */
    struct source *source;
    struct ast_nodes nodes;
    bool is_readable; /* the parser understood all of it */
    struct spec spec;
    struct project *projects;
    struct compilation_arena
        *others;             /* of what is read beside the file; see compilation_add_arena */
    struct unit_cache units; /* kept when the file is forgotten */
};

/* Forgets the last file. */
void compilation_reset(struct compilation *c);
void compilation_free(struct compilation *c);

/* One more arena, for another thread, that lives as long as what was compiled. */
struct arena *compilation_add_arena(struct compilation *c);

/* Compiles `source`, which lies in c->arena, under the run's settings (NULL for none). Whatever the
 * text, this returns. */
void compile(struct compilation *c, const struct library *library, const struct settings *settings,
             struct source *source, const struct import_loader *loader);

/* The same without the rules: for who asks what a file says, not whether it should. */
void compile_unjudged(struct compilation *c, const struct library *library,
                      const struct settings *settings, struct source *source,
                      const struct import_loader *loader);

#endif
