/* token_list.c - the tokens of a parse. */
#include "syntax/token_list.h"

void token_list_add(struct token_list *list, int kind, const JX_STYPE *value, struct span span)
{
    if (list->count == list->room) {
        list->room = list->room ? list->room * 2 : 256;
        list->items =
            arena_grow(list->arena, list->items, sizeof *list->items, list->count, list->room);
    }
    list->items[list->count++] =
        (struct token){.kind = kind, .value = value ? *value : (JX_STYPE){0}, .span = span};
}

void token_list_keep(struct token_list *list, size_t first_count, bool second)
{
    if (second && list->count > first_count)
        memmove(list->items, list->items + first_count,
                (list->count - first_count) * sizeof *list->items);
    list->count = second ? list->count - first_count : first_count;
}

void token_list_sort(struct token_list *list)
{
    /* Two ascending runs in one list: a comment is at most a few tokens early. */
    for (size_t i = 1; i < list->count; i++) {
        struct token token = list->items[i];
        size_t at = i;
        for (; at > 0 && list->items[at - 1].span.start > token.span.start; at--)
            list->items[at] = list->items[at - 1];
        list->items[at] = token;
    }
}
