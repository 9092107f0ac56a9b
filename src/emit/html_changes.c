/* html_changes.c - changes as one page, the two sides beside each other. */
#include "emit/changes.h"

#include "base/line_diff.h"
#include "base/utf8.h"
#include "emit/html_page.h"

/* The class of a row, by what the change means. */
static const char *row_class(const struct change *change)
{
    switch (change->effect) {
    case EFFECT_WEAKER:
    case EFFECT_TO_WORDS:
    case EFFECT_UNIT:
    case EFFECT_UNREAD:
        return "change worse";
    case EFFECT_STRONGER:
    case EFFECT_TO_NUMBER:
        return "change better";
    case EFFECT_NONE:
    case EFFECT_MORE:
    case EFFECT_LESS:
        break;
    }
    return "change";
}

/* “放宽”, “增加 15.00 万元，18.75%”, “新增”, “改名（像是同一个）”. */
static struct str remark(struct html *h, const struct change *change)
{
    struct str effect = bilingual_text(change_effect_name(change->effect), h->language);
    struct str difference = bilingual_text(change->difference, h->language);
    if (change->effect == EFFECT_UNREAD) {
        struct str place = bilingual_text(change_error_place(change), h->language);
        return arena_format(h->arena, "%" STR_FORMAT "%s%" STR_FORMAT, STR_ARG(place),
                            h->language == LANGUAGE_ENGLISH ? ": " : "，", STR_ARG(effect));
    }
    switch (change->kind) {
    case CHANGE_ADDED:
        return html_word(h, "新增", "added");
    case CHANGE_DROPPED:
        return html_word(h, "删去", "dropped");
    case CHANGE_RENAMED:
        return change->is_guess ? html_word(h, "改名（看内容像是同一个）", "renamed (a guess)")
                                : html_word(h, "改名", "renamed");
    case CHANGE_MOVED:
        return html_word(h, "移动", "moved");
    case CHANGE_CHANGED:
        break;
    }
    return arena_format(h->arena, "%" STR_FORMAT "%s%" STR_FORMAT, STR_ARG(effect),
                        difference.len ? " " : "", STR_ARG(difference));
}

static bool is_of_number_or_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.';
}

/* Letters and digits that follow each other as one piece, any other character as one. */
static struct split_text split_pieces(struct arena *a, struct str text)
{
    struct split_text split = {ARENA_ARRAY(a, struct str, text.len + 1), 0};
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        while (at < text.len && is_of_number_or_word(text.ptr[at]))
            at++;
        if (at == start)
            utf8_next(text, &at);
        split.items[split.count++] = str_part(text, start, at);
    }
    return split;
}

/* The pieces from `from` to before `to`. */
static void write_pieces(struct html *h, const struct split_text *split, uint32_t from, uint32_t to)
{
    if (from == to)
        return;
    const char *start = split->items[from].ptr;
    struct str last = split->items[to - 1];
    html_text(h, (struct str){start, (size_t)(last.ptr + last.len - start)});
}

/* One side of a text that changed, with what the other side does not have in a `tag`. */
static void write_side(struct html *h, const char *tag, const struct split_text *split,
                       const struct diff_hunk *hunks, size_t count)
{
    uint32_t at = 0;
    bool is_old = strcmp(tag, "del") == 0;
    html_open(h, "td");
    for (size_t i = 0; i < count; i++) {
        uint32_t start = is_old ? hunks[i].old_start : hunks[i].new_start;
        uint32_t end = is_old ? hunks[i].old_end : hunks[i].new_end;
        write_pieces(h, split, at, start);
        if (start != end) {
            html_open(h, tag);
            write_pieces(h, split, start, end);
            html_close(h, tag);
        }
        at = end;
    }
    write_pieces(h, split, at, split->count);
    html_close(h, "td");
}

/* The two sides; within a text, what differs is marked. */
static void write_sides(struct html *h, const struct change *change)
{
    struct str old = bilingual_text(change->old_text, h->language);
    struct str new = bilingual_text(change->new_text, h->language);
    bool is_text = change->effect == EFFECT_NONE || change->effect == EFFECT_UNREAD;
    if (!is_text || old.len == 0 || new.len == 0) {
        html_element(h, "td", NULL, old);
        html_element(h, "td", NULL, new);
        return;
    }
    size_t count;
    struct split_text olds = split_pieces(h->arena, old), news = split_pieces(h->arena, new);
    struct diff_hunk *hunks = line_diff(h->arena, &olds, &news, &count);
    write_side(h, "del", &olds, hunks, count);
    write_side(h, "ins", &news, hunks, count);
}

static void write_change(struct html *h, const struct change *change)
{
    html_open_class(h, "tr", row_class(change));
    html_open(h, "th");
    html_attribute(h, "scope", STR("row"));
    html_text(h, bilingual_text(change->subject, h->language));
    html_close(h, "th");
    write_sides(h, change);
    html_element(h, "td", NULL, remark(h, change));
    html_close(h, "tr");
}

static void write_project(struct html *h, const struct page_head *heads,
                          const struct project_change *project)
{
    struct str ratchet = change_ratchet(h->arena, project, h->language);
    html_open_class(h, "section", "panel");
    html_element(h, "h2", NULL, page_name(h, (project->new ? project->new : project->old)->name));
    if (!project->old || !project->new)
        html_element(h, "p", NULL, change_project(h->arena, project, h->language));
    if (ratchet.len)
        html_element(h, "p", "ratchet", ratchet);
    for (int area = 0; area < AREA_COUNT; area++) {
        bool open = false;
        for (const struct change *change = project->changes; change; change = change->next) {
            if ((int)change->area != area)
                continue;
            if (!open) {
                html_element(h, "h3", NULL,
                             bilingual_text(change_area_name(change->area), h->language));
                html_open(h, "table");
                page_heads(h, heads, 4);
                html_open(h, "tbody");
            }
            open = true;
            write_change(h, change);
        }
        if (open) {
            html_close(h, "tbody");
            html_close(h, "table");
        }
    }
    html_close(h, "section");
}

/* The names of the two sides head their columns in both languages alike. */
static const char *name_of(struct html *h, struct str name)
{
    return arena_format(h->arena, "%" STR_FORMAT, STR_ARG(name)).ptr;
}

bool changes_html(FILE *out, const struct changes_input *input)
{
    struct html h = {.sink = {.out = out}, .arena = input->scratch, .language = input->language};
    struct page page = {.title = html_word(&h, "申报的变动", "What changed"), .class = "changes"};
    const char *old = name_of(&h, input->old_name), *new = name_of(&h, input->new_name);
    const struct page_head heads[] = {
        {"内容", "What", NULL}, {old, old, NULL}, {new, new, NULL}, {"说明", "Meaning", NULL}};
    page_open(&h, &page);
    html_open(&h, "main");
    html_open_class(&h, "header", "top");
    html_element(&h, "p", "kicker",
                 arena_format(h.arena, "%" STR_FORMAT " → %" STR_FORMAT, STR_ARG(input->old_name),
                              STR_ARG(input->new_name)));
    html_element(&h, "h1", NULL, page.title);
    html_element(&h, "p", "quiet", changes_summary(input));
    struct str sums = changes_sums(h.arena, input->projects, h.language);
    if (sums.len)
        html_element(&h, "p", "quiet", sums);
    html_close(&h, "header");
    for (const struct project_change *p = input->projects; p; p = p->next)
        write_project(&h, heads, p);
    html_close(&h, "main");
    page_close(&h, &page);
    return true;
}
