/* file_check.c - checking one file, and what it rolls up. */
#include "tools/file_check.h"

#include "tools/portfolio_read.h"
#include "tools/workspace_path.h"

struct str file_known_path(struct workspace *workspace, struct compilation *c)
{
    bool is_within = workspace_identify(workspace, c->source, &c->arena);
    return is_within ? c->source->identity : c->source->path;
}

void file_check(const struct file_check *check, struct workspace *workspace, struct compilation *c,
                struct source *source, enum file_fault fault)
{
    struct import_loader loader = {.load = workspace_load, .context = workspace};
    c->diags = (struct diags){.arena = &c->arena};
    c->source = source;
    if (source_is_workspace(source))
        workspace_identify(workspace, source, &c->arena);
    if (fault == FILE_READ) {
        loader.workspace =
            workspace_file_lends(check->workspace_file, workspace, source, &c->arena);
        compile(c, check->library, check->settings, source, &loader);
    } else if (fault == FILE_TOO_LARGE) {
        diag_report(&c->diags, DIAG_FILE_TOO_LARGE, ((struct span){source, 0, 0}),
                    DIAG_NUMBER(SOURCE_SIZE_LIMIT / 1024 / 1024));
    }
    if (c->spec.portfolios) {
        struct portfolio_reader reader = {check->library,        check->settings, workspace,
                                          check->workspace_file, check->jobs,     check->today};
        portfolios_read(&reader, c);
    }
}
