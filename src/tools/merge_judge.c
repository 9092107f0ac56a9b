/* merge_judge.c - what compiling tells of a merge. */
#include "tools/merge_judge.h"

bool merge_judge_open(struct merge_judge *judge, const struct options *options, struct arena *a,
                      const char *path)
{
    struct file_list list = {0};
    judge->options = options;
    judge->arena = a;
    judge->path = path;
    judge->library = command_library(a);
    if (!judge->library || !workspace_open(&judge->workspace, a))
        return false;
    if (workspace_file_load(options, judge->library, a, &list, &judge->workspace_file)) {
        judge->settings = (struct settings){.workspace = &judge->workspace_file.c.spec.severities,
                                            .command = &options->severities};
        return true;
    }
    workspace_file_free(&judge->workspace_file);
    workspace_close(&judge->workspace);
    return false;
}

void merge_judge_close(struct merge_judge *judge)
{
    for (unsigned i = 0; i < MERGE_VERSIONS; i++)
        compilation_free(&judge->versions[i]);
    workspace_file_free(&judge->workspace_file);
    workspace_close(&judge->workspace);
}

static void compile_source(struct merge_judge *judge, struct compilation *c, struct source *source)
{
    struct import_loader loader = {.load = workspace_load, .context = &judge->workspace};
    loader.workspace =
        workspace_file_lends(&judge->workspace_file, &judge->workspace, source, &c->arena);
    compile(c, judge->library, &judge->settings, source, &loader);
}

static void compile_text(struct merge_judge *judge, struct compilation *c, struct str text)
{
    compile_source(judge, c,
                   source_new(&c->arena, str_of(judge->path), arena_copy(&c->arena, text)));
}

static bool is_total_error(const struct diag *diag)
{
    return diag->severity == DIAG_ERROR && !diag->origin &&
           strcmp(diag_info(diag->code)->category, "totals") == 0;
}

static bool totals_hold(const struct compilation *c)
{
    for (const struct diag *diag = c->diags.first; diag; diag = diag->next) {
        if (is_total_error(diag))
            return false;
    }
    return true;
}

static struct str error_text(struct arena *a, const struct diag *diag)
{
    return arena_format(a, "%" STR_FORMAT " %" STR_FORMAT, STR_ARG(diag_code_text(diag)),
                        STR_ARG(diag_message(a, diag, LANGUAGE_CHINESE)));
}

static struct compare_side side_of(struct merge_judge *judge, enum merge_version version)
{
    const struct compilation *c = &judge->versions[version];
    struct span_set unread = {0};
    unread_add(judge->arena, &unread, &c->diags);
    return (struct compare_side){c->projects, unread};
}

void merge_judge_versions(struct merge_judge *judge, struct merge *merge)
{
    judge->consistent = true;
    for (unsigned i = 0; i < MERGE_VERSIONS; i++) {
        struct compilation *c = &judge->versions[i];
        compile_source(judge, c, merge->versions[i].source);
        judge->consistent &= totals_hold(c);
        for (const struct diag *diag = c->diags.first; i != MERGE_BASE && diag; diag = diag->next) {
            if (diag->severity == DIAG_ERROR)
                map_put(&judge->known, judge->arena, error_text(judge->arena, diag), diag);
        }
    }
    merge->vocabulary = &judge->library->vocabulary;
    struct compare_side base = side_of(judge, MERGE_BASE);
    for (unsigned i = MERGE_OURS; i < MERGE_VERSIONS; i++) {
        struct compare_side side = side_of(judge, (enum merge_version)i);
        merge_take_changes(merge, (enum merge_version)i,
                           compare_projects(judge->arena, &base, &side));
    }
}

static unsigned count_code(const struct compilation *c, struct str code)
{
    unsigned count = 0;
    for (const struct diag *diag = c->diags.first; diag; diag = diag->next)
        count += diag->severity == DIAG_ERROR && str_equal(diag_code_text(diag), code);
    return count;
}

/* Whether neither side has the error. One that says the same thing of something else is no new one: 必填
 * names what is missing, and each side may have filled in some of it. */
