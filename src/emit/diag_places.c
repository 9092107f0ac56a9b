/* diag_places.c - the lines that a diagnostic is about, with marks under them. */
#include "emit/diag_text.h"
#include "emit/excerpt.h"

/* A sum of hundreds of items names them all; a person is shown the first few. */
enum { PLACES_SHOWN = 13 };

struct place {
    struct span span; /* within one line */
    uint32_t line;
    unsigned group; /* places of one source are a group, the primary's is the first */
    bool is_primary, is_drawn;
    struct str label;
};

struct places {
    struct place list[PLACES_SHOWN];
    unsigned count, left_out;
};

static bool place_is_before(const struct place *a, const struct place *b)
{
    if (a->group != b->group)
        return a->group < b->group;
    if (a->line != b->line)
        return a->line < b->line;
    return a->span.start < b->span.start;
}

static void place_add(struct places *places, struct diag_page *page, struct span span,
                      bool is_primary, struct str label)
{
    if (places->count == PLACES_SHOWN) {
        places->left_out++;
        return;
    }
    struct place new = {.span = span, .is_primary = is_primary, .label = label};
    new.line = position_find_line(&page->positions, span.source, span.start);
    uint32_t end = position_line(&page->positions, span.source, new.line).end;
    if (new.span.start > end)
        new.span.start = end;
    if (new.span.end > end)
        new.span.end = end;
    unsigned groups = 0, i;
    for (i = 0; i < places->count && places->list[i].span.source != span.source; i++)
        if (places->list[i].group >= groups)
            groups = places->list[i].group + 1;
    new.group = i < places->count ? places->list[i].group : groups;
    for (i = places->count++; i > 0 && place_is_before(&new, &places->list[i - 1]); i--)
        places->list[i] = places->list[i - 1];
    places->list[i] = new;
}

static struct places places_gather(struct diag_page *page, const struct diag *diag)
{
    enum language language = page->options->language;
    struct places places = {0};
    if (diag->span.source) {
        struct str label = {0};
        if (diag->has_label)
            label = diag_remark_text(page->a, &diag->label, language);
        place_add(&places, page, diag->span, true, label);
    }
    for (const struct diag_remark *remark = diag->labels; remark; remark = remark->next)
        if (remark->span.source)
            place_add(&places, page, remark->span, false,
                      diag_remark_text(page->a, remark, language));
    return places;
}

static void gutter_write(struct diag_page *page, struct diag_gutter gutter, uint32_t line,
                         const char *border)
{
    terminal_style(page->out, page->options->color, STYLE_BLUE);
    if (line > 0)
        fprintf(page->out, "%*u%s", gutter.digits, (unsigned)line, border);
    else
        fprintf(page->out, "%*s%s", gutter.digits, "", border);
    terminal_style(page->out, page->options->color, STYLE_PLAIN);
}

static enum terminal_style mark_style(const struct diag *diag, const struct place *place)
{
    if (!place->is_primary)
        return STYLE_BLUE;
    switch (diag->severity) {
    case DIAG_HINT:
        return STYLE_BLUE;
    case DIAG_WARNING:
        return STYLE_YELLOW;
    case DIAG_ERROR:
        return STYLE_RED;
    }
    return STYLE_PLAIN;
}

/* Draws the marks of the places from `first` to before `last` that the excerpt shows; one without
 * words is followed by the next on the same row if that stands behind it. */
static void marks_draw(struct diag_page *page, struct diag_gutter gutter, const struct diag *diag,
                       struct place *first, struct place *last, const struct excerpt *excerpt)
{
    bool color = page->options->color, in_row = false;
    unsigned column = 0;
    for (struct place *place = first; place < last; place++) {
        if (place->is_drawn || (place != first && !excerpt_shows(excerpt, place->span.start)))
            continue;
        unsigned start = excerpt_start_column(excerpt, place->span.start);
        unsigned end = excerpt_end_column(excerpt, place->span.end);
        if (in_row && start <= column) {
            fputc('\n', page->out);
            in_row = false;
        }
        if (!in_row) {
            gutter_write(page, gutter, 0, "│");
            fputc(' ', page->out);
            column = 0;
        }
        fprintf(page->out, "%*s", (int)(start - column), "");
        terminal_style(page->out, color, mark_style(diag, place));
        for (column = start; column == start || column < end; column++)
            fputc(place->is_primary ? '^' : '-', page->out);
        if (place->label.len > 0) {
            fputc(' ', page->out);
            terminal_write(page->out, place->label);
        }
        terminal_style(page->out, color, STYLE_PLAIN);
        in_row = place->label.len == 0;
        if (!in_row)
            fputc('\n', page->out);
        place->is_drawn = true;
    }
    if (in_row)
        fputc('\n', page->out);
}

/* Draws the line of the places from `first` to before `last`, which are on one line: once, or if it
 * is too long a window for each place that no window before it showed. */
static void line_draw(struct diag_page *page, struct diag_gutter gutter, const struct diag *diag,
                      struct place *first, struct place *last)
{
    unsigned border = utf8_width(0x2502, page->positions.ambiguous);
    unsigned columns = DIAG_TEXT_WIDTH - (unsigned)gutter.digits - border - 1;
    for (struct place *place = first; place < last; place++) {
        if (place->is_drawn)
            continue;
        struct excerpt excerpt = excerpt_make(&page->positions, place->span, columns);
        gutter_write(page, gutter, place->line, "│");
        if (excerpt.last > excerpt.first)
            fputc(' ', page->out);
        excerpt_write(page->out, &excerpt);
        fputc('\n', page->out);
        marks_draw(page, gutter, diag, place, last, &excerpt);
    }
}

/* The place that heads a group: the primary one, or the first. */
static const struct place *group_head(const struct place *first, const struct place *last)
{
    for (const struct place *place = first; place < last; place++)
        if (place->is_primary)
            return place;
    return first;
}

static void group_draw(struct diag_page *page, struct diag_gutter gutter, const struct diag *diag,
                       struct place *first, struct place *last)
{
    const struct place *head = group_head(first, last);
    gutter_write(page, gutter, 0, head->group == 0 ? "┌─" : "├─");
    fputc(' ', page->out);
    diag_write_place(page, head->span.source, head->span.start);
    fputc('\n', page->out);
    gutter_write(page, gutter, 0, "│");
    fputc('\n', page->out);
    for (struct place *next; first < last; first = next) {
        for (next = first; next < last && next->line == first->line;)
            next++;
        line_draw(page, gutter, diag, first, next);
    }
}

struct diag_gutter diag_text_places(struct diag_page *page, const struct diag *diag)
{
    struct places places = places_gather(page, diag);
    struct diag_gutter gutter = {1};
    for (unsigned i = 0; i < places.count; i++) {
        int digits = snprintf(NULL, 0, "%u", (unsigned)places.list[i].line);
        gutter.digits = digits > gutter.digits ? digits : gutter.digits;
    }
    struct place *end = places.list + places.count;
    for (struct place *first = places.list, *next; first < end; first = next) {
        for (next = first; next < end && next->group == first->group;)
            next++;
        group_draw(page, gutter, diag, first, next);
    }
    if (places.left_out > 0) {
        diag_text_remark(page, gutter, "");
        fprintf(page->out, "%s%u %s\n", diag_page_text(page, "相关之处还有 ", ""), places.left_out,
                diag_page_text(page, "处", places.left_out == 1 ? "more place" : "more places"));
    }
    return gutter;
}
