/* findings.c - which diagnostics of a file belong into the report of one of its projects. */
#include "tools/findings.h"

/* Of two spans of one source. */
static bool is_within(struct span outer, struct span inner)
{
    return inner.start >= outer.start && inner.end <= outer.end;
}

struct findings findings_find(const struct diags *all, const struct project *projects,
                              struct arena *a)
{
    struct findings findings = {all, ARENA_ARRAY(a, size_t, all->kept + 1)};
    const struct project *project = projects;
    size_t number = 1, at = 0;
    for (const struct diag *diag = all->first; diag; diag = diag->next, at++) {
        if (!projects || diag->span.source != projects->source)
            continue;
        /* Projects do not overlap, and stand in the order of the file like the diagnostics. */
        while (project && !is_within(project->span, diag->span) &&
               project->span.end <= diag->span.start) {
            project = project->next;
            number++;
        }
        if (project && is_within(project->span, diag->span))
            findings.owners[at] = number;
    }
    return findings;
}

static unsigned *severity_count(struct diags *diags, enum diag_severity severity)
{
    switch (severity) {
    case DIAG_HINT:
        return &diags->hints;
    case DIAG_WARNING:
        return &diags->warnings;
    case DIAG_ERROR:
        return &diags->errors;
    }
    return &diags->errors;
}

struct diags findings_of(const struct findings *findings, size_t number, struct arena *a,
                         unsigned *elsewhere)
{
    struct diags own = *findings->all;
    own.arena = a;
    own.first = own.last = NULL;
    own.kept = 0;
    *elsewhere = 0;
    size_t at = 0;
    for (const struct diag *diag = findings->all->first; diag; diag = diag->next, at++) {
        if (findings->owners[at] != 0 && findings->owners[at] != number) {
            --*severity_count(&own, diag->severity);
            ++*elsewhere;
            continue;
        }
        struct diag *copy = ARENA_NEW(a, struct diag);
        *copy = *diag;
        copy->next = NULL;
        if (own.last)
            own.last->next = copy;
        else
            own.first = copy;
        own.last = copy;
        own.kept++;
    }
    return own;
}
