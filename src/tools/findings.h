/*
 * findings.h - which diagnostics of a file belong into the report of one of its projects or portfolios.
 *
 * Those within it, and those outside of every one (an import, a unit). What lies in another is left
 * to that one's report: a file of a thousand projects would else make a thousand lists of all. The
 * one rule: the diagnostics are sorted, and outlive this.
 */
#ifndef TOOLS_FINDINGS_H
#define TOOLS_FINDINGS_H

#include "base/diag.h"
#include "sema/portfolio.h"

struct findings {
    const struct diags *all;
    size_t *owners; /* of each entry: the number of its report of the file, from 1; or 0 */
};

/* Finds the project or portfolio of each entry; portfolios are numbered behind the projects, of which
 * there are `count`. `a` owns what that takes. */
struct findings findings_find(const struct diags *all, const struct project *projects, size_t count,
                              const struct portfolio *portfolios, struct arena *a);

/*
 * The entries of the report with this number, in `a`; `*elsewhere` is how many others have. Entries
 * that were not kept count for every one: nobody knows where they were.
 */
struct diags findings_of(const struct findings *findings, size_t number, struct arena *a,
                         unsigned *elsewhere);

#endif
