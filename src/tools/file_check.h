/*
 * file_check.h - checking one file, and what it rolls up, as it is or as it was.
 */
#ifndef TOOLS_FILE_CHECK_H
#define TOOLS_FILE_CHECK_H

#include "tools/compile.h"
#include "tools/workspace_file.h"

/* What files are checked with. */
struct file_check {
    const struct library *library;
    const struct settings *settings;
    const struct workspace_file *workspace_file;
    unsigned jobs;                 /* threads for what a portfolio includes; 0: as many as pay */
    const struct portfolio *today; /* as that of a portfolio_reader */
};

/*
 * Compiles the source, which lies in c->arena and of which only the name is known unless it is
 * FILE_READ, and what its portfolios include. The workspace is a copy for this file alone.
 */
void file_check(const struct file_check *check, struct workspace *workspace, struct compilation *c,
                struct source *source, enum file_fault fault);

/* The path that the findings of a file know it by: from the workspace, or as it was named. */
struct str file_known_path(struct workspace *workspace, struct compilation *c);

#endif
