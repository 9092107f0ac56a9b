/*
 * spec.h - one file with all that it takes from others: what it declares, and its projects.
 *
 * A compilation is one of these. So is last year's file that a project 延续s, and a file that one
 * 沿用s, read for itself; their mistakes are nobody's business here.
 */
#ifndef SEMA_SPEC_H
#define SEMA_SPEC_H

#include "sema/bind.h"
#include "sema/import.h"

/* Start with zeroes, but for the source and its nodes. */
struct spec {
    struct source *source;
    const struct ast_node *nodes;
    struct import_list files; /* what it imports, and itself */
    struct units units;       /* what it and its imports declare */
    struct catalogue catalogue;
    struct definitions definitions;
    struct severities severities;       /* of jixiao.jx: what goes for the workspace */
    struct rule *rules;                 /* of its own and its imports */
    const struct framework *frameworks; /* likewise, before those of the library */
    struct project *projects;
    struct portfolio *portfolios; /* bound, but nothing is rolled up */
};

/*
 * A binder for a spec: of the library, with nothing declared. The loader is b->loader, NULL if
 * nothing can be read.
 */
struct binder spec_binder(struct spec *spec, const struct library *library,
                          const struct settings *settings, struct arena *a, struct diags *diags,
                          const struct import_loader *loader);

/*
 * Follows the imports, declares what they and the file declare, and binds the projects. Reports to
 * the binder's diags what is wrong in this file, and one line of each import that has errors.
 */
void spec_bind(struct binder *b, struct spec *spec);

/* Judges a project of the spec by the rules, the library's and those of the files. */
void spec_judge(struct binder *b, const struct spec *spec, const struct project *project);

#endif