static bool is_new(const struct merge_judge *judge, const struct compilation *c,
                   const struct diag *diag)
{
    if (diag->severity != DIAG_ERROR || map_get(&judge->known, error_text(judge->arena, diag)))
        return false;
    struct str code = diag_code_text(diag);
    unsigned ours = count_code(&judge->versions[MERGE_OURS], code);
    unsigned theirs = count_code(&judge->versions[MERGE_THEIRS], code);
    return count_code(c, code) > (ours > theirs ? ours : theirs);
}

/* The first error behind `after` (NULL: of all) that neither side has, or NULL. */
static const struct diag *new_error(const struct merge_judge *judge, const struct compilation *c,
                                    const struct diag *after)
{
    const struct diag *diag = after ? after->next : c->diags.first;
    while (diag && !is_new(judge, c, diag))
        diag = diag->next;
    return diag;
}

bool merge_judge_result(struct merge_judge *judge, struct str text)
{
    struct compilation c = {0};
    compile_text(judge, &c, text);
    bool holds = !new_error(judge, &c, NULL);
    compilation_free(&c);
    return holds;
}

/* ---- totals -------------------------------------------------------------------------------- */

static void run_as(struct merge *m, enum merge_version preferred)
{
    m->preferred = preferred;
    merge_run(m);
    m->preferred = MERGE_BASE;
}

/* Whether the totals of the result hold, whichever side of its conflicts is taken. */
static bool result_holds(struct merge_judge *judge, struct merge *m)
{
    bool holds = true;
    for (unsigned side = MERGE_OURS; holds && side < MERGE_VERSIONS; side++) {
        struct compilation c = {0};
        run_as(m, (enum merge_version)side);
        compile_text(judge, &c, writer_text(&m->out, 0));
        holds = totals_hold(&c);
        compilation_free(&c);
        if (!m->conflicts)
            break; /* it makes no difference */
    }
    return holds;
}

static void choose(const struct contested_total *totals, enum total_choice choice)
{
    for (; totals; totals = totals->next)
        totals->ours->total = (int)choice;
}

static bool is_inside(struct span span, const struct source *source, struct stretch place)
{
    return span.source == source && span.start >= place.start && span.start < place.end;
}

static bool points_at(const struct diag *diag, const struct source *source, struct stretch place)
{
    if (is_inside(diag->span, source, place))
        return true;
    for (const struct diag_remark *label = diag->labels; label; label = label->next) {
        if (is_inside(label->span, source, place))
            return true;
    }
    return false;
}

/* Of the totals that are tried as ours, those that an error speaks of, and those right below them, are what
 * something else makes them: true if there are any. */
static bool settle_disputed(const struct merge *m, const struct compilation *c)
{
    bool settled = false;
    for (const struct contested_total *total = m->totals; total; total = total->next) {
        bool is_disputed = false;
        for (const struct diag *diag = c->diags.first; diag && !is_disputed; diag = diag->next)
            is_disputed = is_total_error(diag) && points_at(diag, c->source, total->place);
        if (!is_disputed)
            continue;
        for (const struct contested_total *other = m->totals; other; other = other->next) {
            if (other->ours->total == TOTAL_AS_OURS &&
                (other == total || other->ours->parent == total->ours)) {
                other->ours->total = TOTAL_ADDED;
                settled = true;
            }
        }
    }
    return settled;
}

/* Whether both sides changed it by as much as one that something else makes: a total of several years whose
 * first year grew. */
static bool follows_settled(const struct merge *m, const struct contested_total *total)
{
    for (const struct contested_total *other = m->totals; other; other = other->next) {
        if (other->ours->total == TOTAL_ADDED && merge_totals_in_step(total, other))
            return true;
    }
    return false;
}

/*
 * Tries all of them as ours. Those whose number then is wrong are added up, and those that moved in step
 * with one; what else could stand as ours has it depends on nothing, so two people wanted two things of it:
 * a conflict.
 */
