/* json.c - a project as JSON. */
#include "emit/diag_json.h"
#include "emit/emit.h"
#include "emit/json_portfolio.h"
#include "emit/json_value.h"
#include "sema/definition.h"
#include "sema/standard.h"
#include "sema/waiver.h"

/* ---- funding ------------------------------------------------------------------------------- */

static void funding_items_add(struct json_writer *w, const char *key, const struct funding *first)
{
    json_open_list(&w->j, key);
    for (const struct funding *funding = first; funding; funding = funding->next) {
        json_open_object(&w->j, NULL);
        json_add_name(w, "item", funding->item->name);
        json_text_or_null(&w->j, "key", funding->item->name.english);
        json_text_or_null(&w->j, "role",
                          funding->item->role ? funding->item->role->name.english
                                              : (struct str){0});
        json_add_amount(w, "amount", &funding->amount,
                        funding->known && funding_is_written(funding));
        json_truth(&w->j, "stated", funding->is_stated);
        json_add_line(w, funding->span);
        funding_items_add(w, "children", funding->children);
        json_close_object(&w->j);
    }
    json_close_list(&w->j);
}

static void year_plan_add(struct json_writer *w)
{
    json_open_list(&w->j, "year_plan");
    for (const struct year_amount *year = w->project->years; year; year = year->next) {
        json_open_object(&w->j, NULL);
        json_whole(&w->j, "year", year->year > 0 ? (uint32_t)year->year : 0);
        json_add_amount(w, "amount", &year->amount, year->known);
        json_add_line(w, year->span);
        json_close_object(&w->j);
    }
    json_close_list(&w->j);
}

static void funding_add(struct json_writer *w, const char *key)
{
    json_open_object(&w->j, key);
    funding_items_add(w, "items", w->project->funding);
    if (w->project->years)
        year_plan_add(w);
    json_close_object(&w->j);
}

/* ---- indicators ---------------------------------------------------------------------------- */

static void category_add(struct json_writer *w, const char *key, const struct category *category)
{
    if (category)
        json_add_name(w, key, category->name);
    else
        json_null(&w->j, key);
}

static void indicators_add(struct json_writer *w, const char *key)
{
    json_open_list(&w->j, key);
    for (const struct indicator *indicator = w->project->indicators; indicator;
         indicator = indicator->next) {
        json_open_object(&w->j, NULL);
        category_add(w, "level_one", indicator->level_one);
        category_add(w, "level_two", indicator->level_two);
        json_text(&w->j, "name", indicator->name);
        if (indicator->known)
            json_add_name(w, "library", indicator->known->name);
        json_add_target(w, "target", &indicator->target);
        json_add_fields(w, indicator->fields);
        json_add_line(w, indicator->span);
        json_close_object(&w->j);
    }
    json_close_list(&w->j);
}

/* ---- lines --------------------------------------------------------------------------------- */

/* A factor as it was written: by the name that it is defined by, if it is. */
static struct str factor_text(struct arena *a, const struct quantity *factor)
{
    return factor->definition ? factor->definition->name.chinese
                              : quantity_text(a, factor, LANGUAGE_CHINESE);
}

/* “5.00 万元/门 × 4 门 = 20.00 万元”: put together again, the price first, so that it does not
 * depend on which words the author used. What is no product stands as it was written. */
static struct str formula_text(struct json_writer *w, const struct line *line)
{
    struct arena *a = w->a;
    struct str text = {0};
    if (line->price)
        text = factor_text(a, line->price);
    for (unsigned i = 0; i < line->quantity_count; i++) {
        struct str factor = factor_text(a, &line->quantities[i]);
        const struct str parts[] = {text, STR(" × "), factor};
        text = text.len == 0 ? factor : arena_join(a, parts, 3);
    }
    if (text.len == 0)
        return arena_one_line(a, span_text(line->formula));
    if (!line->known)
        return text;
    const struct str parts[] = {text, STR(" = "),
                                quantity_text(a, &line->amount, LANGUAGE_CHINESE)};
    return arena_join(a, parts, 3);
}

static void formula_add(struct json_writer *w, const struct line *line)
{
    if (line->price)
        json_add_quantity(w, "price", line->price);
    else
        json_null(&w->j, "price");
    json_open_list(&w->j, "quantities");
    for (unsigned i = 0; i < line->quantity_count; i++)
        json_add_quantity(w, NULL, &line->quantities[i]);
    json_close_list(&w->j);
    json_text(&w->j, "formula", formula_text(w, line));
    json_truth(&w->j, "rounded", line->is_rounded);
}

