/* rule_naming.c - a search for what a text names, of which the framework has all names. */
#include "sema/rule_sort.h"

/*
 * 任一(项目.二级类, …, 包含(本项.名称, 名称)): which of the framework's things come into question, the
 * sort of the subject decides mostly; so their names are listed once, and a text that holds none of
 * them needs no search.
 */

/* The things that one search goes through, and the names that were found. */
struct listing {
    struct rule_guesser *guesser;
    struct arena *arena;
    const struct rule_term *search, *name;
    unsigned tests; /* of the search */
    struct rule_names *names;
    bool fits;
};

/* Whether the framework and the sorts of both things decide the test. */
static bool is_decided(const struct rule_term *term)
{
    const struct rule_term *right = term->right;
    return term->is_settled || (term->operation == TERM_COMPARE && term->left->is_settled &&
                                (right->is_settled || right->operation == TERM_CONSTANT));
}

/* Whether the thing at hand may be the one that is looked for. */
static bool may_be_meant(struct listing *l)
{
    uint64_t missed = 0;
    for (unsigned i = 0; i < l->tests; i++) {
        const struct rule_test *test = &l->search->tests[i];
        l->guesser->run.steps = RULE_STEPS_FREE;
        if (is_decided(test->term) && rule_truth_now(&l->guesser->run, test->term) != test->truth)
            missed |= (uint64_t)1 << i;
    }
    return rule_may_fail_without(l->search->tests, 0, l->tests, missed);
}

static bool visit_named(void *context, const struct rule_value *element)
{
    struct listing *l = context;
    struct rule_names *names = l->names;
    struct rule_value value;
    struct str name;
    l->guesser->run.elements[l->search->depth] = element;
    if (!may_be_meant(l))
        return true;
    rule_evaluate(&l->guesser->run, l->name, &value);
    if (!rule_text_of(&value, &name))
        return true;
    l->fits = names->count < RULE_NAMES_LIMIT && name.len >= sizeof(uint32_t);
    if (!l->fits)
        return false;
    names->items[names->count++] = name;
    names->firsts |= rule_first_bit(name.ptr);
    return true;
}

/* The test of a search that looks for a name in a text of the subject, and that it cannot do without. */
static const struct rule_term *naming_test(const struct rule_term *search, unsigned tests)
{
    for (unsigned i = 0; i < tests; i++) {
        const struct rule_term *term = search->tests[i].term;
        if (term->operation == TERM_CALL && term->index == FUNCTION_CONTAINS &&
            search->tests[i].truth == TRUTH_TRUE && term->left->is_kept && term->left->owner == 0 &&
            term->right->is_settled &&
            !rule_may_fail_without(search->tests, 0, tests, (uint64_t)1 << i))
            return term;
    }
    return NULL;
}

/* Whether the term is all categories of one level. */
static bool is_categories(const struct rule_term *term)
{
    return term->operation == TERM_MEMBER && term->left->operation == TERM_PROJECT &&
           (term->index == MEMBER_PROJECT_LEVEL_ONES || term->index == MEMBER_PROJECT_LEVEL_TWOS);
}

const struct rule_names *rule_names_of(struct rule_guesser *g, struct arena *a,
                                       const struct rule_term *search)
{
    bool is_search = search->operation == TERM_CALL && search->index == FUNCTION_ANY &&
                     is_categories(search->left);
    unsigned tests = is_search ? rule_test_count(search->tests) : 0;
    const struct rule_term *naming = tests ? naming_test(search, tests) : NULL;
    if (!naming || !g->knows || g->owner != 0)
        return NULL;
    struct rule_names names = {.text = naming->left};
    struct listing l = {g, a, search, naming->right, tests, &names, true};
    names.items = ARENA_ARRAY(a, struct str, RULE_NAMES_LIMIT);
    bool complete = rule_member_each(&g->whole, search->left->index, visit_named, &l);
    if (!complete || !l.fits)
        return NULL;
    struct rule_names *kept = ARENA_NEW(a, struct rule_names);
    *kept = names;
    return kept;
}

bool rule_names_one(struct rule_run *run, const struct rule_names *names)
{
    const struct rule_value *value = rule_standing(run, names->text);
    struct str text;
    if (!value || !rule_text_of(value, &text))
        return true;
    for (size_t at = 0; at + sizeof(uint32_t) <= text.len;
         at += (unsigned char)text.ptr[at] < 0xE0 ? 1 : 3) {
        if (!(names->firsts & rule_first_bit(text.ptr + at)))
            continue;
        struct str rest = str_part(text, at, text.len);
        for (unsigned i = 0; i < names->count; i++) {
            const struct str *name = &names->items[i];
            if (str_four(name->ptr) == str_four(rest.ptr) && str_starts_with(rest, *name))
                return true;
        }
    }
    return false;
}
