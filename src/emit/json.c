/* json.c - a project as JSON. */
#include "emit/diag_json.h"
#include "emit/emit.h"
#include "emit/json_portfolio.h"
#include "emit/json_print.h"
#include "emit/json_value.h"
#include "sema/definition.h"
#include "sema/standard.h"
#include "sema/waiver.h"

/* ---- funding ------------------------------------------------------------------------------- */

static void funding_items_add(struct json_writer *w, cJSON *parent, const char *key,
                              const struct funding *first)
{
    cJSON *items = json_add_array(&w->b, parent, key);
    for (const struct funding *funding = first; funding; funding = funding->next) {
        cJSON *object = json_add_object(&w->b, items, NULL);
        json_add_name(w, object, "item", funding->item->name);
        json_add_text_or_null(&w->b, object, "key", funding->item->name.english);
        json_add_text_or_null(&w->b, object, "role",
                              funding->item->role ? funding->item->role->name.english
                                                  : (struct str){0});
        json_add_amount(w, object, "amount", &funding->amount,
                        funding->known && funding_is_written(funding));
        json_add_truth(&w->b, object, "stated", funding->is_stated);
        json_add_line(w, object, funding->span);
        funding_items_add(w, object, "children", funding->children);
    }
}

static void funding_add(struct json_writer *w, cJSON *parent, const char *key)
{
    cJSON *funding = json_add_object(&w->b, parent, key);
    funding_items_add(w, funding, "items", w->project->funding);
    if (!w->project->years)
        return;
    cJSON *years = json_add_array(&w->b, funding, "year_plan");
    for (const struct year_amount *year = w->project->years; year; year = year->next) {
        cJSON *object = json_add_object(&w->b, years, NULL);
        json_add_whole(&w->b, object, "year", year->year > 0 ? (uint32_t)year->year : 0);
        json_add_amount(w, object, "amount", &year->amount, year->known);
        json_add_line(w, object, year->span);
    }
}

/* ---- indicators ---------------------------------------------------------------------------- */

static void category_add(struct json_writer *w, cJSON *parent, const char *key,
                         const struct category *category)
{
    if (category)
        json_add_name(w, parent, key, category->name);
    else
        json_add_null(&w->b, parent, key);
}

static void indicators_add(struct json_writer *w, cJSON *parent, const char *key)
{
    cJSON *indicators = json_add_array(&w->b, parent, key);
    for (const struct indicator *indicator = w->project->indicators; indicator;
         indicator = indicator->next) {
        cJSON *object = json_add_object(&w->b, indicators, NULL);
        category_add(w, object, "level_one", indicator->level_one);
        category_add(w, object, "level_two", indicator->level_two);
        json_add_text(&w->b, object, "name", indicator->name);
        if (indicator->known)
            json_add_name(w, object, "library", indicator->known->name);
        json_add_target(w, object, "target", &indicator->target);
        json_add_fields(w, object, indicator->fields);
        json_add_line(w, object, indicator->span);
    }
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
    struct arena *a = w->b.a;
    struct str text = {0};
    if (line->price)
        text = factor_text(a, line->price);
    for (unsigned i = 0; i < line->quantity_count; i++) {
        struct str factor = factor_text(a, &line->quantities[i]);
        text = text.len == 0 ? factor
                             : arena_format(a, "%" STR_FORMAT " × %" STR_FORMAT, STR_ARG(text),
                                            STR_ARG(factor));
    }
    if (text.len == 0)
        return arena_one_line(a, span_text(line->formula));
    if (!line->known)
        return text;
    return arena_format(a, "%" STR_FORMAT " = %" STR_FORMAT, STR_ARG(text),
                        STR_ARG(quantity_text(a, &line->amount, LANGUAGE_CHINESE)));
}

static void formula_add(struct json_writer *w, cJSON *object, const struct line *line)
{
    if (line->price)
        json_add_quantity(w, object, "price", line->price);
    else
        json_add_null(&w->b, object, "price");
    cJSON *quantities = json_add_array(&w->b, object, "quantities");
    for (unsigned i = 0; i < line->quantity_count; i++)
        json_add_quantity(w, quantities, NULL, &line->quantities[i]);
    json_add_text(&w->b, object, "formula", formula_text(w, line));
    json_add_truth(&w->b, object, "rounded", line->is_rounded);
}

