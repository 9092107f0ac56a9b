/* rule_mark.c - words that many rules look for in the same text, looked for once. */
#include "sema/rule_slot.h"

enum {
    MARKS = 64,
    WORTH_IT = 4, /* who ask of a text, before it is read for all of them */
};

/* One who asks: a list of words or a pattern, with a mark of its own. */
struct asker {
    const struct word_list *words;
    struct str pattern;
    bool is_void; /* not all of its words are to be had: nobody uses the mark */
};

struct marking {
    struct arena *arena;
    struct rule_slots *slots;
    unsigned char *asked[SUBJECT_NONE]; /* by slot: how many ask of the text */
    struct asker askers[MARKS];
    unsigned count;
    bool gives; /* the second time: those that are worth it get their marks */
};

/* Enters a word of a mark; false if it is not to be had. */
static bool enter_word(struct marking *m, struct str word, unsigned mark)
{
    return word_marks_add(&m->slots->words, m->arena, word, (uint64_t)1 << mark);
}

static bool enter_words(struct marking *m, const struct asker *asker, unsigned mark)
{
    bool is_exact, fits = true;
    for (unsigned i = 0; asker->words && i < asker->words->count && fits; i++)
        fits = enter_word(m, asker->words->words[i], mark);
    if (asker->words)
        return fits;
    const struct text_pattern_word *words = text_pattern_words(m->arena, asker->pattern, &is_exact);
    fits = words != NULL;
    for (const struct text_pattern_word *w = words; w && fits; w = w->next)
        fits = enter_word(m, w->word, mark);
    if (fits && is_exact)
        m->slots->exact |= (uint64_t)1 << mark;
    return fits;
}

/* The mark of the asker, and 1; 0 if there is none. */
static unsigned mark_of(struct marking *m, const struct rule_term *call)
{
    struct asker asker = {0};
    if (call->index == FUNCTION_MATCHES)
        asker.pattern = call->right->constant.text;
    else
        asker.words = call->right->words;
    unsigned i = 0;
    while (i < m->count &&
           (m->askers[i].words != asker.words || !str_equal(m->askers[i].pattern, asker.pattern)))
        i++;
    if (i == MARKS)
        return 0;
    if (i == m->count) {
        asker.is_void = !enter_words(m, &asker, i);
        m->askers[m->count++] = asker;
    }
    return m->askers[i].is_void ? 0 : i + 1;
}

/* Of a pattern without a mark: the words that it needs, many of which are found at once. */
static void note_needed(struct marking *m, struct rule_term *term)
{
    bool fits = true, is_exact;
    struct word_set *set = ARENA_NEW(m->arena, struct word_set);
    const struct text_pattern_word *words =
        text_pattern_words(m->arena, term->right->constant.text, &is_exact);
    for (const struct text_pattern_word *w = words; w && fits; w = w->next)
        fits = word_set_add(set, m->arena, w->word, w);
    if (!words || !fits)
        return;
    term->needed = set;
    term->is_enough = is_exact;
}

/* Whether the call looks for words in one text that has a slot. */
static bool is_asking(const struct rule_term *term)
{
    return term->operation == TERM_CALL && term->left && term->left->slot &&
           !term->left->type.is_many &&
           (term->index == FUNCTION_MATCHES ||
            (term->index == FUNCTION_CONTAINS && term->right->operation == TERM_WORDS));
}

static void mark_all(struct marking *m, const struct rule_term *term)
{
    const struct rule_term *inner;
    if (is_asking(term)) {
        enum rule_subject subject = rule_owner(term->left, term->left->owner);
        unsigned char *asked = &m->asked[subject][term->left->slot];
        if (!m->gives)
            *asked = (unsigned char)(*asked + (*asked < WORTH_IT));
        else if (*asked == WORTH_IT)
            ((struct rule_term *)term)->mark = (unsigned char)mark_of(m, term);
    }
    if (m->gives && term->operation == TERM_CALL && term->index == FUNCTION_MATCHES && !term->mark)
        note_needed(m, (struct rule_term *)term);
    for (unsigned i = 0; (inner = rule_part(term, i)) != NULL; i++)
        mark_all(m, inner);
}

const struct rule_term *rule_marks_needed(const struct rule_test *tests, int start, unsigned count,
                                          uint64_t *marks)
{
    const struct rule_term *text = NULL;
    uint64_t missed = 0;
    *marks = 0;
    for (unsigned i = 0; i < count; i++) {
        const struct rule_term *term = tests[i].term;
        if (!term->mark || tests[i].truth != TRUTH_TRUE || term->left->owner != 0 ||
            (text && term->left->slot != text->slot))
            continue;
        text = term->left;
        *marks |= (uint64_t)1 << (term->mark - 1);
        missed |= (uint64_t)1 << i;
    }
    return text && !rule_may_fail_without(tests, start, count, missed) ? text : NULL;
}

static void mark_rules(struct marking *m, const struct rule *rules)
{
    for (const struct rule *rule = rules; rule; rule = rule->next) {
        if (rule->when)
            mark_all(m, rule->when);
        if (rule->require)
            mark_all(m, rule->require);
    }
}

void rule_marks_give(struct arena *a, const struct library *library, struct rule_slots *slots)
{
    struct marking m = {.arena = a, .slots = slots};
    for (enum rule_subject subject = 0; subject < SUBJECT_NONE; subject++)
        m.asked[subject] = ARENA_ARRAY(a, unsigned char, slots->values[subject] + 1);
    for (unsigned pass = 0; pass < 2; pass++) {
        m.gives = pass > 0;
        mark_rules(&m, library->rules);
        for (const struct framework *f = library->frameworks; f; f = f->next)
            mark_rules(&m, f->rules ? f->rules->rules : NULL);
    }
}

uint64_t rule_marks_of(struct rule_run *run, const struct rule_term *term, struct rule_row *row)
{
    struct str words;
    const struct rule_value *text = rule_standing(run, term);
    if (row->states[term->slot] == STATE_EMPTY)
        return UINT64_MAX;
    bool is_text = rule_text_of(text, &words);
    row->marks[term->slot] = is_text ? word_marks_in(&row->store->slots->words, words) : 0;
    if (is_text)
        row->states[term->slot] = STATE_MARKED;
    return row->marks[term->slot];
}

int rule_marked(struct rule_run *run, const struct rule_term *term)
{
    struct rule_row *row = rule_row_of(run, term->left);
    unsigned slot = term->left->slot, bit = term->mark - 1u;
    if (!row)
        return MARK_UNSURE;
    if (row->states[slot] != STATE_MARKED)
        rule_marks_of(run, term->left, row);
    if (row->states[slot] == STATE_EMPTY)
        return MARK_UNSURE;
    if (row->states[slot] != STATE_MARKED)
        return (int)rule_truth_without(row->values[slot].kind);
    if (!(row->marks[slot] >> bit & 1))
        return TRUTH_FALSE;
    return row->store->slots->exact >> bit & 1 ? TRUTH_TRUE : MARK_UNSURE;
}
