/*
 * fix.h - applying the edits that diagnostics offer.
 *
 * The edits of one diagnostic are made together or not at all. Those that touch an earlier one's
 * place wait for the next round: the source is compiled again in between, so nothing is ever edited
 * on the strength of a text that is no longer there.
 */
#ifndef BASE_FIX_H
#define BASE_FIX_H

#include "base/diag.h"

/* Codes whose edits were asked for by name, though they change an amount, a unit, a target or a
 * name. */
struct fix_codes {
    const enum diag_code *codes;
    size_t count;
};

/* What was done to a text. */
struct fix_result {
    struct str text;  /* the source's own if nothing was */
    unsigned applied; /* diagnostics mended: */
    const struct diag **mended;
    unsigned waiting; /* that could be, in another round */
};

/*
 * The text of `source` with the edits that may be made: all safe ones, and those of `asked`. Edits in
 * other files are left out. Entries of `d` that say the text in the edit's place already are skipped.
 */
struct fix_result fixes_apply(struct arena *a, const struct diags *d, struct source *source,
                              const struct fix_codes *asked);

/* Whether the edits of this entry may be made in the source, but only if its code is asked for: it is not. */
bool fix_waits_for_code(const struct diag *diag, const struct source *source,
                        const struct fix_codes *asked);

#endif
