/*
 * compare_match.h - which thing of the old side is which of the new one.
 *
 * Private to src/sema/compare*.c. Things are given as items with the keys to match them by, best
 * first; what no key matches is matched by the likeness of its name, within its group; and what is left,
 * by a content that nothing else there has.
 */
#ifndef SEMA_COMPARE_MATCH_H
#define SEMA_COMPARE_MATCH_H

#include "base/arena.h"

enum { MATCH_KEYS = 3 };

struct match_item {
    const void *thing;
    struct str keys[MATCH_KEYS]; /* an empty one matches nothing */
    struct str name, group;      /* for likeness */
    struct str content;          /* what it says, its name left out; empty: that tells nothing */
    size_t parent;               /* 1 + the index of the item that it is part of; 0: none */
    struct match_item *other;    /* what it was matched with, or NULL */
    unsigned key;                /* which key did; MATCH_KEYS: likeness */
};

struct match_list {
    struct match_item *items;
    size_t count, room;
};

/* Appends a copy. */
void match_add(struct match_list *list, struct arena *a, struct match_item item);

/* Matches the two lists. Names count as alike from half of their pairs of characters on. */
void match_lists(struct arena *a, struct match_list *old, struct match_list *new);

/* Matches, as a guess, the only thing of one list with the only one of the other: it can be no other. */
void match_only(struct match_list *old, struct match_list *new);

#endif
