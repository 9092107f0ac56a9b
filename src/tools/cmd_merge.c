/* cmd_merge.c - jixiao merge: git's merge driver. */
#include "sema/merge.h"
#include "syntax/facts.h"
#include "tools/merge_judge.h"

#include "emit/terminal.h"

#include <stdlib.h>

/* A run of the command. */
struct run {
    const struct options *options;
    struct arena *arena;
    const char *path; /* what the file is called in the work tree */
    struct source *sources[MERGE_VERSIONS];
    struct merge merge;
    struct merge_judge judge;
    bool is_readable[MERGE_VERSIONS];
    struct str result;
    unsigned conflicts;
};

/* ---- what is said of it -------------------------------------------------------------------- */

/* “path：…”. */
static void tell(const struct run *run, struct str text)
{
    terminal_write_path(stdout, str_of(run->path));
    fputs(run->options->language == LANGUAGE_ENGLISH ? ": " : "：", stdout);
    terminal_write(stdout, text);
    putchar('\n');
    fflush(stdout); /* a whole line, whatever fails later */
}

static void tell_conflicts(const struct run *run)
{
    const char *format = run->options->language != LANGUAGE_ENGLISH
                             ? "有 %u 处冲突，用 <<<<<<< 标出了"
                         : run->conflicts == 1 ? "%u conflict, marked by <<<<<<<"
                                               : "%u conflicts, marked by <<<<<<<";
    if (run->conflicts)
        tell(run, arena_format(run->arena, format, run->conflicts));
}

static void tell_totals(const struct run *run)
{
    bool english = run->options->language == LANGUAGE_ENGLISH;
    for (const struct contested_total *total = run->merge.totals; total; total = total->next) {
        if (total->by_both)
            tell(run, arena_format(run->arena,
                                   english ? "both sides changed this total; worked out anew: "
                                             "%" STR_FORMAT
                                           : "两边都改了的合计，重新算过：%" STR_FORMAT,
                                   STR_ARG(arena_one_line(run->arena, total->text))));
    }
}

/* Why a version cannot be merged by what stands in it. */
static void tell_unreadable(const struct run *run, enum merge_version version, struct diags *diags)
{
    static const char *const names[] = {"base", "ours", "theirs"};
    bool english = run->options->language == LANGUAGE_ENGLISH;
    diag_sort(diags);
    struct str message = diag_message(run->arena, diags->first, run->options->language);
    struct source *source = run->sources[version];
    source_index(source, run->arena);
    tell(run, arena_format(run->arena,
                           english ? "merged by lines: %s cannot be read, line %u: %" STR_FORMAT
                                   : "按行合并：%s 读不懂，第 %u 行：%" STR_FORMAT,
                           names[version], source_line(source, diags->first->span.start),
                           STR_ARG(message)));
}

/* Why a merge by what stands in it is not taken: `fact` is the line that it would lose, or empty. */
static void tell_unproven(const struct run *run, struct str fact)
{
    bool english = run->options->language == LANGUAGE_ENGLISH;
    struct str line = arena_one_line(run->arena, fact);
    if (line.len)
        tell(run, arena_format(
                      run->arena,
                      english ? "merged by lines: by meaning, this line would not be as "
                                "both sides want it: %" STR_FORMAT
                              : "按行合并：按内容合并，这一行不能同时合两边的意思：%" STR_FORMAT,
                      STR_ARG(line)));
    else
        tell(run, english ? STR("merged by lines: it cannot be done by meaning")
                          : STR("按行合并：不能按内容合并"));
}

/* ---- by what stands in it ------------------------------------------------------------------ */

/* Whether the result holds what both sides did; if not, `*fact` is a line of which that is not so. */
static bool facts_are_kept(const struct run *run, struct str result, bool by_line,
                           const struct contested_total *totals, struct str *fact)
{
    struct facts *facts = facts_new(run->arena, by_line);
    const struct version *versions = run->merge.versions;
    unsigned size = run->options->marker_size;
    for (unsigned i = 0; i < MERGE_VERSIONS; i++)
        facts_add(facts, (enum fact_text)i, run->sources[i]->text, size);
    facts_add(facts, FACTS_RESULT, result, size);
    for (const struct contested_total *total = totals; total; total = total->next) {
        facts_forget(facts, FACTS_BASE, version_text(&versions[MERGE_BASE], total->base->header));
        facts_forget(facts, FACTS_OURS, version_text(&versions[MERGE_OURS], total->ours->header));
        facts_forget(facts, FACTS_THEIRS,
                     version_text(&versions[MERGE_THEIRS], total->theirs->header));
        facts_forget(facts, FACTS_RESULT, total->text);
    }
    return facts_hold(facts, fact);
}