static void lines_add(struct json_writer *w, const char *key, const struct line *first)
{
    json_open_list(&w->j, key);
    for (const struct line *line = first; line; line = line->next) {
        json_open_object(&w->j, NULL);
        json_text(&w->j, "name", line->name);
        json_truth(&w->j, "task", line->is_task);
        json_add_amount(w, "amount", &line->amount, line->known);
        json_truth(&w->j, "stated", line->is_stated);
        if (line->formula.source)
            formula_add(w, line);
        json_add_fields(w, line->fields);
        if (line->standard)
            json_add_name(w, "standard", line->standard->name);
        if (line->economic)
            json_add_name(w, "economic_name", line->economic->name);
        if (line->functional)
            json_add_name(w, "functional_name", line->functional->name);
        json_add_line(w, line->span);
        if (line->is_task)
            lines_add(w, key, line->children);
        json_close_object(&w->j);
    }
    json_close_list(&w->j);
}

/* ---- safeguards ---------------------------------------------------------------------------- */

static void safeguards_add(struct json_writer *w, const char *key)
{
    json_open_list(&w->j, key);
    for (const struct safeguard *safeguard = w->project->safeguards; safeguard;
         safeguard = safeguard->next) {
        json_open_object(&w->j, NULL);
        json_add_name(w, "kind", safeguard->kind->name);
        json_text(&w->j, "document", safeguard->document);
        json_add_fields(w, safeguard->fields);
        json_add_line(w, safeguard->span);
        json_close_object(&w->j);
    }
    json_close_list(&w->j);
}

/* ---- diagnostics --------------------------------------------------------------------------- */

/* Adds trees of diagnostics, as every other output has them, to a list. */
static void trees_add(struct json_builder *b, cJSON *trees, struct diag_page *page,
                      const struct diag *first)
{
    for (const struct diag *diag = first; diag; diag = diag->next)
        diag_json_fill(b, json_add_object(b, trees, NULL), page, diag);
}

/*
 * The trees of all diagnostics, in the order in which they are written; NULL if memory ran out, as it
 * may only before anything is written.
 */
static cJSON *trees_make(const struct emit_input *input)
{
    struct diag_print_options options = {.language = input->language};
    struct diag_page page = {.a = input->scratch,
                             .options = &options,
                             .positions = {.a = input->scratch, .ambiguous = 1}};
    struct json_builder b = {.a = input->scratch};
    cJSON *trees = cJSON_CreateArray();
    const struct waiver *waiver =
        input->portfolio ? input->portfolio->waivers : input->project->waivers;
    for (; waiver; waiver = waiver->next)
        if (!waiver->is_replaced)
            trees_add(&b, trees, &page, waiver->silences.first);
    trees_add(&b, trees, &page, input->diags->first);
    if (trees && !b.failed)
        return trees;
    cJSON_Delete(trees);
    return NULL;
}

/* Writes the next of the trees. */
static void diagnostic_add(struct json_writer *w)
{
    json_tree(&w->j, NULL, w->next);
    w->next = w->next->next;
}

/* ---- waivers ------------------------------------------------------------------------------- */

static void waiver_add(struct json_writer *w, const struct waiver *waiver, struct str name)
{
    const struct diag_waiver *silences = &waiver->silences;
    const char *scope = waiver->indicator         ? "indicator"
                        : waiver->line            ? "line"
                        : waiver->is_of_portfolio ? "portfolio"
                                                  : "project";
    struct str of = waiver->indicator ? waiver->indicator->name
                    : waiver->line    ? waiver->line->name
                                      : name;
    json_open_object(&w->j, NULL);
    json_text(&w->j, "rule", silences->rule);
    json_text(&w->j, "code", waiver_code(waiver));
    json_text(&w->j, "reason", silences->reason);
    json_text(&w->j, "scope", str_of(scope));
    json_text(&w->j, "scope_name", of);
    json_truth(&w->j, "expired", waiver->is_expired);
    json_add_fields(w, waiver->fields);
    json_add_line(w, silences->span);
    json_open_list(&w->j, "silenced");
    for (const struct diag *diag = silences->first; diag; diag = diag->next)
        diagnostic_add(w);
    json_close_list(&w->j);
    json_close_object(&w->j);
}

void json_add_waivers(struct json_writer *w, const char *key, const struct waiver *first,
                      struct str name)
{
    json_open_list(&w->j, key);
    for (const struct waiver *waiver = first; waiver; waiver = waiver->next)
        if (!waiver->is_replaced)
            waiver_add(w, waiver, name);
    json_close_list(&w->j);
}

/* ---- project ------------------------------------------------------------------------------- */

static void source_add(struct json_writer *w)
{
    const struct project *project = w->project;
    struct span span = project->span;
    json_open_object(&w->j, "source");
    json_text(&w->j, "path", project->source->path);
    json_add_line(w, span);
    if (span.source)
        json_whole(&w->j, "end_line", position_find_line(&w->positions, span.source, span.end));
    else
        json_null(&w->j, "end_line");
    json_close_object(&w->j);
}

