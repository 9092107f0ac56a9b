/*
 * findings.h - which diagnostics of a file belong into the report of one of its projects.
 *
 * Those within the project, and those outside of every project (an import, a unit). What lies in
 * another project is left to that one's report: a file of a thousand projects would else make a
 * thousand lists of all. The one rule: the diagnostics are sorted, and outlive this.
 */
#ifndef TOOLS_FINDINGS_H
#define TOOLS_FINDINGS_H

#include "base/diag.h"
#include "sema/model.h"

struct findings {
    const struct diags *all;
    size_t *owners; /* of each entry: the number of its project in the file, from 1; or 0 */
};

/* Finds the project of each entry; `a` owns what that takes. */
struct findings findings_find(const struct diags *all, const struct project *projects,
                              struct arena *a);

/*
 * The entries of the project with this number, in `a`; `*elsewhere` is how many others have. Entries
 * that were not kept count for every project: nobody knows where they were.
 */
struct diags findings_of(const struct findings *findings, size_t number, struct arena *a,
                         unsigned *elsewhere);

#endif