static bool merge_by_meaning(struct run *run)
{
    enum { MOST_ROUNDS = 16 };
    struct merge *m = &run->merge;
    struct diags diags;
    struct str fact = {0};
    for (unsigned i = 0; i < MERGE_VERSIONS; i++) {
        diags = (struct diags){.arena = run->arena};
        run->is_readable[i] = version_read(&m->versions[i], run->arena, run->sources[i], &diags);
        if (!run->is_readable[i]) {
            tell_unreadable(run, (enum merge_version)i, &diags);
            return false;
        }
    }
    m->arena = run->arena;
    m->language = run->options->language;
    m->marker_size = run->options->marker_size;
    merge_judge_versions(&run->judge, m);
    merge_match(m);
    /* What cannot be as both sides want it (one moved it, the other changed it) is made a conflict. */
    for (unsigned round = 0; round < MOST_ROUNDS; round++) {
        bool holds = merge_judged(&run->judge, m);
        run->result = writer_text(&m->out, 0);
        run->conflicts = m->conflicts;
        if (holds && run->result.len && facts_are_kept(run, run->result, false, m->totals, &fact))
            return true;
        if (!fact.len || !merge_dispute(m, fact))
            break;
    }
    tell_unproven(run, fact);
    return false;
}

/* ---- by lines ------------------------------------------------------------------------------ */

/* The text of a version with lines that end as those of ours do: else none would be alike. */
static struct str text_like_ours(const struct run *run, enum merge_version version)
{
    struct str text = run->sources[version]->text;
    struct str end = text_line_end(run->sources[MERGE_OURS]->text);
    if (str_equal(text_line_end(text), end))
        return text;
    struct split_text lines = text_split(run->arena, text);
    struct text_writer out = {.arena = run->arena};
    for (uint32_t i = 0; i < lines.count; i++) {
        struct str line = lines.items[i];
        bool ends = str_ends_with(line, STR("\n"));
        line.len -= str_ends_with(line, STR("\r\n")) ? 2 : ends;
        writer_put(&out, line);
        if (ends)
            writer_put(&out, end);
    }
    return writer_text(&out, 0);
}

static void merge_by_lines(struct run *run)
{
    struct text_writer out = {.arena = run->arena};
    struct str ours = run->sources[MERGE_OURS]->text, theirs = text_like_ours(run, MERGE_THEIRS);
    run->conflicts =
        line_merge(&out, text_like_ours(run, MERGE_BASE), ours, theirs, run->options->marker_size);
    run->result = writer_text(&out, 0);
    struct str fact;
    bool holds = facts_are_kept(run, run->result, true, NULL, &fact);
    if (holds && run->conflicts == 0 && run->is_readable[MERGE_OURS] &&
        run->is_readable[MERGE_THEIRS])
        holds = merge_judge_result(&run->judge, run->result);
    if (holds && run->result.len)
        return;
    out.length = 0;
    line_merge_refuse(&out, ours, theirs, run->options->marker_size);
    run->result = writer_text(&out, 0);
    run->conflicts = 1;
}

/* ---- the command --------------------------------------------------------------------------- */

static bool read_versions(struct run *run)
{
    for (unsigned i = 0; i < MERGE_VERSIONS; i++) {
        struct file file = {NULL, run->options->paths[i]};
        if (!file_read_or_tell(run->options, &file, run->arena, &run->sources[i]))
            return false;
        run->sources[i]->path = str_of(run->path);
    }
    return true;
}

/* A side that nobody changed needs no merge; false if there is one to make. */
static bool is_trivial(struct run *run)
{
    struct str base = run->sources[MERGE_BASE]->text, ours = run->sources[MERGE_OURS]->text,
               theirs = run->sources[MERGE_THEIRS]->text;
    if (!str_equal(base, ours) && !str_equal(base, theirs) && !str_equal(ours, theirs))
        return false;
    run->result = str_equal(base, ours) ? theirs : ours;
    return true;
}

/* Nothing is written before all is decided and told: OURS is replaced as a whole, last of all. */
static int merge_files(struct run *run)
{
    if (!read_versions(run))
        return EXIT_CANNOT;
    if (!is_trivial(run)) {
        if (!merge_judge_open(&run->judge, run->options, run->arena, run->path))
            return EXIT_CANNOT;
        if (merge_by_meaning(run))
            tell_totals(run);
        else
            merge_by_lines(run);
        merge_judge_close(&run->judge);
        if (run->judge.workspace.failed)
            return EXIT_CANNOT; /* told: what it imports could not be read */
    }
    tell_conflicts(run);
    if (ferror(stdout))     /* each line was written out as it was told */
        return EXIT_CANNOT; /* main tells */
    struct source ours = *run->sources[MERGE_OURS];
    ours.path = str_of(run->options->paths[MERGE_OURS]);
    if (!file_rewrite(run->options, &ours, run->arena, run->result))
        return EXIT_CANNOT;
    return run->conflicts ? EXIT_MISTAKES : EXIT_CLEAN;
}

int command_merge(const struct options *options)
{
    if (options->path_count != MERGE_VERSIONS && options->path_count != MERGE_VERSIONS + 1)
        return command_refuse(
            options, NULL,
            "写上三个文件：原来的、我方的、对方的，如 jixiao merge BASE OURS THEIRS；"
            "结果写到第二个",
            "name three files: what both sides come from, ours and theirs: "
            "jixiao merge BASE OURS THEIRS; the result goes to the second");
    struct arena a = ARENA_INIT;
    struct run run = {.options = options, .arena = &a};
    run.path = options->paths[options->path_count - 1];
    if (options->path_count == MERGE_VERSIONS)
        run.path = options->paths[MERGE_OURS];
    int status = merge_files(&run);
    arena_free(&a);
    return status;
}
