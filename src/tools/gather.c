/* gather.c - the findings of a run, kept for a document. */
#include "tools/gather.h"

#include "tools/capture.h"
#include "tools/roots.h"

#include <stdlib.h>

bool gather_open(struct gather *g, const struct options *options, struct arena *a, size_t files)
{
    *g = (struct gather){.options = options, .lock = PTHREAD_MUTEX_INITIALIZER};
    g->told = ARENA_ARRAY(a, bool, files);
    return roots_find(&g->roots, a);
}

void gather_free(struct gather *g)
{
    for (size_t i = 0; i < g->count; i++)
        free(g->kept[i]);
    free(g->kept);
    pthread_mutex_destroy(&g->lock);
}

/* ---- the worst ----------------------------------------------------------------------------- */

/* By what counts: those that are waived last, else the graver first. */
static int rank_of(const struct kept_finding *one)
{
    return one->record.is_waived ? 3 : (int)DIAG_ERROR - (int)one->record.severity;
}

static int compare_places(const struct kept_finding *one, const struct kept_finding *other)
{
    if (one->file != other->file)
        return one->file < other->file ? -1 : 1;
    return (one->number > other->number) - (one->number < other->number);
}

static int compare_worst(const void *left, const void *right)
{
    const struct kept_finding *one = *(struct kept_finding *const *)left;
    const struct kept_finding *other = *(struct kept_finding *const *)right;
    int order = rank_of(one) - rank_of(other);
    return order ? order : compare_places(one, other);
}

/* Keeps the worst: of each rank as many as the document tells. */
static void gather_cut(struct gather *g)
{
    unsigned limit = diag_document_format(g->options->print.format)->limit;
    size_t told = 0, of_rank[4] = {0};
    if (g->count > 0) /* else there is no array */
        qsort(g->kept, g->count, sizeof *g->kept, compare_worst);
    for (size_t i = 0; i < g->count; i++) {
        if (of_rank[rank_of(g->kept[i])]++ < limit)
            g->kept[told++] = g->kept[i];
        else
            free(g->kept[i]);
    }
    g->count = told;
}

/* Takes the finding, and frees it if there is no room. */
static bool gather_keep(struct gather *g, struct kept_finding *one)
{
    enum { RANKS = 4 };
    size_t most = (size_t)diag_document_format(g->options->print.format)->limit * RANKS * 2;
    if (g->count == most)
        gather_cut(g);
    if (g->count == g->room) {
        size_t room = g->room ? g->room * 2 : 64;
        struct kept_finding **kept = realloc(g->kept, room * sizeof *kept);
        if (!kept) {
            free(one);
            return false;
        }
        g->kept = kept;
        g->room = room;
    }
    g->kept[g->count++] = one;
    return true;
}

/* ---- one finding --------------------------------------------------------------------------- */

static struct str text_move(char **room, struct str text)
{
    struct str copy = {*room, text.len};
    if (text.len)
        memcpy(*room, text.ptr, text.len);
    *room += text.len;
    return copy;
}

/* `record` in memory of its own, with what its rule is. */
static struct kept_finding *finding_copy(const struct diag_record *record, const struct diag *diag)
{
    struct bilingual name = {0}, title = {0};
    if (diag->origin) {
        name = diag->origin->name;
        title = diag->origin->title;
    }
    size_t size = record->code.len + record->path.len + record->fingerprint.len + record->text.len +
                  name.chinese.len + name.english.len + title.chinese.len + title.english.len;
    struct kept_finding *one = malloc(sizeof *one + size);
    if (!one)
        return NULL;
    char *room = (char *)(one + 1);
    *one = (struct kept_finding){.record = *record, .code = diag->code};
    one->record.code = text_move(&room, record->code);
    one->record.path = text_move(&room, record->path);
    one->record.fingerprint = text_move(&room, record->fingerprint);
    one->record.text = text_move(&room, record->text);
    one->name.chinese = text_move(&room, name.chinese);
    one->name.english = text_move(&room, name.english);
    one->title.chinese = text_move(&room, title.chinese);
    one->title.english = text_move(&room, title.english);
    return one;
}