static void lines_add(struct json_writer *w, cJSON *parent, const char *key,
                      const struct line *first)
{
    cJSON *lines = json_add_array(&w->b, parent, key);
    for (const struct line *line = first; line; line = line->next) {
        cJSON *object = json_add_object(&w->b, lines, NULL);
        json_add_text(&w->b, object, "name", line->name);
        json_add_truth(&w->b, object, "task", line->is_task);
        json_add_amount(w, object, "amount", &line->amount, line->known);
        json_add_truth(&w->b, object, "stated", line->is_stated);
        if (line->formula.source)
            formula_add(w, object, line);
        json_add_fields(w, object, line->fields);
        if (line->standard)
            json_add_name(w, object, "standard", line->standard->name);
        if (line->economic)
            json_add_name(w, object, "economic_name", line->economic->name);
        if (line->functional)
            json_add_name(w, object, "functional_name", line->functional->name);
        json_add_line(w, object, line->span);
        if (line->is_task || line->children)
            lines_add(w, object, key, line->children);
    }
}

/* ---- safeguards ---------------------------------------------------------------------------- */

static void safeguards_add(struct json_writer *w, cJSON *parent, const char *key)
{
    cJSON *safeguards = json_add_array(&w->b, parent, key);
    for (const struct safeguard *safeguard = w->project->safeguards; safeguard;
         safeguard = safeguard->next) {
        cJSON *object = json_add_object(&w->b, safeguards, NULL);
        if (safeguard->kind)
            json_add_name(w, object, "kind", safeguard->kind->name);
        else
            json_add_null(&w->b, object, "kind");
        json_add_text(&w->b, object, "document", safeguard->document);
        json_add_fields(w, object, safeguard->fields);
        json_add_line(w, object, safeguard->span);
    }
}

/* ---- waivers ------------------------------------------------------------------------------- */

static void waiver_add(struct json_writer *w, cJSON *object, const struct waiver *waiver,
                       struct str name, struct diag_page *page)
{
    const struct diag_waiver *silences = &waiver->silences;
    const char *scope = waiver->indicator         ? "indicator"
                        : waiver->line            ? "line"
                        : waiver->is_of_portfolio ? "portfolio"
                                                  : "project";
    struct str of = waiver->indicator ? waiver->indicator->name
                    : waiver->line    ? waiver->line->name
                                      : name;
    json_add_text(&w->b, object, "rule", silences->rule);
    json_add_text(&w->b, object, "code", waiver_code(waiver));
    json_add_text(&w->b, object, "reason", silences->reason);
    json_add_text(&w->b, object, "scope", str_of(scope));
    json_add_text(&w->b, object, "scope_name", of);
    json_add_truth(&w->b, object, "expired", waiver->is_expired);
    json_add_fields(w, object, waiver->fields);
    json_add_line(w, object, silences->span);
    cJSON *list = json_add_array(&w->b, object, "silenced");
    for (const struct diag *diag = silences->first; diag; diag = diag->next)
        diag_json_fill(&w->b, json_add_object(&w->b, list, NULL), page, diag);
}

void json_add_waivers(struct json_writer *w, cJSON *parent, const char *key,
                      const struct waiver *first, struct str name)
{
    struct diag_print_options options = {.language = w->language};
    struct diag_page page = {
        .a = w->b.a, .options = &options, .positions = {.a = w->b.a, .ambiguous = 1}};
    cJSON *waivers = json_add_array(&w->b, parent, key);
    for (const struct waiver *waiver = first; waiver; waiver = waiver->next)
        if (!waiver->is_replaced)
            waiver_add(w, json_add_object(&w->b, waivers, NULL), waiver, name, &page);
}

/* ---- project ------------------------------------------------------------------------------- */

static void source_add(struct json_writer *w, cJSON *parent)
{
    const struct project *project = w->project;
    struct span span = project->span;
    cJSON *source = json_add_object(&w->b, parent, "source");
    json_add_text(&w->b, source, "path", project->source->path);
    json_add_line(w, source, span);
    if (span.source)
        json_add_whole(&w->b, source, "end_line",
                       position_find(&w->positions, span.source, span.end).line);
    else
        json_add_null(&w->b, source, "end_line");
}

/* What stands under the key of a word of the project. Lists are there even if nothing was written,
 * so that a reader need not ask. */
static void project_word_add(struct json_writer *w, cJSON *object, const struct word *word)
{
    const struct project *project = w->project;
    const char *key = word->json.ptr;
    if (word->id == WORD_PROJECT_NAME) {
        json_add_text(&w->b, object, key, project->name);
    } else if (word->id == WORD_PROJECT_FUNCTIONAL_NAME) {
        if (project->functional)
            json_add_name(w, object, key, project->functional->name);
    } else if (word->id == WORD_PROJECT_FUNDING) {
        funding_add(w, object, key);
    } else if (word->id == WORD_PROJECT_INDICATORS) {
        indicators_add(w, object, key);
    } else if (word->id == WORD_PROJECT_LINES) {
        lines_add(w, object, key, project->lines);
        json_add_amount(w, object, "lines_total", &project->lines_total, project->lines_known);
    } else if (word->id == WORD_PROJECT_SAFEGUARDS) {
        safeguards_add(w, object, key);
    } else if (word->id == WORD_PROJECT_WAIVERS) {
        json_add_waivers(w, object, key, project->waivers, project->name);
    } else {
        json_add_field(w, object, project->fields, word);
    }
}

