/* novelty.c - which findings of a run are new. */
#include "tools/novelty.h"

#include "sema/fingerprint.h"
#include "tools/workspace_path.h"

void novelty_past_free(struct novelty_past *past)
{
    compilation_free(&past->c);
    rule_choice_free(&past->choice);
}

/* What was found in a file before, and how much of it was only counted. */
struct known {
    struct map findings, parts; /* by fingerprint */
    unsigned more[DIAG_ERROR + 1];
};

/* ---- at the revision ------------------------------------------------------------------------ */

/* The file as it was, or NULL if there was none; its text may be that of today. */
static struct source *find_source(const struct novelty *n, struct str path,
                                  const struct source *today, struct arena *a, bool *is_large)
{
    const struct past_file *file = past_find(&n->past, path);
    if (file && file->kind == PAST_ABSENT)
        file = file->origin;
    *is_large = file && file->is_large;
    if (!file && past_find(&n->past, path))
        return NULL;
    if (file && file->kind != PAST_FILE)
        return NULL;
    struct source *source = source_new(a, today->path, file ? file->text : today->text);
    struct str root = workspace_absolute(&n->workspace, STR(""), a);
    struct str old = file ? file->path : path;
    if (str_starts_with(old, root))
        source->identity = str_part(old, root.len, old.len);
    return source;
}

static void enter_all(struct known *known, const struct diags *diags, struct arena *a)
{
    for (const struct diag *diag = diags->first; diag; diag = diag->next) {
        map_put(&known->findings, a, diag->fingerprint, diag);
        for (const struct diag_part *part = diag->parts; part; part = part->next)
            map_put(&known->parts, a, part->fingerprint, part);
    }
    for (int severity = DIAG_HINT; severity <= DIAG_ERROR; severity++)
        known->more[severity] = diags_more(diags, (enum diag_severity)severity);
}

bool novelty_load(struct novelty *n)
{
    pthread_mutex_lock(&n->lock);
    if (!n->is_loaded)
        n->is_readable = past_load(&n->past, n->options, &n->texts);
    n->is_loaded = true;
    bool is_readable = n->is_readable;
    pthread_mutex_unlock(&n->lock);
    return is_readable;
}

/* Checks the file as it was. */
static void look_back(struct novelty *n, struct novelty_past *past, struct workspace *workspace,
                      size_t index, struct compilation *today, struct known *known)
{
    struct compilation *c = &past->c;
    struct workspace then = n->workspace;
    struct settings settings = {.workspace = &n->file->c.spec.severities,
                                .command = &n->options->severities,
                                .choice = &past->choice,
                                .wants_parts = true};
    struct file_check check = {n->library, &settings, n->file, n->options->jobs,
                               n->affected.is_workspace ? NULL : today->spec.portfolios};
    bool is_large;
    compilation_reset(c);
    workspace->failed |= !novelty_load(n);
    if (workspace->failed)
        return;
    struct source *source = find_source(n, n->paths[index], today->source, &c->arena, &is_large);
    if (!source)
        return;
    file_check(&check, &then, c, source, is_large ? FILE_TOO_LARGE : FILE_READ);
    workspace->failed |= then.failed;
    fingerprints_give(&c->diags, source, c->nodes.first, n->known[index], &c->arena);
    enter_all(known, &c->diags, &c->arena);
}

static bool was_there(const struct known *known, const struct diag *diag)
{
    const struct diag *before = map_get(&known->findings, diag->fingerprint);
    if (!before || before->severity < diag->severity)
        return false;
    for (const struct diag_part *part = diag->parts; part; part = part->next) {
        if (!map_get(&known->parts, part->fingerprint))
            return false;
    }
    return true;
}

/* ---- what is hidden ------------------------------------------------------------------------- */

/* What is to become of the entries of one file. */
struct sifting {
    bool *are_hidden, *are_recorded; /* by their places in the list */
    unsigned hidden_more[DIAG_ERROR + 1], recorded_more[DIAG_ERROR + 1];
};

static unsigned lesser(unsigned one, unsigned other)
{
    return one < other ? one : other;
}

