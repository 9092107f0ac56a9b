/* findings.c - which diagnostics of a file belong into the report of one of its projects or portfolios. */
#include "tools/findings.h"

/* Of two spans of one source. */
static bool is_within(struct span outer, struct span inner)
{
    return inner.start >= outer.start && inner.end <= outer.end;
}

/* Whether a diagnostic lies behind what has this span: they are sorted, so nothing further lies in it. */
static bool is_past(struct span span, const struct diag *diag)
{
    return !is_within(span, diag->span) && span.end <= diag->span.start;
}

struct findings findings_find(const struct diags *all, const struct project *projects, size_t count,
                              const struct portfolio *portfolios, struct arena *a)
{
    struct findings findings = {all, ARENA_ARRAY(a, size_t, all->kept + 1)};
    const struct project *project = projects;
    const struct portfolio *portfolio = portfolios;
    const struct source *source = project ? project->source : portfolio ? portfolio->source : NULL;
    size_t number = 1, portfolio_number = count + 1, at = 0;
    for (const struct diag *diag = all->first; diag; diag = diag->next, at++) {
        if (!source || diag->span.source != source)
            continue;
        /* None overlaps another, and each kind stands in the order of the file like the diagnostics. */
        for (; project && is_past(project->span, diag); project = project->next)
            number++;
        for (; portfolio && is_past(portfolio->span, diag); portfolio = portfolio->next)
            portfolio_number++;
        if (project && is_within(project->span, diag->span))
            findings.owners[at] = number;
        else if (portfolio && is_within(portfolio->span, diag->span))
            findings.owners[at] = portfolio_number;
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
