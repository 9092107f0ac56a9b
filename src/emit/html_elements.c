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

/* "lines[0].lines[3]" of `outer`, which is empty or ends with a point. */
static struct str element_path(struct form_values *v, struct str outer, struct str list,
                               size_t index)
{
    char digits[STR_NUMBER_SIZE];
    const struct str pieces[] = {outer, list, STR("["), str_number(index, digits), STR("]")};
    return arena_join(v->arena, pieces, 5);
}

/* Lines nest no deeper than blocks may, which the parser bounds. A task that has no lines, as none
 * could be read, stands among the lines: what was written is not to be missed. */
static void lines_add(struct form_values *v, struct form_elements *elements,
                      const struct line *first, struct str path, bool tasks)
{
    size_t index = 0;
    for (const struct line *line = first; line; line = line->next, index++) {
        struct str here = element_path(v, path, STR("lines"), index);
        if ((line->is_task && line->children) == tasks)
            element_add(v, elements, (struct form_element){.line = line, .path = here});
        if (line->children) {
            const struct str pieces[] = {here, STR(".")};
            lines_add(v, elements, line->children, arena_join(v->arena, pieces, 2), tasks);
        }
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
                (struct form_element){
                    .indicator = i, .path = element_path(v, STR(""), STR("indicators"), index++)});
    if (list->id == WORD_PROJECT_LINES)
        lines_add(v, &elements, v->project->lines, STR(""), false);
    if (list->id == WORD_PROJECT_SAFEGUARDS)
        for (const struct safeguard *s = v->project->safeguards; s; s = s->next)
            element_add(
                v, &elements,
                (struct form_element){
                    .safeguard = s, .path = element_path(v, STR(""), STR("safeguards"), index++)});
    return elements;
}

struct form_elements form_top_lines_of(struct form_values *v)
{
    struct form_elements elements = {0};
    size_t index = 0;
    for (const struct line *line = v->project->lines; line; line = line->next)
        element_add(v, &elements,
                    (struct form_element){.line = line,
                                          .path = element_path(v, STR(""), STR("lines"), index++)});
    return elements;
}

struct form_elements form_tasks_of(struct form_values *v)
{
    struct form_elements elements = {0};
    lines_add(v, &elements, v->project->lines, STR(""), true);
    return elements;
}
