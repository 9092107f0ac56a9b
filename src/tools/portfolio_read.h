/*
 * portfolio_read.h - reading the files that a portfolio includes.
 */
#ifndef TOOLS_PORTFOLIO_READ_H
#define TOOLS_PORTFOLIO_READ_H

#include "tools/compile.h"
#include "tools/workspace_file.h"

/* What it is read with. */
struct portfolio_reader {
    const struct library *library;
    const struct settings *settings;
    struct workspace *workspace;
    const struct workspace_file *workspace_file; /* what counts for every file of it */
    unsigned jobs;                               /* threads; 0: as many as pay */
    /* Of a file as it was, the portfolios of what it is now: what is unchanged is taken from them, which
     * must live as long; or NULL. */
    const struct portfolio *today;
};

/*
 * Finds and reads the files of the compilation's portfolios, on several threads, rolls them up, and
 * adds to c->diags what is found, sorted. What was read stays until the compilation is reset. No rule
 * is judged: an included file is judged when it is checked itself.
 */
void portfolios_read(const struct portfolio_reader *reader, struct compilation *c);

#endif
