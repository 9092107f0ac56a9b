/* html_findings.c - which cell a diagnostic is about, and the list of them. */
#include "emit/html_findings.h"

#include "emit/html_page.h"
#include "sema/rule.h"

enum { MARKS_SHOWN = 5 /* in one cell */ };

/* ---- places --------------------------------------------------------------------------------- */

struct places {
    struct form *form;
    const struct project *project;
    struct form_finding **inside; /* those in the project, by their start */
    uint32_t *sizes;              /* of the smallest piece found to hold each, by its number */
    size_t inside_count;
    struct arena *arena;
};

static bool is_within(struct span outer, struct span inner)
{
    return inner.source && inner.source == outer.source && inner.start >= outer.start &&
           inner.end <= outer.end;
}

static void place_line(struct places *p, struct form_cell *cell, uint32_t line)
{
    struct form *form = p->form;
    if (line >= form->line_room) {
        uint32_t room = 2 * line + 64;
        form->lines = arena_grow(p->arena, form->lines, sizeof(void *), form->line_room, room);
        form->line_room = room;
    }
    if (!form->lines[line])
        form->lines[line] = cell;
}

/* Offers a cell to the diagnostics that lie within one of its values. */
static void place_piece(struct places *p, struct form_cell *cell, const struct form_piece *piece)
{
    if (!piece->is_value || !piece->span.source || piece->span.source != p->project->source)
        return;
    place_line(p, cell, piece->line);
    size_t low = 0, high = p->inside_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->inside[middle]->diag->span.start < piece->span.start)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t size = piece->span.end - piece->span.start;
    for (; low < p->inside_count && p->inside[low]->diag->span.start <= piece->span.end; low++) {
        struct form_finding *finding = p->inside[low];
        if (finding->diag->span.end > piece->span.end)
            continue;
        if (!finding->cell || size < p->sizes[finding->number - 1]) {
            finding->cell = cell;
            p->sizes[finding->number - 1] = size;
        }
    }
}

static void place_table(struct places *p, const struct form_row *rows)
{
    for (const struct form_row *row = rows; row; row = row->next)
        for (struct form_cell *cell = row->cells; cell; cell = cell->next) {
            bool has_value = false;
            for (const struct form_piece *piece = cell->pieces; piece; piece = piece->next)
                has_value |= piece->is_value;
            if (has_value)
                cell->number = ++p->form->cell_count;
            for (const struct form_piece *piece = cell->pieces; piece; piece = piece->next)
                place_piece(p, cell, piece);
        }
}

static void place_tables(struct places *p, const struct form_table *tables)
{
    for (const struct form_table *table = tables; table; table = table->next) {
        place_table(p, table->head);
        place_table(p, table->body);
    }
}

static void gather(struct places *p, const struct emit_input *input)
{
    struct form *form = p->form;
    size_t count = 0;
    form->outside = input->elsewhere;
    for (const struct diag *diag = input->diags->first; diag; diag = diag->next)
        count++;
    form->findings = ARENA_ARRAY(p->arena, struct form_finding, count + 1);
    p->inside = ARENA_ARRAY(p->arena, struct form_finding *, count + 1);
    p->sizes = ARENA_ARRAY(p->arena, uint32_t, count + 1);
    for (const struct diag *diag = input->diags->first; diag; diag = diag->next) {
        struct form_finding *finding = &form->findings[form->finding_count++];
        finding->diag = diag;
        finding->number = form->finding_count;
        finding->is_outside = !is_within(p->project->span, diag->span);
        if (finding->is_outside) {
            form->outside++;
            continue;
        }
        p->inside[p->inside_count++] = finding;
        form->errors += diag->severity == DIAG_ERROR;
        form->warnings += diag->severity == DIAG_WARNING;
        form->hints += diag->severity == DIAG_HINT;
    }
}

