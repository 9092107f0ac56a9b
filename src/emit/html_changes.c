/* html_changes.c - changes as one page, the two sides beside each other. */
#include "emit/changes.h"

#include "emit/html_page.h"

/* The class of a row, by what the change means. */
static const char *row_class(const struct change *change)
{
    switch (change->effect) {
    case EFFECT_WEAKER:
    case EFFECT_TO_WORDS:
    case EFFECT_UNIT:
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

static void write_change(struct html *h, const struct change *change)
{
    html_open_class(h, "tr", row_class(change));
    html_open(h, "th");
    html_attribute(h, "scope", STR("row"));
    html_text(h, bilingual_text(change->subject, h->language));
    html_close(h, "th");
    html_element(h, "td", NULL, bilingual_text(change->old_text, h->language));
    html_element(h, "td", NULL, bilingual_text(change->new_text, h->language));
    html_element(h, "td", NULL, remark(h, change));
    html_close(h, "tr");
}

static void write_heads(struct html *h, const struct changes_input *input)
{
    html_open(h, "thead");
    html_open(h, "tr");
    html_element(h, "th", NULL, html_word(h, "内容", "What"));
    html_element(h, "th", NULL, input->old_name);
    html_element(h, "th", NULL, input->new_name);
    html_element(h, "th", NULL, html_word(h, "说明", "Meaning"));
    html_close(h, "tr");
    html_close(h, "thead");
}

static void write_project(struct html *h, const struct changes_input *input,
                          const struct project_change *project)
{
    struct str ratchet = change_ratchet(h->arena, project, h->language);
    html_open_class(h, "section", "panel");
    html_element(h, "h2", NULL, page_name(h, (project->new ? project->new : project->old)->name));
    if (!project->old || !project->new)
        html_element(h, "p", NULL,
                     project->new ? html_word(h, "新增的项目", "A new project")
                                  : html_word(h, "删去的项目", "A project that is gone"));
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
                write_heads(h, input);
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

bool changes_html(FILE *out, const struct changes_input *input)
{
    struct html h = {.out = out, .arena = input->scratch, .language = input->language};
    struct page page = {.title = html_word(&h, "申报的变动", "What changed"), .class = "changes"};
    page_open(&h, &page);
    html_open(&h, "main");
    html_element(&h, "h1", NULL, page.title);
    html_open(&h, "p");
    html_text(&h, input->old_name);
    html_text(&h, STR(" → "));
    html_text(&h, input->new_name);
    html_close(&h, "p");
    if (!input->projects)
        html_element(&h, "p", NULL,
                     html_word(&h, "申报的内容没有不同。", "Nothing differs in what is declared."));
    for (const struct project_change *p = input->projects; p; p = p->next)
        write_project(&h, input, p);
    html_close(&h, "main");
    page_close(&h, &page);
    return true;
}
