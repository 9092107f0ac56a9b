/*
 * rule_slot.h - what several rules ask of one thing is worked out once.
 *
 * Rules ask the same over and over: whether a target is a quantity, what its category is for. Terms
 * of the library's rules that are alike and speak of one thing alone share a slot, and each thing of
 * a project has a row of slots: whoever asks first fills one, and all others look. A thing without a
 * row, as one of last year's project is, and a term without a slot are worked out each time.
 */
#ifndef SEMA_RULE_SLOT_H
#define SEMA_RULE_SLOT_H

#include "sema/rule_term.h"

/* Of which element a term with a slot speaks, if of none: of the project. */
enum { RULE_OF_PROJECT = 1 + RULE_NESTING_LIMIT };

/* How many slots the row of a thing has: for values, from 1 on, and behind them for truths. */
struct rule_slots {
    unsigned values[SUBJECT_NONE], all[SUBJECT_NONE];
};

/* Gives slots to the terms of all rules of the library, whose frameworks are known. */
const struct rule_slots *rule_slots_give(struct arena *a, const struct library *library);

/* The things of a collection of a project. */
struct rule_things {
    struct rule_value *items;
    size_t count, room;
    bool is_gathered, complete; /* complete: none can be missing */
};

/* All that is kept of a project while rules judge it. */
struct rule_store {
    struct arena *arena;
    const struct rule_slots *slots;
    struct rule_things things[MEMBER_PROJECT_PREVIOUS + 1]; /* by the member that has them */
};

/* What is known of a thing. */
struct rule_row {
    struct rule_store *store;
    struct rule_value *values; /* by slot; holds if its state is not 0 */
    unsigned char *states;     /* by slot; of a truth: it, and 1 */
};

/* Rows of so many things of a subject, with nothing in them. */
struct rule_row *rule_rows_new(struct rule_store *store, enum rule_subject subject, size_t count);

/* The row that the term has its slot in, or NULL. */
static inline struct rule_row *rule_row_of(const struct rule_run *run, const struct rule_term *term)
{
    if (!term->slot)
        return NULL;
    return (term->owner == RULE_OF_PROJECT ? run->whole : run->elements[term->owner])->row;
}

#endif
