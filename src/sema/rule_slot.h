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
#include "sema/text.h"

#include "base/word_marks.h"

struct rule_store;

/* 任一 or 全部 over things of the project, one of which is looked for with these tests. */
struct rule_search {
    const struct rule_term *term;
    enum rule_subject subject;
    const struct rule_test *tests; /* of the filter, if there is one, and of the term */
    unsigned count;
};

enum { RULE_SEARCH_LIMIT = 1000 };

/* A constant that rules compare targets with, or the decimals of their quantities. */
struct rule_bound {
    struct rational amount;
    const struct measure *measure;
    bool of_places;
};
enum { RULE_BOUNDS_LIMIT = 16 };

/* How many slots the row of a thing has: for values, from 1 on, and behind them for truths. */
struct rule_slots {
    unsigned values[SUBJECT_NONE], all[SUBJECT_NONE];
    const struct rule_term **truths[SUBJECT_NONE]; /* one term of each, in order */
    struct rule_search *searches;                  /* number n is the one before that */
    unsigned search_count, search_room;
    unsigned text[SUBJECT_NONE]; /* the slot of what almost all are asked for, or 0; */
    const struct rule_marks *sought[SUBJECT_NONE]; /* and what is looked for in it, or NULL */
    uint64_t asked[SUBJECT_NONE]; /* bit n: some rule asks for field n of its block */
    struct rule_bound bounds[RULE_BOUNDS_LIMIT];
    unsigned bound_count;
};

/* What is looked for in one text all at once, with marks of who asks for it. */
struct rule_marks {
    struct word_marks words;
    uint64_t exact;                  /* bit n: where a word of mark n stands, the answer is yes */
    uint64_t by_slips[TEXT_GLANCES]; /* the marks by what a glance at the text leaves open */
    bool has_slips;                  /* anybody asks for those */
};

/* Gives slots to the terms of all rules of the library, whose frameworks are known. */
const struct rule_slots *rule_slots_give(struct arena *a, const struct library *library);

/* The subject of the things that element `owner` of a term stands for; SUBJECT_NONE: it is not there. */
enum rule_subject rule_owner(const struct rule_term *term, unsigned owner);

/*
 * Gives marks to 包含, 匹配, 叠写, 截断 and 栏名 that are asked of a text of which many others are: what all
 * of them look for is looked for in one pass. (rule_mark.c)
 */
void rule_marks_give(struct arena *a, const struct library *library, struct rule_slots *slots);

/* The text of the subject that has none of certain marks where none of these tests can fail; or NULL. */
const struct rule_term *rule_marks_needed(const struct rule_test *tests, int start, unsigned count,
                                          uint64_t *marks);

/* What the marks tell of a call that has one: its truth, or MARK_UNSURE. */
enum { MARK_UNSURE = TRUTH_UNKNOWN + 1 };
int rule_marked(struct rule_run *run, const struct rule_term *term);

/* The marks of the text that the term comes to, all bits if that is not known; those of a text. */
uint64_t rule_marks_of(struct rule_run *run, const struct rule_term *term, struct rule_row *row);
uint64_t rule_marks_in(const struct rule_store *store, const struct rule_marks *sought,
                       struct str text);

/* By function; NULL where the result is of another kind. (rule_function.c) */
extern rule_truth_way *const rule_call_truths[RULE_FUNCTION_COUNT];
extern rule_value_way *const rule_call_values[RULE_FUNCTION_COUNT];

/* The terms that a term is made of, from 0 on; NULL behind the last. */
static inline const struct rule_term *rule_part(const struct rule_term *term, unsigned i)
{
    if (term->operation == TERM_CALL)
        return i < term->argument_count ? term->arguments[i] : NULL;
    return i == 0 ? term->left : i == 1 ? term->right : i == 2 ? term->third : NULL;
}

/* The things of a collection of a project. */
struct rule_things {
    struct rule_value *items;
    size_t count, room;
    size_t rows;                /* so many of them, the first, have one */
    bool is_gathered, complete; /* complete: none can be missing */
};