void findings_place(struct form *form, const struct emit_input *input)
{
    struct places p = {.form = form, .project = input->project, .arena = input->scratch};
    struct positions positions = {.a = input->scratch, .ambiguous = 1};
    gather(&p, input);
    for (const struct form_sheet *sheet = form->sheets; sheet; sheet = sheet->next)
        for (const struct form_item *item = sheet->items; item; item = item->next)
            place_tables(&p, item->tables);
    place_tables(&p, form->others);
    for (size_t i = 0; i < p.inside_count; i++) {
        struct form_finding *finding = p.inside[i];
        struct span span = finding->diag->span;
        uint32_t line = position_find_line(&positions, span.source, span.start);
        if (!finding->cell && line < form->line_room)
            finding->cell = form->lines[line];
        struct form_cell *cell = finding->cell;
        if (!cell)
            continue;
        if (cell->last_finding)
            cell->last_finding->next_of_cell = finding;
        else
            cell->findings = finding;
        cell->last_finding = finding;
    }
}

/* ---- on the page ---------------------------------------------------------------------------- */

const char *finding_class(enum diag_severity severity)
{
    switch (severity) {
    case DIAG_ERROR:
        return "error";
    case DIAG_WARNING:
        return "warning";
    case DIAG_HINT:
        return "hint";
    }
    return "";
}

struct str finding_word(const struct html *h, enum diag_severity severity)
{
    switch (severity) {
    case DIAG_ERROR:
        return html_word(h, "错误", "error");
    case DIAG_WARNING:
        return html_word(h, "警告", "warning");
    case DIAG_HINT:
        return html_word(h, "提示", "hint");
    }
    return STR("");
}

/* A hint is no fault of the cell's: it is listed and not marked. */
void findings_mark(struct html *h, const struct form_cell *cell)
{
    unsigned shown = 0;
    for (const struct form_finding *f = cell->findings; f; f = f->next_of_cell) {
        if (f->diag->severity == DIAG_HINT || shown++ >= MARKS_SHOWN)
            continue;
        html_open(h, "a");
        html_attribute(h, "class",
                       arena_format(h->arena, "mark %s", finding_class(f->diag->severity)));
        html_link_id(h, 'd', f->number);
        html_element(h, "span", "hidden", finding_word(h, f->diag->severity));
        html_text(h, arena_format(h->arena, " %u", f->number));
        html_close(h, "a");
    }
}

/* What is wrong with the filling in counts as completeness, as the reviewers' form has it: “填报格式
 * 规范、内容完整、准确”. */
static enum rule_criterion finding_criterion(const struct diag *diag)
{
    const struct diag_origin *origin = diag->origin ? diag->origin : diag->stands_for;
    if (!origin)
        return CRITERION_COMPLETENESS;
    for (enum rule_criterion c = CRITERION_COMPLETENESS; c <= CRITERION_FEASIBILITY; c++) {
        if (str_equal(rule_criterion_name(c).english, origin->criterion.english))
            return c;
    }
    return CRITERION_NONE;
}

/* “第 83 行”, which leads to the cell, if there is one. */
static void write_place(struct html *h, struct positions *positions, struct span span,
                        const struct form_cell *cell, const struct project *project)
{
    unsigned line = position_find_line(positions, span.source, span.start);
    struct str text = h->language == LANGUAGE_ENGLISH ? arena_format(h->arena, "line %u", line)
                                                      : arena_format(h->arena, "第 %u 行", line);
    if (span.source != project->source)
        text = arena_format(h->arena, "%" STR_FORMAT ":%u", STR_ARG(span.source->path), line);
    if (cell && cell->number) {
        html_open_class(h, "a", "place");
        html_link_id(h, 'c', cell->number);
        html_text(h, text);
        html_close(h, "a");
    } else {
        html_element(h, "span", "place", text);
    }
}