/* The values that the project uses by name, with those that they are made of. */
static void definitions_add(struct json_writer *w, cJSON *parent)
{
    if (!w->project->definitions)
        return;
    cJSON *list = json_add_array(&w->b, parent, "definitions");
    for (const struct definition_use *use = w->project->definitions; use; use = use->next) {
        const struct definition *definition = use->definition;
        cJSON *object = json_add_object(&w->b, list, NULL);
        json_add_name(w, object, "name", definition->name);
        json_add_text_or_null(&w->b, object, "value",
                              value_text(w->b.a, &definition->value, LANGUAGE_CHINESE));
        if (definition->expression.source)
            json_add_text(&w->b, object, "expression",
                          arena_one_line(w->b.a, span_text(definition->expression)));
        json_add_fields(w, object, definition->fields);
        json_add_line(w, object, definition->span);
    }
}

/* Last year's project, which this one 延续s. */
static void previous_add(struct json_writer *w, cJSON *parent)
{
    const struct project *previous = w->project->previous;
    if (!previous)
        return;
    cJSON *object = json_add_object(&w->b, parent, "continues");
    int year = project_year(previous);
    json_add_text(&w->b, object, "name", previous->name);
    if (year)
        json_add_whole(&w->b, object, "year", (uint32_t)year);
    json_add_line(w, object, previous->name_span);
}

static void project_add(struct json_writer *w, cJSON *parent)
{
    cJSON *object = json_add_object(&w->b, parent, "project");
    if (w->project->framework)
        json_add_name(w, object, "framework", w->project->framework->name);
    else
        json_add_null(&w->b, object, "framework");
    source_add(w, object);
    for (enum word_id id = word_first(BLOCK_PROJECT); id < word_end(BLOCK_PROJECT); id++)
        project_word_add(w, object, word_info(id));
    json_add_extra(w, object, w->project->fields);
    definitions_add(w, object);
    previous_add(w, object);
}

/* ---- diagnostics --------------------------------------------------------------------------- */

/* The entries that were kept, and how many more there were if there were more. */
static void diagnostics_add(struct json_builder *b, cJSON *parent, const struct emit_input *input)
{
    const struct diags *diags = input->diags;
    struct diag_print_options options = {.language = input->language};
    struct diag_page page = {
        .a = b->a, .options = &options, .positions = {.a = b->a, .ambiguous = 1}};
    unsigned kept[DIAG_ERROR + 1] = {0};
    cJSON *list = json_add_array(b, parent, "diagnostics");
    for (const struct diag *diag = diags->first; diag; diag = diag->next) {
        diag_json_fill(b, json_add_object(b, list, NULL), &page, diag);
        kept[diag->severity]++;
    }
    bool all_errors = diags->errors <= kept[DIAG_ERROR];
    bool all_warnings = diags->warnings <= kept[DIAG_WARNING];
    bool all_hints = diags->hints <= kept[DIAG_HINT];
    if (all_errors && all_warnings && all_hints)
        return;
    cJSON *omitted = json_add_object(b, parent, "diagnostics_omitted");
    json_add_whole(b, omitted, "errors", all_errors ? 0 : diags->errors - kept[DIAG_ERROR]);
    json_add_whole(b, omitted, "warnings", all_warnings ? 0 : diags->warnings - kept[DIAG_WARNING]);
    json_add_whole(b, omitted, "hints", all_hints ? 0 : diags->hints - kept[DIAG_HINT]);
}

bool emit_json(FILE *out, const struct emit_input *input)
{
    /* A portfolio is written with its file's units and source, and no project. */
    const struct portfolio *portfolio = input->portfolio;
    const struct project none = {.units = portfolio ? portfolio->units : NULL,
                                 .source = portfolio ? portfolio->source : NULL};
    struct json_writer w = json_writer_make(portfolio ? &none : input->project, input->scratch);
    w.language = input->language;
    cJSON *root = cJSON_CreateObject();
    json_add_text(&w.b, root, "$schema", STR("jixiao-1.schema.json"));
    json_add_text(&w.b, root, "format", STR("jixiao/1"));
    json_add_truth(&w.b, root, "draft", input->is_draft);
    if (input->portfolio)
        portfolio_json_add(&w, root, input->portfolio);
    else
        project_add(&w, root);
    diagnostics_add(&w.b, root, input);
    if (!w.b.failed)
        json_print(out, root, JSON_FILE);
    cJSON_Delete(root);
    return !w.b.failed;
}
