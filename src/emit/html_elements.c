/* html_elements.c - the elements of the lists that sheets go through. */
#include "emit/html_value.h"

static void element_add(struct form_values *v, struct form_elements *elements,
                        struct form_element element)
{
    if (elements->count == elements->room) {
        elements->room = elements->room ? 2 * elements->room : 32;
        elements->list = arena_grow(v->arena, elements->list, sizeof *elements->list,
                                    elements->count, elements->room);
    }
    elements->list[elements->count++] = element;
}

/* Lines nest no deeper than blocks may, which the parser bounds. */
static void lines_add(struct form_values *v, struct form_elements *elements,
                      const struct line *first, struct str path, bool tasks)
{
    size_t index = 0;
    for (const struct line *line = first; line; line = line->next, index++) {
        struct str here = arena_format(v->arena, "%" STR_FORMAT "lines[%zu]", STR_ARG(path), index);
        if (line->is_task == tasks)
            element_add(v, elements, (struct form_element){.line = line, .path = here});
        if (line->children)
            lines_add(v, elements, line->children,
                      arena_format(v->arena, "%" STR_FORMAT ".", STR_ARG(here)), tasks);
    }
}

struct form_elements form_elements_of(struct form_values *v, const struct word *list)
{
    struct form_elements elements = {0};
    size_t index = 0;
    if (list->id == WORD_PROJECT_INDICATORS)
        for (const struct indicator *i = v->project->indicators; i; i = i->next)
            element_add(
                v, &elements,
                (struct form_element){.indicator = i,
                                      .path = arena_format(v->arena, "indicators[%zu]", index++)});
    if (list->id == WORD_PROJECT_LINES)
        lines_add(v, &elements, v->project->lines, STR(""), false);
    if (list->id == WORD_PROJECT_SAFEGUARDS)
        for (const struct safeguard *s = v->project->safeguards; s; s = s->next)
            element_add(
                v, &elements,
                (struct form_element){.safeguard = s,
                                      .path = arena_format(v->arena, "safeguards[%zu]", index++)});
    return elements;
}

struct form_elements form_top_lines_of(struct form_values *v)
{
    struct form_elements elements = {0};
    size_t index = 0;
    for (const struct line *line = v->project->lines; line; line = line->next)
        element_add(v, &elements,
                    (struct form_element){.line = line,
                                          .path = arena_format(v->arena, "lines[%zu]", index++)});
    return elements;
}

struct form_elements form_tasks_of(struct form_values *v)
{
    struct form_elements elements = {0};
    lines_add(v, &elements, v->project->lines, STR(""), true);
    return elements;
}