static void sift_past(struct sifting *s, const struct known *known, const struct diags *diags)
{
    size_t at = 0;
    for (const struct diag *diag = diags->first; diag; diag = diag->next, at++)
        s->are_hidden[at] |= was_there(known, diag);
    for (int severity = DIAG_HINT; severity <= DIAG_ERROR; severity++)
        s->hidden_more[severity] =
            lesser(known->more[severity], diags_more(diags, (enum diag_severity)severity));
}

/* The same by what is recorded of the file. */
static void sift_baseline(struct sifting *s, struct baseline_file *file, const struct diags *diags)
{
    size_t at = 0;
    for (const struct diag *diag = diags->first; diag; diag = diag->next, at++) {
        struct baseline_row *row = baseline_find(file, diag);
        if (!row)
            continue;
        atomic_store(&row->occurs, true);
        s->are_hidden[at] = s->are_recorded[at] = true;
    }
    for (int severity = DIAG_HINT; severity <= DIAG_ERROR; severity++) {
        unsigned more = diags_more(diags, (enum diag_severity)severity);
        s->recorded_more[severity] = lesser(file->more[severity], more);
        if (s->recorded_more[severity] > s->hidden_more[severity])
            s->hidden_more[severity] = s->recorded_more[severity];
    }
}

/* Looks into the baseline: a file that was moved is known there by its old path, and so are those of
 * its findings that are in no project. */
static void ask_baseline(struct novelty *n, struct sifting *s, struct str path,
                         struct compilation *c)
{
    struct baseline_file *file = (struct baseline_file *)map_get(&n->baseline.by_path, path);
    struct baseline_file *moved = (struct baseline_file *)map_get(&n->moved, path);
    if (file) {
        sift_baseline(s, file, &c->diags);
    } else if (moved) {
        fingerprints_give(&c->diags, c->source, c->nodes.first, moved->path, &c->arena);
        sift_baseline(s, moved, &c->diags);
        fingerprints_give(&c->diags, c->source, c->nodes.first, path, &c->arena);
    }
}

/* Keeps the lines of the file for a baseline: with --baseline only what that has already, else all,
 * which is hidden from then on. */
static bool record(struct novelty *n, struct sifting *s, size_t index, struct compilation *c)
{
    const struct diags *diags = &c->diags;
    for (int severity = DIAG_HINT; severity <= DIAG_ERROR && !n->has_baseline; severity++)
        s->recorded_more[severity] = s->hidden_more[severity] =
            diags_more(diags, (enum diag_severity)severity);
    for (size_t i = 0; i < diags->kept && !n->has_baseline; i++)
        s->are_recorded[i] = s->are_hidden[i] = true;
    struct baseline_part *part = &n->written[index];
    part->path = n->known[index];
    for (size_t i = 0; i < diags->kept; i++)
        part->findings += s->are_recorded[i];
    for (int severity = DIAG_HINT; severity <= DIAG_ERROR; severity++)
        part->findings += s->recorded_more[severity];
    return baseline_lines(diags, s->are_recorded, s->recorded_more, part->path, &c->arena,
                          &part->lines);
}

static void hide(const struct sifting *s, struct compilation *c)
{
    size_t at = 0;
    for (struct diag *before = NULL, *diag = c->diags.first; diag; at++) {
        struct diag *next = diag->next;
        if (s->are_hidden[at])
            diag_hide(&c->diags, before, c->source);
        else
            before = diag;
        diag = next;
    }
    for (int severity = DIAG_HINT; severity <= DIAG_ERROR; severity++)
        diags_hide_more(&c->diags, (enum diag_severity)severity, s->hidden_more[severity],
                        c->source);
}

void novelty_sift(struct novelty *n, struct novelty_past *past, struct workspace *workspace,
                  size_t index, struct compilation *c)
{
    struct arena *a = &c->arena;
    if (!c->diags.first)
        return;
    struct sifting s = {.are_hidden = ARENA_ARRAY(a, bool, c->diags.kept),
                        .are_recorded = ARENA_ARRAY(a, bool, c->diags.kept)};
    if (n->has_past) {
        struct known known = {0};
        look_back(n, past, workspace, index, c, &known);
        sift_past(&s, &known, &c->diags);
    }
    if (n->has_baseline)
        ask_baseline(n, &s, n->known[index], c);
    if (n->written && !record(n, &s, index, c))
        arena_fail(a);
    hide(&s, c);
}