static void find_free_totals(struct merge_judge *judge, struct merge *m)
{
    enum { MOST_ROUNDS = 16 };
    choose(m->totals, TOTAL_AS_OURS);
    bool moves = true, holds = false;
    for (unsigned round = 0; moves && !holds && round < MOST_ROUNDS; round++) {
        struct compilation c = {0};
        run_as(m, MERGE_OURS);
        compile_text(judge, &c, writer_text(&m->out, 0));
        holds = totals_hold(&c);
        moves = holds || settle_disputed(m, &c);
        compilation_free(&c);
    }
    for (struct contested_total *total = m->totals; total; total = total->next) {
        bool is_free =
            total->by_both && total->ours->total == TOTAL_AS_OURS && !follows_settled(m, total);
        if (!holds || is_free)
            total->ours->total = TOTAL_IN_CONFLICT;
    }
    for (struct contested_total *total = m->totals; total; total = total->next) {
        if (total->ours->total == TOTAL_AS_OURS)
            total->ours->total = TOTAL_ADDED;
    }
}

/* Decides what is done with each total that both sides changed. */
static void settle_totals(struct merge_judge *judge, struct merge *m)
{
    struct contested_total *totals = m->totals;
    if (judge->consistent) {
        if (!result_holds(judge, m)) {
            m->adds_equal_changes = true;
            if (!result_holds(judge, m)) {
                m->adds_equal_changes = false;
                choose(totals, TOTAL_IN_CONFLICT);
                return;
            }
        }
        if (m->totals)
            find_free_totals(judge, m);
        return;
    }
    choose(totals, TOTAL_IN_CONFLICT);
}

/* ---- errors that neither side has ---------------------------------------------------------- */

/* The smallest block that both sides changed and that holds the place; the whole file if none does. */
static struct part *block_at(const struct merge *m, const struct source *source, struct span span)
{
    const struct merged_block *found = NULL;
    for (const struct merged_block *block = m->blocks; block; block = block->next) {
        bool is_smaller =
            !found || block->place.end - block->place.start < found->place.end - found->place.start;
        if (is_smaller && is_inside(span, source, block->place))
            found = block;
    }
    return found ? found->ours : m->versions[MERGE_OURS].file;
}

/* Whether the result with all of ours in its conflicts has no new error. */
static bool ours_is_well(struct merge_judge *judge, struct merge *m)
{
    run_as(m, MERGE_OURS);
    return merge_judge_result(judge, writer_text(&m->out, 0));
}

/* Refuses the one thing of theirs without which all is well; false if there is none, or too many to try. */
static bool refuse_one(struct merge_judge *judge, struct merge *m)
{
    enum { MOST_TRIED = 48, MOST_BYTES = 8 * 1024 * 1024 /* compiled in all */ };
    size_t length = m->versions[MERGE_OURS].source->text.len + 1;
    if (m->taken_count > MOST_TRIED || m->taken_count > MOST_BYTES / length)
        return false;
    for (struct taken_part *taken = m->taken; taken; taken = taken->next) {
        taken->part->is_refused = true;
        if (ours_is_well(judge, m))
            return true;
        taken->part->is_refused = false;
    }
    return false;
}

/* Makes a conflict of what an error comes from that neither side has: of one change if that is enough, else
 * of all that theirs changed in the blocks with such errors. */
static void refuse_new_errors(struct merge_judge *judge, struct merge *m)
{
    struct compilation c = {0};
    compile_text(judge, &c, writer_text(&m->out, 0));
    const struct diag *first = new_error(judge, &c, NULL);
    if (first) {
        m->reason = arena_one_line(judge->arena,
                                   diag_message(judge->arena, first, judge->options->language));
        struct merge before = *m; /* its lists are those of the text that was compiled */
        if (!refuse_one(judge, m)) {
            for (const struct diag *diag = first; diag; diag = new_error(judge, &c, diag))
                block_at(&before, c.source, diag->span)->is_refused = true;
        }
    }
    compilation_free(&c);
}

bool merge_judged(struct merge_judge *judge, struct merge *m)
{
    merge_run(m);
    settle_totals(judge, m);
    run_as(m, MERGE_BASE);
    if (m->conflicts)
        return true;
    refuse_new_errors(judge, m);
    if (!m->reason.len)
        return true;
    run_as(m, MERGE_BASE);
    return m->conflicts > 0;
}