/* Those that a member of the project that is judged has, each with its row but for texts; and the texts
 * that are suspected of anything, which are not gathered for that. (rule_collection.c) */
const struct rule_things *rule_things(const struct rule_value *project, enum rule_member member);
void rule_texts_suspect(const struct rule_value *project);

/* Visits them, as rule_each. (rule_collection.c) */
bool rule_things_each(const struct rule_things *things, rule_visit *visit, void *context);

/* Whether the term is a collection that a project or the subject has itself, as that of rule_things. */
static inline bool rule_is_things(const struct rule_term *term)
{
    return term->operation == TERM_MEMBER && term->yields_many &&
           term->index <= MEMBER_PROJECT_PREVIOUS &&
           (term->left->operation == TERM_PROJECT || term->left->operation == TERM_ELEMENT);
}

/* Those that a term stands for, if it is a collection of that project and nothing more; or NULL. */
const struct rule_things *rule_things_of(const struct rule_run *run, const struct rule_term *term);

/* A thing that may fail a rule, in the order of the things. */
struct rule_suspect {
    const struct rule_value *thing;
    const struct rule_left *left; /* what is left to be tested (rule_sort.h) */
    struct rule_suspect *next;
};
struct rule_suspects {
    struct rule_suspect *first, **last;
};

/* All that is kept of a project while rules judge it. */
struct rule_store {
    struct arena *arena;
    const struct rule_slots *slots;
    struct rule_run *run;
    struct chosen_rules *chosen;
    /* Of each chosen rule, and behind them of each search, once its things are gathered; they hold
     * if the bit of the number is set. */
    struct rule_suspects *suspects;
    uint64_t *suspected;
    struct rule_things things[MEMBER_PROJECT_PREVIOUS + 1]; /* by the member that has them */
};

/* What is known of a thing. */
struct rule_row {
    struct rule_store *store;
    struct rule_value *values; /* by slot; holds if its state is not 0 */
    uint64_t *marks;           /* by slot of a text: of the words in it; holds if its state is 2 */
    unsigned char *states;     /* by slot; of a truth: it, and 1 */
};
enum { STATE_EMPTY, STATE_KNOWN, STATE_MARKED };

/* The truth of COMPARE, whatever stands on its sides. (rule_compare.c) */
enum rule_truth rule_compare_terms(struct rule_run *run, const struct rule_term *term);

/* The truths of COMPARE, BETWEEN and AMONG, and of a value that is one. (rule_condition.c) */
enum rule_truth rule_comparison(struct rule_run *run, const struct rule_term *term);
enum rule_truth rule_between(struct rule_run *run, const struct rule_term *term);
enum rule_truth rule_among(struct rule_run *run, const struct rule_term *term);
enum rule_truth rule_truth_read(struct rule_run *run, const struct rule_term *term);

/* Those that a search may find, of a project whose things are gathered. (rule_search.c) */
const struct rule_suspects *rule_search_suspects(const struct rule_store *store,
                                                 const struct rule_term *term);

/* Enters the term of the test if that is a search. (rule_search.c) */
void rule_search_enter(struct rule_slots *slots, struct arena *a, const struct rule_test *test);

/*
 * Suspects so many things of a subject of what things of their sorts may fail: with rows, in which is
 * what their sorts answer. Whether they may fail no rule at all. (rule_row.c)
 */
bool rule_things_suspect(struct rule_store *store, enum rule_subject subject,
                         struct rule_value *things, size_t count);

/* The same for a text of the project, which is kept only if it may fail anything. */
void rule_text_suspect(struct rule_store *store, const struct rule_value *text);

/* The suspects of a number; nobody yet, if there are none. */
static inline struct rule_suspects *rule_suspects_at(const struct rule_store *store, size_t number)
{
    struct rule_suspects *suspects = &store->suspects[number];
    uint64_t *word = &store->suspected[number / 64], bit = (uint64_t)1 << number % 64;
    if (!(*word & bit))
        *suspects = (struct rule_suspects){NULL, &suspects->first};
    *word |= bit;
    return suspects;
}

