/* merge_dispute.c - conflicts around a line that cannot be as both sides want it. */
#include "sema/merge.h"
#include "syntax/facts.h"

struct dispute {
    struct merge *merge;
    enum merge_version version;
    struct str fact;
    bool found;
};

/* Marks the smallest parts from this one down that hold the fact; false if it does not itself. */
static bool mark(struct dispute *d, struct part *part)
{
    struct merge *m = d->merge;
    bool below = false;
    if (!facts_stand_in(m->arena, version_text(&m->versions[d->version], part->whole), d->fact))
        return false;
    for (size_t i = 0; i < part->count; i++)
        below |= mark(d, part->children[i]);
    d->found |= !below && !part->is_disputed;
    part->is_disputed |= !below;
    part->holds_disputed |= below;
    return true;
}

bool merge_dispute(struct merge *m, struct str fact)
{
    struct dispute d = {.merge = m, .fact = fact};
    for (unsigned i = 0; i < MERGE_VERSIONS; i++) {
        d.version = (enum merge_version)i;
        mark(&d, m->versions[i].file);
    }
    return d.found;
}
