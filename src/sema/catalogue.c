/* catalogue.c - lists to look things up in, by name. */
#include "sema/catalogue.h"

#include "base/nearest.h"

void catalogue_init(struct catalogue *catalogue, struct arena *a, const struct catalogue *outer)
{
    catalogue->outer = outer;
    catalogue->arena = a;
}

/* ---- word lists ---------------------------------------------------------------------------- */

const struct word_list *catalogue_word_list(const struct catalogue *catalogue, struct str name)
{
    const struct word_list *found = NULL;
    for (; catalogue && !found; catalogue = catalogue->outer)
        found = map_get(&catalogue->word_list_names, name);
    return found;
}

struct str catalogue_nearest_word_list(const struct catalogue *catalogue, struct str name)
{
    struct nearest nearest = nearest_to(name);
    for (; catalogue; catalogue = catalogue->outer) {
        for (const struct word_list *list = catalogue->word_lists; list; list = list->next)
            nearest_try_both(&nearest, list->name.chinese, list->name.english);
    }
    return nearest_name(&nearest);
}

bool catalogue_add_word_list(struct catalogue *catalogue, struct word_list *list,
                             const struct word_list **other)
{
    const struct word_list *before = catalogue_word_list(catalogue, list->name.chinese);
    if (!before)
        before = catalogue_word_list(catalogue, list->name.english);
    if (before) {
        *other = before;
        return false;
    }
    map_put(&catalogue->word_list_names, catalogue->arena, list->name.chinese, list);
    map_put(&catalogue->word_list_names, catalogue->arena, list->name.english, list);
    if (catalogue->word_lists_last)
        catalogue->word_lists_last->next = list;
    else
        catalogue->word_lists = list;
    catalogue->word_lists_last = list;
    return true;
}

/* The bytes that are blank: ASCII white space and the ideographic space. */
static size_t blank_at_start(struct str text)
{
    if (text.len && strchr(" \t\r\n", text.ptr[0]) && text.ptr[0])
        return 1;
    return str_starts_with(text, STR("　")) ? 3 : 0;
}

static size_t blank_at_end(struct str text)
{
    if (text.len && strchr(" \t\r\n", text.ptr[text.len - 1]) && text.ptr[text.len - 1])
        return 1;
    return str_ends_with(text, STR("　")) ? 3 : 0;
}

/* The whole of the text, blanks around it aside, if it is a word of the list. */
static struct word_found find_whole(const struct word_list *list, struct str text, size_t from)
{
    size_t start = from, end = text.len;
    size_t blank;
    while ((blank = blank_at_start(str_part(text, start, end))))
        start += blank;
    while ((blank = blank_at_end(str_part(text, start, end))))
        end -= blank;
    struct str inner = str_part(text, start, end);
    if (word_set_get(&list->set, inner) != list)
        return (struct word_found){.word = {0}};
    return (struct word_found){inner, list, start, end};
}

struct word_found word_list_find_from(const struct word_list *list, struct str text, size_t from)
{
    if (list->is_whole)
        return from == 0 ? find_whole(list, text, from) : (struct word_found){.word = {0}};
    struct word_found found = word_set_find(&list->set, text, from);
    while (found.word.len && found.value != list)
        found = word_set_find(&list->set, text, found.end);
    return found;
}

struct word_found word_list_find(const struct word_list *list, struct str text)
{
    return word_list_find_from(list, text, 0);
}