/* What was found elsewhere, and where: the addends of a sum, the other of two texts. */
static void write_label(struct html *h, struct positions *positions,
                        const struct diag_remark *label, const struct form *form,
                        const struct project *project)
{
    uint32_t line = position_find_line(positions, label->span.source, label->span.start);
    bool is_shown = label->span.source == project->source && line < form->line_room;
    html_open_class(h, "li", "found");
    write_place(h, positions, label->span, is_shown ? form->lines[line] : NULL, project);
    html_say(h, "：", ": ");
    html_text(h, diag_remark_text(h->arena, label, h->language));
    html_close(h, "li");
}

static void write_notes(struct html *h, struct positions *positions, const struct diag *diag,
                        const struct form *form, const struct project *project)
{
    /* A rule's headline says what is required; what was found stands beside the carets. */
    bool has_label = diag->origin && diag->has_label;
    if (!diag->notes && !has_label && !diag->labels)
        return;
    html_open_class(h, "ul", "notes");
    if (has_label)
        html_element(h, "li", "found", diag_remark_text(h->arena, &diag->label, h->language));
    for (const struct diag_remark *label = diag->labels; label; label = label->next)
        write_label(h, positions, label, form, project);
    for (const struct diag_remark *note = diag->notes; note; note = note->next)
        html_element(h, "li", NULL, diag_remark_text(h->arena, note, h->language));
    html_close(h, "ul");
}

static void finding_write(struct html *h, struct positions *positions, const struct form *form,
                          const struct form_finding *finding, const struct emit_input *input)
{
    const struct diag *diag = finding->diag;
    html_open_class(h, "li", finding_class(diag->severity));
    html_id(h, 'd', finding->number);
    html_open(h, "p");
    html_element(h, "strong", "badge", finding_word(h, diag->severity));
    html_text(h, STR(" "));
    html_element(h, "code", NULL, diag_code_text(diag));
    html_text(h, STR(" "));
    html_text(h, diag_message(h->arena, diag, h->language));
    if (diag->span.source) {
        html_text(h, STR(" "));
        write_place(h, positions, diag->span, finding->cell, input->project);
    }
    if (finding->is_outside) {
        html_text(h, STR(" "));
        html_open_class(h, "span", "quiet");
        html_say(h, "（本项目之外）", "(outside of this project)");
        html_close(h, "span");
    }
    html_close(h, "p");
    write_notes(h, positions, diag, form, input->project);
    html_close(h, "li");
}

/* The findings of one criterion, under its name and counts as on the reviewers' form. */
static void criterion_write(struct html *h, const struct form *form, enum rule_criterion criterion,
                            const struct emit_input *input)
{
    struct positions positions = {.a = h->arena, .ambiguous = 1};
    unsigned counts[DIAG_ERROR + 1] = {0}, all = 0;
    struct str name = bilingual_text(rule_criterion_name(criterion), h->language);
    for (unsigned i = 0; i < form->finding_count; i++) {
        if (finding_criterion(form->findings[i].diag) == criterion) {
            counts[form->findings[i].diag->severity]++;
            all++;
        }
    }
    if (all == 0)
        return;
    html_open(h, "h4");
    html_text(h, name.len ? name : html_word(h, "其他", "other"));
    html_text(h, STR(" "));
    html_element(h, "span", "quiet",
                 page_counts(h, counts[DIAG_ERROR], counts[DIAG_WARNING], counts[DIAG_HINT], 0));
    html_close(h, "h4");
    html_open_class(h, "ol", "findings");
    for (unsigned i = 0; i < form->finding_count; i++) {
        if (finding_criterion(form->findings[i].diag) == criterion)
            finding_write(h, &positions, form, &form->findings[i], input);
    }
    html_close(h, "ol");
}

void findings_write(struct html *h, const struct form *form, const struct emit_input *input)
{
    if (form->finding_count == 0) {
        html_open_class(h, "p", "quiet");
        html_say(h, "没有发现问题。", "Nothing was found.");
        html_close(h, "p");
        return;
    }
    for (enum rule_criterion c = CRITERION_COMPLETENESS; c <= CRITERION_FEASIBILITY; c++)
        criterion_write(h, form, c, input);
    criterion_write(h, form, CRITERION_NONE, input);
}
