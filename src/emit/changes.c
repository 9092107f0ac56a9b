/* changes.c - changes as text, as Markdown and as JSON. */
#include "emit/changes.h"

#include "emit/json_build.h"
#include "emit/json_print.h"
#include "emit/position.h"
#include "emit/terminal.h"

changes_function *changes_find(struct str word)
{
    static const struct {
        const char *word;
        changes_function *function;
    } forms[] = {{"text", changes_text},
                 {"markdown", changes_markdown},
                 {"json", changes_json},
                 {"html", changes_html}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (str_equal(word, str_of(forms[i].word)))
            return forms[i].function;
    }
    return NULL;
}

static struct str project_name(const struct project_change *project)
{
    return (project->new ? project->new : project->old)->name;
}

static enum terminal_style effect_style(enum change_effect effect)
{
    switch (effect) {
    case EFFECT_WEAKER:
    case EFFECT_TO_WORDS:
        return STYLE_RED;
    case EFFECT_UNIT:
    case EFFECT_UNREAD:
        return STYLE_YELLOW;
    case EFFECT_STRONGER:
    case EFFECT_TO_NUMBER:
        return STYLE_BLUE;
    case EFFECT_NONE:
    case EFFECT_MORE:
    case EFFECT_LESS:
        break;
    }
    return STYLE_PLAIN;
}

/* ---- text ---------------------------------------------------------------------------------- */

static void text_line(FILE *out, struct str line, bool color, enum terminal_style style)
{
    fputs("    ", out);
    terminal_style(out, color, style);
    terminal_write(out, line);
    terminal_style(out, color, STYLE_PLAIN);
    fputc('\n', out);
}

static void text_project(FILE *out, const struct changes_input *input,
                         const struct project_change *project)
{
    struct arena *a = input->scratch;
    terminal_style(out, input->color, STYLE_BOLD);
    terminal_write(out, change_project(a, project, input->language));
    terminal_style(out, input->color, STYLE_PLAIN);
    fputc('\n', out);
    enum change_area area = AREA_PROJECT;
    bool headed = false;
    for (const struct change *change = project->changes; change; change = change->next) {
        if (!headed || change->area != area) {
            fputs("  ", out);
            terminal_write(out, bilingual_text(change_area_name(change->area), input->language));
            fputc('\n', out);
        }
        headed = true;
        area = change->area;
        text_line(out, change_sentence(a, change, input->language), input->color,
                  effect_style(change->effect));
    }
    struct str ratchet = change_ratchet(a, project, input->language);
    if (ratchet.len) {
        fputs("  ! ", out);
        terminal_style(out, input->color, STYLE_RED);
        terminal_write(out, ratchet);
        terminal_style(out, input->color, STYLE_PLAIN);
        fputc('\n', out);
    }
    fputc('\n', out);
}

/* Counts over all projects. */
struct totals {
    size_t projects, changes;
    unsigned weaker, stronger;
};

static struct totals count_changes(const struct project_change *first)
{
    struct totals totals = {0};
    for (; first; first = first->next) {
        totals.projects++;
        totals.weaker += first->weaker;
        totals.stronger += first->stronger;
        for (const struct change *change = first->changes; change; change = change->next)
            totals.changes++;
    }
    return totals;
}

struct str changes_summary(const struct changes_input *input)
{
    struct arena *a = input->scratch;
    bool english = input->language == LANGUAGE_ENGLISH;
    struct totals totals = count_changes(input->projects);
    struct str text;
    if (totals.projects == 0)
        text = change_nothing(a, input->broken, input->language);
    else
        text = arena_format(
            a,
            english ? "projects that differ: %zu, changes: %zu; targets weaker: %u, stronger: %u"
                    : "%zu 个项目有变动，共 %zu 处：目标放宽 %u 处，收紧 %u 处",
            totals.projects, totals.changes, totals.weaker, totals.stronger);
    if (!input->broken)
        return text;
    const struct str parts[] = {text, english ? STR("; ") : STR("；"),
                                change_not_compared(a, input->broken, input->language)};
    return arena_join(a, parts, 3);
}

struct str changes_sums(struct arena *a, const struct project_change *first, enum language language)
{
    struct change change;
    return compare_sums(a, first, &change) ? change_sums(a, &change, language) : (struct str){0};
}

bool changes_text(FILE *out, const struct changes_input *input)
{
    for (const struct project_change *p = input->projects; p; p = p->next)
        text_project(out, input, p);
    struct str sums = changes_sums(input->scratch, input->projects, input->language);
    if (sums.len) {
        terminal_write(out, sums);
        fputc('\n', out);
    }
    terminal_write(out, changes_summary(input));
    fputc('\n', out);
    return true;
}

/* ---- Markdown ------------------------------------------------------------------------------ */

/* Text as Markdown: what would be markup or HTML is escaped, and a control character becomes a blank. */
static void markdown_write(FILE *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '<')
            fputs("&lt;", out);
        else if (c == '&')
            fputs("&amp;", out);
        else if ((unsigned char)c < 0x20 || c == 0x7F)
            fputc(' ', out);
        else {
            if (strchr("\\`*_[]#!|~>@", c))
                fputc('\\', out);
            fputc(c, out);
        }
    }
}

static void markdown_change(FILE *out, const struct changes_input *input,
                            const struct change *change)
{
    bool marked = effect_style(change->effect) == STYLE_RED;
    fputs(marked ? "- **" : "- ", out);
    markdown_write(out, change_sentence(input->scratch, change, input->language));
    fputs(marked ? "**\n" : "\n", out);
}