/* An entry to print. */
struct entry {
    struct diag_page *page;
    const struct diag *diag;
};

static bool print_entry(void *context, FILE *out)
{
    struct entry *entry = context;
    entry->page->out = out;
    return diag_document_format(entry->page->options->format)->entry(entry->page, entry->diag);
}

/* What is being gathered of one file. */
struct file_gather {
    struct gather *g;
    struct diag_page page;
    size_t file, number;
};

static bool entry_add(struct file_gather *f, const struct diag *diag)
{
    const struct options *options = f->g->options;
    struct diag_page *page = &f->page;
    struct entry entry = {page, diag};
    struct str text;
    page->fails = !diag->waiver && (diag->severity == DIAG_ERROR ||
                                    (diag->severity == DIAG_WARNING && options->deny_warnings));
    struct diag_record record = {
        .code = diag_code_text(diag),
        .path = diag_entry_path(page, diag),
        .fingerprint = diag->fingerprint,
        .severity = diag->severity,
        .is_waived = diag->waiver != NULL,
        .fails = page->fails,
    };
    if (!capture(page->a, print_entry, &entry, &text))
        return false;
    record.text = str_part(text, 0, text.len - 1);
    struct kept_finding *one = finding_copy(&record, diag);
    free((char *)text.ptr);
    if (!one)
        return false;
    one->file = f->file;
    one->number = f->number++;
    pthread_mutex_lock(&f->g->lock);
    bool is_kept = gather_keep(f->g, one);
    pthread_mutex_unlock(&f->g->lock);
    return is_kept;
}

bool gather_add(struct gather *g, size_t index, struct compilation *c)
{
    const struct diag_print_options *print = &g->options->print;
    struct file_gather f = {.g = g,
                            .page = {.a = &c->arena,
                                     .options = print,
                                     .positions = {.a = &c->arena, .ambiguous = 1},
                                     .roots = &g->roots,
                                     .checked = c->source},
                            .file = index};
    struct diag_quota left = diag_quota_make(&c->diags, print->limit_per_file);
    g->told[index] = c->diags.first || c->diags.waivers;
    for (const struct diag *diag = c->diags.first; diag; diag = diag->next) {
        if (left.of[diag->severity] == 0)
            continue;
        left.of[diag->severity]--;
        if (!entry_add(&f, diag))
            return false;
    }
    if (!diag_document_format(print->format)->has_waived)
        return true;
    for (const struct diag_waiver *waiver = c->diags.waivers; waiver; waiver = waiver->next)
        for (const struct diag *diag = waiver->first; diag; diag = diag->next)
            if (!entry_add(&f, diag))
                return false;
    return true;
}

/* ---- the document -------------------------------------------------------------------------- */

static int compare_rules(const void *left, const void *right)
{
    const struct diag_document_rule *one = left, *other = right;
    return str_compare(one->id, other->id);
}

/* Of two rules with one code, which only two specs can have, the first stands for both. */
static void rules_fill(const struct gather *g, const struct library *library,
                       struct diag_document *document, struct arena *a)
{
    struct diag_document_rule *rules = ARENA_ARRAY(a, struct diag_document_rule, g->count);
    struct map seen = {0};
    for (size_t i = 0; i < g->count; i++)
        if (!map_put(&seen, a, g->kept[i]->record.code, g->kept[i]))
            rules[document->rule_count++] =
                finding_rule(g->kept[i], library, g->options->language, a);
    qsort(rules, document->rule_count, sizeof *rules, compare_rules);
    document->rules = rules;
}

/* Puts the findings of a path together, at the place of its worst; those within keep their order. */
static void records_group(const struct gather *g, const struct diag_record **records,
                          struct arena *a)
{
    struct map heads = {0}; /* of each path its first finding */
    size_t *places = ARENA_ARRAY(a, size_t, g->count), *behind = ARENA_ARRAY(a, size_t, g->count);
    size_t told = 0;
    for (size_t i = g->count; i-- > 0;) {
        places[i] = i;
        const size_t *next = map_put(&heads, a, g->kept[i]->record.path, &places[i]);
        behind[i] = next ? *next : 0; /* 0 for none: the first is behind no other */
    }
    for (size_t i = 0; i < g->count; i++) {
        const size_t *head = map_get(&heads, g->kept[i]->record.path);
        g->kept[i]->record.is_first_of_file = *head == i;
        if (*head != i)
            continue;
        records[told++] = &g->kept[i]->record;
        for (size_t at = i; behind[at] > 0;) {
            at = behind[at];
            records[told++] = &g->kept[at]->record;
        }
    }
}