/* The sort of the thing. (rule_sort.c) */
const struct rule_sort *rule_sort_of(struct rule_store *store, enum rule_subject subject,
                                     const struct rule_value *thing);

/*
 * Whether the framework alone decides what the term comes to, or would if it decided all that it is
 * made of: `parts`.
 */
bool rule_is_settled(const struct rule_term *term, bool parts);

/* The row that the term has its slot in, or NULL. */
static inline struct rule_row *rule_row_of(const struct rule_run *run, const struct rule_term *term)
{
    if (!term->slot)
        return NULL;
    return run->elements[term->owner]->row;
}

/* Kleene's and: false decides, and what was reported weighs more than what is not written. */
static inline enum rule_truth rule_truth_and(enum rule_truth a, enum rule_truth b)
{
    if (a == TRUTH_FALSE || b == TRUTH_FALSE)
        return TRUTH_FALSE;
    return a > b ? a : b;
}

/* The truth of what a value that is none stands for. */
static inline enum rule_truth rule_truth_without(enum rule_kind kind)
{
    return kind == RULE_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_ABSENT;
}

/* Whether it is one name. They are the same words mostly: what stands in the same place needs no reading. */
static inline bool rule_one_name(const struct bilingual *a, const struct bilingual *b)
{
    if (a->chinese.len == b->chinese.len &&
        (a->chinese.ptr == b->chinese.ptr || str_equal(a->chinese, b->chinese)))
        return true;
    return a->english.len == b->english.len && a->english.len && str_equal(a->english, b->english);
}

/* Works out a value in its slot, where it is kept unless it came of having no steps left. */
const struct rule_value *rule_keep(struct rule_run *run, const struct rule_term *term,
                                   struct rule_row *row);

/* The value of a term where it stands, worked out there if need be; NULL: it stands nowhere. */
static inline const struct rule_value *rule_standing(struct rule_run *run,
                                                     const struct rule_term *term)
{
    if (term->is_kept) {
        struct rule_row *row = run->elements[term->owner]->row;
        if (!row)
            return NULL;
        return row->states[term->slot] ? &row->values[term->slot] : rule_keep(run, term, row);
    }
    if (term->operation == TERM_ELEMENT || term->operation == TERM_PROJECT)
        return run->elements[term->index];
    return term->operation == TERM_CONSTANT ? &term->constant : NULL;
}

/* The value where it stands already, or worked out in `buffer`. */
static inline const struct rule_value *rule_look(struct rule_run *run, const struct rule_term *term,
                                                 struct rule_value *buffer)
{
    const struct rule_value *value = rule_standing(run, term);
    if (value)
        return value;
    rule_evaluate(run, term, buffer);
    return buffer;
}

/* The truth of a condition that is in no slot, and of one that is to be kept in this one, found in that way. */
enum rule_truth rule_truth_now(struct rule_run *run, const struct rule_term *term);
enum rule_truth rule_truth_found(struct rule_run *run, const struct rule_term *term,
                                 unsigned char *state, rule_truth_way *way);

/* Whether the test is met. */
static inline bool rule_is_met(struct rule_run *run, const struct rule_test *test)
{
    struct rule_row *row = test->slot ? run->elements[test->owner]->row : NULL;
    if (!row)
        return run->steps > 0 && run->steps-- > 0 && test->way(run, test->term) == test->truth;
    unsigned char *state = &row->states[test->slot];
    return (*state ? (enum rule_truth)(*state - 1)
                   : rule_truth_found(run, test->term, state, test->way)) == test->truth;
}

/* Whether the tests, from this one on, end in RULE_FAILS. */
static inline bool rule_tests_fail(struct rule_run *run, const struct rule_test *tests, int next)
{
    while (next >= 0) {
        const struct rule_test *test = &tests[next];
        next = rule_is_met(run, test) ? test->met : test->missed;
    }
    return next == RULE_FAILS;
}

#endif