bool changes_markdown(FILE *out, const struct changes_input *input)
{
    markdown_write(out, changes_summary(input));
    fputs("\n", out);
    struct str sums = changes_sums(input->scratch, input->projects, input->language);
    if (sums.len) {
        fputs("\n", out);
        markdown_write(out, sums);
        fputs("\n", out);
    }
    for (const struct project_change *p = input->projects; p; p = p->next) {
        fputs("\n### ", out);
        markdown_write(out, change_project(input->scratch, p, input->language));
        fputs("\n\n", out);
        struct str ratchet = change_ratchet(input->scratch, p, input->language);
        if (ratchet.len) {
            fputs("> **", out);
            markdown_write(out, ratchet);
            fputs("**\n\n", out);
        }
        for (const struct change *change = p->changes; change; change = change->next)
            markdown_change(out, input, change);
    }
    return true;
}

/* ---- JSON ---------------------------------------------------------------------------------- */

struct json_changes {
    struct json_builder b;
    struct positions positions;
};

static void add_both(struct json_changes *j, cJSON *parent, const char *key, struct bilingual text)
{
    if (text.chinese.len == 0 && text.english.len == 0) {
        json_add_null(&j->b, parent, key);
        return;
    }
    cJSON *object = json_add_object(&j->b, parent, key);
    json_add_text(&j->b, object, "zh", bilingual_text(text, LANGUAGE_CHINESE));
    json_add_text(&j->b, object, "en", bilingual_text(text, LANGUAGE_ENGLISH));
}

static void add_place(struct json_changes *j, cJSON *parent, const char *key, struct span span)
{
    if (!span.source) {
        json_add_null(&j->b, parent, key);
        return;
    }
    cJSON *object = json_add_object(&j->b, parent, key);
    struct position position = position_find(&j->positions, span.source, span.start);
    json_add_text(&j->b, object, "path", span.source->path);
    json_add_whole(&j->b, object, "line", position.line);
    json_add_whole(&j->b, object, "column", position.character);
}

static void add_change(struct json_changes *j, cJSON *array, const struct change *change)
{
    static const char *const kinds[] = {[CHANGE_ADDED] = "added",
                                        [CHANGE_DROPPED] = "dropped",
                                        [CHANGE_CHANGED] = "changed",
                                        [CHANGE_RENAMED] = "renamed",
                                        [CHANGE_MOVED] = "moved"};
    static const char *const areas[] = {
        [AREA_PROJECT] = "project", [AREA_FUNDING] = "funding",     [AREA_INDICATOR] = "indicator",
        [AREA_LINE] = "line",       [AREA_SAFEGUARD] = "safeguard", [AREA_UNREAD] = "unread"};
    static const char *const effects[] = {
        [EFFECT_NONE] = "none",           [EFFECT_WEAKER] = "weaker",
        [EFFECT_STRONGER] = "stronger",   [EFFECT_MORE] = "more",
        [EFFECT_LESS] = "less",           [EFFECT_TO_WORDS] = "to_words",
        [EFFECT_TO_NUMBER] = "to_number", [EFFECT_UNIT] = "unit",
        [EFFECT_UNREAD] = "unread"};
    struct bilingual sentence = {change_sentence(j->b.a, change, LANGUAGE_CHINESE),
                                 change_sentence(j->b.a, change, LANGUAGE_ENGLISH)};
    cJSON *object = json_add_object(&j->b, array, NULL);
    json_add_text(&j->b, object, "kind", str_of(kinds[change->kind]));
    json_add_text(&j->b, object, "area", str_of(areas[change->area]));
    json_add_text(&j->b, object, "effect", str_of(effects[change->effect]));
    json_add_truth(&j->b, object, "guess", change->is_guess);
    add_both(j, object, "subject", change->subject);
    add_both(j, object, "old", change->old_text);
    add_both(j, object, "new", change->new_text);
    add_both(j, object, "difference", change->difference);
    add_both(j, object, "message", sentence);
    add_place(j, object, "old_place", change->old_span);
    add_place(j, object, "new_place", change->new_span);
}

static void add_project(struct json_changes *j, cJSON *array, const struct project_change *project)
{
    cJSON *object = json_add_object(&j->b, array, NULL);
    json_add_text(&j->b, object, "name", project_name(project));
    json_add_text(&j->b, object, "kind",
                  !project->old   ? STR("added")
                  : !project->new ? STR("dropped")
                                  : STR("changed"));
    json_add_truth(&j->b, object, "guess", project->is_guess);
    json_add_whole(&j->b, object, "weaker", project->weaker);
    json_add_whole(&j->b, object, "stronger", project->stronger);
    json_add_truth(&j->b, object, "ratchet", project->is_ratchet);
    cJSON *changes = json_add_array(&j->b, object, "changes");
    for (const struct change *change = project->changes; change; change = change->next)
        add_change(j, changes, change);
}

bool changes_json(FILE *out, const struct changes_input *input)
{
    struct json_changes j = {.b = {.a = input->scratch},
                             .positions = {.a = input->scratch, .ambiguous = 1}};
    cJSON *root = cJSON_CreateObject();
    j.b.failed = !root;
    json_add_text(&j.b, root, "format", STR("jixiao-diff/1"));
    json_add_text(&j.b, root, "old", input->old_name);
    json_add_text(&j.b, root, "new", input->new_name);
    json_add_whole(&j.b, root, "files_with_errors", input->broken);
    add_both(&j, root, "sums",
             (struct bilingual){changes_sums(j.b.a, input->projects, LANGUAGE_CHINESE),
                                changes_sums(j.b.a, input->projects, LANGUAGE_ENGLISH)});
    cJSON *projects = json_add_array(&j.b, root, "projects");
    for (const struct project_change *p = input->projects; p; p = p->next)
        add_project(&j, projects, p);
    if (!j.b.failed)
        json_print(out, root);
    cJSON_Delete(root);
    return !j.b.failed;
}