static unsigned count_left(unsigned all, unsigned told)
{
    return all > told ? all - told : 0;
}

/* Drops what was found before: a file may be named twice. Adds to `told` how many there are of each
 * severity. */
static void repetitions_drop(struct gather *g, unsigned *told, struct arena *a)
{
    struct map seen = {0};
    size_t kept = 0;
    for (size_t i = 0; i < g->count; i++) {
        struct kept_finding *one = g->kept[i];
        const struct str parts[] = {one->record.path, STR("\n"), one->record.fingerprint};
        if (!map_put(&seen, a, arena_join(a, parts, 3), one)) {
            g->kept[kept++] = one;
            continue;
        }
        told[one->record.severity] += !one->record.is_waived;
        free(one);
    }
    g->count = kept;
}

/* What is not told, beside what was `told` already. */
static struct diag_omitted omitted_of(const struct gather *g, const struct diag_verdict *verdict,
                                      unsigned *told)
{
    for (size_t i = 0; i < g->count; i++)
        told[g->kept[i]->record.severity] += !g->kept[i]->record.is_waived;
    return (struct diag_omitted){
        .errors = count_left(verdict->errors, told[DIAG_ERROR]),
        .warnings = count_left(verdict->warnings, told[DIAG_WARNING]),
        .hints = count_left(verdict->hints, told[DIAG_HINT]),
    };
}

/* The paths of the files that nothing is told of, each once. */
static void clean_fill(const struct gather *g, const struct file_list *list,
                       struct diag_document *document, struct arena *a)
{
    struct str *clean = ARENA_ARRAY(a, struct str, list->count);
    struct map seen = {0};
    for (size_t i = 0; i < g->count; i++)
        map_put(&seen, a, g->kept[i]->record.path, g);
    for (size_t i = 0; i < list->count; i++) {
        struct str path = diag_path(a, &g->roots, file_path(file_at(list, i), a));
        if (!g->told[i] && !map_put(&seen, a, path, g))
            clean[document->clean_count++] = path;
    }
    document->clean = clean;
}

/* A document to print. */
struct writing {
    const struct diag_document_format *format;
    const struct diag_document *document;
    struct arena *a;
};

static bool print_document(void *context, FILE *out)
{
    const struct writing *writing = context;
    return writing->format->write(out, writing->document, writing->a);
}

bool gather_write(struct gather *g, const struct jobs *jobs, const struct job_result *sum,
                  struct arena *a)
{
    if (sum->cannot)
        return true;
    unsigned told[DIAG_ERROR + 1] = {0};
    gather_cut(g);
    repetitions_drop(g, told, a);
    const struct diag_record **records = ARENA_ARRAY(a, const struct diag_record *, g->count);
    struct diag_document document = {.options = &g->options->print,
                                     .records = records,
                                     .count = g->count,
                                     .verdict = &sum->verdict,
                                     .omitted = omitted_of(g, &sum->verdict, told),
                                     .failed = job_status(g->options, sum) == EXIT_MISTAKES};
    struct writing writing = {diag_document_format(g->options->print.format), &document, a};
    for (size_t i = 0; i < g->count; i++)
        records[i] = &g->kept[i]->record;
    if (writing.format->is_by_file)
        records_group(g, records, a);
    rules_fill(g, jobs->library, &document, a);
    clean_fill(g, jobs->list, &document, a);
    struct str text;
    if (!capture(a, print_document, &writing, &text)) {
        command_fail(NULL, "内存不足 out of memory");
        return false;
    }
    if (text.len > 0)
        fwrite(text.ptr, 1, text.len, stdout);
    free((char *)text.ptr);
    return true;
}