/* What stands under the key of a word of the project. Lists are there even if nothing was written,
 * so that a reader need not ask. */
static void project_word_add(struct json_writer *w, const struct word *word)
{
    const struct project *project = w->project;
    const char *key = word->json.ptr;
    if (word->id == WORD_PROJECT_NAME) {
        json_text(&w->j, key, project->name);
    } else if (word->id == WORD_PROJECT_FUNCTIONAL_NAME) {
        if (project->functional)
            json_add_name(w, key, project->functional->name);
    } else if (word->id == WORD_PROJECT_FUNDING) {
        funding_add(w, key);
    } else if (word->id == WORD_PROJECT_INDICATORS) {
        indicators_add(w, key);
    } else if (word->id == WORD_PROJECT_LINES) {
        lines_add(w, key, project->lines);
        json_add_amount(w, "lines_total", &project->lines_total, project->lines_known);
    } else if (word->id == WORD_PROJECT_SAFEGUARDS) {
        safeguards_add(w, key);
    } else if (word->id == WORD_PROJECT_WAIVERS) {
        json_add_waivers(w, key, project->waivers, project->name);
    } else {
        json_add_field(w, project->fields, word);
    }
}

/* The values that the project uses by name, with those that they are made of. */
static void definitions_add(struct json_writer *w)
{
    if (!w->project->definitions)
        return;
    json_open_list(&w->j, "definitions");
    for (const struct definition_use *use = w->project->definitions; use; use = use->next) {
        const struct definition *definition = use->definition;
        json_open_object(&w->j, NULL);
        json_add_name(w, "name", definition->name);
        json_text_or_null(&w->j, "value", value_text(w->a, &definition->value, LANGUAGE_CHINESE));
        if (definition->expression.source)
            json_text(&w->j, "expression", arena_one_line(w->a, span_text(definition->expression)));
        json_add_fields(w, definition->fields);
        json_add_line(w, definition->span);
        json_close_object(&w->j);
    }
    json_close_list(&w->j);
}

/* Last year's project, which this one 延续s. */
static void previous_add(struct json_writer *w)
{
    const struct project *previous = w->project->previous;
    if (!previous)
        return;
    json_open_object(&w->j, "continues");
    int year = project_year(previous);
    json_text(&w->j, "name", previous->name);
    if (year)
        json_whole(&w->j, "year", (uint32_t)year);
    json_add_line(w, previous->name_span);
    json_close_object(&w->j);
}

static void project_add(struct json_writer *w)
{
    json_open_object(&w->j, "project");
    if (w->project->framework)
        json_add_name(w, "framework", w->project->framework->name);
    else
        json_null(&w->j, "framework");
    source_add(w);
    for (enum word_id id = word_first(BLOCK_PROJECT); id < word_end(BLOCK_PROJECT); id++)
        project_word_add(w, word_info(id));
    json_add_extra(w, w->project->fields);
    definitions_add(w);
    previous_add(w);
    json_close_object(&w->j);
}

/* The entries that were kept, and how many more there were if there were more. */
static void diagnostics_add(struct json_writer *w, const struct emit_input *input)
{
    const struct diags *diags = input->diags;
    json_open_list(&w->j, "diagnostics");
    for (const struct diag *diag = diags->first; diag; diag = diag->next)
        diagnostic_add(w);
    json_close_list(&w->j);
    unsigned errors = diags_more(diags, DIAG_ERROR), warnings = diags_more(diags, DIAG_WARNING);
    unsigned hints = diags_more(diags, DIAG_HINT);
    if (errors + warnings + hints == 0)
        return;
    json_open_object(&w->j, "diagnostics_omitted");
    json_whole(&w->j, "errors", errors);
    json_whole(&w->j, "warnings", warnings);
    json_whole(&w->j, "hints", hints);
    json_close_object(&w->j);
}

bool emit_json(FILE *out, const struct emit_input *input)
{
    /* A portfolio is written with its file's units and source, and no project. */
    const struct portfolio *portfolio = input->portfolio;
    const struct project none = {.units = portfolio ? portfolio->units : NULL,
                                 .source = portfolio ? portfolio->source : NULL};
    struct json_writer w =
        json_writer_make(out, portfolio ? &none : input->project, input->scratch);
    cJSON *trees = trees_make(input);
    if (!trees)
        return false;
    w.next = trees->child;
    json_open_object(&w.j, NULL);
    json_text(&w.j, "$schema", STR("jixiao-1.schema.json"));
    json_text(&w.j, "format", STR("jixiao/1"));
    json_truth(&w.j, "draft", input->is_draft);
    if (input->portfolio)
        portfolio_json_add(&w, input->portfolio);
    else
        project_add(&w);
    diagnostics_add(&w, input);
    json_close_object(&w.j);
    json_end(&w.j);
    cJSON_Delete(trees);
    return true;
}
